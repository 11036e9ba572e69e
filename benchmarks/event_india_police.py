"""What the police did, sentence by sentence, and what negation does to it.

KILL, ARREST, FORCE, ANY_ACTION from affirmed reports with a police actor (or none stated, for killings and
arrests), FAIL from denied or refused ones. ``_ignoring_negation`` counts denied reports as if affirmed: the
difference is what an event coder without polarity gets wrong. Mostly lower-case text with broken
quotation marks: a test of robustness. The unit is the article.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

from benchmarks import system
from benchmarks.bootstrap import Figures, f1, figures, share
from benchmarks.gold import read_records
from rashomon.records import Report

LABELS = ("KILL", "ARREST", "FORCE", "FAIL", "ANY_ACTION")
ARRESTING = ("arrest", "detain", "nab", "round up", "custody", "apprehend")
KILLING = ("kill", "shoot dead", "die", "gun down")
Row = dict[str, tuple[float, float, float]]


def measure(folder: Path) -> Figures:
    """LABEL_f1 of each label, and of three labels when negation is ignored; kept_by_negation counts."""
    rows: list[Row] = []
    for record in read_records(folder):
        row: Row = {}
        sentences = record["sentences"]
        reports_of = _reports_by_sentence([sentence["text"] for sentence in sentences], record["date"])
        for sentence, reports in zip(sentences, reports_of, strict=True):
            for ending, taken in (("", True), ("_ignoring_negation", False)):
                found = labels(reports, heed_negation=taken)
                for label in LABELS if taken else ("KILL", "ARREST", "FORCE", "ANY_ACTION"):
                    right, had, wanted = row.get(label + ending, (0.0, 0.0, 0.0))
                    is_found, is_wanted = label in found, label in sentence["labels"]
                    row[label + ending] = (right + (is_found and is_wanted), had + is_found, wanted + is_wanted)
        rows.append(row)
    names = sorted({name for row in rows for name in row})

    def total(rows: Sequence[Row], name: str, i: int) -> float:
        return sum(row[name][i] for row in rows if name in row)

    statistics = {
        f"{name}_f1": lambda rows, n=name: f1(total(rows, n, 0), total(rows, n, 1), total(rows, n, 2)) for name in names
    }
    for name in names:
        statistics[f"{name}_r"] = lambda rows, n=name: share(total(rows, n, 0), total(rows, n, 2))
    return figures(rows, statistics, rounds=100)


def _reports_by_sentence(texts: Sequence[str], published: str) -> list[list[Report]]:
    """The reports of an article, each sentence a paragraph of its own, by sentence."""
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + 2)
    found: list[list[Report]] = [[] for _ in texts]
    for report in system.extract(system.document("\n\n".join(texts), published=published)).reports:
        found[bisect_right(starts, report.trigger.start) - 1].append(report)
    return found


def labels(reports: Sequence[Report], *, heed_negation: bool) -> set[str]:
    """The labels that a sentence's reports give it."""
    found: set[str] = set()
    for report in reports:
        if report.event is None:
            continue
        police = any("COP" in party.sectors or "police" in party.text.lower() for party in report.actors)
        modified = "police" in report.trigger.text.lower()
        if not (police or modified or not report.actors):
            continue
        did_not = report.polarity == "denied" or report.event == "REJECT"
        if did_not and (police or modified):
            found.add("FAIL")
        if did_not and heed_negation:
            continue
        trigger = report.trigger.text.lower()
        killed = any(q.outcome == "killed" for q in report.quantities) or any(word in trigger for word in KILLING)
        if report.event == "ASSAULT" and killed and (police or modified):
            found.add("KILL")
        if report.mode == "arrest" or any(word in trigger for word in ARRESTING):
            found.add("ARREST")
        if report.event == "ASSAULT" and (police or modified):
            found.add("FORCE")
        if police or modified or "ARREST" in found:
            found.add("ANY_ACTION")
    return found
