"""Sentences of our own, read through all language rooms: each asserts one clause."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rashomon.language.reader import DocumentReader
from rashomon.records import Clause, Document, Reading
from rashomon.resolution.names import load_catalogue

CASES = [
    case
    for file in sorted(Path(__file__).parent.glob("*.toml"))
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
_PLAIN = {
    "id",
    "text",
    "at",
    "at_relation",
    "modality",
    "polarity",
    "speaker",
    "skip",
    "no",
    "absent",
    "expected_to_fail",
}

pytestmark = pytest.mark.model


@cache
def reader() -> DocumentReader:
    return DocumentReader(load_catalogue())


def read(text: str) -> Reading:
    return reader().read(Document("d", text, "0" * 64, published="2019-06-22"))


def find_clause(reading: Reading, words: str) -> Clause | None:
    for clause in reading.clauses:
        if clause.trigger.text == words or clause.trigger.text.split()[-1] == words:
            return clause
    return next((c for c in reading.clauses if words in c.trigger.text), None)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_clause_is_read_as_a_careful_coder_would(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if reason := case.get("expected_to_fail"):
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    reading = read(case["text"])
    clause = find_clause(reading, case["at"])
    if case.get("absent"):
        assert clause is None or clause.skip
        return
    assert clause is not None, [c.trigger.text for c in reading.clauses]
    for name in ("modality", "polarity", "skip"):
        if name in case:
            assert getattr(clause, name) == case[name], (name, clause.reasons)
    if "speaker" in case:
        assert " > ".join(speaker.phrase.text for speaker in clause.speakers) == case["speaker"]
    for name, expected in case.items():
        if name not in _PLAIN:
            assert "; ".join(phrase.text for phrase in clause.phrases(name)) == expected, (name, clause.relations)
    if "at_relation" in case:
        assert "; ".join(phrase.text for phrase in clause.phrases("at")) == case["at_relation"]
    for name in case.get("no", ()):
        assert not clause.phrases(name), clause.relations


def test_every_span_of_a_reading_re_slices() -> None:
    text = "“Wir waren’s nicht,” 🙂 said Núria Vidal. Militants — 25 of them — ‘stormed’ the café’s terrace at 19:20."
    reading = read(text)
    for clause in reading.clauses:
        for span in (
            clause.trigger,
            clause.sentence,
            *(r.phrase for r in clause.relations),
            *(s.cue for s in clause.speakers),
        ):
            assert text[span.start : span.end] == span.text


def test_case_ids_are_unique() -> None:
    ids = [case["id"] for case in CASES]
    assert len(ids) == len(set(ids))
