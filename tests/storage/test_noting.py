"""Decisions are put onto their own reports at once, and as a whole linking would put them."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from tests.web.made import Desk

from rashomon import pipeline
from rashomon.records import Decision, Report
from rashomon.storage.archive import open_archive
from rashomon.storage.decisions import append_decisions, read_decisions
from rashomon.storage.noting import matter_to_linking, note_at_once


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def decide(desk: Desk, what: Any, targets: tuple[str, ...] = (), **named: Any) -> Decision:
    report = open_archive(desk.study.folder).report(targets[0]) if targets else None
    about = (
        {"document": report.document, "quote": report.trigger.text, "context": report.sentence.text} if report else {}
    )
    decision = Decision("", "", "reader", "", what, targets, **{**about, **named})
    (written,) = append_decisions(desk.study.decisions_folder, [decision])
    return written


def note(desk: Desk) -> bool:
    return note_at_once(desk.study.archive_file, read_decisions(desk.study.decisions_folder))


def reports_of(desk: Desk) -> list[Report]:
    """The reports without what linking finds."""
    return [
        dataclasses.replace(report, incident=None, echo_of=None) for report in open_archive(desk.study.folder).reports()
    ]


def stands_of(desk: Desk) -> list[tuple[str, str, str | None]]:
    return [(one.decision.id, one.anchored, one.report) for one in open_archive(desk.study.folder).decisions()]


def test_what_is_noted_is_what_a_linking_would_write(desk: Desk) -> None:
    first, second, *_ = [report.id for report in open_archive(desk.study.folder).reports()]
    added = json.dumps({"event": "COERCE", "modality": "actual", "polarity": "affirmed"})
    steps = (
        lambda: decide(desk, "accepted", (first,)),
        lambda: decide(desk, "corrected", (first,), field="modality", new='"planned"'),
        lambda: decide(desk, "alias", quote="rebels", field="actors", new='{"country": "SYR", "code": "SYRREB"}'),
        lambda: decide(desk, "wrong", (second,)),
        lambda: decide(desk, "missed", document="b", quote="hurt", context="Nobody was hurt.", new=added),
    )
    written = [step() for step in steps for _ in (0,)]
    for decision in written:
        assert note(desk)
        decide(desk, "undo", (decision.id,), document=None)
    while_noted = []
    for step in steps:
        step()
        assert note(desk)
        while_noted.append((reports_of(desk), stands_of(desk)))
    pipeline.relink(desk.study)
    assert while_noted[-1] == (reports_of(desk), stands_of(desk))
    assert any(report.review == "added" for report in reports_of(desk))


def test_an_undo_is_noted_too(desk: Desk) -> None:
    before = reports_of(desk)
    first = before[0].id
    for what, named in (
        ("wrong", {"targets": (first,)}),
        ("corrected", {"targets": (first,), "field": "polarity", "new": '"denied"'}),
        ("missed", {"document": "b", "quote": "hurt", "context": "Nobody was hurt.", "new": '{"event": "AID"}'}),
    ):
        decision = decide(desk, what, **named)
        assert note(desk)
        assert reports_of(desk) != before
        decide(desk, "undo", (decision.id,), document=None)
        assert note(desk)
        assert reports_of(desk) == before


def test_a_report_stays_in_its_incident_until_it_is_linked_anew(desk: Desk) -> None:
    archive = open_archive(desk.study.folder)
    report = archive.reports()[0]
    decide(desk, "corrected", (report.id,), field="modality", new='"planned"')
    note(desk)
    changed = archive.report(report.id)
    assert changed is not None
    assert (changed.modality, changed.incident) == ("planned", report.incident)


def test_what_was_accepted_needs_no_linking(desk: Desk) -> None:
    first = open_archive(desk.study.folder).reports()[0].id
    accepted = decide(desk, "accepted", (first,))
    assert pipeline.relink(desk.study) is False
    report = open_archive(desk.study.folder).report(first)
    assert report is not None and report.review == "accepted"
    decide(desk, "undo", (accepted.id,), document=None)
    assert matter_to_linking(read_decisions(desk.study.decisions_folder)) == ()
    wrong = decide(desk, "wrong", (first,))
    assert matter_to_linking(read_decisions(desk.study.decisions_folder)) == (wrong,)
    assert pipeline.relink(desk.study) is True


def test_a_log_that_went_away_is_left_to_the_linking(desk: Desk) -> None:
    first = open_archive(desk.study.folder).reports()[0].id
    decide(desk, "accepted", (first,))
    assert note(desk)
    (desk.study.decisions_folder / "reader.jsonl").unlink()
    assert not note(desk)
    assert pipeline.relink(desk.study)
    report = open_archive(desk.study.folder).report(first)
    assert report is not None and report.review == "unreviewed"
