"""Pairwise scores of a grouping: of all pairs that should be together, how many are, and of those that are, how many
should.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping


def pair_figures(groups: Iterable[Iterable[str]], gold: Mapping[str, str]) -> dict[str, float]:
    """``pair_f1``, ``pair_p`` and ``pair_r`` of groups of ids against the gold group of each id."""
    both = found = 0
    for group in groups:
        told = Counter(gold[id] for id in group)
        both += sum(_pairs(count) for count in told.values())
        found += _pairs(sum(told.values()))
    right = sum(_pairs(count) for count in Counter(gold.values()).values())
    precision = both / found if found else 0.0
    recall = both / right if right else 0.0
    f1 = 2 * both / (found + right) if found + right else 0.0
    return {"pair_f1": f1, "pair_p": precision, "pair_r": recall}


def _pairs(count: int) -> int:
    return count * (count - 1) // 2
