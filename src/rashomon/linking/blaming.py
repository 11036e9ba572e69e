"""Who blames whom for what was told before: "rockets hit the base; Washington blamed the militia", which names no deed.

Such an accusation is a happening of its own. The deed that it points at is the nearest act of force before it in the
text that says no doer; there it is one more answer to who did it, by the one who blames.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence

from rashomon.linking.vocabulary import holds_phrase, load_vocabulary, stems
from rashomon.records import Report

_REACH = 300  # characters
_DEEDS = frozenset({"ASSAULT", "COERCE"})


def find_blames(members: Mapping[str, Sequence[Report]]) -> dict[str, tuple[Report, ...]]:
    """By incident the accusations that point at it, each as a report that the blamed did it, in the blamer's voice."""
    by_document: dict[str, list[tuple[Report, str]]] = defaultdict(list)
    for incident, reports in members.items():
        for report in reports:
            if report.kind == "event":
                by_document[report.document].append((report, incident))
    told = {report.content_of for reports in members.values() for report in reports}
    found: dict[str, list[Report]] = defaultdict(list)
    for rows in by_document.values():
        rows.sort(key=lambda row: (row[0].trigger.start, row[0].id))
        for number, (report, _) in enumerate(rows):
            if not _blames(report) or report.id in told:
                continue
            before = [row for row in rows[:number] if row[0].event in _DEEDS]
            if before and _is_open(before[-1][0], report):
                found[before[-1][1]].append(report)
    return {incident: tuple(sorted(blames, key=lambda report: report.id)) for incident, blames in found.items()}


def as_answer(blame: Report) -> Report:
    """The accusation as an account of the deed: the blamed as its doer."""
    return dataclasses.replace(blame, actors=blame.recipients, recipients=())


def _blames(report: Report) -> bool:
    plain = report.event == "ACCUSE" and report.modality == "actual" and report.polarity == "affirmed"
    trigger, phrases = stems(report.trigger.text), load_vocabulary().blaming
    blames = any(holds_phrase(trigger, phrase) for phrase in phrases)
    return plain and blames and bool(report.actors and report.recipients)


def _is_open(deed: Report, blame: Report) -> bool:
    """Is the deed near, told as done, and by nobody who is known?"""
    near = blame.trigger.start - deed.trigger.start < _REACH
    known = any(party.country or party.code or party.entity for party in deed.actors)
    return near and not known and deed.polarity == "affirmed" and deed.modality in ("actual", "historical")
