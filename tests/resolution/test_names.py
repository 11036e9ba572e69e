"""Names are found in a text by their words, whole, longest first, and in the case they are written in."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.resolution.entities import Name
from rashomon.resolution.names import Catalogue, load_catalogue
from rashomon.resolution.tables import read_tables

CATALOGUE = load_catalogue()

FOUND = [
    pytest.param("Iran shot down a US drone.", [("Iran", "IRN", "GPE"), ("US", "USA", "GPE")], id="countries"),
    pytest.param("The U.S. and the U.K. agreed.", [("U.S.", "USA", "GPE"), ("U.K.", "GBR", "GPE")], id="full stops"),
    pytest.param("They told us who did it.", [], id="us and who are no names"),
    pytest.param("Iran-backed fighters", [("Iran", "IRN", "GPE")], id="before a hyphen"),
    pytest.param("Iran's navy", [("Iran", "IRN", "GPE")], id="before a possessive"),
    pytest.param(
        "Iranians and an Iranian crew", [("Iranians", "IRN", "NORP"), ("Iranian", "IRN", "NORP")], id="people"
    ),
    pytest.param("the South Sudanese army", [("South Sudanese", "SSD", "NORP")], id="longest wins"),
    pytest.param("North Korea and Korea", [("North Korea", "PRK", "GPE")], id="a part of a name is not the name"),
    pytest.param("the pentagon said", [("pentagon", "united-states-department-of-defense", "ORG")], id="any case"),
    pytest.param("Hay’at Tahrir al-Sham", [("Hay’at Tahrir al-Sham", "hayat-tahrir-al-sham", "ORG")], id="apostrophe"),
    pytest.param("Erdoğan spoke", [("Erdoğan", "recep-tayyip-erdogan", "PERSON")], id="accents"),
    pytest.param(
        "Kremlin spokesman Dmitry Peskov",
        [("Kremlin", "RUS", "ORG"), ("Dmitry Peskov", "dmitry-peskov", "PERSON")],
        id="two",
    ),
    pytest.param("TEHRAN DENIES IT", [("TEHRAN", "IRN", "GPE")], id="capitals"),
    pytest.param("the Persian Gulf", [("Persian Gulf", "persian-gulf", "LOC")], id="waters are no country"),
    pytest.param("the Iraq War", [], id="a war is no country"),
    pytest.param("WHO IS TO BLAME?", [], id="a line of capitals"),
    pytest.param("Fighters of IS fled.", [("IS", "islamic-state", "ORG")], id="an acronym that is a word"),
    pytest.param(
        "He left Guinea. Bissau was quiet.",
        [("Guinea", "GIN", "GPE"), ("Bissau", "GNB", "GPE")],
        id="not across sentences",
    ),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_names_are_found(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(match.text, match.entity, match.label) for match in CATALOGUE.find(text)] == expected


KINDS = [
    ("frigate", "vessel"),
    ("patrol boat", "vessel"),
    ("navy vessel", "vessel"),
    ("missile", "weapon"),
    ("militant", "armed"),
    ("minister", "government"),
    ("protester", "civilian"),
    ("court", "court"),
    ("treaty", "document"),
    ("sanction", "measure"),
    ("airstrike", "event"),
    ("summit", "meeting"),
    ("embassy", "facility"),
    ("wheat", "goods"),
    ("week", "time"),
    ("brigade", "troops"),
    ("tank", "vehicle"),
]


@pytest.mark.parametrize(("noun", "kind"), KINDS)
def test_common_nouns_have_kinds(noun: str, kind: str) -> None:
    assert kind in CATALOGUE.kinds_of(noun)


def test_an_unknown_noun_has_no_kind() -> None:
    assert CATALOGUE.kinds_of("quixotry") == ()


def test_every_sector_of_the_catalogue_is_listed() -> None:
    used = {sector for entity in CATALOGUE.entities() for role in entity.roles for sector in role.sectors}
    assert used <= set(CATALOGUE.sectors)


def test_every_country_of_a_role_is_a_country_of_the_catalogue() -> None:
    used = {role.country for entity in CATALOGUE.entities() for role in entity.roles if role.country}
    assert {country for country in used if CATALOGUE.entity(country) is None} == set()


def test_there_are_more_than_400_bodies() -> None:
    assert sum(entity.label == "ORG" for entity in CATALOGUE.entities()) >= 400


@given(st.text(alphabet=st.sampled_from("IranUSk 'ls.-\n’TeheNorthKorea,"), max_size=60))
def test_every_match_reslices_and_none_overlap(text: str) -> None:
    matches = CATALOGUE.find(text)
    assert all(text[match.start : match.end] == match.text for match in matches)
    assert all(one.end <= other.start for one, other in pairwise(matches))


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 2**32))
def test_the_order_of_the_catalogue_changes_nothing(seed: int) -> None:
    shuffle = random.Random(seed)
    tables = read_tables()
    names = list(tables.names)
    shuffle.shuffle(names)
    entities = list(tables.entities.items())
    shuffle.shuffle(entities)
    shuffled = Catalogue(
        entities=dict(entities), names=names, agents=tables.agents, kinds=tables.kinds, sectors=tables.sectors
    )
    text = "Sadr told Iran, the US and Georgia that the Guards of MIT met Turk in Moscow; Hariri denied it."
    assert shuffled.find_all(text) == CATALOGUE.find_all(text)


def test_two_entities_of_one_name_stand_in_a_fixed_order() -> None:
    tables = read_tables()
    twin = replace(tables.entities["hezbollah"], id="another-hezbollah", name="Another Hezbollah")
    names = (*tables.names, Name("Hezbollah", twin.id, "proper", "ORG"))
    entities = {**tables.entities, twin.id: twin}
    one = Catalogue(entities=entities, names=names, agents={}, kinds={}, sectors={})
    other = Catalogue(entities=entities, names=names[::-1], agents={}, kinds={}, sectors={})
    assert one.find("Hezbollah")[0].entity == other.find("Hezbollah")[0].entity
    assert len(one.find_all("Hezbollah")[0].names) == 2
