"""Hooks: a plugin's readers, extractors and exporters stand beside ours; two of one name are refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.fakes import ShellingPlugin

from rashomon import pipeline
from rashomon.errors import RashomonError
from rashomon.plugins import gather, hookimpl
from rashomon.reading.documents import make_document
from rashomon.reading.metadata import Metadata
from rashomon.records import Document, Failure
from rashomon.storage.archive import open_archive
from rashomon.study import create_study


def read_slip(path: Path, given: Any) -> Iterator[Document | Failure]:
    publisher, _, text = path.read_text("utf-8").partition("\n")
    yield from make_document(text, Metadata(publisher=publisher), origin=path.as_posix(), given=given)


class SlipPlugin:
    @hookimpl
    def rashomon_readers(self) -> Mapping[str, Any]:
        return {".slip": read_slip}


class RivalPlugin:
    @hookimpl
    def rashomon_readers(self) -> Mapping[str, Any]:
        return {".txt": read_slip}


def test_a_reader_of_a_plugin_reads_its_files(tmp_path: Path) -> None:
    (tmp_path / "pile").mkdir()
    (tmp_path / "pile" / "a.slip").write_text("Post\nRebels shelled Sarun.")
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "study.toml").write_text('extractor = "shelling"')
    plugins = pipeline.open_plugins(SlipPlugin(), ShellingPlugin())
    outcome = pipeline.run(create_study(tmp_path / "study"), [tmp_path / "pile"], plugins=plugins)
    assert (outcome.found, outcome.failures) == (1, 0)
    assert [document.publisher for document in open_archive(tmp_path / "study").documents()] == ["Post"]


def test_two_plugins_of_one_name_are_refused() -> None:
    with pytest.raises(RashomonError, match=r"two plugins add '\.txt' to the readers"):
        gather(pipeline.open_plugins(RivalPlugin()), "readers")


def test_our_own_parts_come_through_the_same_hooks() -> None:
    plugins = pipeline.open_plugins()
    assert set(gather(plugins, "readers")) == {".txt", ".md", ".html", ".htm", ".jsonl", ".csv"}
    assert set(gather(plugins, "extractors")) == {"grammar"}
    assert set(gather(plugins, "exporters")) == {"jsonl"}
