"""What a text leaves out because it was told before: the rockets, nobody killed, who is blamed, the denial of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from tests.linking.made_reports import document, figure, report

from rashomon.linking.incidents import link
from rashomon.records import Comparison, Report

STATE: dict[str, Any] = {"publisher_type": "government"}
DOCUMENTS = (
    document("wire", "Northern Wire", "1983-05-12", publisher_country="GBR", publisher_type="wire"),
    document("paper", "Harbour Post", "1983-05-13", publisher_country="GBR", publisher_type="newspaper"),
    document("peru", "Ministry in Lima", "1983-05-12", publisher_country="PER", **STATE),
)
ROCKETS = report(
    "a", "wire", "On Tuesday twelve rockets hit the barracks.", "hit", day="1983-05-10", recipient="ECUMIL"
)
RAID = report(
    "a", "wire", "Peruvian jets bombed the camp on Tuesday.", "bombed", actor="PERMIL", recipient="ECUMIL",
    day="1983-05-10",
)  # fmt: skip
GROUPS = [
    pytest.param(
        [
            ROCKETS,
            report("b", "wire", "The militia had fired the rockets, Lima said.", "fired", actor="ECUREB", at=100),
            report("c", "wire", "Guards had fired tear gas at students.", "fired", actor="ECUCOP", at=200),
        ],
        ["a b", "c"],
        id="the rockets are those of the sentence before, tear gas is not",
    ),
    pytest.param(
        [
            RAID,
            report("b", "wire", "Nobody had been killed, Lima said.", "killed", polarity="denied", speaker="PER",
                   at=90),
        ],
        ["a b"],
        id="an outcome that says nothing else is of the act told before it",
    ),
    pytest.param(
        [
            report("a", "wire", "Peru denied any role in the bombing.", "denied", event="REJECT", actor="PERGOV"),
            report("b", "paper", "Peru denied asking for a seizure.", "denied", event="REJECT", actor="PERGOV"),
        ],
        ["a", "b"],
        id="two denials of different things",
    ),
    pytest.param(
        [
            report("a", "wire", "Peru bombed the camp on Tuesday.", "bombed", actor="PERMIL", day="1983-05-10"),
            report("b", "paper", "Peru held a march on Tuesday.", "march", event="PROTEST", actor="CHLCVL",
                   day="1983-05-10"),
        ],
        ["a", "b"],
        id="one day and nothing else in common",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("reports", "expected"), GROUPS)
def test_groups(reports: Sequence[Report], expected: Sequence[str]) -> None:
    found = [" ".join(sorted(incident.reports)) for incident in link(reports, DOCUMENTS).incidents]
    assert sorted(found) == sorted(expected)


def disputes(*reports: Report) -> list[Comparison]:
    return [comparison for comparison in link(reports, DOCUMENTS).comparisons if comparison.is_dispute]


def test_blame_without_a_deed_is_an_answer_to_who_did_it() -> None:
    found = disputes(
        ROCKETS,
        report("b", "wire", "Lima blames the Condor Front.", "blames", event="ACCUSE", actor="PERGOV",
               recipient="ECUREB", at=100),
        report("c", "wire", "The front denies it.", "denies", event="REJECT", actor="ECUREB", at=140),
    )  # fmt: skip
    assert [(d.facet, {p.value: p.holders for p in d.positions}) for d in found] == [
        ("responsibility", {"ECUREB": ("PERGOV",), "not ECUREB": ("ECUREB",)})
    ]


def test_reproach_that_names_its_own_matter_blames_nobody_for_the_deed() -> None:
    assert not disputes(
        ROCKETS,
        report("b", "wire", "Lima accused Quito of lying.", "accused", event="ACCUSE", actor="PERGOV",
               recipient="ECUGOV", at=100),
        report("c", "paper", "The front fired the rockets on Tuesday.", "fired", actor="PERREB", day="1983-05-10"),
    )  # fmt: skip


def test_nobody_killed_is_a_figure_that_others_contradict() -> None:
    (found,) = disputes(
        RAID,
        report("b", "wire", "Forty soldiers were killed, Quito said.", "killed", speaker="ECUGOV", at=90,
               recipient="ECUMIL", figures=(figure("killed", 40, 40, "soldiers"),)),
        report("c", "wire", "Nobody had been killed, Lima said.", "killed", polarity="denied", speaker="PERGOV", at=190,
               figures=(figure("killed", 0, 0),)),
    )  # fmt: skip
    assert found.facet == "quantity"
    assert [position.value for position in found.positions] == ["0 killed", "40 soldiers killed"]


def test_victim_who_denies_the_loss_denies_the_happening() -> None:
    (found,) = disputes(
        report("a", "wire", "A Peruvian frigate sank an Ecuadorian patrol boat on Tuesday.", "sank", actor="PERMIL",
               recipient="ECUMIL", day="1983-05-10", speaker="PERMIL"),
        report("b", "wire", "Ecuador denied losing any boat.", "denied", event="REJECT", actor="ECUGOV", at=100),
    )  # fmt: skip
    assert found.facet == "occurrence"


def test_denial_of_it_by_nobody_known_is_no_dispute() -> None:
    assert not disputes(
        ROCKETS,
        report("b", "wire", "The group denies it.", "denies", event="REJECT", at=100),
    )


def test_doer_who_denies_any_such_act_denies_the_happening() -> None:
    (found,) = disputes(
        report("a", "wire", "An air strike killed six nurses, Quito said.", "strike", recipient="ECUHLH",
               day="1983-05-10", speaker="ECUGOV"),
        report("b", "wire", "Lima denied that it had carried out any strike there.", "carried out any strike",
               actor="PERMIL", day="1983-05-10", polarity="denied", speaker="PERMIL", at=100),
    )  # fmt: skip
    assert found.facet == "occurrence"
