"""What a time expression means: the days it covers, seen from the day of publication or from the event before.

Weekdays and months without a year look back, or ahead where the tense is future; a date that is near in one
direction and most of a year away in the other takes the near one. Nothing is counted from the day of publication
where that is not known: then the answer is ``None``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from rashomon.records import Basis, Precision
from rashomon.resolution.almanac import load_calendar
from rashomon.resolution.time_counts import COUNT_RULES
from rashomon.resolution.time_dates import DATE_RULES
from rashomon.resolution.time_expressions import TimeMatch
from rashomon.resolution.time_meanings import Frame, Meaning, TimexType, no_days, on_day, over_days, with_time

__all__ = ["Frame", "Meaning", "TimexType", "read_meaning"]


def read_meaning(match: TimeMatch, frame: Frame) -> Meaning:
    """The days that an expression means within its frame."""
    if match.rule == "range":
        return _range(match, frame)
    meaning = _RULES[match.rule](match, frame)
    time_of_day = _time_of_day(match)
    if time_of_day and meaning.edtf:
        return replace(meaning, time_of_day=time_of_day, value=with_time(meaning.value, time_of_day), type="TIME")
    return replace(meaning, time_of_day=time_of_day) if time_of_day and not meaning.time_of_day else meaning


# --- times of day ------------------------------------------------------------------------------------------------


def _clock(match: TimeMatch, frame: Frame) -> Meaning:
    return _on_anchor_day(frame, "time on the day of the event before")


def _part(match: TimeMatch, frame: Frame) -> Meaning:
    which = match.part("which").removeprefix("the ")
    if match.part("part") == "overnight" and frame.published:
        day = frame.published
        meaning = over_days(day - dt.timedelta(days=1), day, "relative", "the night before publication")
        return replace(meaning, precision="day", value=(day - dt.timedelta(days=1)).isoformat())
    shift = 1 if which in ("next", "following") else -1 if which == "previous" else 0
    meaning = _on_anchor_day(frame, "part of the day of the event before", shift)
    stated = which in ("that", "same", "next", "following", "previous", "that same", "very same")
    return replace(meaning, basis="relative") if stated and meaning.edtf else meaning


def _on_anchor_day(frame: Frame, rule: str, shift: int = 0) -> Meaning:
    if frame.anchor is None:
        return no_days("time of a day that is not known")
    first, last = (day + dt.timedelta(days=shift) for day in frame.anchor)
    if first == last:
        return on_day(first, "carried", rule)
    return over_days(first, last, "carried", rule)


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


# --- ranges ------------------------------------------------------------------------------------------------------


def _range(match: TimeMatch, frame: Frame) -> Meaning:
    if match.first is None or match.last is None:
        return no_days("range without ends")
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
        return no_days("range with an end that is not known")
    if match.first.rule == match.last.rule == "clock" and first.edtf == last.edtf:
        return first
    start, end = first.edtf.split("/")[0], last.edtf.split("/")[-1]
    basis: Basis = "stated" if first.basis == last.basis == "stated" else "relative"
    edtf = start if start == end else f"{start}/{end}"
    widest = max((first.precision, last.precision), key=_ORDER.index)
    return Meaning(edtf, widest, basis, "from one day to another", first.value)


_ORDER: tuple[Precision, ...] = ("day", "week", "month", "year", "decade", "unknown")


_RULES: dict[str, Callable[[TimeMatch, Frame], Meaning]] = {
    **DATE_RULES,
    **COUNT_RULES,
    "clock": _clock,
    "part": _part,
}
