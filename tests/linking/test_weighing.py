"""What is weighed for many pairs at once comes to the same as each pair compared by itself."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.made_reports import figure, report

from rashomon.linking.accounts import read_accounts, read_contexts
from rashomon.linking.columns import Pairs
from rashomon.linking.likeness import compare_accounts, load_weights
from rashomon.linking.rarity import Rarity
from rashomon.linking.weighing import MOST, Scores
from rashomon.linking.wording import Wording
from rashomon.records import Document, Report

MANY_WORDS = " ".join(f"witness{number} saw column{number}" for number in range(30))
SENTENCES = (
    ("Troops shelled the depot at Kirkuk on Sunday.", "shelled", "ASSAULT"),
    ("Troops bombarded the depot at Kirkuk on Sunday.", "bombarded", "ASSAULT"),
    ("The attack killed three guards of the depot.", "attack", "ASSAULT"),
    ("Rockets wounded several guards.", "wounded", "ASSAULT"),
    ("The rockets wounded several more guards.", "wounded", "ASSAULT"),
    ("The navy seized a tanker near Basra.", "seized", "COERCE"),
    ("The minister accused the neighbour of piracy.", "accused", "ACCUSE"),
    ("The minister denied any role in it.", "denied", "REJECT"),
    ("The minister denied that a tanker was seized.", "denied", "REJECT"),
    (f"Troops shelled the road, where {MANY_WORDS}.", "shelled", None),
    (f"Guns shelled the road, where {MANY_WORDS}.", "shelled", "ASSAULT"),
    ("", "", None),
)


@st.composite
def varied_piles(draw: st.DrawFn) -> tuple[list[Report], list[Document]]:
    """Reports that differ in all that likeness looks at."""
    published = draw(
        st.lists(st.sampled_from((None, "2019-06-14", "2019-06-21", "2019-09-30")), min_size=3, max_size=3)
    )
    documents = [
        Document(f"d{n}", f"Basra and Kirkuk told by Reuters{n % 2}.", "", publisher=f"paper {n % 2}", published=day)
        for n, day in enumerate(published)
    ]
    told = []
    for number in range(draw(st.integers(2, 8))):
        sentence, trigger, event = draw(st.sampled_from(SENTENCES))
        told.append(
            report(
                f"r{number}",
                f"d{draw(st.integers(0, 2))}",
                sentence,
                trigger,
                event=event,
                actor=draw(st.sampled_from((None, "IRQ", "IRQMIL", "IRNGOV", "IRN+USA"))),
                recipient=draw(st.sampled_from((None, "IRNMIL", "IRQMIL"))),
                place=draw(st.sampled_from((None, "al-Qaim", "Anbar", "Kirkuk", "Basra", "IRQ", "IRN"))),
                day=draw(st.sampled_from((None, "2019-06-13", "2019-06-14", "2019-06-20", "2019-06"))),
                figures=draw(st.sampled_from(((), (figure("killed", 3, 3),), (figure("killed", 5),)))),
                at=draw(st.sampled_from((0, 100, 300, 2000))),
                modality=draw(st.sampled_from(("actual", "actual", "historical", "planned"))),
                reciprocal=draw(st.booleans()),
                content_of=draw(st.sampled_from((None, None, "r0"))),
                mode=draw(st.sampled_from((None, "aerial", "ground"))),
            )
        )
    return told, documents


@settings(max_examples=150, deadline=None)
@given(varied_piles())
def test_a_score_is_that_of_the_pair_compared_by_itself(pile: tuple[list[Report], list[Document]]) -> None:
    reports, documents = pile
    by_id = {document.id: document for document in documents}
    accounts = read_accounts(reports, by_id)
    rarity, weights = Rarity(accounts, read_contexts(by_id, accounts)), load_weights()
    every = Pairs(*np.triu_indices(len(accounts), k=1))
    scores = Scores(accounts, rarity, weights, Wording(accounts, rarity)).score(every)
    for (one, other), score in zip(combinations(accounts, 2), scores.tolist(), strict=True):
        likeness = compare_accounts(one, other, rarity=rarity, weights=weights)
        expected = -math.inf if likeness.barred else max(-MOST, min(MOST, likeness.score))
        assert score == pytest.approx(expected, abs=1e-9)
