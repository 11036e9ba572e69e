"""Mending a parse leaves a tree, whatever the parser gave: a circle would make the reader run for ever."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.vocab import Vocab

from rashomon.language.lexicon import load_lexicon
from rashomon.language.parser import MODEL, Doc
from rashomon.language.repairs import Mender, Repair

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
    Mender(load_lexicon()).mend(doc)
    for token in doc:
        above = token
        for _ in range(len(doc)):
            above = above.head
        assert above.head == above, f"{token.text} is below itself"


def test_a_repair_is_looked_for_wherever_it_can_mend() -> None:
    """Trying every repair at every word mends no more than trying those that fit the word."""
    model = spacy.load(MODEL, exclude=["ner"])
    lexicon = load_lexicon()
    sieved, everywhere = Mender(lexicon), Mender(lexicon)
    everywhere._repairs = tuple(Repair(repair.mend) for repair in everywhere._repairs)
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(Path(__file__).parent.glob("*.toml"))]
    texts = [case["text"] for table in tables for case in table.get("case", ()) if "text" in case]
    assert len(texts) > 600
    mended = 0
    for doc in model.pipe(texts):
        one, other = doc.copy(), doc.copy()
        sieved.mend(one)
        everywhere.mend(other)
        assert _parse(one) == _parse(other), doc.text
        mended += _parse(one) != _parse(doc)
    assert mended > 30


def _parse(doc: Doc) -> list[tuple[int, str, str, str, str]]:
    return [(word.head.i, word.dep_, word.tag_, word.pos_, word.lemma_) for word in doc]
