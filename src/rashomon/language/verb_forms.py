"""Forms of verbs: infinitive, tense, aspect, particle."""

from __future__ import annotations

from typing import Literal

from rashomon.language.words import Word


def verb_lemma(token: Word) -> str:
    """The lemma of a verb with its particle: "shoot down"."""
    for child in token.children:
        if child.dep_ == "prt":
            return f"{token.lemma_.lower()} {child.lower_}"
    return token.lemma_.lower()


def is_infinitive(verb: Word) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def is_nonfinite(verb: Word) -> bool:
    """An infinitive with "to" or a bare "-ing": "threatened [to bomb]", "denied [bombing]"."""
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(child.lower_ == "to" for child in auxiliaries):
        return True
    return verb.tag_ == "VBG" and not any(
        child.lemma_ in ("be", "have") and child.tag_ != "VBG" for child in auxiliaries
    )


def is_set_aside(verb: Word) -> bool:
    """ "instead of [arresting] them", "rather than [negotiate]": what was not done."""
    if verb.dep_ == "pcomp" and verb.head.lower_ == "of":
        return verb.head.i > 0 and verb.head.nbor(-1).lower_ == "instead"
    return any(
        c.lower_ == "than" and c.i > 0 and c.nbor(-1).lower_ == "rather" and c.i == verb.i - 1 for c in verb.children
    )


def is_in_order(token: Word) -> bool:
    """ "in order to": a preposition of three words and no order."""
    return token.lower_ == "order" and token.i > 0 and token.nbor(-1).lower_ == "in"


def tense(verb: Word) -> str:
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {child.lower_ for child in auxiliaries}
    if words & {"will", "shall", "'ll", "wo", "would", "'d"}:
        return "future"
    if "to" in words:
        return "none"
    if any(child.tag_ == "MD" for child in auxiliaries):
        return "present"  # "might die" is finite
    if any(child.lemma_ == "have" for child in auxiliaries):
        return "past"
    finite = next((child for child in auxiliaries if child.tag_ in ("VBD", "VBZ", "VBP")), verb)
    if finite.tag_ == "VBD":
        return "past"
    if finite.tag_ in ("VBZ", "VBP"):
        return "present"
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "ROOT"):
        return "past"
    if verb.dep_ == "conj" and verb.head != verb and verb.head.pos_ in ("VERB", "AUX"):
        return tense(verb.head)
    return "none"


def aspect(verb: Word) -> Literal["simple", "progressive", "perfect", "none"]:
    auxiliaries = {child.lemma_.lower() for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if "have" in auxiliaries:
        return "perfect"
    if verb.tag_ == "VBG":
        return "progressive" if "be" in auxiliaries else "none"
    if verb.tag_ in ("VBD", "VBZ", "VBP") or auxiliaries & {"do", "be"}:
        return "simple"
    return "none"
