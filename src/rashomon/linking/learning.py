"""Learning the weights of linking from pairs that people have judged: logistic regression held near hand-set values.

The hand-set values are the prior: a weight that the pairs say little about stays where a person put it, and a weight
that is held (other_act: two acts of one day are two happenings) hardly moves. Between a few hundred joined pairs and a
quarter of a million parted ones the sets are balanced by their share, not by their size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rashomon.linking.accounts import read_accounts, read_contexts
from rashomon.linking.blocks import find_pairs
from rashomon.linking.likeness import Weights, bar, find_features
from rashomon.linking.rarity import Rarity
from rashomon.records import Document, Report


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """What holds of a pair of reports, by the names of the weights, and whether people call them one happening."""

    features: Mapping[str, float]
    same: bool


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """A set of pairs with its share in what is learnt."""

    pairs: Sequence[JudgedPair]
    share: float


def judge_pairs(
    reports: Sequence[Report], documents: Mapping[str, Document], gold: Mapping[str, str]
) -> Iterator[JudgedPair]:
    """The pairs that linking would compare, judged by a gold grouping (report id to group).

    Reports that the gold does not know stand among the others, so that what is rare is rare in the whole pile; their
    pairs are left out.
    """
    accounts = read_accounts(reports, documents)
    rarity = Rarity(accounts, read_contexts(documents, accounts))
    for pairs in find_pairs(accounts, rarity):
        for i, j in pairs.told():
            one, other = accounts[i], accounts[j]
            first, second = gold.get(one.report.id), gold.get(other.report.id)
            if first is not None and second is not None and bar(one, other) is None:
                yield JudgedPair(find_features(one, other, rarity), first == second)


def learn_weights(
    sets: Iterable[JudgedSet], prior: Weights, *, strength: float = 10.0, held: Mapping[str, float] | None = None
) -> dict[str, float]:
    """The weights that fit the pairs best while staying near the prior (Newton's method on the penalised likelihood).

    ``strength`` is the penalty of moving a weight by one, in pairs; ``held`` gives single weights a greater one. Every
    feature must have a prior; an unknown one is a KeyError that names it.
    """
    names = sorted(prior)
    place = {name: number for number, name in enumerate(names)}
    matrices, answers, shares = [], [], []
    for judged in sets:
        matrix = np.zeros((len(judged.pairs), len(names)))
        matrix[:, place["bias"]] = 1.0
        for row, pair in enumerate(judged.pairs):
            for name, value in pair.features.items():
                matrix[row, place[name]] = value
        matrices.append(matrix)
        answers.append(np.array([float(pair.same) for pair in judged.pairs]))
        shares.append(np.full(len(judged.pairs), judged.share / max(len(judged.pairs), 1)))
    features, same, weight = np.vstack(matrices), np.concatenate(answers), np.concatenate(shares)
    start = np.array([prior[name] for name in names])
    stiffness = np.array([(held or {}).get(name, strength) for name in names])
    current = start.copy()
    for _ in range(50):
        likely = 1.0 / (1.0 + np.exp(-np.clip(features @ current, -30, 30)))
        slope = features.T @ (weight * (likely - same)) + stiffness * (current - start)
        bend = (features * (weight * likely * (1 - likely))[:, None]).T @ features + np.diag(stiffness)
        step = np.linalg.solve(bend, slope)
        current = current - step
        if float(np.abs(step).max()) < 1e-6:
            break
    return {name: round(float(current[number]), 2) for number, name in enumerate(names)}
