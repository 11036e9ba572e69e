"""Subjects that the small model loses to a day, a place or another noun, given back to their verb."""

from __future__ import annotations

import re

from rashomon.language.parser import Token
from rashomon.language.trees import attach

_MONTHS = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
}  # fmt: skip
WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
_DAYS = {*WEEKDAYS, "night", "morning", "evening", "afternoon"}
_DATE_WORDS = _MONTHS | _DAYS
THEMSELVES = {"himself", "herself", "itself", "themselves", "ourselves", "yourselves", "myself"}
_CLOCK = re.compile(r"^\d{1,2}[:.]\d\d$")


def subject_before_day(token: Token) -> None:
    """ "Syria Thursday reopened ...", of the agencies' style: subject and day are read as one time."""
    verb = token.head
    if token.lower_ not in WEEKDAYS or token.dep_ not in ("npadvmod", "nsubj", "nsubjpass", "dobj", "compound"):
        return
    if verb.pos_ not in ("VERB", "AUX") or verb.i < token.i or token.i == token.sent.start:
        return
    before = token.nbor(-1)
    if before.head != token or before.pos_ not in ("PROPN", "NOUN") or before.lower_ in _DATE_WORDS:
        return
    if any(c.dep_ in ("nsubj", "nsubjpass", "expl") and c != token for c in verb.children):
        return
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    for word in [child for child in token.children if child.i < before.i]:
        attach(word, before)
    attach(before, verb)
    before.dep_ = "nsubjpass" if passive else "nsubj"
    token.dep_ = "npadvmod"


def swallowed_subject(token: Token) -> None:
    """ "On 14 March gunboats attacked ...", "At 19:20 shots were fired": date and subject are read as one phrase.

    The date becomes the preposition's, the noun after it the verb's subject.
    """
    if token.pos_ not in ("NOUN", "PROPN") or token.left_edge.i == token.i:
        return
    words = [t for t in token.doc[token.left_edge.i : token.i] if t.head == token or token.is_ancestor(t)]
    dates = [
        t for t in words if t.lower_ in _DATE_WORDS or _CLOCK.match(t.text) or (t.text.isdigit() and len(t.text) == 4)
    ]
    if not dates or token.lower_ in _DATE_WORDS or token.ent_type_ in ("DATE", "TIME"):
        return
    last = dates[-1]
    if last.i + 1 > token.i:
        return
    opening = next(
        (
            t
            for t in reversed(list(token.doc[max(0, token.left_edge.i - 2) : last.i]))
            if t.lower_ in ("on", "in", "at", "by", "since", "between", "from", "until", "after", "before", "during")
        ),
        None,
    )
    if opening is None or opening.sent.start < opening.i - 1:
        return
    if opening.i == token.left_edge.i and token.dep_ in ("nsubj", "nsubjpass"):
        opening.head = token.head  # "Between 3 and 5 May crews cleared ...": all of it read as the subject
        opening.dep_ = "prep"
    verb = opening.head
    if verb.pos_ not in ("VERB", "AUX") or verb.i < token.i:
        return
    if token.dep_ == "pobj" and token.head == opening:
        if any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in verb.children):
            return
        passive = any(child.dep_ == "auxpass" for child in verb.children)
        attach(token, verb)
        token.dep_ = "nsubjpass" if passive else "nsubj"
    elif token.dep_ not in ("nsubj", "nsubjpass") or any(child.dep_ == "pobj" for child in opening.children):
        return
    for word in words:
        if word.i <= last.i and word != last and word.head == token:
            attach(word, last)
    attach(last, opening)
    last.dep_ = "pobj"


def subject_after_place(token: Token) -> None:
    """ "In Kisangani protesters set fire ...": the name is read as a part of the noun; the preposition's it is."""
    opening = token.doc[token.sent.start]
    if opening.lower_ not in ("in", "at", "near", "outside") or opening.dep_ != "prep" or token.tag_ != "NNS":
        return
    names = list(token.doc[opening.i + 1 : token.i])
    if not names or not token.is_lower or not all(n.pos_ == "PROPN" and n.text[:1].isupper() for n in names):
        return
    verb = opening.head
    if verb.pos_ not in ("VERB", "AUX") or verb.i < token.i or token.head not in (opening, verb):
        return
    if token.head == verb and any(child.dep_ == "pobj" for child in opening.children):
        return
    if any(c.dep_ in ("nsubj", "nsubjpass", "expl") and c != token for c in verb.children):
        return
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    last = names[-1]
    for name in names[:-1]:
        if name.head == token:
            attach(name, last)
    attach(token, verb)
    token.dep_ = "nsubjpass" if passive else "nsubj"
    attach(last, opening)
    last.dep_ = "pobj"


def bound_for(token: Token) -> None:
    """ "Stormed a ferry bound for Rhodes on Monday": the day is that of the storming."""
    if token.lower_ != "bound" or token.dep_ != "acl":
        return
    verb = next((ancestor for ancestor in token.ancestors if ancestor.pos_ == "VERB"), None)
    if verb is None or verb.i > token.i:
        return
    for child in list(token.children):
        dated = any(word.lower_ in _DATE_WORDS or word.ent_type_ in ("DATE", "TIME") for word in child.subtree)
        if child.dep_ == "prep" and child.lower_ != "for" and dated:
            attach(child, verb)


def subject_after_date(token: Token) -> None:
    """ "On 9 June its divers searched the wreck": date and subject both hang on the preposition."""
    if (
        token.dep_ != "prep"
        or token.lower_ not in ("on", "in", "at")
        or token.head.pos_ != "VERB"
        or token.head.i < token.i
    ):
        return
    objects = [c for c in token.children if c.pos_ in ("NOUN", "PROPN") and c.dep_ in ("pobj", "appos", "dep", "conj")]
    if len(objects) < 2 or any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in token.head.children):
        return
    date, subject = objects[0], objects[-1]
    if (date.lower_ in _DATE_WORDS or date.ent_type_ in ("DATE", "TIME")) and subject.ent_type_ not in ("DATE", "TIME"):
        subject.head = token.head
        passive = any(child.dep_ == "auxpass" for child in token.head.children)
        subject.dep_ = "nsubjpass" if passive else "nsubj"


def subject_after_comma(token: Token) -> None:
    """ "In Libya, soldiers and tanks were deployed": place and subject are read as one list under the preposition."""
    verb = token.head
    if token.dep_ != "prep" or token.i > token.sent.start + 1 or verb.pos_ not in ("VERB", "AUX") or verb.i < token.i:
        return
    if any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in verb.children):
        return
    inside = [t for t in token.subtree if t.i < verb.i]
    comma = next((t for t in inside if t.text == ","), None)
    if comma is None:
        return
    for noun in inside:
        if (
            noun.i > comma.i
            and noun.pos_ in ("NOUN", "PROPN", "PRON")
            and noun.head.i < comma.i
            and noun.dep_ in ("pobj", "conj", "appos", "dep")
        ):
            noun.head = verb
            noun.dep_ = "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"
            return


def emphasis(token: Token) -> None:
    """ "The troops had themselves shelled the camp": who is stressed, read as a second subject."""
    if token.lower_ in THEMSELVES and token.dep_ in ("nsubj", "nsubjpass"):
        subjects = [child for child in token.head.lefts if child.dep_ == token.dep_ and child.i < token.i]
        if subjects:
            token.dep_ = "npadvmod"


def before_colon(token: Token) -> None:
    """ "Mr. Kuznets (Chile): The navy has sent ...": what stands before the colon is read as one more subject."""
    if token.dep_ != "nsubj" or token.head.i < token.i:
        return
    verb = token.head
    colon = next((t for t in token.doc[token.i + 1 : verb.i] if t.text.endswith(":")), None)
    if colon is None:
        return
    if any(c.dep_ in ("nsubj", "nsubjpass") and colon.i < c.i < verb.i for c in verb.children):
        token.dep_ = "dep"
        return
    named = next((c for c in token.children if c.dep_ == "appos" and c.left_edge.i == colon.i + 1), None)
    if named is not None and named.right_edge.i < verb.i:
        attach(named, verb)
        named.dep_, token.dep_ = "nsubj", "dep"
