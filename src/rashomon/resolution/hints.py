"""What the names before a noun say of it: whose it is, who backs it, who holds its ground."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from rashomon.resolution.composition import read_composition
from rashomon.resolution.names import Catalogue, Found
from rashomon.resolution.naming import choose_name, read_name
from rashomon.resolution.readings import Reading
from rashomon.resolution.wording import WORD, Words, compound_of

_GOES_ON = re.compile(r" [A-Z]")


@dataclass(frozen=True, slots=True)
class Hint:
    """A name before a noun, and what it says of it."""

    kind: str  # "plain", "owning", "holding", "backing"
    reading: Reading
    text: str
    is_body: bool  # an organisation or a person, not a country


def hints_before(words: Words, first: int, *, catalogue: Catalogue, when: dt.date | None) -> list[Hint]:
    """The hints between the last possessor and a word, left to right."""
    possessor = words.possessor_before(first)
    begin, end = possessor[1] if possessor is not None else 0, words.tokens[first][0]
    hints: list[Hint] = []
    after_country = -1  # where a country's adjective ended
    for found in words.names:
        hint = hint_of(words.text, found, catalogue=catalogue, when=when) if begin <= found.start < end else None
        if hint is None:
            continue
        is_land = hint.kind == "plain" and not hint.is_body
        # of two adjectives side by side the first says the state: "Bosnian Croat"
        if not (is_land and found.start == after_country + 1 and words.text[after_country] == " "):
            hints.append(hint)
        after_country = found.end if is_land else -1
    return hints + _regions(words.text, begin, end)


def hint_of(text: str, found: Found, *, catalogue: Catalogue, when: dt.date | None) -> Hint | None:
    """What a name of a text says of the noun after it, or None where it says nothing."""
    kind = compound_of(text, found, read_composition())
    name = choose_name(found.names, (), catalogue=catalogue, when=when)
    if kind == "passing" or name is None or name.form in ("place", "no party"):
        return None
    entity = catalogue.entity(name.entity)
    if entity is not None and entity.roles[0].sectors[:1] == ("JRN",) and _GOES_ON.match(text, found.end):
        return None  # "The Independent Police Board": a name of which a newspaper's is a part
    is_body = name.form in ("proper", "surname", "seat")
    reading = read_name(name, catalogue=catalogue, when=when)
    return Hint(
        kind,
        replace(
            reading,
            sectors=reading.sectors if is_body else (),
            entity=None,
            name=None,
            is_body=name.form == "proper" and name.label == "ORG",
        ),
        text[found.start : found.end],
        is_body,
    )


def _regions(text: str, begin: int, end: int) -> list[Hint]:
    """Adjectives of regions: "Catalan separatists"; not the first word of a longer name: "Tamil Nadu"."""
    hints = []
    for match in WORD.finditer(text, begin, end):
        country = read_composition().regions.get(match.group())
        is_in_name = text[match.end() + 1 : match.end() + 2].isupper() and match.end() + 1 < end
        if country is not None and not is_in_name:
            rule = f"{match.group()!r} lies in {country}"
            hints.append(Hint("plain", Reading(country, rules=(rule,)), match.group(), False))
    return hints
