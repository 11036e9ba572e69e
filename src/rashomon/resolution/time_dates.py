"""What dates of the calendar mean: days and months with or without a year, seasons, decades, named days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from rashomon.records import Basis
from rashomon.resolution.almanac import load_calendar
from rashomon.resolution.time_expressions import TimeMatch
from rashomon.resolution.time_meanings import (
    Frame,
    Meaning,
    add_months,
    choose_nearest,
    find_year,
    month_length,
    no_days,
    on_day,
    over_days,
)


def _iso(match: TimeMatch, frame: Frame) -> Meaning:
    try:
        day = dt.date(int(match.part("year")), int(match.part("month")), int(match.part("day")))
    except ValueError:
        return no_days("no such day")
    meaning = on_day(day, "stated", "date in figures")
    return replace(meaning, time_of_day="T" + match.part("clock")) if match.part("clock") else meaning


def _numeric(match: TimeMatch, frame: Frame) -> Meaning:
    year = int(match.part("year"))
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    first, second = int(match.part("first")), int(match.part("second"))
    orders = [(first, second), (second, first)] if match.part("sign") == "/" else [(second, first)]
    days = [dt.date(year, month, day) for month, day in orders if month <= 12 and day <= month_length(year, month)]
    if not days:
        return no_days("no such day")
    if len(set(days)) == 1:
        return on_day(days[0], "stated", "date in figures")
    known = [day for day in days if frame.published and day <= frame.published]
    return on_day((known or days)[0], "stated", "date in figures, month or day first", "?")


def _day_month(match: TimeMatch, frame: Frame) -> Meaning:
    calendar = load_calendar()
    month, number = calendar.months[match.part("month")], int(match.part("day"))
    weekday = calendar.weekdays.get(match.part("weekday"))
    year, basis = find_year(match.part("year"), frame)
    if year is None:
        home = frame.published or (frame.anchor[0] if frame.anchor else None)
        if home is None:
            return no_days("day without a year, no day of publication")
        days = [
            dt.date(candidate, month, number)
            for candidate in range(home.year - 6, home.year + 7)
            if number and number <= month_length(candidate, month)
        ]
        if weekday is not None:
            days = [day for day in days if day.weekday() == weekday and abs(day.year - home.year) <= 5] or days
        day = choose_nearest([day for day in days if weekday is not None or abs(day.year - home.year) <= 1], frame)
        rule = (
            "day and month, year from publication" if frame.published else "day and month, year from the event before"
        )
    else:
        day = dt.date(year, month, number) if 0 < number <= month_length(year, month) else None
        rule = "full date"
    if day is None:
        return no_days("no such day")
    last = int(match.part("day_to") or 0)
    if last and day.day < last <= month_length(day.year, day.month):
        return over_days(day, day.replace(day=last), basis, rule)
    return on_day(day, basis, rule)


def _month_year(match: TimeMatch, frame: Frame) -> Meaning:
    year, basis = find_year(match.part("year"), frame)
    if year is None:
        return no_days("year seen from a day that is not known")
    return _month_of(year, load_calendar().months[match.part("month")], match.part("edge"), basis, "month and year")


def _month(match: TimeMatch, frame: Frame) -> Meaning:
    month = load_calendar().months[match.part("month")]
    home = frame.published or (frame.anchor[0] if frame.anchor else None)
    if home is None:
        return no_days("month without a year, no day of publication")
    which = match.part("which").removeprefix("the ").strip()
    here = home.replace(day=1)
    months = [dt.date(year, month, 1) for year in (home.year - 1, home.year, home.year + 1)]
    if which in ("that", "that same", "same", "following", "next", "previous") and frame.anchor and which != "next":
        here = frame.anchor[0].replace(day=1)
        months = [dt.date(year, month, 1) for year in (here.year - 1, here.year, here.year + 1)]
    if which in ("last", "past", "this past", "previous"):
        chosen = max(day for day in months if day < here)
    elif which in ("next", "following", "coming", "this coming", "upcoming"):
        chosen = min(day for day in months if day > here)
    elif which == "this":
        chosen = here.replace(month=month)
    else:
        chosen = choose_nearest(months, replace(frame, published=here if frame.published else None)) or here
    return _month_of(chosen.year, month, match.part("edge"), "relative", "month, year from publication")


def _month_of(year: int, month: int, edge: str, basis: Basis, rule: str) -> Meaning:
    first, last = dt.date(year, month, 1), dt.date(year, month, month_length(year, month))
    value = f"{first:%Y-%m}"
    if not edge:
        return over_days(first, last, basis, rule, value=value)
    thirds = {"early": (1, 10), "beginning of": (1, 10), "start of": (1, 10), "mid": (11, 20), "middle of": (11, 20)}
    begin, end = thirds.get(edge, (21, last.day))
    if edge in ("earlier", "later"):
        begin, end = 1, last.day
    return over_days(
        first.replace(day=begin),
        first.replace(day=end),
        basis,
        f"{rule}, a third of it",
        value=value,
        qualifier="~",
        precision="month",
    )


def _season(match: TimeMatch, frame: Frame) -> Meaning:
    number = load_calendar().seasons[match.part("season")]
    begin = {21: 3, 22: 6, 23: 9, 24: 12}[number]
    year, basis = find_year(match.part("year"), frame)
    if year is None:
        home = frame.published or (frame.anchor[0] if frame.anchor else None)
        if home is None:
            return no_days("season without a year, no day of publication")
        starts = [dt.date(home.year + shift, begin, 1) for shift in (-2, -1, 0, 1)]
        which = match.part("which")
        if which in ("last", "past"):
            ended = [day for day in starts if add_months(day, 3) <= home]
            chosen = max(ended)
        elif which == "next":
            chosen = min(day for day in starts if day > home)
        elif which == "this":
            chosen = min(starts, key=lambda day: (abs((day + dt.timedelta(days=45) - home).days), day))
        else:
            chosen = choose_nearest(starts, frame) or starts[1]
        year = chosen.year
    letters = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}[number]
    edtf = f"{year}-{number}" + ("~" if match.part("edge") else "")
    return Meaning(edtf, "month", basis, "season of the northern half of the earth", f"{year}-{letters}")


def _quarter(match: TimeMatch, frame: Frame) -> Meaning:
    year, basis = find_year(match.part("year"), frame)
    if year is None:
        if frame.published is None:
            return no_days("quarter without a year, no day of publication")
        year = frame.published.year
    ordinals = {
        "first": 1,
        "1st": 1,
        "second": 2,
        "2nd": 2,
        "third": 3,
        "3rd": 3,
        "fourth": 4,
        "4th": 4,
        "last": 4,
        "final": 4,
    }
    word = match.part("ordinal")
    number = int(word) if word.isdigit() else ordinals[word]
    months = 6 if match.part("unit") in ("half", "six months") else 3
    number = min(number, 12 // months)
    first = dt.date(year, 1 + months * (number - 1), 1)
    if not match.part("year") and frame.published and first > frame.published and frame.tense != "future":
        first = first.replace(year=year - 1)
    last = add_months(first, months) - dt.timedelta(days=1)
    value = f"{first.year}-{'H' if months == 6 else 'Q'}{number}"
    return over_days(first, last, basis, "part of a year", value=value, precision="year")


def _year(match: TimeMatch, frame: Frame) -> Meaning:
    year = int(match.part("year"))
    edge = match.part("edge")
    if not edge or edge in ("earlier", "later"):
        return Meaning(f"{year:04}", "year", "stated", "year", f"{year:04}")
    begin, end = _third(edge, ((1, 4), (5, 8), (9, 12)))
    last = dt.date(year, end, month_length(year, end))
    return over_days(
        dt.date(year, begin, 1),
        last,
        "stated",
        "year, a third of it",
        value=f"{year:04}",
        qualifier="~",
        precision="year",
    )


def _years(match: TimeMatch, frame: Frame) -> Meaning:
    first, last = match.part("year"), match.part("year_to")
    last = first[: 4 - len(last)] + last
    if int(last) < int(first):
        return Meaning(first, "year", "stated", "year", first)
    return Meaning(f"{first}/{last}", "year", "stated", "from year to year", first)


def _decade(match: TimeMatch, frame: Frame) -> Meaning:
    words = match.part("decade").replace("'", "").replace("’", "").rstrip("s")
    tens = ["twentie", "thirtie", "fortie", "fiftie", "sixtie", "seventie", "eightie", "ninetie"]
    word = re.split(r"[\s-]", words)[-1]
    number = int(words) if words.isdigit() else 10 * (tens.index(word) + 2)
    start = number if number > 99 else (1900 if number >= 30 else 2000) + number
    edge, prefix = match.part("edge"), f"{start // 10:03}"
    if not edge:
        return Meaning(f"{prefix}X", "decade", "stated", "decade", f"{prefix}X")
    begin, end = _third(edge, ((0, 3), (4, 6), (7, 9)))
    edtf = f"{start + begin}~/{start + end}~"
    return Meaning(edtf, "decade", "stated", "decade, a third of it", f"{prefix}X")


def _century(match: TimeMatch, frame: Frame) -> Meaning:
    word = re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", match.part("century"))
    ordinals = {"sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20}
    number = int(word) if word.isdigit() else ordinals.get(word, 21)
    return Meaning(f"{number - 1:02}XX", "decade", "stated", "century", f"{number - 1:02}")


def _third(edge: str, thirds: tuple[tuple[int, int], tuple[int, int], tuple[int, int]]) -> tuple[int, int]:
    if edge in ("early", "beginning of", "start of"):
        return thirds[0]
    return thirds[1] if edge in ("mid", "middle of") else thirds[2]


def _named_day(match: TimeMatch, frame: Frame) -> Meaning:
    named = load_calendar().days[" ".join(match.part("named").replace("’", "'").split())]
    year, basis = find_year(match.part("year"), frame)
    home = frame.published or (frame.anchor[0] if frame.anchor else None)
    if named.once:
        day: dt.date | None = named.in_year(named.once)[0]
        basis = "stated"
    elif year is not None:
        day = next(iter(named.in_year(year)), None)
    elif home is None:
        return no_days("named day without a year, no day of publication")
    else:
        days = [day for shift in (-1, 0, 1) for day in named.in_year(home.year + shift)]
        if match.part("which") in ("last", "next"):
            ahead = match.part("which") == "next"
            days = [day for day in days if (day > home if ahead else day < home)] or days
            day = min(days) if ahead else max(days)
        else:
            day = choose_nearest(days, frame)
    if day is None:
        return no_days("named day of an unknown year")
    if named.days > 1:
        end = day + dt.timedelta(days=named.days - 1)
        return over_days(day, end, basis, "named day", value=day.isoformat(), qualifier="~" if named.islamic else "")
    return on_day(day, basis, "named day", "~" if named.islamic else "")


DATE_RULES: Mapping[str, Callable[[TimeMatch, Frame], Meaning]] = MappingProxyType(
    {
        "iso": _iso,
        "numeric": _numeric,
        "day month": _day_month,
        "month day": _day_month,
        "month year": _month_year,
        "month": _month,
        "season": _season,
        "quarter": _quarter,
        "years": _years,
        "year": _year,
        "decade": _decade,
        "century": _century,
        "named day": _named_day,
    }
)
