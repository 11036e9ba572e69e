"""When it was, what a clause tells: which expression of the text belongs to it, or which event it shares its day with.

In this order: an expression in one of the clause's relations; an offset to it ("two days after X did"); an expression
of the sentence that no other clause claims; the clause that governs it; the heading above;
an act of the document itself; the same act
told before; the event before. Every Period names its rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rashomon.records import Clause, Document, Period, Reading
from rashomon.resolution.acts import load_acts
from rashomon.resolution.carried_times import (
    ACT_RULES,
    find_act,
    find_carried,
    find_governed,
    find_same_thing,
    find_shared,
    find_told_before,
)  # fmt: skip
from rashomon.resolution.headings import Heading, find_headings, heading_of, period_under
from rashomon.resolution.own_times import (
    Question,
    find_loose,
    find_offset,
    find_tied,
    find_when,
    is_perfect,
    times_of,
)
from rashomon.resolution.time_expressions import TimeMatch


def find_periods(
    reading: Reading, *, document: Document, acts: Collection[str] = (), events: Mapping[str, str] | None = None
) -> dict[str, Period]:
    """The Period of every clause of a document that has one, by the clause's id.

    ``acts`` are the clauses that a codebook takes for done by being said: in the publisher's own voice they happen on
    the day of publication, and they share the day of such acts only, not that of the deeds around them. ``events``:
    what the codebook calls each clause ("COERCE/seize"), so that "the seizure" is known for what "captured" told.
    """
    found: dict[str, Period] = {}
    last: _Anchor | None = None
    last_act: _Anchor | None = None
    before: Period | None = None  # of the sentences before: what "two days later" counts from
    dated: list[tuple[Clause, Period]] = []
    sentences_in = Counter(sentence.paragraph for sentence in reading.sentences)
    sentence = -1
    matches: tuple[TimeMatch, ...] = ()
    beside: dict[int, list[Clause]] = {}
    for clause in reading.clauses:
        beside.setdefault(clause.sentence.start, []).append(clause)
    headings = find_headings(document.text)
    for clause in sorted(reading.clauses, key=lambda clause: (clause.sentence.start, clause.head_start)):
        if clause.sentence.start != sentence:
            before, sentence = (last.period if last else None), clause.sentence.start
            matches = times_of(clause.sentence, document.text)
        is_saying = clause.lemma in load_acts("saying")
        is_act = is_saying or clause.id in acts
        alike = last_act if is_act else last
        question = Question(
            clause, document, before, _siblings(clause, beside[sentence]), matches, is_act=is_act,
            carry=alike.period if alike else None,
            same_paragraph=alike is not None and _is_near(alike.paragraph, clause.paragraph, sentences_in),
            dated=dated, events=events or {},
        )  # fmt: skip
        period = _answer(question)
        heading = None if is_act else heading_of(clause, headings)
        if heading is not None and _leaves_open(period, heading) and _is_told_past(clause, document):
            period = period_under(heading, document) or period
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
    matches = times_of(clause.sentence, document.text)
    siblings = _siblings(clause, clauses)
    return _answer(Question(clause, document, anchor, siblings, matches, is_act=is_act, carry=anchor))


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A dated event and its paragraph."""

    period: Period
    paragraph: int


def _is_near(before: int, paragraph: int, sentences_in: Counter[int]) -> bool:
    """The same paragraph, or the next where a paragraph is one sentence, as wires and weeklies write."""
    return before == paragraph or (before == paragraph - 1 and sentences_in[before] == 1)


def _siblings(clause: Clause, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    start = clause.sentence.start
    return tuple(other for other in clauses if other.sentence.start == start and other.id != clause.id)


def _leaves_open(period: Period | None, heading: Heading) -> bool:
    """Whether nothing since the heading above a clause gives it a day."""
    if period is None or period.edtf is None:
        return True
    return period.basis == "carried" and period.start < heading.start


def _is_told_past(clause: Clause, document: Document) -> bool:
    return clause.tense in ("past", "none") and not is_perfect(clause, document.text)


def _can_carry(clause: Clause, period: Period) -> bool:
    """Whether what comes after may share this day: something that happened, on days that are bounded."""
    if clause.skip or period.earliest is None or period.latest is None or period.rule in ACT_RULES:
        return False
    if clause.passive and clause.lemma in load_acts("planning"):
        return False  # a plan's day is not that of what comes after
    return clause.modality in ("actual", "called_off", "historical") and clause.tense in ("past", "none")


def _answer(question: Question) -> Period | None:
    unresolved: Period | None = None
    for step in (*_FROM_WORDS, *_FROM_ELSEWHERE) if question.matches else _FROM_ELSEWHERE:
        period = step(question)
        if period and period.precision != "unknown":
            return period
        unresolved = unresolved or period
    return unresolved


# In their order; those of the first row find nothing in a sentence that says no time.
_FROM_WORDS = (find_tied, find_offset, find_when, find_loose, find_governed, find_shared)
_FROM_ELSEWHERE = (find_act, find_told_before, find_same_thing, find_carried)
