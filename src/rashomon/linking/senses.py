"""Which words can name one act: the senses that two phrases share in WordNet's table (senses.tsv)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rashomon.linking.vocabulary import load_stopwords, stem

_LONGEST = 2  # words of a phrase of the table


@dataclass(frozen=True, slots=True)
class Senses:
    """The senses that a phrase can have, and what these are kinds of or bring about, by their numbers."""

    own: frozenset[int]
    broader: frozenset[int]


def sense_band(one: Senses, other: Senses) -> str:
    """ "same_sense" ("apprehend", "arrest"), "near_sense" where one is a kind of the other or brings it about
    ("murder", "kill", "die"), or nothing.
    """
    if one.own & other.own:
        return "same_sense"
    return "near_sense" if one.own & other.broader or one.broader & other.own else ""


@lru_cache(maxsize=50_000)
def find_senses(stemmed: tuple[str, ...]) -> Senses:
    """The senses of a stemmed phrase: of the whole where the table has it, else of the words in it."""
    found = [_table()[phrase] for phrase in _phrases(stemmed)]
    return Senses(
        frozenset(number for numbers, _ in found for number in numbers),
        frozenset(number for _, broader in found for numbers in broader for number in numbers),
    )


def _phrases(stemmed: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    table, position = _table(), 0
    while position < len(stemmed):
        for size in range(_LONGEST, 0, -1):
            phrase = stemmed[position : position + size]
            if phrase in table and not (size == 1 and phrase[0] in load_stopwords()):
                yield phrase
                position += len(phrase)
                break
        else:
            position += 1


@cache
def _table() -> dict[tuple[str, ...], tuple[list[int], list[tuple[int, ...]]]]:
    """By phrase, as stems, the numbers of its senses, and of each the numbers of its broader ones."""
    table: dict[tuple[str, ...], tuple[list[int], list[tuple[int, ...]]]] = {}
    for line in (files("rashomon.linking") / "senses.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        number, broader, words = line.split("\t")
        kinds = tuple(map(int, broader.split()))
        for word in words.split(", "):
            own, above = table.setdefault(tuple(map(stem, word.split())), ([], []))
            own.append(int(number))
            above.append(kinds)
    return table
