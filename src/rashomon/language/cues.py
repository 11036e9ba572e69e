"""Who says it by one cue: a verb or noun of saying, "according to", "in the view of", an adverb ("reportedly").

Who speaks must be able to speak.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from rashomon.language.drafts import Draft, chain
from rashomon.language.lexicon import Lexicon
from rashomon.language.phrases import PhraseReader
from rashomon.language.words import Word
from rashomon.records import Phrase, Quote, Speaker, Stance

_MUTE = {"event", "measure", "meeting", "place", "time", "number", "weapon", "money", "goods", "facility"}
_SPEAKING = {
    "party",
    "person",
    "organisation",
    "government",
    "armed",
    "country",
    "court",
    "civilian",
    "troops",
    "pronoun",
    "document",
    "statement",
}


class CueReader:
    """Reads the speakers that a cue of one paragraph names."""

    def __init__(self, phrases: PhraseReader, lexicon: Lexicon) -> None:
        self._phrases = phrases
        self._lexicon = lexicon

    def speakers_of(self, cue: Draft, quote: Quote, stance: Stance | None = None) -> tuple[Speaker, ...]:
        """Who says it by this cue; joint speakers share it."""
        stance = stance or self._lexicon.saying_verbs.get(cue.lemma, "says")
        span = self._phrases.span(cue.token, cue.token)
        if self._is_unsaid(cue):
            return ()
        able = [phrase for phrase in cue.phrases("subject") if self.can_speak(phrase)]
        if not able:
            able = [phrase for phrase in self._possible_speakers(cue) if self.can_speak(phrase)][:1]
        if able:
            return tuple(Speaker(0, phrase, span, self.kind(phrase), stance, quote) for phrase in able)
        if cue.phrases("subject"):
            return ()
        if cue.passive:
            return (self.unnamed(cue.token, stance, quote),)
        if cue.pos == "noun":
            if self._is_doubted_noun(cue):
                return (self.unnamed(cue.token, stance, quote),)
            lent = self._lent(cue)
            if lent is not None and cue.governor is not None:
                lending = self._lexicon.saying_verbs.get(cue.governor.lemma, stance)
                return (Speaker(0, lent, span, self.kind(lent), lending, quote),)
        return ()

    def _is_unsaid(self, cue: Draft) -> bool:
        """ "it is easy to say that", "refused to say that": nobody says it; "went on to say" does."""
        verb = cue.token
        if (
            cue.pos != "verb"
            or verb.tag_ != "VB"
            or not any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
        ):
            return False
        governor = cue.governor
        if governor is None or governor.pos != "verb" or not cue.phrases("subject"):
            return True
        asks = self._lexicon.infinitive_effects.get(governor.lemma) is not None
        return asks or cue.governed_as != "complement" or self._lexicon.verb_effects.get(governor.lemma) != "actual"

    def convinced(self, governor: Draft, above: Draft | None) -> tuple[Speaker, ...]:
        """ "is certain that", "was persuaded that": whose conviction it is says so."""
        verb = governor.token
        stance: Stance | None = None
        held: list[Phrase] = []
        if governor.lemma == "be":
            for child in verb.children:
                if child.dep_ in ("acomp", "attr") and child.lemma_.lower() in self._lexicon.convictions:
                    stance, verb = self._lexicon.convictions[child.lemma_.lower()], child
            held = governor.phrases("subject")
        elif governor.lemma in self._lexicon.convincing and verb.tag_ == "VBN":
            stance = self._lexicon.convictions.get(verb.lower_, "says")
            held = governor.phrases("object") or (above.phrases("subject") if above is not None else [])
        if stance is None:
            return ()
        cue = self._phrases.span(verb, verb)
        able = [phrase for phrase in held if self.can_speak(phrase) and phrase.lemma != "it"]
        return tuple(Speaker(0, phrase, cue, self.kind(phrase), stance, "indirect") for phrase in able)

    def _possible_speakers(self, cue: Draft) -> list[Phrase]:
        """The subject of the cue; of a participle hung on the wrong verb ("..., saying"), subjects above it too."""
        found = cue.phrases("subject")
        if found and found[0].how == "elided" and cue.governed_as in ("participle", "complement", "conjunct"):
            for above in chain(cue):
                found = [*found, *(p for p in above.phrases("subject") if above.pos == "verb")]
        return found

    def _lent(self, cue: Draft) -> Phrase | None:
        """ "issued a statement that ...", "rejected the claim that": the subject of the verb over a noun of saying."""
        governor = cue.governor
        if governor is None or governor.pos != "verb":
            return None
        lemma = governor.lemma
        if self._lexicon.saying_verbs.get(lemma) in ("denies", "doubts") or lemma in self._lexicon.light_agent:
            return next((p for p in governor.phrases("subject") if self.can_speak(p)), None)
        return None

    def _is_doubted_noun(self, cue: Draft) -> bool:
        head = cue.token.head
        if cue.token.lemma_.lower() in self._lexicon.nobodys_nouns and (
            cue.light == "be" or (cue.token.dep_ in ("nsubj", "nsubjpass") and head.lemma_ != "be")
        ):
            return True  # "there are reports that", "rumours that ... spread"
        return (
            head.dep_ in ("prep", "ROOT") and head.lower_ in ("despite", "notwithstanding", "amid", "contrary")
        ) or any(child.lower_ == "so" or child.lower_ == "unconfirmed" for child in cue.token.children)

    def view_of(self, governor: Draft) -> tuple[Speaker, ...]:
        """ "It is the view of the ministry that ...": whose assessment it is says so."""
        for child in governor.token.children:
            if child.dep_ == "attr" and child.lemma_.lower() in (
                self._lexicon.views | self._lexicon.saying_nouns.keys()
            ):
                return self.holder_of(child)
        return ()

    def holder_of(self, noun: Word) -> tuple[Speaker, ...]:
        cue = self._phrases.span(noun, noun)
        for child in noun.children:
            holder = child if child.dep_ == "poss" else None
            if child.dep_ == "prep" and child.lower_ == "of":
                holder = next((t for t in child.children if t.dep_ == "pobj"), None)
            if holder is not None:
                phrase = self._phrases.one(holder)
                return (Speaker(0, phrase, cue, self.kind(phrase), "says", "indirect"),)
        return ()

    def according_to(self, tokens: list[Word]) -> Speaker | None:
        for token in tokens:
            if token.lower_ != "according" or token.i + 1 >= len(token.doc) or token.nbor(1).lower_ != "to":
                continue
            noun = next((t for t in token.nbor(1).children if t.dep_ == "pobj"), None)
            if noun is None:
                noun = next(
                    (t for t in token.subtree if t.i > token.i + 1 and t.pos_ in ("NOUN", "PROPN", "PRON")), None
                )
            if noun is None:
                continue
            phrase = self._phrases.one(noun)
            return Speaker(0, phrase, self._phrases.span(token, token.nbor(1)), self.kind(phrase), "says", "indirect")
        return None

    def unnamed(self, token: Word, stance: Stance, quote: Quote) -> Speaker:
        span = self._phrases.span(token, token)
        phrase = replace(
            self._phrases.one(token), start=span.start, end=span.end, text=span.text, kinds=("statement",), generic=True
        )
        return Speaker(0, phrase, span, "unnamed", stance, quote)

    def is_speaker(self, phrase: Phrase) -> bool:
        """Whether a phrase is of a kind that speaks, not merely of none that is mute."""
        return bool(set(phrase.kinds) & _SPEAKING) or phrase.lemma in self._lexicon.unnamed_sources

    def can_speak(self, phrase: Phrase) -> bool:
        kinds = set(phrase.kinds)
        words = phrase.text.lower().split()
        if phrase.lemma in self._lexicon.speaking_papers or not self._lexicon.counted_speakers.isdisjoint(words):
            return True
        if phrase.lemma in ("it", "this", "that", "there"):
            return phrase.lemma == "it"
        return not kinds or bool(kinds & _SPEAKING) or not kinds & _MUTE

    def kind(self, phrase: Phrase) -> Literal["named", "unnamed"]:
        named = {"country", "organisation"} & set(phrase.kinds) or phrase.label in ("PERSON", "ORG", "GPE", "NORP")
        if phrase.generic:
            return "unnamed"
        if phrase.lemma in self._lexicon.unnamed_sources and not named and phrase.alias is None:
            return "unnamed"
        return "named"
