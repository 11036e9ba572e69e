"""From a parsed sentence to neutral clauses: voice, coordination, control, light verbs and nominal events undone.

A draft is a clause in the making: it still holds its tokens, because attribution and modality read
them. ``freeze`` turns it into a record. A clause knows no codebook.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from rashomon.language.lexicon import Lexicon
from rashomon.language.phrases import PhraseReader
from rashomon.language.words import Sentence, Word
from rashomon.records import Clause, Governor, How, Modality, Phrase, Polarity, Relation, Span, Speaker

_COMPLEMENT_PREPOSITIONS = {"of", "for", "from", "in", "to", "into", "against", "about", "on", "with"}
_OBJECT_DEPS = {"dobj", "obj"}
_POSSESSIVE = frozenset({"his", "her", "its", "their", "our", "my"})
_PLACE_PREPOSITIONS = {"in", "at", "near", "outside", "inside", "off", "around", "along", "across"}
_NOT_RELATIONS = {"including", "such", "like", "than", "as", "according", "versus", "except", "besides"}
_EXCHANGES = {"exchange", "swap", "trade"}
_QUOTING = {"quote", "cite"}
_NAMING = {"call", "declare", "name", "make", "consider"}
_HAVING_DONE = {"have", "order", "want"}
_BLAMING = {"blame", "accuse", "suspect", "fault", "condemn", "criticize", "criticise", "punish"}


@dataclass(slots=True, eq=False)
class Draft:
    """A clause in the making."""

    token: Word  # the head word of the predicate
    verb: Word  # the word that carries tense, modals and negation: the light verb of a noun event
    pos: str
    lemma: str
    sentence: Sentence
    light: str | None = None
    passive: bool = False
    relations: list[Relation] = field(default_factory=list)
    governor: Draft | None = None
    governed_as: str = ""
    mark: str = ""  # the word that opens the clause: "if", "despite", "that"
    id: str = ""
    tense: str = "none"
    main: bool = False
    modality: Modality = "actual"
    polarity: Polarity = "affirmed"
    speakers: tuple[Speaker, ...] = ()
    skip: str | None = None
    reasons: list[str] = field(default_factory=list)

    def phrases(self, *names: str) -> list[Phrase]:
        for name in names:
            found = [relation.phrase for relation in self.relations if relation.name == name]
            if found:
                return found
        return []

    def add(self, name: str, phrases: tuple[Phrase, ...] | list[Phrase]) -> None:
        """Add phrases under a relation, each place of the text once."""
        known = {(r.name, r.phrase.head_start) for r in self.relations}
        for phrase in phrases:
            if (name, phrase.head_start) not in known:
                self.relations.append(Relation(name, phrase))


class ClauseReader:
    """Reads the clauses of the sentences of one paragraph."""

    def __init__(self, phrases: PhraseReader, lexicon: Lexicon) -> None:
        self._phrases = phrases
        self._lexicon = lexicon
        self._drafts: dict[int, Draft] = {}

    def read(self, sentence: Sentence, number: int) -> list[Draft]:
        """The drafts of a sentence in the order of its words, with ids "s<number>.c<n>"."""
        self._drafts = {token.i: draft for token in sentence if (draft := self._predicate(token, sentence))}
        for draft in list(self._drafts.values()):
            if draft.pos == "noun":
                self._read_noun(draft)
            else:
                self._read_verb(draft)
        for draft in list(self._drafts.values()):
            if draft.pos == "noun":
                self._share_arguments(draft)
        for draft in list(self._drafts.values()):
            if draft.pos == "noun":
                self._carry(draft)
        for draft in self._drafts.values():
            self._govern(draft)
        for draft in self._drafts.values():
            if draft.pos == "noun":
                self._lend_subject(draft)
                self._lend_object(draft)
            else:
                self._answer_for(draft)
        drafts = sorted({id(d): d for d in self._drafts.values()}.values(), key=lambda d: d.token.i)
        for index, draft in enumerate(drafts, 1):
            draft.id = f"s{number}.c{index}"
            draft.tense = self._tense(draft.verb)
        return drafts

    def freeze(self, draft: Draft, paragraph: int) -> Clause:
        """The finished record of a draft."""
        first, last = self._trigger(draft)
        governor = None
        if draft.governor is not None:
            governor = Governor(draft.governor.id, draft.governed_as)  # type: ignore[arg-type]  # set from its closed set
        return Clause(
            id=draft.id,
            sentence=self.sentence_span(draft.sentence),
            paragraph=paragraph,
            trigger=self._phrases.span(first, last),
            lemma=draft.lemma,
            pos=draft.pos,  # type: ignore[arg-type]  # set from its closed set
            head_start=self._phrases.offset(draft.token),
            relations=tuple(draft.relations),
            light=draft.light,
            governor=governor,
            tense=draft.tense,  # type: ignore[arg-type]  # set from its closed set
            aspect=_aspect(draft.verb),
            passive=draft.passive,
            main=draft.main,
            modality=draft.modality,
            polarity=draft.polarity,
            speakers=draft.speakers,
            skip=draft.skip,
            reasons=tuple(draft.reasons),
        )

    def sentence_span(self, sentence: Sentence) -> Span:
        return self._phrases.span(sentence[0], sentence[-1])

    # --- which words are predicates -------------------------------------------------------------

    def _predicate(self, token: Word, sentence: Sentence) -> Draft | None:
        if _is_joined_to_noun(token):
            return None
        if token.pos_ == "VERB" and token.dep_ not in (
            "aux",
            "auxpass",
            "amod",
            "compound",
            "prep",
            "case",
            "mark",
            "det",
        ):
            return Draft(token, token, "verb", self.verb_lemma(token), sentence)
        if token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass"):
            return Draft(token, token, "verb", token.lemma_.lower(), sentence)
        if (
            token.pos_ == "ADJ"
            and token.dep_ in ("advcl", "acl")
            and any(c.dep_ in ("nsubj", "agent") for c in token.children)
        ):
            return Draft(token, token, "adjective", token.lemma_.lower(), sentence)
        if (
            token.pos_ == "NOUN"
            and token.dep_ not in ("compound", "npadvmod", "nmod")
            and not self._is_in_order(token)
            and not self._is_title_case(token)
        ):
            lemma = token.lemma_.lower()
            if self._lexicon.noun_type(self.noun_lemma(token)) or self._lexicon.noun_type(lemma):
                return Draft(token, token, "noun", self.noun_lemma(token), sentence)
            if any(child.dep_ in ("acl", "ccomp") and child.pos_ == "VERB" for child in token.children) and (
                lemma in self._lexicon.saying_nouns or lemma in self._lexicon.noun_effects
            ):
                return Draft(token, token, "noun", lemma, sentence)
        return None

    def _is_title_case(self, token: Word) -> bool:
        """ "the Mission", "the Exchange": a name, capitalised in the middle of a sentence."""
        return (
            token.text[:1].isupper()
            and token.i > token.sent.start
            and token.nbor(-1).text not in ('"', "'", ":")
            and not token.text.isupper()
        )

    def _is_in_order(self, token: Word) -> bool:
        """ "in order to": a preposition of three words and no order."""
        return token.lower_ == "order" and token.i > 0 and token.nbor(-1).lower_ == "in"

    def verb_lemma(self, token: Word) -> str:
        """The lemma of a verb with its particle: "shoot down"."""
        for child in token.children:
            if child.dep_ == "prt":
                return f"{token.lemma_.lower()} {child.lower_}"
        return token.lemma_.lower()

    def noun_lemma(self, token: Word) -> str:
        """The lemma of an event noun, with the compound that makes it another word: "martial law"."""
        lemma = token.lemma_.lower()
        for child in token.children:
            if child.dep_ in ("compound", "amod") and child.i == token.i - 1:
                pair = f"{child.lower_} {lemma}"
                if pair in self._lexicon.event_nouns:
                    return pair
        if lemma.endswith("s") and lemma not in self._lexicon.event_nouns and lemma[:-1] in self._lexicon.event_nouns:
            return lemma[:-1]
        return lemma

    # --- verbs ------------------------------------------------------------------------------------

    def _read_verb(self, draft: Draft) -> None:
        verb = draft.token
        draft.passive = self._is_passive(verb)
        subjects, how = self._surface_subjects(verb)
        objects = [child for child in verb.children if child.dep_ in _OBJECT_DEPS]
        if draft.passive:
            role = "indirect" if objects else "object"
            draft.add(role, self._read_all(subjects, how))
        else:
            draft.add("subject", self._read_all(subjects, how))
        for noun in objects:
            antecedent = self._antecedent(noun)
            draft.add("object", self._read_all([antecedent or noun], "stated"))
        if not objects and not draft.passive and self._is_gap_relative(verb):
            draft.add("object", self._read_all([verb.head], "stated"))
        for child in verb.children:
            match child.dep_:
                case "dative" if child.pos_ == "ADP":
                    self._add_preposition(draft, child)
                case "dative":
                    draft.add("indirect", self._phrases.read(child))
                case "agent":
                    for noun in child.children:
                        if noun.dep_ == "pobj":
                            role = "by" if self._is_manner(noun) else "subject"
                            draft.add(role, self._phrases.read(self._antecedent(noun) or noun))
                case "attr" | "acomp" | "oprd":
                    draft.add("attribute", self._phrases.read(child))
                    self._add_attached(draft, child, everything=True)
                case "prep":
                    self._add_preposition(draft, child)
                case "npadvmod" | "tmod" | "advmod":
                    self._add_time(draft, child)
                case _:
                    pass
        for noun in [*subjects, *objects]:
            self._add_attached(draft, noun, everything=noun in objects or draft.passive)
        self._add_relative_place(draft)

    def _is_passive(self, verb: Word, depth: int = 0) -> bool:
        if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
            return not self._is_stative(verb)
        if (
            verb.dep_ == "ccomp" and verb.tag_ in ("VBN", "VBD") and verb.head.lemma_ in _HAVING_DONE
        ):  # "had his brother strangled"
            return not any(child.dep_ in ("aux", "mark", *_OBJECT_DEPS) for child in verb.children)
        if verb.tag_ != "VBN" or any(child.dep_ == "aux" for child in verb.children):
            return False
        if verb.dep_ == "acl":
            return not any(child.dep_ in _OBJECT_DEPS for child in verb.children)
        if verb.dep_ == "advcl":
            return not any(child.dep_ in ("nsubj", *_OBJECT_DEPS) for child in verb.children)
        if verb.dep_ == "conj" and depth < 5 and verb.head.pos_ == "VERB":
            return not any(child.dep_ == "nsubj" for child in verb.children) and self._is_passive(verb.head, depth + 1)
        return False

    def _is_stative(self, verb: Word) -> bool:
        """ "The army is engaged in clashes", "Oslo is committed to the accord": the subject acts."""
        prepositions = self._lexicon.stative.get(verb.lemma_.lower(), ())
        has_agent = any(child.dep_ == "agent" or child.lower_ == "by" for child in verb.children)
        has_object = any(child.dep_ in _OBJECT_DEPS for child in verb.children)
        return not (has_agent or has_object) and any(child.lower_ in prepositions for child in verb.children)

    def _surface_subjects(self, verb: Word, depth: int = 0) -> tuple[list[Word], How]:
        """The subject of a verb in its own voice: its own, the antecedent's, or the one it shares."""
        own = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
        if len(own) == 2 and own[1].pos_ == "PROPN" and own[0].pos_ == "NOUN" and own[1].left_edge.i == own[0].i + 1:
            own = own[:1]  # "the patrol boat Condor": a name read as a second subject
        own = [self._noun_of(child) for child in own]
        if own:
            antecedents = [self._antecedent(child) or child for child in own]
            return antecedents, "stated"
        if depth > 6 or any(child.dep_ in ("expl", "csubj", "csubjpass") for child in verb.children):
            return [], "stated"
        head = verb.head
        match verb.dep_:
            case "conj" if head.pos_ in ("VERB", "AUX"):
                return self._surface_subjects(head, depth + 1)[0], "elided"
            case "xcomp" | "ccomp" if head.pos_ in ("VERB", "AUX", "ADJ") and (
                verb.dep_ == "xcomp" or self._is_infinitive(verb) or verb.tag_ == "VBG"
            ):
                return self._controller(head, depth), "elided"
            case "advcl" if head.pos_ in ("VERB", "AUX") and (verb.tag_ in ("VBG", "VBN") or self._is_infinitive(verb)):
                if self._is_infinitive(verb):
                    return self._controller(head, depth), "elided"
                return self._surface_subjects(head, depth + 1)[0], "elided"
            case "acl" if head.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
                if self._is_infinitive(verb):
                    return [head] if self._is_waited_for(head) else self._holder(head, depth), "elided"
                if any(child.dep_ == "mark" for child in verb.children):
                    return [], "stated"
                return [head], "stated"
            case "relcl":
                if self._is_infinitive(verb):
                    return self._holder(head, depth), "elided"
                return [head], "stated"
            case "pcomp":
                return self._prepositional_controller(verb, depth), "elided"
            case _:
                return [], "stated"

    def _noun_of(self, subject: Word) -> Word:
        """ "The charity working in the hills said": a participle read as the subject gives way to its noun."""
        if subject.tag_ == "VBG" and subject.pos_ == "VERB":
            for child in subject.lefts:
                if child.pos_ in ("NOUN", "PROPN"):
                    return child
        return subject

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
            if child.dep_ in _OBJECT_DEPS or (child.dep_ == "dative" and child.pos_ != "ADP")
        ]
        if objects and governor.lemma_.lower() in self._lexicon.object_control and not self._is_passive(governor):
            return objects
        return self._surface_subjects(governor, depth + 1)[0]

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
            return self._surface_subjects(governor, depth + 1)[0] if governor.pos_ in ("VERB", "AUX") else []
        if preposition.lower_ == "as" and governor.lemma_ in _QUOTING and not self._is_passive(governor):
            return [
                child for child in governor.children if child.dep_ in _OBJECT_DEPS
            ]  # "quoted the general as saying"
        if governor.pos_ in ("NOUN", "PROPN"):
            is_accused = (
                preposition.lower_ == "of" and governor.dep_ in _OBJECT_DEPS and governor.head.lemma_ in _BLAMING
            )
            return [governor] if is_accused else self._holder(governor, depth)
        if governor.pos_ not in ("VERB", "AUX"):
            return []
        objects = [child for child in governor.children if child.dep_ in _OBJECT_DEPS]
        if objects and preposition.lower_ in ("of", "for", "from", "into") and not self._is_passive(governor):
            return objects
        return self._surface_subjects(governor, depth + 1)[0]

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
            return self._surface_subjects(verb, depth + 1)[0]
        return []

    def _antecedent(self, token: Word) -> Word | None:
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

    def _is_gap_relative(self, verb: Word) -> bool:
        """ "the ships [that] Russia seized": no object of its own, its head noun is the object."""
        if verb.dep_ != "relcl":
            return False
        own = [child for child in verb.children if child.dep_ == "nsubj"]
        if not own or self._antecedent(own[0]) is not None:
            return False
        return not any(
            t.tag_ in ("WDT", "WP", "WP$", "WRB") and t.dep_ in ("pobj", "advmod", "poss", *_OBJECT_DEPS)
            for t in verb.subtree
            if t.i < verb.i
        ) and not any(child.dep_ in ("xcomp", "ccomp") for child in verb.children)

    def _is_infinitive(self, verb: Word) -> bool:
        return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)

    def _read_all(self, tokens: list[Word], how: How) -> tuple[Phrase, ...]:
        return tuple(phrase for token in tokens for phrase in self._phrases.read(token, how))

    def _add_preposition(self, draft: Draft, preposition: Word) -> None:
        name = preposition.lower_
        if name in _NOT_RELATIONS:
            return
        for child in preposition.children:
            if child.dep_ == "pobj":
                phrases = self._phrases.read(self._antecedent(child) or child)
                is_doer = name == "by" and "time" not in phrases[0].kinds and not self._is_manner(child)
                if is_doer and (draft.passive or draft.pos == "noun"):
                    draft.add("subject", phrases)
                else:
                    draft.add(name, phrases)
                if draft.pos != "noun":
                    is_sent = name == "to" and bool({"document", "statement"} & set(phrases[0].kinds))
                    self._add_attached(draft, child, everything=is_sent)  # "replied to a letter from Peru"
            elif child.dep_ in ("prep", "pcomp") and child.pos_ == "ADP":
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        draft.add(f"{name} {child.lower_}", self._phrases.read(noun))
            elif child.dep_ in ("advmod", "npadvmod"):
                self._add_time(draft, child)

    def _is_manner(self, noun: Word) -> bool:
        """ "by force", "by decree": how it was done; "by Tunisian security forces" is who did it."""
        named = any(child.dep_ in ("amod", "compound", "poss", "nummod") for child in noun.children)
        return noun.lemma_.lower() in self._lexicon.manner and not (named and noun.tag_ in ("NNS", "NNPS"))

    def _add_time(self, draft: Draft, token: Word) -> None:
        words = {t.lower_ for t in token.subtree} | {t.lemma_.lower() for t in token.subtree}
        if token.ent_type_ in ("DATE", "TIME") or words & self._lexicon.time_words:
            first, last = token.left_edge, token.right_edge
            if last.i - first.i > 6:
                first = last = token
            span = self._phrases.span(first, last)
            phrase = self._phrases.one(token)
            draft.add("when", (replace(phrase, start=span.start, end=span.end, text=span.text, kinds=("time",)),))
        elif token.lower_ in ("there", "here", "abroad", "home", "nearby", "offshore", "overseas"):
            draft.add("where", (self._phrases.one(token),))

    def _add_attached(self, draft: Draft, noun: Word, *, everything: bool) -> None:
        """Prepositional phrases of a participant belong to the clause too: "bases [in Syria]"."""
        head = self._phrases.inner_head(noun)
        if head.i in self._drafts and head != draft.token:
            return
        for holder in {noun.i: noun, head.i: head}.values():
            for child in holder.children:
                if child.dep_ != "prep" or child.lower_ in ("of", *_NOT_RELATIONS):
                    continue
                for inner in child.children:
                    if inner.dep_ != "pobj":
                        continue
                    phrases = self._phrases.read(self._antecedent(inner) or inner)
                    if (
                        "time" in phrases[0].kinds
                        or everything
                        or (child.lower_ in _PLACE_PREPOSITIONS and {"place", "country"} & set(phrases[0].kinds))
                    ):
                        draft.add(child.lower_, phrases)

    def _add_relative_place(self, draft: Draft) -> None:
        """ "the port where the ship was seized": the head noun is the place."""
        if draft.token.dep_ == "relcl" and any(c.tag_ == "WRB" and c.lower_ == "where" for c in draft.token.children):
            draft.add("in", self._phrases.read(draft.token.head))

    # --- nouns ------------------------------------------------------------------------------------

    def _read_noun(self, draft: Draft) -> None:
        noun = draft.token
        kind = self._lexicon.noun_type(draft.lemma) or self._lexicon.noun_type(noun.lemma_.lower()) or "other"
        container = self._container(noun)
        has_of = any(child.dep_ == "prep" and child.lower_ == "of" for child in noun.children)
        for part in (noun, container) if container is not None else (noun,):
            for child in part.children:
                match child.dep_:
                    case "poss":
                        draft.add("subject", self._phrases.read(self._antecedent(child) or child))
                    case "compound" | "amod" | "nmod":
                        self._add_modifier(draft, child)
                    case "prep" if child.lower_ == "of" and part == container:
                        pass
                    case "prep" | "agent" if child.lower_ == "of":
                        for inner in child.children:
                            if inner.dep_ == "pobj":
                                role = "object" if kind in ("transitive", "other") else "subject"
                                if kind == "mutual":
                                    role = "of"
                                phrases = self._phrases.read(inner)
                                draft.add(role, phrases)
                                # "a suspension of rail links with Peru": whom the thing is shared with
                                self._add_attached(draft, inner, everything="party" not in phrases[0].kinds)
                                self._add_doers_behind(draft, inner)
                    case "prep" | "agent" if child.lower_ == "between":
                        for inner in child.children:
                            if inner.dep_ == "pobj":
                                draft.add("subject", self._phrases.read(inner))
                    case "prep" | "agent":
                        self._add_preposition(draft, child)
                        if child.lower_ == "by":
                            self._add_targets_behind(draft, child)
                    case "acl" if child.tag_ == "VBN":
                        self._add_participle(draft, child)
                    case "npadvmod" | "advmod" | "nummod":
                        self._add_time(draft, child)
                    case _:
                        pass
        if kind == "transitive" and not draft.phrases("subject"):
            self._add_stray_agent(draft)
        if kind == "transitive" and not has_of and draft.phrases("subject") and not draft.phrases("object"):
            draft.reasons.append("the possessor of a noun event without an object is read as its doer")

    def _add_doers_behind(self, draft: Draft, noun: Word) -> None:
        """ "deliveries of rifles by Lisbon", "an exchange of prisoners between armies": the doers hang on the thing."""
        for child in noun.children:
            is_doer = child.lower_ == "by" or (child.lower_ == "between" and draft.lemma in _EXCHANGES)
            if child.dep_ in ("prep", "agent") and is_doer and not draft.phrases("subject"):
                for doer in child.children:
                    if doer.dep_ == "pobj" and not self._is_manner(doer):
                        draft.add("subject", self._phrases.read(doer))

    def _add_targets_behind(self, draft: Draft, preposition: Word) -> None:
        """ "attacks by nomads on the caravan": the parse hangs the target on the doer."""
        for doer in preposition.children:
            for child in doer.children if doer.dep_ == "pobj" else ():
                if child.dep_ == "prep" and child.lower_ in ("on", "against"):
                    self._add_preposition(draft, child)

    def _add_stray_agent(self, draft: Draft) -> None:
        """ "grown out of the invasion of Grenada by the marines in 1983": "by" and "in" hang on the verb above."""
        following = draft.token.right_edge.i + 1
        while following < draft.sentence.end:
            token = draft.token.doc[following]
            if (
                token.dep_ not in ("agent", "prep")
                or token.lower_ not in ("by", "in", "on")
                or (token.lower_ != "by" and not draft.phrases("subject"))
            ):
                return
            for noun in token.children:
                if noun.dep_ != "pobj":
                    continue
                phrases = self._phrases.read(noun)
                is_time = "time" in phrases[0].kinds
                if token.lower_ == "by" and not is_time:
                    draft.add("subject", phrases)
                elif is_time:
                    draft.add(token.lower_, phrases)
            following = token.right_edge.i + 1

    def _share_arguments(self, draft: Draft) -> None:
        """ "the siege and capture of Vukovar": joined noun events share what only one of them is given."""
        first = draft.token.head
        other = self._drafts.get(first.i) if draft.token.dep_ == "conj" else None
        if other is None or other.pos != "noun" or other is draft:
            return
        for one, two in ((draft, other), (other, draft)):
            for name in ("subject", "object"):
                if not one.phrases(name) and two.phrases(name):
                    one.add(name, [replace(p, how="elided") for p in two.phrases(name)])

    def _add_modifier(self, draft: Draft, child: Word) -> None:
        """A nation before a noun event is its doer ("Russian attack"), other modifiers are kept as they are."""
        phrase = self._phrases.one(child)
        is_name = child.ent_type_ in ("GPE", "NORP", "ORG", "PERSON")
        if (is_name or ("party" in phrase.kinds and child.dep_ == "compound")) and "weapon" not in phrase.kinds:
            draft.add("subject", self._phrases.read(child))
        elif child.ent_type_ in ("DATE", "TIME") or "time" in phrase.kinds:
            draft.add("when", (phrase,))
        else:
            draft.add("modifier", (phrase,))

    def _add_participle(self, draft: Draft, participle: Word) -> None:
        """ "drills held by India with Japan", "an attack claimed by the group": its agent is the doer."""
        lemma = self.verb_lemma(participle)
        if lemma not in self._lexicon.light_agent or not self._is_passive(participle):
            return
        for child in participle.children:
            if child.dep_ in ("agent", "prep"):
                self._add_preposition_of_participle(draft, child)
            elif child.dep_ in ("npadvmod", "advmod"):
                self._add_time(draft, child)
        self._drafts.pop(participle.i, None)

    def _add_preposition_of_participle(self, draft: Draft, preposition: Word) -> None:
        for noun in preposition.children:
            if noun.dep_ == "pobj":
                draft.add("subject" if preposition.lower_ == "by" else preposition.lower_, self._phrases.read(noun))
                for child in noun.children:
                    if child.dep_ == "prep" and child.lower_ in ("with", "against", "in", "on", "at"):
                        self._add_preposition(draft, child)

    def _container(self, noun: Word) -> Word | None:
        """ "a wave of [airstrikes]": the noun that stands before "of"."""
        preposition = noun.head
        if (
            noun.dep_ == "pobj"
            and preposition.lower_ == "of"
            and preposition.head.lemma_.lower() in self._lexicon.transparent
        ):
            return preposition.head
        return None

    def _carry(self, draft: Draft) -> None:
        """Join a noun event with the light verb that carries it: "[launched] a wave of [airstrikes]"."""
        noun = self._container(draft.token) or draft.token
        while noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
            noun = noun.head
        verb = noun.head
        if noun.dep_ == "pobj" and verb.dep_ == "prep":
            preposition, verb = verb, verb.head
            lemma = f"{verb.lemma_.lower()} {preposition.lower_}"
            if verb.pos_ in ("VERB", "AUX") and lemma in self._lexicon.light_patient:
                carrier = self._drafts.get(verb.i)
                if carrier is not None and carrier.pos == "verb":
                    self._merge(draft, carrier, as_patient=True)
            return
        carrier = self._drafts.get(verb.i)
        if carrier is None or carrier.pos != "verb" or self._is_heavy(carrier, noun):
            return
        is_object = noun.dep_ in _OBJECT_DEPS or (noun.dep_ == "nsubjpass" and carrier.passive)
        if (noun.dep_ == "attr" and any(child.dep_ == "expl" for child in verb.children)) or (
            is_object and carrier.lemma in self._lexicon.light_agent
        ):
            self._merge(draft, carrier, as_patient=False)
        elif is_object and carrier.lemma in self._lexicon.light_patient:
            self._merge(draft, carrier, as_patient=True)
        elif noun.dep_ == "nsubj" and not any(
            child.dep_ in _OBJECT_DEPS or self._is_undergone(verb, child) for child in verb.children
        ):
            phrase = carrier.lemma
            if phrase in self._lexicon.happening and phrase != "be":
                self._merge(draft, carrier, as_patient=False)
        elif noun.dep_ == "nsubj" and verb.lemma_ == "take" and any(c.lower_ == "place" for c in verb.children):
            self._merge(draft, carrier, as_patient=False)

    def _is_undergone(self, verb: Word, child: Word) -> bool:
        """ "the patrol came under fire": what came is who underwent it, and no event."""
        return child.dep_ == "prep" and f"{verb.lemma_.lower()} {child.lower_}" in self._lexicon.light_patient

    def _is_heavy(self, carrier: Draft, noun: Word) -> bool:
        """A verb with a meaning of its own (ordered a strike, cancelled the talks) stays a clause."""
        if carrier.lemma in _NAMING and carrier.phrases("attribute"):
            return True  # "called the charge a lie": what it is called, and no call
        effect = self._lexicon.verb_effects.get(carrier.lemma)
        return effect is not None and effect != "actual"

    def _merge(self, draft: Draft, carrier: Draft, *, as_patient: bool) -> None:
        noun_heads = {draft.token.i}
        container = self._container(draft.token)
        if container is not None:
            noun_heads.add(container.i)
        offsets = {self._phrases.offset(draft.token.doc[i]) for i in noun_heads}
        if (
            not as_patient
            and carrier.phrases("subject")
            and all(p.text.lower() in _POSSESSIVE for p in draft.phrases("subject"))
        ):
            draft.relations = [r for r in draft.relations if r.name != "subject"]  # "envoys held their first meeting"
        had_subject = bool(draft.phrases("subject"))
        for relation in carrier.relations:
            if relation.phrase.head_start in offsets or (carrier.lemma == "take" and relation.phrase.lemma == "place"):
                continue
            name = relation.name
            if as_patient and name == "subject":
                name = "object"
            elif name == "subject" and had_subject and not as_patient:
                continue
            elif (
                name == "between"
                and not had_subject
                and carrier.passive
                and self._lexicon.noun_type(draft.lemma) == "mutual"
            ):
                name = "subject"  # "an agreement was reached between Laos and Thailand"
            draft.add(name, (relation.phrase,))
        draft.light = carrier.lemma
        draft.verb = carrier.token
        draft.passive = carrier.passive
        self._drafts[carrier.token.i] = draft

    def _lend_subject(self, draft: Draft) -> None:
        """ "ordered a strike", "announced sanctions": who orders or announces is the doer, unless another is named."""
        governor = draft.governor
        if governor is None or draft.governed_as != "nominal" or draft.phrases("subject") or draft.light:
            return
        if governor.pos == "verb" and governor.lemma in _BLAMING and draft.token.dep_ == "pobj":
            draft.add(
                "subject", [replace(p, how="elided") for p in governor.phrases("object")]
            )  # "blamed X for the bombing"
            return
        if governor.pos != "verb" or not any(
            p.head_start == self._phrases.offset(draft.token) for p in governor.phrases("object")
        ):
            return
        lemma = governor.lemma
        effect = self._lexicon.verb_effects.get(lemma)
        if effect in ("planned", "called_off", "threatened", "actual") or lemma in (
            "announce",
            "halt",
            "lift",
            "ease",
            "confirm",
            "impose",
            "lead",
        ):
            draft.add("subject", [replace(p, how="elided") for p in governor.phrases("subject")])

    def _answer_for(self, draft: Draft) -> None:
        """ "Peru was responsible for the raid", "the raid, for which Peru bears responsibility": Peru is the doer."""
        if any(phrase.text.split(" ", 1)[0].lower() in self._lexicon.negators for phrase in draft.phrases("subject")):
            return  # "no group has claimed responsibility"
        for deed in [other for other in self._drafts.values() if other.pos == "noun" and not other.phrases("subject")]:
            start = self._phrases.offset(deed.token)
            if any(
                (name == "behind" and draft.lemma == "be") or (name in ("for", "of") and self._is_answerable(draft))
                for name in ("for", "of", "behind")
                if any(phrase.head_start == start for phrase in draft.phrases(name))
            ) and not any(child.dep_ == "neg" for child in draft.verb.children):
                deed.add("subject", [replace(p, how="elided") for p in draft.phrases("subject")])

    def _is_answerable(self, draft: Draft) -> bool:
        """ "is responsible", "bears the blame", "claimed responsibility"."""
        if draft.lemma == "be":
            words = {word for phrase in draft.phrases("attribute") for word in phrase.text.lower().split()}
            return bool(words & self._lexicon.answerable)
        return draft.lemma in self._lexicon.answering and any(
            phrase.lemma in self._lexicon.answerable for phrase in draft.phrases("object")
        )

    def _lend_object(self, draft: Draft) -> None:
        """ "the ship was damaged by explosions", "the blast shook the port": what it did it to is its object."""
        governor = draft.governor
        if (
            governor is None
            or draft.governed_as != "nominal"
            or draft.phrases("object", "on", "against")
            or governor.pos != "verb"
        ):
            return
        is_subject = any(p.head_start == self._phrases.offset(draft.token) for p in governor.phrases("subject"))
        if is_subject and governor.lemma in self._lexicon.affecting:
            draft.add("object", [replace(p, how="elided") for p in governor.phrases("object")])

    # --- what governs what -------------------------------------------------------------------------

    def _govern(self, draft: Draft) -> None:
        token = draft.verb
        draft.mark = self._mark(token)
        if draft.pos == "noun" and draft.light is None:
            governor = self._above(draft.token)
            if governor is not None and governor is not draft:
                draft.governor, draft.governed_as = governor, "nominal"
            return
        governor = self._above(token)
        if governor is None or governor is draft:
            return
        draft.governor = governor
        draft.governed_as = self._relation_to_governor(token, draft)

    def _above(self, token: Word) -> Draft | None:
        own = self._drafts.get(token.i)
        for _ in range(12):
            if token.head == token:
                return None
            token = token.head
            found = self._drafts.get(token.i)
            if found is not None and found is not own:
                return found
        return None

    def _relation_to_governor(self, token: Word, draft: Draft) -> str:
        match token.dep_:
            case "ccomp" | "xcomp" if token.tag_ == "VBG" and self._after_comma(token):
                return "participle"
            case "ccomp" | "xcomp" | "csubj" | "csubjpass":
                return "complement"
            case "pcomp":
                preposition = token.head
                return "complement" if preposition.lower_ in _COMPLEMENT_PREPOSITIONS else "adverbial"
            case "advcl":
                if self._is_infinitive(token):
                    above = draft.governor.lemma if draft.governor is not None else ""
                    effect = self._lexicon.verb_effects.get(above)
                    if (
                        effect in ("denied", "doubted")
                        and draft.governor is not None
                        and draft.governor.phrases("object")
                    ):
                        return "purpose"  # "dismissed the minister to calm the streets"
                    return "complement" if effect is not None and token.i - token.head.i < 6 else "purpose"
                if token.tag_ in ("VBG", "VBN") and not draft.mark:
                    return "participle"
                return "adverbial"
            case "acl" if self._is_in_order(token.head):
                return "purpose"
            case "acl":
                if self._is_infinitive(token) or any(c.dep_ == "mark" for c in token.children):
                    return "complement"
                return "participle"
            case "relcl":
                return "relative"
            case "conj":
                return "conjunct"
            case "parataxis":
                return "conjunct"
            case _:
                return "adverbial"

    def _after_comma(self, token: Word) -> bool:
        if token.i == 0 or token.left_edge.i == 0 or token.head.i > token.i:
            return False
        return token.left_edge.nbor(-1).text == "," or token.nbor(-1).text == ","

    def _mark(self, token: Word) -> str:
        for child in token.children:
            if child.dep_ == "mark" or (child.dep_ == "advmod" and child.tag_ == "WRB"):
                is_as_if = child.lower_ == "as" and child.nbor(1).lower_ in ("if", "though")
                return "if" if is_as_if else child.lower_
        if token.dep_ in ("pcomp", "pobj") and token.head.pos_ in ("ADP", "SCONJ"):
            return token.head.lower_
        return ""

    def _tense(self, verb: Word) -> str:
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
            return self._tense(verb.head)
        return "none"

    def _trigger(self, draft: Draft) -> tuple[Word, Word]:
        token = draft.token
        if draft.pos == "noun":
            if draft.light and 0 < token.i - draft.verb.i <= 3:
                return draft.verb, token
            first = token
            if " " in draft.lemma and token.i > 0:
                first = token.nbor(-1)
            return first, token
        particle = next((child for child in token.children if child.dep_ == "prt"), None)
        if particle is not None and 0 < particle.i - token.i <= 3:
            return token, particle
        return token, token


def _is_joined_to_noun(token: Word) -> bool:
    """ "the age of hit and [run]", "a policy of divide and [rule]": a bare verb that is one more noun."""
    return (
        token.tag_ in ("VB", "VBP")
        and token.dep_ == "conj"
        and token.head.pos_ in ("NOUN", "PROPN")
        and not any(c.dep_ in ("nsubj", "dobj", "aux", "neg", "prep") for c in token.children)
    )


def is_set_aside(verb: Word) -> bool:
    """ "instead of [arresting] them", "rather than [negotiate]": what was not done."""
    if verb.dep_ == "pcomp" and verb.head.lower_ == "of":
        return verb.head.i > 0 and verb.head.nbor(-1).lower_ == "instead"
    return any(
        c.lower_ == "than" and c.i > 0 and c.nbor(-1).lower_ == "rather" and c.i == verb.i - 1 for c in verb.children
    )


def is_nonfinite(verb: Word) -> bool:
    """An infinitive with "to" or a bare "-ing": "threatened [to bomb]", "denied [bombing]"."""
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(child.lower_ == "to" for child in auxiliaries):
        return True
    return verb.tag_ == "VBG" and not any(
        child.lemma_ in ("be", "have") and child.tag_ != "VBG" for child in auxiliaries
    )


def _aspect(verb: Word) -> Literal["simple", "progressive", "perfect", "none"]:
    auxiliaries = {child.lemma_.lower() for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if "have" in auxiliaries:
        return "perfect"
    if verb.tag_ == "VBG":
        return "progressive" if "be" in auxiliaries else "none"
    if verb.tag_ in ("VBD", "VBZ", "VBP") or auxiliaries & {"do", "be"}:
        return "simple"
    return "none"


def chain(draft: Draft) -> Iterator[Draft]:
    """The clauses above this one, nearest first."""
    seen = {id(draft)}
    above = draft.governor
    while above is not None and id(above) not in seen:
        seen.add(id(above))
        yield above
        above = above.governor
