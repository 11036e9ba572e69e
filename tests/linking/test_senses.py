"""Two words that can name one act, by WordNet's table."""

from __future__ import annotations

import pytest

from rashomon.linking.senses import find_senses, sense_band
from rashomon.linking.vocabulary import stems


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("apprehended", "arrested", "same_sense", id="two verbs of one sense"),
        pytest.param("thwarted", "foiled", "same_sense", id="and their forms"),
        pytest.param("died", "death", "same_sense", id="a noun made of the verb"),
        pytest.param("murdered", "killed", "near_sense", id="a kind of it"),
        pytest.param("killed", "died", "near_sense", id="what brings it about"),
        pytest.param("passed away", "died", "same_sense", id="a phrase of two words"),
        pytest.param("seized", "condemned", "", id="two acts"),
        pytest.param("the", "a", "", id="words that mean no act"),
    ],
)
def test_band_of_two_words(one: str, other: str, expected: str) -> None:
    first, second = find_senses(stems(one)), find_senses(stems(other))
    assert sense_band(first, second) == sense_band(second, first) == expected
