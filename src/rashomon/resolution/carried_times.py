"""A day that a clause shares with another: the clause that governs it, an act of the document, an event told before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from rashomon.records import Clause, Period, Phrase
from rashomon.resolution.acts import load_acts
from rashomon.resolution.own_times import (
    PERFECT,
    PLUPERFECT,
    Question,
    find_loose,
    find_offset,
    find_tied,
    find_when,
    is_perfect,
)

# --- 4: the clause that governs it


def find_governed(question: Question) -> Period | None:
    clause, governor = question.clause, question.clause.governor
    above = next((other for other in question.siblings if governor and other.id == governor.clause), None)
    if governor is None or above is None or question.depth > 3 or above.speakers != clause.speakers:
        return None
    ahead = clause.modality in ("planned", "possible", "demanded", "threatened", "conditional")
    match governor.relation:
        case "complement" | "purpose" if above.lemma in load_acts("implying") and clause.tense == "none":
            pass
        case "participle" | "result" | "conjunct" | "nominal" | "purpose" if not ahead or above.lemma in load_acts(
            "implying"
        ):
            pass
        case "purpose" if (
            clause.modality == "planned" and above.modality == "actual" and above.lemma in load_acts("going")
        ):
            pass  # "last month they crossed the river to burn houses"
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


def find_shared(question: Question) -> Period | None:
    """What closes a second verb dates the first ("killed one and injured five on Monday"), what dates a deed dates
    the verb that bears it ("Sunday's raid killed five") and the deed ("the raid took place on Sunday"), and "died when
    jets struck on Friday" is one day.
    """
    clause, text = question.clause, question.document.text
    for other in sorted(question.siblings, key=lambda other: other.head_start):
        if _bears(clause, other) or _bears(other, clause) or _holds(clause, other):
            period = _own_words(question, other)
            if period:
                return replace(period, basis="carried", rule=f"of the deed it tells of: {period.rule}")
        when = other.governor and other.governor.clause == clause.id and other.governor.relation == "adverbial"
        agrees = clause.tense == other.tense and clause.modality == other.modality
        if when and agrees and re.search(r"\b(?:when|as|while)\b", text[clause.head_start : other.head_start]):
            period = _own_words(question, other)
            if period:
                return replace(period, basis="carried", rule=f"of the clause that tells when: {period.rule}")
        is_conjunct = other.governor and other.governor.clause == clause.id and other.governor.relation == "conjunct"
        if (
            is_conjunct
            and clause.head_start < other.head_start
            and not re.search(r"[,;:]", text[clause.head_start : other.head_start])
        ):
            period = _own_words(question, other, shared=True)
            if period and other.head_start < period.start:
                return replace(period, basis="carried", rule=f"of the verb it is joined to: {period.rule}")
    return None


def _bears(verb: Clause, deed: Clause) -> bool:
    """Whether the verb tells of a deed that is its subject: "the raid killed five"."""
    if deed.pos != "noun" or verb.pos != "verb" or verb.lemma not in load_acts("bearing"):
        return False
    return any(phrase.head_start == deed.head_start for phrase in verb.phrases("subject"))


def _holds(clause: Clause, deed: Clause) -> bool:
    """Whether the clause took place at or in the deed: "arrested 30 at a rally on Sunday"."""
    return deed.pos == "noun" and any(
        relation.name in ("at", "in", "during") and relation.phrase.head_start == deed.head_start
        for relation in clause.relations
    )


def _own_words(question: Question, other: Clause, *, shared: bool = False) -> Period | None:
    """The Period that another clause of the sentence has by its own words or its governor's."""
    siblings = tuple(sibling for sibling in question.siblings if sibling.id != other.id)
    asked = Question(
        other, question.document, question.anchor, siblings, question.matches,
        same_paragraph=question.same_paragraph, depth=question.depth + 1,
    )  # fmt: skip
    period = find_tied(asked) or find_offset(asked) or find_when(asked) or find_loose(asked) or find_governed(asked)
    if period is None and shared and question.depth < 3:
        period = find_shared(asked)
    return period if period and period.precision != "unknown" else None


# --- 5: an act of the document itself


def find_act(question: Question) -> Period | None:
    clause, document = question.clause, question.document
    if document.published_date is None or clause.tense == "past" or is_perfect(clause, document.text):
        return None
    day = document.published_date.isoformat()
    trigger = clause.trigger
    done = Period(trigger.start, trigger.end, trigger.text, day, day, day, None, "day", "relative", ACT_RULES[0])
    if (
        not clause.speakers
        and clause.tense == "present"
        and clause.lemma in load_acts("verbs")
        and _is_publisher(question)
    ):
        return done
    is_bare = not clause.phrases("subject") and clause.modality == "demanded" and clause.main and not clause.speakers
    if document.publisher_type in _STATEMENTS:
        verbal = clause.modality in ("threatened", "demanded") or (question.is_act and clause.tense != "none")
        own_voice = not clause.speakers or (len(clause.speakers) == 1 and not question.matches)
        let = _is_let(question)
        if verbal and own_voice and (clause.main or clause.modality == "threatened" or let):
            return replace(done, rule=ACT_RULES[1])
    return replace(done, rule=ACT_RULES[1]) if is_bare else None


def _is_let(question: Question) -> bool:
    """ "Let the crew go": the verb under "let" is the demand."""
    governor = question.clause.governor
    return any(governor and other.id == governor.clause and other.lemma == "let" for other in question.siblings)


ACT_RULES = ("present tense of the document", "act of the document itself, done by being said")
_STATEMENTS = frozenset({"government", "military", "armed_group", "igo", "ngo", "party", "activist", "company"})


def _is_publisher(question: Question) -> bool:
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


def find_told_before(question: Question) -> Period | None:
    """ "the seizure", after "seized the ship on Friday": a definite noun of the act, or the same verb and object.

    Where a codebook calls both the same event, other words will do, of the same kind of thing, by no other actor.
    """
    clause = question.clause
    if clause.tense not in ("past", "none") or clause.modality not in ("actual", "called_off"):
        return None
    definite = clause.pos == "noun" and _is_definite(clause.sentence.start, clause.head_start, question.document.text)
    objects = (*clause.phrases("object"), *clause.phrases("against", "on"))
    for other, period in reversed(question.dated):
        others = (*other.phrases("object"), *other.phrases("against", "on"))
        rule = f"the same act as {other.trigger.text!r}, told before"
        if _stem(other.lemma) == _stem(clause.lemma):
            shared = {phrase.lemma for phrase in objects} & {phrase.lemma for phrase in others}
            if shared - _PRONOUNS or (definite and not (objects and others)):
                return replace(period, basis="carried", time_of_day=None, rule=rule)
        if not _is_same_event(question, other) or _other_actor(clause, other):
            continue
        if (definite and not (objects and others)) or _same_kind_of_thing(question, objects, others):
            return replace(period, basis="carried", time_of_day=None, rule=rule)
    return None


def _is_same_event(question: Question, other: Clause) -> bool:
    """The same event in a codebook's words, "COERCE/seize"; a mode that is not told agrees with any."""
    one, two = (question.events.get(clause.id, "").partition("/") for clause in (question.clause, other))
    return bool(one[0]) and one[0] == two[0] and (one[2] == two[2] or not one[2] or not two[2])


def _other_actor(clause: Clause, other: Clause) -> bool:
    """Whether both clauses name who did it, and not with a word in common."""
    names = [
        {phrase.lemma for phrase in one.phrases("subject") if phrase.how != "elided"} - _PRONOUNS
        for one in (clause, other)
    ]
    return bool(names[0] and names[1] and not names[0] & names[1])


def _same_kind_of_thing(question: Question, objects: Sequence[Phrase], others: Sequence[Phrase]) -> bool:
    """Whether the clause speaks of the ships, planes or vehicles that were told of: a definite phrase of that kind."""
    text, start = question.document.text, question.clause.sentence.start
    kinds = {kind for phrase in others for kind in phrase.kinds} & _THINGS
    return any(
        kinds & set(phrase.kinds)
        and (
            _is_definite(start, phrase.head_start, text) or phrase.how == "coreference" or "both" in phrase.text.lower()
        )
        for phrase in objects
    )


_THINGS = frozenset({"vessel", "aircraft", "vehicle", "facility"})
_PRONOUNS = frozenset({"it", "they", "he", "she", "that", "this", "which", "who", "one"})
_ENDINGS = re.compile(r"(?:ations?|itions?|ions?|ments?|ings?|ures?|als?|ed|es|e|s)$")


@lru_cache(maxsize=4096)
def _stem(lemma: str) -> str:
    return _ENDINGS.sub("", lemma)


def _is_definite(start: int, head: int, text: str) -> bool:
    before = text[max(start, head - 40) : head]
    return bool(
        re.search(
            r"\b(?:the|this|that|these|those|its|their|his|her|both)\s+(?:[\w-]+\s+){0,2}$", before, re.IGNORECASE
        )
    )


def find_same_thing(question: Question) -> Period | None:
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


_BACKGROUND_DAYS = 365


def is_background(period: Period, published: dt.date | None) -> bool:
    """It ended more than a year before publication: told as history, and the day of nothing told beside it."""
    if period.latest is None or published is None:
        return False
    return (published - dt.date.fromisoformat(period.latest[:10])).days > _BACKGROUND_DAYS


def find_carried(question: Question) -> Period | None:
    """The day of the event before; of a text that nobody dated no bare year, which may be history."""
    clause, anchor, text = question.clause, question.carry, question.document.text
    if (
        anchor is None
        or anchor.edtf is None
        or clause.tense != "past"
        or clause.modality not in ("actual", "called_off")
        or is_background(anchor, question.document.published_date)
        or (question.document.published_date is None and anchor.precision == "year")
    ):
        return None
    before = text[max(clause.sentence.start, clause.head_start - 60) : clause.head_start]
    if PERFECT.search(before) or PLUPERFECT.search(before):
        return None
    if not question.same_paragraph and not (clause.main and _CONTINUES.search(before)):
        return None
    return replace(anchor, basis="carried", time_of_day=None, rule="carried from the last dated event before")


_CONTINUES = re.compile(
    r"\b(?:then|later|afterwards|subsequently|thereafter|meanwhile|at the same time|soon after)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
