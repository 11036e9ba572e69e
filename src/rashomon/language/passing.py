"""Sentences that are no accounts (slogans, questions, hashtags, headings, sport); passed over with the reason.

The words are in ``lexicons/en/passing.toml``.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.language.lexicon import FOLDER

_HASHTAGS = re.compile(r"^\s*(?:#\w+[\s,;]*)+$")
_SHOUTED = re.compile(r"\s*(?:\"[^\"]+\"|“[^”]+”)")
_OPEN = r"^[\"'“‘¡]?\s*"


@dataclass(frozen=True, slots=True)
class _Patterns:
    slogans: tuple[re.Pattern[str], ...]
    sport: re.Pattern[str]
    fiction: re.Pattern[str]
    general: re.Pattern[str]
    doctrine: re.Pattern[str]


def reason_to_pass(sentence: str) -> str | None:
    """Why a whole sentence can hold no report, or None.

    >>> reason_to_pass("Down with the tyrants!")
    'slogan'
    >>> reason_to_pass("The tyrants bombed the port.")
    """
    text = sentence.strip()
    patterns = _load_patterns()
    if _HASHTAGS.match(text):
        return "hashtags"
    if any(pattern.match(text) for pattern in patterns.slogans):
        return "slogan"
    if text.rstrip("\"'”’) ").endswith("?"):
        return "question"
    if patterns.sport.search(text):
        return "sport"
    if patterns.fiction.search(text):
        return "film or fiction"
    if patterns.general.match(text) and patterns.doctrine.search(text):
        return "general statement"
    return None


def shouted_slogan(sentence: str) -> int:
    """How far the quotation of a slogan reaches in a sentence that goes on to tell of something, else 0.

    >>> shouted_slogan('"No to the bases!" shouted the crowd as it stormed the gate.')
    18
    """
    match = _SHOUTED.match(sentence)
    return match.end() if match and len(sentence[match.end() :].split()) > 2 else 0


def is_heading(paragraph: str) -> bool:
    """A short paragraph that no sentence mark ends is a heading.

    >>> is_heading("Two months on, the crew still waits")
    True
    """
    text = paragraph.strip()
    return len(text.split()) <= 25 and not text.endswith((".", "!", "?", '"', "”", "’", "'", ":", ";", ",", "…", ")"))


@functools.cache
def _load_patterns() -> _Patterns:
    lists = tomllib.loads((FOLDER / "passing.toml").read_text(encoding="utf-8"))
    slogans, sport, doctrine = lists["slogans"], lists["sport"], lists["doctrine"]
    openers, shouted = _one_of(slogans["openers"]), _one_of(slogans["shouted"])
    banished, possessed = _one_of(slogans["banished"]), _one_of(slogans["possessed"])
    return _Patterns(
        slogans=(
            _compile(rf"{_OPEN}(?:{openers}\b|{shouted} \w+!)"),
            _compile(rf"{_OPEN}{_one_of(slogans['calls'])}\b[^.?!]*!"),
            _compile(rf"{_OPEN}[A-Z][\w\s'’-]{{2,40}}\b{banished}\b[\w\s'’-]{{0,30}}!"),
            _compile(rf"{_OPEN}(?:[A-Z]\w+ (?:is|are) {possessed}[,! ]*)+"),
        ),
        sport=_compile(rf"\b(?:{_one_of(sport['words'])}\b|{_one_of(sport['halves'])}\b(?! of\b))"),
        fiction=_compile(rf"\b{_one_of(lists['fiction']['words'])}\b"),
        general=_compile(rf"^{_one_of(doctrine['openers'])}\b.*\b{_one_of(doctrine['verbs'])}\b"),
        doctrine=_compile(rf"\b{_one_of(doctrine['words'])}\b"),
    )


def _one_of(words: Sequence[str]) -> str:
    return "(?:" + "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words) + ")"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
