"""Figures with their 95 % interval: the statistic is taken anew over rows drawn with replacement."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

Row = TypeVar("Row")
ROUNDS = 400


class Figures(dict[str, float]):
    """Figures by name, with the interval of each where one could be drawn."""

    def __init__(self, figures: Mapping[str, float] = {}, intervals: Mapping[str, tuple[float, float]] = {}) -> None:
        super().__init__(figures)
        self.intervals = dict(intervals)


def figures(
    rows: Iterable[Row], statistics: Mapping[str, Callable[[Sequence[Row]], float]], *, rounds: int = ROUNDS
) -> Figures:
    """Each statistic of the rows, with its percentile interval; the rows are the sampling units."""
    kept = tuple(rows)
    found = Figures({name: statistic(kept) for name, statistic in statistics.items()})
    if len(kept) < 2:
        return found
    draw = random.Random(1950)
    drawn: dict[str, list[float]] = {name: [] for name in statistics}
    for _ in range(rounds):
        sample = draw.choices(kept, k=len(kept))
        for name, statistic in statistics.items():
            drawn[name].append(statistic(sample))
    for name, values in drawn.items():
        values.sort()
        found.intervals[name] = (values[int(0.025 * rounds)], values[min(rounds - 1, int(0.975 * rounds))])
    return found


def share(right: float, total: float) -> float:
    """``right / total``; 0 where there is nothing to be right about."""
    return right / total if total else 0.0


def f1(right: float, found: float, wanted: float) -> float:
    """The harmonic mean of ``right/found`` and ``right/wanted``."""
    return share(2 * right, found + wanted)


def summed_f1(rows: Sequence[Sequence[float]]) -> float:
    """Micro F1 of rows of (right, found, wanted)."""
    right, found, wanted = (sum(row[i] for row in rows) for i in range(3))
    return f1(right, found, wanted)
