"""Who stands behind a report, and on whose side that is: what turns two figures into two positions.

The holder is the innermost speaker, else the publisher. A wire or a newspaper has a country but no side in the matter;
a government, an army, a state's media or a movement has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.records import Document, Report, Side, SpeakerParty

_SIDED = frozenset({"government", "military", "armed_group", "state_media", "activist", "party"})
_SECTORS = {
    "government": "GOV",
    "military": "MIL",
    "armed_group": "REB",
    "state_media": "JRN",
    "activist": "CVL",
    "party": "PTY",
}
_PRONOUNS = frozenset(("i", "we", "he", "she", "it", "they", "one", "who", "those", "these", "this", "that"))


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a position; ``side`` is None for one who is no party (a wire, an agency of no country)."""

    name: str
    side: str | None


def find_holder(report: Report, document: Document | None, sides: Sequence[Side] = ()) -> Holder:
    """The holder of a report with the side he is on."""
    name = holder_of(report, document)
    if report.speakers:
        deepest = max(speaker.level for speaker in report.speakers)
        inner = [speaker for speaker in report.speakers if speaker.level == deepest]
        return Holder(name, next((side for speaker in inner if (side := _speaker_side(speaker, sides))), None))
    if document is None:
        return Holder(name, None)
    declared = [side.name for side in sides if {document.publisher, document.id} & set(side.publishers)]
    if declared:
        return Holder(name, declared[0])
    country, kind = document.publisher_country, document.publisher_type
    if country and kind in _SIDED:
        return Holder(name, _side_of((country + _SECTORS[kind], country), sides) or country)
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
