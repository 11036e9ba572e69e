"""A text cut at its marks: the pieces are the text, the windows of a long one are the whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.storage.made import make_filed

from rashomon.web.marking import Mark, cut, find_window, paragraphs

TEXTS = st.text(alphabet="ab \n\U0001f4a3\u202e<é", max_size=60)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))), st.integers(0, 60), st.integers(0, 60))
def test_segments_are_the_stretch_unchanged_and_marked_where_their_marks_stand(
    text: str, spans: list[tuple[int, int]], one: int, other: int
) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    marks = [Mark(min(span), max(span), f"r{n}", "actor") for n, span in enumerate(spans) if span[0] != span[1]]
    segments = cut(text, start, end, marks)
    assert "".join(segment.text for segment in segments) == text[start:end]
    at = start
    for segment in segments:
        for mark in marks:
            assert (mark in segment.marks) == (mark.start <= at and at + len(segment.text) <= mark.end)
        at += len(segment.text)


@given(TEXTS, st.integers(1, 20))
def test_the_windows_of_a_text_are_the_whole_text(text: str, size: int) -> None:
    count = max(1, -(-len(text) // size))
    windows = [find_window(text, size, number) for number in range(count)]
    assert "".join(text[begin:until] for begin, until in windows) == text
    shown = "".join(
        segment.text
        for begin, until in windows
        for _, line in paragraphs(text, (), begin=begin, until=until)
        for segment in line
    )
    assert "".join(shown.split()) == "".join(text.split())


def test_a_report_opens_where_its_trigger_begins() -> None:
    filed = make_filed("a")
    (_, line), *rest = paragraphs(filed.document.text, filed.reports)
    assert not rest
    assert [segment.text for segment in line if segment.opens] == ["shelled"]
    assert {segment.text for segment in line if "speaker" in segment.roles} == {"the ministry"}
