"""What becomes one incident, and what does not, in reports made by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from tests.linking.made_reports import document, figure, report

from rashomon.linking.blocks import BLOCK_LIMIT
from rashomon.linking.incidents import link
from rashomon.records import Linked, Report

DOCUMENTS = (
    document("us", "Pentagon", "2019-06-21", publisher_country="USA", publisher_type="government"),
    document("iran", "Iranian ministry", "2019-06-21", publisher_country="IRN", publisher_type="government"),
    document("wire", "Northern Wire", "2019-06-22", publisher_country="GBR", publisher_type="wire"),
    document(
        "copy", "Southern Post", "2019-06-22", publisher_country="USA", publisher_type="newspaper", echo_of="wire"
    ),
)
DOWNED: dict[str, Any] = {"actor": "IRNMIL", "recipient": "USAMIL", "day": "2019-06-20"}
RAID: dict[str, Any] = {"actor": "USAMIL", "recipient": "IRQREB"}


def told(*reports: Report) -> Linked:
    return link(reports, DOCUMENTS)


def groups(linked: Linked) -> set[frozenset[str]]:
    return {frozenset(incident.reports) for incident in linked.incidents}


def apart(*ids: str) -> set[frozenset[str]]:
    return {frozenset(group.split()) for group in ids}


CASES = [
    pytest.param(
        [
            report("a", "us", "Iran shot down an American drone.", "shot down", **DOWNED),
            report("b", "iran", "Our batteries brought down a spy drone.", "brought down", **DOWNED),
        ],
        apart("a b"),
        id="two words for one act on one day",
    ),
    pytest.param(
        [
            report("a", "us", "The first raid hit Kirkuk.", "raid", place="Kirkuk", day="2019-12-29", **RAID),
            report("b", "us", "A second raid hit Basra.", "raid", place="Basra", day="2019-12-29", at=60, **RAID),
        ],
        apart("a", "b"),
        id="two raids in one night at two places",
    ),
    pytest.param(
        [
            report("a", "us", "The raid hit a depot.", "raid", day="2019-12-29", **RAID),
            report("b", "iran", "The raid hit a depot.", "raid", day="2019-12-31", **RAID),
        ],
        apart("a", "b"),
        id="look-alike raids of two days known precisely",
    ),
    pytest.param(
        [
            report("a", "us", "Iran shot down an American drone.", "shot down", **DOWNED),
            report("b", "iran", "No drone was shot down by Iran.", "shot down", polarity="denied", **DOWNED),
            report(
                "c", "wire", "Iran might have shot down an American drone.", "shot down", modality="possible", **DOWNED
            ),
        ],
        apart("a b c"),
        id="a denial and a possibility of the happening belong to it",
    ),
    pytest.param(
        [
            report("a", "wire", "They raided Iraq once.", "raided", place="Kirkuk", modality="historical", **RAID),
            report("b", "wire", "They could raid Iraq.", "raid", place="Kirkuk", modality="possible", at=60, **RAID),
        ],
        apart("a", "b"),
        id="what is long past and what may come are two",
    ),
    pytest.param(
        [
            report(
                "a",
                "wire",
                "Trump condemned the attack.",
                "condemned",
                event="ACCUSE",
                actor="USAGOV",
                day="2019-06-20",
            ),
            report(
                "b",
                "wire",
                "Macron condemned the attack.",
                "condemned",
                event="ACCUSE",
                actor="FRAGOV",
                day="2019-06-20",
                at=40,
            ),
        ],
        apart("a", "b"),
        id="verbal acts of two speakers",
    ),
    pytest.param(
        [
            report(
                "a", "us", "Trump condemned the attack.", "condemned", event="ACCUSE", actor="USAGOV", day="2019-06-20"
            ),
            report(
                "b",
                "wire",
                "Trump condemned the attack.",
                "condemned",
                event="ACCUSE",
                actor="USAGOV",
                day="2019-06-21",
            ),
        ],
        apart("a", "b"),
        id="verbal acts of two days",
    ),
    pytest.param(
        [
            report(
                "a",
                "wire",
                "The US accused Iran of bombing a ship.",
                "accused",
                event="ACCUSE",
                actor="USA",
                recipient="IRN",
            ),
            report(
                "b",
                "wire",
                "The US accused Iran of bombing a ship.",
                "bombing",
                actor="IRN",
                content_of="a",
                speaker="USA",
            ),
        ],
        apart("a", "b"),
        id="what is accused stays apart from the accusing",
    ),
    pytest.param(
        [
            report("a", "us", "Iran attacked a tanker.", "attacked", actor="IRN", recipient="MNC", day="2019-06-13"),
            report("b", "us", "The attack killed nobody.", "attack", at=200),
        ],
        apart("a b"),
        id="the attack points back at the one before it",
    ),
    pytest.param(
        [
            report(
                "a",
                "us",
                "Iran attacked the United States.",
                "attacked",
                actor="IRN",
                recipient="USA",
                day="2019-06-13",
            ),
            report(
                "b",
                "wire",
                "The United States attacked Iran.",
                "attacked",
                actor="USA",
                recipient="IRN",
                day="2019-06-13",
            ),
        ],
        apart("a", "b"),
        id="who did it to whom is turned round",
    ),
    pytest.param(
        [
            report("a", "us", "Police shot at strikers.", "shot", actor="IRQCOP", recipient="IRQLAB", day="2019-06-13"),
            report(
                "b", "wire", "Strikers shot at police.", "shot", actor="IRQLAB", recipient="IRQCOP", day="2019-06-13"
            ),
        ],
        apart("a", "b"),
        id="turned round within one country",
    ),
    pytest.param(
        [
            report("a", "us", "Patrol boats rammed the trawler Hilda.", "rammed", day="2019-06-13", **RAID),
            report("b", "us", "Six men of the trawler Hilda were hurt.", "hurt", day="2019-06-13", at=80, **RAID),
            report("c", "wire", "Patrol boats shelled the trawler Hilda.", "shelled", day="2019-06-13", **RAID),
            report("d", "wire", "The shelling lasted an hour.", "shelling", day="2019-06-13", at=80, **RAID),
            report("e", "iran", "Their boats rammed the trawler Hilda.", "rammed", day="2019-06-13", **RAID),
        ],
        apart("a e b", "c d"),
        id="the wounded do not bring a ramming and a shelling of one day together",
    ),
]


@pytest.mark.parametrize(("reports", "expected"), CASES)
def test_reports_fall_into_incidents(reports: Sequence[Report], expected: set[frozenset[str]]) -> None:
    assert groups(told(*reports)) == expected


def test_chain_of_look_alikes_does_not_join_its_ends() -> None:
    linked = told(
        report("a", "us", "The raid hit a depot near Basra.", "raid", day="2019-12-29", place="Basra", **RAID),
        report("b", "wire", "The raid hit a depot near Basra.", "raid", place="Basra", **RAID),
        report("c", "iran", "The raid hit a depot near Basra.", "raid", day="2019-12-31", place="Basra", **RAID),
    )
    assert not any({"a", "c"} <= group for group in groups(linked))


def test_strike_ordered_and_called_off_is_an_incident_that_did_not_take_place() -> None:
    strike: dict[str, Any] = {"actor": "USA", "recipient": "IRN", "day": "2019-06-20", "modality": "called_off"}
    linked = told(
        report("a", "us", "Trump ordered a strike on Iran and called it off.", "strike", **strike),
        report("b", "wire", "The strike on Iran was called off by Trump.", "strike", **strike),
    )
    (incident,) = linked.incidents
    assert incident.modality is not None and incident.modality.value == "called_off"
    assert incident.title.startswith("Called-off")


def test_incident_id_is_its_smallest_report_and_every_member_leads_to_it() -> None:
    linked = told(
        report("z", "us", "Iran shot down an American drone.", "shot down", **DOWNED),
        report("m", "iran", "Iran shot down an American drone.", "shot down", **DOWNED),
    )
    assert [incident.id for incident in linked.incidents] == ["m"]
    assert {r.incident for r in linked.reports} == {"m"}


def test_echo_counts_as_a_publisher_and_not_as_an_independent_account() -> None:
    sentence = "Iran shot down an American drone over the strait on Thursday."
    linked = told(
        report("a", "wire", sentence, "shot down", **DOWNED),
        report("b", "copy", sentence, "shot down", **DOWNED),
        report("c", "iran", "We brought down a spy drone that had crossed our border.", "brought down", **DOWNED),
    )
    (incident,) = linked.incidents
    assert (incident.publishers, incident.independent) == (3, 2)
    assert {r.id: r.echo_of for r in linked.reports} == {"a": None, "b": "a", "c": None}


def test_values_name_their_rule_and_reports() -> None:
    linked = told(
        report(
            "a", "us", "Iran shot down an American drone.", "shot down", figures=(figure("aircraft", 1, 1),), **DOWNED
        ),
        report("b", "iran", "Our guards shot down a drone.", "shot down", **{**DOWNED, "recipient": None}),
    )
    (incident,) = linked.incidents
    assert (
        incident.event is not None and incident.event.value == "ASSAULT" and set(incident.event.reports) == {"a", "b"}
    )
    assert incident.period is not None and incident.period.value == "2019-06-20"
    assert [(value.value, value.reports) for value in incident.recipients] == [("USAMIL", ("a",))]
    assert incident.sides == 2
    (toll,) = incident.quantities
    assert (toll.outcome, toll.low, toll.high, toll.rule) == ("aircraft", 1, 1, "lowest to highest figure told")
    assert [value.value for value in toll.by_holder] == ["Pentagon: 1"]


def test_circumstance_joins_the_incident_it_is_about() -> None:
    linked = told(
        report("b", "us", "Iran shot down an American drone.", "shot down", **DOWNED),
        report(
            "a",
            "us",
            "The drone was over the strait.",
            "was",
            event=None,
            kind="circumstance",
            about="b",
            facet="place",
        ),
    )
    assert groups(linked) == apart("a b")
    assert {r.incident for r in linked.reports} == {"a"}


def test_rejected_report_joins_nothing() -> None:
    linked = told(
        report("a", "us", "Iran shot down an American drone.", "shot down", **DOWNED),
        report("b", "iran", "Iran shot down an American drone.", "shot down", review="rejected", **DOWNED),
    )
    assert groups(linked) == apart("a")
    assert {r.id: r.incident for r in linked.reports} == {"a": "a", "b": None}


def test_nothing_gives_nothing() -> None:
    assert link([], []) == Linked((), (), ())


def test_a_denial_finds_its_deed_in_a_pile_too_large_to_be_looked_at_whole() -> None:
    """Two more happenings than a block holds, each of its own day and ship, and one of them denied."""
    count = BLOCK_LIMIT + 2
    days = [(dt.date(2015, 1, 1) + dt.timedelta(days=2 * n)).isoformat() for n in range(count)]
    reports = [
        report(
            f"r{n}", f"d{n}", f"Gunboats shelled the ferry Marlin{n} near Cape{n}.", "shelled", actor="IRNMIL", day=day
        )
        for n, day in enumerate(days)
    ]
    reports.append(report("denial", "late", "Tehran denied any role at Cape77.", "denied", event="REJECT", actor="IRN"))
    documents = [document(f"d{n}", published=day) for n, day in enumerate(days)]
    incident_of = {r.id: r.incident for r in link(reports, [*documents, document("late", published=days[78])]).reports}
    assert incident_of["denial"] == incident_of["r77"]
    assert len(set(incident_of.values())) == count
