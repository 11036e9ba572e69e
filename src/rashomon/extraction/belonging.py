"""Whose the document's ships, aircraft, crews and troops are, where a phrase alone does not say it.

"[Three Ukrainian navy vessels] sailed for the strait. Russian forces boarded [the vessels]": a later phrase of the
same kind belongs to the only owner that the document names for that kind, the other side of a hostile act left
out. Where two owners are left, there is no guess. "Our boats" are the speaker's, else the publisher's. An act
without a doer, told right after a hostile act on the same recipient, is its doer's. All three are marked
``carried``, with the words that they rest on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.records import Document, Party, Phrase, Report, Span

_GROUPS = {"vessel": "afloat", "aircraft": "aloft", "troops": "troops", "vehicle": "vehicles"}
_CREW = frozenset({"crew", "crewman", "sailor", "seaman", "seafarer", "mariner"})
_INDEFINITE = ("a ", "an ", "another ", "some ", "any ", "other ")
_OWN = ("our ", "my ")
_BARE_CODES = frozenset({"MNC"})
_HOSTILE = frozenset({"ASSAULT", "COERCE"})
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Holding:
    """A phrase whose owner the document states."""

    span: Span
    lemma: str
    groups: frozenset[str]
    country: str
    sectors: tuple[str, ...]


class Belongings:
    """The stated owners of things and crews in one document."""

    def __init__(
        self, stated: Iterable[tuple[Phrase, Party]], kinds_of: Callable[[str], Sequence[str]], document: Document
    ) -> None:
        self._kinds_of = kinds_of
        self._document = document
        self._holdings = tuple(
            _Holding(phrase.span, phrase.lemma, self.groups(phrase), party.country, party.sectors)
            for phrase, party in stated
            if party.country is not None and party.how == "stated" and self.groups(phrase)
        )

    def groups(self, phrase: Phrase) -> frozenset[str]:
        """The groups of things that a phrase is about: "a group of navy vessels" is afloat."""
        words = {word.casefold() for word in _WORD.findall(phrase.text)} | {phrase.lemma}
        found = {_GROUPS[kind] for kind in phrase.kinds if kind in _GROUPS}
        for word in words:
            single = word[:-1] if word.endswith("s") else word
            if single in _CREW:
                found.add("afloat")
            found.update(_GROUPS[kind] for kind in self._kinds_of(single) if kind in _GROUPS)
        return frozenset(found)

    def settle(self, reports: Sequence[Report], phrases: Mapping[int, Phrase]) -> list[Report]:
        """The reports, in the order of the text, with owners and doers carried to where they are not stated."""
        settled: list[Report] = []
        for report in reports:
            actors = tuple(self._own(party, report, report.recipients, phrases) for party in report.actors)
            report = replace(report, actors=actors) if actors != report.actors else report
            recipients = tuple(self._own(party, report, report.actors, phrases) for party in report.recipients)
            report = replace(report, recipients=recipients) if recipients != report.recipients else report
            settled.append(_with_doer(report, settled))
        return settled

    def _own(self, party: Party, report: Report, others: Sequence[Party], phrases: Mapping[int, Phrase]) -> Party:
        phrase = phrases.get(party.start)
        is_bare = party.country is None and party.entity is None and (party.code is None or party.code in _BARE_CODES)
        if phrase is None or not is_bare:
            return party
        text = party.text.casefold()
        if text.startswith(_OWN):
            return self._of_us(party, report)
        groups = self.groups(phrase)
        if not groups or text.startswith(_INDEFINITE) or (party.code and text.split(" ")[-1] == text):
            return party
        is_hostile = report.quad in ("verbal conflict", "material conflict")
        against = {other.country for other in others if other.country} if is_hostile else set()
        fitting = [h for h in self._holdings if h.country not in against and h.span.start != party.start]
        for chosen in (
            [h for h in fitting if h.lemma == phrase.lemma],
            [h for h in fitting if h.groups & groups],
        ):
            if chosen:
                return _carried(party, chosen) if len({h.country for h in chosen}) == 1 else party
        return party

    def _of_us(self, party: Party, report: Report) -> Party:
        speaker = report.speakers[-1] if report.speakers else None
        country = speaker.country if speaker is not None else self._document.publisher_country
        if country is None:
            return party
        whose = f"the speaker's, {speaker.text!r}" if speaker is not None else "the publisher's"
        return _owned(party, country, party.sectors, f"carried: {party.text!r} are {whose}")


def _carried(party: Party, holdings: Sequence[_Holding]) -> Party:
    before = [holding for holding in holdings if holding.span.start < party.start]
    nearest = before[-1] if before else holdings[0]
    sectors = party.sectors if party.sectors and not party.code else nearest.sectors
    owned = _owned(party, nearest.country, sectors, f"carried: the document calls them {nearest.span.text!r}")
    return replace(owned, antecedent=nearest.span)


def _owned(party: Party, country: str, sectors: tuple[str, ...], rule: str) -> Party:
    code = country + (sectors[0] if sectors else "")
    return replace(party, country=country, sectors=sectors, code=code, how="carried", rule=rule)


def _with_doer(report: Report, before: Sequence[Report]) -> Report:
    """The doer of the hostile act just told, for an act on the same recipient that names none."""
    if report.event not in _HOSTILE or report.actors or report.polarity != "affirmed" or report.speakers:
        return report
    countries = {party.country for party in report.recipients if party.country}
    for other in reversed(before[-3:]):
        if other.event not in _HOSTILE or not other.actors or other.speakers or other.polarity != "affirmed":
            continue
        same = {party.country for party in other.recipients if party.country}
        doers = {party.country for party in other.actors if party.country}
        if report.sentence.start - other.sentence.end > 400 or not doers or countries & doers:
            return report
        if countries and countries == same:
            rule = f"carried: the act told before, {other.trigger.text!r}, on the same recipient has this doer"
            return replace(report, actors=tuple(replace(actor, how="carried", rule=rule) for actor in other.actors))
        return report
    return report
