"""Words that the small model takes for another kind of word: hyphened names, nouns, lemmas."""

from __future__ import annotations

from rashomon.language.lexicon import Lexicon
from rashomon.language.parser import Token
from rashomon.language.trees import attach

_COMPARED = {
    "former",
    "latter",
    "elder",
    "younger",
    "older",
    "better",
    "worse",
    "lesser",
    "bigger",
    "smaller",
    "larger",
}


def hyphened_name(token: Token) -> None:
    """ "at Ain al-Asad": "al", "-" and "Asad" are read as three objects of one preposition; the last is the head."""
    if (
        token.text != "-"
        or token.i == 0
        or token.i + 1 >= len(token.doc)
        or token.whitespace_
        or token.nbor(-1).whitespace_
    ):
        return
    before, after = token.nbor(-1), token.nbor(1)
    if before.head == token.head == after.head and after.text[:1].isupper() and before.head.i < before.i:
        for part in (before, token):
            attach(part, after)
            part.dep_ = "compound"


def misread_noun(token: Token) -> None:
    """ "The build-up of troops": "up" is the head of a noun that the tokenizer cut; read it with its compound."""
    if (
        token.lower_ in ("up", "fire")
        and token.i > 1
        and token.nbor(-1).text == "-"
        and token.pos_ in ("NOUN", "PROPN")
    ):
        first = token.nbor(-2).lower_
        if token.lower_ == "up" or first == "cease":
            token.lemma_ = f"{first}-{token.lower_}"
    elif (
        token.lower_ == "warning"
        and token.dep_ == "pcomp"
        and token.head.lower_ == "without"
        and token.n_lefts + token.n_rights == 0
    ):
        token.pos_, token.tag_, token.dep_ = "NOUN", "NN", "pobj"  # "without warning" warns nobody


def instead_of(token: Token) -> None:
    """ "sent a raft instead of a boat": what stands after "of" is read as a second object."""
    if token.lower_ != "of" or token.i == 0 or token.nbor(-1).lower_ != "instead" or token.n_rights:
        return
    noun = next((c for c in token.head.children if c.i > token.i and c.left_edge.i == token.i + 1), None)
    if noun is not None and noun.dep_ in ("dobj", "conj", "attr", "oprd"):
        attach(noun, token)
        noun.dep_ = "pobj"


def verb_lemma(token: Token, lexicon: Lexicon) -> None:
    """ "had staged": the lemmatizer takes "stag" for the verb; "retook" it does not know for a past."""
    if token.pos_ == "VERB" and token.lemma_ in lexicon.lemmas:
        if token.tag_ in ("VB", "VBP") and token.lower_ == token.lemma_ != lexicon.lemmas[token.lemma_]:
            token.tag_ = "VBD"
        token.lemma_ = lexicon.lemmas[token.lemma_]


def bases(token: Token) -> None:
    """ "two bases in the north": of a base, not of a basis."""
    if token.pos_ == "NOUN" and token.lower_ == "bases":
        token.lemma_ = "base"


def mistaken_comparative(token: Token) -> None:
    """ "ordered the trawler to turn back": a noun in "-er" that is read as a comparative."""
    has_article = any(child.dep_ == "det" for child in token.children)
    is_argument = token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
    if token.tag_ == "JJR" and has_article and is_argument and token.lower_ not in _COMPARED:
        token.tag_, token.pos_, token.lemma_ = "NN", "NOUN", token.lower_
