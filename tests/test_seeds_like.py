"""Twenty readings that the whole way must give, on two texts of our own in the manner of a partisan paper.

The happenings are made up. Each row says which words must be lit and what must be read from them;
a row that does not hold yet stands as an expected failure with its reason.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import rashomon
from rashomon.records import Report

TEXTS = Path(__file__).parent / "partisan"

Test = Callable[[Report], bool]


def _countries(parties: object) -> set[str | None]:
    return {party.country for party in parties}  # type: ignore[attr-defined]


def _speaks(report: Report, country: str) -> bool:
    return bool(report.speakers) and report.speakers[-1].country == country


def _figure(report: Report, outcome: str, low: int) -> bool:
    return any(quantity.outcome == outcome and quantity.low == low for quantity in report.quantities)


def _day(report: Report, day: str) -> bool:
    return report.period is not None and report.period.earliest == day == report.period.latest


# id, words of the sentence, words that the trigger holds (any of them), what must hold
CASES: list[tuple[str, str, tuple[str, ...], Test, str | None]] = [
    (
        "01-air-raids-with-their-dead",
        "TURKISH MILITARISM",
        ("air raids", "raids", "launched"),
        lambda r: (
            r.event == "ASSAULT"
            and r.mode == "aerial"
            and _countries(r.actors) == {"TUR"}
            and _figure(r, "killed", 40)
            and _day(r, "2021-02-28")
            and {place.country for place in r.places} == {"IRQ", "SYR"}
        ),
        None,
    ),
    (
        "02-protesters-in-the-quarter",
        "heavily guarded Garden City",
        ("poured", "protesters"),
        lambda r: r.event == "PROTEST" and _day(r, "2021-03-02") and "EGY" in {place.country for place in r.places},
        "\"poured into\" after \"they had their answer when\" is not coded",
    ),
    (
        "02b-protesters-in-the-embassy",
        "Chanting",
        ("broke", "forcing", "flee"),
        lambda r: r.event in ("PROTEST", "ASSAULT", "COERCE"),
        None,
    ),
    (
        "03-warning-to-two-states",
        "issued a warning",
        ("warning", "issued"),
        lambda r: (
            r.event == "THREATEN" and _countries(r.actors) == {"TUR"} and _countries(r.recipients) == {"SYR", "IRQ"}
        ),
        None,
    ),
    (
        "04-heavy-price",
        "heavy price",
        ("pay", "price"),
        lambda r: r.event == "THREATEN" and r.modality == "threatened" and _speaks(r, "TUR"),
        None,
    ),
    (
        "05-orchestrated-attack",
        "organised the attack",
        ("organised", "attack"),
        lambda r: r.event == "ASSAULT" and _countries(r.actors) == {"SYR"} and _speaks(r, "TUR"),
        None,
    ),
    (
        "06-troops-planned",
        "900 extra",
        ("sent",),
        lambda r: r.event == "MOBILIZE" and r.modality == "planned" and _speaks(r, "TUR") and _figure(r, "troops", 900),
        None,
    ),
    (
        "07-troops-there-since-april",
        "900 extra",
        ("stationed",),
        lambda r: (
            r.event == "MOBILIZE"
            and r.modality == "actual"
            and _figure(r, "troops", 12000)
            and r.period is not None
            and str(r.period.earliest).startswith("2020-04")
        ),
        None,
    ),
    (
        "08-troops-possible",
        "3,000 more",
        ("sent",),
        lambda r: (
            r.event == "MOBILIZE"
            and r.modality == "possible"
            and _figure(r, "troops", 3000)
            and bool(r.speakers)
            and r.speakers[-1].kind == "unnamed"
        ),
        None,
    ),
    (
        "09-joint-drills",
        "joint naval drills",
        ("drills", "held"),
        lambda r: (
            r.event in ("COOPERATE", "MOBILIZE")
            and {"EGY", "GRC", "CYP"} <= _countries(r.actors) | _countries(r.recipients)
        ),
        None,
    ),
    (
        "10-they-must-leave",
        "They must leave",
        ("leave",),
        lambda r: (
            r.event == "REQUEST"
            and r.modality == "demanded"
            and _speaks(r, "EGY")
            and _countries(r.recipients) == {"TUR"}
        ),
        None,
    ),
    (
        "11-old-invasion",
        "in 1974",
        ("invasion", "occupation"),
        lambda r: (
            r.event == "ASSAULT"
            and r.modality == "historical"
            and _countries(r.actors) == {"TUR"}
            and _countries(r.recipients) == {"CYP"}
        ),
        None,
    ),
    (
        "12-doubted-withdrawal",
        "slowly withdrawing",
        ("withdrawing",),
        lambda r: r.event == "RETREAT" and r.polarity == "doubted" and _countries(r.actors) == {"TUR"},
        None,
    ),
    (
        "13-drone-shot-down",
        "Egypt shot down",
        ("shot down", "shot"),
        lambda r: r.event == "ASSAULT" and _countries(r.actors) == {"EGY"} and _countries(r.recipients) == {"TUR"},
        None,
    ),
    (
        "14-where-the-drone-was",
        "They claim the drone",
        ("flying", "was"),
        lambda r: r.kind == "circumstance" and r.facet == "place" and _speaks(r, "TUR"),
        None,
    ),
    (
        "15-earlier-intrusion",
        "February 9th",
        ("entered",),
        lambda r: (
            _countries(r.actors) == {"TUR"}
            and _speaks(r, "EGY")
            and _day(r, "2021-02-09")
            and r.event in ("COERCE", "ASSAULT", "MOBILIZE")
        ),
        None,
    ),
    (
        "16-strike-called-off",
        "ordered a military strike",
        ("strike", "ordered"),
        lambda r: (
            r.event == "ASSAULT"
            and r.modality == "called_off"
            and _countries(r.actors) == {"TUR"}
            and _countries(r.recipients) == {"EGY"}
        ),
        "\"called back all jets\" does not reach the strike that was ordered",
    ),
    (
        "17-threat-of-annihilation",
        "ordered a military strike",
        ("threatening",),
        lambda r: (
            r.event == "THREATEN" and _countries(r.actors) == {"TUR"} and _countries(r.recipients) == {"EGY"}
        ),
        None,
    ),
    (
        "18-new-sanctions",
        "round of sanctions",
        ("sanctions", "impose", "round"),
        lambda r: r.event == "SANCTION" and _countries(r.actors) == {"TUR"},
        None,
    ),
    (
        "19-cyberattack",
        "cyberattack",
        ("cyberattack", "carried out"),
        lambda r: (
            r.event in ("ASSAULT", "COERCE")
            and _countries(r.actors) == {"TUR"}
            and _countries(r.recipients) == {"EGY"}
        ),
        None,
    ),
    (
        "20-troops-in-the-north-west",
        "In Libya",
        ("deployed",),
        lambda r: r.event == "MOBILIZE" and {place.country for place in r.places} == {"LBY"},
        None,
    ),
]  # fmt: skip

NO_REPORT = [
    "Down with Turkish militarism!",
    "Generals out of Egypt!",
    "Only a workers’ revolution",
    "The cynicism of Turkish militarism",
]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Report]:
    study = tmp_path_factory.mktemp("partisan") / "study"
    rashomon.run([TEXTS], into=study)
    return list(rashomon.open_archive(study).reports())


@pytest.mark.model
@pytest.mark.parametrize(
    ("words", "triggers", "holds"),
    [
        pytest.param(words, triggers, holds, id=name, marks=[pytest.mark.xfail(reason=reason)] if reason else [])
        for name, words, triggers, holds, reason in CASES
    ],
)
def test_the_account_is_reported(reports: list[Report], words: str, triggers: tuple[str, ...], holds: Test) -> None:
    lit = [r for r in reports if words in r.sentence.text and any(word in r.trigger.text for word in triggers)]
    assert any(holds(report) for report in lit), [
        (r.trigger.text, r.event, r.mode, r.modality, r.polarity, [p.text for p in r.actors]) for r in lit
    ]


@pytest.mark.model
@pytest.mark.parametrize("words", NO_REPORT)
def test_slogans_and_judgements_are_no_reports(reports: list[Report], words: str) -> None:
    assert not [r.trigger.text for r in reports if words in r.sentence.text]
