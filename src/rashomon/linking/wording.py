"""What the words of two reports share, for many pairs at once: of their sentences, beside their triggers, in their
documents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from rashomon.linking.accounts import Account
from rashomon.linking.columns import Flags, Numbers, Pairs, Sets, flags, keep_sets, shared_mass, shared_product
from rashomon.linking.rarity import CONTEXT_NAMES, SAME_SUBJECT, Rarity


class Wording:
    """The words of a pile's reports as columns; each method gives what the method of ``Rarity`` of its name gives."""

    def __init__(self, accounts: Sequence[Account], rarity: Rarity) -> None:
        self._accounts, self._rarity = accounts, rarity
        words, names = rarity.of_words, rarity.of_names
        self._sentence = keep_sets([{word: words[word] for word in a.words} for a in accounts])
        self._near = keep_sets([{word: words.get(word, 0.1) for word in a.near} for a in accounts])
        self._names = keep_sets([{name: names[name] for name in a.names} for a in accounts])
        told = sorted({a.document for a in accounts})
        self._contexts = keep_sets([rarity.contexts.get(document, {}) for document in told], widest=CONTEXT_NAMES)
        place = {document: number for number, document in enumerate(told)}
        self.document = np.fromiter((place[a.document] for a in accounts), dtype=np.int64)
        self.has_words: Flags = flags(bool(a.words) for a in accounts)
        self.has_near: Flags = flags(bool(a.near) for a in accounts)
        self.has_context: Flags = (self._contexts.sizes > 0)[self.document]

    def shared_words(self, pairs: Pairs) -> Numbers:
        """0-1: the rarity of the words that both sentences have, by that of all words of the shorter."""
        return self._mend(_share_of(self._sentence, pairs), pairs, self._rarity.shared_words)

    def shared_near(self, pairs: Pairs) -> Numbers:
        """0-1: the same of the words beside their triggers."""
        return self._mend(_share_of(self._near, pairs), pairs, self._rarity.shared_near)

    def shared_names(self, pairs: Pairs) -> Numbers:
        """0-2: how many rare names both have."""
        names = shared_mass(self._names, pairs) / 3.0
        return np.minimum(2.0, self._mend(names, pairs, self._rarity.shared_names))

    def shared_context(self, pairs: Pairs) -> Numbers:
        """0-1: how much the two documents are about the same; nought where one has no names."""
        documents = Pairs(self.document[pairs.first], self.document[pairs.second])
        return np.minimum(1.0, shared_product(self._contexts, documents) / SAME_SUBJECT)

    def share_five(self, pairs: Pairs) -> Flags:
        """Have the sentences five words in common?"""
        words = [account.words for account in self._accounts]
        return flags(len(words[one] & words[other]) >= 5 for one, other in pairs.told())

    def _mend(self, found: Numbers, pairs: Pairs, measure: Callable[[Account, Account], float]) -> Numbers:
        """Of rows too long for the columns each pair by itself."""
        for place in np.flatnonzero(np.isinf(found)).tolist():
            found[place] = measure(self._accounts[pairs.first[place]], self._accounts[pairs.second[place]])
        return found


def _share_of(sets: Sets, pairs: Pairs) -> Numbers:
    """0-1 by pair: the weight of the shared values by that of the lighter row's; endless where a row was too long."""
    least, shared = pairs.least(sets.mass), shared_mass(sets, pairs)
    return np.divide(shared, least, out=np.where(np.isinf(shared), np.inf, 0.0), where=least > 0)
