"""A gold.json read: lists and single values, pieces of text found once, what is wrong named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rashomon.errors import InputError
from rashomon.scoring import GoldFigure, bounds, read_gold

TEXT = "Norland shelled the port. Nobody claims that Norland shelled the ferry."


def write(folder: Path, **gold: object) -> Path:
    path = folder / "gold.json"
    path.write_text(json.dumps(gold), encoding="utf-8")
    return path


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        claims=[
            {
                "id": "c1",
                "doc": "d",
                "within": "shelled the port",
                "event": ["ASSAULT"],
                "mode": ["heavy-weapons", None],
                "actor": ["NORMIL"],
                "recipient": [],
                "date": None,
                "place": "NOR",
                "modality": ["planned", "actual"],
                "polarity": "denied",
                "attributed_to": ["unnamed"],
                "figures": [{"kind": "killed", "low": 3, "high": None}],
                "incident": "i1",
            }
        ],
        disputes=[
            {"id": "x", "incident": "i1", "about": "nature", "positions": [{"claims": ["c1"]}, {"claims": []}]},
            {"id": "y", "incident": "i1", "about": "toll", "facets": ["quantity", "act"], "positions": []},
        ],
        non_events=[{"doc": "d", "within": "Nobody claims"}],
        duplicates=[["d", "e"]],
    )
    gold = read_gold(path, {"d": TEXT})
    claim = gold.claims[0]
    assert TEXT[claim.start : claim.end] == "shelled the port"
    assert (claim.mode, claim.place, claim.modality) == (("heavy-weapons", None), ("NOR",), ("planned", "actual"))
    assert (claim.polarity, claim.speaker, claim.recipient) == ("denied", ("unnamed",), ())
    assert claim.figures == (GoldFigure("killed", 3, None),)
    assert [dispute.facets for dispute in gold.disputes] == [("act", "justification"), ("quantity", "act")]
    assert gold.non_events == (("d", 26, 39),)
    assert gold.duplicates == {frozenset({"d", "e"})}


@pytest.mark.parametrize("within", ["Norland shelled the", "bombed"])
def test_a_piece_that_is_not_there_once_is_named(tmp_path: Path, within: str) -> None:
    path = write(tmp_path, claims=[{"id": "c1", "doc": "d", "within": within, "event": ["ASSAULT"]}])
    with pytest.raises(InputError, match=r"c1 of document d.*expected once"):
        read_gold(path, {"d": TEXT})


def test_a_file_that_is_no_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.json"):
        read_gold(path, {})


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2019-06-20", "2019-06-20", "2019-06-20"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2003", "2003-01-01", "2003-12-31"),
        ("198X", "1980-01-01", "1989-12-31"),
        ("2019-06-20~", "2019-06-20", "2019-06-20"),
        ("2018-11-25/2018-12", "2018-11-25", "2018-12-31"),
    ],
)
def test_bounds_of_a_date(edtf: str, first: str, last: str) -> None:
    assert bounds(edtf) == (first, last)
