"""The brief: what the pile holds, where its accounts part, what one side alone tells, and what is new."""

from __future__ import annotations

from typing import Any

from rashomon.storage.brief import Brief, read_brief
from rashomon.storage.selection import Selection
from rashomon.web.pages.desk import Asked, Desk, Page
from rashomon.web.positions import tell_positions
from rashomon.web.timeline import make_strip

_QUOTED = 1  # quotes of a position


def show_brief(desk: Desk, asked: Asked) -> Page:
    """The first page."""
    archive, chosen = desk.archive, asked.chosen
    if chosen.is_empty:
        brief = desk.kept.get("brief", lambda: read_brief(archive))
        strip = desk.kept.get("strip", lambda: make_strip(archive.count_days()))
        sides = desk.kept.get("sides", lambda: _count_sides(desk))
        points = desk.kept.get("points", lambda: _points(desk, brief))
    else:
        brief = read_brief(archive, chosen.selection)
        strip = make_strip(archive.count_days(told=chosen.selection))
        sides, points = _count_sides(desk, chosen.selection), _points(desk, brief)
    since = asked.query.get("since_run") or desk.since_run
    runs = {run.id: run for run in archive.runs()[:50]}
    new = _new_since(desk, since) if since in runs else None
    record = {**{name: getattr(brief, name) for name in brief.__dataclass_fields__}, "sides": sides}
    return desk.page(
        "brief", "Brief", "/", asked, record, brief=brief, points=points, strip=strip, side_count=sides, new=new,
        most=max((count.reports for count in brief.events), default=1),
        since=runs.get(since or ""), runs=list(runs.values()),
    )  # fmt: skip


def _points(desk: Desk, brief: Brief) -> list[tuple[Any, Any]]:
    return [(point, tell_positions(desk.archive, point.dispute, most=_QUOTED)) for point in brief.contested]


def _count_sides(desk: Desk, chosen: Selection | None = None) -> int:
    """How many sides tell something of what was chosen: those that the study declares, else countries."""
    chosen = chosen or Selection()
    if chosen.side is not None:
        return int(bool(desk.archive.list_reports(chosen)[:1]))
    if desk.sides:
        return sum(bool(desk.archive.list_reports(chosen, side=side)[:1]) for side in desk.sides.values())
    return len([country for country in desk.archive.count_reports("holder_country", chosen) if country])


def _new_since(desk: Desk, run: str | None) -> dict[str, Any]:
    """What a run after that one read: documents, and what they tell."""
    documents = desk.archive.list_documents(since_run=run)
    ids = tuple(row["id"] for row in documents[:500])
    told = desk.archive.list_incidents(told=Selection(document=ids)) if ids else ()
    return {"documents": len(documents), "incidents": len(told), "disputed": sum(row["disputes"] > 0 for row in told)}
