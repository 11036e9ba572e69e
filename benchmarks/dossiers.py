"""Dossiers, end to end: reports, roles, speakers, incidents, disputes and echoes of many accounts of one confrontation.

The definitions are those of ``rashomon.scoring``. ``_gold`` figures are what linking reaches when it is
given the gold's own claims as reports. ``dossiers`` is the mean of the dossiers, without tankers-2019,
which overlaps in history with the project's example and is printed apart.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks import system
from benchmarks.bootstrap import Figures, figures, share, summed_f1
from benchmarks.gold_reports import claims_as_reports
from rashomon.records import Comparison, Document, Position, Report, Span
from rashomon.scoring import Gold, Score, marked_answers, read_gold, score

APART = frozenset({"tankers-2019"})
MARKS = ("\n", ". ", "! ", "? ")  # after one of these a sentence begins


def measure_parts(folder: Path) -> dict[str, Figures]:
    """One entry a dossier, and their mean."""
    parts = {
        f"dossiers/{path.name}": measure(path) for path in sorted(folder.iterdir()) if (path / "gold.json").exists()
    }
    counted = [part for name, part in parts.items() if name.partition("/")[2] not in APART] or list(parts.values())
    if not counted:
        raise FileNotFoundError(f"{folder}: no folder with a gold.json in it")
    mean = Figures({name: sum(part[name] for part in counted) / len(counted) for name in counted[0]})
    if len(counted) == 1:
        mean.intervals.update(counted[0].intervals)
    return {"dossiers": mean, **parts}


def measure(folder: Path) -> Figures:
    """The figures of one dossier."""
    documents = system.read_documents(folder / "documents.jsonl")
    gold = read_gold(folder / "gold.json", {document.id: document.text for document in documents})
    found = system.run(documents)
    end_to_end = score(gold, found.documents, found.linked.reports, found.linked.comparisons)
    given = score_given(folder, gold, documents)
    names = ("incident_pair_f1", "dispute_r", "dispute_p")
    measured = Figures({**end_to_end.figures, **{f"{name}_gold": given.figures[name] for name in names}})
    measured.intervals.update(_intervals(end_to_end))
    return measured


def score_given(folder: Path, gold: Gold, documents: Sequence[Document]) -> Score:
    """Linking alone: the gold's own claims as reports."""
    marked = system.mark_echoes(documents)
    linked = system.link(_reports(folder, marked), marked)
    return score(gold, marked, linked.reports, linked.comparisons)


def _reports(folder: Path, documents: Sequence[Document]) -> list[Report]:
    return claims_as_reports(json.loads((folder / "gold.json").read_text(encoding="utf-8")), documents)


def main() -> int:
    """Check the scoring itself: perfect reports must reach 1, an assault in every sentence the known floor."""
    for folder in sorted((system.GOLD / "dossiers").iterdir()):
        if not (folder / "gold.json").exists():
            continue
        documents = system.read_documents(folder / "documents.jsonl")
        gold = read_gold(folder / "gold.json", {document.id: document.text for document in documents})
        incidents = {claim.id: claim.incident for claim in gold.claims}
        reports = [replace(report, incident=incidents[report.id]) for report in _reports(folder, documents)]
        perfect = score(gold, _with_echoes(gold, documents), reports, _perfect_disputes(gold))
        assaults = score(gold, documents, _every_sentence_an_assault(documents))
        for name, scored in (("perfect", perfect), ("every sentence an assault", assaults)):
            sys.stdout.write(f"{folder.name}: {name}\n")
            for metric, figure in scored.figures.items():
                sys.stdout.write(f"  {metric:24} {figure:.3f}\n")
    return 0


def _intervals(scored: Score) -> dict[str, tuple[float, float]]:
    """Drawn over claims and stray reports; over right pairs for what is counted on those."""
    matching = scored.matching
    rows = [(float(pair.event), 1.0, 1.0, float(pair.dyad)) for pair in matching.pairs]
    rows += [(0.0, 0.0, 1.0, 0.0) for _ in matching.missed] + [(0.0, 1.0, 0.0, 0.0) for _ in matching.spurious]
    intervals = figures(
        rows,
        {
            "event_p": lambda rows: share(sum(r[0] for r in rows), sum(r[1] for r in rows)),
            "event_r": lambda rows: share(sum(r[0] for r in rows), sum(r[2] for r in rows)),
            "event_f1": summed_f1,
            "dyad_f1": lambda rows: summed_f1([(r[3], r[1], r[2]) for r in rows]),
        },
    ).intervals
    for name in ("mode", "actor", "recipient", "date"):
        answers = [float(answer) for pair in matching.right if (answer := getattr(pair, name)) is not None]
        intervals.update(figures(answers, {name: lambda rows: share(sum(rows), len(rows))}).intervals)
    marked = [marked_answers(pair) for pair in matching.right]
    for name in ("modality", "polarity", "speaker", "place"):
        given = [tuple(map(float, answers[name])) for answers in marked if name in answers]
        intervals.update(figures(given, {f"{name}_marked": summed_f1}).intervals)
    return intervals


def _sentence_around(text: str, start: int, end: int) -> Span:
    first = max([0, *(text.rfind(mark, 0, start) + len(mark) for mark in MARKS if mark in text[:start])])
    stops = [place + 1 for mark in (". ", ".\n", "! ", "? ", ".”", '."') if (place := text.find(mark, end - 1)) >= 0]
    last = min([*stops, len(text)])
    return Span(first, last, text[first:last])


def _perfect_disputes(gold: Gold) -> tuple[Comparison, ...]:
    return tuple(
        Comparison(
            dispute.id,
            dispute.incident,
            dispute.facets[0],  # type: ignore[arg-type]
            "conflict",
            tuple(Position(str(n), (), claims) for n, claims in enumerate(dispute.positions)),
            "gold",
        )
        for dispute in gold.disputes
    )


def _with_echoes(gold: Gold, documents: Sequence[Document]) -> tuple[Document, ...]:
    echoes = {max(pair): min(pair) for pair in gold.duplicates}
    return tuple(replace(document, echo_of=echoes.get(document.id)) for document in documents)


def _every_sentence_an_assault(documents: Sequence[Document]) -> tuple[Report, ...]:
    reports: list[Report] = []
    for document in documents:
        start = 0
        while start < len(document.text):
            span = _sentence_around(document.text, start, start + 1)
            if span.text.strip():
                reports.append(Report(f"{document.id}.{start}", document.id, "event", span, span, event="ASSAULT"))
            start = max(span.end, start) + 1
    return tuple(reports)


if __name__ == "__main__":
    raise SystemExit(main())
