"""Clauses that tell where, when, why or in what state another event was: "the drone was over international waters"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.records import Circumstance, Clause, Phrase

_STATES = {
    "be",
    "fly",
    "sail",
    "operate",
    "stay",
    "remain",
    "stand",
    "lie",
    "hover",
    "patrol",
    "cruise",
    "travel",
    "navigate",
    "float",
}
_WHERE = ("over", "in", "inside", "within", "outside", "above", "at", "near", "off", "beyond", "on")
_THINGS = {"vessel", "aircraft", "vehicle", "facility", "weapon", "troops", "person", "armed", "civilian"}
_JUSTIFYING = re.compile(
    r"\b(?:self-?\s?defen[cs]e|retaliation|reprisal|response|revenge|defensive|pre-?emptive|lawful|legal|unlawful|illegal|unprovoked|provocation|accident|mistake|warning)\b",
    re.IGNORECASE,
)
_TELLING = {"say", "claim", "tell", "state", "add", "report", "insist", "announce"}
_DENYING = {"dispute", "deny", "reject", "contest", "refute", "contradict", "dismiss"}
_PRONOUNS = {"that", "this", "it"}
_STATE_WORDS = {
    "empty",
    "unarmed",
    "armed",
    "unmanned",
    "deserted",
    "closed",
    "asleep",
    "loaded",
    "crowded",
    "unprovoked",
    "defensive",
    "legal",
    "lawful",
    "illegal",
    "self-defence",
    "self-defense",
    "retaliation",
}


def find_circumstances(clauses: Sequence[Clause]) -> tuple[Circumstance, ...]:
    """The circumstances among the clauses of a paragraph, each about the nearest clause with the same thing in it."""
    found = []
    for index, clause in enumerate(clauses):
        if clause.skip or clause.pos != "verb" or clause.lemma not in _STATES or clause.modality != "actual":
            continue
        for thing in clause.phrases("subject"):
            reasons = [
                r.phrase
                for r in clause.relations
                if r.name in ("attribute", "in") and _JUSTIFYING.search(r.phrase.text)
            ]
            if reasons and (thing.lemma in ("it", "this", "that") or "event" in thing.kinds):
                act = next(
                    (c for c in reversed(clauses[:index]) if c.lemma not in _STATES and c.lemma not in _TELLING), None
                )
                if act is not None:
                    found.append(Circumstance(clause.id, act.id, "justification", reasons[0]))
                    break
            places = [
                r.phrase for r in clause.relations if r.name in _WHERE and {"place", "country"} & set(r.phrase.kinds)
            ]
            states = [
                r.phrase for r in clause.relations if r.name in ("attribute", "in") and (r.phrase.lemma in _STATE_WORDS)
            ]
            if not places and not states:
                continue
            about = _same_thing(clauses, index, thing)
            if about is None:
                continue
            if places:
                found.append(Circumstance(clause.id, about, "place", places[0]))
            else:
                found.append(Circumstance(clause.id, about, "status", states[0]))
    return (*found, *_denials(clauses, found))


def _denials(clauses: Sequence[Clause], found: Sequence[Circumstance]) -> tuple[Circumstance, ...]:
    """ "Iranian officials disputed that": the circumstance said just before is denied by others."""
    order = {clause.id: index for index, clause in enumerate(clauses)}
    denials = []
    for clause in clauses:
        objects = {phrase.lemma for phrase in clause.phrases("object")}
        if clause.lemma not in _DENYING or clause.polarity != "affirmed" or (objects and not objects <= _PRONOUNS):
            continue
        before = [c for c in found if 0 < order[clause.id] - order[c.clause] <= 4]
        if before:
            said = before[-1]
            denials.append(Circumstance(clause.id, said.about, said.facet, said.phrase, denies=said.clause))
    return tuple(denials)


def _same_thing(clauses: Sequence[Clause], index: int, thing: Phrase) -> str | None:
    """The nearest clause before, else after, whose object (else subject) is the same thing."""
    others: list[Clause] = [*reversed(clauses[:index]), *clauses[index + 1 :]]
    meant = thing.antecedent.text if thing.antecedent is not None else thing.text
    for role in ("object", "subject"):
        for clause in others:
            if clause.lemma in _STATES or clause.lemma in ("say", "claim"):
                continue
            for phrase in clause.phrases(role):
                is_same = phrase.lemma == thing.lemma and bool(_THINGS & set(phrase.kinds))
                stands_for = phrase.antecedent is not None and phrase.antecedent.text == meant
                if is_same or stands_for or (thing.antecedent is not None and phrase.text == meant):
                    return clause.id
    return None
