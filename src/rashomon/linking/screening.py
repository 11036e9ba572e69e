"""The most that each pair of a block can score, for all pairs at once, so that only those that can reach zero are
compared.

The bound adds what is cheap to know exactly (days, event types, acts, who takes part) and the best that the rest could
give (words, names, figures). It never leaves out a pair that likeness would join; a test holds it to that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from rashomon.linking.accounts import Account
from rashomon.linking.likeness import FAR_KM, Weights
from rashomon.linking.rarity import MOST_TELLING, Rarity
from rashomon.linking.vocabulary import load_vocabulary

_FEW = 24  # a block so small is compared as it is
_SLACK = 1e-6
_Numbers = NDArray[np.float64]
_Flags = NDArray[np.bool_]
_Marks = NDArray[np.uint64]


class Screen:
    """The reports of a pile as columns of numbers, and the bound that they give on a pair."""

    def __init__(self, accounts: Sequence[Account], rarity: Rarity, weights: Weights) -> None:
        self._weights = weights
        self._base = weights["bias"] + weights["pile"] * rarity.pile
        self._base += sum(max(0.0, weights[name]) for name in ("uncoded", "wordless"))
        self._base += max(0.0, weights["shared_words"]) + 2 * max(0.0, weights["shared_names"])
        self._base += max(0.0, weights["shared_near"], weights["other_near"])
        self._base += max(0.0, weights["shared_context"], weights["other_context"])
        self._known = _flags(account.earliest is not None for account in accounts)
        self._earliest = _numbers(float(account.earliest or 0) for account in accounts)
        self._latest = _numbers(float(account.latest or 0) for account in accounts)
        self._exact = _flags(account.exact for account in accounts)
        self._firm = _flags(not account.carried for account in accounts)
        self._day = _numbers(
            rarity.telling("day", [account.earliest]) if account.earliest is not None else 0.0 for account in accounts
        )
        events = sorted({account.report.event or "" for account in accounts})
        self._event = np.array([events.index(account.report.event or "") for account in accounts], dtype=np.int64)
        self._events = _event_table(tuple(events), accounts, weights)
        self._verbal = _flags(account.verbal for account in accounts)
        acts = {act: number for number, act in enumerate(sorted({act for a in accounts for act in a.acts}))}
        pairs = load_vocabulary().neighbours
        beside = {act: [b for a, b in pairs if a == act and b in acts] for act in acts}
        self._acts = _marks((f"{act}" for act in account.acts) for account in accounts)
        self._beside = _marks((b for act in account.acts for b in (act, *beside[act])) for account in accounts)
        self._general = _flags(account.general for account in accounts)
        self._uncoded = _flags(account.report.event is None for account in accounts)
        self._trigger = _marks((*account.trigger, *account.roots) for account in accounts)
        self._actors = _marks((p.side for p in account.actors) for account in accounts)
        self._recipients = _marks((p.side for p in account.recipients) for account in accounts)
        self._countries = _marks((f"{p.country} {p.entity}" for p in account.actors) for account in accounts)
        self._places = _marks((place.own for place in account.places if place.own) for account in accounts)
        self._figures = _marks((f"{o} {low}-{high}" for o, low, high in account.figures) for account in accounts)
        self._document = np.array([_mark_number(account.document) for account in accounts], dtype=np.uint64)
        points = [_point(account) for account in accounts]
        self._pointed = _flags(point is not None for point in points)
        self._north = _numbers(point[0] if point else 0.0 for point in points)
        self._east = _numbers(point[1] if point else 0.0 for point in points)

    def passing(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The pairs of these sorted indices whose bound is above zero, by their positions."""
        if len(rows) <= _FEW:
            return np.triu_indices(len(rows), k=1)
        first, second = np.nonzero(np.triu(self._bound(rows) > -_SLACK, k=1))
        return first, second

    def _bound(self, rows: NDArray[np.int64]) -> _Numbers:
        weights = self._weights
        bound = self._base + self._time(rows) + self._events[self._event[rows][:, None], self._event[rows][None, :]]
        coded = ~self._uncoded[rows]
        shared = _share(self._acts[rows])
        acts, general = self._acts[rows], self._general[rows]
        named = acts != 0
        apart = (acts[:, None] & self._beside[rows][None, :]) == 0
        other = apart & named[:, None] & named[None, :] & ~general[:, None] & ~general[None, :]
        other &= coded[:, None] & coded[None, :]
        told = max(weights["same_act"], 0.0) * MOST_TELLING + max(weights["same_act_and_context"], 0.0)
        bound += np.where(shared, told, np.where(other, weights["other_act"], max(weights["other_trigger"], 0.0)))
        same = sum(max(weights[name], 0.0) for name in ("same_trigger_and_context", "same_sentence_elsewhere"))
        same += max(weights["same_trigger"], 0.0) * MOST_TELLING
        bound += np.where(_share(self._trigger[rows]), max(same, weights["like_trigger"]), 0.0)
        bound += self._parties(rows)
        bound += self._where(rows)
        bound += np.where(_share(self._figures[rows]), max(weights["same_figure"], 0.0) * MOST_TELLING, 0.0)
        document = self._document[rows]
        close = (
            max(weights["points_back"], 0.0) + max(weights["near_in_text"], 0.0) + max(weights["same_sentence"], 0.0)
        )
        bound += np.where(document[:, None] == document[None, :], close, 0.0)
        return bound

    def _time(self, rows: NDArray[np.int64]) -> _Numbers:
        weights = self._weights
        known, exact, firm = self._known[rows], self._exact[rows], self._firm[rows]
        earliest, latest, day = self._earliest[rows], self._latest[rows], self._day[rows]
        gap = np.maximum(0.0, np.maximum(earliest[None, :] - latest[:, None], earliest[:, None] - latest[None, :]))
        both = known[:, None] & known[None, :]
        meeting = np.where(
            exact[:, None] & exact[None, :],
            weights["same_day"] * np.maximum(day[:, None], day[None, :]),
            weights["period_meets"],
        )
        apart = np.where(
            gap <= 1, weights["a_day_apart"], np.where(firm[:, None] & firm[None, :], -np.inf, weights["a_day_apart"])
        )
        unknown = max(
            0.0, *(weights[name] for name in ("published_near", "published_far", "told_before", "told_soon_after"))
        )
        return np.where(both, np.where(gap == 0, meeting, apart), unknown)

    def _parties(self, rows: NDArray[np.int64]) -> _Numbers:
        weights = self._weights
        total = np.zeros((len(rows), len(rows)))
        for marks, role in ((self._actors[rows], "actor"), (self._recipients[rows], "recipient")):
            known = marks != 0
            alike = max(0.0, *(weights[f"{band}_{role}"] for band in ("same", "like", "sector"))) * MOST_TELLING
            parted = max(weights[f"other_{role}"], weights[f"sector_{role}"], 0.0 if role == "recipient" else -np.inf)
            total += np.where(
                _share(marks),
                alike,
                np.where(known[:, None] & known[None, :], max(parted, weights[f"other_{role}"]), 0.0),
            )
        verbal, countries = self._verbal[rows], self._countries[rows]
        known = countries != 0
        barred = (
            verbal[:, None]
            & verbal[None, :]
            & known[:, None]
            & known[None, :]
            & ~_share(self._actors[rows])
            & ~_share(countries)
        )
        return np.where(barred, -np.inf, total)

    def _where(self, rows: NDArray[np.int64]) -> _Numbers:
        weights = self._weights
        pointed, north, east = self._pointed[rows], self._north[rows], self._east[rows]
        best = max(0.0, *(weights[name] for name in ("place_contains", "place_near", "other_country")))
        same = MOST_TELLING * (max(weights["same_place"], 0.0) + max(weights["same_day_and_place"], 0.0))
        far = np.hypot(north[:, None] - north[None, :], east[:, None] - east[None, :]) > 2 * FAR_KM
        far &= pointed[:, None] & pointed[None, :]
        return np.where(_share(self._places[rows]), max(same, best), np.where(far, weights["place_far"], best))


def _event_table(events: tuple[str, ...], accounts: Sequence[Account], weights: Weights) -> _Numbers:
    families = {account.report.event or "": account.family for account in accounts}
    neighbours = load_vocabulary().event_neighbours
    table = np.zeros((len(events), len(events)))
    for i, one in enumerate(events):
        for j, other in enumerate(events):
            if not (one and other):
                continue
            if one == other:
                table[i, j] = weights["same_event"] + max(weights["same_mode"], weights["other_mode"], 0.0)
            elif (one, other) not in neighbours:
                table[i, j] = weights["other_event"] + (
                    weights["other_family"] if families[one] != families[other] else 0.0
                )
    return table


def _point(account: Account) -> tuple[float, float] | None:
    """The one point of an account in kilometres, where it has a single precise place."""
    if len(account.places) != 1:
        return None
    place = account.places[0]
    if place.latitude is None or place.longitude is None or (place.precision or 9) > 2 or abs(place.latitude) > 70:
        return None
    # East is measured at the smaller scale of 70 degrees: two places are never farther apart than they are.
    return place.latitude * 111.2, place.longitude * 111.2 * 0.342


def _share(marks: _Marks) -> _Flags:
    shared: _Flags = (marks[:, None] & marks[None, :]) != 0
    return shared


def _marks(rows: Iterable[Iterable[str]]) -> _Marks:
    """Each row's values as bits of one number: two that share a value share a bit."""
    return np.array([_bits(row) for row in rows], dtype=np.uint64)


def _bits(values: Iterable[str]) -> int:
    bits = 0
    for value in values:
        bits |= 1 << (_mark_number(value) % 64)
    return bits


@cache
def _mark_number(value: str) -> int:
    return int.from_bytes(hashlib.blake2b(value.encode(), digest_size=7).digest(), "big")


def _numbers(values: Iterable[float]) -> _Numbers:
    return np.fromiter(values, dtype=np.float64)


def _flags(values: Iterable[bool]) -> _Flags:
    return np.fromiter(values, dtype=np.bool_)
