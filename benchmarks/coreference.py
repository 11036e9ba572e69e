"""The CoNLL score of a clustering: the mean F1 of MUC, B-cubed and CEAF-e over all items, singletons with them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rashomon.scoring import assign


def conll_figures(groups: Iterable[Iterable[str]], gold: Mapping[str, str]) -> dict[str, float]:
    """``conll_f1`` with its three parts, of groups of ids against the gold group of each id."""
    found = {id: number for number, group in enumerate(groups) for id in group}
    by_gold: dict[str, list[str]] = defaultdict(list)
    by_found: dict[int, list[str]] = defaultdict(list)
    for id, chain in gold.items():
        by_gold[chain].append(id)
        by_found[found[id]].append(id)
    golds, founds = list(by_gold.values()), list(by_found.values())
    muc = _f1(_muc(golds, found), _muc(founds, gold))
    b_cubed = _f1(_b_cubed(golds, found), _b_cubed(founds, gold))
    ceaf = _ceaf(golds, founds)
    return {"conll_f1": (muc + b_cubed + ceaf) / 3, "muc_f1": muc, "b_cubed_f1": b_cubed, "ceaf_e_f1": ceaf}


def _f1(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def _muc(groups: Sequence[Sequence[str]], other: Mapping[str, object]) -> float:
    links = sum(len(group) - 1 for group in groups)
    kept = sum(len(group) - len({other[id] for id in group}) for group in groups)
    return kept / links if links else 0.0


def _b_cubed(groups: Sequence[Sequence[str]], other: Mapping[str, object]) -> float:
    total = sum(len(group) for group in groups)
    right = sum(count * count / len(group) for group in groups for count in Counter(other[id] for id in group).values())
    return right / total if total else 0.0


def _ceaf(golds: Sequence[Sequence[str]], founds: Sequence[Sequence[str]]) -> float:
    """CEAF with entity similarity: groups matched one to one so that the sum of their likenesses is greatest."""
    found_of = {id: number for number, group in enumerate(founds) for id in group}
    likeness: dict[int, dict[int, float]] = defaultdict(dict)
    for number, group in enumerate(golds):
        for other, shared in Counter(found_of[id] for id in group).items():
            likeness[number][other] = 2 * shared / (len(group) + len(founds[other]))
    total = sum(_match(part) for part in _parts(likeness))
    return _f1(total / len(founds), total / len(golds))


def _parts(likeness: Mapping[int, Mapping[int, float]]) -> Iterable[dict[int, dict[int, float]]]:
    """The connected parts of the graph of groups that share an item: each is matched by itself."""
    rows_of: dict[int, list[int]] = defaultdict(list)
    for row, columns in likeness.items():
        for column in columns:
            rows_of[column].append(row)
    seen: set[int] = set()
    for start in likeness:
        if start in seen:
            continue
        part, pending = {}, [start]
        seen.add(start)
        while pending:
            row = pending.pop()
            part[row] = dict(likeness[row])
            for column in likeness[row]:
                for other in rows_of[column]:
                    if other not in seen:
                        seen.add(other)
                        pending.append(other)
        yield part


def _match(part: Mapping[int, Mapping[int, float]]) -> float:
    """The greatest sum of a one-to-one matching."""
    weights = {(row, column): value for row, columns in part.items() for column, value in columns.items() if value > 0}
    return sum(weights[pair] for pair in assign(weights))
