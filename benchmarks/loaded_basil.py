"""Loaded language against BASIL (Fan and others 2019): spans of lexical bias, the outlet's own wording and all.

Printed without a bar: agreement among the annotators was low (kappa 0.34 to 0.40), and informational bias, which is
what is told and not how, is left out.
"""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.loaded_babe import find_marks


def measure(folder: Path) -> dict[str, float]:
    """F1 over sentences with lexical bias and over the tokens of its spans."""
    records = [json.loads(line) for line in (folder / "records.jsonl").read_text(encoding="utf-8").splitlines()]
    sentences = {"found": 0, "gold": 0, "right": 0}
    tokens = {"found": 0, "gold": 0, "right": 0}
    for record in records:
        for number, text in enumerate(record["sentences"]):
            spans = [span for span in record["spans"] if span["sent"] == number and span["bias"] == "lex"]
            marks = find_marks(text)
            gold = _tokens(text, [(span["start"], span["end"]) for span in spans])
            found = _tokens(text, [(mark.start, mark.end) for mark in marks])
            for counts, one, other in ((sentences, bool(spans), bool(marks)), (tokens, gold, found)):
                counts["gold"] += len(one) if isinstance(one, set) else one
                counts["found"] += len(other) if isinstance(other, set) else other
                counts["right"] += (
                    len(one & other) if isinstance(one, set) and isinstance(other, set) else one and other
                )
    return {"sentence_f1": _f1(sentences), "token_f1": _f1(tokens)}


def _tokens(text: str, spans: list[tuple[int, int]]) -> set[int]:
    """The offsets of the words that lie in one of the spans."""
    starts = [index for index, sign in enumerate(text) if sign != " " and (not index or text[index - 1] == " ")]
    return {start for start in starts if any(low <= start < high for low, high in spans)}


def _f1(counts: dict[str, int]) -> float:
    total = counts["found"] + counts["gold"]
    return 2 * counts["right"] / total if total else 0.0
