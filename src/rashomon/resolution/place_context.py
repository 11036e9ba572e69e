"""What a document says of places as a whole, and how a resolved name becomes a place of a report."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rashomon.records import Document, Place, PlaceRole
from rashomon.resolution.gazetteer import Entry, Gazetteer, fold
from rashomon.resolution.localities import named_by_kind
from rashomon.resolution.place_names import Mention, Toponym
from rashomon.resolution.toponym_detection import detect_mentions
from rashomon.resolution.toponyms import resolve_mentions

_DATELINE = re.compile(
    r"^\s*(?P<place>[A-Z][A-Z .'’-]{2,40}?)(?:/(?P<second>[A-Z][A-Z .'’-]{2,30}))?(?:,\s*[\w .]{2,40}){0,2}\s*"
    r"(?:\([\w .,-]{2,40}\)\s*)?(?:[-–—:]{1,2}|\.)\s"
)
_COARSE = ("country", "continent", "former country")


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What a document says of places as a whole; built once per document."""

    toponyms: tuple[Toponym, ...]  # in the order of the text; with unknown names that a word of kind tells
    senses: Mapping[str, Entry]  # folded name -> the place it means here
    doubtful: tuple[Toponym, ...] = ()  # names that are more often something else
    dateline: Toponym | None = None
    publisher_country: str | None = None
    starts: tuple[int, ...] = ()  # of the toponyms

    def between(self, start: int, end: int) -> tuple[Toponym, ...]:
        """The toponyms that begin between two offsets."""
        return self.toponyms[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def read_context(document: Document, gazetteer: Gazetteer) -> PlaceContext:
    """The names of places of a document, resolved together, and its dateline."""
    text = document.text
    mentions = list(detect_mentions(text, gazetteer))
    dateline = _dateline(text, gazetteer)
    if dateline:
        mentions = [dateline, *(mention for mention in mentions if mention.start >= dateline.end)]
    resolved = resolve_mentions(text, mentions, gazetteer=gazetteer, publisher_country=document.publisher_country)
    known = tuple(toponym for toponym, mention in zip(resolved, mentions, strict=True) if mention.sure)
    doubtful = tuple(toponym for toponym, mention in zip(resolved, mentions, strict=True) if not mention.sure)
    toponyms = sorted((*known, *named_by_kind(text, known)), key=lambda toponym: toponym.start)
    senses = {fold(toponym.text): toponym.entry for toponym in known if toponym.entry}
    first = known[0] if dateline else None
    starts = tuple(toponym.start for toponym in toponyms)
    return PlaceContext(tuple(toponyms), senses, doubtful, first, document.publisher_country, starts)


def place_of(toponym: Toponym, role: PlaceRole, rule: str, gazetteer: Gazetteer) -> Place:
    """The place that a toponym names; without coordinates for a country and coarser."""
    entry = toponym.entry
    if entry is None:
        return Place(toponym.start, toponym.end, toponym.text, name=toponym.text, role=role, rule="unresolved")
    within = gazetteer.containers(entry.id)
    coarse = entry.kind in _COARSE or entry.precision == 6
    return Place(
        toponym.start,
        toponym.end,
        toponym.text,
        name=entry.name,
        country=entry.country,
        latitude=None if coarse else entry.latitude,
        longitude=None if coarse else entry.longitude,
        gazetteer_id=entry.id,
        precision=entry.precision,
        role=role,
        rule=rule,
        admin=entry.name if entry.kind == "admin1" else _admin(within, gazetteer),
        kind=entry.kind,
        within=within,
    )


def lying_in(place: Place, outer: Entry, gazetteer: Gazetteer) -> Place:
    """A name that no gazetteer holds, in a place that one does: its country is known, its point is not."""
    within = (outer.id, *gazetteer.containers(outer.id))
    return replace(
        place,
        country=outer.country,
        admin=_admin(within, gazetteer),
        within=within,
        precision=2 if outer.precision == 1 else outer.precision,
        rule=f"unresolved: in {outer.name}",
    )


def finest(places: Iterable[Place]) -> tuple[Place, ...]:
    """Without doubles and without what contains another of them, in the order of the text: Fallujah, not Anbar."""
    found: dict[tuple[int, int], Place] = {}
    for place in places:
        found.setdefault((place.start, place.end), place)
    kept = sorted(found.values(), key=lambda place: place.start)
    outer = {container for place in kept for container in place.within}
    return tuple(place for place in kept if place.gazetteer_id is None or place.gazetteer_id not in outer)


def is_fine(toponym: Toponym) -> bool:
    """Is it finer than a country?"""
    return toponym.entry is not None and toponym.entry.kind not in _COARSE


def _admin(within: Iterable[str], gazetteer: Gazetteer) -> str | None:
    return next((entry.name for entry in map(gazetteer.entry, within) if entry and entry.kind == "admin1"), None)


def _dateline(text: str, gazetteer: Gazetteer) -> Mention | None:
    """ "SIMFEROPOL/KIEV, Nov 27 (Agency) - ...": the first place."""
    match = _DATELINE.match(text)
    if not match:
        return None
    name = match.group("place").strip()
    return Mention(match.start("place"), match.start("place") + len(name), name) if gazetteer.knows(name) else None
