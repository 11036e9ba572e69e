"""From likenesses of pairs to groups: components bound the search, average link inside them decides, bars hold.

Chaining (a like b, b like c, so a with c) joins look-alike raids of different days; average link asks how alike two
groups are on the whole, and a single bar between two members keeps the groups apart.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

COMPONENT_LIMIT = 150
_Score = Callable[[int, int], float]


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
    count: int, scores: dict[tuple[int, int], float], score: _Score, *, limit: int = COMPONENT_LIMIT
) -> list[tuple[int, ...]]:
    """All groups, singletons with them, by average link inside the components of the pairs that score above zero.

    ``scores`` are the pairs compared; ``score`` gives any other pair of a component. A component over ``limit`` is cut
    at a higher likeness first, until its parts are small enough.
    """
    groups: list[tuple[int, ...]] = []
    grouped: set[int] = set()
    for component in _bounded(count, scores, 0.0, limit):
        for group in average_link(component, lambda a, b: _lookup(scores, score, a, b)):
            groups.append(group)
            grouped.update(group)
    groups.extend((node,) for node in range(count) if node not in grouped)
    return sorted(groups)


def average_link(nodes: Sequence[int], score: _Score) -> list[tuple[int, ...]]:
    """Join the two groups that are most alike on average while that average is above zero and nothing bars it."""
    members: dict[int, list[int]] = {node: [node] for node in nodes}
    totals: dict[int, dict[int, float]] = {node: {} for node in nodes}
    heap: list[tuple[float, int, int]] = []
    for position, one in enumerate(nodes):
        for other in nodes[position + 1 :]:
            value = score(one, other)
            totals[one][other] = totals[other][one] = value
            if value > 0:
                heapq.heappush(heap, (-round(value, 9), one, other))
    while heap:
        mean, one, other = heapq.heappop(heap)
        if one not in members or other not in members or -round(_mean(totals, members, one, other), 9) != mean:
            continue
        _merge(totals, members, one, other)
        for third, total in totals[one].items():
            if total > 0:
                value = _mean(totals, members, one, third)
                heapq.heappush(heap, (-round(value, 9), min(one, third), max(one, third)))
    return [tuple(sorted(group)) for group in members.values()]


def _bounded(count: int, scores: dict[tuple[int, int], float], floor: float, limit: int) -> list[list[int]]:
    small: list[list[int]] = []
    edges = [pair for pair, value in scores.items() if value > floor]
    pending = [(component, floor) for component in find_components(count, edges)]
    while pending:
        component, floor = pending.pop()
        if len(component) <= limit:
            small.append(component)
            continue
        inside = set(component)
        higher = floor + 0.5
        position = {node: place for place, node in enumerate(component)}
        stronger = [
            (position[a], position[b]) for (a, b) in edges if a in inside and b in inside and scores[a, b] > higher
        ]
        if not stronger:
            continue
        parts = find_components(len(component), stronger)
        pending.extend(([component[place] for place in part], higher) for part in parts)
    return small


def _lookup(scores: dict[tuple[int, int], float], score: _Score, one: int, other: int) -> float:
    pair = (one, other) if one < other else (other, one)
    known = scores.get(pair)
    return score(*pair) if known is None else known


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
