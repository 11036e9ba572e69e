"""What people accepted or corrected, as examples in marked text: fit for a codebook of one's own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rashomon.marked import MarkedSpan, render
from rashomon.records import Report


@dataclass(frozen=True, slots=True)
class JudgedExample:
    """A sentence in marked text with what it is an example of; a rejected one is a counter-example."""

    event: str
    mode: str | None
    modality: str
    polarity: str
    review: str
    text: str
    report: str


def make_examples(reports: Iterable[Report]) -> tuple[JudgedExample, ...]:
    """The examples of the reports, by event type. Spans that cross a span before them are left out."""
    found = [
        JudgedExample(
            report.event or "", report.mode, report.modality, report.polarity, report.review,
            render(report.sentence.text, _nested(report)), report.id,
        )
        for report in reports
        if report.kind == "event"
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda example: (example.event, example.review, example.text)))


def as_toml(example: JudgedExample) -> str:
    """The example as a line of a codebook's file."""
    keys = [f"text = {json.dumps(example.text, ensure_ascii=False)}"]  # JSON's escapes are TOML's
    if example.mode:
        keys.append(f'mode = "{example.mode}"')
    if example.modality != "actual":
        keys.append(f'modality = "{example.modality}"')
    if example.polarity != "affirmed":
        keys.append(f'polarity = "{example.polarity}"')
    return "{ " + ", ".join(keys) + " }"


def _nested(report: Report) -> list[MarkedSpan]:
    base, end = report.sentence.start, report.sentence.end
    kept: dict[tuple[int, int], MarkedSpan] = {}
    for start, until, role in _spans(report):
        if start < base or until > end or start >= until:
            continue
        key = (start - base, until - base)
        if any(a < key[0] < b < key[1] or key[0] < a < key[1] < b for a, b in kept):
            continue
        there = kept.get(key)
        roles = (*there.roles, role) if there is not None and role not in there.roles else (role,)
        kept[key] = MarkedSpan(*key, report.sentence.text[slice(*key)], roles)
    return list(kept.values())


def _spans(report: Report) -> Iterator[tuple[int, int, str]]:
    yield report.trigger.start, report.trigger.end, "event"
    for party in report.actors:
        yield party.start, party.end, "actor"
    for party in report.recipients:
        yield party.start, party.end, "recipient"
    for speaker in report.speakers:
        yield speaker.start, speaker.end, "speaker"
    for place in report.places:
        yield place.start, place.end, "place"
    if report.period is not None:
        yield report.period.start, report.period.end, "time"
    for quantity in report.quantities:
        yield quantity.start, quantity.end, "quantity"
