"""What is weighed once for many pairs comes to the same as each pair compared by itself."""

from __future__ import annotations

import math
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from tests.linking.test_laws import piles, tell

from rashomon.linking.accounts import read_accounts, read_contexts
from rashomon.linking.likeness import compare_accounts, load_weights
from rashomon.linking.rarity import Rarity
from rashomon.linking.weighing import MOST, Scores


@settings(max_examples=80, deadline=None)
@given(piles())
def test_a_score_is_that_of_the_pair_compared_by_itself(pile: list[dict[str, Any]]) -> None:
    reports, documents = tell(pile)
    by_id = {document.id: document for document in documents}
    accounts = read_accounts(reports, by_id)
    rarity, weights = Rarity(accounts, read_contexts(by_id, accounts)), load_weights()
    scores = Scores(accounts, rarity, weights)
    for one, other in combinations(range(len(accounts)), 2):
        likeness = compare_accounts(accounts[one], accounts[other], rarity=rarity, weights=weights)
        expected = -math.inf if likeness.barred else max(-MOST, min(MOST, likeness.score))
        assert scores.score(one, other) == pytest.approx(expected, abs=1e-9)
