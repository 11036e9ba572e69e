"""Incidents laid out in time: bars in lanes from earliest to latest day, and a strip of counts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

WIDTH = 1000  # units of the drawing
_LANES = 12
_ROW = 14
_LEAST = 7.0
_STRIP = 64  # units of height
_BINS = 60
_FAR_OFF = 10  # at most a tenth of the incidents is left out of the drawing
_NEAR = 30  # days
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
Frame = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Bar:
    """An incident in the drawing; ``shape`` tells its status without colour."""

    id: str
    title: str
    x: float
    y: float
    width: float
    shape: str  # "actual", "ahead", "called_off", "denied": all who tell of it deny or doubt it
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the drawing, with its name."""

    name: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis."""

    label: str
    x: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A timeline as shapes; ``undated`` counts what has no day, ``earlier`` and ``later`` what is not drawn."""

    bars: tuple[Bar, ...]
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    height: float
    undated: int
    earlier: int = 0
    later: int = 0
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """The incidents that begin on some days, the disputed among them above the others."""

    since: str
    until: str
    x: float
    width: float
    height: float
    disputed_height: float
    incidents: int
    disputed: int

    @property
    def label(self) -> str:
        days = self.since if self.since == self.until else f"{self.since} to {self.until}"
        return f"{days}: {self.incidents} incident{'' if self.incidents == 1 else 's'}, {self.disputed} disputed"


@dataclass(frozen=True, slots=True)
class Strip:
    """How many incidents began when: from ``first``, ``span`` days; ``earlier`` and ``later`` lie off them."""

    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    height: float
    most: int
    undated: int
    earlier: int = 0
    later: int = 0
    first: str = ""
    last: str = ""
    span: int = 0


def make_strip(rows: Sequence[Any], *, frame: Frame | None = None) -> Strip:
    """The strip of counts by day (rows of ``incident_days``: day, incidents, disputed, historical)."""
    undated = sum(row["incidents"] for row in rows if not row["day"])
    dated = [(_day(row["day"]), row) for row in rows if row["day"]]
    told_now = [(day, row["incidents"]) for day, row in dated if row["historical"] < row["incidents"]]
    if not told_now:
        return Strip((), (), 0, 0, undated, sum(row["incidents"] for _, row in dated))
    first, last = frame or _frame(told_now)
    size = max(1, -(-((last - first).days + 1) // _BINS))
    counts: dict[int, list[int]] = {}
    earlier = later = 0
    for day, row in dated:
        if not first <= day <= last:
            earlier += row["incidents"] if day < first else 0
            later += row["incidents"] if day > last else 0
            continue
        count = counts.setdefault((day - first).days // size, [0, 0])
        count[0] += row["incidents"]
        count[1] += row["disputed"]
    most = max((count[0] for count in counts.values()), default=1)
    span = ((last - first).days // size + 1) * size
    columns = []
    for number, (incidents, disputed) in sorted(counts.items()):
        begin = first + dt.timedelta(days=number * size)
        until = begin + dt.timedelta(days=size - 1)
        columns.append(
            Column(
                begin.isoformat(), until.isoformat(), round(number * size / span * WIDTH, 1),
                round(max(3.0, size / span * WIDTH - 2), 1), round(incidents / most * _STRIP, 1),
                round(disputed / most * _STRIP, 1), incidents, disputed,
            )
        )  # fmt: skip
    return Strip(
        tuple(columns), _ticks(first, last, span), _STRIP, most, undated, earlier, later, first.isoformat(),
        last.isoformat(), span,
    )  # fmt: skip


def read_frame(since: str, until: str) -> Frame | None:
    """The days of a filter that has both of them."""
    days = [_DAY.fullmatch(text) for text in (since, until)]
    if not all(days):
        return None
    try:
        first, last = dt.date.fromisoformat(since), dt.date.fromisoformat(until)
    except ValueError:
        return None
    return (first, last) if first <= last else None


def make_timeline(rows: Sequence[Any], lanes_of: Mapping[str, Sequence[str]], *, frame: Frame | None = None) -> Drawing:
    """The drawing of incidents (``id title modality is_denied earliest latest disputes``), in the lanes named for each.

    Few that lie far off, and what is told as history, do not stretch the axis: they are counted as earlier or later.
    ``frame`` is the first and last day to draw, where a person has chosen them.
    """
    dated = [row for row in rows if row["earliest"] and row["latest"] and row["latest"] >= row["earliest"]]
    now = [(_day(row["earliest"]), 1) for row in dated if row["modality"] != "historical"]
    if not now and frame is None:
        return Drawing((), (), (), 0, len(rows) - len(dated), len(dated))
    first, last = frame or _frame(now)
    span = max(1, (last - first).days + 1)
    drawn = [row for row in dated if _day(row["latest"]) >= first and _day(row["earliest"]) <= last]
    if frame is None:
        drawn = [row for row in drawn if _day(row["earliest"]) >= first]
    grouped = _in_lanes(drawn, lanes_of)
    bars: list[Bar] = []
    lanes: list[Lane] = []
    top = 22.0
    for name, inside in grouped:
        ends: list[float] = []
        for row in sorted(inside, key=lambda row: (row["earliest"], row["title"], row["id"])):
            since = max(first, _day(row["earliest"]))
            begin = (since - first).days / span * WIDTH
            length = max(_LEAST, ((_day(row["latest"]) - since).days + 1) / span * WIDTH - 1)
            length = max(_LEAST, min(length, WIDTH - begin))
            level = next((i for i, end in enumerate(ends) if end <= begin), len(ends))
            if level == len(ends):
                ends.append(0.0)
            ends[level] = begin + length + 1
            bars.append(
                Bar(
                    row["id"], row["title"], round(begin, 1), top + level * _ROW, round(length, 1),
                    _shape(row), bool(row["disputes"]),
                )
            )  # fmt: skip
        height = max(1, len(ends)) * _ROW + 2
        lanes.append(Lane(name, top, height))
        top += height + 5
    later = sum(_day(row["earliest"]) > last for row in dated)
    return Drawing(
        tuple(bars), tuple(lanes), _ticks(first, last, span), top, len(rows) - len(dated),
        len(dated) - len(drawn) - later, later, first.isoformat(), last.isoformat(),
    )  # fmt: skip


def _frame(days: Sequence[tuple[dt.date, int]]) -> tuple[dt.date, dt.date]:
    """The first and last day to draw: a few that lie far off must not squeeze the rest into a line."""
    ordered = sorted(days)
    total = sum(count for _, count in ordered)
    first, last = ordered[0][0], ordered[-1][0]
    passed = 0
    for (day, count), (following, _) in pairwise(ordered):
        passed += count
        if passed * _FAR_OFF > total:
            break
        if (following - day).days > (last - following).days + _NEAR:
            first = following
    passed = 0
    for (day, count), (before, _) in pairwise(reversed(ordered)):
        passed += count
        if passed * _FAR_OFF > total or before < first:
            break
        if (day - before).days > (before - first).days + _NEAR:
            last = before
    return first, last


def _in_lanes(rows: Sequence[Any], lanes_of: Mapping[str, Sequence[str]]) -> list[tuple[str, list[Any]]]:
    """The rows by lane, the fullest lane first; what has no lane among the fullest stands in the last."""
    counts: dict[str, int] = {}
    for row in rows:
        for name in dict.fromkeys(lanes_of.get(row["id"], ())):
            counts[name] = counts.get(name, 0) + 1
    kept = sorted(counts, key=lambda name: (-counts[name], name))[:_LANES]
    lanes: dict[str, list[Any]] = {name: [] for name in kept}
    others: list[Any] = []
    for row in rows:
        names = [name for name in dict.fromkeys(lanes_of.get(row["id"], ())) if name in lanes]
        for name in names:
            lanes[name].append(row)
        if not names:
            others.append(row)
    found = list(lanes.items())
    return [*found, ("others" if found else "", others)] if others else found


def _shape(row: Mapping[str, Any]) -> str:
    modality = row["modality"]
    if row["is_denied"]:
        return "denied"
    if modality in (None, "actual", "historical"):
        return "actual"
    return "called_off" if modality == "called_off" else "ahead"


def _ticks(first: dt.date, last: dt.date, span: int) -> tuple[Tick, ...]:
    """About ten days or months on the axis."""
    if span <= 100:
        step = max(1, -(-span // 10))
        days = [first + dt.timedelta(days=number) for number in range(0, (last - first).days + 1, step)]
        return tuple(_tick(day, first, span, "%-d %b" if number else "%-d %b %Y") for number, day in enumerate(days))
    begin, end = first.year * 12 + first.month, last.year * 12 + last.month  # the month after the first, from 0
    step = max(1, -(-(end - begin) // 10))
    months = [dt.date(number // 12, number % 12 + 1, 1) for number in range(begin, end, step)]
    return tuple(_tick(month, first, span, "%b %Y") for month in months if month <= last)


def _tick(day: dt.date, first: dt.date, span: int, form: str) -> Tick:
    return Tick(day.strftime(form), round((day - first).days / span * WIDTH, 1))


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text[:10])
