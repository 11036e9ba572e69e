"""Who and what takes part in a clause: subjects, objects, phrases with a preposition, times."""

from __future__ import annotations

from dataclasses import replace

from rashomon.language.drafts import Draft
from rashomon.language.lexicon import Lexicon
from rashomon.language.phrases import PhraseReader
from rashomon.language.voices import OBJECTS, Voices, antecedent, is_gap_relative
from rashomon.language.words import Word
from rashomon.records import How, Phrase

_PLACE_PREPOSITIONS = {"in", "at", "near", "outside", "inside", "off", "around", "along", "across"}
_NOT_RELATIONS = {"including", "such", "like", "than", "as", "according", "versus", "except", "besides"}

_WHITHER = {
    "there", "here", "abroad", "home", "nearby", "offshore", "overseas", "ashore", "inland", "overboard", "homeward",
    "southward", "northward", "eastward", "westward", "downstream", "upstream", "underground",
}  # fmt: skip


class Participants:
    """Adds to the drafts of a sentence what takes part in them. ``drafts``: by the place of their word."""

    def __init__(self, phrases: PhraseReader, lexicon: Lexicon, voices: Voices, drafts: dict[int, Draft]) -> None:
        self._phrases = phrases
        self._lexicon = lexicon
        self._voices = voices
        self._drafts = drafts

    def read_verb(self, draft: Draft) -> None:
        verb = draft.token
        draft.passive = self._voices.is_passive(verb)
        subjects, how = self._voices.surface_subjects(verb)
        objects = [child for child in verb.children if child.dep_ in OBJECTS]
        if draft.passive:
            role = "indirect" if objects else "object"
            draft.add(role, self._read_all(subjects, how))
        else:
            draft.add("subject", self._read_all(subjects, how))
        for noun in objects:
            draft.add("object", self._read_all([antecedent(noun) or noun], "stated"))
        if not objects and not draft.passive and is_gap_relative(verb):
            draft.add("object", self._read_all([verb.head], "stated"))
        for child in verb.children:
            match child.dep_:
                case "dative" if child.pos_ == "ADP":
                    self.add_preposition(draft, child)
                case "dative":
                    draft.add("indirect", self._phrases.read(child))
                case "agent":
                    for noun in child.children:
                        if noun.dep_ == "pobj":
                            role = "by" if self.is_manner(noun) else "subject"
                            draft.add(role, self._phrases.read(antecedent(noun) or noun))
                case "attr" | "acomp" | "oprd":
                    draft.add("attribute", self._phrases.read(child))
                    self.add_attached(draft, child, everything=True)
                case "prep":
                    self.add_preposition(draft, child)
                case "npadvmod" | "tmod" | "advmod":
                    self.add_time(draft, child)
                case _:
                    pass
        for noun in [*subjects, *objects]:
            self.add_attached(draft, noun, everything=noun in objects or draft.passive)
        self._add_relative_place(draft)

    def _read_all(self, tokens: list[Word], how: How) -> tuple[Phrase, ...]:
        return tuple(phrase for token in tokens for phrase in self._phrases.read(token, how))

    def add_preposition(self, draft: Draft, preposition: Word) -> None:
        name = preposition.lower_
        if name in _NOT_RELATIONS:
            return
        for child in preposition.children:
            if child.dep_ == "pobj" and (fronted := _in_front_of(name, child)):
                draft.add("outside", self._phrases.read(fronted))
            elif child.dep_ == "pobj":
                phrases = self._phrases.read(antecedent(child) or child)
                is_doer = name == "by" and "time" not in phrases[0].kinds and not self.is_manner(child)
                if is_doer and (draft.passive or draft.pos == "noun"):
                    draft.add("subject", phrases)
                else:
                    draft.add(name, phrases)
                if draft.pos != "noun":
                    is_sent = name == "to" and bool({"document", "statement"} & set(phrases[0].kinds))
                    self.add_attached(draft, child, everything=is_sent)  # "replied to a letter from Peru"
            elif child.dep_ in ("prep", "pcomp") and child.pos_ == "ADP":
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        draft.add(f"{name} {child.lower_}", self._phrases.read(noun))
            elif child.dep_ in ("advmod", "npadvmod"):
                self.add_time(draft, child)

    def is_manner(self, noun: Word) -> bool:
        """ "by force", "by decree": how it was done; "by Tunisian security forces" is who did it."""
        named = any(child.dep_ in ("amod", "compound", "poss", "nummod") for child in noun.children)
        return noun.lemma_.lower() in self._lexicon.manner and not (named and noun.tag_ in ("NNS", "NNPS"))

    def add_time(self, draft: Draft, token: Word) -> None:
        words = {t.lower_ for t in token.subtree} | {t.lemma_.lower() for t in token.subtree}
        if token.ent_type_ in ("DATE", "TIME") or words & self._lexicon.time_words:
            first, last = token.left_edge, token.right_edge
            if last.i - first.i > 6:
                first = last = token
            span = self._phrases.span(first, last)
            phrase = self._phrases.one(token)
            draft.add("when", (replace(phrase, start=span.start, end=span.end, text=span.text, kinds=("time",)),))
        elif token.lower_ in _WHITHER:
            draft.add("where", (self._phrases.one(token),))

    def add_attached(self, draft: Draft, noun: Word, *, everything: bool) -> None:
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
                    phrases = self._phrases.read(antecedent(inner) or inner)
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


def _in_front_of(preposition: str, noun: Word) -> Word | None:
    """ "Camped in front of [the ministry]": what one stands before, as one who stands outside it."""
    if preposition != "in" or noun.lower_ != "front" or noun.lefts:
        return None
    return next((t for of in noun.children if of.lower_ == "of" for t in of.children if t.dep_ == "pobj"), None)
