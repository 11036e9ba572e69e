"""The archive to read: typed records out of ``archive.sqlite``, also while a run writes it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, TypeVar, cast

from rashomon.errors import StudyError
from rashomon.records import Comparison, Document, Failure, Incident, PassedOver, Reading, Report, Run
from rashomon.storage.decoding import (
    as_anchored,
    as_comparison,
    as_document,
    as_failure,
    as_framing_use,
    as_incident,
    as_is,
    as_passed_over,
    as_report,
    as_run,
    decode_reading,
)
from rashomon.storage.found import Anchored, FramingUse, Hit, Records, Row, Summary
from rashomon.storage.opening import ARCHIVE_FILE, LAYOUT, connect_to_read, read_layout
from rashomon.storage.selection import DocumentSelection, IncidentSelection, Selection, as_search
from rashomon.storage.statements import load_statement

T = TypeVar("T")
Order = Literal["document", "period", "least certain", "certainty"]
ReportColumn = Literal[
    "event", "mode", "quad", "kind", "modality", "polarity", "review", "publisher", "publisher_country", "holder",
    "holder_country", "document", "actor", "recipient", "place", "place_country", "precision", "disputed", "earliest",
    "incident",
]  # fmt: skip
DocumentColumn = Literal["publisher", "publisher_type", "publisher_country", "language", "state", "published"]


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

    def list_documents(self, selection: DocumentSelection | None = None, /, **chosen: Any) -> Records[Row]:
        """The documents chosen as light rows (the columns of ``queries/documents_listed.sql``), by publication."""
        where, values = _selected(selection or DocumentSelection(), chosen).where()
        return Records(self, load_statement("documents_listed").format(where=where), values, as_is)

    def count_documents(
        self, by: DocumentColumn, selection: DocumentSelection | None = None, /, **chosen: Any
    ) -> dict[Any, int]:
        """How many of the chosen documents have each value of a column, the most frequent first."""
        where, values = _selected(selection or DocumentSelection(), chosen).where()
        statement = load_statement("documents_counted").format(where=where, column=by)
        return {row["value"]: row["documents"] for row in self.rows(statement, values)}

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
        where, values = _selected(selection or Selection(), chosen).where()
        statement = load_statement("reports").format(where=where, order=_ORDERS[order])
        return Records(self, statement, values, as_report)

    def report(self, id: str) -> Report | None:
        """One report."""
        return self._one(self.reports(id=id))

    def list_reports(
        self, selection: Selection | None = None, /, *, order: Order = "document", **chosen: Any
    ) -> Records[Row]:
        """The chosen reports as light rows: the columns of ``queries/reports_listed.sql``, for tables and timelines."""
        where, values = _selected(selection or Selection(), chosen).where()
        statement = load_statement("reports_listed").format(where=where, order=_ORDERS[order])
        return Records(self, statement, values, as_is)

    def count_reports(self, by: ReportColumn, selection: Selection | None = None, /, **chosen: Any) -> dict[Any, int]:
        """How many of the chosen reports have each value of a column, the most frequent first."""
        where, values = _selected(selection or Selection(), chosen).where()
        statement = load_statement("reports_counted").format(where=where, column=by)
        return {row["value"]: row["reports"] for row in self.rows(statement, values)}

    def list_phrases(self, words: str) -> Records[Row]:
        """The parties, speakers and places that these words name, whatever they were read as, with their reports."""
        return Records(self, load_statement("phrases"), (words, words), as_is)

    def ask(self, query: str, selection: Selection | None = None, /, **chosen: Any) -> list[Row]:
        """The rows of ``queries/QUERY.sql`` over the chosen reports (queries with a ``{where}`` over ``reports``)."""
        where, values = _selected(selection or Selection(), chosen).where()
        statement = load_statement(query)
        return self.rows(statement.format(where=where), values) if "{where}" in statement else self.rows(statement)

    def count_dyads(
        self, by: Literal["event", "month", "quad"], selection: Selection | None = None, /, **chosen: Any
    ) -> list[Row]:
        """Who is told to have acted on whom, by who tells it and by one more column, over the chosen reports."""
        where, values = _selected(selection or Selection(), chosen).where()
        return self.rows(load_statement("dyads_counted").format(where=where, by=by), values)

    # --- incidents and comparisons ---

    def incidents(self, selection: IncidentSelection | None = None, /, **chosen: Any) -> Records[Incident]:
        """The incidents chosen by a selection or by its fields, by date: ``archive.incidents(disputed=True)``."""
        return self._incidents("incidents", selection, chosen, as_incident)

    def list_incidents(self, selection: IncidentSelection | None = None, /, **chosen: Any) -> Records[Row]:
        """The same as light rows (the columns of ``queries/incidents_listed.sql``)."""
        return self._incidents("incidents_listed", selection, chosen, as_is)

    def list_told(self, selection: IncidentSelection | None = None, /, **chosen: Any) -> Records[Row]:
        """The same with their records (the columns of ``queries/incidents_told.sql``), the most told first."""
        return self._incidents("incidents_told", selection, chosen, as_is)

    def list_one_sided(self, selection: IncidentSelection | None = None, /, **chosen: Any) -> Records[str]:
        """The ids of the chosen incidents that only one side tells of, the most told and the most violent first."""
        return self._incidents("one_sided", selection, chosen, lambda row: str(row["id"]))

    def count_days(self, selection: IncidentSelection | None = None, /, **chosen: Any) -> list[Row]:
        """How many of the chosen incidents begin on which day: the rows of ``queries/incident_days.sql``."""
        where, values = _selected(selection or IncidentSelection(), chosen).where()
        return self.rows(load_statement("incident_days").format(where=where), values)

    def incident(self, id: str) -> Incident | None:
        """One incident, by its own id or by that of any report in it."""
        statement = load_statement("incidents")
        found = self._one(Records(self, statement.format(where="incidents.id = ?"), (id,), as_incident))
        if found is not None:
            return found
        by_report = statement.format(where="incidents.id = (select incident from reports where reports.id = ?)")
        return self._one(Records(self, by_report, (id,), as_incident))

    def comparisons(self, *, incident: str | None = None) -> Records[Comparison]:
        """All comparisons, disputes first, the most contested before the others."""
        return self._comparisons("1 = 1", incident, None)

    def disputes(
        self, selection: IncidentSelection | None = None, /, *, incident: str | None = None
    ) -> Records[Comparison]:
        """The comparisons of the chosen incidents whose relation is conflict or framing, the most contested first."""
        return self._comparisons("comparisons.is_dispute = 1", incident, selection)

    def comparison(self, id: str) -> Comparison | None:
        """One comparison."""
        statement = load_statement("comparisons").format(where="comparisons.id = ?")
        return self._one(Records(self, statement, (id,), as_comparison))

    # --- the rest ---

    def framings(self, *, document: str | None = None, outside: bool = False) -> Records[FramingUse]:
        """Words that judge rather than report; ``outside`` leaves out those that stand in a report."""
        where = "1 = 1" + (" and framings.document = ?" if document else "")
        where += " and framings.report is null" if outside else ""
        values = (document,) if document else ()
        return Records(self, load_statement("framings").format(where=where), values, as_framing_use)

    def list_framings(self, *, words: str | None = None, holder: str | None = None, kind: str | None = None,
                      toward: str | None = None) -> Records[Row]:  # fmt: skip
        """The uses of words that judge as light rows with the text around them, chosen by what they are."""
        chosen = (("lower(framings.text)", words), ("framings.holder", holder), ("framings.kind", kind),
                  ("framings.toward", toward))  # fmt: skip
        clauses = ["1 = 1", *(f"{column} = ?" for column, value in chosen if value is not None)]
        values = [value for _, value in chosen if value is not None]
        return Records(self, load_statement("framings_listed").format(where=" and ".join(clauses)), values, as_is)

    def passed_over(self, *, document: str | None = None) -> Records[PassedOver]:
        """What looked like an event and is none, with the reason."""
        where, values = ("passed_over.document = ?", (document,)) if document else ("1 = 1", ())
        return Records(self, load_statement("passed_over").format(where=where), values, as_passed_over)

    def failures(self) -> Records[Failure]:
        """What could not be read or done."""
        return Records(self, load_statement("failures"), (), as_failure)

    def runs(self) -> Records[Run]:
        """The runs that made the archive, the newest first."""
        return Records(self, load_statement("runs"), (), as_run)

    def decisions(self) -> Records[Anchored]:
        """What people decided, in the order of their logs, and where each decision stands now."""
        return Records(self, load_statement("decisions"), (), as_anchored)

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

    def _incidents(
        self, query: str, selection: IncidentSelection | None, chosen: dict[str, Any], decode: Callable[[Row], T]
    ) -> Records[T]:
        where, values = _selected(selection or IncidentSelection(), chosen).where()
        return Records(self, load_statement(query).format(where=where), values, decode)

    def _one(self, records: Records[T]) -> T | None:
        return next(iter(records[:1]), None)

    def _comparisons(
        self, where: str, incident: str | None, selection: IncidentSelection | None
    ) -> Records[Comparison]:
        values: list[Any] = []
        if incident is not None:
            where += " and comparisons.incident = ?"
            values.append(incident)
        if selection is not None and selection != IncidentSelection():
            condition, more = selection.where()
            where += f" and comparisons.incident in (select incidents.id from incidents where {condition})"
            values += more
        return Records(self, load_statement("comparisons").format(where=where), values, as_comparison)


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


_ORDERS: dict[Order, str] = {
    "document": "reports.document, reports.start, reports.id",
    "period": "reports.earliest is null, reports.earliest, reports.latest, reports.document, reports.start",
    "least certain": "reports.certainty, reports.document, reports.start",
    "certainty": "reports.certainty desc, reports.document, reports.start",
}


Chosen = TypeVar("Chosen", Selection, DocumentSelection, IncidentSelection)


def _selected(selection: Chosen, chosen: dict[str, Any]) -> Chosen:
    return replace(selection, **chosen)
