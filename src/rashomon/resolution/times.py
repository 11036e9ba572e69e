"""When: the public face of the time rooms, from an expression or a clause to a Period.

The publication date is only ever used by a rule that the Period names: for a date seen from it ("Tuesday"), or for
an act that the document itself performs ("The Ministry demands ..."). Where the words cannot be resolved the Period
keeps them, with precision "unknown".
"""

from __future__ import annotations

import datetime as dt
import re

from rashomon.records import Period
from rashomon.resolution.clause_times import find_periods, period_of
from rashomon.resolution.periods import days_of, lead_of, write_period
from rashomon.resolution.time_expressions import TimeMatch, find_times
from rashomon.resolution.time_values import Frame, TimexType, read_meaning

__all__ = ["TimeMatch", "find_periods", "find_times", "period_of", "resolve_time", "tense_around", "timex_value"]


def resolve_time(
    text: str,
    *,
    start: int = 0,
    published: dt.date | None,
    tense: str = "past",
    anchor: Period | None = None,
) -> Period:
    """The Period that the first time expression of a text means.

    ``start`` is the text's offset in its document. ``tense`` "future" looks ahead from publication, "present" reads
    "for two years" as a stretch up to it; ``anchor`` is the event that "two days later" counts from. A relative date
    without a day of publication keeps its words, with precision "unknown".

    >>> resolve_time("late on Monday", published=dt.date(2018, 11, 27)).edtf
    '2018-11-26'
    """
    matches = find_times(text)
    if not matches:
        return Period(start, start + len(text), text, rule="no time expression")
    match = next((match for match in matches if match.rule not in ("duration", "set", "vague")), matches[0])
    frame = Frame(published, tense, days_of(anchor), lead_of(text, match.start))
    return write_period(match, read_meaning(match, frame), frame, shift=start)


def timex_value(
    match: TimeMatch,
    *,
    published: dt.date | None,
    tense: str = "past",
    anchor: tuple[dt.date, dt.date] | None = None,
) -> tuple[TimexType, str | None]:
    """Type and value of an expression in TimeML (TIMEX3): ("DATE", "1998-W33"); None where no value follows.

    ``anchor``: first and last day of the event before; without one, "the next day" counts from publication.
    """
    home = (published, published) if published else None
    meaning = read_meaning(match, Frame(published, tense, anchor or home))
    return meaning.type, meaning.value


def tense_around(text: str, start: int, end: int) -> str:
    """Which way the words around an expression look, where no parse says: "future", "past" or "none"."""
    if _AHEAD.search(text, max(0, start - 24), start):
        return "future"
    opening = max(text.rfind(sign, 0, start) for sign in (". ", "? ", "! ", "\n", ";", '"', "“", "``"))
    for stretch, nearest in ((text[max(opening, start - 200, 0) : start], -1), (text[end : end + 60].split(".")[0], 0)):
        signs = list(_TENSE_SIGNS.finditer(stretch))
        if signs:
            return "future" if signs[nearest]["future"] else "past"
    return "none"


_AHEAD = re.compile(
    r"\b(?:until|till|ahead of|as early as|as soon as|no later than|upcoming|set for|due|scheduled for|planned for|"
    r"slated for)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_TENSE_SIGNS = re.compile(
    r"\b(?:(?P<future>(?:will|shall|won't|going to|plans? to|planned to|planning to|hopes? to|expected to|scheduled|"
    r"due|slated|would|should be|(?:is|are|was|were) (?:set )?to|wants? to|agreed to|intends? to|to be)\b|['’]ll\b)"
    r"|(?P<past>was|were|had|has|did|said|told|went|came|took|gave|made|got|held|began|left|shot|met|saw|"
    r"(?!United\b)\w+ed))\b",
    re.IGNORECASE,
)
