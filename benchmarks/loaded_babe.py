"""Loaded language against BABE (Spinde and others 2021): is a sentence loaded, and which of its words are.

Printed without a bar: the set is about the home politics of one country, our lexicon about confrontations; a lexicon
marks words, while the experts also weighed what the sentence says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rashomon.language.framing import find_framings
from rashomon.records import Document, Framing, Sentence


def measure(folder: Path) -> dict[str, float]:
    """Macro F1 of the sentence label; precision, recall and F1 over loaded words."""
    records = [json.loads(line) for line in (folder / "records.jsonl").read_text(encoding="utf-8").splitlines()]
    marks = [find_marks(record["text"]) for record in records]
    labels = [(bool(record["biased"]), bool(found)) for record, found in zip(records, marks, strict=True)]
    found = right = gold = 0
    for record, framings in zip(records, marks, strict=True):
        spans = [tuple(span) for span in record["spans"]]
        found += len(framings)
        gold += len(spans)
        right += sum(any(low < f.end and f.start < high for f in framings) for low, high in spans)
        found -= sum(max(0, sum(low < f.end and f.start < high for low, high in spans) - 1) for f in framings)
    precision = min(1.0, right / found) if found else 0.0
    recall = right / gold if gold else 0.0
    return {
        "sentence_macro_f1": macro_f1(labels),
        "word_precision": precision,
        "word_recall": recall,
        "word_f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
    }


def find_marks(text: str) -> tuple[Framing, ...]:
    document = Document("d", text, "")
    return find_framings(document, [Sentence(0, len(text), text, 0)])


def macro_f1(labels: Iterable[tuple[bool, bool]]) -> float:
    """The mean of the F1 of both labels; pairs are (gold, found)."""
    pairs: list[tuple[bool, bool]] = list(labels)
    return sum(_f1(pairs, label) for label in (True, False)) / 2


def _f1(pairs: list[tuple[bool, bool]], label: bool) -> float:
    hits: Any = sum(gold is label and found is label for gold, found in pairs)
    total = sum((gold is label) + (found is label) for gold, found in pairs)
    return 2 * hits / total if total else 0.0
