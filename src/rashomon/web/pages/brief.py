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
        narrowed: dict[str, int] | None = None
    else:
        brief = read_brief(archive, chosen.selection)
        strip = make_strip(archive.count_days(told=chosen.selection))
        sides, points = _count_sides(desk), _points(desk, brief)
        narrowed = {
            "reports": len(archive.list_reports(chosen.selection)),
            "incidents": len(archive.list_incidents(told=chosen.selection)),
        }
    since = asked.query.get("since_run") or desk.since_run
    runs = {run.id: run for run in archive.runs()[:50]}
    new = _new_since(desk, since) if since in runs else None
    record = {**{name: getattr(brief, name) for name in brief.__dataclass_fields__}, "sides": sides, "chosen": narrowed}
    return desk.page(
        "brief", "Brief", "/", asked, record, brief=brief, points=points, strip=strip, side_count=sides, new=new,
        most=max((count.reports for count in brief.events), default=1), narrowed=narrowed,
        since=runs.get(since or ""), runs=list(runs.values()),
    )  # fmt: skip


def _points(desk: Desk, brief: Brief) -> list[tuple[Any, Any]]:
    return [(point, tell_positions(desk.archive, point.dispute, most=_QUOTED)) for point in brief.contested]


def _count_sides(desk: Desk) -> int:
    """How many sides tell something: those that the study declares, else countries."""
    if desk.sides:
        return sum(bool(desk.archive.list_reports(side=side)) for side in desk.sides.values())
    return len([country for country in desk.archive.count_reports("holder_country") if country])


def _new_since(desk: Desk, run: str | None) -> dict[str, Any]:
    """What a run after that one read: documents, and what they tell."""
    documents = desk.archive.list_documents(since_run=run)
    ids = tuple(row["id"] for row in documents[:500])
    told = desk.archive.list_incidents(told=Selection(document=ids)) if ids else ()
    return {"documents": len(documents), "incidents": len(told), "disputed": sum(row["disputes"] > 0 for row in told)}
