"""A document says once who somebody is, and means it on every later line."""

from __future__ import annotations

import pytest

from rashomon.records import Party, Phrase
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
    ("Police arrested a Kenyan captain, Otieno Bar, at noon.", "Bar", "KENMIL"),
    ("Colonel Otieno Bar, spokesman for the Kenyan army, spoke.", "Bar", "KENMIL"),
    ("Otieno Bar, the head of a Kenyan trade union, spoke.", "Bar", "KENLAB"),
    ("General Bar, a Kenyan, spoke. Otieno Bar, a general of the Kenyan army, left.", "Otieno Bar", "KENMIL"),
    ("The Kenyan Herders Union (KHU) met.", "the KHU", "KENLAB"),
    ("King Otieno spoke.", "King Otieno of Kenya", "KENGOV"),
]

# Whose they are is not told: the sector, until the home of the story says the country.
OFFICES = [
    ("Prime Minister Ada Quist spoke.", "Quist", ("GOV",)),
    ("Major General Ada Quist spoke.", "Quist", ("MIL",)),
    ("Ada Quist, president of the Tinsmiths Union, spoke.", "Quist", ("LAB",)),
    ("The Herders Union (HEU) met.", "the HEU", ("LAB",)),
    ("Ada Quist, a mother of six, spoke.", "Quist", ()),
    ("The National Front Guard met.", "Front", ()),
]


def party(text: str, name: str) -> Party:
    introductions = read_introductions(text, catalogue=CATALOGUE, when=None)
    phrase = Phrase(0, len(name), name, len(name), len(name), "")
    return resolve_party(phrase, catalogue=CATALOGUE, when=None, introductions=introductions)


def code(text: str, name: str) -> str | None:
    return party(text, name).code


@pytest.mark.parametrize(("text", "name", "sectors"), OFFICES)
def test_an_office_of_no_stated_country_gives_its_sector(text: str, name: str, sectors: tuple[str, ...]) -> None:
    found = party(text, name)
    assert (found.country, found.sectors) == (None, sectors)


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
