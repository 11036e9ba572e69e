"""The drawing of time: what lies far off does not squeeze the rest, shapes and lanes tell what they should."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.web.timeline import WIDTH, make_strip, make_timeline


def row(id: str, earliest: str | None, latest: str | None = None, **named: Any) -> dict[str, Any]:
    fields = {"title": id, "modality": "actual", "disputes": 0, "is_denied": 0} | named
    return {"id": id, "earliest": earliest, "latest": latest or earliest, **fields}


NEAR = [row(f"n{day}", f"2019-06-{day:02}") for day in range(1, 29)]


def test_an_incident_long_before_the_others_is_counted_and_not_drawn() -> None:
    drawn = make_timeline([*NEAR, row("old", "2003-03-20")], {})
    assert (len(drawn.bars), drawn.earlier, drawn.undated) == (28, 1, 0)


def test_what_is_told_as_history_does_not_stretch_the_axis() -> None:
    drawn = make_timeline([*NEAR[:2], row("old", "2003-03-20", modality="historical"), row("none", None)], {})
    assert (len(drawn.bars), drawn.earlier, drawn.undated) == (2, 1, 1)


def test_what_is_only_denied_has_a_shape_of_its_own() -> None:
    (bar,) = make_timeline([row("a", "2019-06-01", is_denied=1)], {}).bars
    assert bar.shape == "denied"


@pytest.mark.parametrize(
    ("modality", "shape"),
    [("actual", "actual"), ("planned", "ahead"), ("demanded", "ahead"), ("called_off", "called_off"), (None, "actual")],
)
def test_the_shape_tells_the_status(modality: str | None, shape: str) -> None:
    (bar,) = make_timeline([row("a", "2019-06-01", modality=modality)], {}).bars
    assert bar.shape == shape


def test_an_incident_stands_in_each_lane_that_is_its() -> None:
    drawn = make_timeline([row("a", "2019-06-01"), row("b", "2019-06-02")], {"a": ["Iran", "Iraq"], "b": ["Iran"]})
    assert [lane.name for lane in drawn.lanes] == ["Iran", "Iraq"]
    assert len(drawn.bars) == 3


@given(st.lists(st.tuples(st.dates(), st.integers(0, 400)), max_size=30))
def test_bars_lie_inside_the_drawing_and_none_is_lost(periods: list[tuple[Any, int]]) -> None:
    rows = []
    for number, (day, days) in enumerate(periods):
        last = day.fromordinal(min(day.max.toordinal(), day.toordinal() + days))
        rows.append(row(str(number), day.isoformat(), last.isoformat()))
    drawn = make_timeline(rows, {})
    assert len(drawn.bars) + drawn.earlier + drawn.later + drawn.undated == len(rows)
    assert all(0 <= bar.x <= WIDTH and bar.width > 0 for bar in drawn.bars)


@given(st.lists(st.tuples(st.dates() | st.none(), st.integers(1, 9), st.integers(0, 9)), max_size=30))
def test_a_strip_counts_every_incident_once(days: list[tuple[Any, int, int]]) -> None:
    rows = [
        {"day": day.isoformat() if day else None, "incidents": n, "disputed": min(n, d), "historical": 0}
        for day, n, d in sorted(days, key=lambda one: str(one[0]))
    ]
    strip = make_strip(rows)
    drawn = sum(column.incidents for column in strip.columns)
    assert drawn + strip.undated + strip.earlier + strip.later == sum(n for _, n, _ in days)
    assert all(column.disputed_height <= column.height <= strip.height for column in strip.columns)
