"""Roles carried from the act before: only where it can be the same act, and always said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rashomon.extraction.carrying import carry
from rashomon.records import Party, Period, Place, Report, Span


def made(id: str, event: str, actor: str | None, recipient: str | None, **known: Any) -> Report:
    trigger = Span(0, 4, "acts")
    return Report(
        id, "d", "event", trigger, trigger, event=event, quad="material conflict",
        actors=_parties(actor), recipients=_parties(recipient), **known,
    )  # fmt: skip


def _parties(code: str | None) -> tuple[Party, ...]:
    if code is None:
        return ()
    known = code.isupper()
    return (Party(0, len(code), code, country=code[:3] if known else None, code=code if known else None, rule="made"),)


FIRE = made("1", "ASSAULT", "PERMIL", "CHLMIL")
HURT = made("2", "ASSAULT", None, "CHLMIL")


def codes(report: Report) -> list[str | None]:
    return [party.code for party in report.actors]


def test_who_wounded_is_who_fired_on_the_same() -> None:
    carried = carry([FIRE, HURT])[1]
    assert codes(carried) == ["PERMIL"]
    assert carried.actors[0].how == "carried"
    assert "carried from 'acts'" in carried.actors[0].rule


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FIRE, made("2", "ASSAULT", None, "BOLMIL")),
        (replace(FIRE, modality="planned"), HURT),
        (replace(FIRE, polarity="denied"), HURT),
        (replace(FIRE, reciprocal=True), HURT),
        (FIRE, made("2", "ASSAULT", "the ayatollahs", "CHLMIL")),
        (FIRE, made("2", "ASSAULT", "unidentified gunmen", "CHLMIL")),
        (FIRE, made("2", "CONSULT", None, "CHLMIL")),
        (FIRE, replace(HURT, modality="planned")),
        (
            replace(FIRE, period=Period(0, 0, "", "2020-01-01", "2020-01-01", "2020-01-01", basis="stated")),
            replace(HURT, period=Period(0, 0, "", "2020-02-01", "2020-02-01", "2020-02-01", basis="stated")),
        ),
        (
            replace(FIRE, places=(Place(0, 0, "", country="PER"),)),
            replace(HURT, places=(Place(0, 0, "", country="ECU"),)),
        ),
    ],
    ids=[
        "another-hit", "planned", "denied", "mutual", "somebody-unknown", "nobody-known", "no-act",
        "itself-planned", "another-day", "another-country",
    ],
)  # fmt: skip
def test_nothing_is_carried_from_what_is_another_act(before: Report, after: Report) -> None:
    assert codes(carry([before, after])[1]) == codes(after)


def test_words_that_anybody_fits_take_the_doer_before() -> None:
    masked = made("2", "COERCE", "masked men", "CHLMIL", mode="seize")
    assert codes(carry([FIRE, masked])[1]) == ["PERMIL"]


def test_who_condemns_an_act_condemns_its_doer() -> None:
    condemned = replace(made("1", "ACCUSE", "BRAGOV", None), quad="verbal conflict")
    content = made("2", "ASSAULT", "PERMIL", "CHLMIL", content_of="1")
    assert [party.code for party in carry([condemned, content])[0].recipients] == ["PERMIL"]


def test_both_sides_are_the_two_of_the_document() -> None:
    urged = replace(made("3", "REQUEST", "IGOUNO", "both sides"), quad="verbal cooperation")
    found = carry([FIRE, replace(FIRE, id="2"), urged])[2].recipients
    assert {party.country for party in found} == {"PER", "CHL"}


ASKED = replace(made("1", "REQUEST", "LAOGOV", "THAGOV"), quad="verbal cooperation")
FOUGHT = [made(str(n), "ASSAULT", "PERMIL", "ECUMIL") for n in range(3)]


def test_who_refuses_the_idea_answers_who_asked() -> None:
    refused = replace(made("2", "REJECT", "THAGOV", None), quad="verbal conflict")
    assert [party.code for party in carry([ASKED, refused])[1].recipients] == ["LAOGOV"]


def test_who_asked_does_not_refuse_himself() -> None:
    refused = replace(made("2", "REJECT", "LAOGOV", None), quad="verbal conflict")
    assert carry([ASKED, refused])[1].recipients == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("both governments", {"PERGOV", "ECUGOV"}),
        ("the two neighbours", {"PER", "ECU"}),
        ("both armies", {"PERMIL", "ECUMIL"}),
        ("both bridges", {None}),
    ],
)
def test_both_are_the_two_sides_of_the_document(words: str, expected: set[str | None]) -> None:
    urged = replace(made("9", "REQUEST", "BRAGOV", words), quad="verbal cooperation")
    assert {party.code for party in carry([*FOUGHT, urged])[-1].recipients} == expected


def test_relations_are_broken_off_with_the_other_country_of_the_sentence() -> None:
    sent = replace(made("1", "MOBILIZE", "PER", "CHL"), quad="verbal conflict")
    broke = replace(made("2", "SANCTION", "PERGOV", None), mode="discontinue")
    assert [party.code for party in carry([sent, broke])[1].recipients] == ["CHL"]


def test_a_new_thing_is_not_what_the_act_before_hit() -> None:
    burned = replace(made("2", "ASSAULT", None, "a car"), places=())
    assert codes(carry([FIRE, burned])[1]) == []
    assert [party.code for party in carry([FIRE, replace(burned, actors=FIRE.actors)])[1].recipients] == [None]


def test_courts_do_not_shell() -> None:
    court = replace(FIRE, event="COERCE", mode="arrest", actors=(replace(FIRE.actors[0], sectors=("JUD",)),))
    assert codes(carry([court, HURT])[1]) == []
