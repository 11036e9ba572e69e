"""Who says it and what is said, where the small model takes one for a part of the other."""

from __future__ import annotations

from rashomon.language.lexicon import Lexicon
from rashomon.language.parser import Token
from rashomon.language.trees import attach


def reported_by(token: Token, lexicon: Lexicon) -> None:
    """'"...," the pilot reported by telephone': the verb of saying is read as a participle."""
    noun = token.head
    if (
        token.dep_ != "acl"
        or token.tag_ not in ("VBN", "VBD")
        or noun.i > token.i
        or token.lemma_ not in lexicon.saying_verbs
    ):
        return
    first = noun.left_edge.i
    if first == 0 or token.doc[first - 1].text not in ('"', "'", "''") or token.doc[first - 1].i <= token.sent.start:
        return
    head, relation = noun.head, noun.dep_
    if head == noun:
        return
    token.tag_ = "VBD"
    attach(token, head)
    token.dep_ = "parataxis" if relation != "ROOT" else relation
    attach(noun, token)
    noun.dep_ = "nsubj"
    for child in token.children:
        if child.dep_ == "agent":
            child.dep_ = "prep"


def content_of_a_noun(token: Token, lexicon: Lexicon) -> None:
    """ "the consul's report that pirates burned the brig": what the report says is read as a relative clause."""
    is_told = token.dep_ == "relcl" and token.head.lemma_.lower() in lexicon.saying_nouns
    if is_told and any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children):
        token.dep_ = "acl"


def dismissed_as(token: Token) -> None:
    """ "rejects as absurd the charge that ...": the assertion is what is dismissed, not what it is dismissed as."""
    if token.lower_ != "as" or token.dep_ != "prep" or token.head.pos_ != "VERB":
        return
    for noun in token.children:
        if noun.dep_ != "pobj":
            continue
        first = token.doc[token.i + 1]
        determiners = [c for c in noun.children if c.dep_ in ("det", "poss") and c.i > first.i]
        if first.pos_ == "ADJ" and determiners and not any(c.dep_ == "dobj" for c in token.head.children):
            noun.head = token.head
            noun.dep_ = "dobj"
            attach(first, token)
            first.dep_ = "pobj"
        return


def semicolon(token: Token) -> None:
    """ "The service says the boats intruded; it puts the number at three": two sentences, not one inside the other."""
    head = token.head
    if token.dep_ != "ccomp" or head.i < token.i:
        return
    if any(t.text == ";" for t in token.doc[token.i : head.i]) and any(
        c.dep_ in ("nsubj", "nsubjpass") for c in head.children
    ):
        token.dep_ = "parataxis"


def subject_after_quotation(token: Token, lexicon: Lexicon) -> None:
    """'"... to say hello," the navy commander told reporters': who speaks stands after the marks, not inside them."""
    if token.pos_ != "VERB" or token.lemma_ not in lexicon.saying_verbs:
        return
    closing = next(
        (
            t
            for t in reversed(list(token.doc[token.sent.start : token.i]))
            if t.text in ('"', "''") and t.i > token.sent.start
        ),
        None,
    )
    if closing is None or token.i - closing.i > 14 or closing.nbor(-1).text not in (",", "!", "?", ".", "'"):
        return
    subjects = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")]
    if any(s.i > closing.i for s in subjects):
        return
    between = [t for t in token.doc[closing.i + 1 : token.i] if t.pos_ in ("NOUN", "PROPN", "PRON")]
    outer = [t for t in between if t.head.i <= closing.i or t.head.i >= token.i]
    if not outer:
        return
    speaker = next((t for t in outer if t.dep_ not in ("pobj", "poss", "compound")), outer[0])
    if speaker.is_ancestor(token):
        return
    for subject in subjects:
        subject.dep_ = "dep"
    attach(speaker, token)
    speaker.dep_ = "nsubj"


def subject_in_aside(token: Token, lexicon: Lexicon) -> None:
    """ "One envoy, who spoke on condition that ..., said the army ...": the aside keeps the subject of "said"."""
    if token.tag_ not in ("VBD", "VBZ") or token.lemma_ not in lexicon.saying_verbs or token.i == token.sent.start:
        return
    if any(c.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for c in token.children) or token.dep_ == "conj":
        return
    aside = next((c for c in token.lefts if c.dep_ in ("ccomp", "parataxis", "advcl") and c.pos_ == "VERB"), None)
    if aside is None:
        return
    subject = next((c for c in aside.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < aside.i), None)
    if subject is None or subject.right_edge.i >= aside.i or subject.pos_ not in ("NOUN", "PROPN"):
        return
    opening = [t for t in subject.subtree if t.i > subject.i and t.lower_ in ("who", "which", "whose")]
    is_reduced = (
        token.nbor(-1).text != "," and aside.tag_ in ("VBN", "VBD") and aside.left_edge.i == subject.left_edge.i
    )
    quotes = any(t.text in ('"', "''", "``") for t in token.doc[subject.i : token.i])
    if quotes or (not (opening and token.nbor(-1).text == ",") and not is_reduced):
        return
    subject.head = token
    subject.dep_ = "nsubj"
    aside.head = subject
    aside.dep_ = "relcl" if opening else "acl"
    if not opening:
        aside.tag_ = "VBN"


def written_by(token: Token, lexicon: Lexicon) -> None:
    """ "The army burned the mill, wrote the Herald": who wrote stands after the verb and is read as its object."""
    if token.dep_ not in ("conj", "parataxis", "advcl", "ccomp", "dep") or token.tag_ not in ("VBD", "VBZ"):
        return
    if (
        token.lemma_ not in lexicon.saying_verbs
        or token.i == token.sent.start
        or token.nbor(-1).text not in (",", '"', "''")
    ):
        return
    objects = [c for c in token.children if c.dep_ == "dobj" and c.i > token.i]
    if len(objects) != 1 or any(
        c.dep_ in ("nsubj", "nsubjpass", "ccomp", "xcomp", "cc", "aux") for c in token.children
    ):
        return
    if objects[0].pos_ == "PROPN":
        objects[0].dep_ = "nsubj"
        token.dep_ = "parataxis"


def closing_tag(token: Token, lexicon: Lexicon) -> None:
    """ "Soldiers killed three people, a doctor and two witnesses told Radio Gao": told is no second predicate."""
    head = token.head
    if token.tag_ not in ("VBD", "VBZ") or token.lemma_ not in lexicon.saying_verbs:
        return
    has_subject = any(child.dep_ in ("nsubj", "nsubjpass") for child in token.lefts)
    if not has_subject and any(child.dep_ == "ccomp" for child in token.lefts):
        speaker = _apposed_before(token)
        if speaker is not None and speaker.left_edge.nbor(-1).text == ",":
            attach(speaker, token)
            speaker.dep_ = "nsubj"
    if token.dep_ != "conj":
        return
    said = head
    while said.dep_ == "conj" and said.head.i < said.i:
        said = said.head
    after = [t for t in token.doc[token.i + 1 : token.sent.end] if t.pos_ in ("VERB", "AUX")]
    joined = any(child.dep_ == "cc" and head.i < child.i < token.i for child in head.children)
    if said.dep_ not in ("ROOT", "ccomp") or said.i > token.i or after or joined:
        return
    speaker = next((child for child in token.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
    if speaker is None:
        speaker = _apposed_before(token)
        if speaker is None:
            return
        attach(speaker, token)
        speaker.dep_ = "nsubj"
    if speaker.left_edge.i == token.sent.start or speaker.left_edge.nbor(-1).text != ",":
        return
    above, role = said.head, said.dep_
    attach(token, token if role == "ROOT" else above)
    token.dep_ = role
    attach(said, token)
    said.dep_ = "ccomp"


def _apposed_before(token: Token) -> Token | None:
    """The noun before a verb that was read as an apposition: "the leader, [a doctor and two witnesses] told"."""
    last = token.nbor(-1) if token.i > token.sent.start else token
    while last.dep_ == "conj" and last.head.i < last.i and last.head.pos_ in ("NOUN", "PROPN"):
        last = last.head
    return last if last.dep_ == "appos" and last.pos_ in ("NOUN", "PROPN") else None


def parallel_saying(token: Token, lexicon: Lexicon) -> None:
    """ "said that debris was found, and accused the army": who said also accused; no debris did."""
    head = token.head
    if (
        token.dep_ != "conj"
        or token.tag_ not in ("VBD", "VBZ")
        or token.lemma_ not in lexicon.saying_verbs
        or head.dep_ != "ccomp"
    ):
        return
    above = head.head
    joint = any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children)
    if joint or above.lemma_ not in lexicon.saying_verbs or above.i > head.i or above.tag_ != token.tag_:
        return
    before = token.doc[max(head.i + 1, token.i - 3) : token.i]
    if any(t.text == "," for t in before):
        token.head = above
