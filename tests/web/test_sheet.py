"""The incident sheet: who tells it side by side, by holder or by side."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.storage.made import make_filed

from rashomon.records import Incident, Side
from rashomon.web.sheet import list_figures, make_sheet

ONE = make_filed("a", publisher="Sarun Post", published="2016-02-03")
REPORTS = (
    ONE.reports[0],
    replace(ONE.reports[0], id="own", speakers=()),
    replace(ONE.reports[0], id="echo", speakers=(), echo_of="own"),
)
DOCUMENTS = {"a": ONE.document}
INCIDENT = Incident("i", "shelling", tuple(report.id for report in REPORTS))
SIDES = (Side("Government", ("SYRGOV",), ("Sarun Post",)),)


@pytest.mark.parametrize(
    ("sides", "by_side", "columns"),
    [
        ((), False, [("Sarun Post", None, 1, 1), ("Syrian government", "Syria", 1, 0)]),
        (SIDES, False, [("Sarun Post", "Government", 1, 1), ("Syrian government", "Government", 1, 0)]),
        (SIDES, True, [("Government", "Government", 2, 1)]),
    ],
    ids=["holders", "holders with sides", "sides"],
)
def test_columns_are_holders_or_sides_and_echoes_count_apart(
    sides: tuple[Side, ...], by_side: bool, columns: list[object]
) -> None:
    sheet = make_sheet(INCIDENT, REPORTS, DOCUMENTS, (), sides, by_side=by_side)
    assert [(c.holder, c.side, c.reports, c.echoes) for c in sheet.columns] == columns


def test_a_cell_is_the_words_of_the_text_once() -> None:
    sheet = make_sheet(INCIDENT, REPORTS, DOCUMENTS, (), SIDES, by_side=True)
    cells = {row.label: [(entry.words, entry.value) for entry in row.cells[0]] for row in sheet.rows}
    assert cells["Happened?"] == [("shelled", "told as happened")]
    assert cells["Killed, injured"] == [("12", "killed: 12")]
    assert cells["Where"] == [("Sarun", "Sarun, Syria")]
    assert "To whom" not in cells


def test_figures_stand_in_the_order_in_which_they_were_published() -> None:
    figures = list_figures(REPORTS, DOCUMENTS)
    assert [(figure.published, figure.value) for figure in figures] == [("2016-02-03", "killed: 12")] * 3
    assert sum(figure.is_echo for figure in figures) == 1
