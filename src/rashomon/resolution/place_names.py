"""The names of places: mentions and toponyms, which places a name may mean, and the words beside names."""

from __future__ import annotations

import csv
import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rashomon.resolution.gazetteer import Entry, Gazetteer, fold, variants

_SHORT = ("us", "uk", "uae", "eu")
_WELL_KNOWN = 5.3  # about 200,000 persons
_POSSESSIVE = re.compile(r"(?:’s|'s|’|')$")
_DIRECTION = re.compile(
    r"^(?:(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern)?|central|mainland|upper|lower"
    r"|downtown|greater|rural|occupied|annexed|suburban|coastal|far|outer|inner|war-torn|nearby)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a place in a text."""

    start: int
    end: int
    text: str
    sure: bool = True  # else it is more often something else, and nothing beside it says place


@dataclass(frozen=True, slots=True)
class Toponym:
    """A mention with the place that it means; ``entry`` is None where no place bears the name."""

    start: int
    end: int
    text: str
    entry: Entry | None
    rule: str


@dataclass(frozen=True, slots=True)
class Cues:
    """The word lists and weights of ``cues.toml``, and the adjectives of the countries."""

    locative: frozenset[str]
    titles: frozenset[str]
    divisions: Mapping[str, str]
    followers: frozenset[str]
    common: frozenset[str]
    given: frozenset[str]
    weights: Mapping[str, float]
    adjectives: Mapping[str, str]  # folded adjective -> ISO 3166 alpha-3


@cache
def read_cues() -> Cues:
    """The word lists and weights that ship with us."""
    folder = files("rashomon") / "gazetteers"
    table = tomllib.loads((folder / "cues.toml").read_text("utf-8"))
    lines = (folder / "adjectives.csv").read_text("utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    return Cues(
        locative=frozenset(table["locative"]),
        titles=frozenset(table["titles"]),
        divisions=table["divisions"],
        followers=frozenset(table["followers"]),
        common=frozenset(table["common"]),
        given=frozenset(table["given"]),
        weights=table["weights"],
        adjectives={fold(word): row["code"] for row in rows for word in row["adjectives"].split("|")},
    )


def candidates(name: str, gazetteer: Gazetteer) -> tuple[tuple[Entry, ...], str | None, str]:
    """The places that a name may mean, the kind that a word beside it asks for, and how the name was read."""
    name = _POSSESSIVE.sub("", name.strip())
    key, cues = fold(name), read_cues()
    found = gazetteer.find(name)
    if code := cues.adjectives.get(key):
        people = gazetteer.entry(code) if ":" in code else gazetteer.country(code)
        return ((people, *found) if people else found), None, "adjective"
    if found:
        return found, None, "name"
    for spelling in variants(key):
        if found := gazetteer.find(spelling):
            return found, None, "spelling"
    words = key.split()
    if len(words) > 1 and (hint := cues.divisions.get(words[-1])):
        return candidates(" ".join(words[:-1]), gazetteer)[0], hint, "kind"
    if len(words) > 2 and words[1] == "of" and (hint := cues.divisions.get(words[0])):
        return candidates(" ".join(words[2:]), gazetteer)[0], hint, "kind"
    bare = _DIRECTION.sub("", name)
    if bare != name:
        return candidates(bare, gazetteer)[0], None, "part"
    return _within_name(words, gazetteer, cues)


def prominence(entry: Entry) -> float:
    """How well known a place is: log10 of its persons, more for capitals, less under an alternate name."""
    if entry.kind in ("country", "continent"):
        return 8.0
    if entry.id.startswith("rashomon:"):
        return 6.2
    return math.log10(entry.population + 300) + (1.5 if entry.capital else 0) - (0.8 if entry.alternate else 0)


def without_possessive(name: str) -> str:
    """ "Baghdad" of "Baghdad's"."""
    return _POSSESSIVE.sub("", name)


def _within_name(words: list[str], gazetteer: Gazetteer, cues: Cues) -> tuple[tuple[Entry, ...], str | None, str]:
    """The well-known place that a longer name holds: "Vancouver Art Gallery"."""
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            part = " ".join(words[start : start + length])
            if code := cues.adjectives.get(part):
                people = gazetteer.entry(code) if ":" in code else gazetteer.country(code)
                return ((people,) if people else ()), None, "within the name"
            if part not in _SHORT and (part in cues.common or part in cues.given or len(part) < 4):
                continue
            found = gazetteer.find(part)
            if found and max(prominence(entry) for entry in found[:4]) >= _WELL_KNOWN:
                return found, None, "within the name"
    return (), None, "unresolved"
