"""The archive to read: typed records out of ``archive.sqlite``, also while a run writes it."""

from __future__ import annotations

import os
import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast, overload

import msgspec

from rashomon.errors import MissingExtraError, StudyError
from rashomon.records import (
    SCHEMA_VERSION,
    Comparison,
    Decision,
    Document,
    Failure,
    Framing,
    Incident,
    PassedOver,
    Reading,
    Report,
    Run,
)
from rashomon.storage.selection import Selection, as_search, as_words
from rashomon.storage.statements import load_statement
from rashomon.storage.tables import as_row

if TYPE_CHECKING:
    import pandas

ARCHIVE_FILE = "archive.sqlite"
LAYOUT = f"{SCHEMA_VERSION}/3"  # of the tables; an archive of another layout is built again

Row = sqlite3.Row
T = TypeVar("T")
Order = Literal["document", "period", "least certain", "certainty"]
ReportColumn = Literal[
    "event", "mode", "quad", "kind", "modality", "polarity", "review", "publisher", "publisher_country", "holder",
    "holder_country", "document", "actor", "recipient", "place", "place_country", "precision", "disputed", "earliest",
    "incident",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FramingUse:
    """Words that judge, with where they stand; ``report`` is None outside any report."""

    document: str
    report: str | None
    framing: Framing


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found by its words; in the excerpt, they stand between the two marks given to ``search``."""

    document: str
    title: str | None
    publisher: str | None
    published: str | None
    excerpt: str


@dataclass(frozen=True, slots=True)
class Anchored:
    """A decision and where it stands now: at a report by its id, by its quote, or nowhere any more."""

    decision: Decision
    anchored: Literal["id", "quote", "unanchored", "undone", "kept"]
    report: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of a whole archive; dates are ISO days, None where nothing is dated."""

    documents: int
    unread: int
    publishers: int
    echoes: int
    published_first: str | None
    published_last: str | None
    reports: int
    unreviewed: int
    earliest: str | None
    latest: str | None
    incidents: int
    disputes: int
    passed_over: int
    failures: int


class Records(Sequence[T], Generic[T]):
    """Rows of one query as records: counted, sliced and read only when asked."""

    def __init__(self, archive: Archive, statement: str, values: Sequence[Any], decode: Callable[[Row], T]) -> None:
        self._archive = archive
        self._statement = statement
        self._values = tuple(values)
        self._decode = decode

    def __len__(self) -> int:
        unordered = self._statement.rpartition("\norder by ")[0] or self._statement  # what is counted needs no order
        return int(self._archive.rows(f"select count(*) from ({unordered})", self._values)[0][0])

    def __iter__(self) -> Iterator[T]:
        for row in self._archive.stream(self._statement, self._values):
            yield self._decode(row)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        if isinstance(index, slice):
            if index.step in (None, 1) and (index.start or 0) >= 0 and (index.stop is None or index.stop >= 0):
                start = index.start or 0
                wanted = -1 if index.stop is None else max(0, index.stop - start)
                return tuple(map(self._decode, self._page(start, wanted)))
            return tuple(self)[index]
        rows = self._page(index if index >= 0 else len(self) + index, 1)
        if not rows:
            raise IndexError(index)
        return self._decode(rows[0])

    def __bool__(self) -> bool:
        return bool(self._page(0, 1))

    def __repr__(self) -> str:
        return f"<{len(self)} records>"

    def to_pandas(self) -> pandas.DataFrame:
        """A data frame with one row a record and flat columns.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        if find_spec("pandas") is None:
            raise MissingExtraError(
                "to_pandas() needs pandas, which is not installed. Install it: pip install 'rashomon[pandas]'"
            )
        import pandas

        return pandas.DataFrame([as_row(record) for record in self])

    def _page(self, start: int, wanted: int) -> list[Row]:
        return self._archive.rows(f"select * from ({self._statement}) limit ? offset ?", (*self._values, wanted, start))


class Archive:
    """What was read, reported, linked and decided, for reading. Safe to share between threads.

    Every reader sees whole transactions only: a document with all of its reports, or none of them.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._threads = threading.local()

    # --- documents ---

    def documents(self) -> Records[Document]:
        """All documents, the oldest first."""
        return Records(self, load_statement("documents"), (), as_document)

    def document(self, id: str) -> Document | None:
        """One document."""
        return self._one(Records(self, load_statement("document"), (id,), as_document))

    def list_documents(
        self,
        *,
        publisher: str | tuple[str, ...] = (),
        since: str | None = None,
        until: str | None = None,
        since_run: str | None = None,
    ) -> Records[Row]:
        """Documents as light rows (the columns of ``queries/documents_chosen.sql``), by day of publication.

        ``since_run`` keeps those that a run after that one read.
        """
        clauses, values = ["1 = 1"], list(as_words(publisher))
        if values:
            clauses.append(f"documents.publisher in ({', '.join('?' * len(values))})")
        later = (
            "documents.run in (select id from runs"
            " where (started, id) > (select started, id from runs as seen where seen.id = ?))"
        )
        for condition, value in (
            ("documents.published >= ?", since),
            ("documents.published <= ?", until),
            (later, since_run),
        ):
            if value is not None:
                clauses.append(condition)
                values.append(value)
        return Records(self, load_statement("documents_chosen").format(where=" and ".join(clauses)), values, _as_is)

    def document_state(self, id: str) -> str | None:
        """ "read", "unread" (a language that we do not read) or "failed"."""
        rows = self.rows(load_statement("document"), (id,))
        return str(rows[0]["state"]) if rows else None

    def reading(self, document: str) -> Reading | None:
        """All that a document says, before any codebook; None where it was not read."""
        rows = self.rows(load_statement("reading"), (document,))
        return decode_reading(rows[0]["value"]) if rows else None

    def search(self, text: str, *, limit: int = 50, marks: tuple[str, str] = ("[", "]")) -> tuple[Hit, ...]:
        """The documents in which all the words stand, best first; "quoted words" stand together."""
        query = as_search(text)
        if not query:
            return ()
        rows = self.rows(load_statement("documents_found"), (query, limit))
        return tuple(
            Hit(
                row["id"],
                row["title"],
                row["publisher"],
                row["published"],
                row["excerpt"].replace("\x02", marks[0]).replace("\x03", marks[1]),
            )
            for row in rows
        )

    # --- reports ---

    def reports(
        self, selection: Selection | None = None, /, *, order: Order = "document", **chosen: Any
    ) -> Records[Report]:
        """The reports chosen by a selection or by its fields: ``archive.reports(event="ASSAULT", actor="USA")``."""
        where, values = _selected(selection, chosen).where()
        statement = load_statement("reports").format(where=where, order=_ORDERS[order])
        return Records(self, statement, values, _as_report)

    def report(self, id: str) -> Report | None:
        """One report."""
        return self._one(self.reports(id=id))

    def list_reports(
        self, selection: Selection | None = None, /, *, order: Order = "document", **chosen: Any
    ) -> Records[Row]:
        """The chosen reports as light rows: the columns of ``queries/reports_listed.sql``, for tables and timelines."""
        where, values = _selected(selection, chosen).where()
        statement = load_statement("reports_listed").format(where=where, order=_ORDERS[order])
        return Records(self, statement, values, _as_is)

    def count_reports(self, by: ReportColumn, selection: Selection | None = None, /, **chosen: Any) -> dict[Any, int]:
        """How many of the chosen reports have each value of a column, the most frequent first."""
        where, values = _selected(selection, chosen).where()
        statement = load_statement("reports_counted").format(where=where, column=by)
        return {row["value"]: row["reports"] for row in self.rows(statement, values)}

    def list_phrases(self, words: str) -> Records[Row]:
        """The parties and speakers that these words name, whatever they were read as, with their reports."""
        return Records(self, load_statement("phrases"), (words,), _as_is)

    def ask(self, query: str, selection: Selection | None = None, /, **chosen: Any) -> list[Row]:
        """The rows of ``queries/QUERY.sql`` over the chosen reports (queries with a ``{where}`` over ``reports``)."""
        where, values = _selected(selection, chosen).where()
        statement = load_statement(query)
        return self.rows(statement.format(where=where), values) if "{where}" in statement else self.rows(statement)

    # --- incidents and comparisons ---

    def incidents(
        self,
        *,
        event: str | tuple[str, ...] = (),
        since: str | None = None,
        until: str | None = None,
        disputed: bool | None = None,
        one_sided: bool | None = None,
        selection: Selection | None = None,
    ) -> Records[Incident]:
        """The incidents, by date; with a selection, those that one of its reports tells of."""
        where, values = _incidents_where(event, since, until, disputed, one_sided, selection)
        return Records(self, load_statement("incidents").format(where=where), values, _as_incident)

    def list_incidents(
        self,
        *,
        event: str | tuple[str, ...] = (),
        since: str | None = None,
        until: str | None = None,
        disputed: bool | None = None,
        one_sided: bool | None = None,
        selection: Selection | None = None,
    ) -> Records[Row]:
        """The same as light rows (the columns of ``queries/incidents_listed.sql``)."""
        where, values = _incidents_where(event, since, until, disputed, one_sided, selection)
        return Records(self, load_statement("incidents_listed").format(where=where), values, _as_is)

    def list_told(self, selection: Selection | None = None) -> Records[Row]:
        """Incidents with their records (the columns of ``queries/incidents_told.sql``), the most told first."""
        where, values = _incidents_where((), None, None, None, None, selection)
        return Records(self, load_statement("incidents_told").format(where=where), values, _as_is)

    def incident(self, id: str) -> Incident | None:
        """One incident, by its own id or by that of any report in it."""
        statement = load_statement("incidents")
        found = self._one(Records(self, statement.format(where="incidents.id = ?"), (id,), _as_incident))
        if found is not None:
            return found
        by_report = statement.format(where="incidents.id = (select incident from reports where reports.id = ?)")
        return self._one(Records(self, by_report, (id,), _as_incident))

    def comparisons(self, *, incident: str | None = None) -> Records[Comparison]:
        """All comparisons, disputes first, the most contested before the others."""
        return self._comparisons("1 = 1", incident)

    def disputes(self, *, incident: str | None = None) -> Records[Comparison]:
        """The comparisons whose relation is conflict or framing, the most contested first."""
        return self._comparisons("comparisons.is_dispute = 1", incident)

    def comparison(self, id: str) -> Comparison | None:
        """One comparison."""
        statement = load_statement("comparisons").format(where="comparisons.id = ?")
        return self._one(Records(self, statement, (id,), _as_comparison))

    # --- the rest ---

    def framings(self, *, document: str | None = None, outside: bool = False) -> Records[FramingUse]:
        """Words that judge rather than report; ``outside`` leaves out those that stand in a report."""
        where = "1 = 1" + (" and framings.document = ?" if document else "")
        where += " and framings.report is null" if outside else ""
        values = (document,) if document else ()
        return Records(self, load_statement("framings").format(where=where), values, _as_framing_use)

    def passed_over(self, *, document: str | None = None) -> Records[PassedOver]:
        """What looked like an event and is none, with the reason."""
        where, values = ("passed_over.document = ?", (document,)) if document else ("1 = 1", ())
        return Records(self, load_statement("passed_over").format(where=where), values, _as_passed_over)

    def failures(self) -> Records[Failure]:
        """What could not be read or done."""
        return Records(self, load_statement("failures"), (), _as_failure)

    def runs(self) -> Records[Run]:
        """The runs that made the archive, the newest first."""
        return Records(self, load_statement("runs"), (), _as_run)

    def decisions(self) -> Records[Anchored]:
        """What people decided, in the order of their logs, and where each decision stands now."""
        return Records(self, load_statement("decisions"), (), _as_anchored)

    def summary(self) -> Summary:
        """The counts of the whole archive."""
        return Summary(*self.rows(load_statement("summary"))[0])

    # --- rows ---

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of a statement."""
        return self._connection().execute(statement, tuple(values)).fetchall()

    def stream(self, statement: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a statement, one after the other."""
        cursor = self._connection().execute(statement, tuple(values))
        while rows := cursor.fetchmany(256):
            yield from rows

    def close(self) -> None:
        """Closes this thread's connection; a later call opens a new one."""
        connection = getattr(self._threads, "connection", None)
        if connection is not None:
            connection.close()
            self._threads.connection = None

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _connection(self) -> sqlite3.Connection:
        connection = getattr(self._threads, "connection", None)
        if connection is None:
            connection = connect_to_read(self.path)
            self._threads.connection = connection
        return cast(sqlite3.Connection, connection)

    def _one(self, records: Records[T]) -> T | None:
        return next(iter(records[:1]), None)

    def _comparisons(self, where: str, incident: str | None) -> Records[Comparison]:
        if incident is not None:
            where += " and comparisons.incident = ?"
        values = () if incident is None else (incident,)
        return Records(self, load_statement("comparisons").format(where=where), values, _as_comparison)


def open_archive(folder: Path | str) -> Archive:
    """The archive of a study folder (or the ``archive.sqlite`` itself).

    Raises:
        StudyError: there is no archive there, or one of another layout.
    """
    path = Path(folder)
    if path.is_dir():
        path = path / ARCHIVE_FILE
    if not path.is_file():
        raise StudyError(
            f"{folder}: there is no {ARCHIVE_FILE} here. Expected a study folder. "
            f"Make one: rashomon run DOCUMENTS --into {folder}"
        )
    archive = Archive(path)
    if (layout := read_layout(path)) != LAYOUT:
        raise StudyError(
            f"{path}: the archive has the layout {layout!r}; this version of rashomon reads {LAYOUT!r}. "
            f"It is derived: delete it and run again (rashomon run --into {path.parent})"
        )
    return archive


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; works on a folder that we may not write in as well."""
    mode = "mode=ro" if os.access(path.parent, os.W_OK) else "mode=ro&immutable=1"
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True, timeout=30, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    return connection


def read_layout(path: Path) -> str | None:
    """The layout of the tables of an archive, None for a file that is none."""
    connection = connect_to_read(path)
    try:
        row = connection.execute("select value from meta where key = 'layout'").fetchone()
    except sqlite3.DatabaseError:
        return None
    finally:
        connection.close()
    return str(row[0]) if row else None


def encode_reading(reading: Reading) -> bytes:
    """A reading as one compressed value."""
    return zlib.compress(_PACK.encode(reading), 6)


def decode_reading(value: bytes) -> Reading:
    """The reading of a compressed value."""
    return _UNPACK_READING.decode(zlib.decompress(value))


def as_document(row: Row) -> Document:
    """The document of a row of the table ``documents``."""
    return Document(**{name: row[name] for name in _DOCUMENT_FIELDS})


_PACK = msgspec.msgpack.Encoder()
_UNPACK_READING = msgspec.msgpack.Decoder(Reading)
_REPORT = msgspec.json.Decoder(Report)
_INCIDENT = msgspec.json.Decoder(Incident)
_COMPARISON = msgspec.json.Decoder(Comparison)
_FRAMING = msgspec.json.Decoder(Framing)
_PASSED_OVER = msgspec.json.Decoder(PassedOver)
_FAILURE = msgspec.json.Decoder(Failure)
_RUN = msgspec.json.Decoder(Run)
_DECISION = msgspec.json.Decoder(Decision)
_DOCUMENT_FIELDS = tuple(Document.__dataclass_fields__)
_ORDERS: dict[Order, str] = {
    "document": "reports.document, reports.start, reports.id",
    "period": "reports.earliest is null, reports.earliest, reports.latest, reports.document, reports.start",
    "least certain": "reports.certainty, reports.document, reports.start",
    "certainty": "reports.certainty desc, reports.document, reports.start",
}


def _selected(selection: Selection | None, chosen: dict[str, Any]) -> Selection:
    return replace(selection or Selection(), **chosen)


def _incidents_where(
    event: str | tuple[str, ...],
    since: str | None,
    until: str | None,
    disputed: bool | None,
    one_sided: bool | None,
    selection: Selection | None,
) -> tuple[str, list[Any]]:
    clauses: list[str] = ["1 = 1"]
    values: list[Any] = []
    if events := as_words(event):
        clauses.append(f"incidents.event in ({', '.join('?' * len(events))})")
        values.extend(events)
    if since is not None:
        clauses.append("incidents.latest >= ?")
        values.append(since)
    if until is not None:
        clauses.append("incidents.earliest <= ?")
        values.append(until)
    if disputed is not None:
        clauses.append("incidents.disputes > 0" if disputed else "incidents.disputes = 0")
    if one_sided is not None:
        clauses.append("incidents.sides = 1" if one_sided else "incidents.sides > 1")
    if selection is not None and selection != Selection():
        condition, more = selection.where()
        clauses.append(f"incidents.id in (select reports.incident from reports where {condition})")
        values.extend(more)
    return "\n  and ".join(clauses), values


def _as_is(row: Row) -> Row:
    return row


def _as_report(row: Row) -> Report:
    return _REPORT.decode(row["json"])


def _as_incident(row: Row) -> Incident:
    return _INCIDENT.decode(row["json"])


def _as_comparison(row: Row) -> Comparison:
    return _COMPARISON.decode(row["json"])


def _as_framing_use(row: Row) -> FramingUse:
    return FramingUse(row["document"], row["report"], _FRAMING.decode(row["json"]))


def _as_passed_over(row: Row) -> PassedOver:
    return _PASSED_OVER.decode(row["json"])


def _as_failure(row: Row) -> Failure:
    return _FAILURE.decode(row["json"])


def _as_run(row: Row) -> Run:
    return _RUN.decode(row["json"])


def _as_anchored(row: Row) -> Anchored:
    return Anchored(_DECISION.decode(row["json"]), row["anchored"], row["report"])
