"""Parties by the nation that their words name: two in one phrase, the peer of an office, a thing of a nation."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from rashomon.extraction.mentions import alike_lists
from rashomon.records import Party, Phrase, Span, SpeakerParty
from rashomon.resolution.names import Catalogue
from rashomon.resolution.tables import code_of

_DESIGNATION = re.compile(r"\b[A-Z][A-Za-z]{0,3}-\d+[A-Za-z]{0,2}\b")  # of a weapon system: "F-16s", "MiG-23s", "Su-30"
_HOME_OF = re.compile(r"\b(?:of|from)\s+(?:the\s+)?$")  # "the presidents of", "envoys from": two nations may follow

_Named = TypeVar("_Named", Party, SpeakerParty)

Resolve = Callable[[Phrase], Party]


class Nations:
    """Reads the nations that phrases name; ``resolve`` says who a phrase is by its own words alone."""

    def __init__(self, catalogue: Catalogue, resolve: Resolve) -> None:
        self._catalogue = catalogue
        self._resolve = resolve

    def each(self, phrase: Phrase, party: _Named) -> tuple[_Named, ...]:
        """ "US and British forces": one phrase, two parties; also where "they" stands for it."""
        stands_for = party.antecedent if phrase.antecedent is not None else None
        words = phrase.span if stands_for is None else stands_for
        if party.country is None or " and " not in words.text:
            return (party,)
        head = phrase.head_start - phrase.start if stands_for is None else last_word(words) - words.start
        matches = [m for m in self._catalogue.find(words.text) if m.label in ("GPE", "NORP")]
        if len(matches) != 2 or words.text[matches[0].end : matches[1].start].strip() not in (
            "and",
            ", and",
            "and the",
        ):
            return (party,)
        if matches[1].start > head and _HOME_OF.search(words.text[: matches[0].start]) is None:
            return (party,)
        found = []
        for match in matches:
            nation = self._resolve(_bare(match.text))
            if nation.country is None:
                return (party,)
            start = words.start + (match.start if match.start < head or match is matches[-1] else 0)
            end = words.end if match is matches[-1] else words.start + match.end
            span = Span(start, end, words.text[start - words.start : end - words.start])
            code = code_of(nation.country, party.sectors)
            one = replace(party, country=nation.country, entity=None, name=None, code=code)
            if stands_for is None:
                found.append(replace(one, start=span.start, end=span.end, text=span.text))
            else:
                found.append(replace(one, antecedent=span))
        return tuple(found)

    def peer(self, phrase: Phrase, party: Party) -> Party:
        """ "His Lao counterpart": of the country that is named, in the office of whom "his" stands for."""
        named = [m for m in self._catalogue.find(phrase.text) if m.label in ("GPE", "NORP")]
        if len(named) != 1:
            return party if not named else replace(party, country=None, code=None, sectors=())
        nation = self._resolve(_bare(named[0].text))
        if nation.country is None:
            return party
        sectors: tuple[str, ...] = ("GOV",)
        if phrase.antecedent is not None:
            span = phrase.antecedent
            sectors = self._resolve(stand_in(span)).sectors or sectors
        return replace(
            party, entity=None, name=None, country=nation.country, sectors=sectors, how="stated",
            code=code_of(nation.country, sectors), rule=f"{named[0].text!r}, in a like office",
        )  # fmt: skip

    def thing(self, phrase: Phrase, party: Party, *, acts: bool) -> Party:
        """ "Greek F-16s bombed it", "burned Danish lorries": a thing that only its nation tells of."""
        before = phrase.text[: phrase.head_start - phrase.start]
        nations = [match for match in self._catalogue.find(before) if match.label == "NORP"]
        if party.entity is not None or party.country is not None or len(nations) != 1 or party.sectors:
            return party
        words = nations[0].text
        nation = self._resolve(_bare(words))
        if nation.country is None:
            return party
        sectors = ("MIL",) if acts and _DESIGNATION.search(phrase.text) else ()
        rule = f"{words!r} before {phrase.lemma!r}"
        return replace(party, country=nation.country, sectors=sectors, code=code_of(nation.country, sectors), rule=rule)

    def state(self, phrase: Phrase, party: Party) -> Party:
        """ "US imperialism": in a partisan text the state itself."""
        noun = phrase.text.split()[-1].casefold()
        if party.code is not None or noun.removesuffix("s") not in alike_lists()["states"]["nouns"]:
            return party
        words = phrase.text if not phrase.text.isupper() else f"{phrase.text.rsplit(' ', 1)[0].title()} "
        for match in self._catalogue.find(words if not phrase.text.startswith("US ") else "US "):
            nation = self._resolve(_bare(match.text))
            if nation.country is not None:
                return replace(
                    party, country=nation.country, code=nation.country, rule=f"{noun!r} after a nation: its state"
                )
        return party

    def flag(self, phrase: Phrase, party: Party) -> Party:
        """ "the Aurora Bay, a Greek-owned one": the nation that the apposition names."""
        if phrase.alias is None:
            return party
        for match in self._catalogue.find(phrase.alias.text):
            nation = self._resolve(_bare(match.text))
            if nation.country is not None:
                code = code_of(nation.country, ("BUS",))
                rule = f"called {phrase.alias.text!r}"
                return replace(party, country=nation.country, sectors=("BUS",), code=code, rule=rule, how="coreference")
        return party


def stand_in(span: Span) -> Phrase:
    """A span of the text as a phrase whose head is its last word."""
    words = span.text.split()
    return Phrase(span.start, span.end, span.text, last_word(span), span.end, words[-1].casefold())


def last_word(span: Span) -> int:
    """The offset at which the last word of a span begins."""
    return span.end - len(span.text.split()[-1])


def _bare(words: str) -> Phrase:
    return Phrase(0, len(words), words, 0, len(words), words.casefold())
