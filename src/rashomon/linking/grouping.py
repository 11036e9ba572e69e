"""From likenesses of pairs to groups: components bound the search, average link inside them decides, bars hold.

Chaining (a like b, b like c, so a with c) joins look-alike raids of different days; average link asks how alike two
groups are on the whole, and a single bar between two members keeps the groups apart. So do two acts: "three were
wounded" and "they attacked" are like any deed of their day, and must not bring a shooting and a ramming together.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, islice
from math import comb

import numpy as np

from rashomon.linking.columns import Numbers, Pairs

COMPONENT_LIMIT = 150
_STEP = 0.5  # by which the likeness that a large component is cut at rises
_Edge = tuple[int, int, float]  # two nodes and how alike they are
Parted = Callable[[Sequence[int], Sequence[int]], bool]


def find_components(count: int, edges: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The connected components of the graph, each sorted, singletons left out."""
    parent = list(range(count))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in edges:
        a, b = root(one), root(other)
        if a != b:
            parent[max(a, b)] = min(a, b)
    members: dict[int, list[int]] = defaultdict(list)
    for node in range(count):
        members[root(node)].append(node)
    return [group for group in members.values() if len(group) > 1]


def group_pairs(
    count: int,
    edges: Iterable[_Edge],
    score: Callable[[Pairs], Numbers],
    *,
    parted: Parted | None = None,
    limit: int = COMPONENT_LIMIT,
) -> list[tuple[int, ...]]:
    """All groups, singletons with them, by average link inside the components of the edges above zero.

    ``score`` gives the score of any pair, ``parted`` says whether two groups tell of two acts. A component over
    ``limit`` is cut at a higher likeness first, until its parts are small enough.
    """
    components = _bounded(count, list(edges), limit)
    corners = [np.array(list(combinations(component, 2)), dtype=np.int64).T for component in components]
    scores: Iterator[float] = iter(())
    if components:
        scores = iter(score(Pairs(*np.concatenate(corners, axis=1))).tolist())
    groups: list[tuple[int, ...]] = []
    grouped: set[int] = set()
    for component in components:
        for group in average_link(component, islice(scores, comb(len(component), 2)), parted=parted):
            groups.append(group)
            grouped.update(group)
    groups.extend((node,) for node in range(count) if node not in grouped)
    return sorted(groups)


def average_link(
    nodes: Sequence[int], scores: Iterable[float], *, parted: Parted | None = None
) -> list[tuple[int, ...]]:
    """Join the two groups that are most alike on average while that average is above zero and nothing bars it.

    ``scores`` are those of the nodes' pairs, in the order of ``itertools.combinations``.
    """
    members: dict[int, list[int]] = {node: [node] for node in nodes}
    totals: dict[int, dict[int, float]] = {node: {} for node in nodes}
    heap: list[tuple[float, int, int]] = []
    for (one, other), value in zip(combinations(nodes, 2), scores, strict=True):
        totals[one][other] = totals[other][one] = value
        if value > 0:
            heap.append((-round(value, 9), one, other))
    heapq.heapify(heap)
    while heap:
        mean, one, other = heapq.heappop(heap)
        if one not in members or other not in members or -round(_mean(totals, members, one, other), 9) != mean:
            continue
        if parted and parted(members[one], members[other]):
            totals[one][other] = totals[other][one] = -math.inf
            continue
        _merge(totals, members, one, other)
        for third, total in totals[one].items():
            if total > 0:
                value = _mean(totals, members, one, third)
                heapq.heappush(heap, (-round(value, 9), min(one, third), max(one, third)))
    return [tuple(sorted(group)) for group in members.values()]


def _bounded(count: int, edges: Sequence[_Edge], limit: int) -> list[list[int]]:
    small: list[list[int]] = []
    pending = [(0.0, edges)]
    while pending:
        floor, edges = pending.pop()
        stronger = [edge for edge in edges if edge[2] > floor]
        components = find_components(count, ((one, other) for one, other, _ in stronger))
        small.extend(component for component in components if len(component) <= limit)
        large = {node: number for number, c in enumerate(components) if len(c) > limit for node in c}
        inside: dict[int, list[_Edge]] = defaultdict(list)
        for edge in stronger:
            if edge[0] in large:
                inside[large[edge[0]]].append(edge)
        pending.extend((floor + _STEP, own) for own in inside.values())
    return small


def _mean(totals: dict[int, dict[int, float]], members: dict[int, list[int]], one: int, other: int) -> float:
    return totals[one][other] / (len(members[one]) * len(members[other]))


def _merge(totals: dict[int, dict[int, float]], members: dict[int, list[int]], one: int, other: int) -> None:
    """The other joins the one; its totals are added, and a bar (-inf) stays a bar."""
    members[one] += members.pop(other)
    gone = totals.pop(other)
    del totals[one][other]
    for third, total in gone.items():
        if third == one:
            continue
        joined = totals[one][third] + total
        totals[one][third] = totals[third][one] = joined if not math.isnan(joined) else -math.inf
        del totals[third][other]
