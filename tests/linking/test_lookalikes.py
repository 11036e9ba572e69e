"""Further lookalikes of a dispute, and disputes within one country: nights, parts of a toll, two hands of one side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.linking.made_reports import document, figure, report

from rashomon.linking.incidents import link
from rashomon.records import Comparison, Report

DOCUMENTS = (
    document("army", "Army of Iraq", "2019-12-30", publisher_country="IRQ", publisher_type="military"),
    document("health", "Health ministry", "2019-12-31", publisher_country="IRQ", publisher_type="government"),
    document("front", "Iraqi People's Front", "2019-12-30", publisher_country="IRQ", publisher_type="armed_group"),
    document("us", "Pentagon", "2019-12-30", publisher_country="USA", publisher_type="government"),
    document("iran", "Iranian ministry", "2019-12-30", publisher_country="IRN", publisher_type="government"),
    document("wire", "Northern Wire", "2019-12-30", publisher_country="GBR", publisher_type="wire"),
)
STRIKE: dict[str, Any] = {"actor": "USAMIL", "recipient": "IRQREB", "day": "2019-12-29"}
BURNT: dict[str, Any] = {"recipient": "IRQEDU", "day": "2019-12-29"}


def strike(id: str, where: str, sentence: str = "The airstrikes killed {} people.", **known: Any) -> Report:
    return report(id, where, sentence, "airstrikes", **{**STRIKE, **known})


def disputes(*reports: Report) -> list[Comparison]:
    linked = link(reports, DOCUMENTS)
    assert len(linked.incidents) == 1
    return [comparison for comparison in linked.comparisons if comparison.is_dispute]


NO_DISPUTE = [
    pytest.param(
        [strike("a", "us", day="2019-12-05/2019-12-06"), strike("b", "iran", day="2019-12-06")],
        id="the night of 5 to 6 beside the 6th",
    ),
    pytest.param(
        [strike("a", "us", day="2019-12-05"), strike("b", "iran", day="2019-12-06", place="al-Qaim", at=0)],
        id="a night that each dates by its own end",
    ),
    pytest.param(
        [
            strike("a", "us", figures=(figure("killed", 12, 12), figure("killed", 3, 3))),
            strike("b", "iran", figures=(figure("killed", 12, 12),)),
        ],
        id="12 dead, three of them children, beside 12",
    ),
    pytest.param(
        [
            strike("a", "army", figures=(figure("killed", 16, 16),)),
            strike("b", "health", figures=(figure("killed", 18, 18),)),
        ],
        id="a ministry counts more than the army did the day before",
    ),
    pytest.param(
        [
            strike("a", "us", recipient="IRQMIL"),
            strike("b", "iran", recipient="IRQMIL"),
            strike("c", "iran", recipient="IRQCVL"),
        ],
        id="who tells of soldiers and of farmers does not say that there were only farmers",
    ),
    pytest.param(
        [
            report(
                "a", "wire", "Baghdad blamed the Front.", "blamed", event="ACCUSE", actor="IRQGOV", recipient="IRQREB"
            ),
            report(
                "b", "front", "Baghdad blamed the Front.", "blamed", event="ACCUSE", actor="IRQGOV", recipient="IRQREB"
            ),
        ],
        id="nobody asks whose an accusation is",
    ),
]


@pytest.mark.parametrize("reports", NO_DISPUTE)
def test_lookalike_is_no_dispute(reports: list[Report]) -> None:
    assert disputes(*reports) == []


def test_a_part_of_a_toll_is_not_set_against_another_toll() -> None:
    (dispute,) = disputes(
        strike("a", "us", figures=(figure("killed", 12, 12), figure("killed", 3, 3))),
        strike("b", "iran", figures=(figure("killed", 9, 9),)),
    )
    assert {position.value for position in dispute.positions} == {"12 killed", "9 killed"}


def test_two_places_told_with_two_doers_are_no_dispute_of_place() -> None:
    found = disputes(
        strike("a", "us", "The airstrikes on the bridge of Samra.", actor="IRNMIL", place="al-Qaim"),
        strike("b", "iran", "The airstrikes on the bridge of Samra.", actor="USAMIL", place="Kirkuk"),
    )
    assert [dispute.facet for dispute in found] == ["responsibility"]


def test_within_one_country_the_state_and_its_rebels_name_two_doers() -> None:
    (dispute,) = disputes(
        report("a", "army", "The Front burned the school of Samra.", "burned", actor="IRQREB", **BURNT),
        report("b", "front", "Soldiers burned the school of Samra.", "burned", actor="IRQMIL", **BURNT),
    )
    assert dispute.facet == "responsibility"
    assert {position.value for position in dispute.positions} == {"IRQREB", "IRQMIL"}


def test_within_one_country_the_state_and_its_rebels_count_two_tolls() -> None:
    (dispute,) = disputes(
        strike("a", "army", figures=(figure("killed", 9, 9),)),
        strike("b", "front", figures=(figure("killed", 40, 40),)),
    )
    assert dispute.facet == "quantity"


def test_who_denies_his_part_may_tell_of_anothers_in_the_same_text() -> None:
    found = disputes(
        report("a", "us", "Iran looted the bank of Samra.", "looted", actor="IRN", recipient="IRQ", day="2019-12-29"),
        report(
            "b", "iran", "Iran looted no bank of Samra.", "looted",
            actor="IRN", recipient="IRQ", day="2019-12-29", polarity="denied",
        ),
        report(
            "c", "iran", "Guards looted the bank of Samra.", "looted",
            actor="IRQMIL", recipient="IRQ", day="2019-12-29", at=60,
        ),
    )  # fmt: skip
    assert "responsibility" in {dispute.facet for dispute in found}


def test_a_massacre_beside_self_defence_is_framing() -> None:
    (dispute,) = disputes(
        strike("a", "us", "The airstrikes were flown in self-defence."),
        strike("b", "iran", "The airstrikes were a massacre of villagers."),
    )
    assert (dispute.facet, dispute.relation) == ("justification", "framing")


def test_taken_by_force_is_no_defence() -> None:
    assert not disputes(
        strike("a", "us", "The airstrikes were carried by force to Basra."),
        strike("b", "iran", "The airstrikes were an outrage."),
    )


@pytest.mark.parametrize(
    ("hit", "other", "incidents"),
    [
        pytest.param("the legation in Basra", "a survey plane", 2, id="a legation and a plane"),
        pytest.param("the legation in Basra", "the embassy", 1, id="a legation and an embassy"),
        pytest.param("a survey plane", "the army", 1, id="a plane and an army"),
        pytest.param("two trawlers", "a school", 2, id="trawlers and a school"),
    ],
)
def test_undated_attacks_on_things_of_two_kinds_are_two(hit: str, other: str, incidents: int) -> None:
    def attack(id: str, where: str, thing: str) -> Report:
        made = report(id, where, f"Iran attacked {thing}.", "attacked", actor="IRN", recipient="USAGOV")
        return replace(made, recipients=(replace(made.recipients[0], text=thing),))

    found = link([attack("a", "us", hit), attack("b", "wire", other)], DOCUMENTS).incidents
    assert len(found) == incidents
