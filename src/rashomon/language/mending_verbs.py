"""Verbs that the small model takes for nouns or participles, or hangs on the wrong verb."""

from __future__ import annotations

from rashomon.language.lexicon import Lexicon
from rashomon.language.parser import Token
from rashomon.language.trees import attach

_ACCUSING_AND_HINDERING = {"accuse", "suspect", "convict", "acquit", "stop", "prevent", "bar", "ban", "keep", "deter"}
_DITRANSITIVE = {
    "hand",
    "give",
    "offer",
    "deny",
    "award",
    "grant",
    "show",
    "tell",
    "serve",
    "sell",
    "send",
    "pay",
    "refuse",
}
_HARM_PREPOSITIONS = {"in", "during", "by", "from"}
_HARMED = {"kill", "injure", "wound", "die", "hurt", "lose", "perish", "damage", "destroy", "death", "injury", "maim"}
STRANDED = {"on", "upon", "at", "into", "over"}
_SUBORDINATORS = {"when", "while", "as", "after", "before", "because", "since", "until", "although", "though", "if"}


def lost_verb(token: Token) -> None:
    """ "... when hundreds of demonstrators in uniform converged on the square": the verb is read as a participle.

    A noun that stands where a clause's verb should, with no finite verb of its own, gives its
    place to the last past form below it.
    """
    if token.pos_ not in ("NOUN", "PROPN", "NUM", "PRON") or token.dep_ not in ("advcl", "ccomp", "conj", "ROOT"):
        return None
    if token.dep_ == "conj" and token.head.pos_ not in ("VERB", "AUX"):
        return None
    if any(
        child.pos_ in ("VERB", "AUX") and child.dep_ in ("cop", "aux", "relcl", "auxpass") for child in token.children
    ):
        return None
    candidates = [
        t
        for t in token.subtree
        if t.i > token.i
        and t.dep_ == "acl"
        and t.tag_ in ("VBN", "VBD")
        and not any(c.dep_ == "aux" for c in t.children)
    ]
    if not candidates:
        return None
    verb = candidates[-1]
    if any(child.dep_ == "agent" for child in verb.children):
        return None
    old_head, old_dep = token.head, token.dep_
    verb.tag_ = "VBD"
    if old_dep == "ROOT":
        return _promote_root(token, verb)
    attach(verb, old_head)
    verb.dep_ = old_dep
    for child in list(token.children):
        if child.i < token.i and (child.dep_ in ("advmod", "mark", "cc") and child.lower_ in _SUBORDINATORS):
            attach(child, verb)
    attach(token, verb)
    token.dep_ = "nsubj"
    return None


def _promote_root(noun: Token, verb: Token) -> None:
    for child in list(noun.children):
        if child != verb and child.dep_ in ("punct", "cc", "prep") and (child.i > verb.i or child.dep_ == "punct"):
            attach(child, verb)
    attach(verb, verb)
    verb.dep_ = "ROOT"
    attach(noun, verb)
    noun.dep_ = "nsubj"


def harmed_in_gerund(token: Token, lexicon: Lexicon) -> None:
    """ "Injured in army shelling", "died in police firing": the gerund is a noun, the word before it says whose."""
    if token.tag_ != "VBG" or token.lower_ not in lexicon.event_nouns or token.i == token.sent.start:
        return
    before = token.nbor(-1)
    if any(child.dep_ in ("dobj", "nsubj", "aux") for child in token.children):
        return
    if token.dep_ == "pobj" and token.head.lower_ in _HARM_PREPOSITIONS:
        pass
    elif (
        token.dep_ in ("acl", "pcomp", "advcl")
        and before.dep_ in ("pobj", "amod", "compound")
        and (preposition := before.head).lower_ in _HARM_PREPOSITIONS
        and preposition.head.lemma_.lower() in _HARMED
        and before.pos_ in ("NOUN", "PROPN", "ADJ")
    ):
        attach(token, preposition)
        for child in [child for child in before.children if child.i < before.i]:
            attach(child, token)
        attach(before, token)
        before.dep_ = "compound"
        token.dep_ = "pobj"
    else:
        return
    token.tag_, token.pos_, token.lemma_ = "NN", "NOUN", token.lower_


def left_dead(token: Token, lexicon: Lexicon) -> None:
    """ "Police shot dead 12 strikers": the state that the verb leaves them in, no adjective of theirs."""
    if token.i == token.sent.start or token.dep_ not in ("amod", "advmod"):
        return
    verb = token.nbor(-1)
    if verb.pos_ == "VERB" and verb.lemma_.lower() in lexicon.killing:
        attach(token, verb)
        token.dep_ = "oprd"


def stranded(token: Token) -> None:
    """ "The patrol was fired on": a preposition whose object is the subject belongs to the verb."""
    verb = token.head
    if token.dep_ != "prep" or token.lower_ not in STRANDED or token.i != verb.i + 1 or verb.tag_ != "VBN":
        return
    if not any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return
    if any(child.dep_ != "prep" for child in token.children):
        return
    for child in list(token.children):
        attach(child, verb)
    token.dep_ = "prt"


def particle(token: Token, lexicon: Lexicon) -> None:
    """ "... but called back all troops": a particle read as an adverb or a preposition."""
    if (
        token.lower_ == "over"
        and token.i > token.sent.start
        and token.nbor(-1).lemma_ in ("hand", "turn")
        and token.dep_ != "prt"
    ):
        if token.nbor(-1).pos_ == "VERB" and not any(child.dep_ == "pobj" for child in token.children):
            attach(token, token.nbor(-1))  # "handed over four tonnes": not more than four
            token.dep_ = "prt"
        return
    if token.dep_ in ("advmod", "prep") and token.lower_ in lexicon.particles and token.head.pos_ == "VERB":
        verb = token.head
        if f"{verb.lemma_} {token.lower_}" in lexicon.particle_verbs and (
            token.i == verb.i + 1 or (token.i > verb.i and token.dep_ == "advmod" and token.i <= verb.i + 4)
        ):
            if token.dep_ == "prep" and any(child.dep_ == "pobj" for child in token.children):
                return
            token.dep_ = "prt"
            for child in list(token.children):
                if child.dep_ == "prep":  # "pulled out [of the treaty]"
                    attach(child, verb)


def second_passive(token: Token) -> None:
    """ "Fifteen were killed and dozens wounded": the second participle shares the auxiliary."""
    if (
        token.tag_ == "VBD"
        and token.dep_ == "conj"
        and any(child.dep_ == "auxpass" for child in token.head.children)
        and not any(child.dep_ in ("aux", "auxpass", "nsubj") for child in token.children)
        and (token.lemma_ in _DITRANSITIVE or not any(child.dep_ == "dobj" for child in token.children))
    ):
        token.tag_ = "VBN"
    if (
        token.tag_ == "VBN"
        and token.dep_ == "conj"
        and not any(child.dep_ in ("aux", "auxpass") for child in token.children)
        and any(child.dep_ == "auxpass" for child in token.head.children)
    ):
        for child in token.children:
            if child.dep_ == "nsubj" and child.i < token.i and not any(c.dep_ == "dobj" for c in token.children):
                child.dep_ = "nsubjpass"


def gerund_with_object(token: Token) -> None:
    """ "accused of hiding deserters", "stopped from landing rifles": the deed is read as a compound."""
    if not token.lower_.endswith("ing"):
        return
    noun = token.head
    preposition = noun.head
    accused = preposition.head
    if (
        token.dep_ in ("compound", "amod", "pcomp")
        and preposition.lower_ in ("of", "from")
        and accused.dep_ in ("dobj", "nsubjpass")
        and accused.head.lemma_.lower() in _ACCUSING_AND_HINDERING
        and accused.i < preposition.i
    ):
        attach(preposition, accused.head)  # "accuses the ferry of smuggling rifles": "of" hangs on the ferry
    if (
        token.dep_ in ("compound", "amod")
        and noun.dep_ == "pobj"
        and preposition.lower_ in ("of", "from")
        and token.i == preposition.i + 1
        and preposition.head.lemma_.lower() in _ACCUSING_AND_HINDERING
    ):
        token.tag_, token.pos_ = "VBG", "VERB"
        token.lemma_ = _verb_of_gerund(token)
        attach(token, preposition)
        token.dep_ = "pcomp"
        attach(noun, token)
        noun.dep_ = "dobj"


def _verb_of_gerund(token: Token) -> str:
    """ "hiding" -> "hide", "shipping" -> "ship": no lemma is known for what the parse took for a noun."""
    stem = token.lower_[:-3]
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsfz":
        return stem[:-1]
    is_open = len(stem) > 2 and stem[-1] in "dkgmts" and stem[-2] in "aiou" and stem[-3] not in "aeiou"
    return stem + "e" if is_open or stem.endswith(("c", "v", "u", "z", "eas", "aus", "bl", "dl", "gl", "tl")) else stem


def demanded_infinitive(token: Token, lexicon: Lexicon) -> None:
    """ "urged Iran to release the crew": the one urged is read as the subject of the infinitive; it is both."""
    if token.dep_ != "nsubj" or token.head.dep_ != "ccomp":
        return
    verb = token.head
    governor = verb.head
    infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    if infinitive and governor.lemma_ in lexicon.object_control and governor.i < token.i:
        verb.dep_ = "xcomp"
        attach(token, governor)
        token.dep_ = "dobj"


def parallel_participle(token: Token) -> None:
    """ "saying that Iran did it and warning that it will pay": the second joins the first, not "did"."""
    if token.tag_ != "VBG" or token.dep_ != "conj" or any(child.dep_ in ("aux", "nsubj") for child in token.children):
        return
    head = token.head
    if head.tag_ == "VBG" or head.pos_ not in ("VERB", "AUX"):
        return
    above = head
    for _ in range(6):
        if above.head == above:
            return
        above = above.head
        if above.tag_ == "VBG" and above.i < token.i and not any(child.dep_ == "aux" for child in above.children):
            attach(token, above)
            return


def parallel_infinitive(token: Token) -> None:
    """ "is preparing to attack, drive back the militia and impose a blockade": the later verbs join "attack"."""
    if (
        token.tag_ not in ("VB", "VBP")
        or token.dep_ != "conj"
        or any(c.dep_ in ("aux", "nsubj", "nsubjpass") for c in token.children)
    ):
        return
    head = token.head
    if head.tag_ not in ("VBG", "VBD", "VBZ", "VBN") or any(c.dep_ == "aux" and c.tag_ == "MD" for c in head.children):
        return
    for child in head.children:
        if (
            child.dep_ in ("xcomp", "advcl")
            and child.i < token.i
            and any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children)
        ):
            attach(token, child)
            token.tag_ = "VB"
            return


def noun_after_to(token: Token) -> None:
    """ "Peru is also to blacklist the minister": a verb after "to" is read as a noun that has the infinitive's "to"."""
    if not token.n_lefts or token.pos_ not in ("NOUN", "PROPN") or not token.text.islower():
        return
    if not any(c.tag_ == "TO" and c.dep_ == "aux" and c.i < token.i for c in token.children):
        return
    token.pos_, token.tag_ = "VERB", "VB"
    if token.dep_ == "advcl" and token.head.lemma_ == "be":
        token.dep_ = "xcomp"
