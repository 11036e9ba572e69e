"""Framing goes to the nearest report of its sentence, aimed at whom its target names."""

from __future__ import annotations

from rashomon.extraction.aiming import aim, assign
from rashomon.records import Framing, Party, Report, Span

TEXT = "The brutal regime of Arden bombed the port. Shame!"
SENTENCE = Span(0, 43, TEXT[:43])
REGIME = Span(0, 26, TEXT[:26])
BRUTAL = Framing(4, 10, "brutal", "loaded", target=REGIME)
SHAME = Framing(44, 50, "Shame!", "slogan", target=None)


def report(*parties: Party) -> Report:
    return Report("r1", "d", "event", SENTENCE, Span(27, 33, "bombed"), actors=parties)


def nobody(target: Span) -> str | None:
    return None


def test_framing_takes_the_code_of_the_party_that_its_target_is() -> None:
    party = Party(REGIME.start, REGIME.end, REGIME.text, code="ARDGOV")
    [told], outside = assign([BRUTAL, SHAME], [report(party)], resolve=nobody)
    assert [(framing.text, framing.toward) for framing in told.framings] == [("brutal", ("ARDGOV",))]
    assert outside == (SHAME,)


def test_framing_outside_reports_is_kept() -> None:
    assert assign([BRUTAL], [], resolve=nobody) == ((), (BRUTAL,))


def test_a_target_that_is_no_party_is_resolved_by_its_words() -> None:
    aimed = aim(BRUTAL, [], resolve=lambda target: "ARD" if "Arden" in target.text else None)
    assert aimed.toward == ("ARD",)
    assert aim(SHAME, [], resolve=lambda target: "ARD").toward == ()
