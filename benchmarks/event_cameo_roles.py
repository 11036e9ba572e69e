"""Source and target of a sentence's main pair, and its penta class; only the main pair is marked, so recall leads.

A role is found when a report has a party in it that overlaps the gold span; ``pair_r`` wants both in one
report. The penta class is the quad class of that report (else of the main one); 0, a bare statement, is a
sentence without a report.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import system
from benchmarks.bootstrap import Figures, figures, share
from benchmarks.event_plover_gsr import main_report
from benchmarks.gold import read_records
from rashomon.records import Party, Report

PENTA = {"verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4}


def measure(folder: Path) -> Figures:
    """source_r, target_r, pair_r, source_p, target_p (of the chosen report), penta_accuracy."""
    rows = [_measure_sentence(record) for record in read_records(folder)]
    statistics = {
        name: (
            lambda rows, n=name: share(
                sum(r[n] for r in rows if r.get(n) is not None), sum(r.get(n) is not None for r in rows)
            )
        )
        for name in ("source_r", "target_r", "pair_r", "source_p", "target_p", "penta_accuracy")
    }
    return figures(rows, statistics)


def _measure_sentence(record: dict[str, Any]) -> dict[str, float | None]:
    starts, text = _token_offsets(record["tokens"])
    reports = [r for r in system.extract(system.document(text)).reports if r.event]
    spans: dict[str, list[tuple[int, int]]] = {"source": [], "target": []}
    for span in record["spans"]:
        start = starts[span["start_tok"]]
        end = starts[span["end_tok"] - 1] + len(record["tokens"][span["end_tok"] - 1])
        for role in ("source", "target") if span["role"] == "reciprocal" else (span["role"],):
            spans[role].append((start, end))
    fits = [(_touch(r.actors, spans["source"]), _touch(r.recipients, spans["target"]), r) for r in reports]
    best = max(fits, key=lambda fit: fit[0] + fit[1], default=None)
    chosen = best[2] if best and (best[0] or best[1]) else next(iter(main_report(reports)), None)
    row: dict[str, float | None] = {
        "source_r": float(any(fit[0] for fit in fits)) if spans["source"] else None,
        "target_r": float(any(fit[1] for fit in fits)) if spans["target"] else None,
        "pair_r": float(any(fit[0] and fit[1] for fit in fits)) if spans["source"] and spans["target"] else None,
        "source_p": float(_touch(chosen.actors, spans["source"])) if chosen and chosen.actors else None,
        "target_p": float(_touch(chosen.recipients, spans["target"])) if chosen and chosen.recipients else None,
    }
    if record["penta"] is not None:
        found = PENTA[chosen.quad] if chosen and chosen.quad else 0
        row["penta_accuracy"] = float(found == record["penta"])
    return row


def _token_offsets(tokens: Sequence[str]) -> tuple[list[int], str]:
    """The tokens joined as ordinary text: no blank before closing marks and clitics."""
    starts: list[int] = []
    text = ""
    for token in tokens:
        if text and token not in {",", ".", ";", ":", "'s", "’s", ")", "?", "!", "n't", "%"} and text[-1] not in "($":
            text += " "
        starts.append(len(text))
        text += token
    return starts, text


def _touch(parties: Sequence[Party], spans: Sequence[tuple[int, int]]) -> bool:
    return any(party.start < end and start < party.end for party in parties for start, end in spans)


def choose(reports: Sequence[Report]) -> Report | None:
    """The main report of a sentence."""
    return next(iter(main_report(reports)), None)
