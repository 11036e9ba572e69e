"""When it was, what a clause tells: which expression of the text belongs to it, or which event it shares its day with.

In this order: an expression in one of the clause's relations; an offset to it ("two days after X did"); an expression
of the sentence that no other clause claims; the clause that governs it; an act of the document itself; the same act
told before; the event before. Every Period names its rule.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.resources import files

from ..records import Clause, Document, Period, Phrase, Reading
from .periods import days_of, lead_of, write_period
from .time_expressions import TimeMatch, find_times
from .time_values import Frame, read_meaning


def find_periods(reading: Reading, *, document: Document, acts: Collection[str] = ()) -> dict[str, Period]:
    """The Period of every clause of a document that has one, by the clause's id.

    ``acts`` are the clauses that a codebook takes for done by being said: in the publisher's own voice they happen on
    the day of publication, and they share the day of such acts only, not that of the deeds around them.
    """
    found: dict[str, Period] = {}
    last: _Anchor | None = None
    last_act: _Anchor | None = None
    before: Period | None = None  # of the sentences before: what "two days later" counts from
    dated: list[tuple[Clause, Period]] = []
    sentence = -1
    for clause in sorted(reading.clauses, key=lambda clause: (clause.sentence.start, clause.head_start)):
        if clause.sentence.start != sentence:
            before, sentence = (last.period if last else None), clause.sentence.start
        is_saying = clause.lemma in _acts("saying")
        is_act = is_saying or clause.id in acts
        alike = last_act if is_act else last
        question = _Question(
            clause, document, before, _siblings(clause, reading.clauses), is_act=is_act,
            carry=alike.period if alike else None, same_paragraph=bool(alike and alike.paragraph == clause.paragraph),
            dated=tuple(dated),
        )  # fmt: skip
        period = _answer(question)
        if period is None:
            continue
        found[clause.id] = period
        if _can_carry(clause, period):
            anchor = _Anchor(period, clause.paragraph)
            last = last if is_saying else anchor
            last_act = anchor if is_act else last_act
            dated.append((clause, period))
    return found


def period_of(
    clause: Clause,
    *,
    document: Document,
    anchor: Period | None = None,
    clauses: Sequence[Clause] = (),
    is_act: bool = False,
) -> Period | None:
    """The Period of one clause; None when the text does not say.

    ``anchor`` is the last dated event of the paragraph, ``clauses`` are the document's; without them the sentence is
    read alone. ``is_act``: done by being said, as a demand or a threat is.
    """
    return _answer(_Question(clause, document, anchor, _siblings(clause, clauses), is_act=is_act, carry=anchor))


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A dated event and its paragraph."""

    period: Period
    paragraph: int


@dataclass(frozen=True, slots=True)
class _Question:
    clause: Clause
    document: Document
    anchor: Period | None
    siblings: tuple[Clause, ...]
    is_act: bool = False
    carry: Period | None = None  # whose day a bare past tense may share
    same_paragraph: bool = True
    dated: tuple[tuple[Clause, Period], ...] = ()
    depth: int = 0
    matches: tuple[TimeMatch, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "matches", _times_of(self.document.text, self.clause.sentence.start, self.clause.sentence.end)
        )

    @property
    def tense(self) -> str:
        """The clause's tense, the perfect as a present: what it tells reaches up to the day of speaking."""
        return "present" if is_perfect(self.clause, self.document.text) else self.clause.tense


def is_perfect(clause: Clause, text: str) -> bool:
    """Whether the verb is a present perfect ("has for two years been pushing")."""
    if clause.pos != "verb":
        return False
    before = text[max(clause.sentence.start, clause.head_start - 60) : clause.head_start]
    return bool(_PERFECT.search(before))


_PERFECT = re.compile(r"\b(?:has|have|['’]ve)\s+(?:(?!\b(?:to|had|that|and|but)\b)[\w'’-]+\s+){0,6}$", re.IGNORECASE)
_PLUPERFECT = re.compile(r"\b(?:had|['’]d)\s+(?:(?!\b(?:to|that|and|but)\b)[\w'’-]+\s+){0,4}$", re.IGNORECASE)


def _siblings(clause: Clause, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    start = clause.sentence.start
    return tuple(other for other in clauses if other.sentence.start == start and other.id != clause.id)


def _can_carry(clause: Clause, period: Period) -> bool:
    """Whether what comes after may share this day: something that happened, on days that are bounded."""
    if clause.skip or period.earliest is None or period.latest is None or period.rule in _ACT_RULES:
        return False
    return clause.modality in ("actual", "called_off", "historical") and clause.tense in ("past", "none")


@lru_cache(maxsize=16)
def _times_of_line(line: str) -> tuple[TimeMatch, ...]:
    return find_times(line)


def _times_of(text: str, start: int, end: int) -> tuple[TimeMatch, ...]:
    """The expressions of a sentence, read in its line: a sentence may be cut within "19 July"."""
    opening = text.rfind("\n", 0, start) + 1
    closing = text.find("\n", end)
    line = text[opening : closing if closing >= 0 else len(text)]
    return tuple(
        _shifted(match, opening)
        for match in _times_of_line(line)
        if match.end + opening > start and match.start + opening < end
    )


def _shifted(match: TimeMatch, by: int) -> TimeMatch:
    first = _shifted(match.first, by) if match.first else None
    last = _shifted(match.last, by) if match.last else None
    return replace(match, start=match.start + by, end=match.end + by, first=first, last=last)


def _answer(question: _Question) -> Period | None:
    unresolved: Period | None = None
    for step in (
        _tied,
        _offset_to_clause,
        _when_clause,
        _loose,
        _governed,
        _shared,
        _act_of_document,
        _told_before,
        _same_thing,
        _carried,
    ):
        period = step(question)
        if period and period.precision != "unknown":
            return period
        unresolved = unresolved or period
    return unresolved


# --- 1: an expression in a relation of the clause


_RELATIONS = (
    "when", "on", "in", "at", "during", "over", "within", "between", "from", "since", "throughout", "of", "modifier",
    "possessive", "through", "for", "after", "around", "about", "before", "by",
)  # fmt: skip
_NO_DATE = frozenset({"duration", "set", "vague"})
_OPEN_ENDS = frozenset({"until", "till", "by", "before", "than", "unless"})


def _tied(question: _Question) -> Period | None:
    clause = question.clause
    found = [
        match
        for name in _RELATIONS
        for phrase in _all_phrases(clause, name)
        for match in question.matches
        if _within(match, phrase, clause) and _usable(question, match, name)
    ]
    return _best(question, found, "in a relation of the clause")


def _all_phrases(clause: Clause, name: str) -> tuple[Phrase, ...]:
    return tuple(relation.phrase for relation in clause.relations if relation.name == name)


def _within(match: TimeMatch, phrase: Phrase, clause: Clause) -> bool:
    if match.start <= phrase.head_start < match.end:
        return True
    inside = phrase.start <= match.start and match.end <= phrase.end
    return inside and not match.start <= clause.head_start < match.end


def _usable(question: _Question, match: TimeMatch, relation: str) -> bool:
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
            return question.tense == "present" and lead in ("for", "over", "in")
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


def _best(question: _Question, matches: list[TimeMatch], rule: str) -> Period | None:
    """The finest of the expressions, with the time of day of the others: "On 25 November at 07:10"."""
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


def _frame(question: _Question, match: TimeMatch, before: list[TimeMatch]) -> Frame:
    """An expression that counts from another counts from one earlier in the sentence, else from the event before."""
    published = question.document.published_date
    tense = _tense_of(question)
    anchor = days_of(question.anchor)
    if before and match.rule in ("offset", "unit", "part", "clock", "span"):
        first, last = read_meaning(before[-1], Frame(published, tense, anchor)).bounds
        if first and last:
            anchor = (first, last)
    return Frame(published, tense, anchor, lead_of(question.document.text, match.start))


def _tense_of(question: _Question) -> str:
    clause = question.clause
    ahead = clause.modality in ("planned", "threatened", "demanded", "conditional", "possible")
    if clause.tense == "future" or (ahead and clause.tense != "past"):
        return "future"
    if clause.modality == "called_off" and clause.tense == "none":
        main = next((other for other in question.siblings if other.main), None)
        told_past = main and main.tense == "past" and not is_perfect(main, question.document.text)
        return "past" if told_past else "future"
    return question.tense


# --- 2: "two days after X did": the date of X from the date before it


def _offset_to_clause(question: _Question) -> Period | None:
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


def _when_clause(question: _Question) -> Period | None:
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


def _loose(question: _Question) -> Period | None:
    clause, text = question.clause, question.document.text
    free = [
        match
        for match in question.matches
        if _usable(question, match, "when")
        and lead_of(text, match.start) not in _OPEN_ENDS
        and not any(_claims(other, match, clause) for other in question.siblings)
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


# --- 4: the clause that governs it


def _governed(question: _Question) -> Period | None:
    clause, governor = question.clause, question.clause.governor
    above = next((other for other in question.siblings if governor and other.id == governor.clause), None)
    if governor is None or above is None or question.depth > 3 or above.speakers != clause.speakers:
        return None
    ahead = clause.modality in ("planned", "possible", "demanded", "threatened", "conditional")
    match governor.relation:
        case "complement" | "purpose" if above.lemma in _acts("implying") and clause.tense == "none":
            pass
        case "participle" | "result" | "conjunct" | "nominal" | "purpose" if not ahead or above.lemma in _acts(
            "implying"
        ):
            pass
        case "adverbial" if not ahead and _SAME_TIME.search(
            question.document.text, above.head_start, clause.head_start
        ):
            pass
        case _:
            return None
    period = _own_words(question, above)
    if period is None:
        return None
    return replace(period, basis="carried", rule=f"of the clause that governs it ({governor.relation}): {period.rule}")


_SAME_TIME = re.compile(r"\b(?:when|while|as|until|whereupon)\b", re.IGNORECASE)


def _shared(question: _Question) -> Period | None:
    """ "killed one and injured five on Monday": what closes the second verb dates the first."""
    clause, text = question.clause, question.document.text
    for other in question.siblings:
        is_conjunct = other.governor and other.governor.clause == clause.id and other.governor.relation == "conjunct"
        if (
            is_conjunct
            and clause.head_start < other.head_start
            and not re.search(r"[,;:]", text[clause.head_start : other.head_start])
        ):
            period = _own_words(question, other)
            if period and other.head_start < period.start:
                return replace(period, basis="carried", rule=f"of the verb it is joined to: {period.rule}")
    return None


def _own_words(question: _Question, other: Clause) -> Period | None:
    """The Period that another clause of the sentence has by its own words or its governor's."""
    siblings = tuple(sibling for sibling in question.siblings if sibling.id != other.id)
    asked = _Question(
        other, question.document, question.anchor, siblings, same_paragraph=question.same_paragraph,
        depth=question.depth + 1,
    )  # fmt: skip
    period = _tied(asked) or _offset_to_clause(asked) or _when_clause(asked) or _loose(asked) or _governed(asked)
    return period if period and period.precision != "unknown" else None


# --- 5: an act of the document itself


def _act_of_document(question: _Question) -> Period | None:
    clause, document = question.clause, question.document
    if document.published_date is None or clause.tense == "past" or is_perfect(clause, document.text):
        return None
    day = document.published_date.isoformat()
    trigger = clause.trigger
    done = Period(trigger.start, trigger.end, trigger.text, day, day, day, None, "day", "relative", _ACT_RULES[0])
    if not clause.speakers and clause.tense == "present" and clause.lemma in _acts("verbs") and _is_publisher(question):
        return done
    is_bare = not clause.phrases("subject") and clause.modality == "demanded" and clause.main and not clause.speakers
    if document.publisher_type in _STATEMENTS:
        verbal = clause.modality in ("threatened", "demanded") or (question.is_act and clause.tense != "none")
        own_voice = not clause.speakers or (len(clause.speakers) == 1 and not question.matches)
        if verbal and own_voice and (clause.main or clause.modality == "threatened"):
            return replace(done, rule=_ACT_RULES[1])
    return replace(done, rule=_ACT_RULES[1]) if is_bare else None


_ACT_RULES = ("present tense of the document", "act of the document itself, done by being said")
_STATEMENTS = frozenset({"government", "military", "armed_group", "igo", "ngo", "party", "activist", "company"})


@cache
def _acts(name: str) -> frozenset[str]:
    table = tomllib.loads(files("rashomon").joinpath("lexicons/en/acts.toml").read_text(encoding="utf-8"))
    return frozenset(table[name])


def _is_publisher(question: _Question) -> bool:
    """Whether the subject is "we" or shares a name with the publisher: "Ukraine" of "Ministry ... of Ukraine"."""
    publisher = set(re.findall(r"[A-Za-z]{3,}", question.document.publisher or ""))
    for phrase in question.clause.phrases("subject"):
        if phrase.text.lower() in ("we", "i"):
            return True
        words = phrase.text if phrase.antecedent is None else phrase.antecedent.text
        names = set(re.findall(r"[A-Z][A-Za-z]{2,}", words)) - {"The", "This", "Its", "Our", "But", "And"}
        if names and names <= publisher:
            return True
    return False


# --- 6: the same act, told before with its day


def _told_before(question: _Question) -> Period | None:
    """ "the seizure", after "seized the ship on Friday": a definite noun of the act, or the same verb and object."""
    clause = question.clause
    if clause.tense not in ("past", "none") or clause.modality not in ("actual", "called_off"):
        return None
    definite = clause.pos == "noun" and _is_definite(clause, question.document.text)
    for other, period in reversed(question.dated):
        if _stem(other.lemma) != _stem(clause.lemma):
            continue
        shared = {phrase.lemma for phrase in clause.phrases("object")} & {
            phrase.lemma for phrase in other.phrases("object")
        }
        if shared - _PRONOUNS or (definite and not (clause.phrases("object") and other.phrases("object"))):
            return replace(
                period, basis="carried", time_of_day=None, rule=f"the same act as {other.trigger.text!r}, told before"
            )
    return None


_PRONOUNS = frozenset({"it", "they", "he", "she", "that", "this", "which", "who", "one"})
_ENDINGS = re.compile(r"(?:ations?|itions?|ions?|ments?|ings?|ures?|als?|ed|es|e|s)$")


def _stem(lemma: str) -> str:
    return _ENDINGS.sub("", lemma)


def _is_definite(clause: Clause, text: str) -> bool:
    before = text[max(clause.sentence.start, clause.trigger.start - 40) : clause.trigger.start]
    return bool(
        re.search(r"\b(?:the|this|that|these|those|its|their|his|her)\s+(?:[\w-]+\s+)?$", before, re.IGNORECASE)
    )


def _same_thing(question: _Question) -> Period | None:
    """A named thing (a ship, no country and no person) of which all dated events were on the same days."""
    clause = question.clause
    if clause.tense != "past" or clause.modality not in ("actual", "called_off") or question.is_act:
        return None
    names = _named_things(clause)
    if not names or is_perfect(clause, question.document.text):
        return None
    periods = [period for other, period in question.dated if names & _named_things(other)]
    if periods and len({period.edtf for period in periods}) == 1:
        return replace(periods[-1], basis="carried", time_of_day=None, rule="all that is told of the same named thing")
    return None


def _named_things(clause: Clause) -> frozenset[str]:
    things = set()
    for relation in clause.relations:
        phrase = relation.phrase
        if (
            relation.name in ("subject", "object", "of")
            and not _NAMES_WIDELY & set(phrase.kinds)
            and phrase.label != "PERSON"
        ):
            things.update(re.findall(r"(?<=\s)[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)+", phrase.text))
    return frozenset(things)


_NAMES_WIDELY = frozenset({"country", "person", "organisation", "party", "government", "place", "armed"})


# --- 7: carried from the event before


def _carried(question: _Question) -> Period | None:
    clause, anchor, text = question.clause, question.carry, question.document.text
    if (
        anchor is None
        or anchor.edtf is None
        or clause.tense != "past"
        or clause.modality not in ("actual", "called_off")
    ):
        return None
    before = text[max(clause.sentence.start, clause.head_start - 60) : clause.head_start]
    if _PERFECT.search(before) or _PLUPERFECT.search(before):
        return None
    if not question.same_paragraph and not (clause.main and _CONTINUES.search(before)):
        return None
    return replace(anchor, basis="carried", time_of_day=None, rule="carried from the last dated event before")


_CONTINUES = re.compile(
    r"\b(?:then|later|afterwards|subsequently|thereafter|meanwhile|at the same time|soon after)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
