"""What each page shows, as values: read from the archive here, laid out by the templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args
from urllib.parse import quote

import msgspec

from rashomon.linking.profiles import PROFILES, Profile, aggregate
from rashomon.naming import name_code
from rashomon.records import Comparison, Document, Incident, Report
from rashomon.scoring import wilson
from rashomon.storage.archive import Archive, Order
from rashomon.storage.brief import read_brief
from rashomon.storage.sampling import count_judged, draw_sample
from rashomon.study import Study
from rashomon.web.cards import Card, make_card
from rashomon.web.dyads import group_dyads
from rashomon.web.examples import as_toml, make_examples
from rashomon.web.filtering import Filter, read_filter
from rashomon.web.keeping import Kept
from rashomon.web.marking import find_window, paragraphs
from rashomon.web.reviewing import corrections_of
from rashomon.web.sheet import list_figures, make_sheet
from rashomon.web.timeline import make_strip, make_timeline

_PAGE = 100  # rows of a table on one page
_DYADS = 25  # on one page
_DRAWN = 1_500  # incidents in one timeline
_WINDOW = 40_000  # characters of a text on one page
_TABLE = 100_000  # rows of a table as CSV or JSON
_LANES = ("actor", "dyad", "event", "publisher", "teller", "none")
_NAVIGATION = (
    ("/", "Brief"), ("/documents", "Documents"), ("/incidents", "Incidents"), ("/disputes", "Disputes"),
    ("/reports", "Reports"), ("/timeline", "Timeline"), ("/actors", "Actors and words"), ("/methods", "Methods"),
)  # fmt: skip

Query = Sequence[tuple[str, str]]
Rows = Callable[[], list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its template, the values for it, the record for JSON and the table for CSV.

    ``table`` reads its rows when it is asked; where there is no ``record`` of its own, the table is the record.
    """

    template: str
    title: str
    study: str
    here: str
    filter: Filter
    record: Any
    values: dict[str, Any] = field(default_factory=dict)
    table: Rows | None = None
    navigation: tuple[tuple[str, str], ...] = _NAVIGATION


class Pages:
    """Opens the pages of one study; ``since_run`` is the newest run at the person's last visit."""

    def __init__(self, archive: Archive, study: Study, *, since_run: str | None = None) -> None:
        self._archive = archive
        self._study = study
        self._kept = Kept(archive.path)
        self._since_run = since_run
        self._sides = {side.name: side for side in study.sides}
        self._name = study.settings.title or study.folder.resolve().name
        self._makers: Mapping[str, Callable[..., Page | None]] = {
            "brief": self._brief,
            "documents": self._documents,
            "incidents": self._incidents,
            "disputes": self._disputes,
            "reports": self._reports,
            "timeline": self._timeline,
            "actors": self._actors,
            "methods": self._methods,
            "audit": self._audit,
            "decisions": self._decisions,
            "examples": self._examples,
            "alias": self._alias,
            "search": self._search,
        }
        self._makers_of_one: Mapping[str, Callable[..., Page | None]] = {
            "document": self._document,
            "incident": self._incident,
            "report": self._report,
        }

    def open(self, name: str, id: str | None, query: Query) -> Page | None:
        """The page of this name, or of one thing; None where there is none."""
        maker = (self._makers if id is None else self._makers_of_one).get(name)
        if maker is None:
            return None
        return maker(read_filter(query, self._sides), dict(query), *(() if id is None else (id,)))

    def missing(self) -> Page:
        """The page that says that there is none."""
        return self._page("missing", "Nothing here", "", read_filter((), {}), None)

    def refused(self, problem: str, back: str) -> Page:
        """The page that says why a decision was not written."""
        return self._page("refused", "Not written", "", read_filter((), {}), None, problem=problem, back=back)

    def find_next(self, after: str | None) -> str | None:
        """Where the least certain report stands that nobody has judged; with ``after``, the one that follows it."""
        before = self._archive.report(after) if after else None
        least = None if before is None else before.certainty
        rows = self._archive.list_reports(review="unreviewed", order="least certain", certainty_from=least)
        if before is None:
            row = next(iter(rows[:1]), None)
        else:
            key = (before.certainty, before.document, before.sentence.start, before.id)
            later = (r for r in rows if (r["certainty"], r["document"], r["start"], r["id"]) > key)
            row = next(later, None) or next(iter(rows[:1]), None)
        return None if row is None else f"/documents/{quote(row['document'], safe='')}#card-{row['id']}"

    # --- the pages ----------------------------------------------------------------------------------------------------

    def _brief(self, chosen: Filter, query: dict[str, str]) -> Page:
        brief = self._kept.get("brief", lambda: read_brief(self._archive))
        most = max((count.reports for count in brief.events), default=1)
        strip = self._kept.get("strip", lambda: make_strip(self._archive.ask("incident_days")))
        since = query.get("since_run") or self._since_run
        runs = {run.id: run for run in self._archive.runs()[:50]}
        new = len(self._archive.list_documents(since_run=since)) if since in runs else None
        return self._page(
            "brief", "Brief", "/", chosen, brief, brief=brief, most=most, strip=strip, new=new,
            since=runs.get(since or ""), runs=list(runs.values()),
        )  # fmt: skip

    def _documents(self, chosen: Filter, query: dict[str, str]) -> Page:
        selection = chosen.selection
        rows = self._archive.list_documents(
            publisher=selection.publisher, since=selection.since, until=selection.until,
            since_run=query.get("since_run"),
        )  # fmt: skip
        start, pager = _window(len(rows), query)
        shown = rows[start : start + _PAGE]
        return self._page(
            "documents", "Documents", "/documents", chosen, None, table=_all(rows), rows=shown, pager=pager,
            **self._choices(),
        )  # fmt: skip

    def _document(self, chosen: Filter, query: dict[str, str], id: str) -> Page | None:
        document = self._archive.document(id)
        if document is None:
            return None
        reports = sorted(self._archive.reports(document=id), key=lambda report: (report.trigger.start, report.id))
        passed = self._archive.passed_over(document=id)[:]
        record = {"document": document, "reports": reports, "passed_over": passed}
        windows = max(1, -(-len(document.text) // _WINDOW))
        number = _number(query.get("part"), 1, windows)
        wanted = next((report.trigger.start for report in reports if report.id == query.get("report")), None)
        if wanted is not None:  # a window begins a little after its even place: look at the one before as well
            number = wanted // _WINDOW + 1
            number -= wanted < find_window(document.text, _WINDOW, number - 1)[0]
        begin, until = find_window(document.text, _WINDOW, number - 1)
        inside = [r for r in reports if begin <= r.trigger.start < until]
        return self._page(
            "document", document.title or document.id, "/documents", chosen, record, document=document,
            lines=paragraphs(document.text, inside, begin=begin, until=until), cards=self._cards(inside, document),
            total=len(reports), part=number, parts=windows, passed=[p for p in passed if begin <= p.start < until],
            state=self._archive.document_state(id), **self._choices(),
        )  # fmt: skip

    def _incidents(self, chosen: Filter, query: dict[str, str]) -> Page:
        rows = self._archive.list_incidents(told=chosen.selection)
        start, pager = _window(len(rows), query)
        return self._page(
            "incidents", "Incidents", "/incidents", chosen, None, table=_all(rows), rows=rows[start : start + _PAGE],
            pager=pager, **self._choices(),
        )  # fmt: skip

    def _incident(self, chosen: Filter, query: dict[str, str], id: str) -> Page | None:
        incident = self._archive.incident(id)
        if incident is None:
            return None
        reports = self._archive.reports(incident=incident.id)[:]
        documents = self._documents_of(reports)
        comparisons = self._archive.comparisons(incident=incident.id)[:]
        profile: Profile = next((known for known in get_args(Profile) if known == query.get("profile")), "all")
        by_side = query.get("columns") == "sides"
        figures = aggregate(incident, reports, documents, profile=profile, sides=self._study.sides)
        record = {"incident": incident, "reports": reports, "comparisons": comparisons, "figures": figures}
        return self._page(
            "incident", incident.title, "/incidents", chosen, record, incident=incident, reports=reports,
            documents=documents, comparisons=comparisons, figures=figures, profile=profile, profiles=PROFILES,
            sheet=make_sheet(incident, reports, documents, comparisons, self._study.sides, by_side=by_side),
            by_side=by_side,
            linked={link.incident: self._archive.incident(link.incident) for link in incident.links},
            near=self._near(incident), told_figures=list_figures(reports, documents),
        )  # fmt: skip

    def _disputes(self, chosen: Filter, query: dict[str, str]) -> Page:
        records = self._archive.disputes()
        start, pager = _window(len(records), query)
        shown = [(c, self._archive.incident(c.incident)) for c in records[start : start + _PAGE]]
        return self._page("disputes", "Disputes", "/disputes", chosen, [c for c, _ in shown], points=shown, pager=pager)

    def _reports(self, chosen: Filter, query: dict[str, str]) -> Page:
        order: Order = next((known for known in get_args(Order) if known == query.get("order")), "document")
        rows = self._archive.list_reports(chosen.selection, order=order)
        start, pager = _window(len(rows), query)
        return self._page(
            "reports", "Reports", "/reports", chosen, None, table=_all(rows), rows=rows[start : start + _PAGE],
            pager=pager, order=order, orders=get_args(Order), **self._choices(),
        )  # fmt: skip

    def _report(self, chosen: Filter, query: dict[str, str], id: str) -> Page | None:
        report = self._archive.report(id)
        document = self._archive.document(report.document) if report is not None else None
        if report is None or document is None:
            return None
        (card,) = self._cards([report], document)
        return self._page(
            "report", report.trigger.text, "/reports", chosen, report, card=card, document=document, report=report,
            corrections=corrections_of(report), **self._choices(),
        )  # fmt: skip

    def _timeline(self, chosen: Filter, query: dict[str, str]) -> Page:
        lanes = next((known for known in _LANES if known == query.get("lanes")), "actor")
        by_report = query.get("time") == "reports"
        told = self._archive.list_told(told=chosen.selection)
        total = len(told)
        rows = [dict(row) for row in told[:_DRAWN]]
        tellers = self._tellers(rows) if by_report or lanes in ("publisher", "teller") else {}
        if by_report:
            for row in rows:
                days = [day for one in tellers.get(row["id"], ()) for day in (one["earliest"], one["latest"]) if day]
                row["earliest"], row["latest"] = (min(days), max(days)) if days else (None, None)
        drawn = make_timeline(rows, {row["id"]: _lanes_of(row, lanes, tellers) for row in rows})
        table = [{key: value for key, value in row.items() if key != "json"} for row in rows]
        table.sort(key=lambda row: (row["earliest"] is None, row["earliest"] or "", row["title"]))
        start, pager = _window(len(table), query)
        return self._page(
            "timeline", "Timeline", "/timeline", chosen, table, table=lambda: table, drawn=drawn, lanes=lanes,
            every_lanes=_LANES, by_report=by_report, total=total, rows=table[start : start + _PAGE], pager=pager,
            **self._choices(),
        )  # fmt: skip

    def _actors(self, chosen: Filter, query: dict[str, str]) -> Page:
        def count(by: Any) -> list[dict[str, Any]]:
            return [dict(row) for row in self._archive.count_dyads(by, chosen.selection)]

        def count_words() -> list[dict[str, Any]]:
            return [dict(row) for row in self._archive.ask("framings_counted", chosen.selection)]

        if chosen.is_empty:
            rows = self._kept.get("dyads", lambda: count("event"))
            words = self._kept.get("framings", count_words)
            dyads = self._kept.get("dyads grouped", lambda: group_dyads(rows))
        else:
            rows, words = count("event"), count_words()
            dyads = group_dyads(rows)
        pair = (chosen.value("actor"), chosen.value("recipient"))
        months = [m for m in count("month") if (m["actor"], m["recipient"]) == pair] if all(pair) else []
        for month in months:
            month["intensity"] = None if month["intensity"] is None else month["intensity"] / month["reports"]
        start, pager = _window(len(dyads), query, _DYADS)
        return self._page(
            "actors", "Actors and words", "/actors", chosen, {"dyads": rows, "words": words}, table=lambda: rows,
            dyads=dyads[start : start + _DYADS], pager=pager, words=words[:300], months=months, **self._choices(),
        )  # fmt: skip

    def _methods(self, chosen: Filter, query: dict[str, str]) -> Page:
        reasons: dict[str, int] = {}
        for row in self._archive.ask("passed_over_counted"):
            reasons[row["reason"]] = row["places"]
        judged = count_judged(self._archive)
        low, high = wilson(judged.right, judged.total)
        values: dict[str, Any] = {
            "runs": self._archive.runs()[:20],
            "summary": self._archive.summary(),
            "passed_over": reasons,
            "review": self._archive.count_reports("review"),
            "failures": self._archive.failures()[:50],
            "precision": {"judged": judged.total, "right": judged.right, "low": round(low, 3), "high": round(high, 3)},
        }
        return self._page("methods", "Methods", "/methods", chosen, values, **values, sides=self._study.sides)

    def _audit(self, chosen: Filter, query: dict[str, str]) -> Page:
        n, seed = _number(query.get("n"), 50, 1_000), _number(query.get("seed"), 1, 10**6)
        sample = draw_sample(self._archive, n, seed)
        documents = self._documents_of(sample)
        cards = [card for report in sample for card in self._cards([report], documents[report.document])]
        return self._page(
            "audit", "Audit", "/methods", chosen, sample, cards=cards, documents=documents, n=n, seed=seed,
            judged=sum(report.review != "unreviewed" for report in sample),
        )  # fmt: skip

    def _decisions(self, chosen: Filter, query: dict[str, str]) -> Page:
        records = self._archive.decisions()
        start, pager = _window(len(records), query)
        table = [
            {
                "when": one.decision.when, "who": one.decision.who, "what": one.decision.what,
                "stands": one.anchored, "report": one.report, "quote": one.decision.quote, "field": one.decision.field,
                "old": one.decision.old, "new": one.decision.new, "why": one.decision.why, "id": one.decision.id,
            }
            for one in records
        ]  # fmt: skip
        return self._page(
            "decisions", "Decisions", "/decisions", chosen, table, table=lambda: table, pager=pager,
            rows=table[start : start + _PAGE],
        )  # fmt: skip

    def _examples(self, chosen: Filter, query: dict[str, str]) -> Page:
        examples = make_examples(self._archive.reports(review=("accepted", "corrected", "added", "rejected")))
        table = [msgspec.to_builtins(one) for one in examples]
        return self._page(
            "examples", "Examples", "/examples", chosen, table, table=lambda: table,
            rows=[(one, as_toml(one)) for one in examples[:500]],
        )  # fmt: skip

    def _alias(self, chosen: Filter, query: dict[str, str]) -> Page:
        words, role = query.get("words", "").strip(), query.get("field", "")
        rows = [dict(row) for row in self._archive.list_phrases(words)] if words else []
        if role in ("actors", "recipients"):
            rows = [row for row in rows if row["role"] == role.removesuffix("s")]
        return self._page(
            "alias", "Correct everywhere", "", chosen, rows, rows=rows, words=words, field=role,
            new=query.get("new", "").strip(),
        )  # fmt: skip

    def _search(self, chosen: Filter, query: dict[str, str]) -> Page:
        text = query.get("q", "")
        hits = self._archive.search(text, marks=("\x02", "\x03")) if text.strip() else ()
        title = f"Search: {text}" if text else "Search"
        return self._page("search", title, "/search", chosen, hits, hits=hits, text=text)

    # --- pieces -------------------------------------------------------------------------------------------------------

    def _page(
        self, template: str, title: str, here: str, chosen: Filter, record: Any, *, table: Rows | None = None,
        **values: Any,
    ) -> Page:  # fmt: skip
        return Page(template, title, self._name, here, chosen, record, values, table)

    def _choices(self) -> dict[str, Any]:
        return self._kept.get("choices", self._make_choices)

    def _make_choices(self) -> dict[str, Any]:
        return {
            "events": sorted(e for e in self._archive.count_reports("event") if e),
            "publishers": sorted(p for p in self._archive.count_reports("publisher") if p),
            "sides": sorted(self._sides),
        }

    def _cards(self, reports: Sequence[Report], document: Document) -> list[Card]:
        incidents: dict[str, Incident | None] = {}
        disputes: dict[str, Sequence[Comparison]] = {}
        for id in {report.incident for report in reports if report.incident}:
            found = self._archive.incident(id)
            incidents[id] = found
            disputes[id] = self._archive.disputes(incident=id)[:] if found is not None and found.disputes else ()
        return [
            make_card(r, document, incidents.get(r.incident or ""), disputes.get(r.incident or "", ())) for r in reports
        ]

    def _documents_of(self, reports: Iterable[Report]) -> dict[str, Document]:
        found = {id: self._archive.document(id) for id in {report.document for report in reports}}
        return {id: document for id, document in found.items() if document is not None}

    def _near(self, incident: Incident) -> list[Any]:
        """Other incidents of the same days: those that it may be one with."""
        if incident.earliest is None:
            return []
        rows = self._archive.list_incidents(since=incident.earliest, until=incident.latest)[:60]
        return [row for row in rows if row["id"] != incident.id]

    def _tellers(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for row in self._archive.ask("tellers", incident=tuple(row["id"] for row in rows)) if rows else ():
            found.setdefault(row["incident"], []).append(row)
        return found


@dataclass(frozen=True, slots=True)
class Pager:
    """Which rows of how many a page shows."""

    first: int
    last: int
    total: int
    page: int
    pages: int


_INCIDENT = msgspec.json.Decoder(Incident)


def _lanes_of(row: Mapping[str, Any], lanes: str, tellers: Mapping[str, Sequence[Any]]) -> list[str]:
    if lanes == "none":
        return []
    if lanes == "event":
        return [row["event"] or "circumstance"]
    if lanes in ("publisher", "teller"):
        column = "publisher" if lanes == "publisher" else "holder"
        return [name_code(one[column]) or "not named" for one in tellers.get(row["id"], ())]
    incident = _INCIDENT.decode(row["json"])
    actor = name_code(incident.actors[0].value) if incident.actors else "nobody named"
    if lanes == "actor":
        return [actor]
    return [f"{actor} → {name_code(incident.recipients[0].value) if incident.recipients else 'nobody named'}"]


def _all(rows: Any) -> Rows:
    return lambda: [dict(row) for row in rows[:_TABLE]]


def _window(total: int, query: dict[str, str], size: int = _PAGE) -> tuple[int, Pager]:
    pages = max(1, -(-total // size))
    page = _number(query.get("page"), 1, pages)
    start = (page - 1) * size
    return start, Pager(start + 1 if total else 0, min(start + size, total), total, page, pages)


def _number(text: str | None, otherwise: int, most: int) -> int:
    return min(max(1, int(text)), most) if text and text.isdecimal() and len(text) < 9 else otherwise
