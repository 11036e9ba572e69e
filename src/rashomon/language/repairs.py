"""Known faults of the small model, mended in the parse before clauses are read: one place for all of them.

Each function names a class of fault with a sentence that shows it; the sentences are tests.
"""

from __future__ import annotations

from rashomon.language.lexicon import Lexicon
from rashomon.language.parser import Doc, Token

_SUBORDINATORS = {"when", "while", "as", "after", "before", "because", "since", "until", "although", "though", "if"}


def repair(doc: Doc, lexicon: Lexicon) -> None:
    """Mend a parsed paragraph in place: it is ours alone, and nothing else holds it yet."""
    for sentence in list(doc.sents):
        for token in sentence:
            _lost_verb(token)
            _misread_noun(token, lexicon)
            _particle(token, lexicon)
            _second_passive(token)
            _demanded_infinitive(token, lexicon)


def _lost_verb(token: Token) -> None:
    """"... when hundreds of demonstrators in uniform converged on the square": the verb is read as a participle.

    A noun that stands where a clause's verb should, with no finite verb of its own, gives its
    place to the last past form below it.
    """
    if token.pos_ not in ("NOUN", "PROPN", "NUM", "PRON") or token.dep_ not in ("advcl", "ccomp", "conj", "ROOT"):
        return
    if token.dep_ == "conj" and token.head.pos_ not in ("VERB", "AUX"):
        return
    if any(child.pos_ in ("VERB", "AUX") and child.dep_ in ("cop", "aux", "relcl", "auxpass") for child in token.children):
        return
    candidates = [
        t
        for t in token.subtree
        if t.i > token.i and t.dep_ == "acl" and t.tag_ in ("VBN", "VBD") and not any(c.dep_ == "aux" for c in t.children)
    ]
    if not candidates:
        return
    verb = candidates[-1]
    if any(child.dep_ == "agent" for child in verb.children):
        return
    old_head, old_dep = token.head, token.dep_
    verb.tag_ = "VBD"
    if old_dep == "ROOT":
        return _promote_root(token, verb)
    verb.head = old_head
    verb.dep_ = old_dep
    for child in list(token.children):
        if child.i < token.i and (child.dep_ in ("advmod", "mark", "cc") and child.lower_ in _SUBORDINATORS):
            child.head = verb
    token.head = verb
    token.dep_ = "nsubj"
    return None


def _promote_root(noun: Token, verb: Token) -> None:
    for child in list(noun.children):
        if child is not verb and child.dep_ in ("punct", "cc", "prep") and (child.i > verb.i or child.dep_ == "punct"):
            child.head = verb
    verb.head = verb
    verb.dep_ = "ROOT"
    noun.head = verb
    noun.dep_ = "nsubj"


def _misread_noun(token: Token, lexicon: Lexicon) -> None:
    """"The build-up of troops": "up" is the head of a noun that the tokenizer cut; read it with its compound."""
    if token.lower_ == "up" and token.pos_ == "NOUN" and token.i > 1 and token.nbor(-1).text == "-":
        token.lemma_ = f"{token.nbor(-2).lower_}-up"


def _particle(token: Token, lexicon: Lexicon) -> None:
    """"... but called back all troops": a particle read as an adverb or a preposition."""
    if token.dep_ in ("advmod", "prep") and token.lower_ in lexicon.particles and token.head.pos_ == "VERB":
        verb = token.head
        if f"{verb.lemma_} {token.lower_}" in lexicon.particle_verbs and (
            token.i == verb.i + 1 or (token.i > verb.i and token.dep_ == "advmod" and token.i <= verb.i + 4)
        ):
            if token.dep_ == "prep" and any(child.dep_ == "pobj" for child in token.children):
                return
            token.dep_ = "prt"


def _second_passive(token: Token) -> None:
    """"Fifteen were killed and dozens wounded": the second participle shares the auxiliary."""
    if (
        token.tag_ == "VBN"
        and token.dep_ == "conj"
        and not any(child.dep_ in ("aux", "auxpass") for child in token.children)
        and any(child.dep_ == "auxpass" for child in token.head.children)
    ):
        for child in token.children:
            if child.dep_ == "nsubj" and child.i < token.i and not any(c.dep_ == "dobj" for c in token.children):
                child.dep_ = "nsubjpass"


def _demanded_infinitive(token: Token, lexicon: Lexicon) -> None:
    """"urged Iran to release the crew": the one urged is read as the subject of the infinitive; it is both."""
    if token.dep_ != "nsubj" or token.head.dep_ != "ccomp":
        return
    verb = token.head
    governor = verb.head
    infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    if infinitive and governor.lemma_ in lexicon.object_control and governor.i < token.i:
        verb.dep_ = "xcomp"
        token.head = governor
        token.dep_ = "dobj"
