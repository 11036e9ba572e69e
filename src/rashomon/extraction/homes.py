"""Whose a document's bare people in arms and in office are: by those whom it names, then by the home of its story.

"The rebels" of a text that names one country's rebels are those, wherever the clause stands. A text that
names the soldiers of two countries leaves open whose "soldiers" are; and in a sentence that speaks of
other countries alone, "policemen" are not the publisher's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from rashomon.records import Party, Phrase, SpeakerParty
from rashomon.resolution.actors import Setting
from rashomon.resolution.composition import read_composition, singular
from rashomon.resolution.names import Catalogue
from rashomon.resolution.story_countries import is_descriptive
from rashomon.resolution.story_home import StoryHome
from rashomon.resolution.tables import code_of

_WORD = re.compile(r"[A-Z]\w+")
_HOLDER = re.compile(r"[A-Z]\w+(?:'s|’s) ")
_THE = re.compile(r"(?:the|this|that|these|those|its|their|an?)\s", re.IGNORECASE)
_THE_BODY = re.compile(r"(?:[Tt]he )?[a-z]+(?: [a-z]+)?|[Pp]arliament")
_STANDING = re.compile(r"\bin '| lies in ")  # in the rule of who is where: rebels in Chad may be Sudan's
_LOWER = re.compile(r"\w+")
_BACK = 600  # characters
_OF_OFFICE = frozenset(("GOV", "LEG"))
_OF_THE_SPOT = frozenset(("COP", "JUD", "CVL"))
_THINGS = frozenset(("aircraft", "vessel", "vehicle", "weapon"))  # "the drone" may be the other side's
_LYING = " lies in "  # in the rule of who is of a place's country
_STOP = re.compile(r"[.!?] |\n")


class Homes:
    """The home of a document's story, with the countries whose people its words name, by sector."""

    def __init__(
        self, text: str, home: StoryHome | None, named: Iterable[Party | SpeakerParty], catalogue: Catalogue
    ) -> None:
        self._text = text
        self._home = home
        self._catalogue = catalogue
        self._parties = named

    @cached_property
    def _countries(self) -> tuple[Mapping[int, set[str]], Mapping[str, frozenset[str]]]:
        """Of whom the text names: by sentence, and by sector. Asked for where it is needed."""
        near: defaultdict[int, set[str]] = defaultdict(set)
        by_sector: defaultdict[str, set[str]] = defaultdict(set)
        for party in self._parties:
            if party.country is not None:
                near[self._sentence(party.start)].add(party.country)
                if party.sectors and not _STANDING.search(party.rule):
                    by_sector[party.sectors[0]].add(party.country)
        return near, {sector: frozenset(found) for sector, found in by_sector.items()}

    def setting_for(
        self, phrase: Phrase, sectors: tuple[str, ...], without: frozenset[str] = frozenset()
    ) -> Setting | None:
        """The country of the story for a bare noun; never one that stands on the other side of the act."""
        if self._home is None or not sectors:
            return None
        if not self._home.is_alone and self._home.country in without:
            return None
        by_sentence, by_sector = self._countries
        near = by_sentence.get(self._sentence(phrase.start), set())
        if self._home.reach == "teller" and sectors[0] in _OF_THE_SPOT and near and self._home.country not in near:
            return None
        if phrase.lemma in read_composition().anybody and phrase.text.split(" ", 1)[0].casefold() in ("a", "an"):
            return None  # "a commission will look into it": whose, is not told
        named = by_sector.get(sectors[0], frozenset())
        if sectors[0] in _OF_OFFICE and _THE_BODY.fullmatch(phrase.text):
            named = frozenset()  # "the prime minister" of a newspaper is its own, whosever are named too
        is_local = self._home.reach == "dateline" and phrase.lemma in read_composition().marching
        setting = self._home.setting_for(("LAB",) if is_local else sectors, named)
        is_one_thing = bool(_THINGS & set(phrase.kinds)) and _THE.match(phrase.text) is not None
        return replace(setting, of_story=False) if setting is not None and is_one_thing else setting

    def of_namesake(self, phrase: Phrase, party: Party) -> Party:
        """Of the story's country, whose name is another country's too, of which the text does not speak.

        "Indians" of a story of Bolivia, "Congress" of one of Chile, "Garcia's government" of one of Peru.
        """
        if self._home is None or party.country is None or self._home.speaks_of(party.country):
            return party
        words = phrase.antecedent.text if phrase.antecedent is not None else phrase.text
        native = read_composition().native
        is_native = any(
            self._home.country in native.get(word.removesuffix("s"), ()) for word in _WORD.findall(words + party.rule)
        )
        if not is_native and not self._is_descriptive(party) and not (_LYING in party.rule and _HOLDER.match(words)):
            return party
        home, sectors = self._home.country, party.sectors or ("CVL",)
        rule = f"{words!r}, of a story that does not speak of {party.country}: {self._home.rule}"
        return replace(
            party, name=None, entity=None, country=home, sectors=sectors, code=code_of(home, sectors), rule=rule
        )

    def _is_descriptive(self, party: Party) -> bool:
        entity = self._catalogue.entity(party.entity) if party.entity is not None else None
        return (
            entity is not None
            and entity.label == "ORG"
            and any(
                is_descriptive(found.names[0].text, self._catalogue) for found in self._catalogue.find_all(party.text)
            )
        )

    def of_rebels(self, party: Party) -> Setting | None:
        """The one country whose rebels the text names, for "the rebels" wherever they are."""
        named = self._countries[1].get("REB", frozenset()) if party.sectors[:1] == ("REB",) else ()
        if len(named) != 1:
            return None
        country = next(iter(named))
        return Setting(country, "the one country whose rebels the text names", of_story=True)

    def of_uniform(self, phrase: Phrase, party: Party) -> Party:
        """ "Officers" are of the police where the text spoke of the police last, not of soldiers."""
        if party.sectors != ("MIL",) or phrase.lemma not in read_composition().uniformed or party.entity is not None:
            return party
        for word in reversed(_LOWER.findall(self._text[max(0, phrase.start - _BACK) : phrase.start])):
            agent = self._catalogue.agent_of(singular(word.lower()))
            if agent is None or agent.noun in read_composition().uniformed or agent.sectors[0] not in ("MIL", "COP"):
                continue
            if agent.sectors[0] == "MIL":
                return party
            code = code_of(party.country, ("COP",)) if party.country is not None else None
            return replace(party, sectors=("COP",), code=code, rule=f"{party.rule}; of the police told of before")
        return party

    def _sentence(self, start: int) -> int:
        """How many sentences end before."""
        return bisect_right(self._stops, start)

    @cached_property
    def _stops(self) -> list[int]:
        return [match.end() for match in _STOP.finditer(self._text)]
