"""Which pairs of reports are worth comparing: blocks of at most 500, a larger one split by the next rarer kind of key.

A small pile is one block: everything is compared with everything. A large one is split by the family of events, then by
day, then by who takes part, then by place, then by the rarest words that a report shares with another; a report may
fall into several blocks of a level, so that neighbouring days and joint actors still meet. What no rarer key can split
is cut into windows in the order of time, so that the number of pairs stays near-linear in the number of reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rashomon.linking.accounts import Account
from rashomon.linking.rarity import Rarity

BLOCK_LIMIT = 500
_WINDOW = 60
_CHUNK = 100_000
_FEW = 6  # a block so small is compared as it is


_Rows = NDArray[np.int64]


class Screening(Protocol):
    """Leaves out the pairs of a block that cannot be of one happening."""

    def passing(self, rows: _Rows) -> tuple[_Rows, _Rows, NDArray[np.float64]]:
        """The pairs of these sorted indices that may be, by their positions, with the most that each can score."""
        ...

    def sift(self, first: _Rows, second: _Rows, bound: NDArray[np.float64]) -> NDArray[np.bool_]:
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
) -> Iterator[tuple[int, int]]:
    """Each pair of a block once, by the accounts' indices, the lower first; only those that pass the screen, if any."""
    total = len(accounts)
    found: list[_Rows] = []
    bounds: list[NDArray[np.float64]] = []
    for block in find_blocks(accounts, rarity, limit=limit):
        rows = np.sort(np.array([account.index for account in block], dtype=np.int64))
        if screen and len(rows) > _FEW:
            first, second, bound = screen.passing(rows)
        else:
            first, second = np.triu_indices(len(rows), k=1)
            bound = np.full(len(first), np.inf)
        found.append(rows[first] * total + rows[second])
        bounds.append(bound)
    if not found:
        return
    unique, places = np.unique(np.concatenate(found), return_index=True)
    bound = np.concatenate(bounds)[places]
    found.clear()
    for start in range(0, len(unique), _CHUNK):
        keys = unique[start : start + _CHUNK]
        first, second = keys // total, keys % total
        kept = screen.sift(first, second, bound[start : start + _CHUNK]) if screen else np.full(len(keys), True)
        yield from zip(first[kept].tolist(), second[kept].tolist(), strict=True)


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
