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
from functools import cache
from pathlib import Path
from typing import Any

import spacy

from benchmarks import system
from rashomon.records import Clause, Document, Reading
from rashomon.resolution.gazetteer import load_gazetteer
from rashomon.resolution.places import find_places, read_context


def measure(folder: Path) -> dict[str, float]:
    """Precision, recall and F1 of the place of the event, and the figures named above."""
    gazetteer = load_gazetteer()
    right = found_count = gold_count = token_right = token_found = token_gold = exact = none_right = none = 0
    verbs = 0
    read: dict[str, tuple[Document, Reading]] = {}
    for record in records(folder):
        text = record["text"]
        if text not in read:
            read.clear()
            document = system.document(text)
            read[text] = document, system.read(document)
        document, reading = read[text]
        found = places_of(record, document, reading, gazetteer)
        gold = gold_spans(record)
        if gold is None:
            continue
        verbs += 1
        if not gold:
            none += 1
            none_right += not found
        right += sum(any(_overlap(one, other) for other in gold) for one in found) + (not found and not gold)
        found_count += max(len(found), 1)
        gold_count += max(len(gold), 1)
        ours, theirs = _words(text, found), _words(text, gold)
        token_right += len(ours & theirs)
        token_found += len(ours)
        token_gold += len(theirs)
        exact += ours == theirs
    precision, recall = right / max(found_count, 1), right / max(gold_count, 1)
    token_p, token_r = token_right / max(token_found, 1), token_right / max(token_gold, 1)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "tokens_p": token_p,
        "tokens_r": token_r,
        "tokens_f1": 2 * token_p * token_r / max(token_p + token_r, 1e-9),
        "exact": exact / max(verbs, 1),
        "no_place": none_right / max(none, 1),
        "verbs": float(verbs),
    }


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
