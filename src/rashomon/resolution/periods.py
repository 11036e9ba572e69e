"""From what an expression means to a Period: its span, its EDTF with "since" and "until" taken in, its rule."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from rashomon.records import Basis, Period
from rashomon.resolution.edtf import find_bounds
from rashomon.resolution.time_expressions import TimeMatch
from rashomon.resolution.time_values import Frame, Meaning


def write_period(match: TimeMatch, meaning: Meaning, frame: Frame, *, shift: int = 0) -> Period:
    """The Period of an expression; ``shift`` is the offset of its text in the document."""
    edtf, basis, rule = meaning.edtf, meaning.basis, meaning.rule
    if edtf and match.rule != "range":
        edtf, basis, rule = _with_lead(edtf, basis, rule, frame)
    earliest, latest = find_bounds(edtf) if edtf else (None, None)
    return Period(
        match.start + shift,
        match.end + shift,
        match.text,
        edtf=edtf,
        earliest=earliest.isoformat() if earliest else None,
        latest=latest.isoformat() if latest else None,
        time_of_day=meaning.time_of_day,
        precision=meaning.precision if edtf else "unknown",
        basis=basis if edtf else "unknown",
        rule=rule,
    )


def days_of(period: Period | None) -> tuple[dt.date, dt.date] | None:
    """First and last day of a Period that has both."""
    if period is None or period.earliest is None or period.latest is None:
        return None
    return dt.date.fromisoformat(period.earliest), dt.date.fromisoformat(period.latest)


@lru_cache(maxsize=64)  # asked again for each clause of a sentence
def lead_of(text: str, start: int) -> str:
    """The word before an expression, lower case: "since" of "since about 1991"."""
    found = _LEAD.search(text, max(0, start - 32), start)
    return found[1].lower() if found else ""


_LEAD = re.compile(
    r"(\w+)\s+(?:(?:about|around|the|late|early|at least|nearly|almost|more than|over)\s+)*$", re.IGNORECASE
)


def _with_lead(edtf: str, basis: Basis, rule: str, frame: Frame) -> tuple[str, Basis, str]:
    """ "since December" begins there; "before the election" ends there."""
    start, end = edtf.split("/")[0], edtf.split("/")[-1]
    match frame.lead:
        case "since":
            begins = find_bounds(start)[0] if start != ".." else None
            if frame.published and frame.tense == "present" and begins and begins < frame.published:
                return f"{start}/{frame.published.isoformat()}", "relative", f"{rule}, from then to publication"
            return f"{start}/..", basis, f"{rule}, from then on"
        case "until" | "till" | "before" | "by":
            return f"../{end}", basis, f"{rule}, up to then"
        case "after":
            return f"{start}/..", basis, f"{rule}, from then on"
        case _:
            return edtf, basis, rule
