"""Parties that one role joins: a bare noun shares the country of the one before it; a thing beside a party is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rashomon.records import Party, Phrase, Place, Span
from rashomon.resolution.tables import code_of

_BARE = re.compile(r"[a-z][a-z-]+(?: [a-z-]+)?")
_AND = re.compile(r"\s+and\s+")
OUTLAWS = frozenset(("REB", "UAF", "CRM", "OPP"))
_SOMEBODY = frozenset(
    (
        "party", "person", "country", "organisation", "armed", "government", "civilian", "court", "troops", "vessel",
        "aircraft", "vehicle", "facility", "pronoun", "place",
    )
)  # fmt: skip


def joined_to(party: Party, before: Sequence[Party], sentence: Span) -> Party:
    """ "The Rwandan officers and drivers": a bare noun joined to another is of the same country.

    Not of those who fight for a state and those who fight it ("French troops and jihadists").
    """
    if not before or party.country is not None or party.entity is not None or not _BARE.fullmatch(party.text):
        return party
    first = before[-1]
    between = sentence.text[first.end - sentence.start : party.start - sentence.start]
    outlaws = bool(set(first.sectors) & OUTLAWS) != bool(set(party.sectors) & OUTLAWS)
    if first.country is None or first.how == "carried" or not party.sectors or outlaws or not _AND.fullmatch(between):
        return party
    code = code_of(first.country, party.sectors)
    return replace(party, country=first.country, code=code, rule=f"{party.rule}; joined to {first.text!r}")


def not_where(parties: tuple[Party, ...], places: Sequence[Place]) -> tuple[Party, ...]:
    """ "At Marikana miners threw stones at the police": the place beside those who are hit is hit by nobody."""
    where = {place.start for place in places if place.how == "stated"}
    known = tuple(party for party in parties if party.start not in where)
    return known if any(party.code for party in known) else parties


def somebody(parties: tuple[Party, ...], phrases: Sequence[Phrase]) -> tuple[Party, ...]:
    """ "Documented raids by Seleka and 13 rapes": beside somebody whom we know, a thing is no party."""
    if not any(party.code for party in parties):
        return parties
    things = {phrase.start for phrase in phrases if phrase.kinds and not _SOMEBODY.intersection(phrase.kinds)}
    return tuple(party for party in parties if party.code or party.start not in things)
