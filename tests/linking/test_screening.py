"""The screen leaves out no pair that likeness would join."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
from hypothesis import given, settings
from tests.linking.test_laws import piles, tell

from rashomon.linking.accounts import read_accounts, read_contexts
from rashomon.linking.likeness import load_weights
from rashomon.linking.rarity import Rarity
from rashomon.linking.screening import Screen
from rashomon.linking.weighing import Scores


@settings(max_examples=80, deadline=None)
@given(piles())
def test_bound_is_never_below_the_score(pile: list[dict[str, Any]]) -> None:
    reports, documents = tell(pile)
    by_id = {document.id: document for document in documents}
    accounts = read_accounts(reports, by_id)
    rarity, weights = Rarity(accounts, read_contexts(by_id, accounts)), load_weights()
    screen = Screen(accounts, rarity, weights)
    first, second, bound = screen.passing(np.arange(len(accounts)))
    kept = screen.sift(first, second, bound)
    passing = set(zip(first[kept].tolist(), second[kept].tolist(), strict=True))
    scores = Scores(accounts, rarity, weights)
    for one, other in combinations(range(len(accounts)), 2):
        if scores.score(one, other) > 0:
            assert (one, other) in passing
