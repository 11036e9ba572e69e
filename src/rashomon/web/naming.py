"""Words for codes: a page says "United States military" where the record says USAMIL."""

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
    """Names of countries, and short words for sectors and kinds of bodies, by code."""

    countries: Mapping[str, str]
    sectors: Mapping[str, str]
    bodies: Mapping[str, str]


def name_code(text: str | None) -> str:
    """The words for an actor code or a country; whatever is neither stays as it is, None is nothing."""
    if not text:
        return ""
    if text.startswith("not "):
        return f"not {name_code(text[4:])}"
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
    return " ".join((labels.countries[first], *(labels.sectors.get(sector, sector) for sector in rest)))


def name_codes(title: str | None) -> str:
    """A title with words for the actor codes in it: "Talks: USAGOV and IRNGOV"."""
    return re.sub(r"\b[A-Z]{6}(?:[A-Z]{3}){0,2}\b|\b[A-Z]{3}\b", lambda found: name_code(found[0]), title or "")


@functools.cache
def read_labels() -> Labels:
    """The labels that ship, read once."""
    words = tomllib.loads(resources.files("rashomon.web").joinpath("labels.toml").read_text("utf-8"))
    table = resources.files("rashomon.catalogue").joinpath("countries.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in table.splitlines() if not line.startswith("#"))
    return Labels({row["code"]: row["name"] for row in rows}, words["sectors"], words["bodies"])
