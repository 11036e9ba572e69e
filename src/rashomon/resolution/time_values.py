"""What a time expression means: the days it covers, seen from the day of publication or from the event before.

Weekdays and months without a year look back, or ahead where the tense is future; a date that is near in one
direction and most of a year away in the other takes the near one. Nothing is counted from the day of publication
where that is not known: then the answer is ``None``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from ..records import Basis, Precision
from .almanac import load_calendar
from .edtf import find_bounds, write_day, write_days
from .numbers import read_number
from .time_expressions import TimeMatch

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


def read_meaning(match: TimeMatch, frame: Frame) -> Meaning:
    """The days that an expression means within its frame."""
    if match.rule == "range":
        return _range(match, frame)
    meaning = _RULES[match.rule](match, frame)
    time_of_day = _time_of_day(match)
    if time_of_day and meaning.edtf:
        return replace(meaning, time_of_day=time_of_day, value=_with_time(meaning.value, time_of_day), type="TIME")
    return replace(meaning, time_of_day=time_of_day) if time_of_day and not meaning.time_of_day else meaning


# --- making meanings ---------------------------------------------------------------------------------------------


def _nothing(rule: str, value: str | None = None, type: TimexType = "DATE") -> Meaning:
    return Meaning(None, "unknown", "unknown", rule, value, type)


def _on(day: dt.date, basis: Basis, rule: str, qualifier: str = "") -> Meaning:
    return Meaning(write_day(day, qualifier), "day", basis, rule, day.isoformat())


def _over(
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


def _year_of(words: str, frame: Frame) -> tuple[int | None, Basis]:
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


def _nearest(candidates: list[dt.date], frame: Frame, *, strictly: bool = False) -> dt.date | None:
    """The candidate that the tense asks for, seen from publication; from the anchor where that is all we have."""
    if frame.published is None:
        if frame.anchor is None:
            return None
        return min(candidates, key=lambda day: (abs((day - frame.anchor[0]).days), day)) if frame.anchor else None
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


# --- dates -------------------------------------------------------------------------------------------------------


def _iso(match: TimeMatch, frame: Frame) -> Meaning:
    try:
        day = dt.date(int(match.part("year")), int(match.part("month")), int(match.part("day")))
    except ValueError:
        return _nothing("no such day")
    meaning = _on(day, "stated", "date in figures")
    return replace(meaning, time_of_day="T" + match.part("clock")) if match.part("clock") else meaning


def _numeric(match: TimeMatch, frame: Frame) -> Meaning:
    year = int(match.part("year"))
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    first, second = int(match.part("first")), int(match.part("second"))
    orders = [(first, second), (second, first)] if match.part("sign") == "/" else [(second, first)]
    days = [dt.date(year, month, day) for month, day in orders if month <= 12 and day <= _month_length(year, month)]
    if not days:
        return _nothing("no such day")
    if len(set(days)) == 1:
        return _on(days[0], "stated", "date in figures")
    known = [day for day in days if frame.published and day <= frame.published]
    return _on((known or days)[0], "stated", "date in figures, month or day first", "?")


def _day_month(match: TimeMatch, frame: Frame) -> Meaning:
    calendar = load_calendar()
    month, number = calendar.months[match.part("month")], int(match.part("day"))
    weekday = calendar.weekdays.get(match.part("weekday"))
    year, basis = _year_of(match.part("year"), frame)
    if year is None:
        home = frame.published or (frame.anchor[0] if frame.anchor else None)
        if home is None:
            return _nothing("day without a year, no day of publication")
        days = [
            dt.date(candidate, month, number)
            for candidate in range(home.year - 6, home.year + 7)
            if number and number <= _month_length(candidate, month)
        ]
        if weekday is not None:
            days = [day for day in days if day.weekday() == weekday and abs(day.year - home.year) <= 5] or days
        day = _nearest([day for day in days if weekday is not None or abs(day.year - home.year) <= 1], frame)
        rule = (
            "day and month, year from publication" if frame.published else "day and month, year from the event before"
        )
    else:
        day = dt.date(year, month, number) if 0 < number <= _month_length(year, month) else None
        rule = "full date"
    if day is None:
        return _nothing("no such day")
    last = int(match.part("day_to") or 0)
    if last and day.day < last <= _month_length(day.year, day.month):
        return _over(day, day.replace(day=last), basis, rule)
    return _on(day, basis, rule)


def _month_year(match: TimeMatch, frame: Frame) -> Meaning:
    year, basis = _year_of(match.part("year"), frame)
    if year is None:
        return _nothing("year seen from a day that is not known")
    return _month_of(year, load_calendar().months[match.part("month")], match.part("edge"), basis, "month and year")


def _month(match: TimeMatch, frame: Frame) -> Meaning:
    month = load_calendar().months[match.part("month")]
    home = frame.published or (frame.anchor[0] if frame.anchor else None)
    if home is None:
        return _nothing("month without a year, no day of publication")
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
        chosen = _nearest(months, replace(frame, published=here if frame.published else None)) or here
    return _month_of(chosen.year, month, match.part("edge"), "relative", "month, year from publication")


def _month_of(year: int, month: int, edge: str, basis: Basis, rule: str) -> Meaning:
    first, last = dt.date(year, month, 1), dt.date(year, month, _month_length(year, month))
    value = f"{first:%Y-%m}"
    if not edge:
        return _over(first, last, basis, rule, value=value)
    thirds = {"early": (1, 10), "beginning of": (1, 10), "start of": (1, 10), "mid": (11, 20), "middle of": (11, 20)}
    begin, end = thirds.get(edge, (21, last.day))
    if edge in ("earlier", "later"):
        begin, end = 1, last.day
    return _over(
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
    year, basis = _year_of(match.part("year"), frame)
    if year is None:
        home = frame.published or (frame.anchor[0] if frame.anchor else None)
        if home is None:
            return _nothing("season without a year, no day of publication")
        starts = [dt.date(home.year + shift, begin, 1) for shift in (-2, -1, 0, 1)]
        which = match.part("which")
        if which in ("last", "past"):
            ended = [day for day in starts if _add_months(day, 3) <= home]
            chosen = max(ended)
        elif which == "next":
            chosen = min(day for day in starts if day > home)
        elif which == "this":
            chosen = min(starts, key=lambda day: (abs((day + dt.timedelta(days=45) - home).days), day))
        else:
            chosen = _nearest(starts, frame) or starts[1]
        year = chosen.year
    letters = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}[number]
    edtf = f"{year}-{number}" + ("~" if match.part("edge") else "")
    return Meaning(edtf, "month", basis, "season of the northern half of the earth", f"{year}-{letters}")


def _quarter(match: TimeMatch, frame: Frame) -> Meaning:
    year, basis = _year_of(match.part("year"), frame)
    if year is None:
        if frame.published is None:
            return _nothing("quarter without a year, no day of publication")
        year = frame.published.year
    ordinals = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}
    word = match.part("ordinal")
    number = int(word) if word.isdigit() else ordinals[word]
    months = 6 if match.part("unit") in ("half", "six months") else 3
    number = min(number, 12 // months)
    first = dt.date(year, 1 + months * (number - 1), 1)
    if not match.part("year") and frame.published and first > frame.published and frame.tense != "future":
        first = first.replace(year=year - 1)
    last = _add_months(first, months) - dt.timedelta(days=1)
    value = f"{first.year}-{'H' if months == 6 else 'Q'}{number}"
    return _over(first, last, basis, "part of a year", value=value, precision="year")


def _year(match: TimeMatch, frame: Frame) -> Meaning:
    year = int(match.part("year"))
    edge = match.part("edge")
    if not edge or edge in ("earlier", "later"):
        return Meaning(f"{year:04}", "year", "stated", "year", f"{year:04}")
    begin, end = _third(edge, ((1, 4), (5, 8), (9, 12)))
    last = dt.date(year, end, _month_length(year, end))
    return _over(
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


# --- days seen from publication ----------------------------------------------------------------------------------


def _weekday(match: TimeMatch, frame: Frame) -> Meaning:
    weekday = load_calendar().weekdays[match.part("weekday")]
    which = match.part("which").removeprefix("the ").strip()
    if which in ("that", "same", "that same", "very same", "following", "previous", "preceding") and frame.anchor:
        home = frame.anchor[0]
        days = [home + dt.timedelta(days=shift) for shift in range(-7, 8)]
        days = [day for day in days if day.weekday() == weekday]
        if which == "following":
            day = min(day for day in days if day > home)
        elif which in ("previous", "preceding"):
            day = max(day for day in days if day < home)
        else:
            day = min(days, key=lambda day: (abs((day - home).days), day))
        return _on(day, "relative", "weekday seen from the event before")
    if frame.published is None:
        return _nothing("weekday, no day of publication")
    home = frame.published
    back, ahead = (home.weekday() - weekday) % 7, (weekday - home.weekday()) % 7
    if which in ("last", "past", "this past"):
        day = home - dt.timedelta(days=back or 7)
    elif which in ("next", "coming", "this coming", "following", "upcoming"):
        day = home + dt.timedelta(days=ahead or 7)
    elif frame.tense == "future" or frame.lead in ("until", "till"):
        day = home + dt.timedelta(days=ahead)
    else:
        day = home - dt.timedelta(days=back)
    ahead_rule = "weekday on or after publication" if day > home else "weekday on or before publication"
    return _on(day, "relative", ahead_rule)


def _deictic(match: TimeMatch, frame: Frame) -> Meaning:
    if frame.published is None:
        return _nothing("day of speaking, no day of publication")
    word = " ".join(match.part("word").split())
    shift = {
        "the day before yesterday": -2,
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
        "the day after tomorrow": 2,
    }.get(word, 0)
    return _on(frame.published + dt.timedelta(days=shift), "relative", f"{word.split()[-1]} seen from publication")


def _named_day(match: TimeMatch, frame: Frame) -> Meaning:
    named = load_calendar().days[" ".join(match.part("named").replace("’", "'").split())]
    year, basis = _year_of(match.part("year"), frame)
    home = frame.published or (frame.anchor[0] if frame.anchor else None)
    if named.once:
        day: dt.date | None = named.in_year(named.once)[0]
        basis = "stated"
    elif year is not None:
        day = next(iter(named.in_year(year)), None)
    elif home is None:
        return _nothing("named day without a year, no day of publication")
    else:
        days = [day for shift in (-1, 0, 1) for day in named.in_year(home.year + shift)]
        if match.part("which") in ("last", "next"):
            ahead = match.part("which") == "next"
            days = [day for day in days if (day > home if ahead else day < home)] or days
            day = min(days) if ahead else max(days)
        else:
            day = _nearest(days, frame)
    if day is None:
        return _nothing("named day of an unknown year")
    if named.days > 1:
        end = day + dt.timedelta(days=named.days - 1)
        return _over(day, end, basis, "named day", value=day.isoformat(), qualifier="~" if named.islamic else "")
    return _on(day, basis, "named day", "~" if named.islamic else "")


def _unit(match: TimeMatch, frame: Frame) -> Meaning:
    which = " ".join(match.part("which").split())
    unit, edge = match.part("unit").split()[-1], match.part("edge")
    bare = which.removeprefix("the ").removeprefix("very ").strip()
    anchored = bare in ("that", "that same", "that very", "same", "previous", "preceding", "following", "prior") or (
        which in ("the next", "next") and unit in ("day", "night", "morning", "afternoon", "evening")
    )
    if which == "the" and edge and unit in ("day", "night", "morning", "afternoon", "evening"):
        anchored = True
    shift = 0
    if bare in ("last", "past", "previous", "preceding", "this past", "prior"):
        shift = -1
    elif bare in ("next", "following", "coming", "this coming", "upcoming"):
        shift = 1
    if anchored and frame.anchor is None:
        return _nothing("seen from an event that is not known", _unit_value(unit))
    home = frame.anchor[0] if anchored and frame.anchor else frame.published
    if home is None:
        return _nothing("seen from publication, no day of publication")
    if which in ("the past", "the last", "past") and unit in (
        "week",
        "month",
        "year",
        "decade",
        "fortnight",
        "century",
    ):
        return _back_from(home, 1, unit, f"{unit} up to publication")
    rule = f"{unit} seen from the event before" if anchored else f"{unit} seen from publication"
    if unit in ("day", "night", "morning", "afternoon", "evening"):
        if anchored and frame.anchor and frame.anchor[1] > frame.anchor[0]:
            return _over(*(day + dt.timedelta(days=shift) for day in frame.anchor), "relative", rule)
        meaning = _on(home + dt.timedelta(days=shift), "relative", rule)
        if unit == "day":
            return meaning
        return replace(meaning, time_of_day=unit, type="TIME", value=_with_time(meaning.value, unit))
    first, last, value, precision = _unit_around(home, unit, shift, frame.tense)
    qualifier = ""
    if edge in ("earlier", "early") and not anchored and shift == 0 and first <= home:
        last = home
    elif edge in ("later", "late") and not anchored and shift == 0 and last >= home:
        first = home
    elif edge in _ENDS and unit in ("week", "month", "year"):
        third = (last - first).days // 3
        begins = edge in ("early", "the beginning of", "the start of")
        first, last = (first, first + dt.timedelta(days=third)) if begins else (last - dt.timedelta(days=third), last)
        qualifier = "~"
    return _over(first, last, "relative", rule, value=value, qualifier=qualifier, precision=precision)


_ENDS = ("early", "late", "the end of", "the beginning of", "the start of")


def _unit_around(home: dt.date, unit: str, shift: int, tense: str) -> tuple[dt.date, dt.date, str, Precision]:
    match unit:
        case "weekend":
            saturday = home - dt.timedelta(days=(home.weekday() - 5) % 7)
            if shift > 0 or (tense == "future" and home.weekday() < 5):
                saturday += dt.timedelta(days=7)
            if shift < 0 and home.weekday() >= 5:
                saturday -= dt.timedelta(days=7)
            year, week, _ = saturday.isocalendar()
            return saturday, saturday + dt.timedelta(days=1), f"{year}-W{week:02}-WE", "day"
        case "week" | "fortnight":
            monday = home - dt.timedelta(days=home.weekday() - 7 * shift)
            year, week, _ = monday.isocalendar()
            return monday, monday + dt.timedelta(days=6), f"{year}-W{week:02}", "week"
        case "month":
            first = _add_months(home.replace(day=1), shift)
            return first, _add_months(first, 1) - dt.timedelta(days=1), f"{first:%Y-%m}", "month"
        case "quarter":
            first = _add_months(home.replace(month=home.month - (home.month - 1) % 3, day=1), 3 * shift)
            return first, _add_months(first, 3) - dt.timedelta(days=1), f"{first.year}-Q{first.month // 3 + 1}", "year"
        case "decade":
            start = home.year - home.year % 10 + 10 * shift
            return dt.date(start, 1, 1), dt.date(start + 9, 12, 31), f"{start // 10:03}X", "decade"
        case "century":
            start = home.year - home.year % 100 + 100 * shift
            return dt.date(start, 1, 1), dt.date(start + 99, 12, 31), f"{start // 100:02}", "decade"
        case _:
            year = home.year + shift
            return dt.date(year, 1, 1), dt.date(year, 12, 31), f"{year:04}", "year"


def _unit_value(unit: str) -> str | None:
    return {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}.get(unit)


# --- counting ----------------------------------------------------------------------------------------------------


def _offset(match: TimeMatch, frame: Frame) -> Meaning:
    way = match.part("way").split()[0]
    unit = _singular(match.part("unit"))
    back = way in ("ago", "earlier", "before", "previously")
    reference = match.part("from")
    from_publication = way in ("ago", "from", "hence") or reference in ("yesterday", "today")
    home = frame.published if from_publication else frame.anchor[0] if frame.anchor else None
    if home is None:
        return _nothing("counted from an event that is not known", "PAST_REF" if back else "FUTURE_REF")
    if reference == "yesterday":
        home -= dt.timedelta(days=1)
    rule = f"counted from {'publication' if from_publication else 'the event before'}"
    count = 1.0 if match.part("count") == "the" else read_number(match.part("count"))
    if count is None or count > 5000:
        meaning = _vague_offset(home, unit, back, rule)
    else:
        meaning = _moved(home, -count if back else count, unit, rule, "~" if match.part("hedge") else "")
    if not from_publication and frame.anchor and meaning.precision == "day" and frame.anchor[1] > frame.anchor[0]:
        step = find_bounds(meaning.edtf or "")[0]
        if step:  # the event before is known to a week or a month only: so is this one
            last = frame.anchor[1] + (step - home)
            meaning = _over(step, last, "relative", rule, value=meaning.value, qualifier="~")
    if way in ("before", "after") and not reference and match.part("count") != "the":
        return replace(meaning, value=_duration_value(count, unit), type="DURATION")
    return meaning


def _moved(home: dt.date, count: float, unit: str, rule: str, qualifier: str) -> Meaning:
    match unit:
        case "second" | "minute":
            return _on(home, "relative", rule, "~")
        case "hour":
            days = int(count / 24)
            return _on(home + dt.timedelta(days=days), "relative", rule, qualifier if count % 24 == 0 else "~")
        case "day" | "night":
            return _on(home + dt.timedelta(days=round(count)), "relative", rule, qualifier)
        case "week" | "fortnight" | "weekend":
            days = round(count * (14 if unit == "fortnight" else 7))
            day = home + dt.timedelta(days=days)
            year, week, _ = day.isocalendar()
            return replace(_on(day, "relative", rule, "~"), precision="week", value=f"{year}-W{week:02}")
        case "month" | "quarter":
            month = _add_months(home.replace(day=1), round(count * (3 if unit == "quarter" else 1)))
            last = _add_months(month, 1) - dt.timedelta(days=1)
            return _over(month, last, "relative", rule, value=f"{month:%Y-%m}", qualifier="~")
        case _:
            years = count * {"decade": 10, "century": 100}.get(unit, 1)
            if abs(years) < 1:
                return _moved(home, years * 12, "month", rule, "~")
            year = max(1, min(9998, home.year + int(years)))
            return Meaning(f"{year:04}~", "year", "relative", rule, f"{year:04}")


def _vague_offset(home: dt.date, unit: str, back: bool, rule: str) -> Meaning:
    """ "days later", "several weeks ago": two of the unit at least, less than the next unit at most."""
    spans: dict[str, tuple[int, int, Precision]] = {
        "hour": (0, 1, "day"),
        "minute": (0, 0, "day"),
        "second": (0, 0, "day"),
        "day": (2, 10, "week"),
        "night": (2, 10, "week"),
        "week": (14, 60, "month"),
        "month": (60, 360, "year"),
        "year": (730, 3650, "decade"),
    }
    if unit not in spans:
        return _nothing("counted in units too long to be told", "PAST_REF" if back else "FUTURE_REF")
    least, most, precision = spans[unit]
    sign = -1 if back else 1
    first, last = sorted((home + dt.timedelta(days=sign * least), home + dt.timedelta(days=sign * most)))
    if precision == "year":
        first, last = first.replace(day=1), _add_months(last.replace(day=1), 1) - dt.timedelta(days=1)
    elif precision == "decade":
        first, last = first.replace(month=1, day=1), last.replace(month=12, day=31)
    value = "PAST_REF" if back else "FUTURE_REF"
    return _over(first, last, "relative", rule + ", vaguely", value=value, qualifier="~", precision=precision)


def _span(match: TimeMatch, frame: Frame) -> Meaning:
    which = " ".join(match.part("which").split()).removeprefix("the ")
    unit = _singular(match.part("unit"))
    count = read_number(match.part("count")) if match.part("count") else None
    value = _duration_value(count if match.part("unit") != unit or count else 1.0, unit)
    if (
        which == "last"
        and match.part("unit") == unit
        and not count
        and frame.published
        and unit in ("week", "month", "year")
    ):
        meaning = _back_from(frame.published, 1, unit, f"{unit} up to publication")
        return replace(meaning, value=_unit_around(frame.published, unit, 0, frame.tense)[2])
    anchored = which in ("following", "preceding", "first")
    home = (frame.anchor[0] if frame.anchor else None) if anchored else frame.published
    if home is None:
        return _nothing("seen from a day that is not known", value, "DURATION")
    sure = count is not None
    amount = count if count is not None else {"day": 7, "week": 4, "month": 6, "year": 5}.get(unit, 2)
    if which in ("next", "coming", "following", "first"):
        meaning = _ahead_from(home, amount, unit, "stretch ahead")
    else:
        meaning = _back_from(home, amount, unit, "stretch up to publication")
    edtf = meaning.edtf
    if edtf and not sure:
        edtf = "/".join(side if side.endswith("~") else side + "~" for side in edtf.split("/"))
    return replace(meaning, edtf=edtf, value=value, type="DURATION")


def _back_from(home: dt.date, count: float, unit: str, rule: str) -> Meaning:
    start = _moved(home, -count, unit, rule, "")
    return _between_moments(start, home, rule, unit, forward=False)


def _ahead_from(home: dt.date, count: float, unit: str, rule: str) -> Meaning:
    return _between_moments(_moved(home, count, unit, rule, ""), home, rule, unit, forward=True)


def _between_moments(other: Meaning, home: dt.date, rule: str, unit: str, *, forward: bool) -> Meaning:
    """An interval between a day and a moment, both written as exactly as the unit allows: "1979/2019"."""
    moment = (other.edtf or "").rstrip("~")
    if len(moment) == 4 and abs(int(moment) - home.year) <= 3:
        moment = f"{moment}-{home.month:02}"  # of two years the month is still meant
    width = len(moment)
    here = home.isoformat()[:width]
    precision: Precision = {4: "year", 7: "month"}.get(width, "week")  # type: ignore[assignment]  # a closed set
    if moment == here:
        return Meaning(moment, precision if width < 10 else "day", "relative", rule, moment)
    edtf = f"{here}/{moment}" if forward else f"{moment}/{here}"
    return Meaning(edtf, precision, "relative", rule, edtf)


def _duration(match: TimeMatch, frame: Frame) -> Meaning:
    unit = _singular(match.part("unit"))
    words = match.part("count")
    count = read_number(words) if words else (1.0 if "long" in match.text.lower() and not unit.endswith("s") else None)
    if count is not None and match.part("half"):
        count += 0.5
    if match.rule == "duration" and not words and re.match(r"all|the", match.text.lower()):
        count = 1.0
    if not words and match.part("unit") != unit:
        count = None
    value = _duration_value(count, unit)
    if (
        frame.tense == "present"
        and frame.lead in ("for", "over", "in")
        and frame.published
        and count
        and unit in ("week", "fortnight", "month", "quarter", "year", "decade")
    ):
        meaning = _back_from(frame.published, count, unit, "duration up to publication, tense present")
        return replace(meaning, value=value, type="DURATION")
    return _nothing("duration", value, "DURATION")


def _duration_value(count: float | None, unit: str) -> str:
    letter = {
        "second": "S",
        "minute": "M",
        "hour": "H",
        "day": "D",
        "night": "D",
        "weekend": "WE",
        "week": "W",
        "fortnight": "W",
        "month": "M",
        "quarter": "Q",
        "year": "Y",
        "decade": "DE",
        "century": "CE",
    }[unit]
    if count is not None and unit == "fortnight":
        count *= 2
    if count is not None and unit in ("decade", "century"):
        count, letter = count * (10 if unit == "decade" else 100), "Y"
    prefix = "PT" if unit in ("second", "minute", "hour") else "P"
    if count is None:
        return f"{prefix}X{letter}"
    if unit == "hour" and count % 1:
        return f"PT{int(count)}H{round(count % 1 * 60)}M" if count > 1 else f"PT{round(count * 60)}M"
    if unit == "year" and count % 1:
        return f"P{int(count)}Y{round(count % 1 * 12)}M" if count > 1 else f"P{round(count * 12)}M"
    return f"{prefix}{count:g}{letter}" if count < 10_000 else f"{prefix}{int(count)}{letter}"


def _set(match: TimeMatch, frame: Frame) -> Meaning:
    letters = {
        "daily": "P1D",
        "nightly": "P1D",
        "weekly": "P1W",
        "monthly": "P1M",
        "quarterly": "P1Q",
        "yearly": "P1Y",
        "annual": "P1Y",
        "annually": "P1Y",
        "hourly": "PT1H",
        "biweekly": "P2W",
        "fortnightly": "P2W",
    }
    if match.part("often"):
        return _nothing("repeated", letters[match.part("often")], "SET")
    weekday = load_calendar().weekdays.get(match.part("weekday"))
    if weekday is not None:
        return _nothing("repeated", f"XXXX-WXX-{weekday + 1}", "SET")
    if match.part("month"):
        return _nothing("repeated", f"XXXX-{load_calendar().months[match.part('month')]:02}", "SET")
    if match.part("part") or match.part("season"):
        return _nothing("repeated", "P1D" if match.part("part") else "P1Y", "SET")
    count = 2.0 if match.part("other") else read_number(match.part("count")) or 1.0
    return _nothing("repeated", _duration_value(count, _singular(match.part("unit"))), "SET")


def _vague(match: TimeMatch, frame: Frame) -> Meaning:
    words = match.part("vague")
    if "future" in words or words == "soon":
        return _nothing("no day named", "FUTURE_REF")
    if "past" in words or words in ("recently", "recent", "lately"):
        return _nothing("no day named", "PAST_REF")
    return _nothing("no day named", "PRESENT_REF")


# --- times of day ------------------------------------------------------------------------------------------------


def _clock(match: TimeMatch, frame: Frame) -> Meaning:
    return _on_anchor_day(frame, "time on the day of the event before")


def _part(match: TimeMatch, frame: Frame) -> Meaning:
    which = match.part("which").removeprefix("the ")
    if match.part("part") == "overnight" and frame.published:
        day = frame.published
        meaning = _over(day - dt.timedelta(days=1), day, "relative", "the night before publication")
        return replace(meaning, precision="day", value=(day - dt.timedelta(days=1)).isoformat())
    shift = 1 if which in ("next", "following") else -1 if which == "previous" else 0
    meaning = _on_anchor_day(frame, "part of the day of the event before", shift)
    stated = which in ("that", "same", "next", "following", "previous", "that same", "very same")
    return replace(meaning, basis="relative") if stated and meaning.edtf else meaning


def _on_anchor_day(frame: Frame, rule: str, shift: int = 0) -> Meaning:
    if frame.anchor is None:
        return _nothing("time of a day that is not known")
    first, last = (day + dt.timedelta(days=shift) for day in frame.anchor)
    if first == last:
        return _on(first, "carried", rule)
    return _over(first, last, "carried", rule)


def _time_of_day(match: TimeMatch) -> str | None:
    parts = load_calendar().parts
    for name in ("clock", "clock_before", "clock_after"):
        if match.part(name) and match.rule != "iso":
            return _read_clock(match.part(name))
    for name in ("part", "part_before", "part_after"):
        words = " ".join(match.part(name).split())
        if words and match.rule != "set":
            return parts[words]
    word = " ".join(match.part("word").split())
    if word in ("tonight", "last night"):
        return "night"
    if word.startswith("this "):
        return word.split()[-1]
    return None


def _read_clock(words: str) -> str:
    found = re.match(r"(\d{1,2})[:.]?(\d\d)?", words)
    if not found:
        return "midday"
    hour, minute = int(found[1]), int(found[2] or 0)
    if re.match(r"\d{4}", words):
        hour, minute = int(words[:2]), int(words[2:4])
    rest = words[found.end() :].replace(".", "").strip()
    if (rest.startswith("p") or "afternoon" in rest or "evening" in rest or "night" in rest) and hour < 12:
        hour += 12
    elif rest.startswith("am") and hour == 12:
        hour = 0
    return f"T{hour:02}:{minute:02}"


def _with_time(value: str | None, time_of_day: str) -> str | None:
    if value is None or len(value) != 10:
        return value
    if time_of_day.startswith("T"):
        return value + time_of_day
    letters = load_calendar().timex_parts.get(time_of_day)
    return f"{value}T{letters}" if letters else value


# --- ranges ------------------------------------------------------------------------------------------------------


def _range(match: TimeMatch, frame: Frame) -> Meaning:
    if match.first is None or match.last is None:
        return _nothing("range without ends")
    last = read_meaning(match.last, frame)
    last_day = last.bounds[1]
    home = frame
    if match.last.part("year") and not match.first.part("year") and last_day:
        home = replace(frame, published=last_day, tense="past")
    first = read_meaning(match.first, home)
    first_day = first.bounds[0]
    if first_day and last_day and first_day > last_day:
        if match.first.rule == match.last.rule == "weekday":
            last = read_meaning(match.last, replace(frame, published=first_day, tense="future"))
            last_day = last.bounds[1]
        else:
            first = read_meaning(match.first, replace(frame, published=last_day, tense="past"))
            first_day = first.bounds[0]
    if not (first.edtf and last.edtf and first_day and last_day) or first_day > last_day:
        if first.edtf and match.last.rule == "clock":
            return first
        return _nothing("range with an end that is not known")
    if match.first.rule == match.last.rule == "clock" and first.edtf == last.edtf:
        return first
    start, end = first.edtf.split("/")[0], last.edtf.split("/")[-1]
    basis: Basis = "stated" if first.basis == last.basis == "stated" else "relative"
    edtf = start if start == end else f"{start}/{end}"
    widest = max((first.precision, last.precision), key=_ORDER.index)
    return Meaning(edtf, widest, basis, "from one day to another", first.value)


_ORDER: tuple[Precision, ...] = ("day", "week", "month", "year", "decade", "unknown")


# --- days and months ---------------------------------------------------------------------------------------------


def _add_months(day: dt.date, count: int) -> dt.date:
    """The same day of the month that many months on; of the first of a month, always a day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    year = max(1, min(9998, year))
    return dt.date(year, month + 1, min(day.day, _month_length(year, month + 1)))


def _month_length(year: int, month: int) -> int:
    after = dt.date(year + month // 12, month % 12 + 1, 1) if year < 9999 else dt.date(9999, 12, 31)
    return (after - dt.timedelta(days=1)).day


def _singular(unit: str) -> str:
    unit = unit.split()[-1]
    return {"centuries": "century"}.get(unit, unit.removesuffix("s"))


_RULES: dict[str, Callable[[TimeMatch, Frame], Meaning]] = {
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
    "weekday": _weekday,
    "named day": _named_day,
    "deictic": _deictic,
    "unit": _unit,
    "offset": _offset,
    "span": _span,
    "duration": _duration,
    "set": _set,
    "clock": _clock,
    "part": _part,
    "vague": _vague,
}
