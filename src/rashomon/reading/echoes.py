"""Which documents repeat another: near-copies and quotations, found by MinHash, decided by the words they share.

MinHash (rensa) and winnowed passages only propose; the exact share of five-word shingles decides, and the shared
passages explain. An echo is marked and counted apart, never deleted. Which of two is the original: the one published
earlier; on one day the one that the other credits ("(Northern Wire)"), then the wire, then the first by publisher and
title: no tie is broken by an id. Time and memory are near-linear in the number of documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Literal

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from rensa import RMinHash

from rashomon.records import Document, Span

COPY_SHARE = 0.5  # of the copy's own shingles
QUOTED_WORDS = 12  # a run of this many words that stands in both texts is a quotation
_SIZE = 5
_HASHES = 128
_BANDS = 32
_SEED = 20191220
_COMMON = 50  # a passage that more documents share is a formula, not a quotation
_BASE = np.uint64(6_364_136_223_846_793_005)
_WORD = re.compile(r"[^\W_]+")
Hashes = NDArray[np.uint64]
_Keys = NDArray[np.int64]  # pairs as one number each: the later times how many documents, and the earlier


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
    shingles, anchors = [], []
    for document in ordered:
        hashes = hash_shingles(_words(document.text))
        shingles.append(_distinct(hashes))
        anchors.append(_winnow(hashes))
    pairs = [*_copy_candidates(shingles), *_quotation_candidates(shingles, anchors)]
    read = lru_cache(maxsize=64)(lambda number: _Text(ordered[number]))
    copies: dict[int, int] = {}
    passing: list[tuple[int, int]] = []
    for key in _distinct(np.concatenate(pairs)).tolist():
        first, second = _credited(ordered, key % len(ordered), key // len(ordered))
        one, other = ordered[first], ordered[second]
        if one.supersedes == other.id or other.supersedes == one.id:
            continue
        if _share(shingles[second], shingles[first]) < COPY_SHARE:
            passing.append((first, second))
        elif second not in copies or first < copies[second]:
            copies[second] = first

    def tell(first: int, second: int, kind: Literal["copy", "quotation"]) -> Echo:
        passages = tuple(_passages(ordered[second], read(second), shingles[first]))
        share = round(_share(shingles[second], shingles[first]), 3)
        return Echo(ordered[second].id, ordered[first].id, kind, share, passages)

    found = [tell(first, second, "copy") for second, first in copies.items()]
    for first, second in passing:
        if _root(first, copies) != _root(second, copies):
            echo = tell(first, second, "quotation")
            if echo.passages:
                found.append(echo)
    return tuple(sorted(found, key=lambda echo: (echo.document, echo.kind, echo.original)))


class _Text:
    """A document's words with their places, and the hashes of its shingles."""

    __slots__ = ("hashes", "places")

    def __init__(self, document: Document) -> None:
        self.places = [match.span() for match in _WORD.finditer(document.text)]
        self.hashes = hash_shingles(_words(document.text))


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def hash_shingles(words: Sequence[str]) -> Hashes:
    """The 64-bit hash of each run of five words, the same in every run of the program."""
    values = np.fromiter(map(_hash_word, words), dtype=np.uint64, count=len(words))
    runs = max(0, len(values) - _SIZE + 1)
    hashes = np.zeros(runs, dtype=np.uint64)
    for place in range(_SIZE):
        hashes = hashes * _BASE + values[place : place + runs]
    return hashes


@lru_cache(maxsize=200_000)
def _hash_word(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")


def _distinct(values: NDArray[Any]) -> NDArray[Any]:
    """The values in order, each once."""
    ordered = np.sort(values)
    return ordered[np.r_[True, ordered[1:] != ordered[:-1]]] if len(ordered) else ordered


def _copy_candidates(shingles: Sequence[Hashes]) -> Iterator[_Keys]:
    """Pairs that share a band of their MinHash: each with the first of the band and with the one before it."""
    sketches = np.zeros((len(shingles), _HASHES), dtype=np.uint64)
    for number, own in enumerate(shingles):
        sketch = RMinHash(num_perm=_HASHES, seed=_SEED)
        sketch.update([value.to_bytes(8, "big") for value in own.tolist()])
        sketches[number] = sketch.digest()
    told = np.flatnonzero([len(own) > 0 for own in shingles])
    rows = _HASHES // _BANDS
    for start in range(0, _HASHES, rows):
        band = np.zeros(len(told), dtype=np.uint64)
        for place in range(start, start + rows):
            band = band * _BASE + sketches[told, place]
        first, one_before, numbers = _pair_off(band, told)
        yield numbers * len(shingles) + first
        yield numbers * len(shingles) + one_before


def _quotation_candidates(shingles: Sequence[Hashes], anchors: Sequence[Hashes]) -> Iterator[_Keys]:
    """Pairs of documents that share a passage, the first that tells it with each later one; formulas left out."""
    numbers = np.repeat(np.arange(len(anchors)), [len(values) for values in anchors])
    passages = np.concatenate([np.empty(0, dtype=np.uint64), *anchors])
    kept = ~np.isin(passages, _find_formulas(shingles, passages))
    first, _, later = _pair_off(passages[kept], numbers[kept])
    yield later * len(shingles) + first


def _find_formulas(shingles: Sequence[Hashes], passages: Hashes) -> Hashes:
    """The passages that stand in more than ``_COMMON`` documents."""
    ordered = np.sort(passages)
    shared = _distinct(ordered[1:][ordered[1:] == ordered[:-1]])
    told = np.zeros(len(shared) + 1, dtype=np.int64)
    for own in shingles:
        places = np.searchsorted(shared, own)
        places[np.append(shared, 0)[places] != own] = len(shared)
        told[places] += 1
    return shared[told[:-1] > _COMMON]


def _winnow(hashes: Hashes) -> Hashes:
    """The smallest hash of each window: two texts that share ``QUOTED_WORDS`` words in a row share one of these."""
    window = QUOTED_WORDS - _SIZE + 1
    return _distinct(sliding_window_view(hashes, window).min(axis=1)) if len(hashes) >= window else hashes[:0]


def _pair_off(values: Hashes, numbers: _Keys) -> tuple[_Keys, _Keys, _Keys]:
    """Of the documents that share a value each later one, with the first of them and with the one before it: the first
    ones, those before, and the later ones.
    """
    order = np.lexsort((numbers, values))
    values, numbers = values[order], numbers[order]
    new = np.r_[True, values[1:] != values[:-1]][: len(values)]
    starts = np.flatnonzero(new)
    firsts = np.repeat(numbers[starts], np.diff(np.r_[starts, len(values)]))
    return firsts[~new], np.roll(numbers, 1)[~new], numbers[~new]


def _passages(document: Document, own: _Text, theirs: Hashes) -> Iterator[Span]:
    """The longest runs of shared shingles, as spans of the document."""
    shared = np.isin(own.hashes, theirs).astype(np.int8)
    edges = np.flatnonzero(np.diff(np.r_[0, shared, 0])).tolist()
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        last = end + _SIZE - 2
        if last - start + 1 >= QUOTED_WORDS:
            first, until = own.places[start][0], own.places[last][1]
            yield Span(first, until, document.text[first:until])


def _share(own: Hashes, theirs: Hashes) -> float:
    """How much of a text's distinct shingles stands in another, 0-1: a long text that quotes a short one whole is no
    copy of it.
    """
    return len(np.intersect1d(own, theirs, assume_unique=True)) / len(own) if len(own) else 0.0


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


def _root(number: int, copies: Mapping[int, int]) -> int:
    """The first original of a chain of copies."""
    seen = set()
    while number in copies and number not in seen:
        seen.add(number)
        number = copies[number]
    return number
