"""Where a story is at home, and which bare nouns may take that country."""

from __future__ import annotations

from functools import cache

import pytest

from rashomon.records import Document
from rashomon.resolution import places
from rashomon.resolution.gazetteer import load_gazetteer
from rashomon.resolution.names import Catalogue, load_catalogue
from rashomon.resolution.story_home import StoryHome, find_story_home


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


def home(text: str, country: str | None = None) -> StoryHome | None:
    document = Document("d", text, "0" * 64, published="1997-03-04", publisher_country=country)
    context = places.read_context(document, load_gazetteer())
    return find_story_home(text, context=context, catalogue=catalogue())


def test_the_one_country_of_a_story_is_home_to_all() -> None:
    found = home("Police in Tirana fired on marchers. Albania's president spoke. In Vlore crowds broke into a depot.")
    assert found is not None and (found.country, found.is_alone) == ("ALB", True)
    setting = found.setting_for(("MIL",))
    assert setting is not None and setting.country == "ALB"


def test_a_body_s_names_tell_of_its_country_with_one_word_more() -> None:
    found = home("President Ada Quist freed six men of the Tamil Tigers (LTTE) in Sri Lanka.")
    assert found is not None and (found.country, found.is_alone) == ("LKA", True)
    assert home("President Ada Quist freed six men of the Tamil Tigers (LTTE).") is None


def test_between_two_states_only_the_police_of_the_dateline_are_at_home() -> None:
    text = "LIMA, March 4 - Peru accused Ecuador. In Lima police held six men. Ecuador denied it to Peru."
    found = home(text)
    assert found is not None and (found.country, found.is_alone) == ("PER", False)
    assert found.setting_for(("COP",)) is not None
    assert found.setting_for(("MIL",)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Chad accused Libya of the raid. Libya denied it, and Chad recalled its envoy. Libya laughed.",
        "Workers downed tools. Police fired gas.",
    ],
    ids=["two-states", "no-country"],
)
def test_nothing_is_guessed(text: str) -> None:
    assert home(text) is None
