"""Where a document's story is at home: the country that its bare nouns mean ("the police", "strikers").

A report on one country's quarrel with itself names the country once and then says "police",
"the miners", "prosecutors". Between two states little is guessed: courts, police and crowds are
those of the country from where the story is told, and a newspaper or an office means its own
parliament and its own police, unless the text names another country's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from rashomon.records import PublisherType
from rashomon.resolution.actors import Setting
from rashomon.resolution.names import Catalogue
from rashomon.resolution.place_context import PlaceContext
from rashomon.resolution.story_countries import LEFT_OUT, count_countries, find_teller

# "whole": the story is of this country alone; "teller": the publisher's own, one of several that the story is of;
# "dateline": the country from where it is told, likewise.
Reach = Literal["whole", "teller", "dateline"]

_OF_THE_PLACE = frozenset(("COP", "JUD", "LAB", "EDU", "AGR", "LEG", "OPP", "REB"))
_OF_THE_TELLER = (_OF_THE_PLACE - {"REB"}) | {"GOV", "MIL", "CVL", "CRM", "BUS", "PTY", "HLH", "REL", "SPY"}
_IN_ARMS = frozenset(("MIL", "COP", "REB", "PRM", "UAF"))
_WHOLE = 0.5
_LITTLE = 0.34
_LARGE = 0.4


@dataclass(frozen=True, slots=True)
class StoryHome:
    """The country of a story, and how far it reaches."""

    country: str
    reach: Reach
    rule: str
    others: frozenset[str] = frozenset()  # the other countries that the text speaks of

    @property
    def is_alone(self) -> bool:
        """Whether the story is about that country alone."""
        return self.reach == "whole"

    def speaks_of(self, country: str | None) -> bool:
        """Whether the text names that country, by more than a little town's name or a word for native people."""
        return country == self.country or country in self.others

    def setting_for(self, sectors: tuple[str, ...], named: frozenset[str] = frozenset()) -> Setting | None:
        """The country for a bare noun of these sectors, or None where it may be of another.

        ``named`` are the countries whose people of the same sector the text names: "Thai soldiers" in a
        story of Cambodia leave open whose "soldiers" are.
        """
        sector = sectors[0] if sectors else ""
        is_another = bool(named - {self.country})
        match self.reach:
            case "whole":
                fits = not (is_another and sector in _IN_ARMS)
            case "teller":
                fits = sector in _OF_THE_TELLER and not is_another
            case "dateline":
                fits = sector in _OF_THE_PLACE and not (is_another and sector in _IN_ARMS)
        return Setting(self.country, self.rule, of_story=True) if fits else None


def find_story_home(
    text: str, *, context: PlaceContext, catalogue: Catalogue, publisher_type: PublisherType | None = None
) -> StoryHome | None:
    """The one country that a text speaks of; else its publisher's; else that of its dateline, spoken of much."""
    counted = count_countries(text, context=context, catalogue=catalogue)
    if not counted:
        return None
    others = frozenset(counted)
    teller = find_teller(counted, context.publisher_country, publisher_type)
    weighed = counted + Counter({teller: LEFT_OUT}) if teller is not None else counted
    (first, count), *rest = weighed.most_common(2)
    second = rest[0][1] if rest else 0
    is_apart = (first == teller and second <= count / 2) or second <= count * _LITTLE
    if count >= 3 and is_apart and count / weighed.total() >= _WHOLE:
        return StoryHome(first, "whole", f"{first}, the one country of the story", others)
    if teller is not None:
        return StoryHome(teller, "teller", f"{teller}, the country of the publisher", others)
    dateline = context.dateline.entry if context.dateline is not None else None
    if dateline is None or dateline.country is None:
        return None
    (_, most), *_ = counted.most_common(1)
    if counted[dateline.country] / counted.total() < _LARGE or most > counted[dateline.country]:
        return None
    return StoryHome(dateline.country, "dateline", f"{dateline.country}, from where the story is told", others)
