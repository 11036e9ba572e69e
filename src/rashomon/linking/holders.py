"""Who stands behind a report, and on whose side that is: what turns two figures into two positions.

The holder is the innermost speaker, else the publisher. A wire or a newspaper has a country but no side in the matter;
a government, an army, a state's media or a movement has. Without a study each country is one side; still, within it the
state and those who are not of it are two who can contradict each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.records import Document, Party, Report, Side, SpeakerParty

_SIDED = frozenset({"government", "military", "armed_group", "state_media", "activist", "party"})
_SECTORS = {
    "government": "GOV",
    "military": "MIL",
    "armed_group": "REB",
    "state_media": "JRN",
    "activist": "CVL",
    "party": "PTY",
}
_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PRM"})
_OF_THE_STATE = {
    "government": True,
    "military": True,
    "state_media": True,
    "armed_group": False,
    "activist": False,
    "party": False,
}
_PRONOUNS = frozenset(("i", "we", "he", "she", "it", "they", "one", "who", "those", "these", "this", "that"))


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a position; ``side`` is None for one who is no party (a wire, an agency of no country), ``of_state`` is
    None where the study declares the sides or where it is not known.
    """

    name: str
    side: str | None
    of_state: bool | None = None

    def is_beside(self, other: Holder) -> bool:
        """Are both known to be of one side?"""
        if self.side is None or self.side != other.side:
            return False
        return self.of_state is None or other.of_state is None or self.of_state == other.of_state


def is_of_state(party: Party | SpeakerParty) -> bool | None:
    """Is it of its state (true), of the country but not of its state (false), or not known to be either?"""
    return bool(set(party.sectors) & _STATE) if party.country and party.sectors else None


def find_holder(report: Report, document: Document | None, sides: Sequence[Side] = ()) -> Holder:
    """The holder of a report with the side he is on."""
    name = holder_of(report, document)
    if report.speakers:
        deepest = max(speaker.level for speaker in report.speakers)
        inner = [speaker for speaker in report.speakers if speaker.level == deepest]
        side = next((side for speaker in inner if (side := _speaker_side(speaker, sides))), None)
        standings = {is_of_state(speaker) for speaker in inner}
        return Holder(name, side, standings.pop() if len(standings) == 1 and not sides else None)
    if document is None:
        return Holder(name, None)
    declared = [side.name for side in sides if {document.publisher, document.id} & set(side.publishers)]
    if declared:
        return Holder(name, declared[0])
    country, kind = document.publisher_country, document.publisher_type
    if country and kind in _SIDED:
        side = _side_of((country + _SECTORS[kind], country), sides)
        return Holder(name, side or country, None if sides else _OF_THE_STATE[kind])
    return Holder(name, None)


def holder_of(report: Report, document: Document | None) -> str:
    """Who stands behind the report: the innermost speaker's code, name or words, else the publisher."""
    if report.speakers:
        deepest = max(speaker.level for speaker in report.speakers)
        inner = [speaker for speaker in report.speakers if speaker.level == deepest]
        return " and ".join(sorted({_speaker_name(speaker, report, document) for speaker in inner}))
    if document is None:
        return report.document
    return document.publisher or document.id


def _speaker_name(speaker: SpeakerParty, report: Report, document: Document | None) -> str:
    """A speaker's code, name or words; a pronoun of nobody we know, or "it was reported", is somebody unnamed there."""
    if speaker.code or speaker.name or not (speaker.is_nobody or speaker.text.casefold() in _PRONOUNS):
        return speaker.code or speaker.name or speaker.text
    where = report.document if document is None else document.publisher or document.id
    return f"unnamed, in {where}"


def _speaker_side(speaker: SpeakerParty, sides: Sequence[Side]) -> str | None:
    names = tuple(name for name in (speaker.entity, speaker.code, speaker.country) if name)
    return _side_of(names, sides) or speaker.country or (speaker.code[:3] if speaker.code else None)


def _side_of(names: Sequence[str], sides: Sequence[Side]) -> str | None:
    table: Mapping[str, str] = {party: side.name for side in sides for party in side.parties}
    return next((table[name] for name in names if name in table), None)
