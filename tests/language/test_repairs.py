"""Mending a parse leaves a tree, whatever the parser gave: a circle would make the reader run for ever."""

from __future__ import annotations

import pytest
from spacy.vocab import Vocab

from rashomon.language.lexicon import load_lexicon
from rashomon.language.parser import Doc
from rashomon.language.repairs import repair

CASES = [
    pytest.param(
        '" Help , " agencies said failed .',
        [1, 6, 1, 1, 6, 4, 6, 6],
        ["punct", "ccomp", "punct", "punct", "nsubj", "relcl", "ROOT", "punct"],
        ["PUNCT", "VERB", "PUNCT", "PUNCT", "NOUN", "VERB", "VERB", "PUNCT"],
        id="who speaks after the quotation stands above the verb of saying",
    ),
    pytest.param(
        "On 3 May ships held the strait .",
        [3, 2, 3, 4, 4, 6, 4, 4],
        ["prep", "nummod", "compound", "nsubj", "ROOT", "det", "dobj", "punct"],
        ["ADP", "NUM", "PROPN", "NOUN", "VERB", "DET", "NOUN", "PUNCT"],
        id="the date is read as part of the subject",
    ),
]


@pytest.mark.parametrize(("text", "heads", "relations", "classes"), CASES)
def test_what_is_mended_is_a_tree(text: str, heads: list[int], relations: list[str], classes: list[str]) -> None:
    words = text.split(" ")
    tags = ["VBD" if name == "VERB" else "NN" for name in classes]
    lemmas = ["say" if word == "said" else word for word in words]
    doc = Doc(Vocab(), words=words, heads=heads, deps=relations, pos=classes, tags=tags, lemmas=lemmas)
    repair(doc, load_lexicon())
    for token in doc:
        above = token
        for _ in range(len(doc)):
            above = above.head
        assert above.head == above, f"{token.text} is below itself"
