"""The timeline: incidents in lanes, by the days of events or of their telling, with a strip of days to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from rashomon.naming import name_code
from rashomon.records import Incident
from rashomon.web.pages.desk import ROWS, Asked, Desk, Page
from rashomon.web.timeline import make_strip, make_timeline, read_frame

_DRAWN = 1_000  # incidents in one timeline
_LANES = ("actor", "dyad", "side", "publisher", "holder", "event", "none")
_INCIDENT = msgspec.json.Decoder(Incident)
Tellers = Mapping[str, Sequence[Any]]


def show_timeline(desk: Desk, asked: Asked) -> Page:
    """Incidents in time."""
    chosen = asked.chosen
    lanes = next((known for known in _LANES if known == asked.query.get("lanes")), "actor")
    by_report = asked.query.get("time") == "reports"
    told = desk.archive.list_told(told=chosen.selection)
    total = len(told)
    rows = [dict(row) for row in told[:_DRAWN]]
    tellers = _tellers(desk, rows) if by_report or lanes in ("publisher", "holder", "side") else {}
    if by_report:
        for row in rows:
            of_it = tellers.get(row["id"], ())
            days = [day for one in of_it for day in (one["earliest"], one["latest"]) if day]
            row["earliest"], row["latest"] = (min(days), max(days)) if days else (None, None)
    sides = _sides(desk, rows, tellers) if lanes == "side" else {}
    frame = None if by_report else read_frame(chosen.value("since"), chosen.value("until"))
    drawn = make_timeline(rows, {row["id"]: _lanes_of(row, lanes, tellers, sides) for row in rows}, frame=frame)
    whole = replace(chosen.selection, since=None, until=None)
    table = [{key: value for key, value in row.items() if key != "json"} for row in rows]
    table.sort(key=lambda row: (row["earliest"] is None, row["earliest"] or "", row["title"]))
    start, pager = asked.window(len(table))
    return desk.page(
        "timeline", "Timeline", "/timeline", asked, table, table=lambda: table, drawn=drawn, lanes=lanes,
        strip=make_strip(desk.archive.count_days(told=whole), frame=None), every_lanes=_LANES, by_report=by_report,
        total=total, most=_DRAWN, rows=table[start : start + ROWS], pager=pager,
    )  # fmt: skip


def _tellers(desk: Desk, rows: Sequence[Mapping[str, Any]], **chosen: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in desk.archive.ask("tellers", incident=tuple(row["id"] for row in rows), **chosen) if rows else ():
        found.setdefault(row["incident"], []).append(row)
    return found


def _sides(desk: Desk, rows: Sequence[Mapping[str, Any]], tellers: Tellers) -> dict[str, list[str]]:
    """The sides that tell of each incident: those that the study declares, else the countries of who tells it."""
    found: dict[str, list[str]] = {}
    for name, side in desk.sides.items():
        for id in _tellers(desk, rows, side=side):
            found.setdefault(id, []).append(name)
    if not desk.sides:
        for id, told in tellers.items():
            found[id] = sorted({name_code(one["holder_country"]) for one in told if one["holder_country"]})
    return found


def _lanes_of(row: Mapping[str, Any], lanes: str, tellers: Tellers, sides: Mapping[str, list[str]]) -> list[str]:
    if lanes == "none":
        return []
    if lanes == "event":
        return [row["event"] or "circumstance"]
    if lanes == "side":
        return sides.get(row["id"], [])
    if lanes in ("publisher", "holder"):
        return [name_code(one[lanes]) or "not named" for one in tellers.get(row["id"], ())]
    incident = _INCIDENT.decode(row["json"])
    actor = name_code(incident.actors[0].value) if incident.actors else "nobody named"
    if lanes == "actor":
        return [actor]
    return [f"{actor} → {name_code(incident.recipients[0].value) if incident.recipients else 'nobody named'}"]
