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
    rf"(?P<name>{_NAME}), "
    rf"(?P<who>(?:an?|the|[a-z]+ (?:for|of|at)|[^\W\d_a-z][\w]+(?:['\u2019]s)?) [^,.;:\n]{{3,90}})[,.;]"
)
# "a Danish captain, Jane Roe,"
_APPOSED_BEFORE = re.compile(rf"(?P<who>\b(?:[Aa]n?|[Tt]he|[Ii]ts|[Tt]heir) [^,.;:\n]{{3,60}}), (?P<name>{_NAME})[,.;]")
_SHORT = re.compile(
    rf"(?P<name>{_NAME}(?:\s(?:of|for|and|the|[^\W\d_a-z][\w'\u2019-]+)){{0,5}}) \((?P<short>[A-Z][A-Z0-9-]{{1,7}})\)"
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
        apposed = _apposed(sentence.group() + ",", reader, catalogue)
        for name, reading in (*titled, *apposed, *_shortened(sentence.group(), reader, catalogue)):
            found.setdefault(name, set()).add(replace(reading, rules=(f"introduced: {'; '.join(reading.rules)}",)))
    chosen = {name: _clearest(readings) for name, readings in found.items()}
    return Introductions({name: next(iter(readings)) for name, readings in chosen.items() if _agree(readings)})


def _clearest(readings: set[Reading]) -> set[Reading]:
    """Those that say a country, where any does: "General Foo" may be "Foo, a general of Chad"."""
    return {reading for reading in readings if reading.base is not None} or readings


def _agree(readings: set[Reading]) -> bool:
    return len({(reading.base, reading.sectors[:1]) for reading in readings}) == 1


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
        if index + 1 < len(words.tokens) and not words.has_break(index) and _is_title(words.word(index), catalogue):
            continue  # "Prime Minister Ada Quist": the name begins after the last word of the title
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
        if reading is not None and (reading.base is not None or _is_office(reading)):
            held = reading.entity is not None  # who is known to hold the office is not who is introduced
            rules = reading.rules[:-1] if held else reading.rules
            reading = replace(reading, entity=None, name=name.group(), rules=rules)
            yield name.group(), reading
            if title[1].agent.form == "people" and " " in name.group():
                yield name.group().split()[-1], reading


def _is_title(word: str, catalogue: Catalogue) -> bool:
    return catalogue.agent_of(word.lower()) is not None or word.lower() in read_composition().attributes


def _without_title(name: str, catalogue: Catalogue) -> str:
    """ "Jane Roe" of "Colonel Jane Roe"."""
    words = name.split()
    while len(words) > 1 and (_is_title(words[0], catalogue) or words[0].lower() in read_composition().honours):
        words = words[1:]
    return " ".join(words)


def _speaks_for(who: str) -> bool:
    """ "The head of the miners' union" is one of the union, and a person."""
    words = who.lower().removeprefix("the ").removeprefix("an ").removeprefix("a ").split()
    return len(words) > 1 and words[0] in read_composition().belonging and words[1] in ("of", "for", "at")


def _is_office(reading: Reading, speaks: bool = False) -> bool:
    """Whether the words say what somebody is, though not of which country: "General", "Judge", "rebel commander"."""
    is_person = speaks or (reading.agent is not None and reading.agent.form == "people")
    is_held = bool(reading.sectors) and reading.sectors[0] not in _NO_OFFICE
    return is_person and is_held and reading.noun not in read_composition().foreign


_NO_OFFICE = frozenset(("CVL", "JRN", "UNK", "CRM", "ELI", "REF"))


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
    """Names beside an apposition: "Jane Roe, a spokeswoman for the Danish army," and "a Danish captain, Jane Roe,"."""
    for match in (*_APPOSED.finditer(text), *_APPOSED_BEFORE.finditer(text)):
        name = _without_title(match["name"], catalogue)
        if " " not in name or catalogue.find(name):
            continue
        reading = reader.read(match["who"])
        if reading is None or reading.agent is None:
            continue
        speaks = _speaks_for(match["who"])
        if (reading.agent.form != "people" and not speaks) or (
            reading.base is None and not _is_office(reading, speaks)
        ):
            continue
        reading = replace(reading, entity=None, name=name)
        yield name, reading
        yield name.split()[-1], reading


def _shortened(text: str, reader: PartyReader, catalogue: Catalogue) -> Iterator[tuple[str, Reading]]:
    """Initials after a body's name: "the Peasants' Liberation Army (PLA-N)"."""
    for match in _SHORT.finditer(text):
        if catalogue.named(match["short"]):
            continue
        reading = reader.read(match["name"])
        if reading is not None and reading.sectors and reading.agent is not None and reading.agent.form == "bodies":
            yield match["short"], replace(reading, entity=None, name=match["name"])
