"""The lists: documents, incidents, disputes, reports, decisions, and what a search finds."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, get_args

from rashomon.naming import name_code
from rashomon.storage.archive import DocumentColumn, Order
from rashomon.storage.selection import DocumentSelection, IncidentSelection
from rashomon.web.pages.desk import ROWS, Asked, Desk, Page, all_rows
from rashomon.web.positions import tell_positions

_FACETS: tuple[tuple[str, str, DocumentColumn], ...] = (
    ("type", "Kind of publisher", "publisher_type"),
    ("country", "Country", "publisher_country"),
    ("language", "Language", "language"),
    ("state", "State", "state"),
    ("publisher", "Publisher", "publisher"),
)
_VALUES = 12  # of a facet
_POINTS = 50  # disputes on one page


def list_documents(desk: Desk, asked: Asked) -> Page:
    """The documents with their facets; days are those of publication."""
    told = asked.chosen.selection
    selection = DocumentSelection(
        publisher=told.publisher, since=told.since, until=told.until, since_run=asked.query.get("since_run"),
        text=told.text, told=replace(told, publisher=(), since=None, until=None, text=None),
        publisher_type=asked.query.get("type") or (), publisher_country=asked.query.get("country") or (),
        language=asked.query.get("language") or (), state=asked.query.get("state") or (),
    )  # fmt: skip
    rows = desk.archive.list_documents(selection)
    start, pager = asked.window(len(rows))
    facets = []
    for name, label, column in _FACETS:
        counts = desk.archive.count_documents(column, selection)
        chosen = asked.query.get(name)
        if chosen or len(counts) > 1:
            facets.append((name, label, [(value, n) for value, n in counts.items() if value][:_VALUES], chosen))
    kept = {
        name: value
        for name in ("type", "country", "language", "state", "since_run")
        if (value := asked.query.get(name))
    }
    links = {
        name: {value: asked.chosen.query(**{**kept, name: value or None}) for value in ("", *(v for v, _ in values))}
        for name, _, values, _ in facets
    }
    return desk.page(
        "documents", "Documents", "/documents", asked, table=all_rows(rows), rows=rows[start : start + ROWS],
        pager=pager, facets=facets, kept=kept, links=links,
    )  # fmt: skip


def list_incidents(desk: Desk, asked: Asked) -> Page:
    """The incidents, by date."""
    one_sided = True if asked.query.get("sides") == "one" else None
    rows = desk.archive.list_incidents(told=asked.chosen.selection, one_sided=one_sided)
    start, pager = asked.window(len(rows))
    return desk.page(
        "incidents", "Incidents", "/incidents", asked, table=all_rows(rows), rows=rows[start : start + ROWS],
        pager=pager, one_sided=one_sided, kept={"sides": "one"} if one_sided else {},
    )  # fmt: skip


def list_disputes(desk: Desk, asked: Asked) -> Page:
    """The points on which accounts part, the most contested first."""
    records = desk.archive.disputes(IncidentSelection(told=asked.chosen.selection))
    start, pager = asked.window(len(records), _POINTS)
    shown = records[start : start + _POINTS]
    points = [(c, desk.archive.incident(c.incident), tell_positions(desk.archive, c)) for c in shown]
    return desk.page(
        "disputes", "Disputes", "/disputes", asked, list(shown), table=lambda: _positions(points), points=points,
        pager=pager,
    )  # fmt: skip


def _positions(points: Any) -> list[dict[str, Any]]:
    """One row a position."""
    return [
        {
            "dispute": comparison.id, "incident": comparison.incident, "title": incident.title if incident else "",
            "facet": comparison.facet, "relation": comparison.relation, "position": position.value,
            "holders": "; ".join(position.holders), "independent": position.independent, "echoes": position.echoes,
            "words": position.said[0].text if position.said else "",
        }
        for comparison, incident, positions in points
        for position in positions
    ]  # fmt: skip


def list_reports(desk: Desk, asked: Asked) -> Page:
    """The reports, in an order of choice."""
    order: Order = next((known for known in get_args(Order) if known == asked.query.get("order")), "document")
    rows = desk.archive.list_reports(asked.chosen.selection, order=order)
    start, pager = asked.window(len(rows))
    return desk.page(
        "reports", "Reports", "/reports", asked, table=all_rows(rows), rows=rows[start : start + ROWS], pager=pager,
        order=order, orders=get_args(Order),
    )  # fmt: skip


def list_decisions(desk: Desk, asked: Asked) -> Page:
    """What people decided, in the order of their logs."""
    records = desk.archive.decisions()
    start, pager = asked.window(len(records))
    table = [
        {
            "when": one.decision.when, "who": one.decision.who, "what": one.decision.what, "stands": one.anchored,
            "report": one.report, "quote": one.decision.quote, "field": one.decision.field, "old": one.decision.old,
            "new": one.decision.new, "why": one.decision.why, "id": one.decision.id,
        }
        for one in records
    ]  # fmt: skip
    return desk.page(
        "decisions", "Decisions", "/decisions", asked, table, table=lambda: table, pager=pager,
        rows=[{**row, "change": _change(row)} for row in table[start : start + ROWS]],
    )  # fmt: skip


def _change(row: dict[str, Any]) -> str:
    """ "actors: US military → Iranian military"."""
    if row["new"] is None:
        return ""
    old, new = (_in_words(row[name]) for name in ("old", "new"))
    field = (row["field"] or "").partition(".")[0]
    return f"{field}: {old} → {new}" if row["what"] == "corrected" else f"{field or row['what']}: {new}"


def _in_words(value: str | None) -> str:
    """What a decision keeps as JSON, in words."""
    try:
        found = json.loads(value or "null")
    except ValueError:
        return value or ""
    return _words_of(found)


def _words_of(found: Any) -> str:
    if isinstance(found, list):
        return ", ".join(map(_words_of, found)) or "none"
    if isinstance(found, dict):
        named = next((found[name] for name in ("code", "edtf", "name", "event") if found.get(name)), None)
        return name_code(str(named)) if named else f"“{found['text']}”" if found.get("text") else "not known"
    return "none" if found is None else name_code(str(found)).replace("_", " ")


def search(desk: Desk, asked: Asked) -> Page:
    """The documents in which the words stand."""
    text = asked.query.get("q", "")
    hits = desk.archive.search(text, marks=("\x02", "\x03")) if text.strip() else ()
    reports = len(desk.archive.list_reports(text=text)) if text.strip() else 0
    title = f"Search: {text}" if text else "Search"
    return desk.page("search", title, "/search", asked, hits, hits=hits, text=text, in_reports=reports)
