"""The archive to write: whole documents and whole linkings, each as one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import msgspec

from rashomon.records import (
    Document,
    Failure,
    Framing,
    Linked,
    Party,
    PassedOver,
    Reading,
    Report,
    Run,
    SpeakerParty,
)
from rashomon.storage.archive import LAYOUT, Anchored, as_document, decode_reading, encode_reading, read_layout
from rashomon.storage.statements import load_statement

State = Literal["read", "unread", "failed"]


@dataclass(frozen=True, slots=True)
class Filed:
    """One document with all that was made of it: what one transaction writes."""

    document: Document
    state: State
    stamp: str  # what made the reports: extractor, model, codebook, rules
    run: str | None = None
    reading: Reading | None = None
    reports: tuple[Report, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    framings: tuple[Framing, ...] = ()  # outside the reports
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What the archive already holds of a document."""

    sha256: str
    state: State
    stamp: str | None
    reader: str | None  # what made its reading
    described: Document  # without its text


@dataclass(frozen=True, slots=True)
class EchoMark:
    """That a document repeats another, and the words that say why."""

    document: str
    original: str
    reason: str


class ArchiveWriter:
    """The one writer of an archive. Every public method that changes something is one transaction."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if path.exists() and read_layout(path) != LAYOUT:
            for old in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
                old.unlink(missing_ok=True)  # derived: built again from documents.jsonl and decisions/
        self._connection = sqlite3.connect(path, timeout=60, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode = wal", "synchronous = normal", "foreign_keys = on", "cache_size = -65536"):
            self._connection.execute(f"pragma {pragma}")
        if read_layout(path) is None:
            with self._transaction() as run:
                for statement in _statements(load_statement("schema")):
                    run(statement)
                run("insert into meta values ('layout', ?)", (LAYOUT,))

    # --- what is there ---

    def standings(self) -> dict[str, Standing]:
        """What the archive holds, by document id, without the texts."""
        found: dict[str, Standing] = {}
        for row in self._connection.execute(load_statement("standings")):
            found[row["id"]] = Standing(
                row["sha256"], row["state"], row["stamp"], row["reading_reader"], as_document(row)
            )
        return found

    def documents(self) -> Iterator[Document]:
        """All documents with their texts, by id."""
        for row in self._connection.execute("select * from documents order by id"):
            yield as_document(row)

    def reading(self, document: str) -> Reading | None:
        """The reading kept of a document."""
        row = self._connection.execute(load_statement("reading"), (document,)).fetchone()
        return decode_reading(row["value"]) if row else None

    def extracted(self) -> Iterator[Report]:
        """The reports as the extractor gave them: without what people decided and linking found."""
        for row in self._connection.execute(load_statement("extracted")):
            yield replace(_REPORT.decode(row["json"]), incident=None, echo_of=None)

    def echoes(self) -> tuple[EchoMark, ...]:
        """Which documents repeat others, as the last linking found."""
        rows = self._connection.execute(load_statement("echoes"))
        return tuple(EchoMark(row["id"], row["echo_of"], row["echo_reason"] or "") for row in rows)

    def reader(self) -> str | None:
        """What made the readings that are kept: the parser's name, version and hash."""
        row = self._connection.execute("select reader from readings limit 1").fetchone()
        return str(row[0]) if row else None

    def note(self, key: str) -> str | None:
        """A note kept in the table ``meta``."""
        row = self._connection.execute("select value from meta where key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    # --- what changes it ---

    def put_run(self, run: Run) -> None:
        """Keeps what made the reports to come."""
        with self._transaction() as execute:
            execute("delete from runs where id = ?", (run.id,))
            execute("insert into runs values (?, ?, ?)", (run.id, run.started, _json(run)))

    def put_note(self, key: str, value: str) -> None:
        """Keeps a note in the table ``meta``."""
        with self._transaction() as execute:
            execute(load_statement("note"), (key, value))

    def put_document(self, filed: Filed) -> None:
        """Writes a document and all that was made of it, in place of what was there."""
        document = filed.document
        with self._transaction() as execute:
            execute("delete from documents where id = ?", (document.id,))
            execute("delete from failures where document = ?", (document.id,))
            values = {name: getattr(document, name) for name in Document.__dataclass_fields__}
            values |= {
                "state": filed.state,
                "stamp": filed.stamp,
                "run": filed.run,
                "characters": len(document.text),
                "echo_reason": None,
            }
            _insert(execute, "documents", values)
            if filed.reading is not None:
                execute(
                    "insert into readings values (?, ?, ?)",
                    (document.id, filed.reading.reader, encode_reading(filed.reading)),
                )
            for report in filed.reports:
                _put_report(execute, report, document, None)
            for framing in filed.framings:
                _put_framing(execute, framing, document.id, None)
            for passed in filed.passed_over:
                execute(
                    'insert into passed_over (document, start, "end", reason, json) values (?, ?, ?, ?, ?)',
                    (document.id, passed.start, passed.end, passed.reason, _json(passed)),
                )
            _put_failures(execute, filed.failures)
            execute("delete from meta where key in ('linked', 'echoed')")

    def remove_document(self, id: str) -> None:
        """Removes a document and exactly its reports; incidents and disputes follow at the next linking."""
        with self._transaction() as execute:
            execute("delete from documents where id = ?", (id,))
            execute("delete from failures where document = ?", (id,))
            execute("delete from meta where key in ('linked', 'echoed')")

    def put_failures(self, failures: Iterable[Failure], *, origins: Iterable[str] = ()) -> None:
        """Writes failures in place of what earlier readings of these origins said."""
        with self._transaction() as execute:
            for origin in origins:
                execute("delete from failures where origin = ? and document is null", (origin,))
            _put_failures(execute, failures)

    def settle(
        self,
        linked: Linked,
        *,
        originals: Mapping[str, Report | None],
        echoes: Sequence[EchoMark] = (),
        decisions: Sequence[Anchored] = (),
        note: str = "",
        echoed: str = "",
    ) -> None:
        """Writes one linking: reports, incidents, comparisons, echoes and decisions, all or nothing.

        ``originals`` has, by id, the extractor's report for each that a decision changed, and None for each that a
        person added. Reports that are neither in the archive nor added are not written. ``note`` and ``echoed`` say by
        what this was linked and its echoes found, until a document changes.
        """
        disputed = {
            report
            for comparison in linked.comparisons
            if comparison.is_dispute
            for position in comparison.positions
            for report in position.reports
        }
        with self._transaction() as execute:
            documents = {row["id"]: as_document(row) for row in execute(load_statement("standings"))}
            before = {
                row["id"]: (_mark(row["json"]), row["disputed"], row["decided"])
                for row in execute(load_statement("settled"))
            }
            for report in linked.reports:
                json = _json(report)
                was = before.pop(report.id, None)
                decided = report.id in originals
                flag = int(report.id in disputed)
                if decided or (was is not None and was[2]):
                    execute("delete from reports where id = ?", (report.id,))
                    if report.document in documents:
                        original = originals.get(report.id)
                        kept = (_json(original) if original else "") if decided else None
                        _put_report(execute, report, documents[report.document], kept, disputed=flag)
                elif was is not None and was[:2] != (_mark(json), flag):
                    execute(
                        load_statement("relink"),
                        (report.incident, report.echo_of, flag, report.certainty, report.id),
                    )
                    execute(load_statement("relink_record"), (json, report.id))
            for id, was in before.items():
                if was[2]:  # added by a person whose decision was undone
                    execute("delete from reports where id = ?", (id,))
            _put_incidents(execute, linked, documents)
            execute("update documents set echo_of = null, echo_reason = null where echo_of is not null")
            for echo in echoes:
                execute(
                    "update documents set echo_of = ?, echo_reason = ? where id = ?",
                    (echo.original, echo.reason, echo.document),
                )
            execute("delete from decisions")
            for position, anchored in enumerate(decisions):
                decision = anchored.decision
                execute(
                    "insert into decisions values (?, ?, ?, ?, ?, ?, ?)",
                    (
                        decision.id,
                        position,
                        decision.who,
                        decision.what,
                        anchored.anchored,
                        anchored.report,
                        _json(decision),
                    ),
                )
            execute(load_statement("note"), ("linked", note))
            execute(load_statement("note"), ("echoed", echoed))

    def close(self) -> None:
        """Folds the log of writes into the file and closes it."""
        self._connection.execute("pragma analysis_limit = 400")
        self._connection.execute("analyze")  # a sample: it costs milliseconds and picks the right index
        self._connection.close()

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[Execute]:
        self._connection.execute("begin immediate")
        try:
            yield self._connection.execute
        except BaseException:
            self._connection.execute("rollback")
            raise
        self._connection.execute("commit")


Execute = Any  # sqlite3.Connection.execute; its own type has no name
_REPORT = msgspec.json.Decoder(Report)


def _json(record: Any) -> str:
    return msgspec.json.encode(record).decode()


def _mark(json: str) -> int:
    return hash(json)


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one, so that they run inside one transaction."""
    part = ""
    for line in script.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            yield part
            part = ""


def _insert(execute: Execute, table: str, values: Mapping[str, Any]) -> None:
    columns = ", ".join(f'"{name}"' for name in values)
    execute(f"insert into {table} ({columns}) values ({', '.join('?' * len(values))})", tuple(values.values()))


def _put_report(
    execute: Execute, report: Report, document: Document, original: str | None, *, disputed: int = 0
) -> None:
    innermost = report.speakers[-1] if report.speakers else None
    actor = report.actors[0] if report.actors else None
    recipient = report.recipients[0] if report.recipients else None
    place = report.places[0] if report.places else None
    period = report.period
    _insert(
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
            "holder": (innermost.name or innermost.text) if innermost else document.publisher,
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
    execute("insert into report_records values (last_insert_rowid(), ?, ?)", (original, _json(report)))
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
        _put_framing(execute, framing, report.document, report.id)


def _teller(report: Report, document: Document | None) -> str | None:
    """The country of who tells a report, else the name."""
    if report.speakers:
        speaker = report.speakers[-1]
        return speaker.country or speaker.name or speaker.text
    return (document.publisher_country or document.publisher) if document else None


def _put_framing(execute: Execute, framing: Framing, document: str, report: str | None) -> None:
    _insert(
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
            "json": _json(framing),
        },
    )


def _put_failures(execute: Execute, failures: Iterable[Failure]) -> None:
    for failure in failures:
        execute("delete from failures where origin = ? and step = ?", (failure.origin, failure.step))
        execute(
            "insert into failures (origin, step, document, json) values (?, ?, ?, ?)",
            (failure.origin, failure.step, failure.document, _json(failure)),
        )


def _put_incidents(execute: Execute, linked: Linked, documents: Mapping[str, Document]) -> None:
    holders: dict[str, set[str | None]] = {}
    lowest: dict[str, float] = {}
    for report in linked.reports:
        if report.incident is not None:
            holders.setdefault(report.incident, set()).add(_teller(report, documents.get(report.document)))
            lowest[report.incident] = min(lowest.get(report.incident, 10.0), report.intensity or 0.0)
    execute("delete from incidents")
    execute("delete from comparisons")
    for incident in linked.incidents:
        _insert(
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
                "json": _json(incident),
            },
        )
    for comparison in linked.comparisons:
        _insert(
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
                "json": _json(comparison),
            },
        )
