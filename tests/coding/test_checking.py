"""Checking a codebook, copying one, finding its gaps, printing its pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.coding.clauses import clause, phrase, reading
from tests.coding.test_codebook import BOOK, EVENT, write

from rashomon.coding.checking import check_codebook, new_codebook
from rashomon.coding.codebook import load_codebook
from rashomon.coding.gaps import find_gaps
from rashomon.coding.reference import codebook_pages
from rashomon.errors import CodebookError
from rashomon.records import Reading


def reads(lemma: str) -> Reading:
    """What a reader would make of "Peru helped Chile."."""
    text = "Peru helped Chile."
    return reading(clause("c1", lemma, 5, subject=phrase("Peru"), object=phrase("Chile", 12)), text=text)


def test_plover_holds_without_reading_its_sentences() -> None:
    assert check_codebook("plover") == ()


def test_an_example_that_holds_is_no_problem(tmp_path: Path) -> None:
    assert check_codebook(write(tmp_path / "mine"), lambda _: reads("help")) == ()


def test_an_example_that_is_not_coded_is_a_problem(tmp_path: Path) -> None:
    (problem,) = check_codebook(write(tmp_path / "mine"), lambda _: reads("resemble"))
    assert (problem.file, problem.key) == ("help.toml", "example")
    assert "was coded as nothing" in problem.problem


def test_a_known_failure_that_holds_is_a_problem(tmp_path: Path) -> None:
    event = EVENT.replace(
        'examples = ["[actor Peru] [event helped] [recipient Chile]."]',
        'examples = [{ text = "[actor Peru] [event helped] [recipient Chile].", expected_failure = "not yet" }]',
    )
    (problem,) = check_codebook(write(tmp_path / "mine", BOOK, event), lambda _: reads("help"))
    assert "though marked expected_failure" in problem.problem


@pytest.mark.parametrize(
    ("event", "complaint"),
    [
        (EVENT.replace('mode = "money"\n', ""), "no trigger gives this mode"),
        (EVENT.replace('examples = ["[actor Peru] [event helped] [recipient Chile]."]', ""), "has no example"),
        (EVENT.replace("verbs", "verb"), "is not known"),
    ],
)
def test_each_problem_has_its_file_key_and_advice(tmp_path: Path, event: str, complaint: str) -> None:
    problems = check_codebook(write(tmp_path / "mine", BOOK, event))
    assert any(complaint in problem.problem and problem.file == "help.toml" for problem in problems)


def test_words_that_two_types_claim_alike_are_a_problem(tmp_path: Path) -> None:
    folder = write(tmp_path / "mine")
    (folder / "aid.toml").write_text(EVENT.replace('"HELP"', '"AID"'), "utf-8")
    assert any("stands under the same conditions" in problem.problem for problem in check_codebook(folder))


def test_a_tie_on_an_example_names_both(tmp_path: Path) -> None:
    folder = write(tmp_path / "mine")
    (folder / "aid.toml").write_text(EVENT.replace('"HELP"', '"AID"'), "utf-8")
    problems = check_codebook(folder, lambda _: reads("help"))
    assert any("tied with HELP.help" in problem.problem for problem in problems)


def test_a_new_codebook_is_a_copy_with_its_own_name(tmp_path: Path) -> None:
    made = new_codebook(tmp_path / "mybook")
    assert made.name == "mybook"
    assert set(made.events) == set(load_codebook("plover").events)
    with pytest.raises(CodebookError, match="there already"):
        new_codebook(tmp_path / "mybook")


def test_gaps_are_uncoded_predicates_between_two_parties() -> None:
    peru, chile = phrase("Peru"), phrase("Chile", 20)
    readings = [
        reading(clause("c1", "bamboozle", subject=peru, object=chile), clause("c2", "meet", subject=peru, with_=chile)),
        reading(clause("c1", "bamboozle", subject=chile, object=peru), clause("c2", "sleep", subject=peru)),
    ]
    assert [(gap.lemma, gap.count) for gap in find_gaps(readings, load_codebook("plover"))] == [("bamboozle", 2)]


def test_there_is_a_page_for_every_type() -> None:
    plover = load_codebook("plover")
    pages = codebook_pages(plover)
    assert set(pages) == {"index.md", *(f"{name.lower()}.md" for name in plover.events)}
    assert "| aerial |" in pages["assault.md"]
    assert "## Not this type" in pages["accuse.md"]
    assert "slip of sign" in pages["accuse.md"]
