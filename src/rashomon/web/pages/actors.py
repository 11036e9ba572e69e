"""Actors and words: what each side tells of each pair of parties, month by month, and who calls whom what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from rashomon.naming import read_code
from rashomon.storage.selection import Selection
from rashomon.web.dyads import Told, group_dyads, told_by_side
from rashomon.web.months import draw_months
from rashomon.web.pages.desk import ROWS, Asked, Desk, Page, all_rows

_DYADS = 25  # on one page
_WORDS = 300


def show_actors(desk: Desk, asked: Asked) -> Page:
    """For each pair of parties what each side tells; for one pair the months."""
    chosen = asked.chosen

    def count_words() -> list[dict[str, Any]]:
        rows = desk.archive.ask("framings_counted", chosen.selection)
        return [{**dict(row), "holder": row["holder"] or ""} for row in rows]

    if chosen.is_empty:
        rows = desk.kept.get("dyads", lambda: _count(desk, asked, "event"))
        words = desk.kept.get("framings", count_words)
        dyads = desk.kept.get("dyads grouped", lambda: group_dyads(rows))
    else:
        rows, words = _count(desk, asked, "event"), count_words()
        dyads = group_dyads(rows)
    pair = (read_code(chosen.value("actor")), read_code(chosen.value("recipient")))
    if not all(pair) and dyads:
        pair = (dyads[0].actor, dyads[0].recipient)
    shown = asked
    if not chosen.value("actor") or not chosen.value("recipient"):
        narrowed = replace(chosen.selection, actor=pair[0] or (), recipient=pair[1] or ())
        shown = replace(asked, chosen=replace(chosen, selection=narrowed))

    def count_months() -> list[Told]:
        return [row for row in _count(desk, shown, "month") if (row.actor, row.recipient) == pair]

    months: list[Told] = []
    if all(pair):
        months = desk.kept.get("months", count_months) if chosen.is_empty else count_months()
    start, pager = asked.window(len(dyads), _DYADS)
    return desk.page(
        "actors", "Actors and words", "/actors", asked,
        lambda: {"dyads": [row.as_row() for row in rows], "words": words}, table=lambda: [row.as_row() for row in rows],
        dyads=dyads[start : start + _DYADS], pager=pager, words=words[:_WORDS], pair=pair, months=draw_months(months),
    )  # fmt: skip


def list_words(desk: Desk, asked: Asked) -> Page:
    """The places at which somebody uses words that judge."""
    query = asked.query
    rows = desk.archive.list_framings(
        words=query.get("words"), holder=query.get("holder"), kind=query.get("kind"), toward=query.get("toward")
    )
    start, pager = asked.window(len(rows))
    kept = {name: query[name] for name in ("words", "holder", "kind", "toward") if name in query}
    return desk.page(
        "words", "Words that judge", "/words", asked, table=all_rows(rows), rows=rows[start : start + ROWS],
        pager=pager, kept=kept,
    )  # fmt: skip


def _count(desk: Desk, asked: Asked, by: Literal["event", "month"]) -> Sequence[Told]:
    """The counts by who tells it: a side of the study, else a country or a name."""
    selection = asked.chosen.selection
    sides = desk.sides.values() if selection.side is None else (selection.side,)
    of_sides = {side.name: _count_by(desk, by, replace(selection, side=side)) for side in sides}
    return told_by_side(_count_by(desk, by, selection), of_sides, by)


def _count_by(desk: Desk, by: Literal["event", "month"], selection: Selection) -> list[dict[str, Any]]:
    return [dict(row) for row in desk.archive.count_dyads(by, selection)]
