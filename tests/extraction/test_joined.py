"""Parties joined in one role: shared countries, and things that are no parties."""

from __future__ import annotations

import pytest

from rashomon.extraction.joined import joined_to, somebody
from rashomon.records import Party, Phrase, Span

TEXT = "Kenya held the Rwandan officers and rebels and drivers and two cooks."
SENTENCE = Span(0, len(TEXT), TEXT)
OFFICERS = Party(11, 31, "the Rwandan officers", country="RWA", sectors=("MIL",), code="RWAMIL")


def bare(words: str, *sectors: str) -> Party:
    start = TEXT.index(words)
    return Party(start, start + len(words), words, sectors=sectors)


def test_a_bare_noun_shares_the_country_of_the_one_before() -> None:
    drivers = Party(36, 42, "rebels", sectors=("CVL",))
    assert joined_to(drivers, [OFFICERS], SENTENCE).code == "RWACVL"


@pytest.mark.parametrize(
    "party",
    [bare("rebels", "REB"), bare("drivers", "CVL"), bare("two cooks", "CVL"), bare("rebels")],
    ids=["their-foes", "not-beside-it", "a-number-of-its-own", "of-no-sector"],
)
def test_nothing_is_shared_with_others(party: Party) -> None:
    assert joined_to(party, [OFFICERS], SENTENCE).country is None


def test_a_thing_beside_a_party_is_none() -> None:
    raids = Party(5, 10, "raids")
    phrases = [Phrase(11, 31, OFFICERS.text, 23, 31, "officer", kinds=("person",)), _thing("event"), _thing()]
    assert somebody((OFFICERS, raids), phrases[:2]) == (OFFICERS,)
    assert somebody((OFFICERS, raids), [phrases[0], phrases[2]]) == (OFFICERS, raids)
    assert somebody((raids,), phrases[1:2]) == (raids,)


def _thing(*kinds: str) -> Phrase:
    return Phrase(5, 10, "raids", 5, 10, "raid", kinds=kinds)
