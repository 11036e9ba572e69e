"""The class of the relation between two marked parties, as the reports of a run give it; no default guess.

The marked spans only choose among the sentence's reports: one whose actor and recipient overlap them
comes first, then one that has either in its role, then one that mentions either, then the main one. A
sentence without a report is a miss. YIELD stands for CONCEDE and RETREAT and is material cooperation, as
the set has it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import system
from benchmarks.bootstrap import Figures, f1, figures, share
from benchmarks.gold import read_records
from rashomon.records import Party, Report

QUADS = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "COOPERATE": 2, "AID": 2, "YIELD": 2,
    "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
    "PROTEST": 4, "SANCTION": 4, "COERCE": 4, "ASSAULT": 4, "MOBILIZE": 4,
}  # fmt: skip
Row = tuple[str, str | None]  # wanted, found


def measure(folder: Path) -> Figures:
    """root_macro_f1, quad_macro_f1, binary_macro_f1, coverage; and the same over the covered ones."""
    rows: list[tuple[str, int, str | None]] = []
    for record, root in guesses(folder):
        rows.append((record["event_root"], record["quad"], root))
    return figures(
        rows,
        {
            "root_macro_f1": _macro(lambda r: (r[0], r[2])),
            "quad_macro_f1": _macro(lambda r: (str(r[1]), str(QUADS[r[2]]) if r[2] else None)),
            "binary_macro_f1": _macro(lambda r: (str(r[1] > 2), str(QUADS[r[2]] > 2) if r[2] else None)),
            "coverage": lambda rows: share(sum(r[2] is not None for r in rows), len(rows)),
            "root_accuracy": lambda rows: share(sum(r[0] == r[2] for r in rows), len(rows)),
            "root_accuracy_covered": lambda rows: share(
                sum(r[0] == r[2] for r in rows), sum(r[2] is not None for r in rows)
            ),
        },
    )


def guesses(folder: Path) -> list[tuple[dict[str, Any], str | None]]:
    """Each record with the root class that its best report gives, or ``None``."""
    records = read_records(folder)
    found: list[tuple[dict[str, Any], str | None]] = []
    for record, reports in zip(records, system.extract_texts([r["text"] for r in records]), strict=True):
        report = choose(record, reports)
        event = report.event if report else None
        found.append((record, "YIELD" if event in ("CONCEDE", "RETREAT") else event))
    return found


def choose(record: dict[str, Any], reports: Sequence[Report]) -> Report | None:
    """The report that speaks of the marked pair, else the main one."""
    told = [report for report in reports if report.event]

    def rank(report: Report) -> tuple[int, bool, bool, int]:
        source, target = record["source_spans"], record["target_spans"]
        fit = 3 * _touches(report.actors, source) + 3 * _touches(report.recipients, target)
        fit += _touches(report.actors, target) + _touches(report.recipients, source) if fit == 0 else 0
        return (-fit, report.content_of is not None, not report.main, report.trigger.start)

    return min(told, key=rank, default=None)


def _touches(parties: Sequence[Party], spans: Sequence[Sequence[int]]) -> bool:
    places = [(p.start, p.end) for p in parties] + [
        (p.antecedent.start, p.antecedent.end) for p in parties if p.antecedent
    ]
    return any(start < last and first < end for start, end in places for first, last in spans)


def _macro(read: Callable[[Any], Row]) -> Callable[[Sequence[Any]], float]:
    def macro_f1(rows: Sequence[Any]) -> float:
        pairs = [read(row) for row in rows]
        classes = {wanted for wanted, _ in pairs}
        return share(
            sum(
                f1(
                    sum(pair == (name, name) for pair in pairs),
                    sum(found == name for _, found in pairs),
                    sum(wanted == name for wanted, _ in pairs),
                )
                for name in classes
            ),
            len(classes),
        )

    return macro_f1
