"""What a time expression means, as a value: days in EDTF with TimeML's value beside, and from where it is seen."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from rashomon.records import Basis, Precision
from rashomon.resolution.almanac import load_calendar
from rashomon.resolution.edtf import find_bounds, write_day, write_days

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Frame:
    """From where an expression is seen."""

    published: dt.date | None
    tense: str = "past"
    anchor: tuple[dt.date, dt.date] | None = None  # first and last day of the event before
    lead: str = ""  # the word before the expression: "since", "until", "for"


@dataclass(frozen=True, slots=True)
class Meaning:
    """Days in EDTF with TimeML's value beside it; ``edtf`` is None where no day follows from the words."""

    edtf: str | None
    precision: Precision
    basis: Basis
    rule: str
    value: str | None = None
    type: TimexType = "DATE"
    time_of_day: str | None = None

    @property
    def bounds(self) -> tuple[dt.date | None, dt.date | None]:
        return find_bounds(self.edtf) if self.edtf else (None, None)


def no_days(rule: str, value: str | None = None, type: TimexType = "DATE") -> Meaning:
    return Meaning(None, "unknown", "unknown", rule, value, type)


def on_day(day: dt.date, basis: Basis, rule: str, qualifier: str = "") -> Meaning:
    return Meaning(write_day(day, qualifier), "day", basis, rule, day.isoformat())


def over_days(
    first: dt.date,
    last: dt.date,
    basis: Basis,
    rule: str,
    *,
    value: str | None = None,
    qualifier: str = "",
    precision: Precision | None = None,
) -> Meaning:
    edtf = write_days(first, last, qualifier)
    return Meaning(edtf, precision or _precision((last - first).days + 1), basis, rule, value or edtf)


def _precision(days: int) -> Precision:
    steps: tuple[tuple[int, Precision], ...] = ((1, "day"), (7, "week"), (31, "month"), (366, "year"))
    return next((name for most, name in steps if days <= most), "decade")


def find_year(words: str, frame: Frame) -> tuple[int | None, Basis]:
    """The year that "2018", "last year", "that year" or nothing names."""
    if not words:
        return None, "relative"
    if words.isdigit():
        return int(words), "stated"
    home = frame.anchor[0].year if frame.anchor and re.match(r"that|the (?:same|prev|foll|year)", words) else None
    if home is None and frame.published:
        home = frame.published.year
    if home is None:
        return None, "unknown"
    first = words.split()[0]
    shift = -1 if first == "last" or "previous" in words else 1 if first == "next" or "following" in words else 0
    return home + shift, "relative"


def choose_nearest(candidates: list[dt.date], frame: Frame, *, strictly: bool = False) -> dt.date | None:
    """The candidate that the tense asks for, seen from publication; from the anchor where that is all we have."""
    if frame.published is None:
        if frame.anchor is None:
            return None
        home = frame.anchor[0]
        return min(candidates, key=lambda day: (abs((day - home).days), day))
    today = frame.published
    past = max((day for day in candidates if day < today or (day == today and not strictly)), default=None)
    future = min((day for day in candidates if day > today or (day == today and not strictly)), default=None)
    if past is None or (future and frame.tense == "future"):
        far_ahead = past and future and (future - today).days > _FAR and (today - past).days <= _NEAR
        return past if far_ahead else future or past
    if future and (today - past).days > _FAR and (future - today).days <= _NEAR:
        return future
    return past


_FAR, _NEAR = 300, 60  # days: "12 March", read on 27 February, is ahead, whatever the tense


def with_time(value: str | None, time_of_day: str) -> str | None:
    if value is None or len(value) != 10:
        return value
    if time_of_day.startswith("T"):
        return value + time_of_day
    letters = load_calendar().timex_parts.get(time_of_day)
    return f"{value}T{letters}" if letters else value


def add_months(day: dt.date, count: int) -> dt.date:
    """The same day of the month that many months on; of the first of a month, always a day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    year = max(1, min(9998, year))
    return dt.date(year, month + 1, min(day.day, month_length(year, month + 1)))


def month_length(year: int, month: int) -> int:
    after = dt.date(year + month // 12, month % 12 + 1, 1) if year < 9999 else dt.date(9999, 12, 31)
    return (after - dt.timedelta(days=1)).day
