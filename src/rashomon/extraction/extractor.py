"""What an extractor is, what it gives, and the gate that every one of them passes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, get_args

from rashomon.errors import GateError
from rashomon.records import (
    Document,
    Framing,
    Modality,
    Outcome,
    PassedOver,
    Polarity,
    Quad,
    Reading,
    Report,
    Span,
    Stance,
)

_LONGEST_TRIGGER = 4  # words


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document gives: reports, what was passed over, and framing outside reports."""

    reports: tuple[Report, ...]
    passed_over: tuple[PassedOver, ...] = ()
    framings: tuple[Framing, ...] = ()


class Extractor(Protocol):
    """Reads a document into clauses, and clauses into reports."""

    name: str

    def read(self, document: Document) -> Reading:
        """What the document says, before any codebook."""
        ...

    def report(self, document: Document, reading: Reading) -> Extraction:
        """The reports of a reading, coded and resolved."""
        ...


def admit(reports: Iterable[Report], document: Document) -> tuple[Report, ...]:
    """Let reports through whose every span re-slices and whose every value is of its closed set.

    Raises GateError naming the document, the report, the field and what was expected.
    """
    admitted = []
    for report in reports:
        _check_spans(report, document)
        _check_values(report, document)
        admitted.append(report)
    return tuple(admitted)


def _check_spans(report: Report, document: Document) -> None:
    spans = [("sentence", report.sentence), ("trigger", report.trigger)]
    for field in ("actors", "recipients", "places", "quantities", "framings", "speakers"):
        spans.extend((field, Span(v.start, v.end, v.text)) for v in getattr(report, field))
    spans.extend(("speakers.cue", speaker.cue) for speaker in report.speakers)
    for party in (*report.actors, *report.recipients):
        if party.antecedent is not None:
            spans.append(("antecedent", party.antecedent))
    if report.period is not None and report.period.text:
        spans.append(("period", Span(report.period.start, report.period.end, report.period.text)))
    for field, span in spans:
        found = document.text[span.start : span.end]
        if found != span.text:
            raise GateError(
                f"Document {document.id}, report {report.id}, field {field}: the span {span.start}-{span.end} reads "
                f"{found!r}, not {span.text!r}. The extractor must give offsets in code points of the document's text."
            )
    if not report.trigger.text.strip():
        raise GateError(f"Document {document.id}, report {report.id}: a report needs a trigger in the text.")


def _check_values(report: Report, document: Document) -> None:
    values: list[tuple[str, object, object]] = [
        ("modality", report.modality, Modality),
        ("polarity", report.polarity, Polarity),
    ]
    if report.quad is not None:
        values.append(("quad", report.quad, Quad))
    values.extend(("stance", speaker.stance, Stance) for speaker in report.speakers)
    values.extend(("outcome", quantity.outcome, Outcome) for quantity in report.quantities)
    for field, value, closed in values:
        if value not in get_args(closed):
            raise GateError(
                f"Document {document.id}, report {report.id}, field {field}: {value!r} is not one of "
                f"{', '.join(get_args(closed))}."
            )
    if len(report.trigger.text.split()) > _LONGEST_TRIGGER:
        raise GateError(
            f"Document {document.id}, report {report.id}: the trigger {report.trigger.text!r} has more than "
            f"{_LONGEST_TRIGGER} words."
        )
