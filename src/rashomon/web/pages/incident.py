"""The incident sheet: the accounts side by side, the figures by a named rule, and what people can decide."""

from __future__ import annotations

from typing import Any, get_args

from rashomon.linking.profiles import PROFILES, Profile, aggregate
from rashomon.records import Incident
from rashomon.web.pages.desk import Asked, Desk, Page
from rashomon.web.positions import tell_positions
from rashomon.web.sheet import list_figures, make_sheet

_NEAR = 60


def show_incident(desk: Desk, asked: Asked) -> Page | None:
    """One incident, by its own id or by that of any report in it."""
    incident = desk.archive.incident(asked.id)
    if incident is None:
        return None
    reports = desk.archive.reports(incident=incident.id)[:]
    documents = desk.documents_of(reports)
    comparisons = desk.archive.comparisons(incident=incident.id)[:]
    profile: Profile = next((known for known in get_args(Profile) if known == asked.query.get("profile")), "all")
    by_side = asked.query.get("columns") == "sides"
    figures = aggregate(incident, reports, documents, profile=profile, sides=desk.study.sides)
    sheet = make_sheet(incident, reports, documents, comparisons, desk.study.sides, by_side=by_side)
    record = {"incident": incident, "reports": reports, "comparisons": comparisons, "figures": figures}
    return desk.page(
        "incident", incident.title, "/incidents", asked, record, table=sheet.as_rows, incident=incident,
        reports=reports, documents=documents, figures=figures, profile=profile, profiles=PROFILES, by_side=by_side,
        sheet=sheet, comparisons=[(c, tell_positions(desk.archive, c)) for c in comparisons],
        linked={link.incident: desk.archive.incident(link.incident) for link in incident.links},
        near=_near(desk, incident), told_figures=list_figures(reports, documents),
    )  # fmt: skip


def _near(desk: Desk, incident: Incident) -> list[Any]:
    """Other incidents of the same days: those that it may be one with."""
    if incident.earliest is None:
        return []
    rows = desk.archive.list_incidents(since=incident.earliest, until=incident.latest)[:_NEAR]
    return [row for row in rows if row["id"] != incident.id]
