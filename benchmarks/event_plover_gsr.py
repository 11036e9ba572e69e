"""Sentence to event, pair of countries, and full triple, against the re-coded examples of the CAMEO manual.

Records with one text are one sentence with several labels. Sets per sentence, micro precision, recall
and F1. A code is its first three letters (country, IGO, NGO); compound actors multiply out; two sources
and no target stand in both directions; a target that the gold leaves out must be left out. A party that
we could not resolve to a code is left out too. The gold has one event a sentence: ``event_f1`` and its
like take all reports, ``_main`` only the one of the main clause (else the first).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks import system
from benchmarks.bootstrap import Figures, figures, share, summed_f1
from benchmarks.gold import read_records
from rashomon.records import Party, Report

CLASSES = {"INVESTIGATE": "ACCUSE", "DISAPPROVE": "ACCUSE", "DEMAND": "REQUEST", "FIGHT": "ASSAULT"}
Triple = tuple[str | None, str, str | None]


def measure(folder: Path) -> Figures:
    """event_f1, pair_f1, full_f1 of all reports and of the main one, with precision and recall."""
    sentences = read_sentences(folder)
    rows: list[dict[str, tuple[float, float, float]]] = []
    for (_, wanted), reports in zip(sentences.items(), system.extract_texts(sentences), strict=True):
        row: dict[str, tuple[float, float, float]] = {}
        for ending, taken in (("", reports), ("_main", main_report(reports))):
            found = {triple for report in taken for triple in triples(report)}
            row[f"event{ending}"] = _count({t[1] for t in found}, {t[1] for t in wanted})
            found = {triple for triple in found if triple[0] or triple[2]}
            row[f"pair{ending}"] = _count({(t[0], t[2]) for t in found}, {(t[0], t[2]) for t in wanted})
            row[f"full{ending}"] = _count(found, wanted)
        rows.append(row)
    names = list(rows[0])
    statistics = {f"{name}_f1": (lambda rows, name=name: summed_f1([r[name] for r in rows])) for name in names}
    for name in names:
        statistics[f"{name}_p"] = lambda rows, n=name: share(sum(r[n][0] for r in rows), sum(r[n][1] for r in rows))
        statistics[f"{name}_r"] = lambda rows, n=name: share(sum(r[n][0] for r in rows), sum(r[n][2] for r in rows))
    return figures(rows, statistics)


def read_sentences(folder: Path) -> dict[str, set[Triple]]:
    """Each sentence with the triples that its records give it."""
    sentences: dict[str, set[Triple]] = {}
    for record in read_records(folder):
        sentences.setdefault(record["text"], set()).update(gold_triples(record))
    return sentences


def gold_triples(record: dict[str, Any]) -> set[Triple]:
    """The record as triples of codes."""
    event = CLASSES.get(record["event"], record["event"])
    sources = [party["code"][:3] for party in record["source"]]
    targets = [party["code"][:3] for party in record["target"]]
    return _multiply(event, sources, targets)


def triples(report: Report) -> set[Triple]:
    """The report as triples of codes."""
    if report.event is None:
        return set()
    found = _multiply(report.event, _codes(report.actors), _codes(report.recipients))
    if not report.reciprocal:
        return found
    both = found | {(t[2], t[1], t[0]) for t in found}
    return {triple for triple in both if triple[0] != triple[2]} or both  # nobody meets himself


def main_report(reports: Sequence[Report]) -> tuple[Report, ...]:
    """The report of the main clause, else the first; contents of other reports come last."""
    told = [report for report in reports if report.event]
    return tuple(sorted(told, key=lambda r: (r.content_of is not None, not r.main, r.trigger.start))[:1])


def _codes(parties: Sequence[Party]) -> list[str]:
    return list(dict.fromkeys(party.code[:3] for party in parties if party.code and len(party.code) >= 3))


def _multiply(event: str, sources: Sequence[str], targets: Sequence[str]) -> set[Triple]:
    if len(sources) > 1 and not targets:
        return {(a, event, b) for a, b in product(sources, sources) if a != b} or {(sources[0], event, sources[0])}
    return {(a, event, b) for a, b in product(sources or [None], targets or [None])}


def _count(found: set[Any], wanted: set[Any]) -> tuple[float, float, float]:
    return float(len(found & wanted)), float(len(found)), float(len(wanted))
