"""Incidents laid out in time: a bar from the earliest to the latest day each can mean, lane by lane."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_WIDTH = 1000  # units of the drawing
_LANES = 12
_ROW = 16
_LEAST = 4.0


@dataclass(frozen=True, slots=True)
class Bar:
    """An incident in the drawing; ``shape`` tells its status without colour."""

    id: str
    title: str
    x: float
    y: float
    width: float
    shape: str  # "actual", "ahead", "called_off"
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class Lane:
    name: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Tick:
    label: str
    x: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A timeline as shapes; ``undated`` counts what has no day."""

    bars: tuple[Bar, ...]
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    height: float
    undated: int


def make_timeline(rows: Sequence[Any], *, lanes: str = "none", actors: Mapping[str, str] | None = None) -> Drawing:
    """The drawing of incidents (rows of ``incidents_listed``). Bars of one lane that would touch are stacked."""
    dated = [row for row in rows if row["earliest"] and row["latest"] and row["latest"] >= row["earliest"]]
    if not dated:
        return Drawing((), (), (), 0, len(rows))
    days = sorted(_day(row["earliest"]) for row in dated)
    first, last = (
        days[len(days) // 50],
        max(_day(row["earliest"]) for row in dated),
    )  # the far past does not squeeze the rest
    span = max(1, (last - first).days + 1)
    names = _lane_names(dated, lanes, actors or {})
    grouped: dict[str, list[Any]] = {}
    for row in dated:
        grouped.setdefault(names[row["id"]], []).append(row)
    order = sorted(grouped, key=lambda name: (name == "others", -len(grouped[name]), name))
    bars: list[Bar] = []
    drawn: list[Lane] = []
    top = 22.0
    for name in order:
        ends: list[float] = []
        for row in sorted(grouped[name], key=lambda row: (row["earliest"], row["id"])):
            begin = (_day(row["earliest"]) - first).days / span * _WIDTH
            if begin < 0:
                continue
            length = max(_LEAST, ((_day(row["latest"]) - _day(row["earliest"])).days + 1) / span * _WIDTH)
            length = min(length, _WIDTH - begin)
            level = next((i for i, end in enumerate(ends) if end <= begin), len(ends))
            if level == len(ends):
                ends.append(0.0)
            ends[level] = begin + length + 1
            bars.append(
                Bar(
                    row["id"],
                    row["title"],
                    round(begin, 1),
                    top + level * _ROW,
                    round(length, 1),
                    _shape(row["modality"]),
                    bool(row["disputes"]),
                )
            )
        height = max(1, len(ends)) * _ROW + 4
        drawn.append(Lane(name, top, height))
        top += height + 4
    return Drawing(tuple(bars), tuple(drawn), _ticks(first, last, span), top, len(rows) - len(dated))


def _lane_names(rows: Sequence[Any], lanes: str, actors: Mapping[str, str]) -> dict[str, str]:
    if lanes == "none":
        return {row["id"]: "" for row in rows}
    raw = {
        row["id"]: (row["event"] or "circumstance") if lanes == "event" else actors.get(row["id"], "nobody named")
        for row in rows
    }
    counts: dict[str, int] = {}
    for name in raw.values():
        counts[name] = counts.get(name, 0) + 1
    kept = set(sorted(counts, key=lambda name: (-counts[name], name))[:_LANES])
    return {id: name if name in kept else "others" for id, name in raw.items()}


def _shape(modality: str | None) -> str:
    if modality in (None, "actual", "historical"):
        return "actual"
    return "called_off" if modality == "called_off" else "ahead"


def _ticks(first: dt.date, last: dt.date, span: int) -> tuple[Tick, ...]:
    step = 1 if span < 14 else 7 if span < 100 else 31
    found = []
    day = first
    while day <= last:
        label = day.strftime("%b %Y") if step == 31 else day.strftime("%-d %b")
        found.append(Tick(label, round((day - first).days / span * _WIDTH, 1)))
        day = (
            (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1) if step == 31 else day + dt.timedelta(days=step)
        )
    thin = max(1, len(found) // 12)
    return tuple(found[::thin])


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text[:10])
