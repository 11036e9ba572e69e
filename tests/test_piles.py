"""Fresh texts on other confrontations are read as well as they were: floors, a little under what is reached."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest
from benchmarks.bootstrap import Figures

from benchmarks import dossiers

PILES = Path(__file__).parent / "piles"
FLOORS: dict[str, dict[str, float]] = tomllib.loads((PILES / "floors.toml").read_text(encoding="utf-8"))
CEILINGS = ("non_events_coded", "echoes_false")  # counts of what should not be


@cache
def figures(pile: str) -> Figures:
    return dossiers.measure(PILES / pile)


@pytest.mark.model
@pytest.mark.parametrize(("pile", "name"), [(pile, name) for pile in FLOORS for name in FLOORS[pile]])
def test_a_pile_is_read_as_well_as_it_was(pile: str, name: str) -> None:
    reached, bound = figures(pile)[name], FLOORS[pile][name]
    if name in CEILINGS:
        assert reached <= bound
    else:
        assert reached >= bound


def test_every_pile_has_its_floors() -> None:
    assert {path.parent.name for path in PILES.glob("*/gold.json")} == set(FLOORS)
