"""The archive to write: whole documents and whole linkings, each as one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import msgspec

from rashomon.records import (
    Document,
    Failure,
    Framing,
    Linked,
    PassedOver,
    Reading,
    Report,
    Run,
)
from rashomon.storage.decoding import as_document, decode_reading, encode_reading
from rashomon.storage.filing import Execute, as_json, insert, put_failures, put_framing, put_incidents, put_report
from rashomon.storage.found import Anchored
from rashomon.storage.opening import LAYOUT, read_layout
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
    """The one writer of an archive. Every public method that changes something is one transaction.

    Where another process writes, it is waited for so many seconds.
    """

    def __init__(self, path: Path, *, seconds: float = 60) -> None:
        self.path = path
        self._grew = False
        if path.exists() and read_layout(path) != LAYOUT:
            for old in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
                old.unlink(missing_ok=True)  # derived: built again from documents.jsonl and decisions/
        self._connection = sqlite3.connect(path, timeout=seconds, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode = wal", "synchronous = normal", "foreign_keys = on", "cache_size = -65536"):
            self._connection.execute(f"pragma {pragma}")
        if read_layout(path) is None:
            with self.transaction() as run:
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
        with self.transaction() as execute:
            execute("delete from runs where id = ?", (run.id,))
            execute("insert into runs values (?, ?, ?)", (run.id, run.started, as_json(run)))

    def put_note(self, key: str, value: str) -> None:
        """Keeps a note in the table ``meta``."""
        with self.transaction() as execute:
            execute(load_statement("note"), (key, value))

    def put_document(self, filed: Filed) -> None:
        """Writes a document and all that was made of it, in place of what was there."""
        document = filed.document
        self._grew = True
        with self.transaction() as execute:
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
            insert(execute, "documents", values)
            if filed.reading is not None:
                execute(
                    "insert into readings values (?, ?, ?)",
                    (document.id, filed.reading.reader, encode_reading(filed.reading)),
                )
            for report in filed.reports:
                put_report(execute, report, document, None)
            for framing in filed.framings:
                put_framing(execute, framing, document.id, None)
            for passed in filed.passed_over:
                execute(
                    'insert into passed_over (document, start, "end", reason, json) values (?, ?, ?, ?, ?)',
                    (document.id, passed.start, passed.end, passed.reason, as_json(passed)),
                )
            put_failures(execute, filed.failures)
            execute("delete from meta where key in ('linked', 'echoed')")

    def remove_document(self, id: str) -> None:
        """Removes a document and exactly its reports; incidents and disputes follow at the next linking."""
        with self.transaction() as execute:
            execute("delete from documents where id = ?", (id,))
            execute("delete from failures where document = ?", (id,))
            execute("delete from meta where key in ('linked', 'echoed')")

    def put_failures(self, failures: Iterable[Failure], *, origins: Iterable[str] = ()) -> None:
        """Writes failures in place of what earlier readings of these origins said."""
        with self.transaction() as execute:
            for origin in origins:
                execute("delete from failures where origin = ? and document is null", (origin,))
            put_failures(execute, failures)

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
        self._grew = True
        disputed = {
            report
            for comparison in linked.comparisons
            if comparison.is_dispute
            for position in comparison.positions
            for report in position.reports
        }
        with self.transaction() as execute:
            documents = {row["id"]: as_document(row) for row in execute(load_statement("standings"))}
            before = {
                row["id"]: (_mark(row["json"]), row["disputed"], row["decided"])
                for row in execute(load_statement("settled"))
            }
            for report in linked.reports:
                json = as_json(report)
                was = before.pop(report.id, None)
                decided = report.id in originals
                flag = int(report.id in disputed)
                if decided or (was is not None and was[2]):
                    execute("delete from reports where id = ?", (report.id,))
                    if report.document in documents:
                        original = originals.get(report.id)
                        kept = (as_json(original) if original else "") if decided else None
                        put_report(execute, report, documents[report.document], kept, disputed=flag)
                elif was is not None and was[:2] != (_mark(json), flag):
                    execute(
                        load_statement("relink"),
                        (report.incident, report.echo_of, flag, report.certainty, report.id),
                    )
                    execute(load_statement("relink_record"), (json, report.id))
            for id, was in before.items():
                if was[2]:  # added by a person whose decision was undone
                    execute("delete from reports where id = ?", (id,))
            put_incidents(execute, linked, documents)
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
                        as_json(decision),
                    ),
                )
            execute(load_statement("note"), ("linked", note))
            execute(load_statement("note"), ("echoed", echoed))

    def close(self) -> None:
        """Folds the log of writes into the file and closes it."""
        if self._grew:
            self._connection.execute("pragma analysis_limit = 400")
            self._connection.execute("analyze")  # a sample: it costs half a second at most and picks the right index
        self._connection.close()

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[Execute]:
        """What is executed inside is written as one, or not at all."""
        self._connection.execute("begin immediate")
        try:
            yield self._connection.execute
        except BaseException:
            self._connection.execute("rollback")
            raise
        self._connection.execute("commit")


_REPORT = msgspec.json.Decoder(Report)


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
