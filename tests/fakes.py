"""A small true extractor for the tests of what surrounds it: every "X shelled Y" is an ASSAULT, "boom" breaks it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rashomon.extraction.extractor import Extraction
from rashomon.plugins import hookimpl
from rashomon.records import Document, Party, PassedOver, Period, Reading, Report, Sentence, Span


class ShellingExtractor:
    """Reads sentences, reports shellings; counts what it was asked."""

    name = "shelling"

    def __init__(self, asked: list[str], codebook: Any) -> None:
        self._asked = asked
        self._codebook = codebook

    def read(self, document: Document) -> Reading:
        self._asked.append(f"read {document.id}")
        if "boom" in document.text:
            raise ValueError("boom")
        sentences = tuple(
            Sentence(found.start(), found.end(), found[0], 0) for found in re.finditer(r"[^.\n]+\.", document.text)
        )
        return Reading(document.id, sentences, (), reader="shelling 1")

    def report(self, document: Document, reading: Reading) -> Extraction:
        self._asked.append(f"report {document.id}")
        reports: list[Report] = []
        passed: list[PassedOver] = []
        for sentence in reading.sentences:
            for found in re.finditer(r"(\w+) (shelled) (\w+)", sentence.text):
                actor, trigger, recipient = (
                    Span(sentence.start + found.start(n), sentence.start + found.end(n), found[n]) for n in (1, 2, 3)
                )
                day = re.search(r"\d{4}-\d\d-\d\d", sentence.text)
                at = sentence.start + day.start() if day else 0
                reports.append(
                    Report(
                        id=hashlib.sha256(f"{document.id} {found[0]} {len(reports)}".encode()).hexdigest()[:12],
                        document=document.id,
                        kind="event",
                        sentence=Span(sentence.start, sentence.end, sentence.text),
                        trigger=trigger,
                        event="ASSAULT",
                        quad="material conflict",
                        intensity=-9.0,
                        actors=(Party(actor.start, actor.end, actor.text, actor.text),),
                        recipients=(Party(recipient.start, recipient.end, recipient.text, recipient.text),),
                        period=Period(at, at + 10, day[0], day[0], day[0], day[0], precision="day", basis="stated")
                        if day
                        else None,
                        codebook=self._codebook.label,
                    )
                )
            if "denied" in sentence.text:
                passed.append(
                    PassedOver(document.id, sentence.start, sentence.end, sentence.text, sentence.text, "denial")
                )
        return Extraction(tuple(reports), tuple(passed))


class ShellingPlugin:
    """The fake as a plugin, through the same hook as ours; it shows what was asked of it."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    @hookimpl
    def rashomon_extractors(self) -> Mapping[str, Any]:
        return {"shelling": self._make}

    def _make(self, *, codebook: Any, **_: Any) -> ShellingExtractor:
        return ShellingExtractor(self.asked, codebook)


def make_shelling(*, codebook: Any, **_: Any) -> ShellingExtractor:
    """The same for other processes, which cannot tell what they were asked."""
    return ShellingExtractor([], codebook)


class ReadingAhead(ShellingExtractor):
    """The same, reading several documents at once."""

    def read_all(self, documents: Sequence[Document]) -> Iterator[Reading]:
        self._asked.append(f"read {len(documents)} at once")
        return map(self.read, documents)


def make_dying(**_: Any) -> Any:
    """An extractor whose process dies on "boom"."""
    return DyingExtractor([], None)


class DyingExtractor(ShellingExtractor):
    def read(self, document: Document) -> Reading:
        if "boom" in document.text:
            import os

            os._exit(1)
        return super().read(document)

    def report(self, document: Document, reading: Reading) -> Extraction:
        return Extraction(())
