"""event_location: the place phrase of an event verb in one sentence; no place is an answer that counts.

Precision, recall and F1 are over pairs of verb and place phrase (a found place is right when it overlaps a
gold one), where "no place" is an answer like any other: right when the gold has none, else wrong and missed.
Part of the records give places as indices of tokens, first and last, and not as offsets: a record with a span
that is empty or cuts a word is read so, with spaCy's tokens; where that gives no word either, it is left out.
``tokens_f1`` counts words of place phrases, ``exact`` is the share of verbs whose set of phrases is the
gold's, ``no_place`` the share of verbs without place that get none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import spacy

from benchmarks import system
from benchmarks.bootstrap import Figures, f1, figures, share
from rashomon.records import Clause, Document, Reading
from rashomon.resolution.gazetteer import load_gazetteer
from rashomon.resolution.places import find_places, read_context


@dataclass(slots=True)
class Counts:
    """Of one verb; "no place" is a pair like any other."""

    right: int
    found: int
    gold: int
    words_right: int
    words_found: int
    words_gold: int
    exact: bool
    is_placeless: bool
    is_left_placeless: bool


def measure(folder: Path) -> Figures:
    """Precision, recall and F1 of the place of the event, and the figures named above."""
    rows = list(count_all(records(folder)))
    return figures(
        rows,
        {
            "precision": lambda rows: share(_sum(rows, "right"), _sum(rows, "found")),
            "recall": lambda rows: share(_sum(rows, "right"), _sum(rows, "gold")),
            "f1": lambda rows: f1(_sum(rows, "right"), _sum(rows, "found"), _sum(rows, "gold")),
            "tokens_f1": lambda rows: f1(*(_sum(rows, n) for n in ("words_right", "words_found", "words_gold"))),
            "exact": lambda rows: share(_sum(rows, "exact"), len(rows)),
            "no_place": lambda rows: share(_sum(rows, "is_left_placeless"), _sum(rows, "is_placeless")),
        },
    )


def count_all(rows: Iterable[dict[str, Any]]) -> Iterator[Counts]:
    """Each verb's counts; sentences are read once for verbs that follow one another in it."""
    gazetteer = load_gazetteer()
    text, document, reading = "", system.document(""), None
    for record in rows:
        gold = gold_spans(record)
        if gold is None:
            continue
        if reading is None or record["text"] != text:
            text = record["text"]
            document = system.document(text)
            reading = system.read(document)
        found = places_of(record, document, reading, gazetteer)
        right = sum(any(_overlap(one, other) for other in gold) for one in found) + (not found and not gold)
        ours, theirs = _words(text, found), _words(text, gold)
        yield Counts(
            right, max(len(found), 1), max(len(gold), 1), len(ours & theirs), len(ours), len(theirs),
            ours == theirs, not gold, not gold and not found,
        )  # fmt: skip


def records(folder: Path) -> list[dict[str, Any]]:
    """The records, with spans that are only blanks left out."""
    lines = (folder / "records.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def gold_spans(record: dict[str, Any]) -> list[tuple[int, int]] | None:
    """The gold's places as offsets; None where they cannot be told."""
    text = record["text"]
    spans = [(place["start"], place["end"]) for place in record["locations"]]
    if all(_is_words(text, start, end) for start, end in spans):
        return spans
    tokens = list(_tokenizer()(text))
    if any(end >= len(tokens) or end < start for start, end in spans):
        return None
    found = [(tokens[start].idx, tokens[end].idx + len(tokens[end])) for start, end in spans]
    return found if all(_is_words(text, start, end) for start, end in found) else None


@cache
def _tokenizer() -> Any:
    return spacy.blank("en").tokenizer


def _is_words(text: str, start: int, end: int) -> bool:
    """Is it a stretch that begins and ends with a word, cutting none?"""
    if end <= start or end > len(text) or not text[start].isalnum() or not text[end - 1].isalnum():
        return False
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def places_of(record: dict[str, Any], document: Document, reading: Reading, gazetteer: Any) -> list[tuple[int, int]]:
    """The spans of the places that we tie to the record's verb."""
    clause = clause_at(reading, record["event"][0], record["event"][1])
    if clause is None:
        return []
    context = read_context(document, gazetteer)
    clauses = {clause.id: clause for clause in reading.clauses}
    found = find_places(clause, document=document, context=context, gazetteer=gazetteer, clauses=clauses)
    return [(place.start, place.end) for place in found]


def clause_at(reading: Reading, start: int, end: int) -> Clause | None:
    """The clause whose trigger holds the verb; a noun under a light verb answers for the verb."""
    for clause in reading.clauses:
        if clause.head_start >= start and clause.head_start < end:
            return clause
    for clause in reading.clauses:
        if clause.trigger.start < end and clause.trigger.end > start:
            return clause
    # "continued their offensive", "took place": the noun is the predicate, the verb only carries it
    later = [c for c in reading.clauses if c.pos == "noun" and 0 < c.head_start - end < 60]
    return min(later, key=lambda c: c.head_start, default=None)


def _sum(rows: Sequence[Counts], name: str) -> int:
    return sum(getattr(row, name) for row in rows)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _words(text: str, spans: list[tuple[int, int]]) -> set[int]:
    """The offsets at which the words of the spans begin."""
    return {
        at
        for start, end in spans
        for at in range(start, end)
        if text[at].isalnum() and (at == start or not text[at - 1].isalnum())
    }
