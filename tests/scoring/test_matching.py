"""Claims and reports matched by hand-built cases: events outweigh roles, roles outweigh nearness."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import Party, Period, Report, Span
from rashomon.scoring import GoldClaim, accepts, assign, match

TEXT = "Norland shelled the port of Sudmark and seized two ferries before dawn, then blamed Ostia for it."


def claim(id: str, within: str, *events: str, **known: object) -> GoldClaim:
    start = TEXT.index(within)
    return GoldClaim(id, "d", start, start + len(within), events, **known)  # type: ignore[arg-type]


def report(id: str, trigger: str, event: str | None, **known: object) -> Report:
    start = TEXT.index(trigger)
    return Report(
        id,
        "d",
        "event" if event else "circumstance",
        Span(0, len(TEXT), TEXT),
        Span(start, start + len(trigger), trigger),
        event=event,
        **known,  # type: ignore[arg-type]
    )


def party(code: str) -> Party:
    return Party(0, 7, "Norland", country=code[:3], sectors=(code[3:],) if code[3:] else (), code=code)


WHOLE = "Norland shelled the port of Sudmark and seized two ferries"


def test_a_report_matches_only_a_claim_whose_words_its_trigger_overlaps() -> None:
    found = match([claim("c", "seized two ferries", "COERCE")], [report("r", "shelled", "COERCE")])
    assert not found.pairs and len(found.missed) == 1 and len(found.spurious) == 1


def test_as_many_right_events_as_can_be_come_before_all_else() -> None:
    claims = [claim("wide", WHOLE, "ASSAULT"), claim("narrow", "shelled the port", "ASSAULT", actor=("NOR",))]
    reports = [
        report("r1", "shelled", "ASSAULT", actors=(party("NOR"),)),
        report("r2", "seized", "ASSAULT", actors=(party("SWE"),)),
    ]
    found = match(claims, reports)
    assert {(pair.claim.id, pair.report.id) for pair in found.right} == {("narrow", "r1"), ("wide", "r2")}


def test_roles_decide_between_two_reports_of_the_right_event() -> None:
    claims = [claim("c", WHOLE, "ASSAULT", actor=("NOR",))]
    near, far = report("near", "of", "ASSAULT"), report("far", "seized", "ASSAULT", actors=(party("NORMIL"),))
    assert match(claims, [near, far]).pairs[0].report.id == "far"


def test_nearness_decides_where_events_and_roles_are_equal() -> None:
    claims = [claim("c", WHOLE, "ASSAULT")]
    reports = [report("far", "ferries", "ASSAULT"), report("near", "of", "ASSAULT")]
    assert match(claims, reports).pairs[0].report.id == "near"


def test_a_wrong_event_is_matched_but_not_right() -> None:
    found = match([claim("c", WHOLE, "ASSAULT")], [report("r", "shelled", "COERCE")])
    assert len(found.pairs) == 1 and not found.right


def test_a_circumstance_matches_nothing() -> None:
    found = match([claim("c", WHOLE, "ASSAULT")], [report("r", "shelled", None)])
    assert not found.pairs and not found.spurious


def test_one_content_of_a_rightly_found_report_is_left_out() -> None:
    claims = [claim("c", "then blamed Ostia", "ACCUSE")]
    reports = [
        report("accuse", "blamed", "ACCUSE"),
        report("content", "shelled", "ASSAULT", content_of="accuse"),
        report("another", "seized", "COERCE", content_of="accuse"),
    ]
    found = match(claims, reports)
    assert [r.id for r in found.left_out] == ["content"]
    assert [r.id for r in found.spurious] == ["another"]


def test_the_content_of_a_wrongly_found_report_is_held_against_us() -> None:
    claims = [claim("c", "then blamed Ostia", "ACCUSE")]
    reports = [report("no", "blamed", "REJECT"), report("content", "shelled", "ASSAULT", content_of="no")]
    assert [r.id for r in match(claims, reports).spurious] == ["content"]


@pytest.mark.parametrize(
    ("accepted", "code", "answer"),
    [
        ("NOR", "NOR", True),
        ("NOR", "NORMIL", True),
        ("NORMIL", "NORMIL", True),
        ("NORMIL", "NOR", False),
        ("NORMIL", "NORGOV", False),
        ("IGO", "IGOUNO", True),
        ("IGOUNO", "IGO", False),
    ],
)
def test_a_bare_country_takes_any_sector_and_a_sector_must_agree(accepted: str, code: str, answer: bool) -> None:
    assert accepts(accepted, code) is answer


@pytest.mark.parametrize(
    ("codes", "answer"),
    [(("NORMIL",), True), (("NORMIL", "SWE"), False), (("NORMIL", "NORGOV", "SWE"), True), ((), False)],
)
def test_a_role_is_right_when_more_than_half_of_its_parties_are(codes: tuple[str, ...], answer: bool) -> None:
    found = match(
        [claim("c", WHOLE, "ASSAULT", actor=("NOR",))],
        [report("r", "shelled", "ASSAULT", actors=tuple(party(code) for code in codes))],
    )
    assert found.pairs[0].actor is answer


def test_a_role_that_the_gold_does_not_state_is_not_scored() -> None:
    found = match([claim("c", WHOLE, "ASSAULT")], [report("r", "shelled", "ASSAULT", recipients=(party("SWE"),))])
    assert found.pairs[0].recipient is None and found.pairs[0].dyad


@pytest.mark.parametrize(
    ("gold", "earliest", "latest", "answer"),
    [
        ("2018-11-25", "2018-11-25", "2018-11-25", True),
        ("2018-11", "2018-11-25", "2018-11-25", True),
        ("2018-11-25", "2018-11-01", "2018-11-30", False),
        ("2018-06/2018-12", "2018-07-01", "2018-07-31", True),
        ("2018-06/2018-12", "2018-07-01", "2019-01-31", False),
        ("198X", "1984-01-01", "1984-12-31", True),
        ("2018-11-25", None, None, False),
    ],
)
def test_a_date_is_right_when_it_is_the_golds_or_finer(
    gold: str, earliest: str | None, latest: str | None, answer: bool
) -> None:
    period = Period(0, 7, "Norland", earliest=earliest, latest=latest)
    found = match([claim("c", WHOLE, "ASSAULT", date=gold)], [report("r", "shelled", "ASSAULT", period=period)])
    assert found.pairs[0].date is answer


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(1, 50).map(float), min_size=1, max_size=12
    )
)
def test_no_other_choice_weighs_more(weights: dict[tuple[int, int], float]) -> None:
    best = max(
        sum(weights.get((row, column), 0.0) for row, column in enumerate(columns)) for columns in permutations(range(4))
    )
    chosen = assign(weights)
    assert sum(weights[pair] for pair in chosen) == pytest.approx(best)
    assert len({row for row, _ in chosen}) == len({column for _, column in chosen}) == len(chosen)


def test_nothing_to_choose_from_gives_nothing() -> None:
    assert assign({}) == []
