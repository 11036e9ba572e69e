"""The scores of a pile's pairs: what two deeds, casts, places or figures give is weighed once for all that hold them.

A pile tells the same few acts by the same few parties over and over, so that hardly a pair needs more than its words
and its days compared.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from rashomon.linking.accounts import Account
from rashomon.linking.likeness import (
    Alike,
    Weights,
    alike_in,
    bar,
    compare_casts,
    compare_deeds,
    compare_figures,
    compare_places,
    compare_the_rest,
)
from rashomon.linking.rarity import Rarity

MOST = 6.0  # the score of a pair as it is averaged is between this and its negative
_REMEMBERED = 100_000  # pairs of values of one kind
_Value = TypeVar("_Value", bound=Hashable)


class Scores:
    """Scores pairs of the accounts, given by their indices."""

    def __init__(self, accounts: Sequence[Account], rarity: Rarity, weights: Weights) -> None:
        self._accounts, self._rarity, self._weights = accounts, rarity, dict(weights)
        self._base = weights["bias"] + weights["pile"] * rarity.pile
        self._deeds = _Parts((a.deed for a in accounts), lambda a, b: compare_deeds(a, b, rarity), weights)
        self._casts = _Parts((a.cast for a in accounts), lambda a, b: compare_casts(a, b, rarity), weights)
        self._places = _Parts((a.places for a in accounts), lambda a, b: compare_places(a, b, rarity), weights)
        self._figures = _Parts((a.figures for a in accounts), lambda a, b: compare_figures(a, b, rarity), weights)

    def score(self, one: int, other: int) -> float:
        """The score of a pair, -6 to 6 for averaging; -inf where the two may not be one."""
        first, second = self._accounts[one], self._accounts[other]
        if bar(first, second):
            return -math.inf
        deeds, cast = self._deeds.compare(one, other), self._casts.compare(one, other)
        places, figures = self._places.compare(one, other), self._figures.compare(one, other)
        alike = Alike(
            deeds.alike.any or cast.alike.any or places.alike.any or figures.alike.any,
            deeds.alike.beyond_who or places.alike.beyond_who or figures.alike.beyond_who,
        )
        score = self._base + deeds.score + cast.score + places.score + figures.score
        for name, value in compare_the_rest(first, second, self._rarity, deeds.features, alike).items():
            score += self._weights[name] * value
        return -MOST if score < -MOST else MOST if score > MOST else score


class _Part(NamedTuple):
    score: float
    alike: Alike
    features: Mapping[str, float]


class _Parts(Generic[_Value]):
    """What the values of one kind give by pair, remembered by the numbers of the values."""

    def __init__(
        self, values: Iterable[_Value], compare: Callable[[_Value, _Value], dict[str, float]], weights: Weights
    ) -> None:
        numbers: dict[_Value, int] = {}
        self._numbers = [numbers.setdefault(value, len(numbers)) for value in values]
        self._values = list(numbers)
        self._compare, self._weights = compare, weights
        self._known: dict[int, _Part] = {}

    def compare(self, one: int, other: int) -> _Part:
        first, second = self._numbers[one], self._numbers[other]
        pair = first * len(self._values) + second
        known = self._known.get(pair)
        if known is None:
            features = self._compare(self._values[first], self._values[second])
            score = sum(self._weights[name] * value for name, value in features.items())
            known = _Part(score, alike_in(features), features)
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[pair] = known
        return known
