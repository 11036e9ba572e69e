"""Marked text reads back what it writes, and says what is wrong with what it cannot read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import MarkedTextError
from rashomon.marked import ROLES, MarkedSpan, MarkedText, parse, render, strip


@pytest.mark.parametrize(
    ("marked", "text", "spans"),
    [
        ("No marks here.", "No marks here.", []),
        ("[actor Militants] fled.", "Militants fled.", [("Militants", ("actor",))]),
        ("[actor+speaker the police] said", "the police said", [("the police", ("actor", "speaker"))]),
        (
            "hit [recipient bases in [place Syria]].",
            "hit bases in Syria.",
            [("bases in Syria", ("recipient",)), ("Syria", ("place",))],
        ),
        (r"he \[the general\] [event fled]", "he [the general] fled", [("fled", ("event",))]),
        (r"a \\ b", r"a \ b", []),
    ],
)
def test_marks_are_read(marked: str, text: str, spans: list[tuple[str, tuple[str, ...]]]) -> None:
    parsed = parse(marked)
    assert parsed.text == text == strip(marked)
    assert [(span.text, span.roles) for span in parsed.spans] == spans
    assert all(parsed.text[span.start : span.end] == span.text for span in parsed.spans)


@pytest.mark.parametrize(
    ("marked", "complaint"),
    [
        ("[actor the army", "never closed"),
        ("the army] fled", "closes nothing"),
        ("[hero the army] fled", "unknown role 'hero'"),
        ("[actor ] fled", "empty span"),
        ("[1] a note", "expected"),
        ("a \\ b", "backslash"),
    ],
)
def test_what_cannot_be_read_is_said(marked: str, complaint: str) -> None:
    with pytest.raises(MarkedTextError, match=complaint):
        parse(marked)


def test_crossing_spans_are_refused() -> None:
    with pytest.raises(MarkedTextError, match="crosses"):
        render("a b c", [MarkedSpan(0, 3, "a b", ("actor",)), MarkedSpan(2, 5, "b c", ("event",))])


def test_a_span_that_does_not_reslice_is_refused() -> None:
    with pytest.raises(MarkedTextError, match="re-slice"):
        render("a b c", [MarkedSpan(0, 3, "b c", ("actor",))])


@st.composite
def _marked_texts(draw: st.DrawFn) -> MarkedText:
    """Texts with spans that nest, drawn as a tree of cuts."""
    text = draw(st.text(max_size=40))
    spans: list[MarkedSpan] = []

    def cut(low: int, high: int, depth: int) -> None:
        if high - low < 1 or depth > 3:
            return
        start = draw(st.integers(low, high - 1))
        end = draw(st.integers(start + 1, high))
        roles = tuple(draw(st.lists(st.sampled_from(sorted(ROLES)), min_size=1, max_size=2)))
        spans.append(MarkedSpan(start, end, text[start:end], roles))
        cut(start, end, depth + 1)
        if draw(st.booleans()):
            cut(end, high, depth + 1)

    if draw(st.booleans()):
        cut(0, len(text), 0)
    return MarkedText(text, tuple(sorted(spans, key=lambda span: (span.start, -span.end))))


@given(_marked_texts())
def test_what_is_written_is_read_back_the_same(marked: MarkedText) -> None:
    written = render(marked.text, marked.spans)
    assert parse(written) == marked
    assert strip(written) == marked.text


@given(st.text(max_size=40))
def test_any_plain_text_survives(text: str) -> None:
    assert parse(render(text, ())) == MarkedText(text)
