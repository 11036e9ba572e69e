"""Checking a codebook: its own sentences are its tests, and a pile shows what it leaves out."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from rashomon.checking import check_codebook, find_gaps
from rashomon.coding.codebook import BOOKS, Codebook, load_codebook
from rashomon.language.reader import DocumentReader
from rashomon.records import Document
from rashomon.resolution.names import load_catalogue

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def reader() -> DocumentReader:
    return DocumentReader(load_catalogue())


def with_protests(folder: Path, examples: str) -> Codebook:
    """The built-in codebook, its event type PROTEST with other examples only."""
    shutil.copytree(BOOKS / "plover", folder / "mine")
    path = folder / "mine" / "protest.toml"
    path.write_text(path.read_text("utf-8") + examples, "utf-8")
    book = load_codebook(folder / "mine")
    protest = book.events["PROTEST"]
    bare = tuple(trigger.model_copy(update={"examples": (), "counter_examples": ()}) for trigger in protest.triggers)
    added = protest.examples[-examples.count("[[example]]") :] if "[[example]]" in examples else ()
    counters = protest.counter_examples[-1:] if "[[counter_example]]" in examples else ()
    only = protest.model_copy(update={"triggers": bare, "examples": added, "counter_examples": counters, "modes": {}})
    return replace(book, events={"PROTEST": only})


@pytest.mark.parametrize(
    ("examples", "problems"),
    [
        ('\n[[example]]\ntext = "[actor Students] [event protested] in Lima on Friday."\n', []),
        ('\n[[example]]\ntext = "[actor Students] [event slept] in Lima."\n', ["expected PROTEST, found nothing"]),
        (
            '\n[[example]]\ntext = "[actor Students] [event slept] in Lima."\nexpected_failure = "no trigger"\n',
            ["expected PROTEST, found nothing"],
        ),
        (
            '\n[[example]]\ntext = "[actor Students] [event protested] in Lima."\nexpected_failure = "hard"\n',
            ["expected to fail (hard) and reads well now: remove expected_failure"],
        ),
        (
            '\n[[example]]\ntext = "[actor Students] [event protested] in Lima."\npolarity = "denied"\n',
            ["expected the polarity denied, found affirmed"],
        ),
        (
            '\n[[counter_example]]\ntext = "Students [event protested] in Lima."\nreason = "a trap"\n',
            ["coded as PROTEST"],
        ),
    ],
)
def test_an_example_is_a_test(reader: DocumentReader, tmp_path: Path, examples: str, problems: list[str]) -> None:
    checked = check_codebook(with_protests(tmp_path, examples), reader.read)
    found = [finding for finding in checked.findings if finding.sentence]
    assert len(found) == len(problems)
    for finding, problem in zip(found, problems, strict=True):
        assert finding.problem.startswith(problem)
        assert (finding.known is not None) is ("expected_failure" in examples and "slept" in examples)


def test_a_trigger_without_an_example_is_a_finding(reader: DocumentReader, tmp_path: Path) -> None:
    checked = check_codebook(with_protests(tmp_path, ""), reader.read)
    assert any("a trigger without an example" in finding.problem for finding in checked.findings)
    assert not checked.holds


def test_gaps_are_predicates_of_two_parties_that_nobody_codes(reader: DocumentReader) -> None:
    text = "France bamboozled Spain. France bamboozled Italy. Rebels shelled the army. The sky darkened."
    gaps = find_gaps([reader.read(Document("a", text, "0", language="en"))], load_codebook())
    assert [(gap.predicate, gap.times) for gap in gaps] == [("bamboozle", 2)]
    assert gaps[0].sentences[0] == "France bamboozled Spain."
