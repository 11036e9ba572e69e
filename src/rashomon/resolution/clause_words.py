"""The words by which a clause's places are told from its parties: the lists of ``gazetteers/clauses.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """The word lists of ``clauses.toml``: lemmas of predicates and nouns."""

    moving: frozenset[str]
    striking: frozenset[str]
    entering: frozenset[str]
    flying: frozenset[str]
    speaking: frozenset[str]
    facilities: frozenset[str]
    scene: frozenset[str]
    home_bodies: frozenset[str]
    home_measures: frozenset[str]
    home_regions: frozenset[str]
    only_places: frozenset[str]


@cache
def read_clause_words() -> ClauseWords:
    """The word lists that ship with us."""
    table = tomllib.loads((files("rashomon") / "gazetteers" / "clauses.toml").read_text("utf-8"))
    return ClauseWords(**{name: frozenset(words) for name, words in table.items()})
