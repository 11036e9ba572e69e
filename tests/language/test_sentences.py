"""Sentences of our own, read through all language rooms: each asserts one clause."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rashomon.coding.codebook import load_codebook
from rashomon.coding.coder import code
from rashomon.language.reader import DocumentReader
from rashomon.records import Clause, Document, Reading
from rashomon.resolution.names import load_catalogue
from rashomon.resolution.quantities import find_quantities

CASES = [
    case
    for file in sorted(Path(__file__).parent.glob("*.toml"))
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
_ASKED_APART = {
    "id",
    "text",
    "at",
    "at_relation",
    "no",
    "absent",
    "speaker",
    "speaker_antecedent",
    "speaker_kind",
    "stance",
    "quote",
    "governor",
    "antecedent",
    "owner",
    "circumstance",
    "about",
    "figures",
    "coded",
    "expected_to_fail",
}
_OF_THE_CLAUSE = ("modality", "polarity", "skip", "lemma", "light", "tense")

pytestmark = pytest.mark.model


@cache
def reader() -> DocumentReader:
    return DocumentReader(load_catalogue())


def make(text: str) -> Document:
    return Document("d", text, "0" * 64, published="2019-06-22")


def read(text: str) -> Reading:
    return reader().read(make(text))


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
    for name in _OF_THE_CLAUSE:
        if name in case:
            assert (getattr(clause, name) or "") == case[name], (name, clause.reasons)
    for name, expected in case.items():
        if name not in _ASKED_APART and name not in _OF_THE_CLAUSE:
            assert words_of(clause, name) == expected, (name, clause.relations)
    if "at_relation" in case:
        assert words_of(clause, "at") == case["at_relation"]
    for name in case.get("no", ()):
        assert not clause.phrases(name), clause.relations
    if "governor" in case:
        assert clause.governor is not None and clause.governor.relation == case["governor"]
    check_speakers(clause, case)
    check_references(clause, case)
    check_circumstance(reading, clause, case)
    if "coded" in case:
        codings, passed = code(reading, load_codebook())
        assert "; ".join(c.event for c in codings if c.clause == clause.id) == case["coded"], passed
    if "figures" in case:
        assert "; ".join(figures_of(reading, clause, case["text"])) == case["figures"]


def words_of(clause: Clause, relation: str) -> str:
    return "; ".join(phrase.text for phrase in clause.phrases(relation))


def check_speakers(clause: Clause, case: dict[str, Any]) -> None:
    """The chain, outermost first, joined by " > ", joint speakers by " + "; the rest is asked of the innermost."""
    levels: dict[int, list[str]] = {}
    for speaker in clause.speakers:
        levels.setdefault(speaker.level, []).append(speaker.phrase.text)
    if "speaker" in case:
        assert " > ".join(" + ".join(texts) for _, texts in sorted(levels.items())) == case["speaker"], clause.speakers
    for key in ("kind", "stance", "quote"):
        name = "speaker_kind" if key == "kind" else key
        if name in case:
            assert clause.speakers and getattr(clause.speakers[-1], key) == case[name], clause.speakers
    if "speaker_antecedent" in case:
        antecedent = clause.speakers[-1].phrase.antecedent
        assert antecedent is not None and antecedent.text == case["speaker_antecedent"], clause.speakers


def check_references(clause: Clause, case: dict[str, Any]) -> None:
    """What the first phrase of a relation stands for, and who holds it; "" = nothing."""
    for key in ("antecedent", "owner"):
        for relation, expected in case.get(key, {}).items():
            phrases = clause.phrases(relation)
            span = getattr(phrases[0], key) if phrases else None
            assert (span.text if span else "") == expected, (key, clause.relations)


def check_circumstance(reading: Reading, clause: Clause, case: dict[str, Any]) -> None:
    """The facet that a clause tells of another, and the trigger of that other."""
    if "circumstance" not in case:
        return
    told = [c for c in reading.circumstances if c.clause == clause.id]
    assert "; ".join(c.facet for c in told) == case["circumstance"], reading.circumstances
    if "about" in case:
        triggers = {c.id: c.trigger.text for c in reading.clauses}
        assert [triggers[c.about] for c in told] == [case["about"]]


def figures_of(reading: Reading, clause: Clause, text: str) -> list[str]:
    """ "killed 25.." (at least), "killed ..25" (up to), "killed 20..30": the figures of one clause."""
    codings, _ = code(reading, load_codebook())
    coding = next((c for c in codings if c.clause == clause.id), None)
    found = find_quantities(clause, coding, document=make(text))
    low_high = [("" if q.low is None else q.low, "" if q.high is None else q.high) for q in found]
    return [f"{q.outcome} {low}..{high}" for q, (low, high) in zip(found, low_high, strict=True)]


def test_every_span_of_a_reading_re_slices() -> None:
    text = "“Wir waren’s nicht,” 🙂 said Núria Vidal. Militants — 25 of them — ‘stormed’ the café’s terrace at 19:20."
    reading = read(text)
    for clause in reading.clauses:
        phrases = [relation.phrase.span for relation in clause.relations]
        for span in (clause.trigger, clause.sentence, *phrases, *(s.cue for s in clause.speakers)):
            assert text[span.start : span.end] == span.text


def test_case_ids_are_unique() -> None:
    ids = [case["id"] for case in CASES]
    assert len(ids) == len(set(ids))
