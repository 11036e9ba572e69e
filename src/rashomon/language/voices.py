"""Who acts and who undergoes: the voice of a verb, and the subject that it shares with another or takes over."""

from __future__ import annotations

from rashomon.language.lexicon import Lexicon
from rashomon.language.verb_forms import is_infinitive, is_set_aside
from rashomon.language.words import Word
from rashomon.records import How

_QUOTING = {"quote", "cite"}
_HAVING_DONE = {"have", "order", "want"}
OBJECTS = {"dobj", "obj"}
BLAMING = {"blame", "accuse", "suspect", "fault", "condemn", "criticize", "criticise", "punish"}


class Voices:
    """Finds the subject of a verb in its own voice."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def is_passive(self, verb: Word, depth: int = 0) -> bool:
        if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
            return not self._is_stative(verb)
        if (
            verb.dep_ == "ccomp" and verb.tag_ in ("VBN", "VBD") and verb.head.lemma_ in _HAVING_DONE
        ):  # "had his brother strangled"
            return not any(child.dep_ in ("aux", "mark", *OBJECTS) for child in verb.children)
        if verb.tag_ != "VBN" or any(child.dep_ == "aux" for child in verb.children):
            return False
        if verb.dep_ == "acl":
            return not any(child.dep_ in OBJECTS for child in verb.children)
        if verb.dep_ == "advcl":
            return not any(child.dep_ in ("nsubj", *OBJECTS) for child in verb.children)
        if verb.dep_ == "conj" and depth < 5 and verb.head.pos_ == "VERB":
            return not any(child.dep_ == "nsubj" for child in verb.children) and self.is_passive(verb.head, depth + 1)
        return False

    def _is_stative(self, verb: Word) -> bool:
        """ "The army is engaged in clashes", "Oslo is committed to the accord": the subject acts."""
        prepositions = self._lexicon.stative.get(verb.lemma_.lower(), ())
        has_agent = any(child.dep_ == "agent" or child.lower_ == "by" for child in verb.children)
        has_object = any(child.dep_ in OBJECTS for child in verb.children)
        return not (has_agent or has_object) and any(child.lower_ in prepositions for child in verb.children)

    def surface_subjects(self, verb: Word, depth: int = 0) -> tuple[list[Word], How]:
        """The subject of a verb in its own voice: its own, the antecedent's, or the one it shares."""
        own = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
        if len(own) == 2 and own[1].pos_ == "PROPN" and own[0].pos_ == "NOUN" and own[1].left_edge.i == own[0].i + 1:
            own = own[:1]  # "the patrol boat Condor": a name read as a second subject
        own = [_noun_of(child) for child in own]
        if own:
            antecedents = [antecedent(child) or child for child in own]
            return antecedents, "stated"
        if depth > 6 or any(child.dep_ in ("expl", "csubj", "csubjpass") for child in verb.children):
            return [], "stated"
        head = verb.head
        match verb.dep_:
            case "conj" if head.pos_ in ("VERB", "AUX"):
                return self.surface_subjects(head, depth + 1)[0], "elided"
            case "xcomp" | "ccomp" if head.pos_ in ("VERB", "AUX", "ADJ") and (
                verb.dep_ == "xcomp" or is_infinitive(verb) or verb.tag_ == "VBG"
            ):
                return self._controller(head, depth), "elided"
            case "advcl" if head.pos_ in ("VERB", "AUX") and (verb.tag_ in ("VBG", "VBN") or is_infinitive(verb)):
                if is_infinitive(verb):
                    return self._controller(head, depth), "elided"
                return self.surface_subjects(head, depth + 1)[0], "elided"
            case "acl" if head.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
                if is_infinitive(verb):
                    return [head] if self._is_waited_for(head) else self._holder(head, depth), "elided"
                if any(child.dep_ == "mark" for child in verb.children):
                    return [], "stated"
                return [head], "stated"
            case "relcl":
                if is_infinitive(verb):
                    return self._holder(head, depth), "elided"
                return [head], "stated"
            case "pcomp":
                return self._prepositional_controller(verb, depth), "elided"
            case _:
                return [], "stated"

    def _controller(self, governor: Word, depth: int) -> list[Word]:
        """Whose doing the infinitive under this verb is."""
        if governor.pos_ == "ADJ":
            governor = governor.head
        for preposition in self._lexicon.preposition_control.get(governor.lemma_.lower(), ()):
            for child in governor.children:
                if child.dep_ in ("prep", "dative") and child.lower_ == preposition:
                    found = [noun for noun in child.children if noun.dep_ == "pobj"]
                    if found:
                        return found
        objects = [
            child
            for child in governor.children
            if child.dep_ in OBJECTS or (child.dep_ == "dative" and child.pos_ != "ADP")
        ]
        if objects and governor.lemma_.lower() in self._lexicon.object_control and not self.is_passive(governor):
            return objects
        return self.surface_subjects(governor, depth + 1)[0]

    def _is_waited_for(self, noun: Word) -> bool:
        """ "waited for [the regent] to release the crew"; a chance or a plan that is waited for does nothing."""
        lemma = noun.lemma_.lower()
        return (
            noun.dep_ == "pobj"
            and noun.head.lower_ == "for"
            and lemma not in self._lexicon.noun_effects
            and not self._lexicon.noun_type(lemma)
        )

    def _prepositional_controller(self, verb: Word, depth: int) -> list[Word]:
        preposition = verb.head
        governor = preposition.head
        if is_set_aside(verb):
            return self.surface_subjects(governor, depth + 1)[0] if governor.pos_ in ("VERB", "AUX") else []
        if preposition.lower_ == "as" and governor.lemma_ in _QUOTING and not self.is_passive(governor):
            return [child for child in governor.children if child.dep_ in OBJECTS]  # "quoted the general as saying"
        if governor.pos_ in ("NOUN", "PROPN"):
            is_accused = preposition.lower_ == "of" and governor.dep_ in OBJECTS and governor.head.lemma_ in BLAMING
            return [governor] if is_accused else self._holder(governor, depth)
        if governor.pos_ not in ("VERB", "AUX"):
            return []
        objects = [child for child in governor.children if child.dep_ in OBJECTS]
        if objects and preposition.lower_ in ("of", "for", "from", "into") and not self.is_passive(governor):
            return objects
        return self.surface_subjects(governor, depth + 1)[0]

    def _holder(self, noun: Word, depth: int) -> list[Word]:
        """Whose plan, threat or decision it is: its possessor, else the subject of its verb."""
        for child in noun.children:
            if child.dep_ == "poss":
                return [child]
        for child in noun.children:
            if child.dep_ in ("compound", "amod") and (child.ent_type_ in ("GPE", "NORP", "ORG", "PERSON")):
                return [child]
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in ("by", "of"):
                found = [t for t in child.children if t.dep_ == "pobj"]
                if found:
                    return found
        verb = noun.head
        while verb.pos_ in ("ADP", "NOUN") and verb.head != verb:
            verb = verb.head
        if verb.pos_ in ("VERB", "AUX") and depth < 6:
            return self.surface_subjects(verb, depth + 1)[0]
        return []


def _noun_of(subject: Word) -> Word:
    """ "The charity working in the hills said": a participle read as the subject gives way to its noun."""
    if subject.tag_ == "VBG" and subject.pos_ == "VERB":
        for child in subject.lefts:
            if child.pos_ in ("NOUN", "PROPN"):
                return child
    return subject


def antecedent(token: Word) -> Word | None:
    """The noun that a relative pronoun stands for."""
    if token.tag_ not in ("WDT", "WP") or token.lower_ == "what":
        return None
    verb = token.head
    for _ in range(6):
        if verb.dep_ == "relcl":
            return verb.head
        if verb.head == verb:
            return None
        verb = verb.head
    return None


def is_gap_relative(verb: Word) -> bool:
    """ "the ships [that] Russia seized": no object of its own, its head noun is the object."""
    if verb.dep_ != "relcl":
        return False
    own = [child for child in verb.children if child.dep_ == "nsubj"]
    if not own or antecedent(own[0]) is not None:
        return False
    return not any(
        t.tag_ in ("WDT", "WP", "WP$", "WRB") and t.dep_ in ("pobj", "advmod", "poss", *OBJECTS)
        for t in verb.subtree
        if t.i < verb.i
    ) and not any(child.dep_ in ("xcomp", "ccomp") for child in verb.children)
