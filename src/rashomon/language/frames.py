"""Fixed frames that the small model takes apart wrongly, mended by ``repairs.Mender`` in the parse.

"No choice but to fire", "gave the envoy a day to leave", "one by one", "accused the police of a massacre".
"""

from __future__ import annotations

from rashomon.language.parser import Token
from rashomon.language.trees import attach

_CHOICES = {"choice", "alternative", "option"}
_CHARGING = {"accuse", "suspect", "convict", "acquit", "absolve", "clear"}
_OBJECTS = {"dobj", "obj"}


def no_choice_but(token: Token) -> None:
    """ "We had no choice but to fire": they fired; the infinitive is what "had" governs."""
    if token.lemma_ not in _CHOICES or token.head.lemma_ != "have" or token.head.pos_ not in ("VERB", "AUX"):
        return
    following = token.doc[token.i + 1 : min(token.i + 3, token.sent.end)]
    if [t.lower_ for t in following] != ["but", "to"] or not any(c.lower_ == "no" for c in token.children):
        return
    verb = next((t for t in token.sent if t.i > token.i + 2 and t.tag_ == "VB"), None)
    if verb is None or verb.i > token.i + 5:
        return
    have, but = token.head, token.nbor(1)
    # "had no choice but to" says no more than "had to": the verb of having governs, and denies nothing
    if verb.head != have:
        attach(verb, have)
    verb.dep_ = "xcomp"
    attach(but, verb)
    but.dep_ = "cc"
    attach(token, verb)
    token.dep_ = "npadvmod"


def time_to(token: Token) -> None:
    """ "Gave the envoy a day to leave", "was given until Sunday to leave": who is given the time leaves."""
    verb = token.head
    if token.tag_ != "VB" or token.dep_ not in ("relcl", "acl", "advcl") or not _has(token, "aux", "to"):
        return
    giver = verb if verb.lemma_ in ("give", "allow", "grant") else verb.head
    if giver.lemma_ not in ("give", "allow", "grant") or giver.pos_ != "VERB" or giver.i > token.i:
        return
    if not any(t.ent_type_ in ("DATE", "TIME") for t in token.doc[giver.i : token.i]):
        return
    attach(token, giver)
    token.dep_ = "xcomp"


def one_by_one(token: Token) -> None:
    """ "Executed one by one": in what order, not whom."""
    if token.lower_ not in ("one", "two", "three") or token.i + 2 >= len(token.doc):
        return
    if token.nbor(1).lower_ == "by" and token.nbor(2).lower_ == token.lower_ and token.dep_ in _OBJECTS:
        token.dep_ = "advmod"
        token.ent_type_ = ""
        attach(token.nbor(1), token)


def accused_of(token: Token) -> None:
    """ "Accused [the police] of [a massacre]": the charge hangs on the verb."""
    if token.lower_ != "of" or token.dep_ != "prep" or token.head.dep_ not in _OBJECTS:
        return
    verb = token.head.head
    if verb.lemma_ in _CHARGING and verb.pos_ == "VERB" and token.i == token.head.i + 1:
        attach(token, verb)


def may_the_month(token: Token) -> None:
    """ "The fighting of 4 to 7 May killed ten": a month, no modal verb."""
    if token.text != "May" or token.dep_ != "aux" or token.i == token.sent.start or not token.nbor(-1).is_digit:
        return
    token.tag_, token.pos_, token.dep_ = "NNP", "PROPN", "appos"
    attach(token, token.nbor(-1))


def set_ablaze(token: Token) -> None:
    """ "Was set ablaze": the adverb makes the verb."""
    if token.lower_ in ("ablaze", "alight", "afire") and token.head.lemma_ == "set" and token.dep_ != "prt":
        token.dep_ = "prt"


def children_of_auxiliary(token: Token) -> None:
    """ "The council had on 14 May called on Peru": subject and date hang on "had"."""
    if token.dep_ not in ("aux", "auxpass") or token.head.pos_ not in ("VERB", "AUX") or token.head.i < token.i:
        return
    for child in list(token.children):
        if child.dep_ in ("nsubj", "nsubjpass", "prep", "advmod", "npadvmod"):
            attach(child, token.head)


def _has(token: Token, dep: str, word: str) -> bool:
    return any(child.dep_ == dep and child.lower_ == word for child in token.children)
