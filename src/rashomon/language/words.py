"""The words of a parsed paragraph as plain values, read from the parse once, when it has been mended.

A word has the names that a spaCy token has, so that what is known of one holds of the other. Clauses, speakers and
modality look at each word dozens of times; a token works out its relatives and spells its labels anew each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rashomon.language.parser import Doc, ParsedParagraph
from rashomon.records import NameMatch


class Word:
    """A word of a paragraph; words are compared by being the same one."""

    __slots__ = (
        "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_punct", "left_edge", "lefts", "lemma_",
        "lower_", "pos_", "right_edge", "rights", "sent", "tag_", "text",
    )  # fmt: skip

    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    is_punct: bool
    i: int  # in the paragraph
    idx: int  # offset in the paragraph's text
    doc: Words
    sent: Sentence
    head: Word  # itself at the root of a sentence
    lefts: list[Word]  # children, left to right
    rights: list[Word]
    children: list[Word]
    left_edge: Word  # the first word of what hangs on it
    right_edge: Word

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def n_lefts(self) -> int:
        return len(self.lefts)

    @property
    def n_rights(self) -> int:
        return len(self.rights)

    @property
    def subtree(self) -> Iterator[Word]:
        """The word and all that hangs on it."""
        for word in self.lefts:
            yield from word.subtree
        yield self
        for word in self.rights:
            yield from word.subtree

    def nbor(self, step: int = 1) -> Word:
        """The word so many places on. Raises IndexError where the paragraph has none."""
        if self.i + step < 0:
            raise IndexError(f"{self.text!r} is word {self.i} of its paragraph; there is none {-step} before it")
        return self.doc[self.i + step]


class Words(list[Word]):
    """The words of a paragraph."""

    text: str = ""  # with straight quotes; a word stands at its ``idx``
    sents: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph: the places of its words, and its text."""

    start: int
    end: int
    text: str
    doc: Words

    def __iter__(self) -> Iterator[Word]:
        return iter(self.doc[self.start : self.end])

    def __getitem__(self, place: int) -> Word:
        return self.doc[self.end + place if place < 0 else self.start + place]

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it is read: words count from its start, add ``start`` for the document's offsets."""

    index: int
    start: int
    doc: Words
    names: Mapping[int, NameMatch]  # by index of the name's last word
    text: str  # as written, curly quotes and all


def read_paragraph(parsed: ParsedParagraph) -> Paragraph:
    """A parsed paragraph, mended, as it is read."""
    return Paragraph(parsed.index, parsed.start, read_words(parsed.doc), parsed.names, parsed.text)


def read_words(doc: Doc) -> Words:
    """The words of a parse."""
    words = Words(Word() for _ in range(len(doc)))
    for word, token in zip(words, doc, strict=True):
        word.doc = words
        word.i, word.idx, word.text = token.i, token.idx, token.text
        word.lower_, word.lemma_ = token.lower_, token.lemma_
        word.pos_, word.tag_, word.dep_ = token.pos_, token.tag_, token.dep_
        word.ent_type_, word.is_punct = token.ent_type_, token.is_punct
        word.head = words[token.head.i]
        word.left_edge, word.right_edge = words[token.left_edge.i], words[token.right_edge.i]
        word.lefts, word.rights = [], []
    for word in words:
        if word.i < word.head.i:
            word.head.lefts.append(word)
        elif word.i > word.head.i:
            word.head.rights.append(word)
    for word in words:
        word.children = [*word.lefts, *word.rights]
    words.text = doc.text
    words.sents = tuple(Sentence(span.start, span.end, span.text, words) for span in doc.sents)
    for sentence in words.sents:
        for word in sentence:
            word.sent = sentence
    return words
