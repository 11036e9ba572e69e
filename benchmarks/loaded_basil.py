"""Loaded language against BASIL (Fan and others 2019): sentences and spans of lexical bias.

Printed without a bar: agreement among the annotators was low (kappa 0.34 to 0.40), and informational bias, which is
what is told and not how, is left out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.bootstrap import Figures, f1, figures
from benchmarks.loaded_babe import find_marks


def measure(folder: Path) -> Figures:
    """F1 over sentences with lexical bias and over the words of its spans; the articles are the sampling units."""
    records = [json.loads(line) for line in (folder / "records.jsonl").read_text(encoding="utf-8").splitlines()]
    names = ("right", "found", "gold")
    return figures(
        [_count(record) for record in records],
        {
            "sentence_f1": lambda rows: f1(*_sums(rows, "sentences", names)),
            "token_f1": lambda rows: f1(*_sums(rows, "tokens", names)),
        },
    )


def _count(record: dict[str, Any]) -> dict[str, dict[str, int]]:
    counts = {unit: {"right": 0, "found": 0, "gold": 0} for unit in ("sentences", "tokens")}
    for number, text in enumerate(record["sentences"]):
        spans = [span for span in record["spans"] if span["sent"] == number and span["bias"] == "lex"]
        gold = _words(text, [(span["start"], span["end"]) for span in spans])
        found = _words(text, [(mark.start, mark.end) for mark in find_marks(text)])
        for unit, added in (
            ("sentences", (bool(gold and found), bool(found), bool(gold))),
            ("tokens", (len(gold & found), len(found), len(gold))),
        ):
            for name, value in zip(("right", "found", "gold"), added, strict=True):
                counts[unit][name] += int(value)
    return counts


def _words(text: str, spans: list[tuple[int, int]]) -> set[int]:
    """The offsets of the words that lie in one of the spans."""
    starts = [index for index, sign in enumerate(text) if sign != " " and (not index or text[index - 1] == " ")]
    return {start for start in starts if any(low <= start < high for low, high in spans)}


def _sums(rows: Sequence[dict[str, dict[str, int]]], unit: str, names: Sequence[str]) -> list[int]:
    return [sum(row[unit][name] for row in rows) for name in names]
