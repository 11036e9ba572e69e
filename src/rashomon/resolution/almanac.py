"""The calendar's names and the named days of a year: when Easter, Nowruz, Thanksgiving or Ramadan were.

The names are ``lexicons/en/calendar.toml``. Easter: Meeus, "Astronomical Algorithms"; Islamic dates: the
tabular civil calendar, a day off at most from a sighted moon; Hebrew dates: the arithmetic of Dershowitz and
Reingold, "Calendrical Calculations".
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A feast or a day of remembrance: how it falls in a year."""

    names: tuple[str, ...]
    days: int = 1
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    shift: int = 0
    after_monday: bool = False
    easter: int | None = None
    church: str = "western"
    islamic: tuple[int, int] | None = None
    hebrew: tuple[int, int] | None = None
    table: tuple[dt.date, ...] = ()
    once: int | None = None

    def in_year(self, year: int) -> tuple[dt.date, ...]:
        """The first days of the feast that fall in a year of our calendar (Islamic feasts can fall twice)."""
        if self.once is not None and year != self.once:
            return ()
        if self.table:
            return tuple(day for day in self.table if day.year == year)
        if self.islamic:
            return _islamic_days(year, *self.islamic)
        if self.hebrew:
            return _hebrew_days(year, *self.hebrew)
        if self.easter is not None:
            return (_easter(year, self.church) + dt.timedelta(days=self.easter),)
        if self.month is None:
            return ()
        if self.day is not None:
            return (dt.date(year, self.month, self.day),)
        return (_nth_weekday(year, self) + dt.timedelta(days=self.shift),)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The English calendar as a read-only value."""

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    parts: dict[str, str]
    timex_parts: dict[str, str]
    units: dict[str, str]
    zones: tuple[str, ...]
    days: dict[str, NamedDay]  # by lower-case name


@cache
def load_calendar() -> Calendar:
    """Reads ``lexicons/en/calendar.toml`` once."""
    table = tomllib.loads(files("rashomon").joinpath("lexicons/en/calendar.toml").read_text(encoding="utf-8"))
    days = {}
    for entry in table["day"]:
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
        }
        day = NamedDay(**values)
        days.update({name.lower(): day for name in day.names})
    return Calendar(
        months=table["months"],
        weekdays=table["weekdays"],
        seasons=table["seasons"],
        parts=table["parts"],
        timex_parts=table["timex_parts"],
        units=table["units"],
        zones=tuple(table["zones"]["words"]),
        days=days,
    )


def _nth_weekday(year: int, named: NamedDay) -> dt.date:
    month, weekday, nth = named.month or 1, named.weekday or 0, named.nth or 1
    if nth < 0:
        end = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
        return end - dt.timedelta(days=(end.weekday() - weekday) % 7)
    first = dt.date(year, month, 1)
    if named.after_monday:
        first += dt.timedelta(days=(0 - first.weekday()) % 7)
    return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _easter(year: int, church: str) -> dt.date:
    if church == "orthodox":
        d = (19 * (year % 19) + 15) % 30
        e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        return dt.date(year, month, day + 1) + dt.timedelta(days=13)  # the Julian calendar, 1900 to 2099
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


def _islamic_days(year: int, month: int, day: int) -> tuple[dt.date, ...]:
    first = int((year - 622) * 33 / 32)
    found = []
    for islamic_year in range(first - 1, first + 4):
        number = day + (59 * (month - 1) + 1) // 2 + 354 * (islamic_year - 1) + (3 + 11 * islamic_year) // 30
        date = dt.date.fromordinal(227_014 + number)  # 227015 is 16 July 622 (Julian), 1 Muharram 1
        if date.year == year:
            found.append(date)
    return tuple(found)


def _hebrew_days(year: int, month: int, day: int) -> tuple[dt.date, ...]:
    """``month`` counts from Nisan, so that the year begins with month 7, Tishri."""
    found = []
    for hebrew_year in (year + 3760, year + 3761):
        new_year = _hebrew_new_year(hebrew_year)
        length = _hebrew_new_year(hebrew_year + 1) - new_year
        long_marheshvan, short_kislev = length % 10 == 5, length % 10 == 3
        leap = (7 * hebrew_year + 1) % 19 < 7
        lengths = {7: 30, 8: 30 if long_marheshvan else 29, 9: 29 if short_kislev else 30, 10: 29, 11: 30}
        lengths |= {12: 30 if leap else 29, 13: 29 if leap else 0} | {1: 30, 2: 29, 3: 30, 4: 29, 5: 30, 6: 29}
        order = (7, 8, 9, 10, 11, 12, 13, 1, 2, 3, 4, 5, 6)
        days = sum(lengths[earlier] for earlier in order[: order.index(month)]) + day - 1
        date = dt.date.fromordinal(new_year + days)
        if date.year == year:
            found.append(date)
    return tuple(found)


def _hebrew_new_year(hebrew_year: int) -> int:
    def elapsed(year: int) -> int:
        months = (235 * year - 234) // 19
        days = 29 * months + (12_084 + 13_753 * months) // 25_920
        return days + 1 if (3 * (days + 1)) % 7 < 3 else days

    before, this, after = (elapsed(hebrew_year + shift) for shift in (-1, 0, 1))
    delay = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return -1_373_428 + this + delay + 1
