"""What a codebook does not know: predicates between two parties that no trigger codes, by frequency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rashomon.coding import coder
from rashomon.coding.codebook import Codebook
from rashomon.records import Clause, Reading

_PARTIES = frozenset({"party", "country", "organisation", "armed", "government", "person", "court"})


@dataclass(frozen=True, slots=True)
class Gap:
    """A predicate that no trigger knows, with sentences it stands in."""

    lemma: str
    pos: str
    count: int
    sentences: tuple[str, ...]


def find_gaps(readings: Iterable[Reading], codebook: Codebook, *, examples: int = 3) -> tuple[Gap, ...]:
    """The uncoded predicates of many documents that stand between two parties, the most frequent first.

    Verbs of saying take part only where they have another party as their object; clauses that the
    reader passed over (questions, slogans) do not count.
    """
    counts: dict[tuple[str, str], int] = {}
    sentences: dict[tuple[str, str], list[str]] = {}
    for reading in readings:
        codings, passed = coder.code(reading, codebook)
        known = {coding.clause for coding in codings} | {other for coding in codings for other in coding.merged}
        told = {(over.start, over.end) for over in passed}
        for clause in reading.clauses:
            if clause.id in known or clause.skip or (clause.trigger.start, clause.trigger.end) in told:
                continue
            if count_parties(clause) < 2:
                continue
            key = (clause.lemma, clause.pos)
            counts[key] = counts.get(key, 0) + 1
            held = sentences.setdefault(key, [])
            if len(held) < examples and clause.sentence.text not in held:
                held.append(clause.sentence.text)
    ordered = sorted(counts, key=lambda key: (-counts[key], key))
    return tuple(Gap(lemma, pos, counts[lemma, pos], tuple(sentences[lemma, pos])) for lemma, pos in ordered)


def count_parties(clause: Clause) -> int:
    """How many phrases of a clause name a party."""
    heads = {
        relation.phrase.head_start
        for relation in clause.relations
        if _PARTIES.intersection(relation.phrase.kinds) and relation.name != "modifier"
    }
    return len(heads)
