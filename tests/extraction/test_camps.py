"""A state and its people: who is meant in a story of one country's own quarrel, and where it must stay open."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rashomon.extraction.carrying import carry
from rashomon.records import Party, Quantity, Report, Span


def made(start: int, event: str, actor: str | None, recipient: str | None, **known: Any) -> Report:
    sentence, trigger = Span(start, start + 20, "some did it to many."), Span(start, start + 4, "some")
    return Report(
        str(start), "d", "event", sentence, trigger, event=event, quad="material conflict",
        actors=_parties(start, actor), recipients=_parties(start + 9, recipient), **known,
    )  # fmt: skip


def _parties(start: int, code: str | None) -> tuple[Party, ...]:
    """A party of this code; words in lower case are of nobody known."""
    if code is None:
        return ()
    if code.islower():
        return (Party(start, start + len(code), code),)
    return (Party(start, start + len(code), code, country=code[:3], sectors=(code[3:],), code=code, rule="made"),)


QUARREL = [
    made(0, "PROTEST", "BOLLAB", "BOLGOV"),
    made(100, "COERCE", "BOLCOP", "BOLLAB"),
    made(200, "ACCUSE", "BOLLAB", "BOLGOV"),
]


def codes(report: Report, role: str = "recipients") -> list[str | None]:
    return [party.code for party in getattr(report, role)]


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (made(900, "ASSAULT", "BOLCOP", None), ["BOLLAB"]),
        (made(900, "REQUEST", "BOLLAB", None), ["BOLGOV"]),
        (made(900, "CONCEDE", "BOLGOV", None), ["BOLLAB"]),
        (made(900, "COERCE", "BOLGOV", None, mode="curfew"), []),
        (made(900, "ASSAULT", "BOLCVL", None), []),
        (made(900, "ASSAULT", "PERMIL", None), []),
        (made(900, "ASSAULT", "BOLCOP", "them"), ["BOL"]),
        (made(900, "ASSAULT", "BOLCOP", "themselves"), [None]),
    ],
    ids=[
        "police-fire", "strikers-ask", "the-state-yields", "a-curfew", "youths-strike-somebody",
        "of-another-country", "whom-they-hit", "themselves",
    ],
)  # fmt: skip
def test_the_other_camp_at_home(report: Report, expected: list[str | None]) -> None:
    assert codes(carry([*QUARREL, report], home="BOL")[-1]) == expected


def test_who_hits_back_hits_who_struck() -> None:
    struck = made(900, "ASSAULT", "BOLMIL", "BOLCVL")
    back = replace(made(921, "ASSAULT", "BOLCVL", None), sentence=Span(921, 940, "many did it back"))
    assert codes(carry([*QUARREL, struck, back], home="BOL")[-1]) == ["BOLMIL"]
    assert codes(carry([*QUARREL, struck, replace(back, sentence=Span(990, 999, "later"))], home="BOL")[-1]) == []


def test_a_toll_of_nobody_told_is_nobodys() -> None:
    toll = Quantity(900, 902, "34", "killed", 34, 34)
    dead = made(900, "ASSAULT", "BOLCOP", None, quantities=(toll,))
    assert codes(carry([*QUARREL, dead], home="BOL")[-1]) == []


def test_arrests_at_home_are_the_police_s() -> None:
    held = made(900, "COERCE", None, "BOLCVL", mode="arrest")
    assert codes(carry([*QUARREL, held], home="BOL")[-1], "actors") == ["BOLCOP"]
    assert codes(carry([QUARREL[0], QUARREL[2], held], home="BOL")[-1], "actors") == []


def test_nothing_is_taken_for_a_quarrel_at_home_that_is_none() -> None:
    fired = made(900, "ASSAULT", "BOLCOP", None)
    assert codes(carry([*QUARREL, fired])[-1]) == []
    assert codes(carry([QUARREL[1], fired], home="BOL")[-1]) == []
