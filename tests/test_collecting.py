"""The collector is held back for a while, and goes on where it was."""

from __future__ import annotations

import gc

import pytest

from rashomon.collecting import uncollected


def test_the_collector_is_held_back_and_goes_on() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_a_failure() -> None:
    @uncollected()
    def fail() -> None:
        raise LookupError(gc.isenabled())

    with pytest.raises(LookupError, match="False"):
        fail()
    assert gc.isenabled()


def test_who_holds_it_back_already_keeps_it_so() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
