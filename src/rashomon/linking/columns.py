"""What reports hold as columns of numbers: sets as bits or as padded rows, so that many pairs are compared at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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


def distinct(values: Integers) -> Integers:
    """The values in order, each once; numpy's own ``unique`` keeps a table of all and takes a hundred times as long."""
    ordered = np.sort(values)
    return ordered[np.r_[True, ordered[1:] != ordered[:-1]]] if len(ordered) else ordered


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


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of rows, and what holds of the two values that a column has for each."""

    first: Integers
    second: Integers

    def __len__(self) -> int:
        return len(self.first)

    def chosen(self, kept: Flags) -> Pairs:
        """Some of the pairs."""
        return Pairs(self.first[kept], self.second[kept])

    def told(self) -> Iterator[tuple[int, int]]:
        """One after the other."""
        return zip(self.first.tolist(), self.second.tolist(), strict=True)

    def cut(self, size: int) -> Iterator[Pairs]:
        """The pairs in pieces of at most this size."""
        for start in range(0, len(self.first), size):
            yield Pairs(self.first[start : start + size], self.second[start : start + size])

    def both(self, column: Flags) -> Flags:
        found: Flags = column[self.first] & column[self.second]
        return found

    def either(self, column: Flags) -> Flags:
        found: Flags = column[self.first] | column[self.second]
        return found

    def same(self, column: NDArray[Any]) -> Flags:
        found: Flags = column[self.first] == column[self.second]
        return found

    def least(self, column: Numbers) -> Numbers:
        found: Numbers = np.minimum(column[self.first], column[self.second])
        return found

    def most(self, column: Numbers) -> Numbers:
        found: Numbers = np.maximum(column[self.first], column[self.second])
        return found

    def sum(self, column: Numbers) -> Numbers:
        found: Numbers = column[self.first] + column[self.second]
        return found

    def apart(self, column: Numbers) -> Numbers:
        """How far the two values are from each other."""
        found: Numbers = np.abs(column[self.first] - column[self.second])
        return found

    def between(self, start: Numbers, end: Numbers) -> Numbers:
        """From the end of the one to the start of the other; nought where they meet."""
        found: Numbers = np.maximum(start[self.second] - end[self.first], start[self.first] - end[self.second])
        return np.maximum(found, 0.0)

    def share(self, one: Marks, other: Marks | None = None) -> Flags:
        """Can the sets of the two meet? With another column: the set of either with the wider one of its fellow."""
        if other is None:
            return np.asarray((one[self.first] & one[self.second]) != 0)
        return np.asarray(((one[self.first] & other[self.second]) | (other[self.first] & one[self.second])) != 0)


@dataclass(frozen=True, slots=True)
class Sets:
    """One set of values a row: their codes, padded, with the weight of each and of all."""

    codes: NDArray[np.int32]
    weights: Numbers
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
    weights = np.zeros((len(rows), width))
    for number, row in enumerate(rows):
        size = sizes[number]
        if size:
            values = sorted(row)  # sums come out the same whatever the order in which a set gives its values
            codes[number, :size] = [code.setdefault(value, len(code)) for value in values]
            weights[number, :size] = [row[value] for value in values]
    return Sets(codes, weights, sizes, weights.sum(axis=1), long)


def shared_mass(sets: Sets, pairs: Pairs) -> Numbers:
    """By pair the weight of the values that both rows have; endless where a row was too long to be kept."""
    return _sum_shared(sets, pairs, product=False)


def shared_product(sets: Sets, pairs: Pairs) -> Numbers:
    """By pair the sum of the products of the weights that both rows give to a value."""
    return _sum_shared(sets, pairs, product=True)


def _sum_shared(sets: Sets, pairs: Pairs, *, product: bool) -> Numbers:
    found = np.zeros(len(pairs))
    done = 0
    for some in pairs.cut(_CHUNK):
        there, weights = sets.codes[some.second], sets.weights[some.second]
        total = np.zeros(len(some))
        for place in range(int(sets.sizes[some.first].max(initial=0))):
            value = sets.codes[some.first, place][:, None]
            same = (value == there) & (value >= 0)
            shared = np.where(same, weights, 0).sum(axis=1) if product else same.any(axis=1)
            total += sets.weights[some.first, place] * shared
        found[done : done + len(some)] = total
        done += len(some)
    found[pairs.either(sets.long)] = np.inf
    return found


def _join(bits: Iterable[int]) -> int:
    joined = 0
    for bit in bits:
        joined |= bit
    return joined
