"""Which documents repeat another: near-copies and quotations, found by MinHash, decided by the words they share.

MinHash (rensa) and winnowed passages only propose; the exact share of five-word shingles decides, and the shared
passages explain. An echo is marked and counted apart, never deleted. Which of two is the original: the one published
earlier; on one day the one that the other credits ("(Northern Wire)"), then the wire, then the first by publisher and
title: no tie is broken by an id. Time and memory are near-linear in the number of documents.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import Literal

import numpy as np
from rensa import RMinHash

from rashomon.records import Document, Span

COPY_SHARE = 0.5  # of the copy's own shingles
QUOTED_WORDS = 12  # a run of this many words that stands in both texts is a quotation
_SIZE = 5
_HASHES = 128
_BANDS = 32
_SEED = 20191220
_COMMON = 50  # a passage that more documents share is a formula, not a quotation
_PRIME = (1 << 61) - 1
_BASE = 1_000_003
_OUT = pow(_BASE, _SIZE, _PRIME)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Echo:
    """One document that repeats another: how, how much of it, and the passages of it that they share."""

    document: str
    original: str
    kind: Literal["copy", "quotation"]
    share: float  # 0-1: of the document's own shingles that stand in the original
    passages: tuple[Span, ...]  # in the document


def find_echoes(documents: Sequence[Document]) -> tuple[Echo, ...]:
    """Every document that is a copy of an earlier one, and every quotation of one in another, by document.

    A copy has one original. Quotations are given for documents that are no copies of the same text; their passages have
    at least ``QUOTED_WORDS`` words.
    """
    ordered = sorted(documents, key=_rank)
    sketches, anchors = _sketch(ordered)
    read = lru_cache(maxsize=512)(lambda number: _Text(ordered[number]))
    copies: dict[int, tuple[int, Echo]] = {}
    passing: list[tuple[int, int]] = []
    for pair in sorted(_copy_candidates(sketches) | _quotation_candidates(anchors)):
        first, second = _credited(ordered, *pair)
        one, other = ordered[first], ordered[second]
        if one.supersedes == other.id or other.supersedes == one.id:
            continue
        if _share(read(second), read(first)) < COPY_SHARE:
            passing.append((first, second))
        elif second not in copies or first < copies[second][0]:
            copies[second] = (first, _echo(other, one, "copy", read(second), read(first)))
    found = [echo for _, echo in copies.values()]
    for first, second in passing:
        if _root(first, copies) != _root(second, copies):
            echo = _echo(ordered[second], ordered[first], "quotation", read(second), read(first))
            if echo.passages:
                found.append(echo)
    return tuple(sorted(found, key=lambda echo: (echo.document, echo.kind, echo.original)))


class _Text:
    """A document's words with their places, and the hashes of its shingles."""

    __slots__ = ("hashes", "places", "shingles")

    def __init__(self, document: Document) -> None:
        found = list(_WORD.finditer(document.text))
        self.places = [(match.start(), match.end()) for match in found]
        self.hashes = hash_shingles([match.group().lower() for match in found])
        self.shingles = frozenset(self.hashes)


def hash_shingles(words: Sequence[str]) -> list[int]:
    """The 61-bit hash of each run of five words, the same in every run of the program."""
    values = [_hash_word(word) for word in words]
    hashes = []
    rolling = 0
    for number, value in enumerate(values):
        rolling = (rolling * _BASE + value) % _PRIME
        if number >= _SIZE:
            rolling = (rolling - values[number - _SIZE] * _OUT) % _PRIME
        if number >= _SIZE - 1:
            hashes.append(rolling)
    return hashes


@lru_cache(maxsize=200_000)
def _hash_word(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=7).digest(), "big")


def _sketch(documents: Sequence[Document]) -> tuple[list[tuple[int, ...]], list[array[int]]]:
    """The MinHash of each document, and the hashes that stand for its passages; the texts are not kept."""
    sketches, anchors = [], []
    for document in documents:
        text = _Text(document)
        sketch = RMinHash(num_perm=_HASHES, seed=_SEED)
        sketch.update([value.to_bytes(8, "big") for value in text.shingles])
        sketches.append(tuple(sketch.digest()) if text.shingles else ())
        anchors.append(array("Q", _winnow(text.hashes)))
    return sketches, anchors


def _winnow(hashes: Sequence[int]) -> set[int]:
    """The smallest hash of each window: two texts that share ``QUOTED_WORDS`` words in a row share one of these."""
    window = QUOTED_WORDS - _SIZE + 1
    chosen = set()
    place = -1
    for end in range(window, len(hashes) + 1):
        start = end - window
        if place < start:
            place = min(range(start, end), key=hashes.__getitem__)
        elif hashes[end - 1] <= hashes[place]:
            place = end - 1
        chosen.add(hashes[place])
    return chosen


def _copy_candidates(sketches: Sequence[tuple[int, ...]]) -> set[tuple[int, int]]:
    """Pairs that share a band of their MinHash: each with the first of the band and with the one before it."""
    pairs: set[tuple[int, int]] = set()
    rows = _HASHES // _BANDS
    for band in range(_BANDS):
        groups: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for number, sketch in enumerate(sketches):
            if sketch:
                groups[sketch[band * rows : (band + 1) * rows]].append(number)
        for numbers in groups.values():
            pairs.update((numbers[0], number) for number in numbers[1:])
            pairs.update(pairwise(numbers))
    return pairs


def _quotation_candidates(anchors: Sequence[array[int]]) -> set[tuple[int, int]]:
    """Pairs of documents that share a passage, the first that tells it with each later one; formulas left out."""
    if not anchors:
        return set()
    hashes = np.concatenate([np.asarray(values, dtype=np.uint64) for values in anchors])
    numbers = np.repeat(np.arange(len(anchors)), [len(values) for values in anchors])
    order = np.lexsort((numbers, hashes))
    hashes, numbers = hashes[order], numbers[order]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]]) if len(hashes) else np.array([], dtype=np.int64)
    sizes = np.diff(np.r_[starts, len(hashes)])
    pairs: set[tuple[int, int]] = set()
    shared = (sizes > 1) & (sizes <= _COMMON)
    for start, size in zip(starts[shared].tolist(), sizes[shared].tolist(), strict=True):
        group = numbers[start : start + size].tolist()
        pairs.update((group[0], number) for number in group[1:])
    return pairs


def _echo(
    document: Document, original: Document, kind: Literal["copy", "quotation"], own: _Text, theirs: _Text
) -> Echo:
    return Echo(document.id, original.id, kind, round(_share(own, theirs), 3), tuple(_passages(document, own, theirs)))


def _passages(document: Document, own: _Text, theirs: _Text) -> Iterator[Span]:
    """The longest runs of shared shingles, as spans of the document."""
    start: int | None = None
    for number in range(len(own.hashes) + 1):
        shared = number < len(own.hashes) and own.hashes[number] in theirs.shingles
        if shared and start is None:
            start = number
        elif not shared and start is not None:
            last = number + _SIZE - 2
            if last - start + 1 >= QUOTED_WORDS:
                first, end = own.places[start][0], own.places[last][1]
                yield Span(first, end, document.text[first:end])
            start = None


def _share(own: _Text, theirs: _Text) -> float:
    """How much of a text stands in another, 0-1: a long text that quotes a short one whole is no copy of it."""
    return len(own.shingles & theirs.shingles) / len(own.shingles) if own.shingles else 0.0


def _credited(documents: Sequence[Document], first: int, second: int) -> tuple[int, int]:
    """The original and the copy: on one day a text that names the other's publisher as its source is the copy."""
    one, other = documents[first], documents[second]
    if one.published == other.published and _credits(one, other) and not _credits(other, one):
        return second, first
    return first, second


def _credits(document: Document, other: Document) -> bool:
    name = (other.publisher or "").lower()
    short = " ".join(name.split()[:2])
    return bool(short) and short in document.text[:300].lower() and short not in (document.publisher or "").lower()


def _rank(document: Document) -> tuple[str, int, str, str, str]:
    return (
        document.published or "9999",
        0 if document.publisher_type == "wire" else 1,
        document.publisher or "",
        document.title or "",
        document.text[:200],
    )


def _root(number: int, copies: dict[int, tuple[int, Echo]]) -> int:
    """The first original of a chain of copies."""
    seen = set()
    while number in copies and number not in seen:
        seen.add(number)
        number = copies[number][0]
    return number
