"""Finds the stretches of a text that speak of time, and takes them apart; what they mean is ``times.py``'s affair.

A grammar of English time expressions as a table of patterns. The longest match at a word wins; of two as long, the
one that comes first in the table. Words come from ``lexicons/en/calendar.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rashomon.resolution.almanac import load_calendar
from rashomon.resolution.numbers import NUMERAL
from rashomon.resolution.time_look_alikes import holds


@dataclass(frozen=True, slots=True)
class TimeMatch:
    """A time expression in a text, with the rule that found it and its parts."""

    start: int
    end: int
    text: str
    rule: str
    parts: tuple[tuple[str, str], ...] = ()
    first: TimeMatch | None = None  # of a range: from
    last: TimeMatch | None = None  # of a range: to

    def part(self, name: str) -> str:
        """The words of one part ("weekday", "month" ...), lower case; "" when it has none."""
        for key, value in self.parts:
            if key == name:
                return value
        return ""


def find_times(text: str, *, ranges: bool = True) -> tuple[TimeMatch, ...]:
    """The time expressions of a text, left to right, none within another.

    With ``ranges``, "between 3 March and 9 April" is one expression, else two.
    """
    grammar = _grammar()
    found: list[TimeMatch] = []
    end = 0
    words = [(word.start(), word[0].lower()) for word in _WORD.finditer(text)]
    times = [word[0].isdigit() or word in grammar.times or word[:-2] in grammar.times for _, word in words]
    for index, (start, word) in enumerate(words):
        if start < end or not (times[index] or word in grammar.starts) or not any(times[index : index + _REACH]):
            continue
        match = _longest(text, start, grammar)
        if match:
            found.append(match)
            end = match.end
    return _join_ranges(text, found) if ranges else tuple(found)


_REACH = 7  # words from the first of an expression to the first that speaks of time: "in the early hours of"
_WORD = re.compile(r"(?:(?<=^)|(?<=[^\w]))['’]?\w+(?:['’.]\w+)*")


@dataclass(frozen=True, slots=True)
class _Grammar:
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    starts: frozenset[str]  # words that an expression may begin with
    times: frozenset[str]  # words that speak of time: every expression has one, or a figure


def _longest(text: str, start: int, grammar: _Grammar) -> TimeMatch | None:
    best: TimeMatch | None = None
    for rule, pattern in grammar.patterns:
        match = pattern.match(text, start)
        if match and match.end() > (best.end if best else start) and holds(rule, match):
            parts = tuple((name, value.lower()) for name, value in match.groupdict().items() if value)
            best = TimeMatch(match.start(), match.end(), match[0], rule, parts)
    return best


# --- the grammar -------------------------------------------------------------------------------------------------

_HEDGE = (
    r"(?:(?P<hedge>(?i:about|around|nearly|almost|more than|less than|fewer than|just over|just under|over|under|"
    r"at least|at most|up to|some|roughly|approximately|only|just|barely))\s+)?"
)
_EDGE = r"(?i:early|late|mid|middle of|beginning of|start of|end of|earlier|later)"
_COUNT = rf"(?i:{NUMERAL}|an?(?=\s)|several|(?:a\s+)?few|many|some|half(?:\s+an?)?|a half|couple\s+of)"
_YEAR = r"(?:1[0-9]\d\d|20\d\d)(?![\d%])(?!,\d|\.\d)"
_YEAR_WORDS = (
    rf"(?:{_YEAR}|(?i:(?:last|this|next|that|the\s+same|the\s+previous|the\s+following|the\s+current|the)\s+year)\b)"
)


@cache
def _grammar() -> _Grammar:
    calendar = load_calendar()
    names = {
        "months": _cased(calendar.months),
        "full_months": _cased(
            {name: 0 for name in calendar.months if len(name) > 4 or name in ("may", "june", "july")}
        ),
        "weekdays": _cased({name: 0 for name in calendar.weekdays if len(name) > 5}),
        "any_weekdays": _cased(calendar.weekdays),
        "parts": _loose(calendar.parts),
        "units": _loose({unit + plural: 0 for unit in calendar.units for plural in ("", "s")} | {"centuries": 0}),
        "zones": _exact(calendar.zones),
        "days": _named(calendar.days),
    }
    patterns = tuple((rule, re.compile(pattern)) for rule, pattern in _table(names))
    times = set(_TIME_WORDS.split())
    for table in (calendar.months, calendar.weekdays, calendar.seasons, calendar.units, calendar.parts, calendar.days):
        for name in table:
            words = name.replace(".", "").split()
            times.update(word for word in (*words, *name.split(), *name.split("-")) if word not in _PLAIN_WORDS)
    times.update(f"{name}s" for name in (*calendar.weekdays, *calendar.units))
    return _Grammar(patterns, frozenset(_START_WORDS.split()), frozenset(times))


_PLAIN_WORDS = frozenset({"the", "of", "a", "in", "all", "new", "st", "us", "light", "first"})
_START_WORDS = """
the a an this that these last next past previous preceding following coming current each every about around right
nearly almost more less fewer just over under at up some roughly approximately only barely several few many half couple
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred dozen early late mid middle beginning start end
earlier later once twice first second third fourth final in before by after during until since all near through new st
"""
_TIME_WORDS = """
recent future past yesterday today tomorrow tonight overnight now currently presently present nowadays recently lately
soon moment daily weekly monthly quarterly yearly annual annually nightly hourly biweekly fortnightly q1 q2 q3 q4
centuries daylong weeklong monthlong yearlong '60s '70s '80s '90s ’60s ’70s ’80s ’90s twenties thirties forties
fifties sixties seventies eighties nineties hours o'clock nineteen-twenties nineteen-sixties nineteen-eighties
"""


def _table(names: dict[str, str]) -> list[tuple[str, str]]:
    months, weekdays, parts, units = names["months"], names["weekdays"], names["parts"], names["units"]
    weekday = rf"(?:(?P<weekday>{names['any_weekdays']})\b\.?,?\s+(?:the\s+)?)?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    day_to = r"(?:\s*(?:[-–/]|\bto\b|\band\b|\bor\b)\s*(?P<day_to>\d{1,2})(?:st|nd|rd|th)?)?"
    year = rf"(?:(?:\s+of)?,?\s+(?P<year>{_YEAR_WORDS}))?"
    before, after = _before(names), _after(names)
    which = (
        r"(?P<which>(?i:this\s+past|this\s+coming|last|this|next|past|that\s+same|that\s+very|that|the\s+very\s+same|"
        r"the\s+same|the\s+following|the\s+next|the\s+previous|the\s+preceding|the\s+last|the\s+past|the\s+coming|"
        r"the\s+current|the\s+upcoming|the\s+prior|current|previous|following|coming|the))"
    )
    vague = (
        r"now|right now|currently|presently|at present|at the moment|nowadays|these days|recently|recent|lately|"
        r"the (?:near |not too distant |foreseeable )?future|(?:near )?future|the (?:recent |distant )?past"
        r"(?=\s*(?:[.,;:!?\"”]|and\b|but\b|$))|soon"
    )
    return [
        (
            "iso",
            r"(?P<year>\d{4})(?P<sign>[-/])(?P<month>\d\d)(?P=sign)(?P<day>\d\d)(?:T(?P<clock>\d\d:\d\d)\S*)?(?!\d)",
        ),
        ("numeric", r"(?P<first>\d{1,2})(?P<sign>[/.])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4}|\d\d)(?!\d)"),
        (
            "day month",
            rf"{before}{weekday}(?:(?P<which>(?i:the|last|this|next))\s+)?{day}{day_to}(?:\s+of)?\s+(?P<month>{months})\b(?:\.(?=,?\s+\d))?{year}{after}",
        ),
        (
            "month day",
            rf"{before}{weekday}(?:(?P<which>(?i:the|last|this|next))\s+)?(?P<month>{months})\b\.?\s+(?:the\s+)?{day}\b(?!:\d|,\d\d\d|\.\d){day_to}(?!:?\d)"
            rf"{year}{after}",
        ),
        (
            "month year",
            rf"(?:(?:the\s+)?(?P<edge>{_EDGE})[\s-]+)?(?:the\s+)?(?P<month>{months})\b\.?(?:\s+of|,)?\s+"
            rf"(?P<year>{_YEAR_WORDS})",
        ),
        (
            "month",
            rf"(?:(?:the\s+)?(?P<edge>{_EDGE})[\s-]+)?(?:{which}\s+)?(?P<month>{months})\b(?![-–]\w)",
        ),
        (
            "season",
            rf"(?:(?:the\s+)?(?P<edge>{_EDGE})[\s-]+)?(?:{which}\s+)?(?P<season>(?i:spring|summer|autumn|fall|winter))\b"
            rf"(?:(?:\s+of|,)?\s+(?P<year>{_YEAR_WORDS}))?",
        ),
        (
            "quarter",
            r"(?:the\s+)?(?P<ordinal>(?i:first|second|third|fourth|last|final|1st|2nd|3rd|4th))[\s-]"
            rf"(?P<unit>(?i:quarter|half|three\s+months|six\s+months))(?:\s+of)?(?:\s+(?P<year>{_YEAR_WORDS}))?",
        ),
        ("quarter", rf"Q(?P<ordinal>[1-4])(?P<unit>)(?:\s+(?:of\s+)?(?P<year>{_YEAR_WORDS}))?"),
        ("years", rf"(?P<year>{_YEAR})\s*(?:[-–]|/)\s*(?P<year_to>{_YEAR}|\d\d(?!\d|-|/))"),
        ("year", rf"(?:(?:the\s+)?(?P<edge>{_EDGE})[\s-]+)?(?P<year>{_YEAR})(?![-–/:]\d|\w|°)"),
        (
            "decade",
            rf"(?:the\s+)?(?:(?P<edge>{_EDGE})[\s-]+)?(?:the\s+)?(?P<decade>(?:1\d|20)\d0['’]?s|['’]\d0s|"
            r"(?<=[Tt]he )\d0s|(?i:(?:nineteen[\s-])?"
            r"(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)))\b",
        ),
        (
            "century",
            r"(?:the\s+)?(?:(?P<edge>(?i:early|late|mid))[\s-]+)?(?P<century>\d{1,2}(?:st|nd|rd|th)|"
            r"(?i:sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[\s-]first))[\s-](?i:century)",
        ),
        ("weekday", rf"{before}(?:{which}\s+)?(?P<weekday>{weekdays})\b{after}"),
        (
            "named day",
            rf"{before}(?:{which}\s+)?(?P<named>{names['days']})(?!\w)(?:,?\s+(?P<year>{_YEAR_WORDS}))?{after}",
        ),
        (
            "deictic",
            rf"{before}(?P<word>(?i:the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|yesterday|today|tomorrow|"
            rf"tonight|last\s+night|this\s+morning|this\s+afternoon|this\s+evening))\b{after}",
        ),
        (
            "unit",
            rf"(?:(?P<edge>(?i:earlier|later|early|late|the\s+end\s+of|the\s+beginning\s+of|the\s+start\s+of))\s+"
            rf"(?:in\s+)?)?(?:(?:one|later|earlier)\s+)?{which}\s+"
            r"(?P<unit>(?i:weekend|week|month|quarter|fiscal\s+year|year|decade|century|fortnight|day|night|morning|"
            r"afternoon|evening))\b(?!\s+(?i:before|after|earlier|later|ago)\b)",
        ),
        (
            "unit",
            r"(?P<edge>(?i:earlier|later|early|late))\s+(?:on\s+)?in\s+(?P<which>the|this)\s+"
            r"(?P<unit>(?i:week|weekend|month|year|day|night|morning|afternoon|evening|decade))\b",
        ),
        (
            "offset",
            rf"{_HEDGE}(?:(?P<count>{_COUNT})[\s-]+)?(?P<unit>{units})(?P<half>\s+and\s+a\s+half)?\s+(?P<way>(?i:ago|earlier|later|before|after|"
            r"afterwards|previously|from\s+now|hence|from\s+today))\b"
            r"(?:\s+(?P<from>(?i:that|then|yesterday|today)))?",
        ),
        (
            "offset",
            r"(?P<count>(?i:the|a|an|one))\s+(?P<unit>(?i:day|night|week|fortnight|month|year|morning|evening|decade))\s+"
            r"(?P<way>(?i:before|after|earlier|later))\b(?:\s+(?P<from>(?i:that|then)))?",
        ),
        (
            "span",
            r"(?P<which>(?i:the\s+past|the\s+last|the\s+next|the\s+previous|the\s+coming|the\s+preceding|"
            r"the\s+following|the\s+first|these\s+past|this\s+past|these\s+last|past|recent|coming|last|next))\s+"
            rf"(?:(?P<count>{_COUNT})\s+)?(?P<unit>{units})\b",
        ),
        (
            "duration",
            rf"{_HEDGE}(?P<count>{_COUNT})[\s-]+(?P<unit>{units})(?:[\s-](?i:long))?\b(?![\s-](?i:olds?)\b)"
            r"(?P<half>\s+and\s+a\s+half)?",
        ),
        (
            "duration",
            r"(?P<unit>(?i:seconds|minutes|hours|days|nights|weeks|months|years|decades|centuries))(?:-(?i:long))?\b",
        ),
        ("duration", r"(?P<unit>(?i:day|week|month|year|hour|decade|century))[\s-]?(?i:long)\b"),
        ("duration", r"(?i:all|the\s+whole|the\s+entire)\s+(?P<unit>(?i:day|week|month|year|night|weekend))\b"),
        (
            "set",
            r"(?P<often>(?i:daily|weekly|monthly|quarterly|yearly|annually|annual|nightly|hourly|biweekly|"
            r"fortnightly))\b",
        ),
        (
            "set",
            rf"(?i:every|each)\s+(?P<other>(?i:other)\s+)?(?:(?P<count>{_COUNT})\s+)?"
            rf"(?:(?P<unit>{units})|(?P<weekday>{weekdays})|(?P<month>{names['full_months']})|(?P<part>{parts})|"
            r"(?P<season>(?i:spring|summer|autumn|winter)))\b",
        ),
        ("set", rf"(?P<times>(?i:once|twice|{NUMERAL}\s+times))\s+(?i:a|an|per|every)\s+(?P<unit>{units})\b"),
        ("set", rf"(?P<weekday>{weekdays})s\b(?:\s+and\s+(?:{weekdays})s\b)?"),
        ("clock", rf"{_clock('clock', names)}"),
        (
            "part",
            r"(?P<which>(?i:in\s+the|at|before|by|after|around|during\s+the|through\s+the|until|since|that\s+same|"
            r"that\s+very|that|the\s+same|the\s+very\s+same|the\s+next|the\s+following|the\s+previous))\s+"
            rf"(?:(?P<edge>(?i:early|late))\s+)?(?P<part>{parts})\b",
        ),
        ("part", r"(?P<part>(?i:overnight|midnight|noon))\b"),
        ("vague", rf"(?P<vague>(?i:{vague}))\b"),
    ]


def _before(names: dict[str, str]) -> str:
    """What may stand before a day: "9 a.m. on", "the night of", "before dawn on", "late on", "early"."""
    clock = _clock("clock_before", names)
    return (
        rf"(?:{clock},?\s+(?:(?i:on)\s+)?|(?:(?i:the|that|before|around|at|in\s+the)\s+)?"
        rf"(?:(?P<edge_before>(?i:early|late))\s+(?:in\s+the\s+)?)?(?P<part_before>{names['parts']})\s+"
        rf"(?:(?i:of|on|before|into|to)\s+)?|(?P<edge_on>(?i:early|late|earlier|later))\s+(?:(?i:on)\s+)?)?"
    )


def _after(names: dict[str, str]) -> str:
    """What may stand after a day: "night", "at 20:45", "in the morning"."""
    clock = _clock("clock_after", names)
    return (
        rf"(?:,?\s+(?:(?P<edge_after>(?i:early|late))\s+)?(?:(?i:in\s+the|at|before)\s+)?(?P<part_after>{names['parts']})\b"
        rf"|,?\s+(?:(?i:at|around|about|by|,)\s+)*{clock})?"
    )


def _clock(name: str, names: dict[str, str]) -> str:
    zone = rf"(?:\s*\(?(?P<zone_{name}>{names['zones']})\b\)?)"
    return (
        rf"(?:(?P<{name}>\d{{1,2}}(?:[:.]\d\d)?\s*(?i:[ap]\.?m\b\.?|o['’]clock\b)"
        r"|\d{1,2}\s+(?i:in\s+the\s+(?:morning|afternoon|evening)|at\s+night)"
        r"|(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d)"
        rf"|(?:[01]\d|2[0-4])[.:]?[0-5]\d(?=\s*(?:hours|hrs|GMT|UTC)\b)(?:\s*(?:hours|hrs)\b)?)"
        rf"{zone}?)"
    )


def _cased(table: Iterable[str]) -> str:
    names = sorted(table, key=len, reverse=True)
    return "(?:" + "|".join(f"{name.title()}|{name.upper()}" for name in names) + ")"


def _loose(table: Iterable[str]) -> str:
    return (
        "(?i:" + "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(table, key=len, reverse=True)) + ")"
    )


def _exact(names: tuple[str, ...]) -> str:
    return "(?:" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + ")"


def _named(days: Iterable[str]) -> str:
    return (
        "(?i:"
        + "|".join(
            re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]") for name in sorted(days, key=len, reverse=True)
        )
        + ")"
    )


# --- ranges ------------------------------------------------------------------------------------------------------

_BETWEEN = re.compile(r"\b(between|from)\s+(?:the\s+)?$", re.IGNORECASE)
_DAY_AND = re.compile(
    r"\b(?:between|from)\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+(?:and|to|until|through)\s+$", re.IGNORECASE
)
_LINK = re.compile(
    r"\s*(?:,?\s+(?P<and>and|or)\s+|\s+(?P<to>to|through|until|till)\s+|(?P<dash>\s*[-–]\s*))(?:the\s+)?", re.IGNORECASE
)


def _join_ranges(text: str, found: list[TimeMatch]) -> tuple[TimeMatch, ...]:
    joined: list[TimeMatch] = []
    position = 0
    while position < len(found):
        first = found[position]
        last = found[position + 1] if position + 1 < len(found) else None
        if last and _is_range(text, first, last):
            opening = _BETWEEN.search(text, max(0, first.start - 14), first.start)
            start = opening.start() if opening else first.start
            joined.append(TimeMatch(start, last.end, text[start : last.end], "range", (), first, last))
            position += 2
            continue
        bare = _DAY_AND.search(text, max(0, first.start - 24), first.start)
        if bare and first.part("day") and not first.part("day_to"):
            parts = (*first.parts, ("day_to", first.part("day")))
            parts = tuple((name, bare[1] if name == "day" else value) for name, value in parts)
            first = TimeMatch(bare.start(), first.end, text[bare.start() : first.end], first.rule, parts)
        joined.append(first)
        position += 1
    return tuple(joined)


_JOINABLE = frozenset(
    {
        "day month",
        "month day",
        "month year",
        "month",
        "year",
        "weekday",
        "named day",
        "iso",
        "numeric",
        "clock",
        "deictic",
        "season",
        "decade",
    }
)


def _is_range(text: str, first: TimeMatch, last: TimeMatch) -> bool:
    link = _LINK.fullmatch(text, first.end, last.start)
    if not link or not {first.rule, last.rule} <= _JOINABLE:
        return False
    opening = _BETWEEN.search(text, max(0, first.start - 14), first.start)
    if opening:
        return bool(link["and"]) == (opening[1].lower() == "between") or bool(link["to"] or link["dash"])
    if link["and"]:
        return first.rule == last.rule == "weekday" and link["and"].lower() == "and"
    return first.rule == last.rule and first.rule != "clock"
