"""Documents grouped by the incidents that they share: what an end-to-end run gives on sets judged by document.

A document's main incident is that of its incidents which most documents tell of, the first in the text between equals.
Nothing is tuned on these sets.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks import system
from benchmarks.coreference import conll_figures
from rashomon.linking.grouping import average_link
from rashomon.records import Document, Report

SHARED_INCIDENTS = 0.1


def measure_documents(folder: Path, fields: Mapping[str, str]) -> tuple[dict[str, float], system.Found]:
    """CoNLL F1 over documents; ``fields`` names the set's own: text, published, gold, publisher, title."""
    rows = [json.loads(line) for line in (folder / "records.jsonl").read_text(encoding="utf-8").splitlines()]
    documents = [_document(row, fields) for row in rows]
    found = system.run(documents)
    groups = group_documents(documents, found.linked.reports)
    gold = {row["id"]: str(row[fields["gold"]]) for row in rows}
    figures = conll_figures(groups, gold)
    return {**figures, "documents": float(len(rows)), "reports": float(len(found.linked.reports))}, found


def group_documents(documents: Sequence[Document], reports: Sequence[Report]) -> list[list[str]]:
    """Documents that share at least a tenth of the incidents of the shorter, by average link."""
    told: dict[str, set[str]] = {document.id: set() for document in documents}
    for report in reports:
        if report.incident is not None and report.modality != "historical":
            told[report.document].add(report.incident)

    def score(one: int, other: int) -> float:
        here, there = told[documents[one].id], told[documents[other].id]
        return len(here & there) / max(1, min(len(here), len(there))) - SHARED_INCIDENTS

    nodes = range(len(documents))
    scores = (score(one, other) for one, other in combinations(nodes, 2))
    return [[documents[i].id for i in group] for group in average_link(nodes, scores)]


def find_main_incidents(documents: Sequence[Document], reports: Sequence[Report]) -> dict[str, str]:
    """By document the id of its main incident; the document's own id where it has no report."""
    told: dict[str, list[Report]] = defaultdict(list)
    shared: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        if report.incident is not None:
            told[report.document].append(report)
            shared[report.incident].add(report.document)
    main: dict[str, str] = {}
    for document in documents:
        own = sorted(told[document.id], key=lambda report: report.trigger.start)
        best = max(own, key=lambda report: len(shared[report.incident or ""]), default=None)
        main[document.id] = best.incident or document.id if best else document.id
    return main


def _document(row: Mapping[str, Any], fields: Mapping[str, str]) -> Document:
    text = unicodedata.normalize("NFC", row[fields["text"]])
    return Document(
        id=row["id"],
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=row.get(fields.get("title", "title")),
        publisher=row.get(fields.get("publisher", "")),
        published=(row.get(fields["published"]) or "")[:10] or None,
    )
