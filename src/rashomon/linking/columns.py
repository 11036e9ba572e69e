"""What reports hold as columns of numbers: sets as bits or as padded rows, so that many pairs are compared at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Marks = NDArray[np.uint64]
Integers = NDArray[np.int64]

_BITS = 64
_OWN_BITS = 56  # the commonest values have a bit of their own, the others share what is left
_CHUNK = 20_000  # pairs


def numbers(values: Iterable[float]) -> Numbers:
    return np.fromiter(values, dtype=np.float64)


def flags(values: Iterable[bool]) -> Flags:
    return np.fromiter(values, dtype=np.bool_)


def code_values(values: Iterable[str]) -> Integers:
    """Each value as a number, the same for the same."""
    codes: dict[str, int] = {}
    return np.fromiter((codes.setdefault(value, len(codes)) for value in values), dtype=np.int64)


def mark(*columns: Sequence[Iterable[str]]) -> list[Marks]:
    """Each row's values as bits of one number, alike in all columns: two rows that share a value share a bit."""
    rows = [[tuple(row) for row in column] for column in columns]
    counts = Counter(value for column in rows for row in column for value in row)
    ranked = sorted(counts, key=lambda value: (-counts[value], value))
    bit = {
        value: 1 << (rank if rank < _OWN_BITS else _OWN_BITS + rank % (_BITS - _OWN_BITS))
        for rank, value in enumerate(ranked)
    }
    return [np.array([_join(bit[value] for value in row) for row in column], dtype=np.uint64) for column in rows]


def share(one: Marks, other: Marks) -> Flags:
    """Can the rows of one share a value with the rows of the other?"""
    shared: Flags = (one & other) != 0
    return shared


@dataclass(frozen=True, slots=True)
class Sets:
    """One set of values a row: their codes, padded, with the weight of each and of all."""

    codes: NDArray[np.int32]
    weights: NDArray[np.float32]
    sizes: Integers
    mass: Numbers  # zero for an empty row
    long: Flags  # too long to be kept


def keep_sets(rows: Sequence[Mapping[str, float]], *, widest: int = 32) -> Sets:
    """The rows as padded codes with the weight of each value; a longer row than the widest is not kept."""
    code: dict[str, int] = {}
    long = flags(len(row) > widest for row in rows)
    sizes = np.array([len(row) if len(row) <= widest else 0 for row in rows], dtype=np.int64)
    width = int(sizes.max(initial=1))
    codes = np.full((len(rows), width), -1, dtype=np.int32)
    weights = np.zeros((len(rows), width), dtype=np.float32)
    for number, row in enumerate(rows):
        size = sizes[number]
        if size:
            codes[number, :size] = [code.setdefault(value, len(code)) for value in row]
            weights[number, :size] = list(row.values())
    return Sets(codes, weights, sizes, weights.sum(axis=1, dtype=np.float64), long)


def shared_mass(sets: Sets, first: Integers, second: Integers) -> Numbers:
    """By pair the weight of the values that both rows have; endless where a row was too long to be kept."""
    return _sum_shared(sets, first, second, product=False)


def shared_product(sets: Sets, first: Integers, second: Integers) -> Numbers:
    """By pair the sum of the products of the weights that both rows give to a value."""
    return _sum_shared(sets, first, second, product=True)


def _sum_shared(sets: Sets, first: Integers, second: Integers, *, product: bool) -> Numbers:
    found = np.zeros(len(first))
    for start in range(0, len(first), _CHUNK):
        one, other = first[start : start + _CHUNK], second[start : start + _CHUNK]
        there, weights = sets.codes[other], sets.weights[other]
        total = np.zeros(len(one), dtype=np.float32)
        for place in range(int(sets.sizes[one].max(initial=0))):
            value = sets.codes[one, place][:, None]
            same = (value == there) & (value >= 0)
            shared = np.where(same, weights, 0).sum(axis=1) if product else same.any(axis=1)
            total += sets.weights[one, place] * shared
        found[start : start + _CHUNK] = total
    found[sets.long[first] | sets.long[second]] = np.inf
    return found


def _join(bits: Iterable[int]) -> int:
    joined = 0
    for bit in bits:
        joined |= bit
    return joined
