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

from rashomon.resolution.edtf import find_bounds
from rashomon.resolution.times import find_times, tense_around, timex_value


@dataclass(frozen=True, slots=True)
class Timex:
    start: int
    end: int
    type: str
    value: str | None
    text: str = ""


def measure(folder: Path) -> dict[str, float]:
    """Value F1 of DATE and TIME (``value_f1``) and of all types, with span F1 and the exact comparison beside."""
    records = [json.loads(line) for line in (folder / "records.jsonl").read_text(encoding="utf-8").splitlines()]
    pairs = [(read_gold(record), read_found(record)) for record in records]
    figures: dict[str, float] = {}
    for name, types in (("", ("DATE", "TIME")), ("_all", ("DATE", "TIME", "DURATION", "SET"))):
        kept = [(_only(gold, types), _only(found, types)) for gold, found in pairs]
        figures[f"value_f1{name}"] = _f1(kept, lambda a, b: _same(a.value, b.value))
        figures[f"value_f1_exact{name}"] = _f1(kept, lambda a, b: a.value == b.value)
        figures[f"span_f1{name}"] = _f1(kept, lambda a, b: True)
        figures[f"precision{name}"] = _share(kept, 1)
        figures[f"recall{name}"] = _share(kept, 0)
    return figures


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


def _f1(kept: list[tuple[list[Timex], list[Timex]]], right: Any) -> float:
    hits = sum(right(one, other) for gold, found in kept for one, other in _matched(gold, found))
    total = sum(len(gold) + len(found) for gold, found in kept)
    return 2 * hits / total if total else 0.0


def _share(kept: list[tuple[list[Timex], list[Timex]]], side: int) -> float:
    hits = sum(len(_matched(gold, found)) for gold, found in kept)
    total = sum(len(pair[side]) for pair in kept)
    return hits / total if total else 0.0


def _same(gold: str | None, found: str | None) -> bool:
    return _plain(gold) == _plain(found)


def _plain(value: str | None) -> str | None:
    if value is None:
        return None
    value = re.sub(r"-W(\d)$", r"-W0\1", value)
    return re.sub(r"(?:-XX)+$", "", value)
