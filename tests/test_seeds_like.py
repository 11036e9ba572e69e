"""Readings that the whole way must give, on two texts of our own in the manner of a partisan paper.

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
        "bombed depots",
        ("bombed",),
        lambda r: (
            r.event == "ASSAULT"
            and r.mode == "aerial"
            and _countries(r.actors) == {"CHL"}
            and _day(r, "2015-05-18")
            and {place.country for place in r.places} == {"BOL", "PER"}
        ),
        "\"In the small hours of Monday Chilean jets\" is read as one phrase of time: the doers are lost",
    ),
    (
        "01b-the-dead-of-the-raids",
        "bombed depots",
        ("bombed", "dead", "lay"),
        lambda r: r.event == "ASSAULT" and _figure(r, "killed", 17),
        None,
    ),
    (
        "02-marchers-in-the-quarter",
        "into San Isidro",
        ("pushed", "marchers"),
        lambda r: r.event == "PROTEST" and _day(r, "2015-05-20") and "PER" in {place.country for place in r.places},
        "\"Thousands of angry marchers ... pushed past\" hangs on the sentence before, and the day with it",
    ),
    (
        "02b-marchers-in-the-embassy",
        "climbed its gates",
        ("climbed",),
        lambda r: r.event in ("PROTEST", "ASSAULT", "COERCE"),
        "\"some\" who climb gates are nobody that is known to protest",
    ),
    (
        "03-warning-to-two-states",
        "had warned both",
        ("warned",),
        lambda r: (
            r.event == "THREATEN" and _countries(r.actors) == {"CHL"} and _countries(r.recipients) == {"BOL", "PER"}
        ),
        None,
    ),
    (
        "04-will-pay",
        "pay dearly",
        ("pay",),
        lambda r: r.event == "THREATEN" and r.modality == "threatened" and _speaks(r, "CHL"),
        None,
    ),
    (
        "05-attack-arranged-elsewhere",
        "arranged in La Paz",
        ("attack", "arranged"),
        lambda r: r.event in ("ASSAULT", "PROTEST") and _speaks(r, "CHL") and _countries(r.recipients) == {"CHL"},
        "an attack that \"was arranged\" is read as planned and told by nobody",
    ),
    (
        "06-soldiers-planned",
        "A further 650",
        ("follow",),
        lambda r: r.event == "MOBILIZE" and r.modality == "planned" and _speaks(r, "CHL") and _figure(r, "troops", 650),
        "\"A further 650 are to follow them\" is no deployment yet: the number alone is nobody",
    ),
    (
        "07-soldiers-there-since-march",
        "Two hundred",
        ("posted",),
        lambda r: (
            r.event == "MOBILIZE"
            and r.modality == "actual"
            and _figure(r, "troops", 200)
            and r.period is not None
            and str(r.period.earliest).startswith("2015-03")
        ),
        None,
    ),
    (
        "08-soldiers-possible",
        "2,000 more",
        ("sent",),
        lambda r: (
            r.event == "MOBILIZE"
            and r.modality == "possible"
            and r.speakers != ()
            and r.speakers[-1].text == "some officers"
        ),
        "\"2,000 more\" is a number alone: soldiers only by the sentence before",
    ),
    (
        "09-joint-exercise",
        "Lake Titicaca",
        ("exercised",),
        lambda r: (
            r.event in ("COOPERATE", "MOBILIZE")
            and {"PER", "BOL", "BRA"} <= _countries(r.actors) | _countries(r.recipients)
        ),
        None,
    ),
    (
        "10-have-to-get-out",
        "have to get out",
        ("get out", "get"),
        lambda r: (
            r.event == "REQUEST"
            and r.modality == "demanded"
            and _speaks(r, "PER")
            and _countries(r.recipients) == {"CHL"}
        ),
        "\"he\" is not led back to the admiral whose navy a relative clause names",
    ),
    (
        "11-old-invasion",
        "the year 1879",
        ("invaded",),
        lambda r: (
            r.event == "ASSAULT"
            and r.modality == "historical"
            and _countries(r.actors) == {"CHL"}
            and _countries(r.recipients) == {"BOL"}
        ),
        None,
    ),
    (
        "12-doubted-withdrawal",
        "pulling out",
        ("pulling out", "pulling"),
        lambda r: r.event == "RETREAT" and r.polarity == "doubted" and _countries(r.actors) == {"CHL"},
        "\"So much for the claim that\" is not known to doubt",
    ),
    (
        "13-drone-hit",
        "Peruvian gunners",
        ("hit",),
        lambda r: r.event == "ASSAULT" and _countries(r.actors) == {"PER"} and _countries(r.recipients) == {"CHL"},
        None,
    ),
    (
        "14-where-the-drone-was",
        "over the high seas",
        ("was",),
        lambda r: r.kind == "circumstance" and r.facet == "place" and _speaks(r, "CHL"),
        "\"In Santiago the ministry of defence\": the place before the ministry does not say whose it is",
    ),
    (
        "15-earlier-intrusion",
        "3 April",
        ("crossed",),
        lambda r: (
            _countries(r.actors) == {"CHL"}
            and _day(r, "2015-04-03")
            and r.event in ("COERCE", "ASSAULT", "MOBILIZE")
        ),
        None,
    ),
    (
        "16-strikes-called-off",
        "air strikes on Tacna",
        ("strikes", "ordered"),
        lambda r: r.event == "ASSAULT" and r.modality == "called_off" and _countries(r.actors) == {"CHL"},
        None,
    ),
    (
        "17-threat-from-the-map",
        "from the map",
        ("threatened",),
        lambda r: (
            r.event == "THREATEN" and _countries(r.actors) == {"CHL"} and _countries(r.recipients) == {"PER"}
        ),
        None,
    ),
    (
        "18-import-ban",
        "Peruvian fish",
        ("banned",),
        lambda r: r.event == "SANCTION" and _countries(r.actors) == {"CHL"} and _countries(r.recipients) == {"PER"},
        None,
    ),
    (
        "19-hackers",
        "Callao",
        ("attacked",),
        lambda r: r.event in ("ASSAULT", "COERCE") and _countries(r.actors) == {"CHL"},
        None,
    ),
    (
        "20-armour-in-the-desert",
        "In the Atacama",
        ("moved",),
        lambda r: r.event == "MOBILIZE" and {place.country for place in r.places} == {"CHL"},
        None,
    ),
]  # fmt: skip

NO_REPORT = [
    "Bread, not bombers!",
    "Hands off Tacna!",
    "Workers of the Andes, unite!",
    "Shame has no bottom",
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
