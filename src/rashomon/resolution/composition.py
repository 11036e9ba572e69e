"""How a phrase for a party is put together: the word lists of ``catalogue/composition.toml`` as one read-only value."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import cast

_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "wives": "wife", "thieves": "thief", "mps": "mp",
    **{word: word for word in (
        "people", "police", "forces", "troops", "authorities", "services", "media", "personnel", "clergy", "aircraft",
        "staff", "headquarters", "barracks", "crew", "congress", "press", "masses", "reinforcements",
    )},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Composition:
    """The words that pass a sector on, say whose a thing is, or put an office in the past."""

    gathering: frozenset[str]
    belonging: frozenset[str]
    backing: frozenset[str]
    owning: frozenset[str]
    holding: frozenset[str]
    passing: frozenset[str]
    siding: frozenset[str]
    past: frozenset[str]
    foreign: frozenset[str]
    moving: frozenset[str]
    abroad: frozenset[str]
    anybody: frozenset[str]
    marching: frozenset[str]
    uniformed: frozenset[str]
    shipping: frozenset[str]
    afloat: frozenset[str]
    serving: frozenset[str]
    relational: frozenset[str]
    facing: frozenset[str]
    unowned: frozenset[str]
    unstaffed: frozenset[str]
    posted: frozenset[str]
    public: frozenset[str]
    lines: frozenset[str]
    determiners: frozenset[str]
    honours: frozenset[str]
    no_places: frozenset[str]
    attributes: frozenset[str]
    abbreviations: Mapping[str, str]
    prefixes: Mapping[str, tuple[str | None, str]]
    titles: Mapping[str, str]
    regions: Mapping[str, str]
    native: Mapping[str, frozenset[str]]


@functools.cache
def read_composition() -> Composition:
    """The word lists, read once."""
    text = (resources.files("rashomon") / "catalogue" / "composition.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)

    def words(key: str) -> frozenset[str]:
        return frozenset(cast(list[str], tables[key]))

    def pairs(key: str) -> dict[str, str]:
        return cast(dict[str, str], tables[key])

    prefixes: dict[str, tuple[str | None, str]] = {}
    for prefix, code in pairs("prefixes").items():
        country, _, sector = code.rpartition(" ")
        prefixes[prefix] = (country or None, sector)
    return Composition(
        gathering=words("gathering"),
        belonging=words("belonging"),
        backing=words("backing"),
        owning=words("owning"),
        holding=words("holding"),
        passing=words("passing"),
        siding=words("siding"),
        past=words("past"),
        foreign=words("foreign"),
        moving=words("moving"),
        abroad=words("abroad"),
        anybody=words("anybody"),
        marching=words("marching"),
        uniformed=words("uniformed"),
        shipping=words("shipping"),
        afloat=words("afloat"),
        serving=words("serving"),
        relational=words("relational"),
        facing=words("facing"),
        unowned=words("unowned"),
        unstaffed=words("unstaffed"),
        posted=words("posted"),
        public=words("public"),
        lines=words("lines"),
        determiners=words("determiners"),
        honours=words("honours"),
        no_places=words("no_places"),
        attributes=words("attributes"),
        abbreviations=pairs("abbreviations"),
        prefixes=prefixes,
        titles=pairs("titles"),
        regions=pairs("regions"),
        native={word: frozenset(codes) for word, codes in cast(dict[str, list[str]], tables["native"]).items()},
    )


def singular(word: str) -> str:
    """A plural noun in lower case as its singular, by the common rules: "policemen" -> "policeman"."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men") and len(word) > 4:
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word
