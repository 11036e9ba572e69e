"""Decision logs: what was acknowledged is there, in its order, and a change by hand shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import DecisionError
from rashomon.records import Decision
from rashomon.storage.decisions import FIRST, append_decisions, read_decisions, read_log


def decide(who: str = "ada", what: str = "accepted", **named: object) -> Decision:
    return Decision("", "", who, "", what, ("r1",), **named)  # type: ignore[arg-type]


def test_what_is_appended_is_read_back_in_a_chain(tmp_path: Path) -> None:
    (first,) = append_decisions(tmp_path, [decide(why="clear")])
    (second,) = append_decisions(tmp_path, [decide(what="wrong", quote="fell\nflat")])
    assert (first.previous, second.previous) == (FIRST, first.id)
    assert read_decisions(tmp_path) == (first, second)
    assert first.when.endswith("Z")


def test_each_person_has_a_log_and_all_are_read_by_time(tmp_path: Path) -> None:
    for who, when in (("ben", "2020-01-02"), ("ada", "2020-01-01"), ("ben", "2020-01-03"), ("ada", "2020-01-03")):
        append_decisions(tmp_path, [Decision("", "", who, when, "accepted", ("r1",))])
    assert [(one.who, one.when) for one in read_decisions(tmp_path)] == [
        ("ada", "2020-01-01"),
        ("ben", "2020-01-02"),
        ("ada", "2020-01-03"),
        ("ben", "2020-01-03"),
    ]
    assert sorted(log.name for log in tmp_path.glob("*.jsonl")) == ["ada.jsonl", "ben.jsonl"]


@pytest.mark.parametrize("change", [lambda text: text.replace("clear", "unclear"), lambda text: text.split("\n", 1)[1]])
def test_a_log_changed_by_hand_is_refused_with_its_line(tmp_path: Path, change: object) -> None:
    append_decisions(tmp_path, [decide(why="clear"), decide(), decide()])
    log = tmp_path / "ada.jsonl"
    log.write_text(change(log.read_text()))  # type: ignore[operator]
    with pytest.raises(DecisionError, match=r"line 1: .* Restore it"):
        read_decisions(tmp_path)


def test_a_line_cut_off_by_a_crash_is_passed_over_and_written_over(tmp_path: Path) -> None:
    (first,) = append_decisions(tmp_path, [decide()])
    log = tmp_path / "ada.jsonl"
    whole = log.read_bytes()
    for cut in (1, 20, len(whole) - 1):
        log.write_bytes(whole + whole[:cut])
        assert read_log(log) == (first,)
        (second,) = append_decisions(tmp_path, [decide(what="wrong")])
        assert read_log(log) == (first, second)


@pytest.mark.parametrize("who", ["", "../ada", "a/b", ".hidden", "a\nb"])
def test_a_name_that_is_no_file_name_is_refused(tmp_path: Path, who: str) -> None:
    with pytest.raises(DecisionError, match="can be no name"):
        append_decisions(tmp_path, [decide(who)])


def test_no_folder_means_no_decisions(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "none") == ()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_any_words_survive(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    folder = tmp_path_factory.mktemp("log")
    for word in words:
        append_decisions(folder, [decide(quote=word, why=word)])
    assert [one.quote for one in read_decisions(folder)] == words
