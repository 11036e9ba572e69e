"""Parses made step by step are those that spaCy's own parser makes."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from rashomon.language.parse_steps import ParseSteps
from rashomon.language.parser import MODEL

_TEXTS = (
    "The frigate, which had left Valparaiso at dawn, was shadowed by two patrol boats until it turned back.",
    "Nobody fired. Who gave the order, and why, the committee would not say; its chairman had resigned.",
    "",
    "Peru.",
    '"We were told to wait," the pilot said, "and so we waited."  Then  the\nradio fell silent.',
    "Fishing rights, grazing land and three wells: over these the villages have quarrelled since 1931.",
)


@pytest.fixture(scope="module")
def model() -> spacy.language.Language:
    return spacy.load(MODEL)


def _parse(doc: Doc) -> list[tuple[str, int, str, bool | None]]:
    return [(word.text, word.head.i, word.dep_, word.is_sent_start) for word in doc]


def test_the_same_parses(model: spacy.language.Language) -> None:
    def tagged() -> list[Doc]:
        with model.select_pipes(enable=["tok2vec", "tagger"]):
            return list(model.pipe(_TEXTS))

    parser = model.get_pipe("parser")
    expected = [_parse(doc) for doc in parser.pipe(tagged())]
    steps = ParseSteps(parser)
    assert sum(len(text) for text in expected) > 60
    assert [_parse(doc) for doc in steps.pipe(tagged(), batch_size=4)] == expected
    assert [_parse(steps(doc)) for doc in tagged()] == expected


def test_a_parser_of_several_ways_is_refused() -> None:
    model = spacy.blank("en")
    parser = model.add_pipe("beam_parser")
    with pytest.raises(ValueError, match="not a greedy parser"):
        ParseSteps(parser)
