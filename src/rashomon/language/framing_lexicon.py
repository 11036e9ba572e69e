"""The words of the framing lexicon in a sentence: their forms, their part of speech, their neutral neighbours."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from rashomon.records import Clause, Framing, FramingKind, Sentence

PartOfSpeech = Literal["adjective", "noun", "verb", "adverb"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase of the lexicon that judges."""

    words: str
    kind: FramingKind
    pos: PartOfSpeech
    valence: Literal[-1, 1]


@cache
def load_framing_lexicon() -> tuple[Entry, ...]:
    """The entries of ``lexicons/en/framing.toml``."""
    return tuple(
        Entry(words, group["kind"], group["pos"], group["valence"])
        for group in _table()["group"]
        for words in group["words"]
    )


def find_judging(sentence: Sentence, clauses: Sequence[Clause]) -> Iterator[tuple[Framing, PartOfSpeech]]:
    """Words of the lexicon that stand in the part of speech that judges."""
    text, forms = sentence.text, _forms()
    tokens = [(match.start(), match.end(), match[0].lower().replace("’", "'")) for match in _TOKEN.finditer(text)]
    verbs = {clause.head_start - sentence.start for clause in clauses if clause.pos == "verb"}
    nouns = {relation.phrase.head_start - sentence.start for clause in clauses for relation in clause.relations}
    neutral = _neutral_stretches(text)
    skip_to = 0
    for index, (start, _, word) in enumerate(tokens):
        candidates = forms.get(word) or forms.get(word.removesuffix("'s"))
        if start < skip_to or not candidates:
            continue
        for words, entry, base in candidates:
            last = index + len(words) - 1
            if last >= len(tokens) or not _same_words(tokens[index : last + 1], words):
                continue
            end = tokens[last][1] - (2 if tokens[last][2].endswith("'s") else 0)
            if any(low <= start < high for low, high in neutral) or _is_name(text, start, end):
                continue
            if entry.pos == "verb" and not _is_verb(text, start, base, verbs, nouns, bool(clauses), words[0]):
                continue
            if entry.pos in ("noun", "adjective") and start in verbs:
                continue
            if word == "lies" and start not in nouns and not _AFTER_NOUN.search(text[max(0, start - 40) : start]):
                continue  # "the fault lies with"
            span = (sentence.start + start, sentence.start + end, text[start:end])
            yield Framing(*span, entry.kind, (), entry.valence), entry.pos
            skip_to = end
            break


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("rashomon").joinpath("lexicons/en/framing.toml").read_text(encoding="utf-8"))


@cache
def _forms() -> dict[str, tuple[tuple[tuple[str, ...], Entry, bool], ...]]:
    """By first word: the words of each form, its entry, and whether it is the base form."""
    found: dict[str, list[tuple[tuple[str, ...], Entry, bool]]] = {}
    for entry in load_framing_lexicon():
        for form, base in _inflect(entry):
            words = tuple(form.split())
            found.setdefault(words[0], []).append((words, entry, base))
    return {first: tuple(sorted(forms, key=lambda form: -len(form[0]))) for first, forms in found.items()}


def _inflect(entry: Entry) -> Iterator[tuple[str, bool]]:
    yield entry.words, True
    match entry.pos:
        case "noun":
            head = entry.words
            if head.endswith("y") and head[-2] not in "aeiou":
                yield head[:-1] + "ies", False
            elif head.endswith("man"):
                yield head[:-3] + "men", False
            elif head.endswith("f") and head[-2:] != "ff":
                yield head[:-1] + "ves", False
            else:
                yield head + ("es" if head.endswith(("s", "sh", "ch", "x", "z")) else "s"), False
        case "verb":
            first, _, rest = entry.words.partition(" ")
            for form in _verb_forms(first):
                yield f"{form} {rest}".strip(), False
        case _:
            return


_IRREGULAR = {
    "lie": ("lied",),  # it also lies on the table
    "stand": ("stands", "stood", "standing"),
    "hold": ("holds", "held", "holding"),
    "bring": ("brings", "brought", "bringing"),
    "take": ("takes", "took", "taken", "taking"),
    "teach": ("teaches", "taught", "teaching"),
    "have": ("has", "had", "having"),
    "egg": ("eggs", "egged", "egging"),
    "wreak": ("wreaks", "wreaked", "wrought", "wreaking"),
    "mislead": ("misleads", "misled", "misleading"),
    "grovel": ("grovels", "grovelled", "groveled", "grovelling"),
}


def _verb_forms(verb: str) -> tuple[str, ...]:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    ending = "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", verb):
        return verb + ending, verb + verb[-1] + "ed", verb + verb[-1] + "ing"
    return verb + ending, verb + "ed", verb + "ing"


_TOKEN = re.compile(r"[A-Za-z][A-Za-z]*(?:[-'’][A-Za-z]+)*")
_AFTER_BASE = re.compile(
    r"(?:\b(?:to|will|would|could|can|may|might|must|should|shall|not|they|we|you|i|who|did|do|does)|n['’]t)\s+$",
    re.IGNORECASE,
)
_AFTER_NOUN = re.compile(
    r"(?:\b(?:the|a|an|this|that|these|those|his|her|its|their|our|your|my|of|no)|['’]s)\s+(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)


def _same_words(tokens: Sequence[tuple[int, int, str]], words: tuple[str, ...]) -> bool:
    return all(
        token[2] == word or (position == len(words) - 1 and token[2] == word + "'s")
        for position, (token, word) in enumerate(zip(tokens, words, strict=True))
    )


def _is_verb(text: str, start: int, base: bool, verbs: set[int], nouns: set[int], parsed: bool, form: str) -> bool:
    if start in verbs:
        return True
    if parsed and start in nouns:
        return False
    before = text[max(0, start - 40) : start]
    if base:
        return bool(_AFTER_BASE.search(before))
    return form.endswith(("ed", "ing")) or not _AFTER_NOUN.search(before)


def _is_name(text: str, start: int, end: int) -> bool:
    """A capital within a sentence, beside another capitalised word: a name ("Justice Bell", "Hero Lane")."""
    if not text[start].isupper() or not text[:start].strip(" \"'“‘"):
        return False
    beside = re.match(r"\s+[A-Z]", text[end : end + 3]) or re.search(r"[A-Z][\w'’-]*\s+$", text[:start])
    return bool(beside) and not text[start:end].isupper()


@cache
def _neutral_pattern() -> re.Pattern[str]:
    neutral = _table()["neutral"]
    return re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in neutral["phrases"]) + r")\b", re.IGNORECASE)


def _neutral_stretches(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _neutral_pattern().finditer(text)]
