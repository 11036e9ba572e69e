"""From a parsed sentence to neutral clauses: voice, coordination, control, light verbs and nominal events undone.

``ClauseReader.read`` makes drafts, ``freeze`` turns one into a record. A clause knows no codebook.
"""

from __future__ import annotations

from rashomon.language.carriers import Carriers
from rashomon.language.drafts import Draft
from rashomon.language.government import Government
from rashomon.language.lexicon import Lexicon
from rashomon.language.noun_events import NounEvents
from rashomon.language.participants import Participants
from rashomon.language.phrases import PhraseReader
from rashomon.language.verb_forms import aspect, is_in_order, tense, verb_lemma
from rashomon.language.voices import Voices
from rashomon.language.words import Sentence, Word
from rashomon.records import Clause, Governor, Span


class ClauseReader:
    """Reads the clauses of the sentences of one paragraph."""

    def __init__(self, phrases: PhraseReader, lexicon: Lexicon) -> None:
        self._phrases = phrases
        self._lexicon = lexicon
        self._drafts: dict[int, Draft] = {}  # of the sentence that is read, by the place of their word
        voices = Voices(lexicon)
        self._participants = Participants(phrases, lexicon, voices, self._drafts)
        self._nouns = NounEvents(phrases, lexicon, voices, self._participants, self._drafts)
        self._carriers = Carriers(phrases, lexicon, self._drafts)
        self._government = Government(lexicon, self._drafts)

    def read(self, sentence: Sentence, number: int) -> list[Draft]:
        """The drafts of a sentence in the order of its words, with ids "s<number>.c<n>"."""
        self._drafts.clear()
        self._drafts.update((token.i, draft) for token in sentence if (draft := self._predicate(token, sentence)))
        for draft in list(self._drafts.values()):
            if draft.pos == "noun":
                self._nouns.read(draft)
            else:
                self._participants.read_verb(draft)
        for draft in list(self._drafts.values()):
            if draft.pos == "noun":
                self._nouns.share_arguments(draft)
        for draft in list(self._drafts.values()):
            if draft.pos == "noun":
                self._carriers.carry(draft)
        for draft in self._drafts.values():
            self._government.govern(draft)
        for draft in self._drafts.values():
            if draft.pos == "noun":
                self._carriers.lend_subject(draft)
                self._carriers.lend_object(draft)
            else:
                self._carriers.answer_for(draft)
        drafts = sorted({id(d): d for d in self._drafts.values()}.values(), key=lambda d: d.token.i)
        for index, draft in enumerate(drafts, 1):
            draft.id = f"s{number}.c{index}"
            draft.tense = tense(draft.verb)
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
            aspect=aspect(draft.verb),
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
            return Draft(token, token, "verb", verb_lemma(token), sentence)
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
            and not is_in_order(token)
            and not _is_title_case(token)
        ):
            lemma = token.lemma_.lower()
            if self._lexicon.noun_type(self.noun_lemma(token)) or self._lexicon.noun_type(lemma):
                return Draft(token, token, "noun", self.noun_lemma(token), sentence)
            if any(child.dep_ in ("acl", "ccomp") and child.pos_ == "VERB" for child in token.children) and (
                lemma in self._lexicon.saying_nouns or lemma in self._lexicon.noun_effects
            ):
                return Draft(token, token, "noun", lemma, sentence)
        return None

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


def _is_title_case(token: Word) -> bool:
    """ "the Mission", "the Exchange": a name, capitalised in the middle of a sentence."""
    return (
        token.text[:1].isupper()
        and token.i > token.sent.start
        and token.nbor(-1).text not in ('"', "'", ":")
        and not token.text.isupper()
    )


def _is_joined_to_noun(token: Word) -> bool:
    """ "the years of wait and [see]", "a policy of divide and [rule]": a bare verb that is one more noun."""
    return (
        token.tag_ in ("VB", "VBP")
        and token.dep_ == "conj"
        and token.head.pos_ in ("NOUN", "PROPN")
        and not any(c.dep_ in ("nsubj", "dobj", "aux", "neg", "prep") for c in token.children)
    )
