"""Which pairs of reports are worth comparing: blocks of at most 500, a larger one split by the next rarer kind of key.

A small pile is one block: everything is compared with everything. A large one is split by the family of events, then by
day, then by who takes part, then by place, then by the rarest words that a report shares with another; a report may
fall into several blocks of a level, so that neighbouring days and joint actors still meet. What no rarer key can split
is cut into windows in the order of time, so that the number of pairs stays near-linear in the number of reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Protocol

import numpy as np

from rashomon.linking.accounts import Account
from rashomon.linking.columns import Integers, Numbers, Pairs, distinct
from rashomon.linking.rarity import Rarity

BLOCK_LIMIT = 500
_WINDOW = 60
_CHUNK = 1_000_000  # pairs
_FEW = 30  # most blocks are as small


class Screening(Protocol):
    """Leaves out the pairs of a block that cannot be of one happening."""

    def bound(self, pairs: Pairs) -> Numbers:
        """The most that each pair can score."""
        ...

    def sift(self, pairs: Pairs, bound: Numbers) -> Pairs:
        """Which of such pairs are worth comparing at a closer look."""
        ...


_Keys = Callable[[Account], Sequence[str]]


def find_blocks(accounts: Sequence[Account], rarity: Rarity, *, limit: int = BLOCK_LIMIT) -> Iterator[list[Account]]:
    """The blocks of reports that may tell of one happening, each of at most ``limit`` reports."""
    levels: tuple[_Keys, ...] = (
        lambda account: (account.deed.family,),
        _day_keys,
        _party_keys,
        _place_keys,
        lambda account: rarity.rarest(account.words, 4),
    )
    yield from _split(list(accounts), levels, limit)


def find_pairs(
    accounts: Sequence[Account], rarity: Rarity, *, limit: int = BLOCK_LIMIT, screen: Screening | None = None
) -> Iterator[Pairs]:
    """Each pair of a block once, by the accounts' indices, the lower first; only those that pass the screen, if any."""
    total = len(accounts)
    passing: list[Integers] = []
    bounds: list[Numbers] = []
    for keys in _pair_off(find_blocks(accounts, rarity, limit=limit), total):
        bound = screen.bound(_split_keys(keys, total)) if screen else np.full(len(keys), np.inf)
        passing.append(keys[bound > 0])
        bounds.append(bound[bound > 0])
    if not passing:
        return
    unique, places = np.unique(np.concatenate(passing), return_index=True)
    bound = np.concatenate(bounds)[places]
    for start in range(0, len(unique), _CHUNK):
        pairs = _split_keys(unique[start : start + _CHUNK], total)
        yield screen.sift(pairs, bound[start : start + _CHUNK]) if screen else pairs


def _pair_off(blocks: Iterable[list[Account]], total: int) -> Iterator[Integers]:
    """The pairs of the blocks as numbers, many blocks at a time and none twice in one batch."""
    batch: list[Integers] = []
    waiting = 0
    for block in blocks:
        rows = np.sort(np.array([account.index for account in block], dtype=np.int64))
        first, second = _few_corners(len(rows)) if len(rows) <= _FEW else np.triu_indices(len(rows), k=1)
        batch.append(rows[first] * total + rows[second])
        waiting += len(first)
        if waiting > _CHUNK:
            yield distinct(np.concatenate(batch))
            batch, waiting = [], 0
    if batch:
        yield distinct(np.concatenate(batch))


@cache
def _few_corners(count: int) -> tuple[Integers, Integers]:
    return np.triu_indices(count, k=1)


def _split_keys(keys: Integers, total: int) -> Pairs:
    return Pairs(keys // total, keys % total)


def _split(block: list[Account], levels: tuple[_Keys, ...], limit: int) -> Iterator[list[Account]]:
    if len(block) <= limit:
        if len(block) > 1:
            yield block
        return
    if not levels:
        for start in range(0, len(block) - 1, _WINDOW // 2):
            yield block[start : start + _WINDOW]
        return
    parts: dict[str, list[Account]] = defaultdict(list)
    for account in block:
        for key in levels[0](account):
            parts[key].append(account)
    for part in parts.values():
        yield from _split(part, levels[1:], limit)


def _day_keys(account: Account) -> list[str]:
    """The day and the next; the months of a longer period; the week of publication where the day is unknown."""
    keys = []
    if account.earliest is not None and account.latest is not None:
        if account.latest - account.earliest <= 3:
            keys += [f"d{day}" for day in range(account.earliest, account.latest + 2)]
        month = account.earliest // 30
        keys += [f"m{month + step}" for step in range(min(6, account.latest // 30 - month + 1))]
    if account.published is not None and not account.exact:
        keys += [f"w{account.published // 7}", f"w{account.published // 7 + 1}"]
    return keys or ["?"]


def _party_keys(account: Account) -> list[str]:
    sides = sorted({party.side for party in (*account.cast.actors, *account.cast.recipients)})
    if not sides:
        return ["?"]
    return [f"{a}|{b}" for i, a in enumerate(sides) for b in sides[i + 1 :]] or sides


def _place_keys(account: Account) -> list[str]:
    return sorted({place.own for place in account.places if place.own}) or ["?"]
