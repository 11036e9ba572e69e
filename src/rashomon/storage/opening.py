"""The file of an archive: its name, the layout of its tables, and a connection that cannot write."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from rashomon.records import SCHEMA_VERSION

ARCHIVE_FILE = "archive.sqlite"
LAYOUT = f"{SCHEMA_VERSION}/5"  # of the tables; an archive of another layout is built again


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; works on a folder that we may not write in as well."""
    mode = "mode=ro" if os.access(path.parent, os.W_OK) else "mode=ro&immutable=1"
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True, timeout=30, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    return connection


def read_layout(path: Path) -> str | None:
    """The layout of the tables of an archive, None for a file that is none."""
    connection = connect_to_read(path)
    try:
        row = connection.execute("select value from meta where key = 'layout'").fetchone()
    except sqlite3.DatabaseError:
        return None
    finally:
        connection.close()
    return str(row[0]) if row else None
