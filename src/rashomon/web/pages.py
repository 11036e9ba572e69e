"""What each page shows, as values: read from the archive here, laid out by the templates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from rashomon.linking.profiles import PROFILES, aggregate
from rashomon.records import Document, Incident, Report
from rashomon.storage.archive import Archive
from rashomon.storage.brief import read_brief
from rashomon.study import Study
from rashomon.web.cards import make_card
from rashomon.web.filtering import Filter, read_filter
from rashomon.web.marking import paragraphs
from rashomon.web.sheet import make_sheet
from rashomon.web.timeline import make_timeline

_PAGE = 100  # rows of a table on one page
_NAVIGATION = (
    ("/", "Brief"), ("/documents", "Documents"), ("/incidents", "Incidents"), ("/disputes", "Disputes"),
    ("/reports", "Reports"), ("/timeline", "Timeline"), ("/actors", "Actors and words"), ("/methods", "Methods"),
)  # fmt: skip

Query = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its template, the values for it, the record for JSON and the table for CSV."""

    template: str
    title: str
    study: str
    here: str
    filter: Filter
    record: Any
    values: dict[str, Any] = field(default_factory=dict)
    table: list[dict[str, Any]] | None = None
    navigation: tuple[tuple[str, str], ...] = _NAVIGATION


class Pages:
    """Opens the pages of one study."""

    def __init__(self, archive: Archive, study: Study) -> None:
        self._archive = archive
        self._study = study
        self._sides = {side.name: side for side in study.sides}
        self._name = study.settings.title or study.folder.resolve().name

    def open(self, name: str, ids: tuple[str, ...], query: Query) -> Page | None:
        """The page of this name, or None where there is none."""
        makers: dict[str, Callable[..., Page | None]] = {
            "brief": self._brief,
            "documents": self._documents,
            "document": self._document,
            "incidents": self._incidents,
            "incident": self._incident,
            "disputes": self._disputes,
            "reports": self._reports,
            "report": self._report,
            "timeline": self._timeline,
            "actors": self._actors,
            "methods": self._methods,
            "search": self._search,
        }
        maker = makers.get(name)
        if maker is None or bool(ids) != (name in ("document", "incident", "report")):
            return None
        return maker(read_filter(query, self._sides), dict(query), *ids)

    def missing(self) -> Page:
        """The page that says that there is none."""
        return self._page("missing", "Nothing here", "", read_filter((), {}), None)

    # --- the pages --------------------------------------------------------------------------------------------

    def _brief(self, chosen: Filter, query: dict[str, str]) -> Page:
        brief = read_brief(self._archive)
        most = max((count.reports for count in brief.events), default=1)
        strip = make_timeline(list(self._archive.list_incidents()), lanes="none")
        return self._page("brief", "Brief", "/", chosen, brief, brief=brief, most=most, strip=strip)

    def _documents(self, chosen: Filter, query: dict[str, str]) -> Page:
        rows = [dict(row) for row in self._archive.ask("documents_listed")]
        publisher = chosen.value("publisher")
        if publisher:
            rows = [row for row in rows if row["publisher"] == publisher]
        shown, pager = _paged(rows, query)
        return self._page("documents", "Documents", "/documents", chosen, rows, table=rows, rows=shown, pager=pager)

    def _document(self, chosen: Filter, query: dict[str, str], id: str) -> Page | None:
        document = self._archive.document(id)
        if document is None:
            return None
        reports = self._archive.reports(document=id)[:]
        cards = [make_card(report, document, self._incident_of(report)) for report in reports]
        passed = self._archive.passed_over(document=id)[:]
        return self._page(
            "document",
            document.title or document.id,
            "/documents",
            chosen,
            {"document": document, "reports": reports, "passed_over": passed},
            document=document,
            lines=paragraphs(document.text, reports),
            cards=cards,
            passed=passed,
            state=self._archive.document_state(id),
        )

    def _incidents(self, chosen: Filter, query: dict[str, str]) -> Page:
        rows = self._archive.list_incidents(selection=None if chosen.is_empty else chosen.selection)
        start, pager = _window(len(rows), query)
        shown = [dict(row) for row in rows[start : start + _PAGE]]
        every = [dict(row) for row in rows] if len(rows) <= 20_000 else shown
        return self._page(
            "incidents",
            "Incidents",
            "/incidents",
            chosen,
            every,
            table=every,
            rows=shown,
            pager=pager,
            **self._choices(),
        )

    def _incident(self, chosen: Filter, query: dict[str, str], id: str) -> Page | None:
        incident = self._archive.incident(id)
        if incident is None:
            return None
        reports = self._archive.reports(incident=incident.id)[:]
        documents = self._documents_of(reports)
        comparisons = self._archive.comparisons(incident=incident.id)[:]
        profile = query.get("profile", "all")
        profile = profile if profile in PROFILES else "all"
        figures = aggregate(incident, reports, documents, profile=profile, sides=self._study.sides)  # type: ignore[arg-type]  # checked above
        sheet = make_sheet(incident, reports, documents, comparisons, self._study.sides)
        return self._page(
            "incident",
            incident.title,
            "/incidents",
            chosen,
            {"incident": incident, "reports": reports, "comparisons": comparisons, "figures": figures},
            incident=incident,
            reports=reports,
            documents=documents,
            comparisons=comparisons,
            figures=figures,
            profile=profile,
            profiles=PROFILES,
            sheet=sheet,
            linked={link.incident: self._archive.incident(link.incident) for link in incident.links},
        )

    def _disputes(self, chosen: Filter, query: dict[str, str]) -> Page:
        records = self._archive.disputes()
        start, pager = _window(len(records), query)
        shown = [(c, self._archive.incident(c.incident)) for c in records[start : start + _PAGE]]
        return self._page("disputes", "Disputes", "/disputes", chosen, [c for c, _ in shown], points=shown, pager=pager)

    def _reports(self, chosen: Filter, query: dict[str, str]) -> Page:
        order = query.get("order", "document")
        known = ("document", "period", "least certain", "certainty")
        rows = self._archive.list_reports(chosen.selection, order=order if order in known else "document")  # type: ignore[arg-type]  # checked
        start, pager = _window(len(rows), query)
        shown = [dict(row) for row in rows[start : start + _PAGE]]
        table = [dict(row) for row in rows[:20_000]]
        return self._page(
            "reports", "Reports", "/reports", chosen, table, table=table, rows=shown, pager=pager, **self._choices()
        )

    def _report(self, chosen: Filter, query: dict[str, str], id: str) -> Page | None:
        report = self._archive.report(id)
        document = self._archive.document(report.document) if report is not None else None
        if report is None or document is None:
            return None
        card = make_card(report, document, self._incident_of(report))
        return self._page(
            "report", report.trigger.text, "/reports", chosen, report, card=card, document=document, report=report
        )

    def _timeline(self, chosen: Filter, query: dict[str, str]) -> Page:
        lanes = query.get("lanes", "actor")
        lanes = lanes if lanes in ("actor", "event", "none") else "actor"
        rows = list(self._archive.list_incidents(selection=None if chosen.is_empty else chosen.selection)[:2_000])
        actors = {row["id"]: self._actor_of(row["id"]) for row in rows} if lanes == "actor" else {}
        drawn = make_timeline(rows, lanes=lanes, actors=actors)
        table = [dict(row) for row in rows]
        return self._page(
            "timeline", "Timeline", "/timeline", chosen, table, table=table, drawn=drawn, lanes=lanes, **self._choices()
        )

    def _actors(self, chosen: Filter, query: dict[str, str]) -> Page:
        dyads = [dict(row) for row in self._archive.ask("dyads_counted", chosen.selection)]
        words = (
            [dict(row) for row in self._archive.ask("framings_counted", chosen.selection)] if chosen.is_empty else []
        )
        return self._page(
            "actors", "Actors and words", "/actors", chosen, {"dyads": dyads, "words": words}, table=dyads, dyads=dyads[:300], words=words[:300], **self._choices()
        )  # fmt: skip

    def _methods(self, chosen: Filter, query: dict[str, str]) -> Page:
        runs = self._archive.runs()[:]
        summary = self._archive.summary()
        reasons: dict[str, int] = {}
        for one in self._archive.passed_over():
            reasons[one.reason] = reasons.get(one.reason, 0) + 1
        reviewed = self._archive.count_reports("review")
        values = {
            "runs": runs,
            "summary": summary,
            "passed_over": reasons,
            "review": reviewed,
            "failures": self._archive.failures()[:50],
        }
        return self._page("methods", "Methods", "/methods", chosen, values, **values, sides=self._study.sides)

    def _search(self, chosen: Filter, query: dict[str, str]) -> Page:
        text = query.get("q", "")
        hits = self._archive.search(text, marks=("\x02", "\x03")) if text.strip() else ()
        return self._page(
            "search", f"Search: {text}" if text else "Search", "/search", chosen, hits, hits=hits, text=text
        )

    # --- pieces ---------------------------------------------------------------------------------------------------

    def _page(
        self,
        template: str,
        title: str,
        here: str,
        chosen: Filter,
        record: Any,
        *,
        table: list[dict[str, Any]] | None = None,
        **values: Any,
    ) -> Page:
        return Page(template, title, self._name, here, chosen, record, values, table)

    def _choices(self) -> dict[str, Any]:
        return {
            "events": sorted(e for e in self._archive.count_reports("event") if e),
            "publishers": sorted(p for p in self._archive.count_reports("publisher") if p),
            "sides": sorted(self._sides),
        }

    def _incident_of(self, report: Report) -> Incident | None:
        return self._archive.incident(report.incident) if report.incident else None

    def _documents_of(self, reports: Sequence[Report]) -> dict[str, Document]:
        found = {id: self._archive.document(id) for id in {report.document for report in reports}}
        return {id: document for id, document in found.items() if document is not None}

    def _actor_of(self, incident: str) -> str:
        found = self._archive.incident(incident)
        return found.actors[0].value if found is not None and found.actors else "nobody named"


@dataclass(frozen=True, slots=True)
class Pager:
    """Which rows of how many a page shows."""

    first: int
    last: int
    total: int
    page: int
    pages: int


def _window(total: int, query: dict[str, str]) -> tuple[int, Pager]:
    pages = max(1, -(-total // _PAGE))
    asked = query.get("page", "1")
    page = min(max(1, int(asked)), pages) if asked.isdigit() and len(asked) < 9 else 1
    start = (page - 1) * _PAGE
    return start, Pager(start + 1 if total else 0, min(start + _PAGE, total), total, page, pages)


def _paged(rows: list[dict[str, Any]], query: dict[str, str]) -> tuple[list[dict[str, Any]], Pager]:
    start, pager = _window(len(rows), query)
    return rows[start : start + _PAGE], pager
