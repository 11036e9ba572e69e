"""What linking knows about words: their stems, the groups of acts they can name, and the phrases of acts.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The phrases of acts.toml, as stems: a phrase is a tuple of stems side by side."""

    groups: dict[tuple[str, ...], frozenset[str]]  # phrase -> the groups it can name; "*" any act, "+" an outcome
    neighbours: frozenset[tuple[str, str]]
    facets: dict[str, dict[str, tuple[tuple[str, ...], ...]]]  # "standing" -> kind -> phrases
    links: dict[str, tuple[str, ...]]  # kind of link -> phrases as written
    determiners: frozenset[str]
    violent: frozenset[str]
    parting: frozenset[str]
    event_neighbours: frozenset[tuple[str, str]]
    denials: frozenset[str]
    denied: frozenset[str]
    anaphors: frozenset[str]
    blaming: tuple[tuple[str, ...], ...]
    totals: tuple[tuple[str, ...], ...]


@cache
def load_vocabulary() -> Vocabulary:
    """Read acts.toml once; it ships with the package."""
    table = _read_table()
    groups: dict[tuple[str, ...], set[str]] = {}
    for group, phrases in table["groups"].items():
        for phrase in phrases:
            groups.setdefault(stems(phrase), set()).add(group)
    for mark, words in (("*", table["general"]["acts"]), ("+", table["general"]["outcomes"])):
        for phrase in words:
            groups.setdefault(stems(phrase), set()).add(mark)
    facets = {
        facet: {kind: tuple(stems(phrase) for phrase in phrases) for kind, phrases in table[facet].items()}
        for facet in ("standing", "means", "arms", "things", "captivity", "justification")
    }
    return Vocabulary(
        groups={phrase: frozenset(names) for phrase, names in groups.items()},
        neighbours=_both_ways(table["neighbours"]["pairs"]),
        violent=frozenset(table["general"]["violent"]),
        parting=frozenset(table["general"]["parting"]),
        event_neighbours=_both_ways(table["neighbours"]["events"]),
        facets=facets,
        links={kind: tuple(phrases) for kind, phrases in table["links"].items()},
        determiners=frozenset(table["anaphora"]["determiners"]),
        denials=frozenset(stem(word) for word in table["denial"]["verbs"]),
        denied=frozenset(stem(word) for word in table["denial"]["objects"]),
        blaming=tuple(stems(phrase) for phrase in table["blame"]["verbs"]),
        totals=tuple(stems(phrase) for phrase in table["totals"]["phrases"]),
        anaphors=frozenset(stem(word) for word in table["anaphora"]["nouns"]),
    )


@cache
def load_stopwords() -> frozenset[str]:
    """Words that tell nothing of what a sentence is about."""
    return frozenset(_read_table()["stopwords"]["words"].split())


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, possessive endings cut."""
    plain = text.replace("\u2019", "'").lower()
    found = _WORD.findall(plain)
    if "'s" not in plain:
        return tuple(found)
    return tuple(word[:-2] if word.endswith("'s") else word for word in found)


@cache
def stem(word: str) -> str:
    """A crude stem: irregular forms by the table, then endings cut; good enough to see that two words are one."""
    word = word.lower()
    known = _forms().get(word)
    if known:
        return known
    for ending, kept in (("ies", "y"), ("ied", "y")):
        if word.endswith(ending) and len(word) > 4:
            return word[: -len(ending)] + kept
    for ending in ("ings", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "lszf":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


@lru_cache(maxsize=20_000)
def stems(text: str) -> tuple[str, ...]:
    """The stems of the words of a text, in order."""
    return tuple(stem(word) for word in words_of(text))


def find_acts(stemmed: tuple[str, ...]) -> frozenset[str]:
    """The groups of acts that a stemmed text names; a longer phrase hides the words in it."""
    groups = load_vocabulary().groups
    found: set[str] = set()
    position = 0
    while position < len(stemmed):
        for size in (3, 2, 1):
            names = groups.get(stemmed[position : position + size])
            if names and len(stemmed) - position >= size:
                found |= names
                position += size
                break
        else:
            position += 1
    return frozenset(found)


@cache
def is_general(word: str) -> bool:
    """Can the stemmed word stand for any act of violence, or for what comes of one?"""
    return bool(find_acts((word,)) & {"*", "+"})


def find_kinds(stemmed: tuple[str, ...], facet: str) -> list[str]:
    """The kinds of a facet of acts.toml that a stemmed text names, in the order of the file."""
    starts = _phrases_by_first_word(facet)
    named = {kind for word in stemmed for kind, phrase in starts.get(word, ()) if holds_phrase(stemmed, phrase)}
    return [kind for kind in load_vocabulary().facets[facet] if kind in named] if named else []


@cache
def _phrases_by_first_word(facet: str) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Each phrase of a facet with its kind."""
    starts: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for kind, phrases in load_vocabulary().facets[facet].items():
        for phrase in phrases:
            starts.setdefault(phrase[0], []).append((kind, phrase))
    return starts


def holds_any(stemmed: tuple[str, ...], phrases: tuple[tuple[str, ...], ...]) -> bool:
    """Does one of the phrases stand in the text?"""
    present = set(stemmed)
    return any(phrase[0] in present and holds_phrase(stemmed, phrase) for phrase in phrases)


def holds_phrase(stemmed: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """Does the phrase stand in the text, its words side by side?"""
    size = len(phrase)
    return any(stemmed[i : i + size] == phrase for i in range(len(stemmed) - size + 1))


@cache
def _forms() -> dict[str, str]:
    return {
        form: lemma.removesuffix("e") if len(lemma) > 3 else lemma
        for lemma, forms in _read_table()["forms"].items()
        for form in forms
    }


def _both_ways(pairs: list[list[str]]) -> frozenset[tuple[str, str]]:
    return frozenset((a, b) for one, other in pairs for a, b in ((one, other), (other, one)))


@cache
def _read_table() -> dict[str, Any]:
    return tomllib.loads((files("rashomon.linking") / "acts.toml").read_text(encoding="utf-8"))
