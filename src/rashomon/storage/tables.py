"""A record as one flat row, for data frames and CSV: the same columns everywhere."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import msgspec

from rashomon.records import Comparison, Incident, Party, Report


def as_row(record: Any) -> dict[str, Any]:
    """One flat row: a column a field; lists are joined by "; ", what is not flat is JSON text."""
    if isinstance(record, Report):
        return _report_row(record)
    if isinstance(record, Incident):
        return _incident_row(record)
    if isinstance(record, Comparison):
        return _comparison_row(record)
    if is_dataclass(record):
        return {field.name: _cell(getattr(record, field.name)) for field in fields(record)}
    return dict(record)


def _report_row(report: Report) -> dict[str, Any]:
    place = report.places[0] if report.places else None
    innermost = report.speakers[-1] if report.speakers else None
    return {
        "id": report.id,
        "document": report.document,
        "kind": report.kind,
        "event": report.event,
        "mode": report.mode,
        "contexts": "; ".join(report.contexts),
        "quad": report.quad,
        "intensity": report.intensity,
        "goldstein": report.goldstein,
        "cameo": report.cameo,
        "modality": report.modality,
        "polarity": report.polarity,
        "actors": _joined(party.text for party in report.actors),
        "actor_codes": _joined(_code(party) for party in report.actors),
        "recipients": _joined(party.text for party in report.recipients),
        "recipient_codes": _joined(_code(party) for party in report.recipients),
        "speakers": _joined(speaker.text for speaker in report.speakers),
        "speaker_codes": _joined(speaker.code or speaker.country or "" for speaker in report.speakers),
        "stance": innermost.stance if innermost else None,
        "place": (place.name or place.text) if place else None,
        "place_country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "place_precision": place.precision if place else None,
        "edtf": report.period.edtf if report.period else None,
        "earliest": report.period.earliest if report.period else None,
        "latest": report.period.latest if report.period else None,
        "period_basis": report.period.basis if report.period else None,
        "quantities": _joined(f"{quantity.outcome}: {quantity.text}" for quantity in report.quantities),
        "trigger": report.trigger.text,
        "sentence": report.sentence.text,
        "start": report.sentence.start,
        "end": report.sentence.end,
        "about": report.about,
        "content_of": report.content_of,
        "incident": report.incident,
        "echo_of": report.echo_of,
        "certainty": report.certainty,
        "review": report.review,
        "run": report.run,
    }


def _incident_row(incident: Incident) -> dict[str, Any]:
    return {
        "id": incident.id,
        "title": incident.title,
        "event": incident.event.value if incident.event else None,
        "mode": incident.mode.value if incident.mode else None,
        "modality": incident.modality.value if incident.modality else None,
        "period": incident.period.value if incident.period else None,
        "earliest": incident.earliest,
        "latest": incident.latest,
        "places": _joined(place.value for place in incident.places),
        "actors": _joined(actor.value for actor in incident.actors),
        "recipients": _joined(recipient.value for recipient in incident.recipients),
        "publishers": incident.publishers,
        "independent": incident.independent,
        "sides": incident.sides,
        "disputes": len(incident.disputes),
        "reports": "; ".join(incident.reports),
        "quantities": _joined(
            f"{toll.outcome}: {'?' if toll.low is None else toll.low}-{'?' if toll.high is None else toll.high}"
            for toll in incident.quantities
        ),
    }


def _comparison_row(comparison: Comparison) -> dict[str, Any]:
    return {
        "id": comparison.id,
        "incident": comparison.incident,
        "facet": comparison.facet,
        "relation": comparison.relation,
        "positions": " | ".join(
            f"{position.value} ({', '.join(position.holders)})" for position in comparison.positions
        ),
        "rule": comparison.rule,
    }


def _joined(words: Any) -> str:
    return "; ".join(word for word in words if word)


def _code(party: Party) -> str:
    return party.code or party.country or ""


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return msgspec.json.encode(value).decode()
