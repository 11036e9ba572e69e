"""Whom a document introduces: "the Greek tanker Aurora Bay" says who the Aurora Bay is on every later line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from rashomon.resolution.composition import read_composition, singular
from rashomon.resolution.names import Catalogue
from rashomon.resolution.party_reader import PartyReader
from rashomon.resolution.readings import Introductions, Reading
from rashomon.resolution.wording import WORD, Words, take_apart

_NAME = r"[^\W\d_a-z][\w'\u2019-]+(?:\s(?:(?:al|bin|ibn|de|van|von|el|da|dos)[- ])?[^\W\d_a-z][\w'\u2019-]+){0,3}"
# "Jane Roe, a spokeswoman for the Danish army," and "Danish army spokeswoman Jane Roe"
_APPOSED = re.compile(
    rf"(?P<name>{_NAME}), (?P<who>(?:an?|the|[^\W\d_a-z][\w]+(?:['\u2019]s)?) [^,.;:\n]{{3,90}})[,.;]"
)
_RUN = re.compile(_NAME)
_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\w)[^.!?\n]*)*")


def read_introductions(text: str, *, catalogue: Catalogue, when: dt.date | None) -> Introductions:
    """The names that a text explains.

    A name that is explained in two ways is left out: it is never guessed which one is meant.
    """
    reader = PartyReader(catalogue, when)
    found: dict[str, set[Reading]] = {}
    for sentence in _SENTENCE.finditer(text):
        words = take_apart(sentence.group(), catalogue) if _has_title(sentence.group(), catalogue) else None
        titled = _titled(words, reader, catalogue) if words is not None else ()
        for name, reading in (*titled, *_apposed(sentence.group() + ",", reader, catalogue)):
            found.setdefault(name, set()).add(replace(reading, rules=(f"introduced: {'; '.join(reading.rules)}",)))
    return Introductions({name: next(iter(readings)) for name, readings in found.items() if _agree(readings)})


def _agree(readings: set[Reading]) -> bool:
    return len({(reading.base, reading.sectors) for reading in readings}) == 1


def _has_title(text: str, catalogue: Catalogue) -> bool:
    """Whether a word of a text in capitals follows one that can end a title; most sentences have none."""
    words = WORD.findall(text)
    return any(word[0].isupper() and _can_end_title(before, catalogue) for before, word in pairwise(words))


def _titled(words: Words, reader: PartyReader, catalogue: Catalogue) -> Iterator[tuple[str, Reading]]:
    """Names after a title: "navy commander Jane Roe", "the frigate Montrose"."""
    for index in range(1, len(words.tokens)):
        before = words.word(index - 1)
        if not words.word(index)[0].isupper() or not _can_end_title(before, catalogue) or words.has_break(index - 1):
            continue
        if words.name_at(index - 1) is not None:
            continue
        prefix = read_composition().prefixes.get(before)
        title = reader.agent_ending_at(words, index - 1)
        name = _RUN.match(words.text, words.tokens[index][0])
        if name is None or catalogue.named(name.group()) or (title is None and prefix is None):
            continue
        if title is None or title[1].agent is None or title[1].agent.form == "bodies":
            if prefix is not None:
                country, sector = prefix
                rule = f"{before!r} is a ship of {country or 'trade'}"
                yield name.group(), Reading(country, (sector,), rules=(rule,))
            continue
        first = _start_of(words, title[0])
        text = words.between(first, index - 1)
        reading = reader.read(text, head=(len(text) - 1, len(text)))
        if reading is not None and reading.base is not None:
            held = reading.entity is not None  # who is known to hold the office is not who is introduced
            rules = reading.rules[:-1] if held else reading.rules
            reading = replace(reading, entity=None, name=name.group(), rules=rules)
            yield name.group(), reading
            if title[1].agent.form == "people" and " " in name.group():
                yield name.group().split()[-1], reading


def _can_end_title(word: str, catalogue: Catalogue) -> bool:
    lower = word.lower()
    return (
        word in read_composition().prefixes
        or any(catalogue.agent_of(noun) is not None for noun in (lower, singular(lower)))
        or lower in _ENDS
    )


# Last words of titles that are no nouns of agents alone: "secretary general", "vessel of the navy".
_ENDS = frozenset(("general", "state", "staff", "defence", "defense", "chief", "affairs"))


def _start_of(words: Words, first: int) -> int:
    """Where the words that belong to a title begin: names, capitals, nouns of bodies and words such as "former"."""
    composition = read_composition()
    while first > 0:
        word = words.word(first - 1)
        if word == "s" and first > 1 and (found := words.name_at(first - 2)) is not None:
            return words.first_of(found)  # over a possessive mark: "Iran's navy commander"
        hyphened = words.text[words.tokens[first - 1][1]] in "-\u2010\u2011"
        if words.has_break(first - 1) or not (
            words.name_at(first - 1) or hyphened or word.lower() in composition.attributes
        ):
            break
        first -= 1
    return first


def _apposed(text: str, reader: PartyReader, catalogue: Catalogue) -> Iterator[tuple[str, Reading]]:
    """Names before an apposition: "Jane Roe, a spokeswoman for the Danish army,"."""
    for match in _APPOSED.finditer(text):
        name = match["name"]
        if " " not in name or catalogue.find(name):
            continue
        reading = reader.read(match["who"])
        if reading is None or reading.base is None or reading.agent is None or reading.agent.form != "people":
            continue
        reading = replace(reading, entity=None, name=name)
        yield name, reading
        yield name.split()[-1], reading
