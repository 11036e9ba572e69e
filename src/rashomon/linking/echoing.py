"""Which reports repeat a report of an earlier document: a wire's copy or a quotation told again.

A document marked as an echo, or a sentence that stands almost word for word in an earlier document, tells nothing of
its own. The earlier is the one published earlier; between two of one day, the one that the documents' own marks call
the original; where nothing tells, none is an echo of the other: no tie is broken by an id.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.linking.accounts import days_of
from rashomon.linking.vocabulary import stems
from rashomon.records import Document, Report

_SHINGLE = 5
_SHARE = 0.7
_COPY_SHARE = 0.5
_FORMULA = 60  # a passage in more reports than this tells nothing


def find_report_echoes(reports: Sequence[Report], documents: Mapping[str, Document]) -> dict[str, str]:
    """By the id of a report, the id of the report that it repeats."""
    passages = _read_passages(reports)
    told: dict[int, list[int]] = defaultdict(list)
    for number, own in enumerate(passages):
        for shingle in own.telling:
            told[shingle].append(number)
    heads = [stems(report.trigger.text)[:1] for report in reports]
    echoes: dict[str, str] = {}
    for number, (report, own) in enumerate(zip(reports, passages, strict=True)):
        originals = [
            reports[other]
            for other in _sharing(own, told)
            if heads[other] == heads[number]
            and _repeats(report, reports[other], own.share_with(passages[other]), documents)
        ]
        if originals:
            first = min(
                originals,
                key=lambda other: (_published(other, documents), other.trigger.start, other.document, other.id),
            )
            echoes[report.id] = first.id
    return {report: _root(report, echoes) for report in echoes}


@dataclass(frozen=True, slots=True)
class _Passages:
    """The shingles of a report's sentence by number: how many there are, and those that another report has as well,
    formulas left out, the rarest first.
    """

    count: int
    telling: tuple[int, ...]

    def share_with(self, other: _Passages) -> float:
        """0-1: of these shingles, how many stand in the other."""
        return len(frozenset(self.telling).intersection(other.telling)) / self.count


def _read_passages(reports: Sequence[Report]) -> list[_Passages]:
    numbers: dict[tuple[str, ...], int] = {}
    rows = [
        [numbers.setdefault(shingle, len(numbers)) for shingle in _shingles(report.sentence.text)] for report in reports
    ]
    counts = [0] * len(numbers)
    for row in rows:
        for shingle in row:
            counts[shingle] += 1
    return [
        _Passages(
            len(row),
            tuple(sorted((s for s in row if 1 < counts[s] <= _FORMULA), key=lambda s: (counts[s], s))),
        )
        for row in rows
    ]


def _sharing(own: _Passages, told: Mapping[int, Sequence[int]]) -> set[int]:
    """The reports that can share enough: of all its shingles but fewer than enough, a copy must have one.

    Those are the rarest, so that hardly any report is looked at in vain.
    """
    enough = max(1, math.ceil(_COPY_SHARE * own.count))
    return {other for shingle in own.telling[: max(0, len(own.telling) - enough + 1)] for other in told[shingle]}


def _repeats(report: Report, other: Report, share: float, documents: Mapping[str, Document]) -> bool:
    document, original = documents.get(report.document), documents.get(other.document)
    if document is None or original is None or document is original:
        return False
    if (report.kind, report.event, report.facet) != (other.kind, other.event, other.facet):
        return False
    marked = document.echo_of is not None and document.echo_of in (original.id, original.echo_of)
    if original.echo_of == document.id:
        return False
    if document.echo_of != original.id and not _earlier(original, document):
        return False
    days, days_there = days_of(report.period), days_of(other.period)
    if not marked and days and days_there and (days[0] > days_there[1] or days_there[0] > days[1]):
        return False  # the same words of another day: a ritual, not a copy
    return share >= (_COPY_SHARE if marked else _SHARE)


def _earlier(one: Document, other: Document) -> bool:
    return bool(one.published and other.published and one.published < other.published)


def _published(report: Report, documents: Mapping[str, Document]) -> str:
    return documents[report.document].published or "9999"


def _root(report: str, echoes: Mapping[str, str]) -> str:
    seen = {report}
    while (report := echoes[report]) in echoes and report not in seen:
        seen.add(report)
    return report


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = stems(text)
    if len(words) < _SHINGLE:
        return frozenset({words}) if words else frozenset()
    return frozenset(words[i : i + _SHINGLE] for i in range(len(words) - _SHINGLE + 1))
