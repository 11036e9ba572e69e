"""Known faults of the small model, mended in the parse before clauses are read: one place for all of them.

Each function of the ``mending_`` files and of ``frames`` names a class of fault with a sentence that shows it; the
sentences are tests. Here stand their order and the words at which they are looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from functools import partial

from rashomon.language import frames
from rashomon.language import mending_saying as saying
from rashomon.language import mending_subjects as subjects
from rashomon.language import mending_verbs as verbs
from rashomon.language import mending_words as words
from rashomon.language.lexicon import Lexicon
from rashomon.language.parser import Doc, Token

Mend = Callable[[Token], None]
_ANY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Repair:
    """A repair and the words that can have its fault, by relation, by tag and by word; none given: any."""

    mend: Mend
    relations: Set[str] = _ANY
    tags: Set[str] = _ANY
    words: Set[str] = _ANY  # in lower case

    def fits(self, relation: str, tag: str, word: str) -> bool:
        """Whether a word of this relation and tag can have the fault."""
        asked = ((self.relations, relation), (self.tags, tag), (self.words, word))
        return all(not wanted or given in wanted for wanted, given in asked)


def repairs(lexicon: Lexicon) -> Iterator[Repair]:
    """All repairs in their order."""

    def at(mend: Mend, relations: str = "", *, tags: str = "", words: Set[str] | str = _ANY) -> Repair:
        named = frozenset(words.split()) if isinstance(words, str) else words
        return Repair(mend, frozenset(relations.split()), frozenset(tags.split()), named)

    yield at(words.hyphened_name, words="-")
    yield at(subjects.swallowed_subject, "pobj nsubj nsubjpass")
    yield at(subjects.subject_before_day, "npadvmod nsubj nsubjpass dobj compound", words=subjects.WEEKDAYS)
    yield at(subjects.subject_after_date, "prep", words="on in at")
    yield at(subjects.subject_after_place, tags="NNS")
    yield at(subjects.bound_for, "acl", words="bound")
    yield at(subjects.subject_after_comma, "prep")
    yield at(partial(saying.reported_by, lexicon=lexicon), "acl", tags="VBN VBD")
    yield at(subjects.emphasis, "nsubj nsubjpass", words=subjects.THEMSELVES)
    yield at(verbs.lost_verb, "advcl ccomp conj ROOT")
    yield at(words.misread_noun, words="up fire warning")
    yield at(partial(verbs.harmed_in_gerund, lexicon=lexicon), tags="VBG", words=lexicon.event_nouns.keys())
    yield at(partial(verbs.left_dead, lexicon=lexicon), "amod advmod", words="dead")
    yield at(verbs.stranded, "prep", words=verbs.STRANDED)
    yield at(partial(verbs.particle, lexicon=lexicon), words=lexicon.particles | {"over"})
    yield at(verbs.second_passive, "conj", tags="VBD VBN")
    yield at(verbs.gerund_with_object, "compound amod pcomp")
    yield at(words.instead_of, words="of")
    yield at(partial(saying.content_of_a_noun, lexicon=lexicon), "relcl")
    yield at(partial(verbs.demanded_infinitive, lexicon=lexicon), "nsubj")
    yield at(verbs.parallel_participle, "conj", tags="VBG")
    yield at(verbs.parallel_infinitive, "conj", tags="VB VBP")
    yield at(partial(saying.parallel_saying, lexicon=lexicon), "conj", tags="VBD VBZ")
    yield at(partial(saying.closing_tag, lexicon=lexicon), tags="VBD VBZ")
    yield at(saying.dismissed_as, "prep", words="as")
    yield at(saying.semicolon, "ccomp")
    yield at(partial(saying.subject_after_quotation, lexicon=lexicon))
    yield at(partial(saying.subject_in_aside, lexicon=lexicon), tags="VBD VBZ")
    yield at(subjects.before_colon, "nsubj")
    yield at(verbs.noun_after_to)
    yield at(partial(saying.written_by, lexicon=lexicon), "conj parataxis advcl ccomp dep", tags="VBD VBZ")
    yield at(frames.no_choice_but, words="choice choices alternative alternatives option options")
    yield at(frames.time_to, "relcl acl advcl", tags="VB")
    yield at(frames.one_by_one, "dobj obj", words="one two three")
    yield at(frames.accused_of, "prep", words="of")
    yield at(frames.may_the_month, "aux", words="may")
    yield at(frames.children_of_auxiliary, "aux auxpass")
    yield at(frames.set_ablaze, words="ablaze alight afire")
    yield at(partial(words.verb_lemma, lexicon=lexicon))
    yield at(words.bases, words="bases")
    yield at(words.mistaken_comparative, tags="JJR")


class Mender:
    """Mends parsed paragraphs in place: they are ours alone, and nothing else holds them yet."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._repairs = tuple(repairs(lexicon))
        self._named = frozenset(word for repair in self._repairs for word in repair.words)
        self._words: dict[int, str] = {}  # by spaCy's number of the word; empty where no repair names it
        self._fitting: dict[tuple[int, int, str], tuple[tuple[int, Mend], ...]] = {}

    def mend(self, doc: Doc) -> None:
        """Mend a parsed paragraph."""
        for token in doc:
            word = self._words.get(token.lower)
            if word is None:
                word = self._words[token.lower] = token.lower_ if token.lower_ in self._named else ""
            self._mend(token, word)

    def _mend(self, token: Token, word: str, first: int = 0) -> None:
        """Try the repairs that fit a word, from the ``first`` on; what one mends decides which fit after it."""
        relation, tag = token.dep, token.tag
        for place, mend in self._fits(token, word):
            if place >= first:
                mend(token)
                if token.dep != relation or token.tag != tag:
                    self._mend(token, word, place + 1)
                    return

    def _fits(self, token: Token, word: str) -> tuple[tuple[int, Mend], ...]:
        key = token.dep, token.tag, word
        found = self._fitting.get(key)
        if found is None:
            found = self._fitting[key] = tuple(
                (place, repair.mend)
                for place, repair in enumerate(self._repairs)
                if repair.fits(token.dep_, token.tag_, word)
            )
        return found
