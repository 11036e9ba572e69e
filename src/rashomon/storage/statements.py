"""The SQL of the archive: one query in one file of ``queries/``, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def load_statement(name: str) -> str:
    """The text of ``queries/NAME.sql``."""
    return (files("rashomon.storage") / "queries" / f"{name}.sql").read_text("utf-8")
