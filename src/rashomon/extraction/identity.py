"""Ids of reports that stay the same when a run is repeated and when the extractor gets better.

An id is a hash of the document's id, the head word of the trigger, three normalised words on each
side of it, and its ordinal among equals; neither offsets nor codes enter it.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter

_WORD = re.compile(r"\w+")
_REACH = 3  # words on each side
_LENGTH = 16  # hexadecimal digits


class Namer:
    """Gives ids to the reports of one document, in the order of the text."""

    def __init__(self, document: str, text: str) -> None:
        self._document = document
        self._words = [(match.start(), match.group().casefold()) for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in self._words]
        self._seen: Counter[str] = Counter()

    def name(self, head_start: int, kind: str) -> str:
        """The id of a report whose trigger's head word begins at this offset of the text."""
        index = self._index(head_start)
        around = [word for _, word in self._words[max(0, index - _REACH) : index + _REACH + 1]]
        head = self._words[index][1] if self._words else ""
        key = "\x1f".join((self._document, kind, head, *around))
        ordinal = self._seen[key]
        self._seen[key] += 1
        return hashlib.sha256(f"{key}\x1f{ordinal}".encode()).hexdigest()[:_LENGTH]

    def _index(self, offset: int) -> int:
        low, high = 0, len(self._starts)
        while low < high:
            middle = (low + high) // 2
            if self._starts[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return max(0, low - 1)
