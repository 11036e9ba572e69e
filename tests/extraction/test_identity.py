"""Ids of reports: the same for the same words, whatever else the document or the extractor does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.extraction.identity import Namer

TEXT = "On Monday rebels shelled the port of Derna. On Tuesday rebels shelled the port of Tobruk."
FIRST, SECOND = TEXT.index("shelled"), TEXT.rindex("shelled")

words = st.lists(
    st.sampled_from(["rebels", "shelled", "the", "port", "Derna", "–", "“quoted”", "🙂", "ÉTÉ"]),
    min_size=1,
    max_size=30,
)


def test_an_id_does_not_hang_on_what_stands_far_away() -> None:
    longer = f"A first paragraph that was added later.\n\n{TEXT}"
    moved = longer.index("shelled")
    assert Namer("d", TEXT).name(FIRST, "event") == Namer("d", longer).name(moved, "event")


def test_an_extractor_that_finds_more_keeps_the_ids_of_what_it_found_before() -> None:
    few, many = Namer("d", TEXT), Namer("d", TEXT)
    found = few.name(SECOND, "event")
    many.name(FIRST, "event")
    assert many.name(SECOND, "event") == found


def test_equal_surroundings_are_told_apart_by_their_order() -> None:
    text = "They shelled it. They shelled it. They shelled it."
    namer = Namer("d", text)
    starts = [index for index in range(len(text)) if text.startswith("shelled", index)]
    assert len({namer.name(start, "event") for start in starts}) == len(starts)


def test_documents_and_kinds_have_ids_of_their_own() -> None:
    ids = {Namer(document, TEXT).name(FIRST, kind) for document in ("a", "b") for kind in ("event", "circumstance")}
    assert len(ids) == 4


@given(words)
def test_naming_again_gives_the_same_ids(parts: list[str]) -> None:
    text = " ".join(parts)
    starts = [sum(len(part) + 1 for part in parts[:index]) for index in range(len(parts))]
    once, again = Namer("d", text), Namer("d", text)
    assert [once.name(s, "event") for s in starts] == [again.name(s, "event") for s in starts]
    assert len({Namer("d", text).name(s, "event") for s in starts[:1]}) == 1
