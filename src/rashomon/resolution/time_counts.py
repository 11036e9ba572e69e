"""What is counted or seen from another day: weekdays, "last week", "two days later", "the past year", durations."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from rashomon.records import Precision
from rashomon.resolution.almanac import load_calendar
from rashomon.resolution.edtf import find_bounds
from rashomon.resolution.numbers import read_number
from rashomon.resolution.time_expressions import TimeMatch
from rashomon.resolution.time_meanings import Frame, Meaning, add_months, no_days, on_day, over_days, with_time


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
        return on_day(day, "relative", "weekday seen from the event before")
    if frame.published is None:
        return no_days("weekday, no day of publication")
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
    return on_day(day, "relative", ahead_rule)


def _deictic(match: TimeMatch, frame: Frame) -> Meaning:
    if frame.published is None:
        return no_days("day of speaking, no day of publication")
    word = " ".join(match.part("word").split())
    shift = {
        "the day before yesterday": -2,
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
        "the day after tomorrow": 2,
    }.get(word, 0)
    return on_day(frame.published + dt.timedelta(days=shift), "relative", f"{word.split()[-1]} seen from publication")


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
        return no_days("seen from an event that is not known", _unit_value(unit))
    home = frame.anchor[0] if anchored and frame.anchor else frame.published
    if home is None:
        return no_days("seen from publication, no day of publication")
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
            first, last = (day + dt.timedelta(days=shift) for day in frame.anchor)
            return over_days(first, last, "relative", rule)
        meaning = on_day(home + dt.timedelta(days=shift), "relative", rule)
        if unit == "day":
            return meaning
        return replace(meaning, time_of_day=unit, type="TIME", value=with_time(meaning.value, unit))
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
    return over_days(first, last, "relative", rule, value=value, qualifier=qualifier, precision=precision)


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
            first = add_months(home.replace(day=1), shift)
            return first, add_months(first, 1) - dt.timedelta(days=1), f"{first:%Y-%m}", "month"
        case "quarter":
            first = add_months(home.replace(month=home.month - (home.month - 1) % 3, day=1), 3 * shift)
            return first, add_months(first, 3) - dt.timedelta(days=1), f"{first.year}-Q{first.month // 3 + 1}", "year"
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


_MOST = 5000  # of any unit: more is no way to tell a date


def _offset(match: TimeMatch, frame: Frame) -> Meaning:
    way = match.part("way").split()[0]
    unit = _singular(match.part("unit"))
    back = way in ("ago", "earlier", "before", "previously")
    reference = match.part("from")
    from_publication = way in ("ago", "from", "hence") or reference in ("yesterday", "today")
    home = frame.published if from_publication else frame.anchor[0] if frame.anchor else None
    if home is None:
        return no_days("counted from an event that is not known", "PAST_REF" if back else "FUTURE_REF")
    if reference == "yesterday":
        home -= dt.timedelta(days=1)
    rule = f"counted from {'publication' if from_publication else 'the event before'}"
    count = 1.0 if match.part("count") == "the" else read_number(match.part("count"))
    if count is not None and match.part("half"):
        count += 0.5
    if count is None or count > _MOST:
        meaning = _vague_offset(home, unit, back, rule)
    else:
        meaning = _moved(home, -count if back else count, unit, rule, "~" if match.part("hedge") else "")
    if not from_publication and frame.anchor and meaning.precision == "day" and frame.anchor[1] > frame.anchor[0]:
        step = find_bounds(meaning.edtf or "")[0]
        if step:  # the event before is known to a week or a month only: so is this one
            last = frame.anchor[1] + (step - home)
            meaning = over_days(step, last, "relative", rule, value=meaning.value, qualifier="~")
    if way in ("before", "after") and not reference and match.part("count") != "the":
        return replace(meaning, value=_duration_value(count, unit), type="DURATION")
    return meaning


def _moved(home: dt.date, count: float, unit: str, rule: str, qualifier: str) -> Meaning:
    match unit:
        case "second" | "minute":
            return on_day(home, "relative", rule, "~")
        case "hour":
            days = int(count / 24)
            return on_day(home + dt.timedelta(days=days), "relative", rule, qualifier if count % 24 == 0 else "~")
        case "day" | "night" | "morning" | "afternoon" | "evening":
            return on_day(home + dt.timedelta(days=round(count)), "relative", rule, qualifier)
        case "week" | "fortnight" | "weekend":
            days = round(count * (14 if unit == "fortnight" else 7))
            day = home + dt.timedelta(days=days)
            year, week, _ = day.isocalendar()
            return replace(on_day(day, "relative", rule, "~"), precision="week", value=f"{year}-W{week:02}")
        case "month" | "quarter":
            month = add_months(home.replace(day=1), round(count * (3 if unit == "quarter" else 1)))
            last = add_months(month, 1) - dt.timedelta(days=1)
            return over_days(month, last, "relative", rule, value=f"{month:%Y-%m}", qualifier="~")
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
        return no_days("counted in units too long to be told", "PAST_REF" if back else "FUTURE_REF")
    least, most, precision = spans[unit]
    sign = -1 if back else 1
    first, last = sorted((home + dt.timedelta(days=sign * least), home + dt.timedelta(days=sign * most)))
    if precision == "year":
        first, last = first.replace(day=1), add_months(last.replace(day=1), 1) - dt.timedelta(days=1)
    elif precision == "decade":
        first, last = first.replace(month=1, day=1), last.replace(month=12, day=31)
    value = "PAST_REF" if back else "FUTURE_REF"
    return over_days(first, last, "relative", rule + ", vaguely", value=value, qualifier="~", precision=precision)


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
    if home is None or (count or 0) > _MOST:
        return no_days("seen from a day that is not known", value, "DURATION")
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
    if (count or 0) > _MOST:
        return no_days("duration", value, "DURATION")
    if (
        frame.tense == "present"
        and frame.lead in ("for", "over", "in")
        and frame.published
        and count
        and unit in ("week", "fortnight", "month", "quarter", "year", "decade")
    ):
        meaning = _back_from(frame.published, count, unit, "duration up to publication, tense present")
        return replace(meaning, value=value, type="DURATION")
    if frame.tense == "future" and frame.lead == "in" and frame.published and count:
        meaning = _moved(frame.published, count, unit, "counted ahead from publication", "")
        return replace(meaning, value=value, type="DURATION")
    return no_days("duration", value, "DURATION")


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
    }.get(unit, "D")
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
        return no_days("repeated", letters[match.part("often")], "SET")
    weekday = load_calendar().weekdays.get(match.part("weekday"))
    if weekday is not None:
        return no_days("repeated", f"XXXX-WXX-{weekday + 1}", "SET")
    if match.part("month"):
        return no_days("repeated", f"XXXX-{load_calendar().months[match.part('month')]:02}", "SET")
    if match.part("part") or match.part("season"):
        return no_days("repeated", "P1D" if match.part("part") else "P1Y", "SET")
    count = 2.0 if match.part("other") else read_number(match.part("count")) or 1.0
    return no_days("repeated", _duration_value(count, _singular(match.part("unit"))), "SET")


def _vague(match: TimeMatch, frame: Frame) -> Meaning:
    words = match.part("vague")
    if "future" in words or words == "soon":
        return no_days("no day named", "FUTURE_REF")
    if "past" in words or words in ("recently", "recent", "lately"):
        return no_days("no day named", "PAST_REF")
    return no_days("no day named", "PRESENT_REF")


def _singular(unit: str) -> str:
    unit = unit.split()[-1]
    return {"centuries": "century"}.get(unit, unit.removesuffix("s"))


COUNT_RULES: Mapping[str, Callable[[TimeMatch, Frame], Meaning]] = MappingProxyType(
    {
        "weekday": _weekday,
        "deictic": _deictic,
        "unit": _unit,
        "offset": _offset,
        "span": _span,
        "duration": _duration,
        "set": _set,
        "vague": _vague,
    }
)
