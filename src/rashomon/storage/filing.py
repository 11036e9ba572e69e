"""Records as rows of the archive's tables: what one report, framing, failure or incident is written as."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from rashomon.records import Document, Failure, Framing, Linked, Party, Report, SpeakerParty

Execute = Any  # sqlite3.Connection.execute; its own type has no name


def as_json(record: Any) -> str:
    """A record as the public contract writes it."""
    return msgspec.json.encode(record).decode()


def insert(execute: Execute, table: str, values: Mapping[str, Any]) -> None:
    columns = ", ".join(f'"{name}"' for name in values)
    execute(f"insert into {table} ({columns}) values ({', '.join('?' * len(values))})", tuple(values.values()))


def put_report(
    execute: Execute, report: Report, document: Document, original: str | None, *, disputed: int = 0
) -> None:
    innermost = report.speakers[-1] if report.speakers else None
    actor = report.actors[0] if report.actors else None
    recipient = report.recipients[0] if report.recipients else None
    place = report.places[0] if report.places else None
    period = report.period
    insert(
        execute,
        "reports",
        {
            "id": report.id,
            "document": report.document,
            "start": report.sentence.start,
            "end": report.sentence.end,
            "kind": report.kind,
            "event": report.event,
            "mode": report.mode,
            "modality": report.modality,
            "polarity": report.polarity,
            "quad": report.quad,
            "intensity": report.intensity,
            "publisher": document.publisher,
            "publisher_country": document.publisher_country,
            "published": document.published,
            "holder": _holder_of(innermost) if innermost else document.publisher,
            "holder_country": innermost.country if innermost else document.publisher_country,
            "holder_code": innermost.code if innermost else None,
            "holder_entity": innermost.entity if innermost else None,
            "spoken": int(innermost is not None),
            "actor": (actor.code or actor.name or actor.text) if actor else None,
            "recipient": (recipient.code or recipient.name or recipient.text) if recipient else None,
            "place": (place.name or place.text) if place else None,
            "place_country": place.country if place else None,
            "earliest": period.earliest if period else None,
            "latest": period.latest if period else None,
            "precision": period.precision if period else None,
            "incident": report.incident,
            "disputed": disputed,
            "echo_of": report.echo_of,
            "about": report.about,
            "content_of": report.content_of,
            "review": report.review,
            "certainty": report.certainty,
            "trigger": report.trigger.text,
            "sentence": report.sentence.text,
        },
    )
    execute("insert into report_records values (last_insert_rowid(), ?, ?)", (original, as_json(report)))
    roles: tuple[tuple[str, Sequence[Party | SpeakerParty]], ...] = (
        ("actor", report.actors),
        ("recipient", report.recipients),
        ("speaker", report.speakers),
    )
    for role, parties in roles:
        for position, party in enumerate(parties):
            execute(
                "insert into parties values (?, ?, ?, ?, ?, ?, ?, ?)",
                (report.id, role, position, party.text, party.name, party.entity, party.country, party.code),
            )
    teller = _teller(report, document)
    month = period.earliest[:7] if period and period.earliest else None
    pairs = {
        (actor.country, recipient.country)
        for actor in report.actors
        for recipient in report.recipients
        if actor.country and recipient.country
    }
    for countries in sorted(pairs):
        execute(
            "insert into dyads values (?, ?, ?, ?, ?, ?, ?, ?)",
            (report.id, *countries, teller, report.event, report.quad, report.intensity, month),
        )
    for position, at in enumerate(report.places):
        execute(
            "insert into places values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                report.id,
                position,
                at.role,
                at.text,
                at.name,
                at.country,
                at.latitude,
                at.longitude,
                at.precision,
                at.gazetteer_id,
            ),
        )
    for position, figure in enumerate(report.quantities):
        execute(
            "insert into quantities values (?, ?, ?, ?, ?, ?, ?)",
            (report.id, position, figure.outcome, figure.population, figure.low, figure.high, figure.text),
        )
    for framing in report.framings:
        put_framing(execute, framing, report.document, report.id)


def _holder_of(speaker: SpeakerParty) -> str:
    """Who stands behind the words: a name; of a pronoun what it stands for; else the words."""
    if speaker.antecedent is not None:
        return speaker.name or speaker.code or speaker.antecedent.text
    return speaker.name or speaker.text


def _teller(report: Report, document: Document | None) -> str | None:
    """The country of who tells a report, else the name."""
    if report.speakers:
        speaker = report.speakers[-1]
        return speaker.country or speaker.name or speaker.text
    return (document.publisher_country or document.publisher) if document else None


def put_framing(execute: Execute, framing: Framing, document: str, report: str | None) -> None:
    insert(
        execute,
        "framings",
        {
            "document": document,
            "report": report,
            "start": framing.start,
            "end": framing.end,
            "text": framing.text,
            "kind": framing.kind,
            "valence": framing.valence,
            "toward": " ".join(framing.toward),
            "holder": framing.holder,
            "json": as_json(framing),
        },
    )


def put_failures(execute: Execute, failures: Iterable[Failure]) -> None:
    for failure in failures:
        execute("delete from failures where origin = ? and step = ?", (failure.origin, failure.step))
        execute(
            "insert into failures (origin, step, document, json) values (?, ?, ?, ?)",
            (failure.origin, failure.step, failure.document, as_json(failure)),
        )


def put_incidents(execute: Execute, linked: Linked, documents: Mapping[str, Document]) -> None:
    holders: dict[str, set[str | None]] = {}
    lowest: dict[str, float] = {}
    affirmed = {report.incident for report in linked.reports if report.polarity == "affirmed" and report.event}
    for report in linked.reports:
        if report.incident is not None:
            holders.setdefault(report.incident, set()).add(_teller(report, documents.get(report.document)))
            lowest[report.incident] = min(lowest.get(report.incident, 10.0), report.intensity or 0.0)
    execute("delete from incidents")
    execute("delete from comparisons")
    for incident in linked.incidents:
        insert(
            execute,
            "incidents",
            {
                "id": incident.id,
                "title": incident.title,
                "event": incident.event.value if incident.event else None,
                "mode": incident.mode.value if incident.mode else None,
                "modality": incident.modality.value if incident.modality else None,
                "earliest": incident.earliest,
                "latest": incident.latest,
                "reports": len(incident.reports),
                "publishers": incident.publishers,
                "independent": incident.independent,
                "sides": incident.sides,
                "disputes": len(incident.disputes),
                "holders": len(holders.get(incident.id, ())),
                "intensity": lowest.get(incident.id),
                "is_denied": int(incident.id not in affirmed and incident.event is not None),
                "json": as_json(incident),
            },
        )
    for comparison in linked.comparisons:
        insert(
            execute,
            "comparisons",
            {
                "id": comparison.id,
                "incident": comparison.incident,
                "facet": comparison.facet,
                "relation": comparison.relation,
                "is_dispute": int(comparison.is_dispute),
                "positions": len(comparison.positions),
                "holders": sum(len(position.holders) for position in comparison.positions),
                "json": as_json(comparison),
            },
        )
