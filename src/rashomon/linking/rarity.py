"""How much it tells that two reports share something: little what half the pile shares, much what two alone have."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rashomon.linking.accounts import Account

MOST_TELLING = 1.3  # of a value that hardly another report has
_ELSEWHERE = 100  # reports from elsewhere that smooth a small pile
CONTEXT_NAMES = 60
SAME_SUBJECT = 0.25  # cosine of two documents from which on they are about one subject
_SMALL_PILE = 150
_REMEMBERED = 300_000  # pairs of documents whose likeness is kept
_KINDS = ("actor", "recipient", "act", "trigger", "place", "day", "figure")


class Rarity:
    """How rare a word, a name, a party or a day is among the reports of this pile: what all share tells nothing.

    Sums over words are exact (fsum), so that the order in which a set gives its words changes nothing.
    """

    def __init__(self, accounts: Sequence[Account], contexts: Mapping[str, Mapping[str, int]] | None = None) -> None:
        total = max(len(accounts), 2)
        self.pile = math.log10(max(total, _SMALL_PILE) / _SMALL_PILE)
        self.of_words = _rarities((account.words for account in accounts), total)
        self.of_names = _rarities((account.names for account in accounts), total)
        self._mass = [math.fsum(map(self.of_words.__getitem__, account.words)) for account in accounts]
        self._near_mass = [self._weigh(account.near) for account in accounts]
        self._telling = _weigh_common(accounts, total)
        self.contexts = _weigh_contexts(contexts or {})
        self._near: dict[tuple[str, str], float | None] = {}

    def shared_context(self, one: str, other: str) -> float | None:
        """0-1: how much two documents are about the same, by the rare names in their texts; None without texts."""
        key = (one, other) if one < other else (other, one)
        if key in self._near:
            return self._near[key]
        first, second = self.contexts.get(one), self.contexts.get(other)
        near = None
        if first and second:
            shared = math.fsum([first[name] * second[name] for name in first.keys() & second.keys()])
            near = min(1.0, shared / SAME_SUBJECT)
        if len(self._near) > _REMEMBERED:
            self._near.clear()
        self._near[key] = near
        return near

    def shared_words(self, one: Account, other: Account) -> float:
        """0-1: the rarity of the words that both have, by that of all words of the shorter."""
        shared = one.words & other.words
        if not shared:
            return 0.0
        least = min(self._mass[one.index], self._mass[other.index])
        return math.fsum(map(self.of_words.__getitem__, shared)) / least if least else 0.0

    def shared_near(self, one: Account, other: Account) -> float:
        """0-1: the same of the words beside their triggers."""
        shared = one.near & other.near
        if not shared:
            return 0.0
        least = min(self._near_mass[one.index], self._near_mass[other.index])
        return self._weigh(shared) / least if least else 0.0

    def shared_names(self, one: Account, other: Account) -> float:
        """0-2: how many rare names both have, a name told by all counting nothing."""
        shared = one.names & other.names
        return min(2.0, math.fsum(map(self.of_names.__getitem__, shared)) / 3.0) if shared else 0.0

    def telling(self, kind: str, values: Iterable[str | int]) -> float:
        """0-1.3: how much it tells that two reports share the rarest of these; what the whole pile shares tells
        nothing.

        The pile is smoothed with reports from elsewhere, so that in a small one nothing counts as common.
        """
        weights = self._telling[kind]
        most = -1.0
        for value in values:
            weight = weights.get(value, MOST_TELLING)
            if weight > most:
                most = weight
        return most if most >= 0.0 else MOST_TELLING

    def _weigh(self, words: Iterable[str]) -> float:
        return math.fsum([self.of_words.get(word, 0.1) for word in words])

    def rarest(self, words: Iterable[str], count: int) -> list[str]:
        """The rarest words that at least two reports share."""
        once = self.of_words[""]
        shared = [word for word in words if self.of_words[word] < once]
        return sorted(shared, key=lambda word: (-self.of_words[word], word))[:count]


def _rarities(word_sets: Iterable[frozenset[str]], total: int) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for words in word_sets:
        counts.update(words)
    rare = {word: math.log(total / count) + 0.1 for word, count in counts.items()}
    rare[""] = math.log(total) + 0.1  # a word told once
    return rare


def _weigh_common(accounts: Sequence[Account], total: int) -> dict[str, dict[str | int, float]]:
    """By kind and value how much it tells to share it."""
    counts: Counter[tuple[str, str | int]] = Counter(key for account in accounts for key in _common_keys(account))
    weights: dict[str, dict[str | int, float]] = {kind: {} for kind in _KINDS}
    for (kind, value), count in counts.items():
        weights[kind][value] = min(MOST_TELLING, math.log((total + _ELSEWHERE) / (count + 1)) / 2.5)
    return weights


def _weigh_contexts(contexts: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, float]]:
    """Each document as its most telling shared names with unit length, so that two compare by their product."""
    shares = Counter(name for names in contexts.values() for name in names)
    total = len(contexts)
    weighed: dict[str, dict[str, float]] = {}
    for id, names in contexts.items():
        weights = {
            name: math.log(total / shares[name]) * (1 + math.log(count))
            for name, count in names.items()
            if shares[name] > 1
        }
        best = sorted(weights, key=lambda name: (-weights[name], name))[:CONTEXT_NAMES]
        length = math.sqrt(sum(weights[name] ** 2 for name in best))
        weighed[id] = {name: weights[name] / length for name in best} if length else {}
    return weighed


def _common_keys(account: Account) -> Iterable[tuple[str, str | int]]:
    keys: set[tuple[str, str | int]] = {("actor", party.side) for party in account.cast.actors}
    keys |= {("recipient", party.side) for party in account.cast.recipients}
    keys |= {("act", act) for act in account.deed.acts}
    keys |= {("trigger", word) for word in account.deed.trigger}
    keys |= {("place", place.own) for place in account.places if place.own}
    if account.exact and account.earliest is not None:
        keys.add(("day", account.earliest))
    keys |= {("figure", f"{outcome} {low}-{high}") for outcome, low, high in account.figures}
    return keys
