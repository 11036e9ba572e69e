"""A title names no contested actor, place or act."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.linking.made_reports import document, report

from rashomon.linking.holders import holder_of
from rashomon.linking.incidents import link
from rashomon.linking.titles import _agreed, date_words
from rashomon.records import Party, Report, Span, SpeakerParty

DOCUMENTS = (
    document("us", "Pentagon", "2019-06-21", publisher_country="USA", publisher_type="government"),
    document("iran", "Tehran", "2019-06-21", publisher_country="IRN", publisher_type="government"),
)
SEIZED: dict[str, Any] = {"event": "COERCE", "mode": "seize", "recipient": "MNC", "day": "2019-07-19"}
SHIP = "Guards seized the ship Amber."

CASES = [
    pytest.param(
        [report("a", "us", SHIP, "seized", actor="IRNMIL", place="Basra", **SEIZED)],
        "Seizure by IRNMIL of MNC, Basra, 19 July 2019",
        id="all agree",
    ),
    pytest.param(
        [
            report("a", "us", SHIP, "seized", actor="IRNMIL", **SEIZED),
            report("b", "iran", SHIP, "seized", actor="IRNMIL", polarity="denied", **SEIZED),
        ],
        "Alleged seizure of MNC, 19 July 2019",
        id="some deny that it happened",
    ),
    pytest.param(
        [
            report("a", "us", SHIP, "seized", actor="IRNMIL", place="international waters", **SEIZED),
            report("b", "iran", SHIP, "seized", actor="IRNMIL", place="Iranian waters", **SEIZED),
        ],
        "Seizure by IRNMIL of MNC, 19 July 2019",
        id="the place is contested",
    ),
    pytest.param(
        [
            report("a", "us", SHIP, "seized", actor="IRNMIL", **SEIZED),
            report("b", "iran", SHIP, "seized", actor="USAMIL", **SEIZED),
        ],
        "Seizure of MNC, 19 July 2019",
        id="the doer is contested",
    ),
    pytest.param(
        [report("a", "us", "Guards will jail poets.", "jail", event="THREATEN", mode="arrest", actor="IRNMIL")],
        "Threat of arrest by IRNMIL",
        id="a threat of arrest is no arrest",
    ),
    pytest.param(
        [report("a", "us", "Tehran refused to meet.", "refused", event="REJECT", mode="meet", actor="IRNGOV")],
        "Refusal of talks by IRNGOV",
        id="a refusal to meet is no request",
    ),
    pytest.param(
        [report("a", "us", "They met in Basra.", "met", event="CONSULT", actor="IRNGOV", recipient="IRQGOV")],
        "Meeting of IRNGOV with IRQGOV",
        id="a meeting is of those who meet",
    ),
    pytest.param(
        [report("a", "us", "Troops left the ridge.", "left", event="RETREAT", actor="IRNMIL", recipient="IRQ")],
        "Withdrawal or release by IRNMIL",
        id="of whom a withdrawal is, it does not say",
    ),
    pytest.param(
        [report("a", "us", SHIP, "seized", actor="IRNMIL", modality="threatened", **SEIZED)],
        "Threatened seizure by IRNMIL of MNC, 19 July 2019",
        id="only threatened",
    ),
]


@pytest.mark.parametrize(("reports", "title"), CASES)
def test_title_names_what_is_agreed(reports: list[Report], title: str) -> None:
    (incident,) = link(reports, DOCUMENTS).incidents
    assert incident.title == title


def test_incident_says_why_its_reports_are_together() -> None:
    reports = [
        report("a", "us", SHIP, "seized", actor="IRNMIL", **SEIZED),
        report("b", "iran", "Our guards seized a ship.", "seized", actor="IRNMIL", **SEIZED),
    ]
    (incident,) = link(reports, DOCUMENTS).incidents
    assert incident.reasons[0] == "2 reports of 2 documents, 2 not echoes"
    assert incident.reasons[1].startswith("b with a: +")
    assert "same day" in incident.reasons[1]


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2018-11-25", "25 November 2018"),
        ("2018-11", "November 2018"),
        ("2014", "2014"),
        ("2018-11-25~", "25 November 2018"),
        ("2018-11-27/2018-11-28", "27 November 2018 to 28 November 2018"),
        ("2018-11-27/2018-11-27", "27 November 2018"),
        ("198X", "198X"),
        ("2018-06/..", "June 2018 to .."),
    ],
)
def test_dates_are_written_as_people_write_them(edtf: str, words: str) -> None:
    assert date_words(edtf) == words


@pytest.mark.parametrize("words", ["them", "their followers", "35 others", "no convoy", "Those"])
def test_a_title_leaves_out_who_is_not_named(words: str) -> None:
    party = Party(0, len(words), words)
    assert _agreed([(party,)]) is None


def test_a_pronoun_of_nobody_known_is_an_unnamed_holder() -> None:
    speaker = SpeakerParty(0, 0, 4, "They", "named", Span(5, 9, "said"), "says", "indirect")
    held = replace(report("r", "d", "They said that boats fired.", "fired"), speakers=(speaker,))
    assert holder_of(held, None) == f"unnamed, in {held.document}"


def test_who_is_only_said_to_say_it_is_an_unnamed_holder() -> None:
    claims = SpeakerParty(0, 8, 14, "claims", "unnamed", Span(8, 14, "claims"), "says", "indirect")
    held = replace(report("r", "d", "Despite claims that boats fired.", "fired"), speakers=(claims,))
    assert holder_of(held, None) == f"unnamed, in {held.document}"
    officials = replace(claims, text="officials", cue=Span(15, 19, "said"))
    assert holder_of(replace(held, speakers=(officials,)), None) == "officials"


def test_a_title_has_words_for_codes() -> None:
    told = report("a", "us", SHIP, "seized", actor="IRNMIL", **SEIZED)
    unnamed = replace(told, actors=(replace(told.actors[0], name=None, code="IRNMIL"),))
    (incident,) = link([unnamed], DOCUMENTS).incidents
    assert incident.title == "Seizure by Iranian military of MNC, 19 July 2019"


def test_an_incident_that_is_mostly_denied_is_still_called_by_its_deed() -> None:
    denied = {"event": "REJECT", "actor": "IRNGOV"}
    reports = [
        report("a", "us", "Iran stormed the mill of Samra.", "stormed", actor="IRN", day="2019-06-20"),
        report("b", "us", "Iran rejected the accusation of Samra.", "rejected", at=60, **denied),
        report("c", "iran", "Iran has denied any role at Samra.", "denied", **denied),
    ]
    linked = link(reports, DOCUMENTS)
    (incident,) = (incident for incident in linked.incidents if "a" in incident.reports)
    assert len(incident.reports) > 1
    assert incident.title.startswith("Attack")


def test_a_company_of_no_country_is_told_in_its_own_words() -> None:
    attacked = report("a", "us", "Gunmen attacked two tankers.", "attacked", day="2019-06-13")
    tankers = Party(16, 27, "two tankers", code="MNC", rule="made")
    (incident,) = link([replace(attacked, recipients=(tankers,))], ()).incidents
    assert "company" not in incident.title and "two tankers" in incident.title
