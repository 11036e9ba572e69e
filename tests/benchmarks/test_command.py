"""The command of the benchmarks: finds its sets, says what is missing, goes on after a set that fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.bootstrap import Figures, f1, figures, share, summed_f1
from benchmarks.quality import page

from benchmarks import __main__ as command


def test_missing_gold_is_said_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--gold", str(tmp_path / "nowhere")]) == 2
    assert "--gold DIR" in capsys.readouterr().err


def test_an_unknown_set_is_named_with_those_there_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--gold", str(tmp_path), "--only", "no_such_set"]) == 2
    message = capsys.readouterr().err
    assert "no_such_set" in message and "event_plv" in message


def test_every_module_with_a_measure_is_a_set() -> None:
    sets = command.find_sets()
    assert {"dossiers", "event_plover_gsr", "event_plv", "attribution_polnear", "factuality_rp", "speed"} <= sets.keys()
    assert sets["factuality_mv2"] == "factuality"


def test_a_set_that_fails_says_so_and_the_rest_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "event_plv").mkdir()  # without records
    (tmp_path / "dossiers").mkdir()
    assert command.main(["--gold", str(tmp_path), "--only", "event_plv", "--only", "dossiers", "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == {}
    assert "failed: event_plv" in err and "failed: dossiers" in err
    assert command.main(["--gold", str(tmp_path), "--only", "event_plv", "--check"]) == 1


def test_an_interval_holds_its_figure_and_is_drawn_the_same_again() -> None:
    rows = [1.0] * 30 + [0.0] * 10
    statistics = {"accuracy": lambda rows: share(sum(rows), len(rows))}
    first, again = figures(rows, statistics), figures(rows, statistics)
    low, high = first.intervals["accuracy"]
    assert low < first["accuracy"] == 0.75 < high
    assert first.intervals == again.intervals
    assert 0.1 < high - low < 0.4


def test_one_row_has_no_interval() -> None:
    assert figures([1.0], {"sum": sum}).intervals == {}


@pytest.mark.parametrize(("right", "found", "wanted", "answer"), [(1, 2, 2, 0.5), (0, 0, 0, 0.0), (2, 2, 6, 0.5)])
def test_f1(right: int, found: int, wanted: int, answer: float) -> None:
    assert f1(right, found, wanted) == answer
    assert summed_f1([(right, found, wanted), (0, 0, 0)]) == answer


def test_the_page_sets_peers_beside_ours_with_what_each_was_given() -> None:
    text = page({"event_plv": {"root_macro_f1": [0.61234, 0.58, 0.64], "coverage": [0.9]}}, {"geo_lgl": "no folder"})
    assert "0.612 [0.580, 0.640]" in text
    assert "ZSP: given" in text
    assert "- `geo_lgl`: no folder" in text


def test_figures_are_a_dict_that_json_knows() -> None:
    assert json.dumps(Figures({"f1": 0.5}, {"f1": (0.4, 0.6)})) == '{"f1": 0.5}'
