"""Words for codes and counts: a title or a page says "US military" where the record says USAMIL."""

from __future__ import annotations

import csv
import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

_CODE = re.compile(r"[A-Z]{3}(?:[A-Z]{3}){0,3}")


@dataclass(frozen=True, slots=True)
class Labels:
    """Names and adjectives of countries, and short words for sectors and kinds of bodies, by code."""

    countries: Mapping[str, str]
    adjectives: Mapping[str, str]
    sectors: Mapping[str, str]
    bodies: Mapping[str, str]


def name_code(text: str | None) -> str:
    """The words for an actor code or a country; whatever is neither stays as it is, None is nothing."""
    if not text:
        return ""
    if text.startswith("not "):
        words = name_code(text[4:])
        return f"not the {words}" if len(text) > 7 and words != text[4:] else f"not {words}"
    parts = text.split(" and ")
    if len(parts) > 1 and all(_CODE.fullmatch(part) for part in parts):
        return " and ".join(map(name_code, parts))
    if not _CODE.fullmatch(text):
        return text
    labels = read_labels()
    first, rest = text[:3], [text[at : at + 3] for at in range(3, len(text), 3)]
    if first in labels.bodies:
        return f"{text[3:]}, {labels.bodies[first]}" if rest else labels.bodies[first]
    if first not in labels.countries:
        return text
    if not rest:
        return labels.countries[first]
    return " ".join((labels.adjectives[first], ", ".join(labels.sectors.get(sector, sector) for sector in rest)))


def read_code(words: str) -> str | None:
    """The actor code for what a person writes: "irnmil", "Iran", "Iranian military"; None for words that are none."""
    text = " ".join(words.split())
    code = text.upper()
    if _CODE.fullmatch(code) and name_code(code) != code:
        return code
    return _codes().get(text.casefold())


def count_words(count: int, one: str, several: str | None = None) -> str:
    """ "1 report", "1,200 reports"."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


@functools.cache
def _codes() -> Mapping[str, str]:
    labels = read_labels()
    found = {name.casefold(): code for code, name in labels.countries.items()}
    for code in labels.countries:
        for sector in labels.sectors:
            found.setdefault(name_code(code + sector).casefold(), code + sector)
    return found


@functools.cache
def read_labels() -> Labels:
    """The labels that ship, read once."""
    catalogue = resources.files("rashomon.catalogue")
    words = tomllib.loads(catalogue.joinpath("labels.toml").read_text("utf-8"))
    table = catalogue.joinpath("countries.csv").read_text("utf-8")
    rows = list(csv.DictReader(line for line in table.splitlines() if not line.startswith("#")))
    first = {row["code"]: row["adjectives"].split("|")[0] or row["name"] for row in rows}
    names = {row["code"]: row["name"] for row in rows}
    return Labels(names, first | words["adjectives"], words["sectors"], words["bodies"])
