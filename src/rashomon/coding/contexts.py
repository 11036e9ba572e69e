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
    return tuple(name for name, cues in _cues(codebook) if cues.search(lowered))


@functools.lru_cache(maxsize=8)
def _cues(codebook: Codebook) -> tuple[tuple[str, re.Pattern[str]], ...]:
    compiled = []
    for name, context in codebook.contexts.items():
        if context.cues:
            words = "|".join(
                re.escape(cue).replace(r"\*", r"\w*") for cue in sorted(context.cues, key=len, reverse=True)
            )
            compiled.append((name, re.compile(rf"\b(?:{words})\b")))
    return tuple(compiled)
