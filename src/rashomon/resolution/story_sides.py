"""Between which two countries a document's story is: those that it speaks of most, its own among them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rashomon.records import Document, PublisherType
from rashomon.resolution.names import Catalogue
from rashomon.resolution.place_context import PlaceContext

_FORMS = ("name", "adjective", "people", "capital", "seat")
# Publishers that tell a quarrel of their own country from home, and name that country less than the other.
_OFFICIAL: frozenset[PublisherType] = frozenset(("government", "military", "armed_group", "party"))
_OF_A_COUNTRY: frozenset[PublisherType] = _OFFICIAL | {"newspaper", "state_media", "broadcaster", "activist"}
_OWN = 2  # mentions that a text of home leaves out: it says "we", not who
_ENOUGH = 2  # mentions of the second country
_THIRD = 0.5  # what a third country may have of them


@dataclass(frozen=True, slots=True)
class StorySides:
    """The two countries of a story, and which of them tells it."""

    pair: frozenset[str]
    teller: str | None = None  # the publisher's own side; None for who stands aside

    def against(self, country: str) -> str | None:
        """The other of the two, for one of them."""
        return next(iter(self.pair - {country})) if country in self.pair else None


def find_story_sides(document: Document, *, context: PlaceContext, catalogue: Catalogue) -> StorySides | None:
    """The two countries that a text speaks of most, where no third comes near them; None for every other story."""
    counted = count_countries(document.text, context=context, catalogue=catalogue)
    own, kind = document.publisher_country, document.publisher_type
    is_told_at_home = own is not None and (kind in _OFFICIAL or (kind in _OF_A_COUNTRY and counted[own] > 0))
    if is_told_at_home and own is not None:
        counted[own] += _OWN
    ranked = counted.most_common(3)
    if len(ranked) < 2 or ranked[1][1] < _ENOUGH:
        return None
    if len(ranked) > 2 and ranked[2][1] > ranked[1][1] * _THIRD:
        return None
    pair = frozenset((ranked[0][0], ranked[1][0]))
    return StorySides(pair, own if is_told_at_home and own in pair else None)


def count_countries(text: str, *, context: PlaceContext, catalogue: Catalogue) -> Counter[str]:
    """How often a text names each country: by name, places and people, and by its officers no more than by those."""
    counted: Counter[str] = Counter()
    officers: Counter[str] = Counter()
    taken: set[int] = set()
    for toponym in context.toponyms:
        if toponym.entry is not None and toponym.entry.country is not None:
            counted[toponym.entry.country] += 1
            taken.add(toponym.start)
    for found in catalogue.find_all(text):
        name = found.names[0]
        entity = catalogue.entity(name.entity) if found.start not in taken else None
        if entity is None:
            continue
        if name.form in _FORMS:
            counted[entity.id] += 1
        elif len(countries := {role.country for role in entity.roles if role.country}) == 1:
            officers[countries.pop()] += 1
    return counted + Counter({country: min(count, counted[country]) for country, count in officers.items()})
