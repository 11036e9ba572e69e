"""One writer at a time: a lock that a killed process lets go of by itself, on every system."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from rashomon.errors import StudyError


@contextmanager
def hold(path: Path, *, says: str, seconds: float = 0.5) -> Iterator[None]:
    """Holds the lock file at ``path``, waiting for it so many seconds.

    SQLite's own file locks are used because they are on every system and end with their process.

    Raises:
        StudyError: another process holds it; ``says`` tells what that means and what to do.
    """
    lock = sqlite3.connect(path, timeout=seconds, isolation_level=None)
    try:
        try:
            lock.execute("begin exclusive")
        except sqlite3.OperationalError as error:
            raise StudyError(f"{path.parent}: {says} ({error})") from error
        yield
    finally:
        lock.close()


def hold_study(folder: Path) -> AbstractContextManager[None]:
    """Keeps a second run out of the same study."""
    return hold(
        folder / "run.lock", says="another run is at work in this study. Wait for it to end, or use another folder"
    )
