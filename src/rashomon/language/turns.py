"""Who speaks a whole paragraph or quotation by its place on the page: "THE MINISTER: ...", '"..." - A. Name'."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from rashomon.language.cues import CueReader
from rashomon.language.phrases import PhraseReader
from rashomon.language.quotations import Quotation
from rashomon.language.words import Paragraph, Word
from rashomon.records import Speaker

_NAME = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|of|the|de|van|von|bin|al|for|and)){0,6}"
_LABEL = re.compile(rf"^[ \t]*[\"“]?({_NAME})(?: \([^)\n]{{2,60}}\))?:(?=[ \t]+[\w\"“‘'])", re.MULTILINE)
_TITLED = re.compile(
    r"^(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Gen|Col|Capt|Maj|Lt|Adm|Sgt|Prof|Sen|Rep|Gov)\b\.? [A-Z]", re.IGNORECASE
)
_SIGNED = re.compile(r"\s*(?:--|[-–—―])\s*(?=[A-Z])")
_OPENING = re.compile(r"[“\"]")
_MOST_WORDS = 14  # a signature is short: "Amina Yusuf, a teacher in Kano"


@dataclass(frozen=True, slots=True)
class Labels:
    """The names that open lines of a document as the labels of a transcript do."""

    repeated: frozenset[str] = frozenset()
    is_transcript: bool = False  # at least three lines open with a label: a turn goes on to the next label


def find_labels(text: str) -> Labels:
    """The labels of a document.

    >>> find_labels("THE CHAIR: Order.\\n\\nMs. Lund: We saw boats.\\n\\nTHE CHAIR: Whose?").is_transcript
    True
    """
    names = Counter(match.group(1) for match in _LABEL.finditer(text))
    repeated = frozenset(name for name, count in names.items() if count > 1)
    titled = any(_TITLED.match(name) for name in names)
    return Labels(repeated, bool(repeated or titled) and names.total() >= 3)


class TurnReader:
    """Reads the labels and signatures of one paragraph."""

    def __init__(self, paragraph: Paragraph, phrases: PhraseReader, cues: CueReader) -> None:
        self._paragraph = paragraph
        self._phrases = phrases
        self._cues = cues

    def label(self, labels: Labels) -> tuple[Speaker, int] | None:
        """Who is said to speak this paragraph by the label that opens it, and where what is said begins."""
        match = _LABEL.match(self._paragraph.text)
        if match is None:
            return None
        colon = next((t for t in self._paragraph.doc if t.idx + len(t) >= match.end()), None)
        last = next((t for t in self._paragraph.doc if t.idx + len(t) >= match.end(1)), None)
        if colon is None or last is None:
            return None
        phrase = self._phrases.one(last)
        kinds = set(phrase.kinds)
        known = match.group(1) in labels.repeated or _TITLED.match(match.group(1)) is not None
        speaks = phrase.label in ("PERSON", "ORG") or bool({"person", "organisation", "government"} & kinds)
        if {"place", "country"} & kinds or not (known or speaks):
            return None  # "Idlib: twelve killed" is where, not who
        speaker = Speaker(0, phrase, self._phrases.span(colon, colon), self._cues.kind(phrase), "says", "direct")
        return speaker, self._phrases.offset(colon) + len(colon)

    def signature(self, quotation: Quotation) -> Speaker | None:
        """'"They burned our school." - Amina Yusuf, teacher': who signs a quotation said it, before the next begins."""
        begin = self._paragraph.start
        rest = self._paragraph.text[quotation.end - begin :]
        if opening := _OPENING.search(rest, 1):
            rest = rest[: opening.start()]
        match = _SIGNED.match(rest)
        if match is None or len(rest.split()) > _MOST_WORDS:
            return None
        first = quotation.end + match.end()
        until = quotation.end + len(rest)
        signed = [t for t in self._paragraph.doc if first <= self._phrases.offset(t) < until]
        name = next((t for t in signed if t.pos_ in ("PROPN", "NOUN")), None)
        if name is None or any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in signed):
            return None
        dash = self._paragraph.doc[signed[0].i - 1]
        phrase = self._phrases.one(_head_among(name, signed))
        return Speaker(0, phrase, self._phrases.span(dash, dash), self._cues.kind(phrase), "says", "direct")


def _head_among(name: Word, tokens: list[Word]) -> Word:
    """The head of a name whose parts stand side by side."""
    while name.dep_ == "compound" and name.head in tokens:
        name = name.head
    return name
