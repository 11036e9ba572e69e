"""Who is said to have said it: speakers from verbs and nouns of saying, "according to", and quotation marks.

The chain is outermost first; the document's own voice is the empty chain. Who speaks must be able to speak.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rashomon.language.cues import CueReader
from rashomon.language.drafts import Draft
from rashomon.language.lexicon import Lexicon
from rashomon.language.phrases import PhraseReader
from rashomon.language.quotations import Quotation, find_quotations
from rashomon.language.turns import Labels, TurnReader
from rashomon.language.verb_forms import is_nonfinite
from rashomon.language.words import Paragraph
from rashomon.records import Speaker

_SELF = frozenset({"i", "we"})
_STOPS = {".", "!", "?"}
_GOVERNING_STANCES = {"orders", "asks"}  # with an infinitive or a demanded clause they are events of their own
_NOMINAL_STANCES = {"denies", "doubts", "accuses", "admits"}


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
    labels: Labels = field(default_factory=Labels)
    turn: Speaker | None = None  # whose turn it is in a transcript


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
        self._cues = CueReader(phrases, lexicon)
        self._turns = TurnReader(paragraph, phrases, self._cues)
        self._quotations = find_quotations(paragraph.text, paragraph.start)
        self._said: list[Said] = []
        self._done: dict[int, tuple[Speaker, ...]] = {}
        self._stops = [phrases.offset(t) for t in paragraph.doc if t.text in _STOPS] if self._quotations else []

    def run(self) -> tuple[Said, ...]:
        for quotation in self._quotations:
            self._said.append(self._say(quotation))
        self._done.clear()
        turn, begins = self._turn()
        for draft in self._drafts:
            speakers = self._speakers(draft)
            if turn is not None and self._phrases.offset(draft.token) >= begins:
                speakers = (turn, *self._others(speakers, in_speech=True))
                draft.relations = [r for r in draft.relations if r.phrase.start >= begins]  # the label takes no part
            draft.speakers = self._number(speakers)
        self._memory.is_open = bool(self._quotations and self._quotations[-1].is_open)
        if self._paragraph.text.rstrip().endswith(":"):
            self._announce()
        return tuple(self._said)

    def _turn(self) -> tuple[Speaker | None, int]:
        """Who speaks this paragraph by its label or, in a transcript, by the last one, and from where on."""
        labelled = self._turns.label(self._memory.labels)
        if labelled is None:
            turn = self._memory.turn
            return (replace(turn, phrase=replace(turn.phrase, how="carried")) if turn else None), self._paragraph.start
        if self._memory.labels.is_transcript:
            self._memory.turn = labelled[0]
        return labelled

    def _announce(self) -> None:
        """ "The minister said:" and his words in the next paragraph."""
        for draft in reversed(self._drafts):
            if draft.pos == "verb" and draft.lemma in self._lexicon.saying_verbs:
                told = self._cues.speakers_of(draft, "direct")
                if told:
                    self._memory.last = (*self._speakers(draft), *told)
                return

    # --- quotations -----------------------------------------------------------------------------

    def _say(self, quotation: Quotation) -> Said:
        inside = [d for d in self._drafts if quotation.holds(self._phrases.offset(d.token))]
        is_full = any(self._is_whole(d, quotation) for d in inside) or quotation.end - quotation.start > 90
        if not is_full:
            return Said(quotation, (), None, is_full=False)
        signed = self._turns.signature(quotation)
        if signed is not None:
            return Said(quotation, (signed,), None, is_full=True)
        cue = self._cue_of(quotation)
        if cue is not None:
            told = self._cues.speakers_of(cue, "direct")
            if told:
                speakers = (*(self._outer(cue) or self._told_by(cue)), *told)
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

    def _told_by(self, cue: Draft) -> tuple[Speaker, ...]:
        """'"...," he said, according to an aide': who tells of the saying."""
        found = self._cues.according_to(list(cue.sentence))
        return (found,) if found is not None and found.cue.start > self._phrases.offset(cue.token) else ()

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
        """Whether a full stop lies between; that of "Mr." and "Gen." belongs to its word."""
        return any(start <= stop < end for stop in self._stops)

    def _according_near(self, quotation: Quotation) -> Speaker | None:
        for sentence in self._paragraph.doc.sents:
            start = self._phrases.offset(sentence[0])
            end = self._phrases.offset(sentence[-1]) + len(sentence[-1])
            if start <= quotation.end and end >= quotation.start:
                found = self._cues.according_to(list(sentence))
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
        return Speaker(0, phrase, self._phrases.span(tokens[-1], tokens[-1]), self._cues.kind(phrase), "says", "direct")

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
                told = self._cues.speakers_of(draft, "direct")
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
        if above and extra and above[-1].cue.end <= extra[0].cue.start < self._phrases.offset(draft.token):
            return (*above, *extra)  # "Roe told us that, according to the ministry, they fled": he cites it
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
        if self._is_tag_of_later(governor, draft):
            return ()
        outer = self._speakers(governor)
        said = self._said_around(governor)
        if said is not None and said.is_full and self._said_around(draft) is not said:
            # what stands outside a quotation is not said by who speaks in it
            outer = ()
            if draft.governed_as == "conjunct":
                if governor.governor is not None and self._is_tag_of_later(governor.governor, draft):
                    return ()
                return self._from_governor(governor)  # "saying that 'they did it' and that they 'will pay'"
        if outer and self._is_rejected_claim(governor):
            return outer  # "rejected the Chilean claim that": who rejects it stands behind the denial
        match draft.governed_as:
            case "complement" | "nominal":
                said_here = self._others(
                    self._saying(governor, draft), in_speech=said is not None and said.is_full and bool(said.speakers)
                )
                return (*outer, *said_here, *(self._cited(governor) if said_here else ()))
            case "adverbial" if (
                draft.mark == "as"
                and governor.lemma in self._lexicon.citing
                and draft.lemma in self._lexicon.saying_verbs
            ):
                if governor.passive and not governor.phrases("subject"):
                    return outer  # "was quoted as saying": by whom is not told
                return (*outer, *self._cues.speakers_of(governor, "indirect", "says"))  # "quoted the general as saying"
            case _:
                return outer

    def _others(self, speakers: tuple[Speaker, ...], *, in_speech: bool) -> tuple[Speaker, ...]:
        """'"I think that they fled," he said': who says "I" in a quotation is its speaker, not one more."""
        own = _SELF if in_speech else frozenset()
        return tuple(s for s in speakers if s.phrase.text.lower() not in own and s.phrase.text.lower() != "you")

    def _is_tag_of_later(self, tag: Draft, draft: Draft) -> bool:
        """'They asked to come; "it is being studied," he told us': what stands before the quotation is not his."""
        said = next((s for s in self._said if s.cue is tag and s.is_full), None)
        offset = self._phrases.offset(draft.token)
        if said is None or offset > said.quotation.start or self._phrases.offset(tag.token) < said.quotation.end:
            return False
        begin = self._paragraph.start
        between = self._paragraph.text[offset - begin : said.quotation.start - begin].rstrip()
        return between.endswith((";", ".", ":", "!", "?")) and not any(s.quotation.holds(offset) for s in self._said)

    def _is_rejected_claim(self, noun: Draft) -> bool:
        """A noun of saying that a verb of denial has as its object."""
        verb = noun.governor
        return (
            noun.pos == "noun"
            and noun.token.lemma_.lower() in self._lexicon.saying_nouns
            and verb is not None
            and noun.governed_as == "nominal"
            and self._lexicon.saying_verbs.get(verb.lemma) in ("denies", "doubts")
            and any(p.head_start == self._phrases.offset(noun.token) for p in verb.phrases("object"))
        )

    def _saying(self, governor: Draft, draft: Draft) -> tuple[Speaker, ...]:
        """The speakers that a governing verb or noun of saying gives to what it governs."""
        lemma = governor.lemma
        if governor.pos == "noun" or governor.light:
            stance = self._lexicon.saying_nouns.get(governor.token.lemma_.lower())
            if stance is None or draft.governed_as != "complement":
                return ()
            if is_nonfinite(draft.verb):
                return ()
            return self._cues.speakers_of(governor, "indirect", stance)
        if lemma == "be" or lemma in self._lexicon.convincing:
            return self._cues.view_of(governor) or self._cues.convinced(governor, governor.governor)
        stance = self._lexicon.saying_verbs.get(lemma) or ("admits" if self._owns_up(governor, draft) else None)
        if stance is None:
            return ()
        if governor.passive and stance in _GOVERNING_STANCES:
            return ()
        if draft.governed_as == "nominal" and self._owns_up(governor, draft):
            return self._cues.speakers_of(governor, "indirect", "admits")
        if draft.governed_as == "nominal":
            if (
                (stance not in _NOMINAL_STANCES and lemma not in self._lexicon.nominal_saying)
                or governor.polarity == "denied"
                or self._is_negated(governor)
            ):
                return ()
            if (
                not any(p.head_start == self._phrases.offset(draft.token) for p in governor.phrases("object"))
                and stance != "accuses"
            ):
                return ()
            return self._cues.speakers_of(governor, "indirect", stance)
        infinitive = is_nonfinite(draft.verb)
        wished = stance in _GOVERNING_STANCES or lemma in self._lexicon.commissive
        if (
            infinitive
            and lemma not in self._lexicon.infinitive_saying
            and stance not in _NOMINAL_STANCES
            and not wished
        ):
            return ()
        if lemma in self._lexicon.mental and not governor.passive and not self._is_quoted_by(governor):
            return ()
        return self._cues.speakers_of(governor, "indirect", stance)

    def _owns_up(self, governor: Draft, draft: Draft) -> bool:
        """ "The group claimed responsibility for the raid": it says that it did it."""
        start = self._phrases.offset(draft.token)
        return (
            governor.lemma in self._lexicon.owning_up
            and not self._is_negated(governor)
            and not any(p.text.split(" ", 1)[0].lower() in self._lexicon.negators for p in governor.phrases("subject"))
            and any(phrase.lemma in self._lexicon.answerable for phrase in governor.phrases("object"))
            and any(phrase.head_start == start for phrase in governor.phrases("for"))
        )

    def _cited(self, governor: Draft) -> tuple[Speaker, ...]:
        """ "the agency, citing a fisherman, said that ...": the one cited stands behind who says it."""
        for other in self._drafts:
            if other.governor is governor and other.governed_as == "participle" and other.lemma in self._lexicon.citing:
                cue = self._phrases.span(other.token, other.token)
                able = [phrase for phrase in other.phrases("object") if self._cues.is_speaker(phrase)]
                return tuple(Speaker(0, phrase, cue, self._cues.kind(phrase), "says", "indirect") for phrase in able)
        return ()

    def _is_negated(self, governor: Draft) -> bool:
        return any(child.dep_ == "neg" or child.lower_ == "never" for child in governor.verb.children)

    def _is_quoted_by(self, governor: Draft) -> bool:
        return any(said.cue is governor for said in self._said)

    def _adverbial(self, draft: Draft) -> tuple[Speaker, ...]:
        for child in draft.verb.children:
            if child.dep_ == "advmod" and child.lower_ in self._lexicon.unnamed_adverbs:
                return (self._cues.unnamed(child, "says", "indirect"),)
            if child.dep_ == "prep" and child.lower_ == "in":
                for noun in child.children:
                    if noun.dep_ == "pobj" and noun.lemma_.lower() in self._lexicon.views:
                        held = self._cues.holder_of(noun)
                        if held:
                            return held
        inserted = self._inserted(draft)
        if inserted:
            return inserted
        if draft.lemma in self._lexicon.saying_verbs and draft.governor is None:
            return ()
        according = self._cues.according_to(list(draft.sentence))
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
                    else self._cues.speakers_of(other, "indirect")
                )
            if any(child.dep_ == "dobj" for child in verb.children):
                continue
            subject = next((t for t in verb.children if t.dep_ == "nsubj"), verb)
            first = min(subject.left_edge, verb, key=lambda t: t.i)
            if first.i > verb.sent.start and first.nbor(-1).text in (",", "-", "--", "–", "—"):
                return self._cues.speakers_of(other, "indirect")
        return ()

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
