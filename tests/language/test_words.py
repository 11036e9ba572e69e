"""The words that clauses are read from say of themselves what the parse says of its tokens."""

from __future__ import annotations

import hashlib

import pytest

from rashomon.language.parser import load_parser
from rashomon.language.words import read_words
from rashomon.records import Document
from rashomon.resolution.names import load_catalogue

_TEXT = """Gunmen who had seized the ferry off Dhara let its crew go, the port's captain said. He gave no names.

"We saw two boats," the pilot told reporters, "and then the mast came down", which nobody else at the quay did.

Neither the ministry nor, on what it had said of the fleet before, the embassy would answer."""

pytestmark = pytest.mark.model


def test_words_are_what_the_tokens_are() -> None:
    document = Document("d", _TEXT, hashlib.sha256(_TEXT.encode()).hexdigest())
    for paragraph in load_parser(load_catalogue()).parse(document):
        words = read_words(paragraph.doc)
        assert len(words) == len(paragraph.doc)
        for word, token in zip(words, paragraph.doc, strict=True):
            for name in ("i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "is_punct"):
                assert getattr(word, name) == getattr(token, name)
            for name in ("head", "left_edge", "right_edge"):
                assert getattr(word, name) is words[getattr(token, name).i]
            for name in ("children", "lefts", "rights", "subtree"):
                assert [one.i for one in getattr(word, name)] == [one.i for one in getattr(token, name)]
            assert (word.n_lefts, word.n_rights, len(word)) == (token.n_lefts, token.n_rights, len(token))
            assert (word.sent.start, word.sent.end, word.sent.text) == (
                token.sent.start,
                token.sent.end,
                token.sent.text,
            )
        assert [[word.i for word in one] for one in words.sents] == [[t.i for t in s] for s in paragraph.doc.sents]


def test_no_neighbour_beyond_the_paragraph() -> None:
    document = Document("d", "Ships left.", hashlib.sha256(b"Ships left.").hexdigest())
    (paragraph,) = load_parser(load_catalogue()).parse(document)
    first, *_, last = read_words(paragraph.doc)
    assert first.nbor().text == "left"
    for word, step in ((first, -1), (last, 1)):
        with pytest.raises(IndexError):
            word.nbor(step)
