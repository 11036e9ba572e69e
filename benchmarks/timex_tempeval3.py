"""Time expressions found and their values, against TempEval-3 (TimeML, with the date of each document).

Task A of SemEval-2013 Task 1 (UzZaman and others): an expression is found when it overlaps one of the gold
(relaxed), and right when its value is the gold's too; value F1 is F1 over expressions that are both. Spellings of one
value are one value: "1968-XX" is "1968", "2000-W7" is "2000-W07"; the figures with ``_exact`` compare the bare strings.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.bootstrap import Figures, f1, figures, share
from rashomon.resolution.edtf import find_bounds
from rashomon.resolution.times import find_times, tense_around, timex_value


@dataclass(frozen=True, slots=True)
class Timex:
    start: int
    end: int
    type: str
    value: str | None
    text: str = ""


def measure(folder: Path) -> Figures:
    """Value F1 of DATE and TIME (``value_f1``) and of all types, with span F1 and the exact comparison beside."""
    records = [json.loads(line) for line in (folder / "records.jsonl").read_text(encoding="utf-8").splitlines()]
    pairs = [(read_gold(record), read_found(record)) for record in records]
    measured = Figures()
    for name, types in (("", ("DATE", "TIME")), ("_all", ("DATE", "TIME", "DURATION", "SET"))):
        rows = [_count(_only(gold, types), _only(found, types)) for gold, found in pairs]
        part = figures(
            rows,
            {
                f"value_f1{name}": lambda rows: f1(*_sums(rows, "value", "found", "gold")),
                f"value_f1_exact{name}": lambda rows: f1(*_sums(rows, "exact", "found", "gold")),
                f"span_f1{name}": lambda rows: f1(*_sums(rows, "span", "found", "gold")),
                f"span_precision{name}": lambda rows: share(*_sums(rows, "span", "found")),
                f"span_recall{name}": lambda rows: share(*_sums(rows, "span", "gold")),
            },
        )
        measured.update(part)
        measured.intervals.update(part.intervals)
    return measured


def read_gold(record: dict[str, Any]) -> list[Timex]:
    return [Timex(t["start"], t["end"], t["type"], t["value"], t["text"]) for t in record["timex"]]


def read_found(record: dict[str, Any]) -> list[Timex]:
    """Our expressions, read in order: each full day is what a later "the next day" counts from."""
    published = dt.date.fromisoformat(record["dct"][:10])
    text, found = record["text"], []
    anchor: tuple[dt.date, dt.date] | None = None
    for match in find_times(text, ranges=False):
        tense = tense_around(text, match.start, match.end)
        type, value = timex_value(match, published=published, tense=tense, anchor=anchor)
        found.append(Timex(match.start, match.end, type, value, match.text))
        if value and re.match(r"\d{4}-\d\d(?:-\d\d)?(?:T|$)", value):
            first, last = find_bounds(value.split("T")[0])
            anchor = (first, last) if first and last else anchor
    return found


def _only(timexes: Iterable[Timex], types: Sequence[str]) -> list[Timex]:
    return [timex for timex in timexes if timex.type in types]


def _matched(gold: list[Timex], found: list[Timex]) -> list[tuple[Timex, Timex]]:
    free, pairs = list(found), []
    for one in gold:
        other = next((f for f in free if f.start < one.end and one.start < f.end), None)
        if other:
            free.remove(other)
            pairs.append((one, other))
    return pairs


def _count(gold: list[Timex], found: list[Timex]) -> dict[str, int]:
    """What one document adds: expressions in the gold, found, in both, with the same value, with the same string."""
    matched = _matched(gold, found)
    return {
        "gold": len(gold),
        "found": len(found),
        "span": len(matched),
        "value": sum(_same(one.value, other.value) for one, other in matched),
        "exact": sum(one.value == other.value for one, other in matched),
    }


def _sums(rows: Sequence[dict[str, int]], *names: str) -> list[int]:
    return [sum(row[name] for row in rows) for name in names]


def _same(gold: str | None, found: str | None) -> bool:
    return _plain(gold) == _plain(found)


def _plain(value: str | None) -> str | None:
    if value is None:
        return None
    value = re.sub(r"-W(\d)$", r"-W0\1", value)
    return re.sub(r"(?:-XX)+$", "", value)
