"""Which reports repeat a report of an earlier document: a wire's copy or a quotation told again.

A document marked as an echo, or a sentence that stands almost word for word in an earlier document, tells nothing of
its own. The earlier is the one published earlier; between two of one day, the one that the documents' own marks call
the original; where nothing tells, none is an echo of the other: no tie is broken by an id.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from rashomon.linking.accounts import days_of
from rashomon.linking.vocabulary import stems
from rashomon.records import Document, Report

_SHINGLE = 5
_SHARE = 0.7
_COPY_SHARE = 0.5
_FORMULA = 60  # a passage in more reports than this tells nothing


def find_report_echoes(reports: Sequence[Report], documents: Mapping[str, Document]) -> dict[str, str]:
    """By the id of a report, the id of the report that it repeats."""
    shingles = {report.id: _shingles(report.sentence.text) for report in reports}
    heads = {report.id: stems(report.trigger.text)[:1] for report in reports}
    told: dict[tuple[str, ...], list[Report]] = defaultdict(list)
    for report in reports:
        for shingle in shingles[report.id]:
            told[shingle].append(report)
    by_id = {report.id: report for report in reports}
    echoes: dict[str, str] = {}
    for report in reports:
        own = shingles[report.id]
        shared = Counter(other.id for shingle in own if len(told[shingle]) <= _FORMULA for other in told[shingle])
        originals = [
            by_id[other]
            for other, count in shared.items()
            if count >= _COPY_SHARE * len(own)
            and heads[other] == heads[report.id]
            and _repeats(report, by_id[other], count / len(own), documents)
        ]
        if originals:
            first = min(
                originals, key=lambda other: (_published(other, documents), other.trigger.start, other.document)
            )
            echoes[report.id] = first.id
    return {report: _root(report, echoes) for report in echoes}


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
