"""Between which two countries a document's story is: those that it speaks of most, its own among them."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.records import Document
from rashomon.resolution.names import Catalogue
from rashomon.resolution.place_context import PlaceContext
from rashomon.resolution.story_countries import LEFT_OUT, count_countries, find_teller

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
    teller = find_teller(counted, document.publisher_country, document.publisher_type)
    if teller is not None:
        counted[teller] += LEFT_OUT
    ranked = counted.most_common(3)
    if len(ranked) < 2 or ranked[1][1] < _ENOUGH:
        return None
    if len(ranked) > 2 and ranked[2][1] > ranked[1][1] * _THIRD:
        return None
    pair = frozenset((ranked[0][0], ranked[1][0]))
    return StorySides(pair, teller if teller in pair else None)
