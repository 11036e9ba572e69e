"""Who is said to have said it: speakers from verbs and nouns of saying, "according to", and quotation marks.

The chain is outermost first; the document's own voice is the empty chain. Who speaks must be able to speak.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rashomon.language.clauses import Draft, chain, is_nonfinite
from rashomon.language.lexicon import Lexicon
from rashomon.language.parser import Paragraph, Token
from rashomon.language.phrases import PhraseReader
from rashomon.language.quotations import Quotation, find_quotations
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
_CITING = {"cite", "quote"}
_NOBODYS = {
    "report",
    "rumour",
    "rumor",
}  # theirs who are not named; "allegations that ... are an invention" is the writer's word
_GOVERNING_STANCES = {"orders", "asks"}  # with an infinitive or a demanded clause they are events of their own
_NOMINAL_STANCES = {"denies", "doubts", "accuses", "admits"}
_NOMINAL_SAYING = {
    "report",
    "claim",
    "allege",
    "describe",
    "confirm",
    "acknowledge",
    "cite",
    "mention",
    "note",
    "recall",
    "document",
    "detail",
    "praise",
}
_INFINITIVE_SAYING = {
    "claim",
    "say",
    "report",
    "believe",
    "allege",
    "think",
    "deny",
    "admit",
    "confess",
    "understand",
    "know",
    "estimate",
    "suspect",
    "accuse",
    "blame",
    "profess",
    "purport",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation with who said it."""

    quotation: Quotation
    speakers: tuple[Speaker, ...]
    cue: Draft | None
    is_full: bool  # holds a finite clause of its own: direct speech, else a quoted phrase


@dataclass(slots=True)
class Memory:
    """What attribution remembers from one paragraph to the next."""

    last: tuple[Speaker, ...] = ()
    is_open: bool = False


def attribute(
    drafts: Sequence[Draft], paragraph: Paragraph, *, phrases: PhraseReader, lexicon: Lexicon, memory: Memory
) -> tuple[Said, ...]:
    """Give every draft of a paragraph its speakers; returns the quotations with theirs."""
    reader = _Attribution(drafts, paragraph, phrases, lexicon, memory)
    return reader.run()


class _Attribution:
    def __init__(
        self, drafts: Sequence[Draft], paragraph: Paragraph, phrases: PhraseReader, lexicon: Lexicon, memory: Memory
    ) -> None:
        self._drafts = drafts
        self._paragraph = paragraph
        self._phrases = phrases
        self._lexicon = lexicon
        self._memory = memory
        self._quotations = find_quotations(paragraph.text, paragraph.start)
        self._said: list[Said] = []
        self._done: dict[int, tuple[Speaker, ...]] = {}

    def run(self) -> tuple[Said, ...]:
        for quotation in self._quotations:
            self._said.append(self._say(quotation))
        self._done.clear()
        for draft in self._drafts:
            draft.speakers = self._number(self._speakers(draft))
        self._memory.is_open = bool(self._quotations and self._quotations[-1].is_open)
        return tuple(self._said)

    # --- quotations -----------------------------------------------------------------------------

    def _say(self, quotation: Quotation) -> Said:
        inside = [d for d in self._drafts if quotation.holds(self._phrases.offset(d.token))]
        is_full = any(self._is_whole(d, quotation) for d in inside) or quotation.end - quotation.start > 90
        if not is_full:
            return Said(quotation, (), None, is_full=False)
        cue = self._cue_of(quotation)
        if cue is not None:
            told = self._speakers_of(cue, "direct")
            if told:
                speakers = (*self._outer(cue), *told)
                self._memory.last = speakers
                return Said(quotation, speakers, cue, is_full=True)
        according = self._according_near(quotation) or self._before_colon(quotation)
        if according is not None:
            self._memory.last = (according,)
            return Said(quotation, (according,), None, is_full=True)
        carried = self._carried(quotation)
        return Said(quotation, carried, None, is_full=True)

    def _is_whole(self, draft: Draft, quotation: Quotation) -> bool:
        """A finite clause with its subject inside the marks, or an order that opens them."""
        if draft.pos != "verb" and not draft.light:
            return False
        own = [c for c in draft.verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj")]
        if own:
            return (
                any(quotation.holds(self._phrases.offset(c)) for c in own) and draft.verb.tag_ not in ("VBG", "VBN")
            ) or any(
                c.dep_ in ("aux", "auxpass")
                and quotation.holds(self._phrases.offset(c))
                and quotation.holds(self._phrases.offset(own[0]))
                for c in draft.verb.children
            )
        return (
            draft.verb.tag_ == "VB"
            and self._phrases.offset(draft.verb) - quotation.start <= 2
            and draft.verb.dep_ in ("ROOT", "ccomp", "parataxis")
        )

    def _outer(self, cue: Draft) -> tuple[Speaker, ...]:
        """Speakers of the saying clause itself, when it is not inside a quotation."""
        governor = cue.governor
        if governor is not None and any(q.holds(self._phrases.offset(governor.token)) for q in self._quotations):
            return ()  # "…," he said: the parse may hang "said" on the quotation
        found = self._speakers(cue)
        self._done.clear()  # what was climbed while quotations were still unread does not stand
        return found

    def _cue_of(self, quotation: Quotation) -> Draft | None:
        """The saying verb nearest to a quotation, outside all quotations, in a sentence that touches it."""
        best: tuple[int, Draft] | None = None
        for draft in self._drafts:
            stance = self._lexicon.saying_verbs.get(draft.lemma) or ("says" if draft.lemma in ("put", "go") else None)
            offset = self._phrases.offset(draft.token)
            if draft.pos != "verb" or stance is None or any(q.holds(offset) for q in self._quotations):
                continue
            if not draft.phrases("subject"):
                continue
            first, last = (
                self._phrases.offset(draft.sentence[0]),
                self._phrases.offset(draft.sentence[-1]) + len(draft.sentence[-1]),
            )
            if offset >= quotation.end:
                if first > quotation.end + 2 and not self._follows(quotation, first):
                    continue
                gap = offset - quotation.end
                if self._crosses_sentence(quotation.end, offset):
                    continue
            else:
                if last < quotation.start - 3:
                    continue
                gap = quotation.start - offset + 15
                if self._crosses_sentence(offset, quotation.start):
                    continue
            if draft.lemma in self._lexicon.weak_saying:
                gap += 40
            if gap < 220 and (best is None or gap < best[0]):
                best = (gap, draft)
        return best[1] if best else None

    def _follows(self, quotation: Quotation, first: int) -> bool:
        return first - quotation.end <= 2

    def _crosses_sentence(self, start: int, end: int) -> bool:
        begin = self._paragraph.start
        between = self._paragraph.text[max(0, start - begin) : end - begin]
        return any(mark in between for mark in (". ", "! ", "? "))

    def _according_near(self, quotation: Quotation) -> Speaker | None:
        for sentence in self._paragraph.doc.sents:
            start = self._phrases.offset(sentence[0])
            end = self._phrases.offset(sentence[-1]) + len(sentence[-1])
            if start <= quotation.end and end >= quotation.start:
                found = self._according_to(list(sentence))
                if found is not None:
                    return found
        return None

    def _before_colon(self, quotation: Quotation) -> Speaker | None:
        """'The minister: "We saw nothing."'"""
        tokens = [t for t in self._paragraph.doc if self._phrases.offset(t) < quotation.start]
        if len(tokens) < 2 or tokens[-1].text != ":" or tokens[-2].pos_ not in ("PROPN", "NOUN"):
            return None
        noun = tokens[-2]
        while noun.dep_ in ("compound", "pobj", "prep") and noun.head.i >= noun.sent.start and noun.head != noun:
            noun = noun.head
        if noun.pos_ not in ("PROPN", "NOUN"):
            return None
        phrase = self._phrases.one(noun)
        return Speaker(0, phrase, self._phrases.span(tokens[-1], tokens[-1]), self._kind(phrase), "says", "direct")

    def _carried(self, quotation: Quotation) -> tuple[Speaker, ...]:
        """A quotation with no verb of its own goes on with the speaker before it."""
        if self._said and self._said[-1].speakers:
            return self._said[-1].speakers
        before = [
            d
            for d in self._drafts
            if self._phrases.offset(d.token) < quotation.start
            and d.pos == "verb"
            and not any(q.holds(self._phrases.offset(d.token)) for q in self._quotations)
        ]
        for draft in reversed(before):
            if draft.lemma in self._lexicon.saying_verbs:
                told = self._speakers_of(draft, "direct")
                if told:
                    return told
        begins = quotation.start - self._paragraph.start <= 1
        if begins and self._memory.last:
            return tuple(replace(s, phrase=replace(s.phrase, how="carried")) for s in self._memory.last)
        if before:
            for phrase in before[-1].phrases("subject"):
                if "person" in phrase.kinds:
                    cue = self._phrases.span(before[-1].token, before[-1].token)
                    return (Speaker(0, replace(phrase, how="carried"), cue, "named", "says", "direct"),)
        return ()

    # --- clauses -----------------------------------------------------------------------------------

    def _speakers(self, draft: Draft) -> tuple[Speaker, ...]:
        key = id(draft)
        if key in self._done:
            return self._done[key]
        self._done[key] = ()  # a circle in the parse ends here
        found = self._climb(draft)
        self._done[key] = found
        return found

    def _climb(self, draft: Draft) -> tuple[Speaker, ...]:
        said = self._said_around(draft)
        above = self._from_governor(draft)
        if said is not None and said.is_full and said.speakers:
            inside = tuple(s for s in above if said.quotation.holds(s.cue.start))
            return (*said.speakers, *inside)
        if said is not None and not said.is_full and above and self._is_cue_outside(said, above[-1]):
            above = (*above[:-1], replace(above[-1], quote="mixed"))
        extra = tuple(s for s in self._adverbial(draft) if not any(s.cue.start == other.cue.start for other in above))
        return (*extra, *above)

    def _is_cue_outside(self, said: Said, speaker: Speaker) -> bool:
        return not said.quotation.holds(speaker.cue.start)

    def _said_around(self, draft: Draft) -> Said | None:
        offset = self._phrases.offset(draft.token)
        return next((s for s in self._said if s.quotation.holds(offset)), None)

    def _from_governor(self, draft: Draft) -> tuple[Speaker, ...]:
        governor = draft.governor
        if governor is None:
            return ()
        outer = self._speakers(governor)
        said = self._said_around(governor)
        if said is not None and said.is_full and self._said_around(draft) is not said:
            # what stands outside a quotation is not said by who speaks in it
            outer = ()
            if draft.governed_as == "conjunct":
                return self._from_governor(governor)  # "saying that 'they did it' and that they 'will pay'"
        match draft.governed_as:
            case "complement" | "nominal":
                said_here = self._saying(governor, draft)
                return (*outer, *said_here, *(self._cited(governor) if said_here else ()))
            case "adverbial" if (
                draft.mark == "as" and governor.lemma in _CITING and draft.lemma in self._lexicon.saying_verbs
            ):
                if governor.passive and not governor.phrases("subject"):
                    return outer  # "was quoted as saying": by whom is not told
                return (*outer, *self._speakers_of(governor, "indirect", "says"))  # "quoted the general as saying"
            case _:
                return outer

    def _saying(self, governor: Draft, draft: Draft) -> tuple[Speaker, ...]:
        """The speakers that a governing verb or noun of saying gives to what it governs."""
        lemma = governor.lemma
        if governor.pos == "noun" or governor.light:
            stance = self._lexicon.saying_nouns.get(governor.token.lemma_.lower())
            if stance is None or draft.governed_as != "complement":
                return ()
            if is_nonfinite(draft.verb):
                return ()
            return self._speakers_of(governor, "indirect", stance)
        if lemma == "be":
            return self._view_of(governor)
        stance = self._lexicon.saying_verbs.get(lemma)
        if stance is None:
            return ()
        if governor.passive and stance in _GOVERNING_STANCES:
            return ()
        if draft.governed_as == "nominal":
            if (
                (stance not in _NOMINAL_STANCES and lemma not in _NOMINAL_SAYING)
                or governor.polarity == "denied"
                or self._is_negated(governor)
            ):
                return ()
            if (
                not any(p.head_start == self._phrases.offset(draft.token) for p in governor.phrases("object"))
                and stance != "accuses"
            ):
                return ()
            return self._speakers_of(governor, "indirect", stance)
        infinitive = is_nonfinite(draft.verb)
        wished = stance in _GOVERNING_STANCES or lemma in self._lexicon.commissive
        if infinitive and lemma not in _INFINITIVE_SAYING and stance not in _NOMINAL_STANCES and not wished:
            return ()
        if lemma in self._lexicon.mental and not governor.passive and not self._is_quoted_by(governor):
            return ()
        return self._speakers_of(governor, "indirect", stance)

    def _cited(self, governor: Draft) -> tuple[Speaker, ...]:
        """ "the agency, citing a fisherman, said that ...": the one cited stands behind who says it."""
        for other in self._drafts:
            if other.governor is governor and other.governed_as == "participle" and other.lemma in _CITING:
                cue = self._phrases.span(other.token, other.token)
                able = [
                    p
                    for p in other.phrases("object")
                    if set(p.kinds) & _SPEAKING or p.lemma in self._lexicon.unnamed_sources
                ]
                return tuple(Speaker(0, phrase, cue, self._kind(phrase), "says", "indirect") for phrase in able)
        return ()

    def _view_of(self, governor: Draft) -> tuple[Speaker, ...]:
        """ "It is the view of the ministry that ...": whose assessment it is says so."""
        for child in governor.token.children:
            if child.dep_ == "attr" and child.lemma_.lower() in (
                self._lexicon.views | self._lexicon.saying_nouns.keys()
            ):
                return self._holder_of(child)
        return ()

    def _holder_of(self, noun: Token) -> tuple[Speaker, ...]:
        cue = self._phrases.span(noun, noun)
        for child in noun.children:
            holder = child if child.dep_ == "poss" else None
            if child.dep_ == "prep" and child.lower_ == "of":
                holder = next((t for t in child.children if t.dep_ == "pobj"), None)
            if holder is not None:
                phrase = self._phrases.one(holder)
                return (Speaker(0, phrase, cue, self._kind(phrase), "says", "indirect"),)
        return ()

    def _is_negated(self, governor: Draft) -> bool:
        return any(child.dep_ == "neg" or child.lower_ == "never" for child in governor.verb.children)

    def _is_quoted_by(self, governor: Draft) -> bool:
        return any(said.cue is governor for said in self._said)

    def _speakers_of(self, cue: Draft, quote: Quote, stance: Stance | None = None) -> tuple[Speaker, ...]:
        """Who says it by this cue; joint speakers share it."""
        stance = stance or self._lexicon.saying_verbs.get(cue.lemma, "says")
        span = self._phrases.span(cue.token, cue.token)
        if (
            cue.pos == "verb"
            and cue.token.tag_ == "VB"
            and any(c.lower_ == "to" and c.dep_ == "aux" for c in cue.token.children)
        ):
            return ()  # "it is easy to say that": nobody says it
        able = [phrase for phrase in cue.phrases("subject") if self._can_speak(phrase)]
        if not able:
            able = [phrase for phrase in self._possible_speakers(cue) if self._can_speak(phrase)][:1]
        if able:
            return tuple(Speaker(0, phrase, span, self._kind(phrase), stance, quote) for phrase in able)
        if cue.phrases("subject"):
            return ()
        if cue.passive:
            return (self._unnamed(cue.token, stance, quote),)
        if cue.pos == "noun":
            if self._is_doubted_noun(cue):
                return (self._unnamed(cue.token, stance, quote),)
            lent = self._lent(cue)
            if lent is not None and cue.governor is not None:
                lending = self._lexicon.saying_verbs.get(cue.governor.lemma, stance)
                return (Speaker(0, lent, span, self._kind(lent), lending, quote),)
        return ()

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
            return next((p for p in governor.phrases("subject") if self._can_speak(p)), None)
        return None

    def _is_doubted_noun(self, cue: Draft) -> bool:
        head = cue.token.head
        if cue.token.lemma_.lower() in _NOBODYS and (
            cue.light == "be" or (cue.token.dep_ in ("nsubj", "nsubjpass") and head.lemma_ != "be")
        ):
            return True  # "there are reports that", "rumours that ... spread"
        return (
            head.dep_ in ("prep", "ROOT") and head.lower_ in ("despite", "notwithstanding", "amid", "contrary")
        ) or any(child.lower_ == "so" or child.lower_ == "unconfirmed" for child in cue.token.children)

    def _unnamed(self, token: Token, stance: Stance, quote: Quote) -> Speaker:
        span = self._phrases.span(token, token)
        phrase = replace(
            self._phrases.one(token), start=span.start, end=span.end, text=span.text, kinds=("statement",), generic=True
        )
        return Speaker(0, phrase, span, "unnamed", stance, quote)

    def _can_speak(self, phrase: Phrase) -> bool:
        kinds = set(phrase.kinds)
        if phrase.lemma in ("it", "this", "that", "there"):
            return phrase.lemma == "it"
        return not kinds or bool(kinds & _SPEAKING) or not kinds & _MUTE

    def _kind(self, phrase: Phrase) -> Literal["named", "unnamed"]:
        named = {"country", "organisation"} & set(phrase.kinds) or phrase.label in ("PERSON", "ORG", "GPE", "NORP")
        if phrase.generic:
            return "unnamed"
        if phrase.lemma in self._lexicon.unnamed_sources and not named and phrase.alias is None:
            return "unnamed"
        return "named"

    def _adverbial(self, draft: Draft) -> tuple[Speaker, ...]:
        for child in draft.verb.children:
            if child.dep_ == "advmod" and child.lower_ in self._lexicon.unnamed_adverbs:
                return (self._unnamed(child, "says", "indirect"),)
            if child.dep_ == "prep" and child.lower_ == "in":
                for noun in child.children:
                    if noun.dep_ == "pobj" and noun.lemma_.lower() in self._lexicon.views:
                        held = self._holder_of(noun)
                        if held:
                            return held
        inserted = self._inserted(draft)
        if inserted:
            return inserted
        if draft.lemma in self._lexicon.saying_verbs and draft.governor is None:
            return ()
        according = self._according_to(list(draft.sentence))
        return (according,) if according is not None else ()

    def _inserted(self, draft: Draft) -> tuple[Speaker, ...]:
        """ "The goal, he said, is a truce": a verb of saying set between commas, with nothing of its own to say."""
        for other in self._drafts:
            if other.governor is not draft or other.lemma not in self._lexicon.saying_verbs or other.pos != "verb":
                continue
            verb = other.token
            if verb.dep_ not in ("parataxis", "ccomp", "conj", "advcl", "dep") or not other.phrases("subject"):
                continue
            if any(child.dep_ in ("ccomp", "xcomp", "aux", "cc") for child in verb.children) or other.mark not in (
                "",
                "as",
            ):
                continue
            if other.mark == "as":
                # "nor did they fire, as the ministry pretends": who pretends says the opposite
                return (
                    ()
                    if self._is_negated(draft) or draft.verb.left_edge.lower_ == "nor"
                    else self._speakers_of(other, "indirect")
                )
            if any(child.dep_ == "dobj" for child in verb.children):
                continue
            first = next((t for t in verb.subtree if not t.is_punct), verb)
            if first.i > verb.sent.start and first.nbor(-1).text in (",", "-", "--", "–", "—"):
                return self._speakers_of(other, "indirect")
        return ()

    def _according_to(self, tokens: list[Token]) -> Speaker | None:
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
            return Speaker(0, phrase, self._phrases.span(token, token.nbor(1)), self._kind(phrase), "says", "indirect")
        return None

    def _number(self, speakers: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
        """Levels from the outside in; joint speakers of one cue share theirs, the same words twice in a row are one."""
        found: list[Speaker] = []
        for speaker in speakers:
            if found and (found[-1].phrase.start, found[-1].phrase.end) == (speaker.phrase.start, speaker.phrase.end):
                found[-1] = replace(speaker, level=found[-1].level)
                continue
            level = 0 if not found else found[-1].level + (found[-1].cue.start != speaker.cue.start)
            found.append(replace(speaker, level=level))
        return tuple(found)
