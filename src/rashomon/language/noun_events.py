"""Events told by a noun ("the bombing of X by Y", "Y's attack on X"), and who takes part in them."""

from __future__ import annotations

from dataclasses import replace

from rashomon.language.drafts import Draft
from rashomon.language.lexicon import Lexicon
from rashomon.language.participants import Participants
from rashomon.language.phrases import PhraseReader
from rashomon.language.verb_forms import verb_lemma
from rashomon.language.voices import Voices, antecedent
from rashomon.language.words import Word

_EXCHANGES = {"exchange", "swap", "trade"}


class NounEvents:
    """Reads the noun events of a sentence. ``drafts``: by the place of their word."""

    def __init__(
        self,
        phrases: PhraseReader,
        lexicon: Lexicon,
        voices: Voices,
        participants: Participants,
        drafts: dict[int, Draft],
    ) -> None:
        self._phrases = phrases
        self._lexicon = lexicon
        self._voices = voices
        self._participants = participants
        self._drafts = drafts

    def read(self, draft: Draft) -> None:
        noun = draft.token
        kind = self._lexicon.noun_type(draft.lemma) or self._lexicon.noun_type(noun.lemma_.lower()) or "other"
        container = container_of(noun, self._lexicon)
        has_of = any(child.dep_ == "prep" and child.lower_ == "of" for child in noun.children)
        for part in (noun, container) if container is not None else (noun,):
            for child in part.children:
                match child.dep_:
                    case "poss":
                        draft.add("subject", self._phrases.read(antecedent(child) or child))
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
                                self._participants.add_attached(
                                    draft, inner, everything="party" not in phrases[0].kinds
                                )
                                self._add_doers_behind(draft, inner)
                    case "prep" | "agent" if child.lower_ == "between":
                        for inner in child.children:
                            if inner.dep_ == "pobj":
                                draft.add("subject", self._phrases.read(inner))
                    case "prep" | "agent":
                        self._participants.add_preposition(draft, child)
                        if child.lower_ == "by":
                            self._add_targets_behind(draft, child)
                    case "acl" if child.tag_ == "VBN":
                        self._add_participle(draft, child)
                    case "npadvmod" | "advmod" | "nummod":
                        self._participants.add_time(draft, child)
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
                    if doer.dep_ == "pobj" and not self._participants.is_manner(doer):
                        draft.add("subject", self._phrases.read(doer))

    def _add_targets_behind(self, draft: Draft, preposition: Word) -> None:
        """ "attacks by nomads on the caravan": the parse hangs the target on the doer."""
        for doer in preposition.children:
            for child in doer.children if doer.dep_ == "pobj" else ():
                if child.dep_ == "prep" and child.lower_ in ("on", "against"):
                    self._participants.add_preposition(draft, child)

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

    def share_arguments(self, draft: Draft) -> None:
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
        lemma = verb_lemma(participle)
        if lemma not in self._lexicon.light_agent or not self._voices.is_passive(participle):
            return
        for child in participle.children:
            if child.dep_ in ("agent", "prep"):
                self._add_preposition_of_participle(draft, child)
            elif child.dep_ in ("npadvmod", "advmod"):
                self._participants.add_time(draft, child)
        self._drafts.pop(participle.i, None)

    def _add_preposition_of_participle(self, draft: Draft, preposition: Word) -> None:
        for noun in preposition.children:
            if noun.dep_ == "pobj":
                draft.add("subject" if preposition.lower_ == "by" else preposition.lower_, self._phrases.read(noun))
                for child in noun.children:
                    if child.dep_ == "prep" and child.lower_ in ("with", "against", "in", "on", "at"):
                        self._participants.add_preposition(draft, child)


def container_of(noun: Word, lexicon: Lexicon) -> Word | None:
    """ "a wave of [airstrikes]": the noun that stands before "of"."""
    preposition = noun.head
    if noun.dep_ == "pobj" and preposition.lower_ == "of" and preposition.head.lemma_.lower() in lexicon.transparent:
        return preposition.head
    return None
