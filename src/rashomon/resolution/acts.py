"""Verbs and what they tell of a day: ``lexicons/en/acts.toml`` as read-only values."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def load_acts(name: str) -> frozenset[str]:
    table = tomllib.loads(files("rashomon").joinpath("lexicons/en/acts.toml").read_text(encoding="utf-8"))
    return frozenset(table[name])
