"""What linking knows about words: their stems, the groups of acts they can name, and the phrases of acts.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

STOPWORDS = frozenset(
    "a about above after again all also although am among an and any are around as at be because been before being between both but by "
    "can could did do does doing during each few for from further had has have having he her here hers him his how i if in into is it "
    "its itself just like made make many may me might more most much must my near no nor not now of off on one only or other our out "
    "over own per same say says said shall she should since so some still such than that the their them then there these they this "
    "those through to told too two under until up us very was we were what when where which while who whom whose why will with "
    "would yet you your according mr mrs ms according monday tuesday wednesday thursday friday saturday sunday january february "
    "march april may june july august september october november december day week month year ago today yesterday tomorrow".split()
)
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The phrases of acts.toml, as stems: a phrase is a tuple of stems side by side."""

    groups: dict[tuple[str, ...], frozenset[str]]  # phrase -> the groups it can name; "*" any act, "+" an outcome
    neighbours: frozenset[tuple[str, str]]
    facets: dict[str, dict[str, tuple[tuple[str, ...], ...]]]  # "standing" -> kind -> phrases
    links: dict[str, tuple[str, ...]]  # kind of link -> phrases as written
    determiners: frozenset[str]
    denials: frozenset[str]
    denied: frozenset[str]
    anaphors: frozenset[str]


@cache
def load_vocabulary() -> Vocabulary:
    """Read acts.toml once; it ships with the package."""
    text = (files("rashomon.linking") / "acts.toml").read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(text)
    groups: dict[tuple[str, ...], set[str]] = {}
    for group, phrases in table["groups"].items():
        for phrase in phrases:
            groups.setdefault(stems(phrase), set()).add(group)
    for mark, words in (("*", table["general"]["acts"]), ("+", table["general"]["outcomes"])):
        for phrase in words:
            groups.setdefault(stems(phrase), set()).add(mark)
    pairs = {(a, b) for a, b in table["neighbours"]["pairs"]} | {(b, a) for a, b in table["neighbours"]["pairs"]}
    facets = {
        facet: {kind: tuple(stems(phrase) for phrase in phrases) for kind, phrases in table[facet].items()}
        for facet in ("standing", "means", "captivity", "justification")
    }
    return Vocabulary(
        groups={phrase: frozenset(names) for phrase, names in groups.items()},
        neighbours=frozenset(pairs),
        facets=facets,
        links={kind: tuple(phrases) for kind, phrases in table["links"].items()},
        determiners=frozenset(table["anaphora"]["determiners"]),
        denials=frozenset(stem(word) for word in table["denial"]["verbs"]),
        denied=frozenset(stem(word) for word in table["denial"]["objects"]),
        anaphors=frozenset(stem(word) for word in table["anaphora"]["nouns"]),
    )


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, possessive endings cut."""
    found = _WORD.findall(text.replace("\u2019", "'").lower())
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


def holds_phrase(stemmed: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """Does the phrase stand in the text, its words side by side?"""
    size = len(phrase)
    return any(stemmed[i : i + size] == phrase for i in range(len(stemmed) - size + 1))


@cache
def _forms() -> dict[str, str]:
    text = (files("rashomon.linking") / "acts.toml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = tomllib.loads(text)["forms"]
    return {
        form: lemma.removesuffix("e") if len(lemma) > 3 else lemma for lemma, forms in table.items() for form in forms
    }
