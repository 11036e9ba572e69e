"""The files of the contract: every line holds its schema, the same archive gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from tests.storage.made import make_filed
from tests.storage.test_archive import link_all

from rashomon.exporting import EXPORTERS, build_schema, export_jsonl
from rashomon.records import SCHEMA_VERSION, Comparison, Document, Failure, Incident, PassedOver, Report
from rashomon.storage.archive import Archive, open_archive
from rashomon.storage.opening import ARCHIVE_FILE
from rashomon.storage.writing import ArchiveWriter, EchoMark

FILES = ("documents", "reports", "incidents", "disputes", "comparisons", "framing", "passed_over", "failures")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    a, b = make_filed("a", publisher="Sarun Post", published="2016-02-02"), make_filed("b")
    with ArchiveWriter(tmp_path / ARCHIVE_FILE) as writer:
        writer.put_document(a)
        writer.put_document(b)
        writer.put_failures([Failure("pile/c.txt", "read", "c.txt: there is no text in it")])
        writer.settle(link_all(a, b), originals={}, echoes=(EchoMark("b", "a", "the same words"),))
    with open_archive(tmp_path) as archive:
        yield archive


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_line_holds_its_schema(archive: Archive, tmp_path: Path) -> None:
    written = export_jsonl(archive, tmp_path / "out")
    assert [path.name for path in written] == [*(f"{name}.jsonl" for name in FILES), "schema.json"]
    schema = json.loads((tmp_path / "out" / "schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for name in FILES:
        validator = jsonschema.Draft202012Validator({"$defs": schema["$defs"], **schema["properties"][name]})
        found = lines(tmp_path / "out" / f"{name}.jsonl")
        assert found or name == "comparisons", name
        for line in found:
            validator.validate(line)
            assert line["schema_version"] == SCHEMA_VERSION


def test_a_line_that_breaks_the_contract_is_refused(archive: Archive, tmp_path: Path) -> None:
    export_jsonl(archive, tmp_path / "out")
    schema = build_schema()
    validator = jsonschema.Draft202012Validator({"$defs": schema["$defs"], **schema["properties"]["reports"]})
    report = lines(tmp_path / "out" / "reports.jsonl")[0]
    for change in ({"modality": "perhaps"}, {"colour": "red"}, {"schema_version": "0"}, {"trigger": None}):
        with pytest.raises(jsonschema.ValidationError):
            validator.validate({**report, **change})


@pytest.mark.parametrize(
    ("name", "kind", "records"),
    [
        ("documents", Document, "documents"),
        ("reports", Report, "reports"),
        ("incidents", Incident, "incidents"),
        ("disputes", Comparison, "disputes"),
        ("passed_over", PassedOver, "passed_over"),
        ("failures", Failure, "failures"),
    ],
)
def test_what_is_written_is_read_back_the_same(
    archive: Archive, tmp_path: Path, name: str, kind: type[Any], records: str
) -> None:
    export_jsonl(archive, tmp_path / "out")
    found = (tmp_path / "out" / f"{name}.jsonl").read_bytes().splitlines()
    assert [msgspec.json.decode(line, type=kind) for line in found] == list(getattr(archive, records)())


def test_spans_of_the_files_re_slice(archive: Archive, tmp_path: Path) -> None:
    export_jsonl(archive, tmp_path / "out")
    texts = {line["id"]: line["text"] for line in lines(tmp_path / "out" / "documents.jsonl")}
    for report in lines(tmp_path / "out" / "reports.jsonl"):
        for span in (report["sentence"], report["trigger"], *report["actors"], *report["places"], *report["speakers"]):
            assert texts[report["document"]][span["start"] : span["end"]] == span["text"]


def test_the_same_archive_gives_the_same_bytes(archive: Archive, tmp_path: Path) -> None:
    one, two = export_jsonl(archive, tmp_path / "one"), export_jsonl(archive, tmp_path / "two")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_json_lines_come_through_the_hook() -> None:
    from rashomon.pipeline import open_plugins
    from rashomon.plugins import gather

    assert gather(open_plugins(), "exporters") == dict(EXPORTERS)
