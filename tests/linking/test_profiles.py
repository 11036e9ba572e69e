"""Each profile's rule on the same accounts; every number names its rule and its reports."""

from __future__ import annotations

import pytest
from tests.linking.made_reports import document, figure, report

from rashomon.linking.incidents import link
from rashomon.linking.profiles import PROFILES, Profile, aggregate
from rashomon.records import Quantity

DOCUMENTS = {d.id: d for d in (document("a"), document("b"), document("c"), document("d"))}
KNOWN = {"actor": "USAMIL", "recipient": "IRQREB", "day": "2019-12-29"}
STRIKE = "The airstrikes hit a base near Abu Kamal."
REPORTS = [
    report("1", "a", STRIKE, "airstrikes", figures=(figure("killed", 19, 19),), **KNOWN),
    report("2", "b", STRIKE, "airstrikes", figures=(figure("killed", 25, 25),), **KNOWN),
    report("3", "c", STRIKE, "airstrikes", figures=(figure("killed", 25, 25),), **KNOWN),
    report(
        "4", "d", STRIKE, "airstrikes", figures=(Quantity(0, 0, "dozens", "killed", None, 24, None, "dozens"),), **KNOWN
    ),
    report("5", "d", STRIKE, "airstrikes", figures=(figure("killed", 12, 12, "fighters"),), **KNOWN),
]

CASES: list[tuple[Profile, list[tuple[str, int | None, tuple[str, ...]]]]] = [
    ("ucdp", [("low", 19, ("1",)), ("best", 25, ("2", "3")), ("high", None, ("4",))]),
    ("acled", [("figure", 12, ("4",))]),
    ("airwars", [("low", 19, ("1",)), ("high", None, ("4",))]),
]


@pytest.mark.parametrize(("profile", "expected"), CASES)
def test_profile_gives_its_figures(profile: Profile, expected: list[tuple[str, int | None, tuple[str, ...]]]) -> None:
    linked = link(REPORTS, list(DOCUMENTS.values()))
    figures = [
        figure
        for incident in linked.incidents
        for figure in aggregate(incident, REPORTS, DOCUMENTS, profile=profile)
        if len(linked.incidents) == 1
    ]
    assert [(f.estimate, f.value, f.reports) for f in figures] == expected


def test_all_lists_every_account_with_its_population() -> None:
    (incident,) = link(REPORTS, list(DOCUMENTS.values())).incidents
    told = [(f.estimate, f.words, f.population) for f in aggregate(incident, REPORTS, DOCUMENTS)]
    assert told == [
        ("publisher of a", "19", None),
        ("publisher of b", "25", None),
        ("publisher of c", "25", None),
        ("publisher of d", "12", "fighters"),
        ("publisher of d", "24 or more", None),
    ]


@pytest.mark.parametrize("profile", PROFILES)
def test_every_number_names_its_rule_and_its_reports(profile: Profile) -> None:
    (incident,) = link(REPORTS, list(DOCUMENTS.values())).incidents
    figures = aggregate(incident, REPORTS, DOCUMENTS, profile=profile)
    assert figures
    assert all(f.rule and f.reports and set(f.reports) <= set(incident.reports) for f in figures)
