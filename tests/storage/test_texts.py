"""documents.jsonl: what was acknowledged is there, the later line holds, a crash costs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.storage.made import make_document

from rashomon.errors import StudyError
from rashomon.storage.texts import append_texts, read_texts, rewrite_texts

A, B = make_document("a", "Shells fell."), make_document("b", "مدينة \U0001f4a5\u2028\n")


def test_what_is_written_is_read_back_the_same(tmp_path: Path) -> None:
    path = tmp_path / "documents.jsonl"
    append_texts(path, [A])
    append_texts(path, [B])
    assert list(read_texts(path)) == [A, B]


def test_of_two_lines_with_one_id_the_later_holds(tmp_path: Path) -> None:
    path = tmp_path / "documents.jsonl"
    later = make_document("a", "Shells fell.", publisher="Post")
    append_texts(path, [A, B, later])
    assert list(read_texts(path)) == [B, later]


def test_a_line_cut_off_by_a_crash_is_passed_over_and_written_over(tmp_path: Path) -> None:
    path = tmp_path / "documents.jsonl"
    append_texts(path, [A])
    path.write_bytes(path.read_bytes() + b'{"id": "b", "te')
    assert list(read_texts(path)) == [A]
    append_texts(path, [B])
    assert list(read_texts(path)) == [A, B]


def test_a_line_that_is_no_document_is_named(tmp_path: Path) -> None:
    path = tmp_path / "documents.jsonl"
    path.write_text('{"id": 1}\n')
    with pytest.raises(StudyError, match="line 1"):
        list(read_texts(path))


def test_rewriting_leaves_nothing_of_what_was_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "documents.jsonl"
    append_texts(path, [A, B])
    rewrite_texts(path, [A])
    assert list(read_texts(path)) == [A]
    assert "\U0001f4a5" not in path.read_text("utf-8")
    assert [file.name for file in tmp_path.iterdir()] == ["documents.jsonl"]
