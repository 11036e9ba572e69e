"""The table of word rules says what spaCy's own attribute ruler says, of what is known, new, or of two words."""

from __future__ import annotations

import pytest
import spacy

from rashomon.language.parser import MODEL
from rashomon.language.word_rules import WordRules

_SENTENCES = (
    "The envoy said it was not the fleet that had been seen off Aden.",
    "Nobody did more than they did; those who could, left.",
    "There are two wrecks in the bay, and there's a third.",
    "Let's go, the pilot said, we're gonna be late and we've got ta hurry.",
    "Y'all ain't seen nothin' yet, he said once.",
    "Two  blanks and\ta tab stand in this line.",
    "The ministry says that it has its own ships, but none that it can send.",
    "",
)


@pytest.fixture(scope="module")
def model() -> spacy.language.Language:
    return spacy.load(MODEL)


def test_the_table_says_what_the_ruler_says(model: spacy.language.Language) -> None:
    table = WordRules(model.get_pipe("attribute_ruler"))
    for _ in range(2):  # what is new, then what is known
        for sentence in _SENTENCES:
            expected = model(sentence)
            with model.select_pipes(disable=["attribute_ruler", "lemmatizer", "ner"]):
                doc = model(sentence)
            doc = model.get_pipe("lemmatizer")(table(doc))
            said = [(w.tag_, w.dep_, w.pos_, str(w.morph), w.lemma_) for w in doc]
            assert said == [(w.tag_, w.dep_, w.pos_, str(w.morph), w.lemma_) for w in expected]


def test_what_is_known_is_not_asked_again(model: spacy.language.Language) -> None:
    asked = []
    ruler = model.get_pipe("attribute_ruler")

    class Asked:
        vocab, patterns = ruler.vocab, ruler.patterns

        def __call__(self, doc: spacy.tokens.Doc) -> spacy.tokens.Doc:
            asked.append(doc.text)
            return ruler(doc)

    table = WordRules(Asked())
    for sentence in ("The navy seized a boat.", "The army burned a barn.", "Let's see the barn."):
        with model.select_pipes(disable=["attribute_ruler", "lemmatizer", "ner"]):
            doc = model(sentence)
        table(doc)
    assert asked == ["The navy seized a boat.", "Let's see the barn."]
