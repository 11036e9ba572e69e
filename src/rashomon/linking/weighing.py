"""The scores of many pairs at once: what two deeds, casts, places or figures give is weighed once for all that hold
them, days and words as columns.

A pile tells the same few acts by the same few parties over and over. What a pair comes to here is what
``compare_accounts`` makes of it alone; a test holds it to that.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from rashomon.linking.accounts import Account, Cast, Deed, Figure, PlaceKey
from rashomon.linking.columns import Flags, Numbers, Pairs, code_values, flags, numbers
from rashomon.linking.deeds import compare_deeds
from rashomon.linking.distance import compare_places
from rashomon.linking.likeness import (
    AHEAD,
    ALIKE,
    ALOOF,
    NEAR_CHARACTERS,
    OTHER_MATTER,
    Weights,
    alike_in,
    are_strangers,
    compare_casts,
    compare_figures,
    deny_apart,
    length_of,
)
from rashomon.linking.rarity import Rarity
from rashomon.linking.wording import Wording

MOST = 6.0  # the score of a pair as it is averaged is between this and its negative
_CHUNK = 200_000  # pairs
_Value = TypeVar("_Value", bound=Hashable)


class Scores:
    """Scores pairs of the accounts, given by their indices."""

    def __init__(self, accounts: Sequence[Account], rarity: Rarity, weights: Weights, wording: Wording) -> None:
        self._weights, self._wording = weights, wording
        self._base = weights["bias"] + weights["pile"] * rarity.pile
        self._value_columns(accounts, rarity)
        self._time_columns(accounts, rarity)
        self._standing_columns(accounts)

    def score(self, pairs: Pairs) -> Numbers:
        """By pair the score, -6 to 6 for averaging; -inf where the two may not be one."""
        return np.concatenate([np.empty(0), *(self._score(some) for some in pairs.cut(_CHUNK))])

    def _score(self, pairs: Pairs) -> Numbers:
        deeds, casts = self._deeds.look_up(pairs), self._casts.look_up(pairs)
        places, figures = self._places.look_up(pairs), self._figures.look_up(pairs)
        parts = (deeds, casts, places, figures)
        times, words = self._times(pairs), self._words(pairs, deeds)
        total: Numbers = self._base + sum(part["score"] for part in parts) + times["score"] + words["score"]
        alike = words["alike"] | deeds["alike"] | places["alike"] | figures["alike"]
        total += np.where(times["same_day"] & ~alike & ~casts["alike"], self._weights["day_alone"], 0.0)
        coded = pairs.both(self._coded)
        total += np.where(~times["known"] & coded & ~alike, self._weights["who_alone"], 0.0)
        total = np.clip(total, -MOST, MOST)
        total[self._bars(pairs, times, casts, places)] = -np.inf
        return total

    # --- deeds, casts, places and figures, each pair of values once ---

    def _value_columns(self, accounts: Sequence[Account], rarity: Rarity) -> None:
        def weigh(features: Mapping[str, float]) -> tuple[float, bool]:
            return sum(self._weights[name] * value for name, value in features.items()), alike_in(features).any

        def weigh_deeds(one: Deed, other: Deed) -> tuple[Any, ...]:
            found = compare_deeds(one, other, rarity)
            alike = one.event == other.event and bool(one.trigger & other.trigger)
            return *weigh(found), "bare_same_trigger" in found, "same_act" in found, alike

        def weigh_casts(one: Cast, other: Cast) -> tuple[Any, ...]:
            return *weigh(compare_casts(one, other, rarity)), are_strangers(one, other)

        def weigh_places(one: Sequence[PlaceKey], other: Sequence[PlaceKey]) -> tuple[Any, ...]:
            found = compare_places(one, other, rarity)
            return *weigh(found), "place_far" in found

        def weigh_figures(one: Sequence[Figure], other: Sequence[Figure]) -> tuple[Any, ...]:
            return weigh(compare_figures(one, other, rarity))

        self._deeds = _Table((a.deed for a in accounts), weigh_deeds, ("same_trigger", "same_act", "same_words"))
        self._casts = _Table((a.cast for a in accounts), weigh_casts, ("strangers",))
        self._places = _Table((a.places for a in accounts), weigh_places, ("far",))
        self._figures = _Table((a.figures for a in accounts), weigh_figures)
        self._denied = _Table((a.denied for a in accounts), lambda a, b: (0.0, False, deny_apart(a, b)), ("apart",))

    # --- when, and in what state ---

    def _time_columns(self, accounts: Sequence[Account], rarity: Rarity) -> None:
        self._known = flags(a.earliest is not None and a.latest is not None for a in accounts)
        self._dated = flags(a.earliest is not None for a in accounts)
        self._earliest = numbers(float(a.earliest or 0) for a in accounts)
        self._latest = numbers(float(a.latest or 0) for a in accounts)
        self._length = numbers(float(length_of(a)) for a in accounts)
        self._exact = flags(a.exact for a in accounts)
        self._total, self._single = flags(a.deed.total for a in accounts), flags(a.is_single for a in accounts)
        self._carried = flags(a.carried for a in accounts)
        self._published = numbers(np.nan if a.published is None else float(a.published) for a in accounts)
        self._day = numbers(rarity.telling("day", [a.earliest]) if a.earliest is not None else 0.0 for a in accounts)
        self._modality = code_values(a.report.modality for a in accounts)
        self._actual = flags(a.report.modality == "actual" for a in accounts)
        self._past = flags(a.report.modality == "historical" for a in accounts)
        self._ahead = flags(a.report.modality in AHEAD for a in accounts)

    def _times(self, pairs: Pairs) -> dict[str, NDArray[Any]]:
        weights = self._weights
        known, exact, carried = pairs.both(self._known), pairs.both(self._exact), pairs.either(self._carried)
        gap = pairs.between(self._earliest, self._latest)
        same_day = known & (gap == 0) & exact
        apart = weights["a_day_apart"] * np.where(carried, 1.0, np.minimum(gap, 3.0))
        fit = np.sqrt(pairs.least(self._length) / pairs.most(self._length))
        met = np.where(exact, weights["same_day"] * pairs.most(self._day), weights["period_meets"] * fit)
        total = np.where(known, np.where(gap > 0, apart, met), self._by_publication(pairs))
        past = np.where(known, 0.0, weights["past_and_present"])
        status = np.where(pairs.either(self._past), past, weights["other_modality"])
        total += np.where(pairs.same(self._modality), 0.0, status)
        apart_in_kind = self._total[pairs.first] & self._single[pairs.second]
        apart_in_kind |= self._total[pairs.second] & self._single[pairs.first]
        total += np.where(apart_in_kind, weights["total_and_single"], 0.0)
        firm = known & ~carried
        return {
            "score": total,
            "known": known,
            "same_day": same_day,
            "days_apart": firm & (gap > 1),
            "next_day": firm & (gap == 1) & exact,
        }

    def _by_publication(self, pairs: Pairs) -> Numbers:
        """What the days of publication give where a day is unknown."""
        weights = self._weights
        apart = pairs.apart(self._published)
        near = np.where(apart <= 3, weights["published_near"], np.where(apart > 30, weights["published_far"], 0.0))
        is_first = self._dated[pairs.first]
        dated, undated = np.where(is_first, pairs.first, pairs.second), np.where(is_first, pairs.second, pairs.first)
        since = self._published[undated] - self._earliest[dated]
        late = np.where(since > 30, weights["told_long_after"], 0.0)
        told = np.where(since < 0, weights["told_before"], np.where(since <= 7, weights["told_soon_after"], late))
        told = np.where(self._actual[undated], told, 0.0)
        total = np.where(pairs.either(self._dated), told, near)
        return np.where(np.isnan(apart), 0.0, total)

    # --- the words, and where they stand ---

    def _standing_columns(self, accounts: Sequence[Account]) -> None:
        index_of = {a.report.id: a.index for a in accounts}
        self._coded = flags(a.deed.event is not None for a in accounts)
        self._verbal = flags(a.deed.verbal for a in accounts)
        self._acting = flags(bool(a.cast.actors) for a in accounts)
        self._denial = flags(a.deed.denial for a in accounts)
        self._holder = code_values(a.holder for a in accounts)
        self._publisher = code_values(("", *(a.publisher or "" for a in accounts)))[1:]
        self._sentence = numbers(float(a.report.sentence.start) for a in accounts)
        self._start = numbers(float(a.start) for a in accounts)
        self._points = flags(a.antecedent is not None for a in accounts)
        self._antecedent = np.array([index_of.get(a.antecedent or "", -1) for a in accounts], dtype=np.int64)
        self._content = np.array([index_of.get(a.report.content_of or "", -1) for a in accounts], dtype=np.int64)

    def _words(self, pairs: Pairs, deeds: NDArray[Any]) -> dict[str, NDArray[Any]]:
        """What the words give, and whether they make the two alike; of one sentence only that it is one."""
        weights, wording = self._weights, self._wording
        within, verbal = pairs.same(wording.document), pairs.both(self._verbal)
        one_sentence = within & pairs.same(self._sentence)
        shared, near, names = wording.shared_words(pairs), wording.shared_near(pairs), wording.shared_names(pairs)
        total = weights["shared_words"] * shared + weights["shared_near"] * near + weights["shared_names"] * names
        strange = (near == 0) & pairs.both(wording.has_near) & ~within
        matter = verbal & (shared < OTHER_MATTER) & (names < 2 * OTHER_MATTER)
        total += np.where(strange, weights["other_near"], 0.0) + np.where(matter, weights["other_matter"], 0.0)
        total += np.where(verbal & ~pairs.both(self._acting), weights["unknown_voice"], 0.0)
        total += np.where(within, 0.0, self._across(pairs, deeds, shared))
        back, elsewhere = self._pointing(pairs)
        close = np.where(pairs.apart(self._start) < NEAR_CHARACTERS, weights["near_in_text"], 0.0)
        close += np.where(back, weights["points_back"], 0.0) + np.where(elsewhere, weights["points_elsewhere"], 0.0)
        total = np.where(one_sentence, weights["same_sentence"], total + np.where(within, close, 0.0))
        wordless = ~pairs.both(wording.has_words)
        twice = wordless & pairs.same(self._publisher) & (self._publisher[pairs.first] != 0)
        total += np.where(wordless, weights["wordless"], 0.0) + np.where(twice, weights["one_source_twice"], 0.0)
        total += np.where(within & verbal & pairs.same(self._holder), weights["told_apart"], 0.0)
        return {"score": total, "alike": ~one_sentence & ((near > 0) | (names > 0) | (within & back))}

    def _across(self, pairs: Pairs, deeds: NDArray[Any], shared: Numbers) -> Numbers:
        """What holds of two documents: how alike they are, and whether one sentence stands in both."""
        weights, context = self._weights, self._wording.shared_context(pairs)
        about = np.where(context >= ALOOF, weights["shared_context"] * context, weights["other_context"])
        act = np.where(deeds["same_act"], weights["same_act_and_context"], 0.0)
        act = np.where(deeds["same_trigger"], weights["same_trigger_and_context"], act)
        about += np.where(pairs.both(self._coded), 0.0, act * context)
        total = np.where(pairs.both(self._wording.has_context), about, 0.0)
        again = shared > ALIKE
        again[again] = self._wording.share_five(pairs.chosen(again))
        copied = np.where(deeds["same_words"], weights["same_sentence_elsewhere"], weights["same_sentence"])
        return total + np.where(again, copied, 0.0)

    def _pointing(self, pairs: Pairs) -> tuple[Flags, Flags]:
        """Does the later of the two point back at the earlier, or elsewhere?"""
        in_order = self._start[pairs.first] < self._start[pairs.second]
        earlier, later = np.where(in_order, pairs.first, pairs.second), np.where(in_order, pairs.second, pairs.first)
        back = self._antecedent[later] == earlier
        return back, self._points[later] & ~back

    # --- what forbids it ---

    def _bars(
        self,
        pairs: Pairs,
        times: Mapping[str, NDArray[Any]],
        casts: NDArray[Any],
        places: NDArray[Any],
    ) -> Flags:
        within, verbal = pairs.same(self._wording.document), pairs.both(self._verbal)
        barred = (self._content[pairs.first] == pairs.second) | (self._content[pairs.second] == pairs.first)
        barred |= ~pairs.same(self._denial)
        barred |= ~within & self._denied.look_up(pairs)["apart"]
        barred |= pairs.either(self._past) & pairs.either(self._ahead)
        barred |= times["days_apart"] | (times["next_day"] & (verbal | within))
        barred |= (verbal & casts["strangers"]) | (within & places["far"])
        return np.asarray(barred)


class _Table(Generic[_Value]):
    """What two values of one kind come to, reckoned once for each two that meet, as columns: the score of it, whether
    it makes two reports alike, and more flags by their names.
    """

    def __init__(
        self, values: Iterable[_Value], weigh: Callable[[_Value, _Value], tuple[Any, ...]], flags: Sequence[str] = ()
    ) -> None:
        numbers: dict[_Value, int] = {}
        self._numbers = np.fromiter((numbers.setdefault(value, len(numbers)) for value in values), dtype=np.int64)
        self._values = list(numbers)
        self._weigh = weigh
        self._row = np.dtype([("score", float), ("alike", bool), *((name, bool) for name in flags)])

    def look_up(self, pairs: Pairs) -> NDArray[Any]:
        values = self._values
        one, other = self._numbers[pairs.first], self._numbers[pairs.second]
        met, places = np.unique(one * len(values) + other, return_inverse=True)
        rows = [self._weigh(values[number // len(values)], values[number % len(values)]) for number in met.tolist()]
        return np.array(rows, dtype=self._row)[places]
