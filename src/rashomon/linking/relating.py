"""How one incident stands to another because a text says so: in retaliation for, in response to, part of, cancels.

The words of the cue must lead to one other incident: through a report of the same sentence that lies there, or through
an act named there that one incident of the same document alone tells of. Where two fit, no link is made. What undoes
another ("lifted the blockade", "the exercise was called off") is a happening of its own that ``cancels`` it; a strike
that was itself ordered and called off stays one incident, which did not take place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rashomon.linking.senses import find_senses, sense_band
from rashomon.linking.vocabulary import find_acts, holds_phrase, load_stopwords, load_vocabulary, stem, stems, words_of
from rashomon.records import IncidentLink, LinkKind, Report

_REACH = 160  # characters after the cue
_CUES: tuple[LinkKind, ...] = ("retaliates_for", "responds_to", "part_of")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|get|gets|got)(?: \w+ly)? $")
_END = re.compile(r"[;:,]| after | before | because | when | while | that was | in response | in retaliation ")


@dataclass(frozen=True, slots=True)
class _Cue:
    """What a report's sentence says of another incident: the kind of link and the words that name the other."""

    kind: LinkKind
    start: int  # of the words, in the document
    words: str


def find_links(members: Mapping[str, Sequence[Report]]) -> dict[str, tuple[IncidentLink, ...]]:
    """By incident the links that its reports state."""
    by_document: dict[str, list[Report]] = {}
    incident_of: dict[str, str] = {}
    for incident, reports in members.items():
        for report in reports:
            incident_of[report.id] = incident
            if report.kind == "event":
                by_document.setdefault(report.document, []).append(report)
    found: dict[str, set[IncidentLink]] = {}
    for reports in by_document.values():
        for report in reports:
            for cue in (*_phrase_cues(report, reports), *_undoing_cues(report)):
                target = _target(report, cue, reports, incident_of)
                if target:
                    found.setdefault(incident_of[report.id], set()).add(IncidentLink(cue.kind, target, report.id))
    return {
        incident: tuple(sorted(links, key=lambda link: (link.kind, link.incident, link.report)))
        for incident, links in found.items()
    }


def _phrase_cues(report: Report, neighbours: Sequence[Report]) -> Iterator[_Cue]:
    """The cues after the report's trigger and before the next report's, each with the words behind it."""
    sentence = report.sentence.text
    lower = sentence.lower()
    after = report.trigger.end - report.sentence.start
    for kind in _CUES:
        for cue in load_vocabulary().links.get(kind, ()):
            at = lower.find(cue)
            if at < 0:
                continue
            triggers = [n.trigger.start for n in neighbours if n.sentence.start == report.sentence.start]
            cue_at = report.sentence.start + at
            before = [start for start in triggers if start < cue_at]
            if at >= after:
                belongs = bool(before) and max(before) == report.trigger.start
            else:  # "In response to the killing, Iran fired": the first report behind the cue's own phrase
                comma = sentence.find(",", at)
                behind = [start for start in triggers if comma >= 0 and start > report.sentence.start + comma]
                belongs = at < 3 and bool(behind) and min(behind) == report.trigger.start
            if belongs:
                start = at + len(cue)
                yield _Cue(kind, report.sentence.start + start, sentence[start : start + _REACH])


def _undoing_cues(report: Report) -> Iterator[_Cue]:
    """ "Lifted the blockade", "the exercise was called off": the report's own word undoes what its object names."""
    if report.modality not in ("actual", "historical") or report.polarity != "affirmed":
        return
    sentence, start = report.sentence.text, report.trigger.start - report.sentence.start
    trigger = stems(sentence[start : start + len(report.trigger.text)])
    if not any(holds_phrase(trigger, verb) for verb in _undoing()):
        return
    if _PASSIVE.search(sentence[:start]):
        words = re.split(r"[;:,.]| and | but ", sentence[:start])[-1]
        yield _Cue("cancels", report.sentence.start + start - len(words), words)
        return
    end = start + len(report.trigger.text)
    own = sentence[start:end].partition(" ")  # "reversed the order" may be one trigger
    yield _Cue("cancels", report.sentence.start + end, f"{own[2]} {_END.split(sentence[end : end + _REACH])[0]}")


@cache
def _undoing() -> tuple[tuple[str, ...], ...]:
    return tuple(map(stems, load_vocabulary().links["cancels"]))


def _target(report: Report, cue: _Cue, neighbours: Sequence[Report], incident_of: Mapping[str, str]) -> str | None:
    """The one incident that the words of a cue lead to, if there is one."""
    own = incident_of[report.id]
    inside = {
        incident_of[other.id]
        for other in neighbours
        if cue.start <= other.trigger.start < cue.start + len(cue.words)
        and other.sentence.start == report.sentence.start
    } - {own}
    if inside:
        return min(inside) if len(inside) == 1 else None
    words = {stem(word) for word in words_of(cue.words) if word not in load_stopwords() and len(word) > 2}
    fits: dict[str, float] = {}
    for other in neighbours:
        incident = incident_of[other.id]
        value = 0.0 if incident == own else _fit(cue, words, other)
        if value:
            fits[incident] = max(fits.get(incident, 0.0), value)
    if not fits:
        return None
    best = max(fits.values())
    leading = [incident for incident, value in fits.items() if value == best]
    return leading[0] if len(leading) == 1 else None


def _fit(cue: _Cue, words: set[str], other: Report) -> float:
    """How well a report is what the words of a cue name: its act must be named, and shared words make it likelier."""
    trigger = stems(other.trigger.text)
    told = find_acts(trigger)
    named = find_acts(stems(cue.words)) - {"+"}
    shared = len(words & {stem(word) for word in words_of(other.sentence.text)})
    if named & told or words & set(trigger):
        return 1.0 + shared
    senses = find_senses(trigger)
    if not named and any(sense_band(find_senses((word,)), senses) == "same_sense" for word in words):
        return 0.5 + shared
    return 0.0
