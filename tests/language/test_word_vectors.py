"""What is remembered of a word's form is what the model's layers make of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from rashomon.language import word_vectors
from rashomon.language.parser import MODEL
from rashomon.language.word_vectors import WordVectors

_TEXTS = (
    "The navy seized a trawler off Walvis Bay.",
    "",
    "the Navy seized two trawlers , it said",
    "The navy seized a trawler off Walvis Bay.",
    "Nobody didn't know; it's 05:40\n in Luanda.",
)


@pytest.fixture(scope="module")
def model() -> spacy.language.Language:
    return spacy.load(MODEL)


@pytest.mark.parametrize("pipe", ["tok2vec", "ner"])
@pytest.mark.parametrize("most", [50_000, 12, 1], ids=["all kept", "few kept", "none kept"])
def test_the_same_vectors(
    model: spacy.language.Language, monkeypatch: pytest.MonkeyPatch, pipe: str, most: int
) -> None:
    monkeypatch.setattr(word_vectors, "_MOST", most)
    embed = next(part for part in model.get_pipe(pipe).model.walk() if part.has_ref("embed")).get_ref("embed")
    vectors = WordVectors(embed.layers)
    docs: list[Doc] = [model.make_doc(text) for text in _TEXTS]
    for batch in (docs, docs[:2], docs[3:], docs[1:2]):
        for found, expected in zip(vectors(batch), embed.predict(batch), strict=True):
            np.testing.assert_allclose(found, expected, rtol=0, atol=1e-6)


def test_threads_share_the_memory(model: spacy.language.Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_vectors, "_MOST", 40)
    embed = next(part for part in model.get_pipe("ner").model.walk() if part.has_ref("embed")).get_ref("embed")
    vectors = WordVectors(embed.layers)
    docs = [model.make_doc(f"Ferry {number} of {100 + number} left berth {number % 7} late.") for number in range(200)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda doc: vectors([doc])[0], docs))
    for one, other in zip(found, embed.predict(docs), strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-6)
