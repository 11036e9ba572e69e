"""The filter of an address: words of people, and what is left when one is taken away."""

from __future__ import annotations

from rashomon.web.filtering import read_filter


def test_a_party_may_be_written_in_words() -> None:
    chosen = read_filter([("actor", "Iranian military"), ("recipient", "PER"), ("speaker", "a fisherman")], {})
    assert chosen.selection.actor == ("IRNMIL",)
    assert chosen.selection.recipient == ("PER",)
    assert chosen.selection.speaker == ("a fisherman",)
    assert chosen.value("actor") == "Iranian military"


def test_what_is_chosen_is_told_in_words_and_can_be_taken_away() -> None:
    chosen = read_filter([("event", "ASSAULT"), ("disputed", "1"), ("nonsense", "x"), ("since", "")], {})
    assert chosen.chips == (("event ASSAULT", "?disputed=1"), ("disputed only", "?event=ASSAULT"))
    assert chosen.query(page=2) == "?event=ASSAULT&disputed=1&page=2"
    assert read_filter([], {}).chips == ()
