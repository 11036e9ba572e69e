"""ECB+: event mentions given, linked across documents by the linker as it ships.

Setting: the gold's mentions are given, and which topic (of 22) a document belongs to; which of the two look-alike
seminal events of a topic it tells of is not given. Mentions become reports with a trigger and a sentence and nothing
else: no event type, no participants, no dates. Singletons count. ``conll_f1_all`` is the same with all topics in one
pile.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.coreference import conll_figures
from rashomon.linking.gathering import group_reports
from rashomon.linking.vocabulary import stems
from rashomon.records import Document, Report, Span


def measure(folder: Path) -> dict[str, float]:
    """``conll_f1`` within topics and its parts, over the whole pile, and the floor of the same head word within a
    topic.
    """
    topics = read_topics(folder)
    gold = {id: chain for _, _, chains in topics.values() for id, chain in chains.items()}
    groups, floor = [], []
    for reports, documents, _ in topics.values():
        groups += group_reports(reports, {document.id: document for document in documents})
        same: dict[str, set[str]] = defaultdict(set)
        for report in reports:
            same[" ".join(stems(report.trigger.text)[-1:])].add(report.id)
        floor += list(map(frozenset, same.values()))
    everything = [report for reports, _, _ in topics.values() for report in reports]
    documents = {document.id: document for _, found, _ in topics.values() for document in found}
    return {
        **conll_figures(groups, gold),
        "conll_f1_all": conll_figures(group_reports(everything, documents), gold)["conll_f1"],
        "floor_same_word": conll_figures(floor, gold)["conll_f1"],
        "mentions": float(len(gold)),
    }


def read_topics(folder: Path) -> dict[int, tuple[list[Report], list[Document], dict[str, str]]]:
    """By topic the mentions as reports, the documents, and the gold chain of each mention."""
    topics: dict[int, tuple[list[Report], list[Document], dict[str, str]]] = defaultdict(lambda: ([], [], {}))
    for line in (folder / "records.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        reports, documents, chains = topics[row["topic"]]
        document, found = _read(row)
        documents.append(document)
        reports.extend(report for report, _ in found)
        chains.update((report.id, chain) for report, chain in found)
    return dict(topics)


def _read(row: dict[str, Any]) -> tuple[Document, list[tuple[Report, str]]]:
    sentences: dict[int, Span] = {}
    text = ""
    for sentence in row["sentences"]:
        sentences[sentence["i"]] = Span(len(text), len(text) + len(sentence["s"]), sentence["s"])
        text += sentence["s"] + "\n"
    found = []
    for number, event in enumerate(row["events"]):
        sentence = sentences[event["sent"]]
        found.append((_mention(f"{row['id']}-{number:03d}", row["id"], sentence, event["toks"]), f"{event['chain']}"))
    return Document(id=row["id"], text=text, sha256=""), found


def _mention(id: str, document: str, sentence: Span, tokens: Sequence[int]) -> Report:
    """The first run of the mention's tokens is its trigger."""
    words = sentence.text.split(" ")
    last = tokens[0]
    while last + 1 in tokens:
        last += 1
    start = sentence.start + sum(len(word) + 1 for word in words[: tokens[0]])
    trigger = " ".join(words[tokens[0] : last + 1])
    return Report(id, document, "event", sentence, Span(start, start + len(trigger), trigger))
