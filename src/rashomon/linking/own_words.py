"""What a report's own words tell linking: the acts they name, what stands beside the trigger, what is denied, and what
was told before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.linking.vocabulary import find_acts, holds_any, load_vocabulary, stem, stems
from rashomon.records import Report

_PRONOUN = re.compile(r"\s+(?:it|this|that)(?=[.,;:!?]|\s+(?:and|but|as|when|while|in|on|at|through)\b|$)")
_REACH = 70  # characters
_BESIDE = 45  # characters
_CLAUSE_END = re.compile(r"[;:]")


def read_acts(report: Report) -> frozenset[str]:
    """The acts that the trigger names; where it names none ("carried out", "was behind") the words right after it."""
    acts = find_acts(stems(report.trigger.text))
    if acts:
        return acts
    start = report.trigger.start - report.sentence.start
    return find_acts(stems(report.sentence.text[max(start, 0) : max(start, 0) + _REACH]))


def words_beside(report: Report) -> tuple[str, str]:
    """What stands on both sides of the trigger: fired "tear gas", fired "rockets"."""
    text, start = report.sentence.text, max(0, report.trigger.start - report.sentence.start)
    end = start + len(report.trigger.text)
    before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    return before.partition(" ")[2] if start > _BESIDE else before, after.rpartition(" ")[0] or after


def tells_of_many(report: Report) -> bool:
    """Do the words of its clause tell of more than one time: "so far", "on 14 occasions"?"""
    return holds_any(stems(_clause_around(report)), load_vocabulary().totals)


def acts_pointed_at(sentence: Sequence[str], words: Sequence[str]) -> frozenset[str]:
    """ "the attack", "those strikes", "any such attempt", "the shooting down of the drone"."""
    vocabulary = load_vocabulary()
    found: set[str] = set()
    for position in range(1, len(sentence)):
        if sentence[position] not in words or sentence[position - 1] not in vocabulary.determiners:
            continue
        acts = find_acts((stem(sentence[position]),))
        found |= acts or ({"*"} if stem(sentence[position]) in ("attempt", "incid") else set())
    return frozenset(found)


def is_denial(report: Report) -> bool:
    """ "Denied any role", "dismissed the claim", "denies that anyone asked": what is denied is told elsewhere."""
    if report.event != "REJECT":
        return False
    vocabulary = load_vocabulary()
    trigger = set(stems(report.trigger.text))
    if not trigger & vocabulary.denials:
        return False
    return stem("deny") in trigger or bool(set(stems(report.sentence.text)) & vocabulary.denied)


def acts_denied(report: Report) -> frozenset[str]:
    """The acts that the words behind a denial name."""
    pointing = load_vocabulary().denied  # "the charge", "the claim": no act that was denied
    clause = _CLAUSE_END.split(report.sentence.text[max(report.trigger.end - report.sentence.start, 0) :])[0]
    return find_acts(tuple(word for word in stems(clause) if word not in pointing))


def denies_claim(report: Report) -> bool:
    """ "Any role", "the claim", "it": what is denied is only pointed at, and must be found by who is said to have done
    it.
    """
    after = report.sentence.text[max(0, report.trigger.end - report.sentence.start) :]
    return points_with_pronoun(after) or bool(set(stems(report.sentence.text)) & load_vocabulary().denied)


def points_with_pronoun(after: str) -> bool:
    """Is what stands behind "denied" a bare pronoun: "denies it", "denied this, saying"?"""
    return _PRONOUN.match(after) is not None


def _clause_around(report: Report) -> str:
    """The words around the trigger between two marks that part clauses."""
    text, start = report.sentence.text, max(report.trigger.start - report.sentence.start, 0)
    end = start + len(report.trigger.text)
    return _CLAUSE_END.split(text[:start])[-1] + text[start:end] + _CLAUSE_END.split(text[end:])[0]
