"""The intensity of what is told of one pair of parties, month by month, a small drawing for each who tells it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rashomon.web.dyads import Told

WIDTH = 600  # units of the drawing
HALF = 26  # of its height: from no intensity to -10 or 10
_MOST = 60  # months drawn: the last so many
_TELLERS = 8


@dataclass(frozen=True, slots=True)
class MonthBar:
    """A month of one teller: a bar down for hostile, up for friendly, of the mean intensity."""

    month: str
    x: float
    y: float
    width: float
    height: float
    reports: int
    intensity: float

    @property
    def label(self) -> str:
        return f"{self.month}: {self.reports} report{'' if self.reports == 1 else 's'}, mean intensity {self.intensity}"


@dataclass(frozen=True, slots=True)
class Teller:
    """The months of one who tells it."""

    holder: str | None
    is_side: bool
    reports: int
    bars: tuple[MonthBar, ...]


@dataclass(frozen=True, slots=True)
class Months:
    """All tellers on one axis of months."""

    tellers: tuple[Teller, ...]
    ticks: tuple[tuple[str, float], ...]
    earlier: int  # reports of months before those that are drawn


def draw_months(rows: Iterable[Told]) -> Months:
    """Drawings out of the counts by month: sides of the study first, then who tells most."""
    dated = [row for row in rows if row.what and row.intensity is not None]
    if not dated:
        return Months((), (), 0)
    numbers = {row.what or "": _number(row.what or "") for row in dated}
    last = max(numbers.values())
    first = max(min(numbers.values()), last - _MOST + 1)
    step = WIDTH / (last - first + 1)
    by_teller: dict[tuple[str | None, bool], list[MonthBar]] = {}
    for row in sorted(dated, key=lambda row: row.what or ""):
        place = numbers[row.what or ""] - first
        if place < 0:
            continue
        mean = round((row.intensity or 0.0) / row.reports, 1)
        height = max(1.0, abs(mean) / 10 * HALF)
        bar = MonthBar(
            row.what or "", round(place * step, 1), round(HALF - height if mean > 0 else HALF, 1),
            round(max(3.0, min(step - 1, 40.0)), 1), round(height, 1), row.reports, mean,
        )  # fmt: skip
        by_teller.setdefault((row.holder, row.is_side), []).append(bar)
    tellers = [
        Teller(holder, is_side, sum(bar.reports for bar in bars), tuple(bars))
        for (holder, is_side), bars in by_teller.items()
    ]
    tellers.sort(key=lambda teller: (not teller.is_side, -teller.reports, teller.holder or ""))
    every = max(1, -(-(last - first + 1) // 8))
    ticks = tuple((_month(number), round((number - first) * step, 1)) for number in range(first, last + 1, every))
    earlier = sum(row.reports for row in dated if numbers[row.what or ""] < first)
    return Months(tuple(tellers[:_TELLERS]), ticks, earlier)


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _month(number: int) -> str:
    return f"{number // 12}-{number % 12 + 1:02}"
