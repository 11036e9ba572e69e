"""Loaded language against BABE (Spinde and others 2021): is a sentence loaded, and which of its words are.

Printed without a bar: the set is about the home politics of one country, our lexicon about confrontations; a lexicon
marks words, while the experts also weighed what the sentence says.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.bootstrap import Figures, f1, figures, share
from rashomon.language.framing import find_framings
from rashomon.records import Document, Framing, Sentence


def measure(folder: Path) -> Figures:
    """Macro F1 of the sentence label; precision, recall and F1 over loaded words."""
    records = [json.loads(line) for line in (folder / "records.jsonl").read_text(encoding="utf-8").splitlines()]
    return figures(
        [_count(record) for record in records],
        {
            "sentence_macro_f1": lambda rows: (_label_f1(rows, True) + _label_f1(rows, False)) / 2,
            "word_precision": lambda rows: share(*_sums(rows, "marks_right", "marks")),
            "word_recall": lambda rows: share(*_sums(rows, "words_found", "words")),
            "word_f1": lambda rows: _harmonic(
                share(*_sums(rows, "marks_right", "marks")), share(*_sums(rows, "words_found", "words"))
            ),
        },
    )


def find_marks(text: str) -> tuple[Framing, ...]:
    document = Document("d", text, "")
    return find_framings(document, [Sentence(0, len(text), text, 0)])


def _count(record: dict[str, Any]) -> dict[str, int]:
    marks, spans = find_marks(record["text"]), record["spans"]
    return {
        "gold": int(record["biased"]),
        "found": int(bool(marks)),
        "marks": len(marks),
        "marks_right": sum(any(low < mark.end and mark.start < high for low, high in spans) for mark in marks),
        "words": len(spans),
        "words_found": sum(any(low < mark.end and mark.start < high for mark in marks) for low, high in spans),
    }


def _label_f1(rows: Sequence[dict[str, int]], label: bool) -> float:
    both = sum(row["gold"] == row["found"] == label for row in rows)
    return f1(both, sum(row["found"] == label for row in rows), sum(row["gold"] == label for row in rows))


def _sums(rows: Sequence[dict[str, int]], *names: str) -> list[int]:
    return [sum(row[name] for row in rows) for name in names]


def _harmonic(one: float, other: float) -> float:
    return share(2 * one * other, one + other)
