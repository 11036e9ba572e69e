"""The gate: no span that does not re-slice, no value outside its closed set, no report without a trigger."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import GateError
from rashomon.extraction.extractor import admit
from rashomon.records import Document, Party, Quantity, Report, Span

TEXT = "Rebels shelled the port, killing 🙂 six."
DOCUMENT = Document("d", TEXT, "0" * 64)
REPORT = Report(
    "r", "d", "event", Span(0, len(TEXT), TEXT), Span(7, 14, "shelled"), event="ASSAULT", quad="material conflict"
)


def test_a_sound_report_passes() -> None:
    assert admit([REPORT], DOCUMENT) == (REPORT,)


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (replace(REPORT, trigger=Span(7, 14, "shelling")), "trigger"),
        (replace(REPORT, actors=(Party(0, 5, "Rebels"),)), "actors"),
        (replace(REPORT, quantities=(Quantity(0, 3, "six", "killed"),)), "quantities"),
        (replace(REPORT, modality="certain"), "modality"),  # type: ignore[arg-type]
        (replace(REPORT, polarity="true"), "polarity"),  # type: ignore[arg-type]
        (replace(REPORT, trigger=Span(0, 30, TEXT[:30])), "trigger"),
        (replace(REPORT, trigger=Span(6, 7, " ")), "trigger"),
    ],
    ids=["trigger", "actor", "figure", "modality", "polarity", "long-trigger", "empty-trigger"],
)
def test_a_broken_report_is_stopped_with_its_field_named(broken: Report, says: str) -> None:
    with pytest.raises(GateError, match=says):
        admit([broken], DOCUMENT)


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_a_span_passes_exactly_when_it_re_slices(start: int, end: int) -> None:
    party = Party(start, end, "Rebels")
    if TEXT[start:end] == "Rebels":
        assert admit([replace(REPORT, actors=(party,))], DOCUMENT)
    else:
        with pytest.raises(GateError):
            admit([replace(REPORT, actors=(party,))], DOCUMENT)
