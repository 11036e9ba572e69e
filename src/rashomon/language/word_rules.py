"""The parser's rules for single words, looked up in a table.

Once a word has its tag and its relation, spaCy's attribute ruler gives it its part of speech, its morphology and here
and there its lemma ("been" is "be"). It tries nearly two hundred patterns at every word. But all that most of them see
is the word's tag, its relation and whether it is one of the few words that a rule names: what the ruler once said of
such a combination, it says again. It is asked for what is new, for blanks, and for rules of two words ("let's").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from rashomon.language.parser import Doc

_SEEN: list[int | str] = ["TAG", "DEP", "LOWER", "IS_SPACE"]
_SAID: list[int | str] = ["POS", "MORPH", "LEMMA"]
_UNNAMED = 0
_PAIR = -1


class WordRules:
    """Says of each word what the attribute ruler says, from memory where it can. A pipe of the parser."""

    def __init__(self, ruler: Any) -> None:
        self._ruler = ruler
        rules = [rule for entry in ruler.patterns for rule in entry["patterns"]]
        self._named = _either(rule[0] for rule in rules)
        self._opens = _either(rule[0] for rule in rules if len(rule) > 1)
        self._opening = ruler.vocab.strings["expl"]  # the relation that opens a rule of two words: "there is"
        self._words: dict[int, int] = {}  # a word -> itself if a rule names it, _PAIR if it opens a rule of two
        self._said: dict[tuple[int, int, int], tuple[int, int, int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        keys = [
            (tag, relation, _PAIR if blank or relation == self._opening else self._word(word))
            for tag, relation, word, blank in doc.to_array(_SEEN).tolist()
        ]
        said = [self._said.get(key) for key in keys]
        if None not in said:
            if said:
                doc.from_array(_SAID, np.array(said, dtype=np.uint64))  # type: ignore[arg-type]  # spaCy's stub is narrow
            return doc
        doc = self._ruler(doc)
        if not any(word == _PAIR for _, _, word in keys):
            self._said.update(zip(keys, map(tuple, doc.to_array(_SAID).tolist()), strict=True))
        return doc

    def _word(self, word: int) -> int:
        known = self._words.get(word)
        if known is None:
            text = self._ruler.vocab.strings[word]
            known = _PAIR if self._opens.search(text) else word if self._named.search(text) else _UNNAMED
            self._words[word] = known
        return known


def _either(places: Iterable[Mapping[str, Any]]) -> re.Pattern[str]:
    """What finds a word, in lower case, that a rule names at one of these places."""
    return re.compile("|".join(pattern for place in places for pattern in _patterns(place.get("LOWER"))))


def _patterns(named: Any) -> Iterator[str]:
    match named:
        case str():
            yield rf"^{re.escape(named)}$"
        case {"IN": words}:
            yield from (rf"^{re.escape(word)}$" for word in words)
        case {"REGEX": pattern}:
            yield pattern
