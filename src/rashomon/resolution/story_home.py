"""Where a document's story is at home: the country that its bare nouns mean ("the police", "strikers").

A report on one country's quarrel with itself names the country once and then says "police",
"the miners", "prosecutors". Between two states little is guessed: courts, police and crowds are
those of the country from where the story is told, and a newspaper or an office means its own
parliament and its own police, unless the text names another country's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Literal

from rashomon.records import PublisherType
from rashomon.resolution.actors import Setting
from rashomon.resolution.composition import read_composition, singular
from rashomon.resolution.names import Catalogue
from rashomon.resolution.place_context import PlaceContext

# "whole": the story is of this country alone; "teller": the publisher's own, one of several that the story is of;
# "dateline": the country from where it is told, likewise.
Reach = Literal["whole", "teller", "dateline"]

_FORMS = ("name", "adjective", "people", "capital", "seat")
_OF_THE_PLACE = frozenset(("COP", "JUD", "LAB", "EDU", "AGR", "LEG", "OPP", "REB"))
_OF_THE_TELLER = _OF_THE_PLACE | {"GOV", "MIL", "CVL", "BUS", "PTY", "HLH", "REL", "SPY"}
_IN_ARMS = frozenset(("MIL", "COP", "REB", "PRM", "UAF"))
_OFFICIAL: frozenset[PublisherType] = frozenset(("government", "military", "armed_group", "party"))
_OF_A_COUNTRY: frozenset[PublisherType] = _OFFICIAL | {"newspaper", "state_media", "broadcaster", "activist", "ngo"}
_WHOLE = 0.5
_OWN = 2  # mentions that a text of home leaves out: it says "the government", not whose
_LITTLE = 0.34
_LARGE = 0.4
_TOWN = 300_000  # people


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
    counted = _count(text, context, catalogue)
    if not counted:
        return None
    others = frozenset(counted)
    teller = _teller(counted, context.publisher_country, publisher_type)
    weighed = counted + Counter({teller: _OWN}) if teller is not None else counted
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


def _count(text: str, context: PlaceContext, catalogue: Catalogue) -> Counter[str]:
    """How often a text names each country, in whatever form: its places, its people, its offices.

    A country that one doubtful name alone stands for is not counted: a little town's name is likely another's,
    "Indians" may be the first people of Peru, and "Congress" is many countries'.
    """
    counted: Counter[str] = Counter()
    doubtful: defaultdict[str, set[str]] = defaultdict(set)
    taken: set[int] = set()

    def count(country: str, name: str, *, sure: bool) -> None:
        counted[country] += 1
        doubtful[country].add("" if sure else name.removesuffix("s"))

    for toponym in context.toponyms:
        entry = toponym.entry
        if entry is not None and entry.country is not None:
            count(entry.country, toponym.text, sure=entry.kind != "city" or entry.population >= _TOWN)
            taken.add(toponym.start)
    for found in catalogue.find_all(text):
        name = found.names[0]
        entity = catalogue.entity(name.entity) if found.start not in taken else None
        if entity is None:
            continue
        if name.form in _FORMS:
            count(entity.id, name.text, sure=name.text.removesuffix("s") not in read_composition().native)
        elif len(countries := {role.country for role in entity.roles if role.country}) == 1:
            is_own = entity.label == "PERSON" or not is_descriptive(name.text, catalogue)
            count(countries.pop(), name.text, sure=is_own)
    for country, names in doubtful.items():
        if len(names) == 1 and "" not in names and country != context.publisher_country and len(counted) > 1:
            del counted[country]
    return counted


def is_descriptive(name: str, catalogue: Catalogue) -> bool:
    """Whether a body's name says what it is, so that other countries have one too: "Congress", "Supreme Court"."""
    head = name.split(" of ", 1)[0].split()[-1].lower()
    agent = catalogue.agent_of(head) or catalogue.agent_of(singular(head))
    return agent is not None and agent.form == "bodies" and not any(found.start for found in catalogue.find_all(name))


def _teller(counted: Counter[str], country: str | None, kind: PublisherType | None) -> str | None:
    """The publisher's country, where the story is told from home: an office's own, or a newspaper's that it names."""
    if country is None or kind not in _OF_A_COUNTRY:
        return None
    if kind in _OFFICIAL:
        return country
    ahead = sum(1 for count in counted.values() if count > counted[country])
    most = 0 if kind == "ngo" else 1  # a body that watches other countries too
    return country if counted[country] and ahead <= most else None
