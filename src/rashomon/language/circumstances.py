"""Clauses that tell where, when, why or in what state another event was: "the drone was over international waters"."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.language.lexicon import FOLDER
from rashomon.records import Circumstance, Clause, Phrase

_THINGS = {"vessel", "aircraft", "vehicle", "facility", "weapon", "troops", "person", "armed", "civilian"}
_PRONOUNS = {"that", "this", "it"}


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists of ``lexicons/en/circumstances.toml``."""

    states: frozenset[str]
    where: tuple[str, ...]
    state_words: frozenset[str]
    justifying: re.Pattern[str]
    telling: frozenset[str]
    denying: frozenset[str]


def find_circumstances(clauses: Sequence[Clause]) -> tuple[Circumstance, ...]:
    """The circumstances among the clauses of a paragraph, each about the nearest clause with the same thing in it."""
    words = _load_words()
    found = []
    for index, clause in enumerate(clauses):
        if clause.skip or clause.pos != "verb" or clause.lemma not in words.states or clause.modality != "actual":
            continue
        for thing in clause.phrases("subject"):
            reasons = [
                r.phrase
                for r in clause.relations
                if r.name in ("attribute", "in") and words.justifying.search(r.phrase.text)
            ]
            if reasons and (thing.lemma in ("it", "this", "that") or "event" in thing.kinds):
                act = next(
                    (
                        c
                        for c in reversed(clauses[:index])
                        if c.lemma not in words.states and c.lemma not in words.telling
                    ),
                    None,
                )
                if act is not None:
                    found.append(Circumstance(clause.id, act.id, "justification", reasons[0]))
                    break
            places = [
                r.phrase
                for r in clause.relations
                if r.name in words.where and {"place", "country"} & set(r.phrase.kinds)
            ]
            states = [
                r.phrase
                for r in clause.relations
                if r.name in ("attribute", "in") and (r.phrase.lemma in words.state_words)
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
    words = _load_words()
    order = {clause.id: index for index, clause in enumerate(clauses)}
    denials = []
    for clause in clauses:
        objects = {phrase.lemma for phrase in clause.phrases("object")}
        if clause.lemma not in words.denying or clause.polarity != "affirmed" or (objects and not objects <= _PRONOUNS):
            continue
        before = [c for c in found if 0 < order[clause.id] - order[c.clause] <= 4]
        if before:
            said = before[-1]
            denials.append(Circumstance(clause.id, said.about, said.facet, said.phrase, denies=said.clause))
    return tuple(denials)


def _same_thing(clauses: Sequence[Clause], index: int, thing: Phrase) -> str | None:
    """The nearest clause before, else after, whose object (else subject) is the same thing."""
    words = _load_words()
    others: list[Clause] = [*reversed(clauses[:index]), *clauses[index + 1 :]]
    meant = thing.antecedent.text if thing.antecedent is not None else thing.text
    for role in ("object", "subject"):
        for clause in others:
            if clause.lemma in words.states or clause.lemma in ("say", "claim"):
                continue
            for phrase in clause.phrases(role):
                is_same = phrase.lemma == thing.lemma and bool(_THINGS & set(phrase.kinds))
                stands_for = phrase.antecedent is not None and phrase.antecedent.text == meant
                if is_same or stands_for or (thing.antecedent is not None and phrase.text == meant):
                    return clause.id
    return None


@functools.cache
def _load_words() -> _Words:
    lists = tomllib.loads((FOLDER / "circumstances.toml").read_text(encoding="utf-8"))
    justifying = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in lists["justifying"])
    return _Words(
        states=frozenset(lists["states"]),
        where=tuple(lists["where"]),
        state_words=frozenset(lists["state_words"]),
        justifying=re.compile(rf"\b(?:{justifying})\b", re.IGNORECASE),
        telling=frozenset(lists["telling"]),
        denying=frozenset(lists["denying"]),
    )
