"""When: from a time expression to a Period, and from a clause to the Period of what it tells.

The publication date is only ever used by a rule that the Period names: for a date seen from it ("Tuesday"), or for
an act that the document itself performs ("The Ministry demands ..."). Where the words cannot be resolved the Period
keeps them, with precision "unknown".
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from ..records import Basis, Clause, Document, Period, Phrase
from .edtf import find_bounds
from .time_expressions import TimeMatch, find_times
from .time_values import Frame, Meaning, TimexType, read_meaning

__all__ = ["TimeMatch", "find_times", "period_of", "resolve_time", "tense_around", "timex_value"]


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
    match = next((match for match in matches if match.rule not in _NO_DATE), matches[0])
    frame = Frame(published, tense, _days_of(anchor), _lead(text, match.start))
    return _as_period(match, read_meaning(match, frame), frame, start)


def timex_value(
    match: TimeMatch, *, published: dt.date | None, tense: str = "past", anchor: dt.date | None = None
) -> tuple[TimexType, str | None]:
    """Type and value of an expression in TimeML (TIMEX3): ("DATE", "1998-W33"); None where no value follows."""
    home = anchor or published
    meaning = read_meaning(match, Frame(published, tense, (home, home) if home else None))
    return meaning.type, meaning.value


def tense_around(text: str, start: int, end: int) -> str:
    """Which way the words around an expression look, where no parse says: "future", "past" or "none"."""
    opening = max(text.rfind(sign, 0, start) for sign in (". ", "? ", "! ", "\n", ";", '"', "“", "``"))
    for stretch, last in (
        (text[max(opening, start - 200, 0) : start], True),
        (text[end : end + 60].split(".")[0], False),
    ):
        signs = list(_TENSE_SIGNS.finditer(stretch))
        if signs:
            return "future" if signs[-1 if last else 0]["future"] else "past"
    return "none"


def period_of(
    clause: Clause, *, document: Document, anchor: Period | None = None, clauses: Sequence[Clause] = ()
) -> Period | None:
    """When it was, what a clause tells; None when the text does not say.

    In this order: an expression in one of the clause's relations; an offset to the clause ("two days after X");
    an expression of the sentence that no other clause claims; the clause that governs it; an act of the document
    itself; the event before (``anchor``: the last dated event of the paragraph), for the past tense only.
    ``clauses`` are the document's; without them the sentence is read alone.
    """
    siblings = [other for other in clauses if other.sentence.start == clause.sentence.start and other.id != clause.id]
    return _period_of(_Question(clause, document, anchor, tuple(siblings)))


@dataclass(frozen=True, slots=True)
class _Question:
    clause: Clause
    document: Document
    anchor: Period | None
    siblings: tuple[Clause, ...]
    depth: int = 0

    @property
    def matches(self) -> tuple[TimeMatch, ...]:
        return _times_of(self.clause.sentence.text, self.clause.sentence.start)


@lru_cache(maxsize=64)
def _times_of(text: str, start: int) -> tuple[TimeMatch, ...]:
    """The expressions of a sentence, with offsets into the document."""
    return tuple(_shifted(match, start) for match in find_times(text))


def _shifted(match: TimeMatch, by: int) -> TimeMatch:
    first = _shifted(match.first, by) if match.first else None
    last = _shifted(match.last, by) if match.last else None
    return replace(match, start=match.start + by, end=match.end + by, first=first, last=last)


def _period_of(question: _Question) -> Period | None:
    steps = (_tied, _offset_to_clause, _loose, _governed, _act_of_document, _carried)
    unresolved: Period | None = None
    for step in steps:
        period = step(question)
        if period and period.precision != "unknown":
            return period
        unresolved = unresolved or period
    return unresolved


# --- 1: an expression in a relation of the clause --------------------------------------------------------------

_RELATIONS = ("when", "on", "in", "at", "during", "over", "within", "between", "from", "since", "throughout", "of",
              "modifier", "possessive", "through", "for", "after", "around", "about", "before", "by")  # fmt: skip
_NO_DATE = frozenset({"duration", "set", "vague"})
_OPEN_ENDS = frozenset({"until", "till", "by", "before", "than", "unless"})


def _tied(question: _Question) -> Period | None:
    clause = question.clause
    found: list[tuple[TimeMatch, str]] = []
    for name in _RELATIONS:
        for relation in clause.relations:
            if relation.name == name:
                found += [(match, name) for match in question.matches if _within(match, relation.phrase, clause)]
    return _best(
        question, [match for match, name in found if _usable(question, match, name)], "in a relation of the clause"
    )


def _within(match: TimeMatch, phrase: Phrase, clause: Clause) -> bool:
    if match.start <= phrase.head_start < match.end:
        return True
    return phrase.start <= match.start and match.end <= phrase.end and not match.start <= clause.head_start < match.end


def _usable(question: _Question, match: TimeMatch, relation: str) -> bool:
    """Whether an expression can date an event: not "until May", nor "daily", nor the offset of another clause."""
    lead = _lead(question.document.text, match.start)
    if match.rule == "offset" and match.part("way") in ("before", "after") and not match.part("from"):
        return _ends_clause(question.document.text, match)
    if match.rule in ("set", "vague"):
        return False
    if match.rule == "duration":
        return question.clause.tense == "present" and lead in ("for", "over", "in")
    if match.rule == "quarter" and not match.part("year"):
        return False
    if match.rule == "year" and relation == "possessive":
        return False
    return lead not in ("until", "till", "than") and not (
        lead in ("by", "before") and relation not in ("when", "modifier")
    )


def _ends_clause(text: str, match: TimeMatch) -> bool:
    return not text[match.end : match.end + 2].strip() or text[match.end] in ".,;:!?)”\"'"


def _best(question: _Question, matches: list[TimeMatch], rule: str) -> Period | None:
    """The finest of the expressions, with the time of day of the others: "On 25 November at 07:10"."""
    periods: list[Period] = []
    for match in dict.fromkeys(matches):
        others = [other for other in question.matches if other.start < match.start and other.rule in _ANCHORS]
        frame = _frame(question, match, others)
        periods.append(_as_period(match, read_meaning(match, frame), frame, 0))
    if not periods:
        return None
    resolved = [period for period in periods if period.precision != "unknown"]
    if not resolved:
        return periods[0]
    best = min(resolved, key=lambda period: (period.basis == "carried", _FINENESS[period.precision], period.start))
    time_of_day = best.time_of_day or next((period.time_of_day for period in periods if period.time_of_day), None)
    return replace(best, time_of_day=time_of_day, rule=f"{best.rule}; {rule}")


_ANCHORS = frozenset(
    {"iso", "numeric", "day month", "month day", "month year", "month", "year", "weekday", "named day", "deictic"}
)
_FINENESS = {"day": 0, "week": 1, "month": 2, "year": 3, "decade": 4, "unknown": 5}


def _frame(question: _Question, match: TimeMatch, before: list[TimeMatch]) -> Frame:
    """An expression that counts from another counts from one earlier in the sentence, else from the event before."""
    published = question.document.published_date
    tense = _tense_of(question, match)
    anchor = _days_of(question.anchor)
    if before and match.rule in ("offset", "unit", "part", "clock", "weekday", "span"):
        earlier = read_meaning(before[-1], Frame(published, tense, anchor))
        first, last = earlier.bounds
        if first and last:
            anchor = (first, last)
    return Frame(published, tense, anchor, _lead(question.document.text, match.start))


def _tense_of(question: _Question, match: TimeMatch) -> str:
    clause = question.clause
    ahead = clause.modality in ("planned", "threatened", "demanded", "conditional", "possible", "called_off")
    if clause.tense == "future" or (ahead and clause.tense != "past"):
        return "future"
    if clause.tense == "none":
        return tense_around(question.document.text, match.start, match.end)
    return clause.tense


# --- 2: "two days after X did": the date of X from the date before it -------------------------------------------------


def _offset_to_clause(question: _Question) -> Period | None:
    clause, text = question.clause, question.document.text
    for position, match in enumerate(question.matches):
        way = match.part("way")
        if (
            match.rule != "offset"
            or way not in ("before", "after")
            or match.part("from")
            or match.end > clause.head_start
        ):
            continue
        between = text[match.end : clause.head_start]
        if re.search(r"[,;:.!?]", between) or _ends_clause(text, match):
            continue
        earlier = [other for other in question.matches[:position] if other.rule in _ANCHORS]
        home = _days_of(question.anchor)
        if earlier:
            frame = Frame(question.document.published_date, "past", home)
            first, last = read_meaning(earlier[-1], frame).bounds
            home = (first, last) if first and last else home
        if home is None:
            return _unknown(match, "counted from an event that is not known")
        reverse = "earlier" if way == "after" else "later"
        parts = tuple((name, reverse if name == "way" else value) for name, value in match.parts)
        frame = Frame(question.document.published_date, "past", home)
        meaning = replace(
            read_meaning(replace(match, parts=parts), frame), rule=f"so long {way} it was what stands before"
        )
        return _as_period(match, meaning, frame, 0)
    return None


# --- 3: an expression that no other clause claims ------------------------------------------------------------------------


def _loose(question: _Question) -> Period | None:
    clause, text = question.clause, question.document.text
    free = []
    for match in question.matches:
        if not _usable(question, match, "when") or _lead(text, match.start) in _OPEN_ENDS:
            continue
        if any(_claims(other, match) for other in question.siblings):
            continue
        if any(
            relation.phrase.start <= match.start < relation.phrase.end
            for relation in clause.relations
            if relation.name in ("subject", "object", "indirect")
        ):
            continue
        if _belongs(question, match):
            free.append(match)
    return _best(question, free, "in the sentence, claimed by no other clause")


def _claims(clause: Clause, match: TimeMatch) -> bool:
    return any(
        relation.phrase.start <= match.start < relation.phrase.end
        or match.start <= relation.phrase.head_start < match.end
        for relation in clause.relations
    )


def _belongs(question: _Question, match: TimeMatch) -> bool:
    """Whether a loose expression is nearer to this clause than to the others, with no border of a quotation between."""
    clause, text = question.clause, question.document.text
    low, high = sorted((clause.head_start, match.start))
    if any(sign in text[low:high] for sign in '"“”;'):
        return False
    if not question.siblings:
        return clause.main or "," not in text[low:high]
    distance = abs(clause.head_start - match.start)
    nearer = [other for other in question.siblings if abs(other.head_start - match.start) < distance]
    return not nearer or (clause.main and not any(other.main for other in nearer) and match.start < clause.head_start)


# --- 4: the clause that governs it ------------------------------------------------------------------------------------------


def _governed(question: _Question) -> Period | None:
    governor = question.clause.governor
    if governor is None or governor.relation not in ("participle", "result", "conjunct", "nominal", "purpose"):
        return None
    above = next((other for other in question.siblings if other.id == governor.clause), None)
    if above is None or question.depth > 3 or above.speakers != question.clause.speakers:
        return None
    siblings = tuple(other for other in question.siblings if other.id != above.id)
    period = _period_of(_Question(above, question.document, None, siblings, question.depth + 1))
    if period is None or period.precision == "unknown":
        return None
    return replace(period, basis="carried", rule=f"of the clause that governs it ({governor.relation}): {period.rule}")


# --- 5: an act of the document itself -----------------------------------------------------------------------------------------


def _act_of_document(question: _Question) -> Period | None:
    clause, document = question.clause, question.document
    if document.published_date is None or any(match.rule not in _NO_DATE for match in question.matches):
        return None
    own = clause.modality in ("threatened", "demanded") and (
        not clause.speakers or (len(clause.speakers) == 1 and document.publisher_type in _STATEMENTS)
    )
    said = not clause.speakers and clause.tense == "present" and _verb_of(clause) in _acts() and _is_publisher(question)
    if not (own or said):
        return None
    text = document.text[clause.trigger.start : clause.trigger.end]
    rule = "present tense of the document" if said else f"{clause.modality} by the document itself"
    day = document.published_date.isoformat()
    return Period(clause.trigger.start, clause.trigger.end, text, day, day, day, None, "day", "relative", rule)


_STATEMENTS = frozenset({"government", "military", "armed_group", "igo", "ngo", "party", "activist", "company"})


@cache
def _acts() -> frozenset[str]:
    table = tomllib.loads(files("rashomon").joinpath("lexicons/en/acts.toml").read_text(encoding="utf-8"))
    return frozenset(table["verbs"])


def _verb_of(clause: Clause) -> str:
    return clause.lemma


def _is_publisher(question: _Question) -> bool:
    """Whether the subject is "we" or shares a name with the publisher: "Ukraine" of "Ministry ... of Ukraine"."""
    subjects = question.clause.phrases("subject")
    publisher = set(re.findall(r"[A-Za-z]{3,}", question.document.publisher or ""))
    for phrase in subjects:
        if phrase.lemma in ("we", "i") or phrase.text.lower() == "we":
            return True
        words = phrase.text if phrase.antecedent is None else phrase.antecedent.text
        names = set(re.findall(r"[A-Z][A-Za-z]{2,}", words)) - {"The", "This", "Its", "Our", "But", "And"}
        if names and names <= publisher:
            return True
    return False


# --- 6: carried from the event before ----------------------------------------------------------------------------------------


def _carried(question: _Question) -> Period | None:
    clause, anchor = question.clause, question.anchor
    if (
        anchor is None
        or anchor.edtf is None
        or clause.tense != "past"
        or clause.modality not in ("actual", "called_off")
    ):
        return None
    if re.search(
        r"\b(?:had|has|have)\b",
        question.document.text[max(clause.sentence.start, clause.head_start - 24) : clause.head_start],
    ):
        return None
    return replace(anchor, basis="carried", time_of_day=None, rule="carried from the last dated event of the paragraph")


# --- from a meaning to a Period --------------------------------------------------------------------------------------------------


def _as_period(match: TimeMatch, meaning: Meaning, frame: Frame, shift: int) -> Period:
    edtf, basis = meaning.edtf, meaning.basis
    rule = meaning.rule
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


def _with_lead(edtf: str, basis: Basis, rule: str, frame: Frame) -> tuple[str, Basis, str]:
    """ "since December" begins there; "before the election" ends there."""
    start, end = edtf.split("/")[0], edtf.split("/")[-1]
    match frame.lead:
        case "since":
            today = frame.published
            if today and frame.tense == "present" and find_bounds(start)[0] != today:
                begins = find_bounds(start)[0]
                if begins and begins <= today:
                    return f"{start}/{today.isoformat()}", "relative", f"{rule}, from then to publication"
            return f"{start}/..", basis, f"{rule}, from then on"
        case "until" | "till" | "before" | "by":
            return f"../{end}", basis, f"{rule}, up to then"
        case "after":
            return f"{start}/..", basis, f"{rule}, from then on"
        case _:
            return edtf, basis, rule


def _unknown(match: TimeMatch, rule: str) -> Period:
    return Period(match.start, match.end, match.text, rule=rule)


def _days_of(anchor: Period | None) -> tuple[dt.date, dt.date] | None:
    if anchor is None or anchor.earliest is None or anchor.latest is None:
        return None
    return dt.date.fromisoformat(anchor.earliest), dt.date.fromisoformat(anchor.latest)


_LEAD = re.compile(
    r"(\w+)\s+(?:(?:about|around|the|late|early|at least|nearly|almost|more than|over)\s+)*$", re.IGNORECASE
)


def _lead(text: str, start: int) -> str:
    """The preposition before an expression, lower case."""
    found = _LEAD.search(text, max(0, start - 32), start)
    return found[1].lower() if found else ""


_TENSE_SIGNS = re.compile(
    r"\b(?:(?P<future>(?:will|shall|won't|wo|going to|plans?(?: to)?|planned (?:for|to)|hopes? to|expected|scheduled|due|set for|"
    r"set to|slated|ahead of|upcoming|as early as|as soon as|no later than|may|might|can|could|must|should|would|"
    r"(?:is|are|was|were) to|until|leaves?|to be|wants? to|agreed to|intends? to|expects?|awaits?|next)\b|['’]ll\b)"
    r"|(?P<past>was|were|had|has|did|said|told|went|came|took|gave|made|got|held|began|left|\w+ed))\b",
    re.IGNORECASE,
)
