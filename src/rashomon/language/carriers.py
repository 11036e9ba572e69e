"""Verbs that carry a noun event ("launched an attack"), and what they lend it: its doer, what it did it to."""

from __future__ import annotations

from dataclasses import replace

from rashomon.language.drafts import Draft
from rashomon.language.lexicon import Lexicon
from rashomon.language.noun_events import container_of
from rashomon.language.phrases import PhraseReader
from rashomon.language.voices import BLAMING, OBJECTS
from rashomon.language.words import Word

_POSSESSIVE = frozenset({"his", "her", "its", "their", "our", "my"})
_NAMING = {"call", "declare", "name", "make", "consider"}


class Carriers:
    """Joins the noun events of a sentence with the verbs above them. ``drafts``: by the place of their word."""

    def __init__(self, phrases: PhraseReader, lexicon: Lexicon, drafts: dict[int, Draft]) -> None:
        self._phrases = phrases
        self._lexicon = lexicon
        self._drafts = drafts

    def carry(self, draft: Draft) -> None:
        """Join a noun event with the light verb that carries it: "[launched] a wave of [airstrikes]"."""
        noun = container_of(draft.token, self._lexicon) or draft.token
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
        is_object = noun.dep_ in OBJECTS or (noun.dep_ == "nsubjpass" and carrier.passive)
        if (noun.dep_ == "attr" and any(child.dep_ == "expl" for child in verb.children)) or (
            is_object and carrier.lemma in self._lexicon.light_agent
        ):
            self._merge(draft, carrier, as_patient=False)
        elif is_object and carrier.lemma in self._lexicon.light_patient:
            self._merge(draft, carrier, as_patient=True)
        elif noun.dep_ == "nsubj" and not any(
            child.dep_ in OBJECTS or self._is_undergone(verb, child) for child in verb.children
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
        container = container_of(draft.token, self._lexicon)
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

    def lend_subject(self, draft: Draft) -> None:
        """ "ordered a strike", "announced sanctions": who orders or announces is the doer, unless another is named."""
        governor = draft.governor
        if governor is None or draft.governed_as != "nominal" or draft.phrases("subject") or draft.light:
            return
        if governor.pos == "verb" and governor.lemma in BLAMING and draft.token.dep_ == "pobj":
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

    def answer_for(self, draft: Draft) -> None:
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

    def lend_object(self, draft: Draft) -> None:
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
