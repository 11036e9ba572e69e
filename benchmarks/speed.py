"""Sentences a second on one core, end to end, and how many times spaCy's own time with the same pipes.

Text: the sentences of event_plover_gsr (about 27 tokens each), ten to a document, one a paragraph.
End to end: from text to reports, linking apart, eight documents at a time as in a run. Best of three rounds, after
a warm-up. spaCy's own is its pipeline as it ships, all sentences at once. Ours has the same weights and finds the same,
but takes some of the model's steps in its own way: the ratio can come near 1 though there is more to do.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import system
from benchmarks.event_plover_gsr import read_sentences

ROUNDS = 3


def measure(folder: Path) -> dict[str, float]:
    """sentences_per_second, spacy_sentences_per_second, ratio_to_spacy."""
    sentences = list(read_sentences(folder.parent / "event_plover_gsr"))
    documents = [
        system.document("\n\n".join(sentences[i : i + 10]), id=f"s{i}", published="2019-06-22")
        for i in range(0, len(sentences), 10)
    ]
    system.extract(documents[0])
    ours = _best(lambda: system.extract_all(documents))
    pipeline = system.spacy_pipeline()
    texts = [paragraph for document in documents for paragraph in document.text.split("\n\n")]
    theirs = _best(lambda: list(pipeline.pipe(texts)))
    return {
        "sentences_per_second": len(sentences) / ours,
        "spacy_sentences_per_second": len(sentences) / theirs,
        "ratio_to_spacy": ours / theirs,
    }


def _best(work: Callable[[], object]) -> float:
    """Processor seconds of the quickest round: other work on the machine does not count."""
    seconds: list[float] = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        seconds.append(time.process_time() - started)
    return min(seconds)
