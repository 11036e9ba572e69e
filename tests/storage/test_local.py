"""The local engine: steps see rows in order, keys come in order, and a table is what was put into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.storage.made import make_filed

from rashomon.storage.local import FEWEST_ROWS, LocalEngine
from rashomon.storage.opening import ARCHIVE_FILE
from rashomon.storage.writing import ArchiveWriter

NO_WRITER: Any = None


def double(rows: Iterable[int]) -> Iterator[int]:
    """A step: every row twice."""
    for row in rows:
        yield row
        yield row


def gather(key: str, rows: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield key, tuple(rows)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("count", [0, 1, FEWEST_ROWS - 1, FEWEST_ROWS + 5])
def test_each_gives_what_the_step_gives_in_the_order_of_the_rows(workers: int, count: int) -> None:
    engine = LocalEngine(NO_WRITER, workers=workers)
    assert list(engine.each(double, range(count))) == [row for row in range(count) for _ in (1, 2)]


@given(st.lists(st.text(max_size=3), max_size=20))
def test_group_sees_all_rows_of_a_key_at_once_whatever_their_order(rows: list[str]) -> None:
    def first_letter(row: str) -> str:
        return row[:1]

    engine = LocalEngine(NO_WRITER)
    found = dict(engine.group(gather, rows, key=first_letter))
    assert list(found) == sorted({row[:1] for row in rows})
    assert sorted(row for group in found.values() for row in group) == sorted(rows)
    again = dict(engine.group(gather, rows[::-1], key=first_letter))
    assert {key: sorted(group) for key, group in again.items()} == {key: sorted(group) for key, group in found.items()}


def test_a_table_gives_what_was_put_into_it(tmp_path: Path) -> None:
    filed = [make_filed("b"), make_filed("a")]
    with ArchiveWriter(tmp_path / ARCHIVE_FILE) as writer:
        engine = LocalEngine(writer)
        engine.put("documents", filed)
        assert [document.id for document in engine.get("documents")] == ["a", "b"]
        assert [report.document for report in engine.get("reports")] == ["a", "b"]
        with pytest.raises(ValueError, match="no table 'dreams'"):
            engine.get("dreams")
        with pytest.raises(ValueError, match="'dreams'"):
            engine.put("dreams", [])
