"""Copies and quotations are found with their passages, and look-alikes are not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.reading.echoes import QUOTED_WORDS, Echo, find_echoes, hash_shingles
from rashomon.records import Document

STORY = (
    "A patrol boat fired warning shots at a fishing vessel off the northern cape on Tuesday, the coast guard said. "
    "Nobody was hurt, and the vessel was brought to the port of Sandhaven, where its crew of nine was questioned. "
    "The fishermen's union called the incident a scandal and asked the ministry to publish the radio traffic. "
    "A spokeswoman for the ministry said that the shots had been fired into the air after three calls by radio."
)
OTHER = (
    "Parliament will vote on the fisheries bill next month, a committee decided after a long debate on quotas. "
    "Members from the coast want compensation for boats that stay in port, while the treasury warns of the cost. "
    "The minister defended the bill as the last chance for cod stocks that have fallen by half in ten years."
)
QUOTE = "the vessel was brought to the port of Sandhaven, where its crew of nine was questioned"


def document(id: str, text: str, published: str | None = "2021-05-04", publisher: str = "", **known: str) -> Document:
    return Document(id=id, text=text, sha256="", publisher=publisher or f"publisher {id}", published=published, **known)  # type: ignore[arg-type]


def named(echoes: tuple[Echo, ...]) -> list[tuple[str, str, str]]:
    return [(echo.document, echo.original, echo.kind) for echo in echoes]


CASES = [
    pytest.param(
        [document("a", STORY), document("b", STORY.replace("Tuesday", "Tuesday morning"), "2021-05-05")],
        [("b", "a", "copy")],
        id="a lightly edited copy",
    ),
    pytest.param(
        [document("a", STORY, "2021-05-05"), document("b", STORY, "2021-05-04")],
        [("a", "b", "copy")],
        id="the one published earlier is the original",
    ),
    pytest.param(
        [
            document("a", STORY, publisher="Zenith Daily"),
            document("z", STORY, publisher="Agency", publisher_type="wire"),
        ],
        [("a", "z", "copy")],
        id="on one day the wire is the original",
    ),
    pytest.param(
        [
            document("a", f"SANDHAVEN (Northern Wire) - {STORY}", publisher="Bay Post"),
            document("b", STORY, publisher="Northern Wire"),
        ],
        [("a", "b", "copy")],
        id="on one day the text that credits the other is the copy",
    ),
    pytest.param([document("a", STORY), document("b", OTHER, "2021-05-05")], [], id="two stories of one place"),
    pytest.param(
        [document("a", STORY), document("b", f"{OTHER} As reported, {QUOTE}. {OTHER[:90]}", "2021-05-06")],
        [("b", "a", "quotation")],
        id="a sentence quoted in another story",
    ),
    pytest.param(
        [
            document("a", STORY),
            document("b", f"{OTHER} The vessel was brought to the port. {OTHER[:60]}", "2021-05-06"),
        ],
        [],
        id="a few words in common",
    ),
    pytest.param(
        [document("a", STORY), document("b", STORY, "2021-05-05"), document("c", STORY, "2021-05-06")],
        [("b", "a", "copy"), ("c", "a", "copy")],
        id="copies of copies have one original",
    ),
    pytest.param(
        [document("a", STORY), document("b", STORY, "2021-05-05", supersedes="a")], [], id="a new version is no echo"
    ),
    pytest.param(
        [document("a", QUOTE.capitalize() + "."), document("b", f"{STORY} {OTHER}", "2021-05-06")],
        [("b", "a", "quotation")],
        id="a long text that quotes a short one whole is no copy of it",
    ),
    pytest.param([document("a", ""), document("b", ""), document("c", "Too short.")], [], id="empty and short texts"),
]


@pytest.mark.parametrize(("documents", "expected"), CASES)
def test_echoes_are_found(documents: list[Document], expected: list[tuple[str, str, str]]) -> None:
    assert named(find_echoes(documents)) == expected


def test_echo_explains_itself_by_the_passages_that_are_shared() -> None:
    documents = [document("a", STORY), document("b", f"{OTHER} As reported, {QUOTE}. Ends.", "2021-05-06")]
    (echo,) = find_echoes(documents)
    assert [passage.text for passage in echo.passages] == [QUOTE]
    assert all(documents[1].text[p.start : p.end] == p.text for p in echo.passages)
    assert 0 < echo.share < 0.5


def test_formula_that_many_documents_share_is_no_quotation() -> None:
    formula = "this article was produced with the support of the fund for independent reporting on the sea"
    rare = random.Random(7)
    documents = [
        document(
            f"d{n:02d}",
            " ".join(rare.choice("abcdefghij") * 3 + str(rare.random()) for _ in range(80)) + f". {formula}",
        )
        for n in range(60)
    ]
    assert find_echoes(documents) == ()


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_documents_changes_nothing(random: random.Random) -> None:
    documents = [
        document("a", STORY),
        document("b", STORY, "2021-05-05"),
        document("c", f"{OTHER} As reported, {QUOTE}.", "2021-05-06"),
        document("d", OTHER, "2021-05-02"),
    ]
    before = find_echoes(documents)
    random.shuffle(documents)
    assert find_echoes(documents) == before


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(["one", "two", "three", "four", "five", "six", "seven"]), max_size=30))
def test_rolling_hash_is_the_hash_of_each_run_of_five(words: list[str]) -> None:
    assert hash_shingles(words).tolist() == [hash_shingles(words[i : i + 5])[0] for i in range(max(0, len(words) - 4))]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40))
def test_a_passage_of_twelve_words_is_always_found(before: int, after: int) -> None:
    passage = " ".join(f"p{n}" for n in range(QUOTED_WORDS))
    one = document("a", " ".join(f"a{n}" for n in range(60)) + f" {passage} " + " ".join(f"b{n}" for n in range(60)))
    text = " ".join(f"c{n}" for n in range(40 + before)) + f" {passage} " + " ".join(f"d{n}" for n in range(40 + after))
    (echo,) = find_echoes([one, document("b", text, "2021-05-06")])
    assert [span.text for span in echo.passages] == [passage]
