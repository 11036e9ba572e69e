"""Waters, airspace and territory by their owner: "international waters", "Iranian airspace", "Russia's coast"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from rashomon.records import Place
from rashomon.resolution.gazetteer import Entry, Gazetteer, fold
from rashomon.resolution.place_names import read_cues

_OWNED = re.compile(
    r"\b(?P<owner>international|neutral|[A-Z][\w-]+(?: [A-Z][\w-]+)?(?:['’]s?)?)\s+"
    r"(?:own\s+)?(?:sovereign\s+|territorial\s+|national\s+|coastal\s+|internal\s+|exclusive\s+economic\s+|land\s+)?"
    r"(?P<kind>waters|airspace|air\s+space|sea|seas|skies|territory|soil|coast|shores?|zone|border)\b"
)
_OF_COUNTRY = re.compile(
    r"\b(?:the\s+)?(?P<kind>airspace|waters|territory|coast|shores?|territorial\s+sea)\s+of\s+(?:the\s+)?"
    r"(?P<owner>[A-Z]\w+(?: [A-Z]\w+)?)"
)
_WAYS = re.compile(r"\b(?P<owner>[A-Z]\w+)\s+(?P<kind>side|part)\s+of\s+the\s+border\b")
_KINDS = {
    "sea": "waters", "seas": "waters", "waters": "waters", "zone": "waters", "territorialsea": "waters",
    "airspace": "airspace", "skies": "airspace",
}  # fmt: skip
_NOBODYS = ("waters", "airspace", "territory")


def find_territory(
    text: str, start: int, end: int, *, gazetteer: Gazetteer, senses: Mapping[str, Entry]
) -> Place | None:
    """The first stretch between two offsets of a text that names waters, airspace or territory by its owner.

    Returns:
        A place without coordinates: precision 7 for what is international, 6 and a country's code for its own.
    """
    for pattern in (_OWNED, _OF_COUNTRY, _WAYS):
        for match in pattern.finditer(text, start, end):
            kind = re.sub(r"\s+", "", match.group("kind"))
            place = _place(text, match, _KINDS.get(kind, kind), gazetteer, senses)
            if place is not None:
                return place
    return None


def country_named(name: str, *, gazetteer: Gazetteer, senses: Mapping[str, Entry]) -> str | None:
    """The country of an adjective or a name: "Omani", "Russia's", "South Korean"; ISO 3166 alpha-3."""
    adjectives = read_cues().adjectives
    bare = re.sub(r"['’]s?$", "", name)
    code = adjectives.get(fold(bare)) or adjectives.get(fold(bare.split()[-1]))
    if code is None:
        entry = senses.get(fold(bare))
        return entry.country if entry and entry.kind == "country" else None
    if ":" in code:
        entry = gazetteer.entry(code)
        return entry.country if entry else None
    return code


def _place(
    text: str, match: re.Match[str], kind: str, gazetteer: Gazetteer, senses: Mapping[str, Entry]
) -> Place | None:
    start, end, owner = match.start(), match.end(), match.group("owner")
    place = Place(start, end, text[start:end], name=text[start:end], kind=kind, precision=6)
    if owner in ("international", "neutral"):
        return replace(place, precision=7, rule=f"territory:{owner} {kind}") if kind in _NOBODYS else None
    code = country_named(owner, gazetteer=gazetteer, senses=senses)
    if code is None:
        return None
    country = gazetteer.country(code)
    within = (country.id,) if country else ()
    return replace(place, country=code, within=within, rule=f"territory:{kind} of {code}")
