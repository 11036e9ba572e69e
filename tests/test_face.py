"""The public face: run, explain, open_archive and open_study, without loading more than they need."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import rashomon
from rashomon.records import Report

RECORD = {
    "id": "a",
    "body": "Militants shelled the port of Basra on Monday, killing 12 people.",
    "published": "2016-02-02",
}


@pytest.mark.model
def test_run_gives_an_archive_of_typed_records(tmp_path: Path) -> None:
    (tmp_path / "pile.jsonl").write_text(json.dumps(RECORD))
    archive = rashomon.run(tmp_path / "pile.jsonl", into=tmp_path / "study", names={"body": "text"}, publisher="Wire")
    (report,) = archive.reports(event="ASSAULT")
    assert isinstance(report, Report)
    assert report.period is not None
    assert report.period.earliest == "2016-02-01"
    document = archive.document("a")
    assert document is not None
    assert document.publisher == "Wire"
    assert document.text[report.trigger.start : report.trigger.end] == report.trigger.text
    assert list(rashomon.open_archive(tmp_path / "study").reports()) == list(archive.reports())
    assert rashomon.open_study(tmp_path / "study").folder == tmp_path / "study"


@pytest.mark.model
def test_reports_become_a_data_frame(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    (tmp_path / "pile.jsonl").write_text(json.dumps(RECORD))
    archive = rashomon.run([tmp_path / "pile.jsonl"], into=tmp_path / "study", names={"body": "text"})
    frame = archive.reports().to_pandas()
    assert list(frame["event"]) == ["ASSAULT"]
    assert list(frame["earliest"]) == ["2016-02-01"]


@pytest.mark.model
def test_explain_gives_each_steps_value() -> None:
    explained = rashomon.explain("Militants shelled the port on Monday.", published="2016-02-02")
    assert [clause.lemma for clause in explained.reading.clauses] == ["shell"]
    assert [coding.event for coding in explained.codings] == ["ASSAULT"]
    assert [report.event for report in explained.reports] == ["ASSAULT"]
    with pytest.raises(rashomon.RashomonError):
        rashomon.explain("  ")


def test_reading_an_archive_loads_neither_parser_nor_linker() -> None:
    code = (
        "import sys, rashomon; from rashomon.storage import archive; "
        "print([name for name in ('spacy', 'numpy', 'fastapi', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
