"""What the texts say of how one incident stands to another becomes a link, and nothing else does."""

from __future__ import annotations

from typing import Any

import pytest
from tests.linking.made_reports import document, report

from rashomon.linking.incidents import link
from rashomon.records import Report

SEIZURE: dict[str, Any] = {"event": "COERCE", "actor": "GBRMIL", "day": "2019-06-01"}
BLOCKADE: dict[str, Any] = {"event": "COERCE", "actor": "NOR", "recipient": "SWE", "day": "1951-05-02"}
AFTER: dict[str, Any] = {"event": "RETREAT", "actor": "NOR", "recipient": "SWE", "day": "1951-06-20", "at": 100}


def answering(sentence: str, trigger: str, **known: Any) -> list[Report]:
    """A seizure by the British, and a report of June 20th that may answer it."""
    return [
        report("a", "us", "British marines seized the ship Amber.", "seized", **SEIZURE),
        report("b", "us", sentence, trigger, at=100, **{"actor": "IRNMIL", "day": "2019-06-20", **known}),
    ]


def undoing(first: str, trigger: str, sentence: str, word: str, **known: Any) -> list[Report]:
    """What Norway did in May, and a report of June 20th that may undo it."""
    return [
        report("a", "us", first, trigger, **BLOCKADE),
        report("b", "us", sentence, word, **{**AFTER, **known}),
    ]


SEIZED = {"event": "COERCE", "recipient": "GBRBUS"}
CLOSED = ("Norway closed the port of Malmo to Swedish ships.", "closed")
IMPOSED = ("Norway imposed a blockade on Malmo.", "imposed a blockade")
LINKS = [
    pytest.param(
        answering("Iran seized a tanker in retaliation for the seizure of the ship Amber.", "seized", **SEIZED),
        {"b": [("retaliates_for", "a")]},
        id="in retaliation for",
    ),
    pytest.param(
        answering("In response to the seizure of the Amber, Iran seized a tanker.", "seized a tanker", **SEIZED),
        {"b": [("responds_to", "a")]},
        id="the cue may stand in front",
    ),
    pytest.param(
        answering("Iran seized a tanker in response to the boycott.", "seized", **SEIZED),
        {},
        id="what it answers is not told",
    ),
    pytest.param(
        answering("The search of the crew was part of the seizure of the ship Amber.", "search", event="COERCE"),
        {"b": [("part_of", "a")]},
        id="part of",
    ),
    pytest.param(
        undoing(*IMPOSED, "Norway lifted the blockade imposed in May.", "lifted"),
        {"b": [("cancels", "a")]},
        id="what was imposed is lifted",
    ),
    pytest.param(
        undoing(*IMPOSED, "The blockade was finally lifted on Tuesday.", "lifted"),
        {"b": [("cancels", "a")]},
        id="in the passive what is undone stands before",
    ),
    pytest.param(
        undoing(*IMPOSED, "Norway ended its siege of Malmo.", "ended"),
        {"b": [("cancels", "a")]},
        id="another word for it",
    ),
    pytest.param(
        undoing(*IMPOSED, "Norway called off the blockade.", "called off", modality="planned"),
        {},
        id="an undoing that is only planned",
    ),
    pytest.param(
        undoing(*IMPOSED, "Norway lifted the ban on Danish butter.", "lifted"),
        {},
        id="another thing is undone",
    ),
    pytest.param(
        undoing(*CLOSED, "Norway cancelled the talks with Sweden.", "cancelled"),
        {},
        id="a meeting that nobody told of",
    ),
    pytest.param(
        [
            *undoing(*IMPOSED, "Norway lifted the blockade.", "lifted"),
            report("c", "us", "In April it had imposed a blockade on Riga.", "imposed a blockade", at=300,
                   event="COERCE", actor="NOR", recipient="LVA", day="1951-04-02"),
        ],
        {},
        id="two that it may be",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("reports", "expected"), LINKS)
def test_links_that_the_text_states(reports: list[Report], expected: dict[str, list[tuple[str, str]]]) -> None:
    linked = link(reports, [document("us", "Tellwick Wire")])
    assert len(linked.incidents) == len(reports)
    found = {incident.id: [(told.kind, told.incident) for told in incident.links] for incident in linked.incidents}
    assert {incident: links for incident, links in found.items() if links} == expected


def test_strike_called_off_is_one_incident_and_cancels_none() -> None:
    strike: dict[str, Any] = {"actor": "CHL", "recipient": "BOL", "day": "1951-06-02", "modality": "called_off"}
    reports = [
        report("a", "us", "Chile ordered a strike on the camp and called it off.", "strike", **strike),
        report("b", "us", "The strike on the camp was called off.", "strike", at=100, **strike),
    ]
    (incident,) = link(reports, [document("us", "Tellwick Wire")]).incidents
    assert incident.links == ()
