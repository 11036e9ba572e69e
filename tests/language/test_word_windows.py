"""What each word sees of its neighbours is what the model's own layers see."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import spacy
from thinc.api import Model, chain

from rashomon.language.parser import MODEL
from rashomon.language.word_windows import WordWindows

_TEXTS = (
    "Two columns of lorries crossed the Senegal at dusk.",
    "",
    "Stop.",
    "The union called the strike off after the minister, who had been abroad, promised to hear it.",
)


@pytest.fixture(scope="module")
def model() -> spacy.language.Language:
    return spacy.load(MODEL)


def _layers(model: spacy.language.Language, pipe: str) -> tuple[Model[Any, Any], Model[Any, Any]]:
    part = next(part for part in model.get_pipe(pipe).model.walk() if part.has_ref("encode"))
    return part.get_ref("embed"), part.get_ref("encode")


@pytest.mark.parametrize("pipe", ["tok2vec", "ner"])
def test_the_same_numbers(model: spacy.language.Language, pipe: str) -> None:
    embed, encode = _layers(model, pipe)
    windows = WordWindows(encode)
    for texts in (_TEXTS, _TEXTS[1:2], _TEXTS[2:3]):
        words = embed.predict([model.make_doc(text) for text in texts])
        for found, expected in zip(windows(words), encode.predict(words), strict=True):
            assert found.shape == expected.shape
            np.testing.assert_allclose(found, expected, rtol=0, atol=1e-6)


def test_layers_of_another_make_are_refused(model: spacy.language.Language) -> None:
    embed, _ = _layers(model, "tok2vec")
    with pytest.raises(ValueError, match="not layers that see one word"):
        WordWindows(Model("other", lambda *_: None, layers=[chain(embed, embed)], attrs={"pad": 4}))
