"""Which countries a text speaks of, how often, and which of them is its publisher's own."""

from __future__ import annotations

from collections import Counter, defaultdict

from rashomon.records import PublisherType
from rashomon.resolution.composition import read_composition, singular
from rashomon.resolution.names import Catalogue
from rashomon.resolution.place_context import PlaceContext

LEFT_OUT = 2  # mentions of its own country that a text of home leaves out: it says "we", "the government", not whose

_FORMS = ("name", "adjective", "people", "capital", "seat")
_OFFICIAL: frozenset[PublisherType] = frozenset(("government", "military", "armed_group", "party"))
_OF_A_COUNTRY: frozenset[PublisherType] = _OFFICIAL | {"newspaper", "state_media", "broadcaster", "activist", "ngo"}
_TOWN = 300_000  # people


def count_countries(text: str, *, context: PlaceContext, catalogue: Catalogue) -> Counter[str]:
    """How often a text names each country: by name, places and people, and by its officers no more than by those.

    A country that one doubtful name alone stands for is not counted: a little town's name is likely another's,
    "Indians" may be the first people of Peru, and "Congress" is many countries'.
    """
    counted: Counter[str] = Counter()
    doubtful: defaultdict[str, set[str]] = defaultdict(set)
    officers: defaultdict[str, list[str]] = defaultdict(list)
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
            officers[countries.pop()].append(name.text)
    for country, names_of in officers.items():
        for name_of in names_of[: max(counted[country], 2)]:
            count(country, name_of, sure=not is_descriptive(name_of, catalogue))
    for country, names in doubtful.items():
        if len(names) == 1 and "" not in names and country != context.publisher_country and len(counted) > 1:
            del counted[country]
    return counted


def is_descriptive(name: str, catalogue: Catalogue) -> bool:
    """Whether a body's name says what it is, so that other countries have one too: "Congress", "Supreme Court"."""
    head = name.split(" of ", 1)[0].split()[-1].lower()
    agent = catalogue.agent_of(head) or catalogue.agent_of(singular(head))
    return agent is not None and agent.form == "bodies" and not any(found.start for found in catalogue.find_all(name))


def find_teller(counted: Counter[str], country: str | None, kind: PublisherType | None) -> str | None:
    """The publisher's country, where the story is told from home: an office's own, or a newspaper's that it names."""
    if country is None or kind not in _OF_A_COUNTRY:
        return None
    if kind in _OFFICIAL:
        return country
    ahead = sum(1 for count in counted.values() if count > counted[country])
    most = 0 if kind == "ngo" else 1  # a body that watches other countries too
    return country if counted[country] and ahead <= most else None
