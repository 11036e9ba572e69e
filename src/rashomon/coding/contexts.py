"""The contexts of a report: what its paragraph is about, by the cue words of the codebook."""

from __future__ import annotations

import functools
import re

from rashomon.coding.codebook import Codebook
from rashomon.records import Reading


def paragraph_contexts(reading: Reading, codebook: Codebook) -> dict[int, tuple[str, ...]]:
    """Paragraph number -> the contexts whose cues stand in it, in the codebook's order."""
    texts: dict[int, list[str]] = {}
    for sentence in reading.sentences:
        texts.setdefault(sentence.paragraph, []).append(sentence.text)
    return {number: find_contexts(" ".join(parts), codebook) for number, parts in texts.items()}


def find_contexts(text: str, codebook: Codebook) -> tuple[str, ...]:
    """The contexts whose cues stand in a text.

    Like PLOVER's own, a context says what the text is about, not that the event was of that kind: an
    attack in a paragraph about elections need not be electoral violence.
    """
    lowered = text.lower()
    cues = _cues(codebook)
    found: set[str] = set()
    for word in _WORD.finditer(lowered):
        for name, cue in cues.opening_with(word[0]):
            if name not in found and _pattern(cue).match(lowered, word.start()):
                found.add(name)
    return tuple(name for name in codebook.contexts if name in found)


_WORD = re.compile(r"\w+")


class _Cues:
    """The cues of a codebook by their first word, so that a text is read once and not once a context."""

    def __init__(self, codebook: Codebook) -> None:
        self._whole: dict[str, list[tuple[str, str]]] = {}
        self._stems: dict[str, list[tuple[str, str]]] = {}
        for name, context in codebook.contexts.items():
            for cue in context.cues:
                first = re.match(r"(\w+)(\*?)", cue)
                if first:
                    table = self._stems if first[2] else self._whole
                    table.setdefault(first[1], []).append((name, cue))
        self._lengths = sorted({len(stem) for stem in self._stems})

    def opening_with(self, word: str) -> list[tuple[str, str]]:
        """The cues that this word, in lower case, may open, each after the name of its context."""
        found = list(self._whole.get(word, ()))
        for length in self._lengths:
            if length > len(word):
                break
            found.extend(self._stems.get(word[:length], ()))
        return found


@functools.lru_cache(maxsize=8)
def _cues(codebook: Codebook) -> _Cues:
    return _Cues(codebook)


@functools.lru_cache(maxsize=2048)
def _pattern(cue: str) -> re.Pattern[str]:
    return re.compile(re.escape(cue).replace(r"\*", r"\w*") + r"\b")
