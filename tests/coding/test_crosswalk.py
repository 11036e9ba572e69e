"""The way between PLOVER and CAMEO."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.coding.codebook import load_codebook
from rashomon.coding.crosswalk import read_crosswalk
from rashomon.errors import CodebookError

CROSSWALK = load_codebook("plover").crosswalk


@pytest.mark.parametrize(
    ("event", "mode", "code"),
    [("ASSAULT", "aerial", "195"), ("ASSAULT", None, "190"), ("CONSULT", "phone", "041"), ("COERCE", "arrest", "173")],
)
def test_a_mode_has_its_code(event: str, mode: str | None, code: str) -> None:
    assert CROSSWALK.cameo(event, mode) == code


@pytest.mark.parametrize(
    ("code", "score"), [("195", -10.0), ("1954", -10.0), ("072", 8.3), (None, None), ("999", None)]
)
def test_a_code_has_its_score_or_that_of_the_code_above(code: str | None, score: float | None) -> None:
    assert CROSSWALK.goldstein(code) == score


def test_codes_lead_back_to_plover() -> None:
    assert CROSSWALK.plover("1724") == ("COERCE", "martial-law")
    assert CROSSWALK.plover("010") is None


def test_every_row_names_a_type_and_a_mode_of_the_codebook() -> None:
    events = load_codebook("plover").events
    for row in CROSSWALK.codes:
        assert row.event in events, row
        assert row.mode is None or row.mode in events[row.event].modes, row


def test_every_code_of_a_trigger_is_in_the_table() -> None:
    codes = {row.code for row in CROSSWALK.codes}
    for event in load_codebook("plover").events.values():
        assert {trigger.cameo for trigger in event.triggers if trigger.cameo} <= codes, event.name


def test_a_broken_table_names_the_code(tmp_path: Path) -> None:
    path = tmp_path / "cameo.csv"
    path.write_text("code,event,mode,goldstein,default,name\n190,ASSAULT,,much,,force\n", "utf-8")
    with pytest.raises(CodebookError, match="code 190: goldstein is 'much'"):
        read_crosswalk(path)
