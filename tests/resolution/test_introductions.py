"""A document says once who somebody is, and means it on every later line."""

from __future__ import annotations

import pytest

from rashomon.records import Phrase
from rashomon.resolution.actors import read_introductions, resolve_party
from rashomon.resolution.names import load_catalogue

CATALOGUE = load_catalogue()

INTRODUCED = [
    ("Danish army spokeswoman Jane Roe denied it.", "Jane Roe", "DNKMIL"),
    ("Danish army spokeswoman Jane Roe denied it.", "Roe", "DNKMIL"),
    ("Jane Roe, a spokeswoman for the Danish army, denied it.", "Roe", "DNKMIL"),
    ("The Norwegian tug Vågen sailed.", "the Vågen", "NORBUS"),
    ("The frigate HMS Nonesuch sailed.", "the Nonesuch", "GBRMIL"),
    ("Iran's deputy navy commander Reza Foo spoke.", "Foo", "IRNMIL"),
    ("Kenyan police chief Otieno Bar spoke.", "Otieno Bar", "KENCOP"),
]


def code(text: str, name: str) -> str | None:
    introductions = read_introductions(text, catalogue=CATALOGUE, when=None)
    phrase = Phrase(0, len(name), name, len(name), len(name), "")
    return resolve_party(phrase, catalogue=CATALOGUE, when=None, introductions=introductions).code


@pytest.mark.parametrize(("text", "name", "expected"), INTRODUCED)
def test_a_name_is_who_the_document_says(text: str, name: str, expected: str) -> None:
    assert code(text, name) == expected


def test_a_name_introduced_in_two_ways_is_nobody() -> None:
    text = "Danish army spokeswoman Jane Roe denied it. Peruvian police officer John Roe did not."
    assert code(text, "Roe") is None
    assert code(text, "John Roe") == "PERCOP"


def test_a_list_is_no_introduction() -> None:
    assert code("Jane Roe, Iran and Russia met.", "Roe") is None


def test_a_namesake_is_somebody_else() -> None:
    assert code("Danish army spokeswoman Jane Roe denied it.", "Walter Roe") is None
