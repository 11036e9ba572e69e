"""The codebook's sentences, end to end: every example is coded as its type, no counter-example is."""

from __future__ import annotations

import functools

import pytest

from rashomon.coding.checking import try_counter_example, try_example
from rashomon.coding.codebook import load_codebook
from rashomon.coding.notation import CounterExample, EventType, Example
from rashomon.language.reader import DocumentReader
from rashomon.records import Document, Reading
from rashomon.resolution.names import load_catalogue

CODEBOOK = load_codebook("plover")

pytestmark = pytest.mark.model


@functools.cache
def _reader() -> DocumentReader:
    return DocumentReader(load_catalogue())


@functools.cache
def read(text: str) -> Reading:
    return _reader().read(Document(id="example", text=text, sha256=""))


def _cases(name: str) -> list[object]:
    """One case a sentence; a known failure carries its reason."""
    cases = []
    for event in CODEBOOK.events.values():
        for number, example in enumerate(getattr(event, name)(), start=1):
            reason = example.expected_failure
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            cases.append(pytest.param(event, example, id=f"{event.name}-{number}", marks=marks))
    return cases


@pytest.mark.parametrize(("event", "example"), _cases("all_examples"))
def test_an_example_is_coded_as_its_type(event: EventType, example: Example) -> None:
    verdict = try_example(example, event, CODEBOOK, read)
    assert verdict.holds, f"{example.text}: coded as {verdict.found}"


@pytest.mark.parametrize(("event", "counter"), _cases("all_counter_examples"))
def test_a_counter_example_is_not(event: EventType, counter: CounterExample) -> None:
    verdict = try_counter_example(counter, event, CODEBOOK, read)
    assert verdict.holds, f"{counter.text}: coded as {verdict.found}; {counter.reason}"
