"""The example dossier end to end: what it must tell, what must not be read into it, and nothing lost since last time.

``golden/gulf-2019.toml`` is written by hand: accounts that must be read, sentences that are
none, pairs of accounts that are one incident or two, points in dispute. ``golden/gulf-2019.json`` lists
what an earlier run read: a reading may be added, none may be lost or changed unless
``pytest --update-golden`` rewrites the file and a person reads the diff.
"""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import rashomon
from rashomon.records import Comparison, Incident, Report

EXAMPLE = Path(__file__).parent.parent / "examples" / "gulf-2019"
GOLDEN = Path(__file__).parent / "golden" / "gulf-2019.json"

pytestmark = pytest.mark.model


EXPECTED = tomllib.loads((Path(__file__).parent / "golden" / "gulf-2019.toml").read_text(encoding="utf-8"))
Row = dict[str, Any]


@dataclass(frozen=True)
class Archive:
    """What the tests ask of one run over the example."""

    reports: tuple[Report, ...]
    incidents: tuple[Incident, ...]
    comparisons: tuple[Comparison, ...]

    def find(self, at: Row) -> list[Report]:
        """The reports of a sentence whose trigger holds one of the words."""
        return [
            report
            for report in self.reports
            if report.document == at["document"]
            and at["words"] in report.sentence.text
            and any(word in report.trigger.text for word in at["trigger"].split("|"))
        ]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    study = tmp_path_factory.mktemp("gulf")
    shutil.copy(EXAMPLE / "study.toml", study)
    rashomon.run([EXAMPLE], into=study)
    opened = rashomon.open_archive(study)
    return Archive(tuple(opened.reports()), tuple(opened.incidents()), tuple(opened.comparisons()))


def _rows(table: str, *, name: str = "{name}") -> list[Any]:
    """The rows of a table of the expected file as cases; one with a "gap" is expected to fail."""
    return [
        pytest.param(
            row,
            id=name.format(**row),
            marks=[pytest.mark.xfail(reason=row["gap"])] if "gap" in row else [],
        )
        for row in EXPECTED[table]
    ]


@pytest.mark.parametrize("told", _rows("told", name="{document}: {words}: {trigger}"))
def test_the_example_tells(archive: Archive, told: Row) -> None:
    lit = archive.find(told)
    assert any(not list(_misread(report, told)) for report in lit), [
        (report.trigger.text, list(_misread(report, told))) for report in lit
    ]


def _misread(report: Report, told: Row) -> Iterator[str]:
    """What of an expected account was read otherwise."""
    if (report.event or report.kind) not in told["event"].split("|"):
        yield f"event {report.event or report.kind}"
    for role, parties in (("actors", report.actors), ("recipients", report.recipients)):
        codes = [party.code or party.country or "?" for party in parties]
        if not all(any(code.startswith(asked) for code in codes) for asked in told.get(role, ())):
            yield f"{role} {codes} of {[party.text for party in parties]}"
    if report.modality != told.get("modality", "actual"):
        yield f"modality {report.modality}"
    if report.polarity != told.get("polarity", "affirmed"):
        yield f"polarity {report.polarity}"
    if "speaker" in told and not _spoken_by(report, told["speaker"]):
        yield f"speakers {[(speaker.text, speaker.code) for speaker in report.speakers]}"
    if "figure" in told and told["figure"] not in [{"outcome": q.outcome, "low": q.low} for q in report.quantities]:
        yield f"figures {[(q.outcome, q.low, q.high) for q in report.quantities]}"
    if "day" in told and (report.period is None or not report.period.earliest == told["day"] == report.period.latest):
        yield f"period {report.period.edtf if report.period else None}"


def _spoken_by(report: Report, asked: str) -> bool:
    if asked == "-" or not report.speakers:
        return asked == "-" and not report.speakers
    innermost = report.speakers[-1]
    if asked == "unnamed":
        return innermost.kind == "unnamed"
    return (innermost.code or innermost.country or "").startswith(asked)


@pytest.mark.parametrize("row", _rows("not_told", name="{document}: {words}"))
def test_the_example_does_not_tell(archive: Archive, row: Row) -> None:
    assert not [report.trigger.text for report in archive.find({**row, "trigger": ""})]


@pytest.mark.parametrize("row", _rows("together"))
def test_one_happening_is_one_incident(archive: Archive, row: Row) -> None:
    assert _incidents(archive, row["left"]) & _incidents(archive, row["right"])


@pytest.mark.parametrize("row", _rows("apart"))
def test_two_happenings_are_two_incidents(archive: Archive, row: Row) -> None:
    assert not _incidents(archive, row["left"]) & _incidents(archive, row["right"])


@pytest.mark.parametrize("row", _rows("disputed"))
def test_the_accounts_part_here(archive: Archive, row: Row) -> None:
    incidents = _incidents(archive, row["at"])
    assert row["facet"] in {c.facet for c in archive.comparisons if c.is_dispute and c.incident in incidents}


def _incidents(archive: Archive, at: Row) -> set[str]:
    found = {report.incident for report in archive.find(at) if report.incident}
    assert found, f"no report at {at}"
    return found


def test_the_near_copy_is_an_echo_and_no_second_witness(archive: Archive) -> None:
    copies = [report for report in archive.reports if report.document == "gazette-called-off"]
    assert copies and all(report.echo_of for report in copies if "Oil prices" not in report.sentence.text)


def test_nothing_read_before_is_lost(archive: Archive, request: pytest.FixtureRequest) -> None:
    now = sorted({_line(report) for report in archive.reports})
    if request.config.getoption("--update-golden"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(json.dumps(now, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    before = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert [line for line in before if line not in set(now)] == []


def _line(report: Report) -> str:
    """One reading in one line, without ids: what a person would compare."""
    actors = "+".join(party.code or party.text for party in report.actors)
    recipients = "+".join(party.code or party.text for party in report.recipients)
    speakers = " > ".join(speaker.code or speaker.text for speaker in report.speakers)
    period = report.period.edtf if report.period else None
    figures = ", ".join(f"{q.outcome} {q.low}-{q.high}" for q in report.quantities)
    return (
        f"{report.document} | {report.sentence.text[:50]} | {report.trigger.text} | "
        f"{report.event or report.facet} {report.mode or ''} | {actors} -> {recipients} | "
        f"{report.modality} {report.polarity} | {speakers} | {period} | {figures}"
    )
