"""Versions: a text is kept once, better particulars replace worse ones, another text is a new version."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from rashomon.reading.documents import made_id
from rashomon.reading.versions import Versions
from rashomon.records import Document


def make(text: str, id: str | None = None, origin: str = "pile/a.txt", **named: str) -> Document:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = Document("", text, sha256, origin=origin, **named)  # type: ignore[arg-type]
    return Document(id or made_id(document), text, sha256, origin=origin, **named)  # type: ignore[arg-type]


def test_the_same_text_is_kept_once() -> None:
    versions = Versions([])
    assert versions.admit(make("Shells fell.")) is not None
    assert versions.admit(make("Shells fell.")) is None


def test_the_same_words_in_two_files_are_two_documents_if_their_publishers_differ() -> None:
    versions = Versions([make("Shells fell.", publisher="Post")])
    assert versions.admit(make("Shells fell.", origin="pile/b.txt", publisher="Wire")) is not None
    assert not versions.replaced


def test_better_particulars_take_the_place_of_worse_ones_and_not_the_reverse() -> None:
    old = make("Shells fell.")
    versions = Versions([old])
    better = versions.admit(make("Shells fell.", published="2016-02-02"))
    assert better is not None
    assert (better.published, versions.replaced) == ("2016-02-02", {old.id})
    assert versions.admit(make("Shells fell.")) is None


def test_an_id_that_the_user_gives_replaces_a_made_one() -> None:
    old = make("Shells fell.")
    versions = Versions([old])
    named = versions.admit(make("Shells fell.", id="mine"))
    assert named is not None
    assert (named.id, versions.replaced) == ("mine", {old.id})


def test_another_text_under_a_known_id_supersedes_the_newest() -> None:
    versions = Versions([make("One.", id="a")])
    two = versions.admit(make("Two.", id="a"))
    three = versions.admit(make("Three.", id="a"))
    assert two is not None
    assert three is not None
    assert (two.supersedes, three.supersedes) == ("a", two.id)
    assert versions.admit(make("Two.", id="a")) is None


def test_another_text_in_a_known_file_supersedes_it_but_rows_of_a_table_move() -> None:
    old = make("One.")
    changed = Versions([old]).admit(make("Two."))
    assert changed is not None
    assert changed.supersedes == old.id
    row = Versions([make("One.", origin="pile/a.jsonl:3")]).admit(make("Two.", origin="pile/a.jsonl:3"))
    assert row is not None
    assert row.supersedes is None


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["One.", "Two."]), st.sampled_from([None, "2016-02-02"])),
        max_size=12,
    )
)
def test_reading_a_pile_again_adds_nothing(pile: list[tuple[str, str, str | None]]) -> None:
    versions = Versions([])
    documents = [
        make(text, id=id, origin=f"pile/{number}.txt", **({"published": day} if day else {}))
        for number, (id, text, day) in enumerate(pile)
    ]
    kept = [versions.admit(document) for document in documents]
    latest = {document.id: document for document in kept if document is not None}
    again = Versions([document for id, document in latest.items() if id not in versions.replaced])
    assert [again.admit(document) for document in documents] == [None] * len(documents)
