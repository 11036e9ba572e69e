"""A clause's own time expressions: in its relations, counted from it, or claimed by no other clause."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rashomon.records import Clause, Document, Period, Phrase, Span
from rashomon.resolution.acts import load_acts
from rashomon.resolution.periods import days_of, lead_of, write_period
from rashomon.resolution.time_expressions import TimeMatch, find_times
from rashomon.resolution.time_values import Frame, read_meaning


@dataclass(frozen=True, slots=True)
class Question:
    clause: Clause
    document: Document
    anchor: Period | None
    siblings: tuple[Clause, ...]
    matches: tuple[TimeMatch, ...]  # the expressions of the sentence
    is_act: bool = False
    carry: Period | None = None  # whose day a bare past tense may share
    same_paragraph: bool = True
    dated: Sequence[tuple[Clause, Period]] = ()  # what was told before with its day
    events: Mapping[str, str] = field(default_factory=dict)  # what a codebook calls the clauses
    depth: int = 0

    @property
    def tense(self) -> str:
        """The clause's tense, the perfect as a present: what it tells reaches up to the day of speaking."""
        return "present" if is_perfect(self.clause, self.document.text) else self.clause.tense


def is_perfect(clause: Clause, text: str) -> bool:
    """Whether the verb is a present perfect ("has for a decade been building")."""
    if clause.pos != "verb":
        return False
    before = text[max(clause.sentence.start, clause.head_start - 60) : clause.head_start]
    return bool(PERFECT.search(before))


PERFECT = re.compile(r"\b(?:has|have|['’]ve)\s+(?:(?!\b(?:to|had|that|and|but)\b)[\w'’-]+\s+){0,6}$", re.IGNORECASE)
PLUPERFECT = re.compile(r"\b(?:had|['’]d)\s+(?:(?!\b(?:to|that|and|but)\b)[\w'’-]+\s+){0,4}$", re.IGNORECASE)


@lru_cache(maxsize=4)
def _lines(text: str) -> tuple[int, ...]:
    """Where the lines of a text begin."""
    return (0, *(match.end() for match in re.finditer("\n", text)))


@lru_cache(maxsize=16)
def _times_of_line(text: str, start: int, end: int) -> tuple[TimeMatch, ...]:
    return tuple(_shifted(match, start) for match in find_times(text[start:end]))


@lru_cache(maxsize=16)
def times_of(sentence: Span, text: str) -> tuple[TimeMatch, ...]:
    """The expressions of a sentence, read in its lines: a sentence may be cut within "19 July"."""
    lines = _lines(text)
    opening = lines[bisect_right(lines, sentence.start) - 1]
    after = bisect_left(lines, sentence.end + 1)
    closing = lines[after] - 1 if after < len(lines) else len(text)
    matches = _times_of_line(text, opening, closing)
    first = bisect_right(matches, sentence.start, key=lambda match: match.end)
    last = bisect_left(matches, sentence.end, key=lambda match: match.start)
    return matches[first:last]


def _shifted(match: TimeMatch, by: int) -> TimeMatch:
    first = _shifted(match.first, by) if match.first else None
    last = _shifted(match.last, by) if match.last else None
    return replace(match, start=match.start + by, end=match.end + by, first=first, last=last)


# --- 1: an expression in a relation of the clause


_RELATIONS = (
    "when", "on", "in", "at", "during", "over", "within", "between", "from", "since", "throughout", "of", "modifier",
    "possessive", "through", "for", "after", "around", "about", "before", "by",
)  # fmt: skip
_OPEN_ENDS = frozenset({"until", "till", "by", "before", "than", "unless"})


def find_tied(question: Question) -> Period | None:
    clause = question.clause
    phrases: defaultdict[str, list[Phrase]] = defaultdict(list)
    for relation in clause.relations if question.matches else ():
        phrases[relation.name].append(relation.phrase)
    found = [
        match
        for name in _RELATIONS
        for phrase in phrases.get(name, ())
        for match in question.matches
        if _within(match, phrase, clause) and _usable(question, match, name)
    ]
    found = [match for match in found if not any(_is_inner(other, clause, match, found) for other in question.siblings)]
    return _best(question, found, "in a relation of the clause")


def _is_inner(inner: Clause, outer: Clause, match: TimeMatch, tied: list[TimeMatch]) -> bool:
    """Whether an expression that the parser hung on the outer clause is the inner one's.

    "Rebels who seized the town last month withdrew overnight"; "condemned on Thursday the killing the day before".
    """
    governor = inner.governor
    if governor is None or governor.clause != outer.id or not inner.head_start < match.start:
        return False
    if governor.relation in ("relative", "participle") and outer.head_start > match.start:
        return len({one.start for one in tied}) > 1
    counted = match.rule == "offset" and match.part("way") in ("before", "earlier", "after", "later")
    return (
        counted
        and inner.pos == "noun"
        and outer.head_start < inner.head_start
        and any(one.start < inner.head_start for one in tied)
    )


def _within(match: TimeMatch, phrase: Phrase, clause: Clause) -> bool:
    if match.start <= phrase.head_start < match.end:
        return True
    inside = phrase.start <= match.start and match.end <= phrase.end
    return inside and not match.start <= clause.head_start < match.end


def _usable(question: Question, match: TimeMatch, relation: str) -> bool:
    """Whether an expression can date an event: not "until May", nor "daily", nor the offset of another clause."""
    text = question.document.text
    lead = lead_of(text, match.start)
    match match.rule:
        case "offset" if match.part("way") in ("before", "after") and not match.part("from"):
            return _ends_clause(text, match)
        case "set" | "vague":
            return False
        case "unit" if match.part("which") == "this" and match.part("unit") == "day":
            return False  # "to this day"
        case "duration":
            ahead = _tense_of(question) == "future" and lead == "in"
            return ahead or (question.tense == "present" and lead in ("for", "over", "in"))
        case "span" if match.part("unit").rstrip("s") in ("second", "minute", "hour"):
            return False
        case "quarter" if not match.part("year"):
            return False
        case "year" if relation == "possessive":
            return False
        case _:
            open_end = lead in ("by", "before") and relation not in ("when", "modifier")
            return lead not in ("until", "till", "than") and not open_end


def _ends_clause(text: str, match: TimeMatch) -> bool:
    return not text[match.end : match.end + 2].strip() or text[match.end] in ".,;:!?)”\"'"


def _best(question: Question, matches: list[TimeMatch], rule: str) -> Period | None:
    """The finest of the expressions, with the time of day of the others: "On 9 May at 05:30"."""
    periods: list[Period] = []
    for match in dict.fromkeys(matches):
        before = [other for other in question.matches if other.start < match.start and other.rule in _ANCHORS]
        frame = _frame(question, match, before)
        periods.append(write_period(match, read_meaning(match, frame), frame))
    resolved = [period for period in periods if period.precision != "unknown"]
    if not resolved:
        return periods[0] if periods else None
    best = min(resolved, key=lambda period: (period.basis == "carried", _FINENESS[period.precision], period.start))
    time_of_day = best.time_of_day or next((period.time_of_day for period in periods if period.time_of_day), None)
    return replace(best, time_of_day=time_of_day, rule=f"{best.rule}; {rule}")


_ANCHORS = frozenset(
    {"iso", "numeric", "day month", "month day", "month year", "month", "year", "weekday", "named day", "deictic"}
)
_FINENESS = {"day": 0, "week": 1, "month": 2, "year": 3, "decade": 4, "unknown": 5}


def _frame(question: Question, match: TimeMatch, before: list[TimeMatch]) -> Frame:
    """An expression that counts from another counts from one earlier in the sentence, else from the event before."""
    published = question.document.published_date
    tense = _tense_of(question)
    anchor = days_of(question.anchor)
    if before and match.rule in ("offset", "unit", "part", "clock", "span"):
        first, last = read_meaning(before[-1], Frame(published, tense, anchor)).bounds
        if first and last:
            anchor = (first, last)
    text, head = question.document.text, question.clause.head_start
    is_part_of_noun = question.clause.pos == "noun" and 0 < head - match.end < 20 and _PREMODIFIER.fullmatch(
        text, match.end, head
    )  # fmt: skip
    return Frame(published, tense, anchor, "" if is_part_of_noun else lead_of(text, match.start))


_PREMODIFIER = re.compile(r"(?:['’]s)?\s+(?:[\w-]+\s+)?")


def _tense_of(question: Question) -> str:
    clause = question.clause
    ahead = clause.modality in ("planned", "threatened", "demanded", "conditional", "possible")
    if clause.passive and clause.lemma in load_acts("planning"):
        return "future"  # "a meeting that had been planned for Tuesday"
    if clause.tense == "future" or (ahead and clause.tense != "past"):
        return "future"
    if clause.modality == "called_off" and clause.tense == "none":
        main = next((other for other in question.siblings if other.main), None)
        told_past = main and main.tense == "past" and not is_perfect(main, question.document.text)
        return "past" if told_past else "future"
    return question.tense


# --- 2: "two days after X did": the date of X from the date before it


def find_offset(question: Question) -> Period | None:
    clause, text = question.clause, question.document.text
    published = question.document.published_date
    for position, match in enumerate(question.matches):
        way = match.part("way")
        if match.rule != "offset" or way not in ("before", "after") or match.part("from"):
            continue
        if match.end > clause.head_start or re.search(r"[,;:.!?]", text[match.end : clause.head_start]):
            continue
        earlier = [other for other in question.matches[:position] if other.rule in _ANCHORS]
        home = days_of(question.anchor)
        if earlier:
            first, last = read_meaning(earlier[-1], Frame(published, "past", home)).bounds
            home = (first, last) if first and last else home
        if home is None:
            return Period(match.start, match.end, match.text, rule="counted from an event that is not known")
        reverse = "earlier" if way == "after" else "later"
        parts = tuple((name, reverse if name == "way" else value) for name, value in match.parts)
        frame = Frame(published, "past", home)
        meaning = read_meaning(replace(match, parts=parts), frame)
        return write_period(match, replace(meaning, rule=f"so long {way} it was what stands before"), frame)
    return None


def find_when(question: Question) -> Period | None:
    """ "in 2014, when troops seized it": the day before the comma is the clause's."""
    clause, text = question.clause, question.document.text
    for match in question.matches:
        between = text[match.end : clause.head_start] if match.end < clause.head_start else ""
        opens = _WHEN.match(between) and not re.search(r"[;:.!?]|\bwhen\b.*\bwhen\b", between)
        if opens and not any(match.end < other.head_start < clause.head_start for other in question.siblings):
            return _best(question, [match], "of the clause that it opens")
    return None


_WHEN = re.compile(r",?\s+(?:when|on which|in which|the (?:day|year|month|night) (?:that|when))\b")


# --- 3: an expression that no other clause claims


def find_loose(question: Question) -> Period | None:
    clause, text = question.clause, question.document.text
    free = [
        match
        for match in question.matches
        if _usable(question, match, "when")
        and lead_of(text, match.start) not in _OPEN_ENDS
        and not any(
            _claims(other, match, clause) and not _is_inner(clause, other, match, list(question.matches))
            for other in question.siblings
        )
        and not _in_argument(clause, match)
        and _belongs(question, match)
    ]
    return _best(question, free, "in the sentence, claimed by no other clause")


def _claims(other: Clause, match: TimeMatch, clause: Clause) -> bool:
    """Whether the expression stands in a phrase of another clause, unless this clause stands in it too."""
    return any(
        (
            relation.phrase.start <= match.start < relation.phrase.end
            and not relation.phrase.start <= clause.head_start < relation.phrase.end
        )
        or match.start <= relation.phrase.head_start < match.end
        for relation in other.relations
    )


def _in_argument(clause: Clause, match: TimeMatch) -> bool:
    """Whether it belongs to a participant ("the ship seized in May"); not where the phrase begins with it."""
    return any(
        relation.phrase.start <= match.start < relation.phrase.end and match.start > relation.phrase.start + 9
        for relation in clause.relations
        if relation.name in ("subject", "object", "indirect")
    )


def _belongs(question: Question, match: TimeMatch) -> bool:
    """Whether a loose expression is nearer to this clause than to the others, with no border of a quotation between."""
    clause, text = question.clause, question.document.text
    low, high = sorted((clause.head_start, match.start))
    if any(sign in text[low:high] for sign in '"“”;'):
        return False
    if not question.siblings:
        return clause.main or "," not in text[low:high]
    everyone = (clause, *question.siblings)
    before = [one for one in everyone if one.head_start < match.start]
    if not before:  # it opens the sentence: the main clause's, else the first one's
        mains = [one for one in everyone if one.main] or list(everyone)
        return clause.id in {one.id for one in mains}
    last = max(before, key=lambda one: one.head_start)
    if last.id == clause.id:
        return True
    return clause.main and "," in text[last.head_start : match.start] and last.pos == "verb" and not last.main
