"""How one incident stands to another because a text says so: in retaliation for, in response to, as part of, called
off.

The words after the cue must lead to one other incident: through a report of the same sentence that lies there, or
through an act named there that one incident of the same document alone tells of. Where two fit, no link is made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.linking.vocabulary import find_acts, load_stopwords, load_vocabulary, stem, stems, words_of
from rashomon.records import IncidentLink, LinkKind, Report

_REACH = 160  # characters after the cue


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
            for kind, tail_start, tail in _cues(report, reports):
                target = _target(report, tail_start, tail, reports, incident_of)
                if target:
                    found.setdefault(incident_of[report.id], set()).add(IncidentLink(kind, target, report.id))
    return {
        incident: tuple(sorted(links, key=lambda link: (link.kind, link.incident, link.report)))
        for incident, links in found.items()
    }


def _cues(report: Report, neighbours: Sequence[Report]) -> list[tuple[LinkKind, int, str]]:
    """The cues after the report's trigger and before the next report's, each with the text behind it."""
    sentence = report.sentence.text
    lower = sentence.lower()
    after = report.trigger.end - report.sentence.start
    found: list[tuple[LinkKind, int, str]] = []
    kinds: tuple[LinkKind, ...] = ("retaliates_for", "responds_to", "part_of")
    for kind in kinds:
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
                found.append((kind, report.sentence.start + start, sentence[start : start + _REACH]))
    return found


def _target(
    report: Report, tail_start: int, tail: str, neighbours: Sequence[Report], incident_of: Mapping[str, str]
) -> str | None:
    own = incident_of[report.id]
    inside = {
        incident_of[other.id]
        for other in neighbours
        if tail_start <= other.trigger.start < tail_start + len(tail) and other.sentence.start == report.sentence.start
    } - {own}
    if inside:
        return min(inside) if len(inside) == 1 else None
    acts = find_acts(stems(tail)) - {"+"}
    words = {stem(word) for word in words_of(tail) if word not in load_stopwords() and len(word) > 2}
    fits: dict[str, float] = {}
    for other in neighbours:
        incident = incident_of[other.id]
        told = find_acts(stems(other.trigger.text))
        if incident == own or not acts & told:
            continue
        shared = len(words & {stem(word) for word in words_of(other.sentence.text)})
        fits[incident] = max(fits.get(incident, 0.0), float(shared))
    if not fits:
        return None
    best = max(fits.values())
    leading = [incident for incident, value in fits.items() if value == best]
    return leading[0] if len(leading) == 1 else None
