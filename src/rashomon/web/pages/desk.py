"""What all pages share: the study that they show, what was asked, and the page that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rashomon.records import Comparison, Document, Incident, Report, Side
from rashomon.storage.archive import Archive
from rashomon.study import Study
from rashomon.web.cards import Card, make_card
from rashomon.web.codebooks import open_codebook
from rashomon.web.filtering import Filter
from rashomon.web.keeping import Kept

NAVIGATION = (
    ("/", "Brief"), ("/documents", "Documents"), ("/incidents", "Incidents"), ("/disputes", "Disputes"),
    ("/reports", "Reports"), ("/timeline", "Timeline"), ("/actors", "Actors and words"), ("/methods", "Methods"),
)  # fmt: skip
ROWS = 100  # of a table on one page
_TABLE = 100_000  # rows of a table as CSV or JSON
_PARTIES = 400  # that are offered to choose from

Rows = Callable[[], list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: the filter, the rest of its query, and of one thing the id."""

    chosen: Filter
    query: Mapping[str, str]
    id: str = ""

    def number(self, name: str, otherwise: int, most: int) -> int:
        """A number of the query, from 1 to ``most``."""
        text = self.query.get(name)
        return min(max(1, int(text)), most) if text and text.isdecimal() and len(text) < 9 else otherwise

    def window(self, total: int, size: int = ROWS) -> tuple[int, Pager]:
        """Where the asked page of so many rows begins."""
        pages = max(1, -(-total // size))
        page = self.number("page", 1, pages)
        start = (page - 1) * size
        return start, Pager(start + 1 if total else 0, min(start + size, total), total, page, pages)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its template, the values for it, the record for JSON and the table for CSV.

    ``table`` reads its rows when it is asked, and so does a ``record`` that is a function; where there is no ``record``
    of its own, the table is the record.
    """

    template: str
    title: str
    study: str
    here: str
    filter: Filter
    record: Any
    values: dict[str, Any] = field(default_factory=dict)
    table: Rows | None = None
    navigation: tuple[tuple[str, str], ...] = NAVIGATION


@dataclass(frozen=True, slots=True)
class Pager:
    """Which rows of how many a page shows."""

    first: int
    last: int
    total: int
    page: int
    pages: int


class Desk:
    """One study as its pages see it; ``since_run`` is the newest run at the person's last visit."""

    def __init__(self, archive: Archive, study: Study, *, since_run: str | None = None) -> None:
        self.archive = archive
        self.study = study
        self.kept = Kept(archive.path)
        self.since_run = since_run
        self.sides: Mapping[str, Side] = {side.name: side for side in study.sides}
        self.name = study.settings.title or study.folder.resolve().name

    def page(
        self, template: str, title: str, here: str, asked: Asked, record: Any = None, *, table: Rows | None = None,
        **values: Any,
    ) -> Page:  # fmt: skip
        return Page(template, title, self.name, here, asked.chosen, record, {**values, **self._choices()}, table)

    def cards(self, reports: Sequence[Report], document: Document) -> list[Card]:
        """The cards of reports of one document, with the disputes of their incidents."""
        incidents: dict[str, Incident | None] = {}
        disputes: dict[str, Sequence[Comparison]] = {}
        for id in {report.incident for report in reports if report.incident}:
            found = self.archive.incident(id)
            incidents[id] = found
            disputes[id] = self.archive.disputes(incident=id)[:] if found is not None and found.disputes else ()
        return [
            make_card(r, document, incidents.get(r.incident or ""), disputes.get(r.incident or "", ())) for r in reports
        ]

    def documents_of(self, reports: Iterable[Report]) -> dict[str, Document]:
        """The documents in which reports stand, by id."""
        found = {id: self.archive.document(id) for id in {report.document for report in reports}}
        return {id: document for id, document in found.items() if document is not None}

    def _choices(self) -> dict[str, Any]:
        """What the filter offers."""
        return self.kept.get("choices", self._make_choices)

    def _make_choices(self) -> dict[str, Any]:
        codes = [row["code"] for row in self.archive.ask("codes_named")]
        countries = dict.fromkeys(code[:3] for code in codes)
        return {
            "events": sorted(e for e in self.archive.count_reports("event") if e),
            "every_event": lambda: sorted(open_codebook(self.study).events),  # a codebook is long to read
            "publishers": sorted(p for p in self.archive.count_reports("publisher") if p),
            "sides": sorted(self.sides),
            "parties": [*countries, *(code for code in codes if code not in countries)][:_PARTIES],
        }


def all_rows(rows: Any) -> Rows:
    """The rows of light records as a table, read when it is asked."""
    return lambda: [dict(row) for row in rows[:_TABLE]]
