"""The screen leaves out no pair that likeness would join."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.test_laws import piles, tell
from tests.linking.test_weighing import varied_piles

from rashomon.linking.accounts import read_accounts, read_contexts
from rashomon.linking.columns import Pairs
from rashomon.linking.likeness import load_weights
from rashomon.linking.rarity import Rarity
from rashomon.linking.screening import Screen
from rashomon.linking.weighing import MOST, Scores
from rashomon.linking.wording import Wording
from rashomon.records import Document, Report


@settings(max_examples=150, deadline=None)
@given(st.one_of(piles().map(tell), varied_piles()))
def test_bound_is_never_below_the_score(pile: tuple[list[Report], list[Document]]) -> None:
    reports, documents = pile
    by_id = {document.id: document for document in documents}
    accounts = read_accounts(reports, by_id)
    rarity, weights = Rarity(accounts, read_contexts(by_id, accounts)), load_weights()
    wording = Wording(accounts, rarity)
    screen, scores = Screen(accounts, rarity, weights, wording), Scores(accounts, rarity, weights, wording)
    every = Pairs(*np.triu_indices(len(accounts), k=1))
    bound = screen.bound(every)
    kept = screen.sift(every, bound)
    assert np.all(scores.score(every) <= np.maximum(bound, -MOST))
    above = every.chosen(scores.score(every) > 0)
    assert set(kept.told()) >= set(above.told())
