"""Did it happen, according to the writer: our modality and polarity set against people's -3 .. 3.

A clause that is actual or historical and affirmed counts as 3 (happened), denied or called off as -3,
all else as 0 (uncertain); but UDS asked people whether it has happened, so that what is only planned,
demanded, possible or conditional counts as -3 there. A predicate for which we have no clause counts as 3,
the usual answer; ``coverage`` says how many had one. People's answers are cut at +-0.5 for the three-way accuracy.
``macro_f1`` is over the three classes, so that the constant answer gains nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import system
from benchmarks.bootstrap import Figures, f1, figures, share
from benchmarks.gold import read_records
from rashomon.records import Clause

SETS = ("factuality_uds_ih2", "factuality_mv2", "factuality_rp")
Row = tuple[float, float, bool]  # wanted, found, had a clause


def measure(folder: Path) -> Figures:
    """accuracy (three-way), macro_f1, mae, coverage; and the accuracy of "happened" everywhere."""
    rows: list[Row] = []
    unrealised = -3.0 if folder.name == "factuality_uds_ih2" else 0.0
    for record in read_records(folder):
        clauses = system.read(system.document(record["text"])).clauses
        starts = token_starts(record["text"])
        for target in record["targets"]:
            first, last = target["tok"]
            clause = clause_at(clauses, starts[first], starts[min(last, len(starts) - 1)])
            rows.append((target["factuality"], factuality(clause, unrealised) if clause else 3.0, clause is not None))
    return figures(
        rows,
        {
            "accuracy": lambda rows: share(sum(_cut(r[0]) == _cut(r[1]) for r in rows), len(rows)),
            "macro_f1": _macro_f1,
            "mae": lambda rows: share(sum(abs(r[0] - r[1]) for r in rows), len(rows)),
            "coverage": lambda rows: share(sum(r[2] for r in rows), len(rows)),
            "accuracy_constant": lambda rows: share(sum(_cut(r[0]) == 1 for r in rows), len(rows)),
        },
        rounds=100,
    )


def token_starts(text: str) -> list[int]:
    """Where each token of a text joined by single blanks starts, and where the text ends."""
    starts = [0]
    for token in text.split(" "):
        starts.append(starts[-1] + len(token) + 1)
    return starts


def clause_at(clauses: Sequence[Clause], start: int, end: int) -> Clause | None:
    """The clause whose head word starts first in the stretch; else one whose trigger covers its start."""
    heads = [clause for clause in clauses if start <= clause.head_start < end]
    around = [clause for clause in clauses if clause.trigger.start <= start < clause.trigger.end]
    return min(heads, key=lambda clause: clause.head_start, default=around[0] if around else None)


def factuality(clause: Clause, unrealised: float = 0.0) -> float:
    """What the writer commits to: 3 happened, -3 did not, 0 not known."""
    if clause.modality == "called_off":
        return -3.0
    if clause.modality not in ("actual", "historical"):
        return unrealised
    return {"affirmed": 3.0, "denied": -3.0, "doubted": 0.0}[clause.polarity]


def _cut(value: float) -> int:
    return (value > 0.5) - (value < -0.5)


def _macro_f1(rows: Sequence[Any]) -> float:
    pairs = [(_cut(row[0]), _cut(row[1])) for row in rows]
    classes = {wanted for wanted, _ in pairs}
    return share(
        sum(
            f1(
                sum(pair == (name, name) for pair in pairs),
                sum(pair[1] == name for pair in pairs),
                sum(pair[0] == name for pair in pairs),
            )
            for name in classes
        ),
        len(classes),
    )
