"""Known faults of the small model, mended in the parse before clauses are read: one place for all of them.

Each function names a class of fault with a sentence that shows it; the sentences are tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rashomon.language.frames import mend_frame
from rashomon.language.lexicon import Lexicon
from rashomon.language.parser import Doc, Token

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
_MONTHS = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
}  # fmt: skip
_HARM_PREPOSITIONS = {"in", "during", "by", "from"}
_HARMED = {"kill", "injure", "wound", "die", "hurt", "lose", "perish", "damage", "destroy", "death", "injury", "maim"}
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
_WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
_DAYS = {*_WEEKDAYS, "night", "morning", "evening", "afternoon"}
_DATE_WORDS = _MONTHS | _DAYS
_THEMSELVES = {"himself", "herself", "itself", "themselves", "ourselves", "yourselves", "myself"}
_CLOCK = re.compile(r"^\d{1,2}[:.]\d\d$")
_SUBORDINATORS = {"when", "while", "as", "after", "before", "because", "since", "until", "although", "though", "if"}


def repair(doc: Doc, lexicon: Lexicon) -> None:
    """Mend a parsed paragraph in place: it is ours alone, and nothing else holds it yet."""
    for sentence in list(doc.sents):
        for token in sentence:
            relation = token.dep_
            for mend, relations in _REPAIRS:
                if relations is None or relation in relations:
                    mend(token, lexicon)
                    relation = token.dep_


def _hyphened_name(token: Token) -> None:
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
            _attach(part, after)
            part.dep_ = "compound"


def _subject_before_day(token: Token) -> None:
    """ "Syria Thursday reopened ...", of the agencies' style: subject and day are read as one time."""
    verb = token.head
    if token.lower_ not in _WEEKDAYS or token.dep_ not in ("npadvmod", "nsubj", "nsubjpass", "dobj", "compound"):
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
        _attach(word, before)
    _attach(before, verb)
    before.dep_ = "nsubjpass" if passive else "nsubj"
    token.dep_ = "npadvmod"


def _swallowed_subject(token: Token) -> None:
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
        _attach(token, verb)
        token.dep_ = "nsubjpass" if passive else "nsubj"
    elif token.dep_ not in ("nsubj", "nsubjpass") or any(child.dep_ == "pobj" for child in opening.children):
        return
    for word in words:
        if word.i <= last.i and word != last and word.head == token:
            _attach(word, last)
    _attach(last, opening)
    last.dep_ = "pobj"


def _subject_after_place(token: Token) -> None:
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
            _attach(name, last)
    _attach(token, verb)
    token.dep_ = "nsubjpass" if passive else "nsubj"
    _attach(last, opening)
    last.dep_ = "pobj"


def _bound_for(token: Token) -> None:
    """ "Stormed a ferry bound for Rhodes on Monday": the day is that of the storming."""
    if token.lower_ != "bound" or token.dep_ != "acl":
        return
    verb = next((ancestor for ancestor in token.ancestors if ancestor.pos_ == "VERB"), None)
    if verb is None or verb.i > token.i:
        return
    for child in list(token.children):
        dated = any(word.lower_ in _DATE_WORDS or word.ent_type_ in ("DATE", "TIME") for word in child.subtree)
        if child.dep_ == "prep" and child.lower_ != "for" and dated:
            _attach(child, verb)


def _subject_after_date(token: Token) -> None:
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


def _subject_after_comma(token: Token) -> None:
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


def _reported_by(token: Token, lexicon: Lexicon) -> None:
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
    _attach(token, head)
    token.dep_ = "parataxis" if relation != "ROOT" else relation
    _attach(noun, token)
    noun.dep_ = "nsubj"
    for child in token.children:
        if child.dep_ == "agent":
            child.dep_ = "prep"


def _emphasis(token: Token) -> None:
    """ "The troops had themselves shelled the camp": who is stressed, read as a second subject."""
    if token.lower_ in _THEMSELVES and token.dep_ in ("nsubj", "nsubjpass"):
        subjects = [child for child in token.head.lefts if child.dep_ == token.dep_ and child.i < token.i]
        if subjects:
            token.dep_ = "npadvmod"


def _lost_verb(token: Token) -> None:
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
    _attach(verb, old_head)
    verb.dep_ = old_dep
    for child in list(token.children):
        if child.i < token.i and (child.dep_ in ("advmod", "mark", "cc") and child.lower_ in _SUBORDINATORS):
            _attach(child, verb)
    _attach(token, verb)
    token.dep_ = "nsubj"
    return None


def _promote_root(noun: Token, verb: Token) -> None:
    for child in list(noun.children):
        if child != verb and child.dep_ in ("punct", "cc", "prep") and (child.i > verb.i or child.dep_ == "punct"):
            _attach(child, verb)
    _attach(verb, verb)
    verb.dep_ = "ROOT"
    _attach(noun, verb)
    noun.dep_ = "nsubj"


def _harmed_in_gerund(token: Token, lexicon: Lexicon) -> None:
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
        _attach(token, preposition)
        for child in [child for child in before.children if child.i < before.i]:
            _attach(child, token)
        _attach(before, token)
        before.dep_ = "compound"
        token.dep_ = "pobj"
    else:
        return
    token.tag_, token.pos_, token.lemma_ = "NN", "NOUN", token.lower_


def _misread_noun(token: Token, lexicon: Lexicon) -> None:
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


def _particle(token: Token, lexicon: Lexicon) -> None:
    """ "... but called back all troops": a particle read as an adverb or a preposition."""
    if (
        token.lower_ == "over"
        and token.i > token.sent.start
        and token.nbor(-1).lemma_ in ("hand", "turn")
        and token.dep_ != "prt"
    ):
        if token.nbor(-1).pos_ == "VERB" and not any(child.dep_ == "pobj" for child in token.children):
            _attach(token, token.nbor(-1))  # "handed over four tonnes": not more than four
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
                    _attach(child, verb)


def _second_passive(token: Token) -> None:
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


def _instead_of(token: Token) -> None:
    """ "sent a raft instead of a boat": what stands after "of" is read as a second object."""
    if token.lower_ != "of" or token.i == 0 or token.nbor(-1).lower_ != "instead" or token.n_rights:
        return
    noun = next((c for c in token.head.children if c.i > token.i and c.left_edge.i == token.i + 1), None)
    if noun is not None and noun.dep_ in ("dobj", "conj", "attr", "oprd"):
        _attach(noun, token)
        noun.dep_ = "pobj"


def _content_of_a_noun(token: Token, lexicon: Lexicon) -> None:
    """ "the consul's report that pirates burned the brig": what the report says is read as a relative clause."""
    is_told = token.dep_ == "relcl" and token.head.lemma_.lower() in lexicon.saying_nouns
    if is_told and any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children):
        token.dep_ = "acl"


def _gerund_with_object(token: Token) -> None:
    """ "accused of hiding deserters", "stopped from landing rifles": the deed is read as a compound."""
    noun = token.head
    preposition = noun.head
    accused = preposition.head
    if (
        token.dep_ in ("compound", "amod", "pcomp")
        and preposition.lower_ in ("of", "from")
        and accused.dep_ in ("dobj", "nsubjpass")
        and accused.head.lemma_.lower() in _ACCUSING_AND_HINDERING
        and token.lower_.endswith("ing")
        and accused.i < preposition.i
    ):
        _attach(preposition, accused.head)  # "accuses the ferry of smuggling rifles": "of" hangs on the ferry
    if (
        token.dep_ in ("compound", "amod")
        and token.lower_.endswith("ing")
        and noun.dep_ == "pobj"
        and preposition.lower_ in ("of", "from")
        and token.i == preposition.i + 1
        and preposition.head.lemma_.lower() in _ACCUSING_AND_HINDERING
    ):
        token.tag_, token.pos_ = "VBG", "VERB"
        token.lemma_ = _verb_of_gerund(token)
        _attach(token, preposition)
        token.dep_ = "pcomp"
        _attach(noun, token)
        noun.dep_ = "dobj"


def _verb_of_gerund(token: Token) -> str:
    """ "hiding" -> "hide", "shipping" -> "ship": no lemma is known for what the parse took for a noun."""
    stem = token.lower_[:-3]
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsfz":
        return stem[:-1]
    is_open = len(stem) > 2 and stem[-1] in "dkgmts" and stem[-2] in "aiou" and stem[-3] not in "aeiou"
    return stem + "e" if is_open or stem.endswith(("c", "v", "u", "z", "eas", "aus", "bl", "dl", "gl", "tl")) else stem


def _demanded_infinitive(token: Token, lexicon: Lexicon) -> None:
    """ "urged Iran to release the crew": the one urged is read as the subject of the infinitive; it is both."""
    if token.dep_ != "nsubj" or token.head.dep_ != "ccomp":
        return
    verb = token.head
    governor = verb.head
    infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    if infinitive and governor.lemma_ in lexicon.object_control and governor.i < token.i:
        verb.dep_ = "xcomp"
        _attach(token, governor)
        token.dep_ = "dobj"


def _parallel_participle(token: Token) -> None:
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
            _attach(token, above)
            return


def _parallel_infinitive(token: Token) -> None:
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
            _attach(token, child)
            token.tag_ = "VB"
            return


def _dismissed_as(token: Token) -> None:
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
            _attach(first, token)
            first.dep_ = "pobj"
        return


def _semicolon(token: Token) -> None:
    """ "The service says the boats intruded; it puts the number at three": two sentences, not one inside the other."""
    head = token.head
    if token.dep_ != "ccomp" or head.i < token.i:
        return
    if any(t.text == ";" for t in token.doc[token.i : head.i]) and any(
        c.dep_ in ("nsubj", "nsubjpass") for c in head.children
    ):
        token.dep_ = "parataxis"


def _subject_after_quotation(token: Token, lexicon: Lexicon) -> None:
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
    _attach(speaker, token)
    speaker.dep_ = "nsubj"


def _subject_in_aside(token: Token, lexicon: Lexicon) -> None:
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


def _before_colon(token: Token) -> None:
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
        _attach(named, verb)
        named.dep_, token.dep_ = "nsubj", "dep"


def _noun_after_to(token: Token) -> None:
    """ "Peru is also to blacklist the minister": a verb after "to" is read as a noun that has the infinitive's "to"."""
    if token.pos_ not in ("NOUN", "PROPN") or not token.text.islower():
        return
    if not any(c.tag_ == "TO" and c.dep_ == "aux" and c.i < token.i for c in token.children):
        return
    token.pos_, token.tag_ = "VERB", "VB"
    if token.dep_ == "advcl" and token.head.lemma_ == "be":
        token.dep_ = "xcomp"


def _written_by(token: Token, lexicon: Lexicon) -> None:
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


def _lemma(token: Token, lexicon: Lexicon) -> None:
    """ "had staged": the lemmatizer takes "stag" for the verb."""
    if token.pos_ == "VERB" and token.lemma_ in lexicon.lemmas:
        token.lemma_ = lexicon.lemmas[token.lemma_]
    elif token.pos_ == "NOUN" and token.lower_ == "bases":
        token.lemma_ = "base"  # not "basis"
    elif token.tag_ == "JJR" and _is_mistaken_comparative(token):
        token.tag_, token.pos_, token.lemma_ = "NN", "NOUN", token.lower_


def _is_mistaken_comparative(token: Token) -> bool:
    """ "ordered the trawler to turn back": a noun in "-er" that is read as a comparative."""
    has_article = any(child.dep_ == "det" for child in token.children)
    return has_article and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") and token.lower_ not in _COMPARED


def _attach(token: Token, head: Token) -> None:
    """Give a token another head, unless the tree would bite its own tail: reading it would then never end."""
    if token == head or not token.is_ancestor(head):
        token.head = head


def _closing_tag(token: Token, lexicon: Lexicon) -> None:
    """ "Soldiers killed three people, a doctor and two witnesses told Radio Gao": told is no second predicate."""
    head = token.head
    if token.tag_ not in ("VBD", "VBZ") or token.lemma_ not in lexicon.saying_verbs:
        return
    has_subject = any(child.dep_ in ("nsubj", "nsubjpass") for child in token.lefts)
    if not has_subject and any(child.dep_ == "ccomp" for child in token.lefts):
        speaker = _apposed_before(token)
        if speaker is not None and speaker.left_edge.nbor(-1).text == ",":
            _attach(speaker, token)
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
        _attach(speaker, token)
        speaker.dep_ = "nsubj"
    if speaker.left_edge.i == token.sent.start or speaker.left_edge.nbor(-1).text != ",":
        return
    above, role = said.head, said.dep_
    _attach(token, token if role == "ROOT" else above)
    token.dep_ = role
    _attach(said, token)
    said.dep_ = "ccomp"


def _apposed_before(token: Token) -> Token | None:
    """The noun before a verb that was read as an apposition: "the leader, [a doctor and two witnesses] told"."""
    last = token.nbor(-1) if token.i > token.sent.start else token
    while last.dep_ == "conj" and last.head.i < last.i and last.head.pos_ in ("NOUN", "PROPN"):
        last = last.head
    return last if last.dep_ == "appos" and last.pos_ in ("NOUN", "PROPN") else None


def _parallel_saying(token: Token, lexicon: Lexicon) -> None:
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


Repair = Callable[[Token, Lexicon], None]


def _plain(mend: Callable[[Token], None]) -> Repair:
    return lambda token, lexicon: mend(token)


# In their order, each with the relations of the words that it can mend; None: of any word.
_REPAIRS: tuple[tuple[Repair, frozenset[str] | None], ...] = tuple(
    (mend, frozenset(relations.split()) if relations else None)
    for mend, relations in (
        (_plain(_hyphened_name), None),
        (_plain(_swallowed_subject), "pobj nsubj nsubjpass"),
        (_plain(_subject_before_day), "npadvmod nsubj nsubjpass dobj compound"),
        (_plain(_subject_after_date), "prep"),
        (_plain(_subject_after_place), None),
        (_plain(_bound_for), None),
        (_plain(_subject_after_comma), "prep"),
        (_reported_by, "acl"),
        (_plain(_emphasis), "nsubj nsubjpass"),
        (_plain(_lost_verb), "advcl ccomp conj ROOT"),
        (_misread_noun, None),
        (_harmed_in_gerund, None),
        (_particle, None),
        (_plain(_second_passive), "conj"),
        (_plain(_gerund_with_object), "compound amod pcomp"),
        (_plain(_instead_of), None),
        (_content_of_a_noun, "relcl"),
        (_demanded_infinitive, "nsubj"),
        (_plain(_parallel_participle), "conj"),
        (_plain(_parallel_infinitive), "conj"),
        (_parallel_saying, "conj"),
        (_closing_tag, None),
        (_plain(_dismissed_as), "prep"),
        (_plain(_semicolon), "ccomp"),
        (_subject_after_quotation, None),
        (_subject_in_aside, None),
        (_plain(_before_colon), "nsubj"),
        (_plain(_noun_after_to), None),
        (_written_by, "conj parataxis advcl ccomp dep"),
        (_plain(mend_frame), None),
        (_lemma, None),
    )
)
