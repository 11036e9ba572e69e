"""Working decisions in: once for many, and a fault does not stop the pages."""

from __future__ import annotations

import threading

from rashomon.errors import StudyError
from rashomon.web.relinking import Relinker


def test_decisions_that_come_while_it_works_are_worked_in_together() -> None:
    begun, go_on, calls = threading.Event(), threading.Event(), []

    def relink() -> None:
        calls.append(1)
        begun.set()
        go_on.wait(5)

    relinker = Relinker(relink)
    assert relinker.ask(seconds=0) is False
    assert begun.wait(5)
    assert relinker.ask(seconds=0) is False
    assert relinker.ask(seconds=0) is False
    assert relinker.is_behind
    go_on.set()
    assert relinker.ask(seconds=5) is True
    assert not relinker.is_behind
    assert len(calls) <= 3


def test_a_fault_is_told_and_the_next_call_tries_again() -> None:
    faults = [StudyError("a run is at work")]

    def relink() -> None:
        if faults:
            raise faults.pop()

    relinker = Relinker(relink)
    assert relinker.ask(seconds=5)
    assert relinker.problem == "a run is at work"
    assert relinker.ask(seconds=5)
    assert relinker.problem is None
