"""Decisions on reports: applied by id, then by quote, listed where their words are gone, never dropped."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.storage.made import make_filed, make_report

from rashomon.records import Decision, Report
from rashomon.storage.anchoring import BETWEEN, apply_decisions

FILED = make_filed("a")
REPORT = FILED.reports[0]
DOCUMENTS = {"a": FILED.document}


def decide(what: str, *targets: str, id: str = "d1", **named: Any) -> Decision:
    named = {"document": "a", "quote": REPORT.trigger.text, "context": REPORT.sentence.text} | named
    if "new" in named:
        named["new"] = json.dumps(named["new"])
    return Decision(id, "", "ada", "2020-01-01", what, targets or (REPORT.id,), **named)  # type: ignore[arg-type]


def apply(*decisions: Decision, reports: tuple[Report, ...] = (REPORT,)) -> Any:
    return apply_decisions(reports, decisions, DOCUMENTS)


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (decide("accepted"), {"review": "accepted"}),
        (decide("wrong"), {"review": "rejected"}),
        (decide("corrected", field="event", new="PROTEST"), {"event": "PROTEST", "review": "corrected"}),
        (decide("corrected", field="modality", new="planned"), {"modality": "planned", "review": "corrected"}),
        (decide("corrected", field="actors", new=[]), {"actors": (), "review": "corrected"}),
    ],
    ids=lambda value: value.what if isinstance(value, Decision) else "",
)
def test_a_decision_changes_its_report_and_keeps_the_original(decision: Decision, expected: dict[str, Any]) -> None:
    decided = apply(decision)
    (report,) = decided.reports
    assert {name: getattr(report, name) for name in expected} == expected
    assert decided.originals == {REPORT.id: REPORT}
    assert [one.anchored for one in decided.anchored] == ["id"]


def test_a_field_within_a_field_is_corrected() -> None:
    decided = apply(
        decide("corrected", field="actors.0.country", new="IRQ"),
        decide("corrected", id="d2", field="period.earliest", new="2016-01-31"),
    )
    (report,) = decided.reports
    assert report.actors[0].country == "IRQ"
    assert report.period.earliest == "2016-01-31"


@pytest.mark.parametrize(
    "decision",
    [
        decide("corrected", field="event.deeper", new="X"),
        decide("corrected", field="actors.7.country", new="IRQ"),
        decide("corrected", field="modality", new="perhaps"),
        decide("corrected", field="id", new="other"),
        decide("corrected", new="PROTEST"),
        decide("accepted", "gone", quote="no such words"),
        decide("accepted", "gone", quote=None, context=None),
        decide("missed", quote="no such words", new={"event": "PROTEST"}),
        decide("missed", document="gone", new={"event": "PROTEST"}),
    ],
)
def test_a_decision_that_finds_no_place_is_listed_and_changes_nothing(decision: Decision) -> None:
    decided = apply(decision)
    assert decided.reports == (REPORT,)
    assert [(one.decision, one.anchored) for one in decided.anchored] == [(decision, "unanchored")]


def test_a_report_that_has_a_new_id_is_found_by_its_words() -> None:
    renamed = replace(REPORT, id="new")
    decided = apply(decide("accepted"), reports=(renamed,))
    assert decided.reports[0].review == "accepted"
    assert [(one.anchored, one.report) for one in decided.anchored] == [("quote", "new")]


def test_two_reports_with_the_same_words_are_not_guessed_between() -> None:
    decided = apply(decide("accepted"), reports=(replace(REPORT, id="n1"), replace(REPORT, id="n2")))
    assert {report.review for report in decided.reports} == {"unreviewed"}


def test_of_two_decisions_the_later_holds() -> None:
    decided = apply(decide("wrong"), decide("corrected", id="d2", field="event", new="PROTEST"))
    assert decided.reports[0].review == "corrected"


def test_what_is_undone_does_not_count_and_an_undo_can_be_undone() -> None:
    wrong, undo, redo = decide("wrong"), decide("undo", "d1", id="d2"), decide("undo", "d2", id="d3")
    assert apply(wrong, undo).reports == (REPORT,)
    assert apply(wrong, undo).anchored[0].anchored == "undone"
    assert apply(wrong, undo, redo).reports[0].review == "rejected"


def test_a_missed_report_is_added_and_can_be_corrected() -> None:
    missed = decide("missed", id="d9", quote="said", new={"event": "ACCUSE", "modality": "actual"})
    decided = apply(missed, decide("corrected", "d9", id="d10", field="event", new="CONSULT", quote=None))
    added = decided.reports[1]
    assert (added.id, added.event, added.review, added.trigger.text) == ("d9", "CONSULT", "added", "said")
    text = FILED.document.text
    assert text[added.trigger.start : added.trigger.end] == "said"
    assert decided.originals["d9"] is None


def test_a_missed_report_with_spans_that_do_not_stand_is_listed() -> None:
    party = {"start": 0, "end": 4, "text": "Nobody"}
    assert apply(decide("missed", quote="said", new={"actors": [party]})).anchored[0].anchored == "unanchored"


def test_an_alias_names_its_phrase_everywhere() -> None:
    other = make_report(FILED.document, "killing", actors=REPORT.actors)
    alias = decide("alias", quote="rebels", field="actors", new={"name": "Northern Front", "country": "TUR"})
    decided = apply(alias, reports=(REPORT, other))
    assert [report.actors[0].name for report in decided.reports] == ["Northern Front"] * 2
    assert [report.actors[0].text for report in decided.reports] == ["Rebels"] * 2
    assert {report.review for report in decided.reports} == {"unreviewed"}


def test_decisions_about_incidents_go_to_linking_with_the_ids_of_now() -> None:
    second = replace(make_report(FILED.document, "killing"), id="new")
    decision = decide(
        "not-same",
        REPORT.id,
        "old",
        quote=f"shelled{BETWEEN}killing",
        context=f"{REPORT.sentence.text}{BETWEEN}{REPORT.sentence.text}",
        document=f"a{BETWEEN}a",
    )
    decided = apply(decision, reports=(REPORT, second))
    assert [moved.targets for moved in decided.linking] == [(REPORT.id, "new")]
    assert decided.anchored[0].anchored == "quote"


@given(st.lists(st.sampled_from(["accepted", "wrong", "same", "missed", "alias", "undo", "corrected"]), max_size=8))
def test_no_decision_is_ever_dropped(kinds: list[str]) -> None:
    decisions = [decide(kind, id=f"d{number}") for number, kind in enumerate(kinds)]
    decided = apply(*decisions)
    assert [one.decision for one in decided.anchored] == decisions
    assert REPORT.id in {report.id for report in decided.reports}
