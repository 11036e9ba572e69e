"""What is a dispute and what only looks like one: the lookalikes of the design, each in two or three reports."""

from __future__ import annotations

from typing import Any

import pytest
from tests.linking.made_reports import document, figure, report

from rashomon.linking.incidents import link
from rashomon.records import Comparison, Linked, Report

STATE: dict[str, Any] = {"publisher_type": "government"}
DOCUMENTS = (
    document("us", "Pentagon", "2019-12-30", publisher_country="USA", **STATE),
    document("us-later", "Pentagon", "2019-12-31", publisher_country="USA", **STATE),
    document("iraq", "Iraqi government", "2019-12-30", publisher_country="IRQ", **STATE),
    document("iran", "Iranian ministry", "2019-12-30", publisher_country="IRN", **STATE),
    document("wire", "Northern Wire", "2019-12-30", publisher_country="GBR", publisher_type="wire"),
)
STRIKE: dict[str, Any] = {"actor": "USAMIL", "recipient": "IRQREB", "day": "2019-12-29"}
DOWNED: dict[str, Any] = {"actor": "IRNMIL", "recipient": "USAMIL", "day": "2019-06-20"}
SEIZED: dict[str, Any] = {"event": "COERCE", "actor": "IRNMIL", "day": "2019-06-20"}
SHOT = "An Iranian missile shot down the drone."


def told(*reports: Report) -> Linked:
    return link(reports, DOCUMENTS)


def found(linked: Linked, facet: str) -> list[Comparison]:
    return [comparison for comparison in linked.comparisons if comparison.facet == facet]


def strike(id: str, where: str, sentence: str = "The airstrikes killed {} people.", **known: Any) -> Report:
    values = {**STRIKE, **known}
    return report(id, where, sentence, "airstrikes", **values)


LOOKALIKES = [
    pytest.param(
        [strike("a", "us", figures=(figure("killed", 25),)), strike("b", "iraq", figures=(figure("killed", 25, 25),))],
        "quantity",
        "refinement",
        id="at least 25 beside 25: the intervals meet",
    ),
    pytest.param(
        [strike("a", "us", place="al-Qaim"), strike("b", "iraq", place="Anbar")],
        "place",
        "refinement",
        id="al-Qaim beside Anbar: one contains the other",
    ),
    pytest.param(
        [
            strike("a", "us", figures=(figure("killed", 19, 19),)),
            strike("b", "us-later", figures=(figure("killed", 25, 25),)),
        ],
        "quantity",
        "revision",
        id="19 then 25 from the same holder next day",
    ),
    pytest.param(
        [
            strike("a", "us", figures=(figure("killed", 19, 19, "fighters"),)),
            strike("b", "iraq", figures=(figure("killed", 25, 25),)),
        ],
        "quantity",
        "scope",
        id="25 killed beside 19 fighters killed",
    ),
    pytest.param(
        [
            report(
                "a",
                "us",
                "The US might send troops to Kuwait.",
                "send",
                event="MOBILIZE",
                actor="USAMIL",
                modality="possible",
            ),
            report("b", "wire", "The US sent troops to Kuwait.", "sent", event="MOBILIZE", actor="USAMIL"),
        ],
        "status",
        "status",
        id="might send beside sent: the status moves on",
    ),
    pytest.param(
        [strike("a", "us", actor="USAMIL"), strike("b", "iraq", actor="USA")],
        "responsibility",
        "refinement",
        id="the US beside its air force: a finer name",
    ),
    pytest.param(
        [strike("a", "us", day="2019-12-29"), strike("b", "iraq", day="2019-12")],
        "time",
        "refinement",
        id="a day beside its month",
    ),
]


@pytest.mark.parametrize(("reports", "facet", "relation"), LOOKALIKES)
def test_lookalike_is_no_dispute(reports: list[Report], facet: str, relation: str) -> None:
    linked = told(*reports)
    assert len(linked.incidents) == 1
    assert [comparison.relation for comparison in found(linked, facet)] == [relation]
    assert not [comparison for comparison in linked.comparisons if comparison.is_dispute]
    assert linked.incidents[0].disputes == ()


DISPUTES = [
    pytest.param(
        [
            strike("a", "us", figures=(figure("killed", 25, 25),)),
            strike("b", "iraq", figures=(figure("killed", 40, 40),)),
        ],
        "quantity",
        "conflict",
        {"25 killed": {"Pentagon"}, "40 killed": {"Iraqi government"}},
        id="two tolls by two sides",
    ),
    pytest.param(
        [
            strike("a", "us", "The defensive airstrikes hit a base."),
            strike("b", "iraq", "The unprovoked airstrikes hit a base."),
        ],
        "justification",
        "framing",
        {"defence": {"Pentagon"}, "aggression": {"Iraqi government"}},
        id="defensive beside unprovoked: framing of one occurrence",
    ),
    pytest.param(
        [
            report("a", "us", SHOT, "shot down", place="international waters", **DOWNED),
            report("b", "iran", SHOT, "shot down", place="Iranian waters", **DOWNED),
        ],
        "place",
        "conflict",
        {"international waters": {"Pentagon"}, "Iranian waters": {"Iranian ministry"}},
        id="over international waters or over its own",
    ),
    pytest.param(
        [
            report("a", "us", "Iranian boats seized the ship Rosalind.", "seized", **SEIZED),
            report(
                "b",
                "iran",
                "Iranian boats never seized the ship Rosalind.",
                "seized",
                polarity="denied",
                **SEIZED,
            ),
        ],
        "occurrence",
        "conflict",
        {"it happened": {"Pentagon"}, "it did not happen": {"Iranian ministry"}},
        id="it happened or not",
    ),
    pytest.param(
        [
            report(
                "a",
                "wire",
                "The US accuses Iran of having attacked the tanker.",
                "attacked",
                actor="IRN",
                day="2019-06-13",
                speaker="USAGOV",
            ),
            report("b", "iran", "Israel attacked the tanker.", "attacked", actor="ISR", day="2019-06-13"),
        ],
        "responsibility",
        "conflict",
        {"IRN": {"USAGOV"}, "ISR": {"Iranian ministry"}},
        id="two sides name two doers",
    ),
]


@pytest.mark.parametrize(("reports", "facet", "relation", "positions"), DISPUTES)
def test_dispute_names_its_positions_and_holders(
    reports: list[Report], facet: str, relation: str, positions: dict[str, set[str]]
) -> None:
    linked = told(*reports)
    assert len(linked.incidents) == 1
    (dispute,) = found(linked, facet)
    assert dispute.relation == relation
    assert dispute.is_dispute
    assert {position.value: set(position.holders) for position in dispute.positions} == positions
    assert dispute.id in linked.incidents[0].disputes
    assert dispute.rule
    assert all(position.quotes for position in dispute.positions)


def test_denied_role_finds_what_it_denies_in_another_document() -> None:
    linked = told(
        report(
            "a",
            "us",
            "Iran attacked the two ships off Fujairah.",
            "attacked",
            actor="IRN",
            day="2019-12-28",
            recipient="MNC",
        ),
        report(
            "b",
            "wire",
            "Iran denied any role in the tanker attacks.",
            "denied",
            event="REJECT",
            actor="IRN",
            speaker="IRN",
        ),
        report(
            "c", "us", "American troops left Bamako.", "left", event="RETREAT", actor="USAMIL", day="2019-11-02", at=90
        ),
    )
    assert {r.id: r.incident for r in linked.reports} == {"a": "a", "b": "a", "c": "c"}
    (dispute,) = found(linked, "responsibility")
    assert {position.value: position.holders for position in dispute.positions} == {
        "IRN": ("Pentagon",),
        "not IRN": ("IRN",),
    }


def test_denial_of_a_speaker_is_the_speakers_position_and_not_the_publishers() -> None:
    linked = told(
        report("a", "us", "Iranian boats seized the ship Rosalind.", "seized", **SEIZED),
        report(
            "b",
            "wire",
            "Iran denied that its boats seized the ship Rosalind.",
            "seized",
            polarity="denied",
            speaker="IRNGOV",
            **SEIZED,
        ),
    )
    (dispute,) = found(linked, "occurrence")
    assert dict(zip((p.value for p in dispute.positions), (p.holders for p in dispute.positions), strict=True)) == {
        "it happened": ("Pentagon",),
        "it did not happen": ("IRNGOV",),
    }


def test_two_newspapers_with_a_later_and_higher_toll_do_not_dispute() -> None:
    linked = link(
        [
            strike("a", "wire", figures=(figure("killed", 19, 19),)),
            strike("b", "paper", figures=(figure("killed", 25, 25),)),
        ],
        [
            *DOCUMENTS,
            document("paper", "The Morning", "2020-01-04", publisher_country="FRA", publisher_type="newspaper"),
        ],
    )
    assert [comparison.relation for comparison in found(linked, "quantity")] == ["revision"]


def test_circumstance_gives_the_incident_its_contested_place() -> None:
    shot = {"actor": "IRNMIL", "recipient": "USAMIL", "day": "2019-06-20"}
    linked = told(
        report("a", "us", "Iran shot down the drone.", "shot down", **shot),
        report(
            "b",
            "us",
            "The drone was over international waters.",
            "was",
            event=None,
            kind="circumstance",
            about="a",
            facet="place",
            place="international waters",
            at=40,
        ),
        report("c", "iran", "We shot down the drone over our waters.", "shot down", place="Iranian waters", **shot),
    )
    (incident,) = linked.incidents
    assert set(incident.reports) == {"a", "b", "c"}
    (dispute,) = found(linked, "place")
    assert {position.value for position in dispute.positions} == {"international waters", "Iranian waters"}


def test_positions_stand_in_the_order_in_which_they_were_first_told() -> None:
    linked = link(
        [
            strike("b", "late", figures=(figure("killed", 25, 25),)),
            strike("a", "early", figures=(figure("killed", 40, 40),)),
        ],
        [
            document("late", "Pentagon", "2020-01-02", publisher_country="USA", **STATE),
            document("early", "Baghdad", "2019-12-30", publisher_country="IRQ", **STATE),
        ],
    )
    (dispute,) = found(linked, "quantity")
    assert [position.value for position in dispute.positions] == ["40 killed", "25 killed"]


def test_a_place_that_another_denies_is_a_dispute() -> None:
    act = report("a0", "d", "Oman shot down a drone.", "shot down", actor="OMN", recipient="USAMIL", day="2019-06-20")
    told = report(
        "a1", "d", "They claim it was flying over international waters.", "flying",
        event=None, kind="circumstance", facet="place", about="a0", speaker="USAGOV", at=100,
    )  # fmt: skip
    denied = report(
        "a2", "d", "Omani officials disputed that it flew over international waters.", "disputed",
        event=None, kind="circumstance", facet="place", about="a0", speaker="OMNGOV", polarity="denied", at=200,
    )  # fmt: skip
    linked = link([act, told, denied], [document("d")])
    places = [c for c in linked.comparisons if c.facet == "place"]
    assert [c.relation for c in places] == ["conflict"]
    assert sorted(p.value for p in places[0].positions) == [
        "not over international waters",
        "over international waters",
    ]
