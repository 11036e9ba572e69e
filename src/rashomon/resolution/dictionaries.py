"""Users' own actor dictionaries: CSV and TOML tables read into rows, with every malformed line named."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from rashomon.errors import CatalogueError
from rashomon.resolution.tables import ActorRow, read_rows, row_of


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The rows of a user's file, and what was left out of it."""

    rows: tuple[ActorRow, ...]
    problems: tuple[str, ...] = ()


def read_dictionary(path: Path) -> Dictionary:
    """A user's table of actors, ``.toml`` (``[[actor]]`` tables) or ``.csv``; raises ``CatalogueError``."""
    if not path.is_file():
        raise CatalogueError(f"{path}: no such file; expected a table of actors, .toml or .csv")
    text = path.read_text(encoding="utf-8")
    if path.suffix.lower() == ".toml":
        return Dictionary(_toml_rows(text, path))
    return Dictionary(tuple(read_rows(text.splitlines(), origin=str(path), label="ORG")))


def _toml_rows(text: str, path: Path) -> tuple[ActorRow, ...]:
    tables = cast(list[dict[str | None, object]], tomllib.loads(text).get("actor", []))
    return tuple(row_of(table, origin=f"{path}: actor {number}") for number, table in enumerate(tables, 1))
