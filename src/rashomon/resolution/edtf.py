"""Extended Date/Time Format, level 1: reading it, writing it, and the first and last day it can mean.

https://www.loc.gov/standards/datetime/ (ISO 8601-2). A date may be uncertain (``?``), approximate (``~``) or
both (``%``), a season ("2018-22", summer), have digits left open ("198X", "2018-11-XX"); an interval joins two
dates with a slash and may be open ("../2018-11", "2018-12/..").
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

Qualifier = Literal["", "?", "~", "%"]
_DATE = re.compile(r"(?P<year>\d{4}|\d{3}X|\d\dXX)(?:-(?P<month>\d\d|XX))?(?:-(?P<day>\d\d|XX))?(?P<qualifier>[?~%]?)")
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}  # winter runs into the next year


@dataclass(frozen=True, slots=True)
class Moment:
    """One date of EDTF: its parts as written, None where it has none."""

    year: str
    month: str | None = None  # "01" to "12", "21" to "24" for a season, or "XX"
    day: str | None = None
    qualifier: Qualifier = ""

    def __str__(self) -> str:
        return "-".join(part for part in (self.year, self.month, self.day) if part) + self.qualifier

    @property
    def bounds(self) -> tuple[dt.date, dt.date]:
        """The first and the last day it can mean."""
        first_year, last_year = int(self.year.replace("X", "0")), int(self.year.replace("X", "9"))
        if self.month is None or self.month == "XX":
            return dt.date(max(first_year, 1), 1, 1), dt.date(last_year, 12, 31)
        month = int(self.month)
        if month in _SEASON_MONTHS:
            begin, end = _SEASON_MONTHS[month]
            return dt.date(first_year, begin, 1), _last_day(last_year + (end < begin), end)
        if self.day is None or self.day == "XX":
            return dt.date(first_year, month, 1), _last_day(last_year, month)
        return dt.date(first_year, month, int(self.day)), dt.date(last_year, month, int(self.day))


@dataclass(frozen=True, slots=True)
class Stretch:
    """An EDTF value: one moment, or an interval whose end may be open (None, written "..")."""

    start: Moment | None
    end: Moment | None
    interval: bool = False

    def __str__(self) -> str:
        if not self.interval:
            return str(self.start)
        return f"{self.start or '..'}/{self.end or '..'}"

    @property
    def bounds(self) -> tuple[dt.date | None, dt.date | None]:
        return (self.start.bounds[0] if self.start else None), (self.end.bounds[1] if self.end else None)


def read_edtf(text: str) -> Stretch:
    """Reads an EDTF level 1 value.

    Raises ValueError when it is none, or when its interval ends before it begins.
    """
    sides = text.split("/")
    if len(sides) == 1:
        moment = _read_moment(text)
        return Stretch(moment, moment)
    if len(sides) != 2 or (_is_open(sides[0]) and _is_open(sides[1])):
        raise ValueError(f"{text!r} is no EDTF level 1 value: expected a date or start/end")
    start, end = (None if _is_open(side) else _read_moment(side) for side in sides)
    stretch = Stretch(start, end, interval=True)
    if start and end and start.bounds[0] > end.bounds[1]:
        raise ValueError(f"{text!r} ends before it begins")
    return stretch


def find_bounds(text: str) -> tuple[dt.date | None, dt.date | None]:
    """The first and last day that an EDTF value can mean; None for an open end."""
    return read_edtf(text).bounds


def write_day(day: dt.date, qualifier: str = "") -> str:
    return day.isoformat() + qualifier


def write_days(first: dt.date, last: dt.date, qualifier: str = "") -> str:
    """The shortest EDTF value for a stretch of whole days: "2018-11" for all of November 2018."""
    if first == last:
        return write_day(first, qualifier)
    if first.day == 1 and last == _last_day(last.year, last.month):
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%Y-%m}" + qualifier
        if (first.month, last.month) == (1, 12):
            if first.year == last.year:
                return f"{first.year:04}" + qualifier
            if first.year % 10 == 0 and last.year == first.year + 9:
                return f"{first.year // 10:03}X" + qualifier
            if first.year % 100 == 0 and last.year == first.year + 99:
                return f"{first.year // 100:02}XX" + qualifier
            return f"{first.year:04}{qualifier}/{last.year:04}{qualifier}"
        return f"{first:%Y-%m}{qualifier}/{last:%Y-%m}{qualifier}"
    return f"{write_day(first, qualifier)}/{write_day(last, qualifier)}"


def _read_moment(text: str) -> Moment:
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no EDTF level 1 date: expected 2018, 2018-11, 2018-11-25, 198X, with ? ~ or %")
    moment = Moment(match["year"], match["month"], match["day"], _qualifier(match["qualifier"]))
    month = moment.month
    if month not in (None, "XX") and not (1 <= int(month) <= 12 or int(month) in _SEASON_MONTHS):
        raise ValueError(f"{text!r} has no such month or season: {month}")
    if moment.day and ((month == "XX" and moment.day != "XX") or ("12" < (month or "00") != "XX")):
        raise ValueError(f"{text!r} has a day in an open month or in a season")
    _ = moment.bounds  # a day that the month does not have raises ValueError
    return moment


def _qualifier(sign: str) -> Qualifier:
    match sign:
        case "?" | "~" | "%":
            return sign
        case _:
            return ""


def _is_open(side: str) -> bool:
    return side in ("", "..")


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])
