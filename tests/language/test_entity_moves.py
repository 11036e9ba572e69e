"""Entities found for a whole batch are those that spaCy's own recognizer finds word by word."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from rashomon.language.entity_moves import EntityMoves
from rashomon.language.parser import MODEL

_TEXTS = (
    "On 3 March 1982 the frigate Almirante Lynch left Puerto Montt for the Strait of Magellan, Reuters said.",
    "Peru.",
    "",
    "Maria Ndiaye of the Red Cross counted 1,200 people at noon on Friday. Chad closed its border a day later.",
    "About 40 per cent of the wheat, worth $3 million, went to Port Sudan\n and  Massawa .",
    "nothing here is a name",
    "The Treaty of Tlatelolco was signed in Mexico City on 14 February 1967 by the envoys of fourteen states.",
    'He wrote "War and Peace" in Yasnaya Polyana; a Boeing 707 took it to New York in the 1960s.',
)
# Names that are known before: their first and last words, and what they are.
_KNOWN = ((0, 5, 7, "PRODUCT"), (3, 0, 0, "ORG"), (4, 7, 10, "LOC"), (6, 0, 3, "LAW"), (7, 19, 20, "GPE"))


@pytest.fixture(scope="module")
def model() -> spacy.language.Language:
    return spacy.load(MODEL)


def _entities(doc: Doc) -> list[tuple[str, str, str]]:
    return [(word.text, word.ent_iob_, word.ent_type_) for word in doc]


@pytest.mark.parametrize("known", [(), _KNOWN], ids=["nothing known", "names known"])
def test_the_same_entities(model: spacy.language.Language, known: tuple[tuple[int, int, int, str], ...]) -> None:
    def parse() -> list[Doc]:
        docs = [model.make_doc(text) for text in _TEXTS]
        for text, first, last, label in known:
            doc = docs[text]
            doc.set_ents([Span(doc, first, last + 1, label=label)], default="missing")
        with model.select_pipes(disable="ner"):
            return list(model.pipe(docs))

    recognizer = model.get_pipe("ner")
    expected = [_entities(doc) for doc in recognizer.pipe(parse())]
    moves = EntityMoves(recognizer)
    assert sum(word[1] == "B" for text in expected for word in text) > 15
    assert [_entities(doc) for doc in moves.pipe(parse(), batch_size=3)] == expected
    assert [_entities(moves(doc)) for doc in parse()] == expected


def test_a_recognizer_of_another_make_is_refused() -> None:
    model = spacy.blank("en")
    recognizer = model.add_pipe("beam_ner")
    recognizer.add_label("GPE")  # type: ignore[attr-defined]  # spaCy's factories return any callable
    model.initialize()
    with pytest.raises(ValueError, match="not a greedy recognizer"):
        EntityMoves(recognizer)
