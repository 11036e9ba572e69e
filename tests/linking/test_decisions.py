"""What a person decided about incidents is obeyed, against any likeness."""

from __future__ import annotations

import pytest
from tests.linking.made_reports import document, figure, report

from rashomon.linking.decisions import obey, read_word
from rashomon.linking.incidents import link
from rashomon.records import Decision

LATER = "2026-01-02T00:00:00Z"
ALIKE = {"actor": "IRNMIL", "recipient": "USAMIL", "day": "2019-06-20"}


def decision(what: str, *targets: str, when: str = "2026-01-01T00:00:00Z", id: str = "x", who: str = "ana") -> Decision:
    return Decision(id=f"{id}-{when}-{what}", previous="", who=who, when=when, what=what, targets=targets)  # type: ignore[arg-type]


CASES = [
    pytest.param(["a b", "c"], [decision("same", "a", "c")], ["a b c"], id="same joins whole incidents"),
    pytest.param(["a b c"], [decision("not-same", "a", "c")], ["a b", "c"], id="not-same parts"),
    pytest.param(
        ["a b", "c"],
        [decision("same", "b", "c"), decision("not-same", "a", "c", when=LATER)],
        ["a", "b c"],
        id="same moves only the two where a bar stands between the others",
    ),
    pytest.param(
        ["a", "b"],
        [decision("not-same", "a", "b"), decision("same", "a", "b", when=LATER)],
        ["a", "b"],
        id="not-same is never overruled by a same",
    ),
    pytest.param(
        ["a b"],
        [
            decision("not-same", "a", "b"),
            decision("undo", "x-2026-01-01T00:00:00Z-not-same", when=LATER),
        ],
        ["a b"],
        id="undo lifts it",
    ),
    pytest.param(
        ["a b c d"], [decision("split", "a", "c", "d")], ["a b", "c d"], id="split takes the named out together"
    ),
    pytest.param(
        ["a b", "c"],
        [decision("same", "a", "c"), decision("split", "a", "c", when=LATER)],
        ["a b", "c"],
        id="a later split holds against one's own same",
    ),
    pytest.param(
        ["a b c"],
        [decision("split", "a", "c"), decision("same", "a", "c", when=LATER)],
        ["a b c"],
        id="a later same holds against one's own split",
    ),
    pytest.param(
        ["a b c"],
        [decision("split", "a", "c"), decision("same", "a", "c", when=LATER, who="ben")],
        ["a b", "c"],
        id="another's same does not undo a split",
    ),
    pytest.param(
        ["a b", "c"],
        [decision("same", "a", "c"), decision("split", "a", "c", when=LATER, who="ben")],
        ["a b", "c"],
        id="a split of another undoes a same",
    ),
    pytest.param(["a"], [decision("same", "a", "gone")], ["a"], id="a target that is not there is left alone"),
]


@pytest.mark.parametrize(("groups", "decisions", "expected"), CASES)
def test_groups_obey(groups: list[str], decisions: list[Decision], expected: list[str]) -> None:
    found = obey([group.split() for group in groups], read_word(decisions))
    assert sorted(" ".join(sorted(group)) for group in found) == expected


def test_not_same_holds_against_the_strongest_likeness() -> None:
    documents = [document("x"), document("y")]
    reports = [
        report(id, where, "Iran shot down a drone.", "shot down", **ALIKE) for id, where in (("a", "x"), ("b", "y"))
    ]
    assert len(link(reports, documents).incidents) == 1
    assert len(link(reports, documents, decisions=[decision("not-same", "a", "b")]).incidents) == 2


def test_same_holds_against_different_days() -> None:
    documents = [document("x"), document("y")]
    reports = [
        report("a", "x", "Iran shot down a drone.", "shot down", **ALIKE),
        report("b", "y", "A frigate left port.", "left", event="MOBILIZE", actor="GBRMIL", day="2018-01-01"),
    ]
    assert len(link(reports, documents).incidents) == 2
    assert len(link(reports, documents, decisions=[decision("same", "a", "b")]).incidents) == 1


def test_not_a_dispute_takes_the_dispute_away() -> None:
    documents = [
        document("x", "Pentagon", publisher_country="USA", publisher_type="government"),
        document("y", "Baghdad", publisher_country="IRQ", publisher_type="government"),
    ]
    known = {"actor": "USAMIL", "recipient": "IRQREB", "day": "2019-12-29"}
    reports = [
        report("a", "x", "The airstrikes killed 25.", "airstrikes", figures=(figure("killed", 25, 25),), **known),
        report("b", "y", "The airstrikes killed 40.", "airstrikes", figures=(figure("killed", 40, 40),), **known),
    ]
    (dispute,) = [c for c in link(reports, documents).comparisons if c.is_dispute]
    after = link(reports, documents, decisions=[decision("not-a-dispute", dispute.id)])
    assert not [c for c in after.comparisons if c.is_dispute]
    assert after.incidents[0].disputes == ()
