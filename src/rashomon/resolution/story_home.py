"""Where a document's story is at home: the country that its bare nouns mean ("the police", "strikers").

A report on one country's quarrel with itself names the country once and then says "police",
"the miners", "prosecutors". Between two states nothing is guessed, except that courts, police and
crowds of a story that is told from a place are those of its country.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rashomon.resolution.actors import Setting
from rashomon.resolution.names import Catalogue
from rashomon.resolution.place_context import PlaceContext

_FORMS = ("name", "adjective", "people", "capital", "seat")
_OF_THE_PLACE = frozenset(("COP", "JUD", "LAB", "EDU", "AGR"))
_WHOLE = 0.7
_LITTLE = 0.25
_LARGE = 0.4


@dataclass(frozen=True, slots=True)
class StoryHome:
    """The country of a story, and whether it is about that country alone."""

    country: str
    is_alone: bool
    rule: str

    def setting_for(self, sectors: tuple[str, ...]) -> Setting | None:
        """The country for a bare noun of these sectors, or None where it may be of another."""
        if self.is_alone or (sectors and sectors[0] in _OF_THE_PLACE):
            return Setting(self.country, self.rule)
        return None


def find_story_home(text: str, *, context: PlaceContext, catalogue: Catalogue) -> StoryHome | None:
    """The one country that a text speaks of, else that of its dateline where the text speaks of it much."""
    counted: Counter[str] = Counter()
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
            counted[countries.pop()] += 1
    if not counted:
        return None
    (first, count), *rest = counted.most_common(2)
    told_at_home = first == context.publisher_country
    apart = told_at_home or not rest or rest[0][1] <= count * _LITTLE
    if count / counted.total() >= _WHOLE and (count >= 3 or told_at_home) and apart:
        return StoryHome(first, True, f"{first}, the one country of the story")
    dateline = context.dateline.entry if context.dateline is not None else None
    if dateline is None or dateline.country is None:
        return None
    if counted[dateline.country] / counted.total() < _LARGE or (rest and rest[0][1] > counted[dateline.country]):
        return None
    return StoryHome(dateline.country, False, f"{dateline.country}, from where the story is told")
