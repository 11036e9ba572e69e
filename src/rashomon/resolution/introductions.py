"""Whom a document introduces: "the British tanker Stena Impero" says who the Stena Impero is on every later line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from rashomon.resolution.composition import read_composition
from rashomon.resolution.names import Catalogue
from rashomon.resolution.party_reader import PartyReader
from rashomon.resolution.readings import Introductions, Reading
from rashomon.resolution.wording import Words, take_apart

_NAME = r"[^\W\d_a-z][\w'\u2019-]+(?:\s(?:(?:al|bin|ibn|de|van|von|el|da|dos)[- ])?[^\W\d_a-z][\w'\u2019-]+){0,3}"
# "Jane Roe, a spokeswoman for the Danish army," and "Danish army spokeswoman Jane Roe"
_APPOSED = re.compile(
    rf"(?P<name>{_NAME}), (?P<who>(?:an?|the|[^\W\d_a-z][\w]+(?:['\u2019]s)?) [^,.;:\n]{{3,90}})[,.;]"
)
_RUN = re.compile(_NAME)
_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\w)[^.!?\n]*)*")


def read_introductions(text: str, *, catalogue: Catalogue, when: dt.date | None) -> Introductions:
    """The names that a text explains, and the sector of each country's ships where the text leaves no doubt.

    A name that is explained in two ways is left out: it is never guessed which one is meant.
    """
    reader = PartyReader(catalogue, when)
    found: dict[str, set[Reading]] = {}
    ships: dict[str, set[str]] = {}
    for sentence in _SENTENCE.finditer(text):
        words = take_apart(sentence.group(), catalogue)
        if words is None:
            continue
        for name, reading in (*_titled(words, reader, catalogue), *_apposed(sentence.group() + ",", reader, catalogue)):
            found.setdefault(name, set()).add(replace(reading, rules=(f"introduced: {'; '.join(reading.rules)}",)))
        for country, sector in _ships(words, reader, catalogue):
            ships.setdefault(country, set()).add(sector)
    return Introductions(
        names={name: next(iter(readings)) for name, readings in found.items() if _agree(readings)},
        afloat={country: next(iter(sectors)) for country, sectors in ships.items() if len(sectors) == 1},
    )


def _agree(readings: set[Reading]) -> bool:
    return len({(reading.base, reading.sectors) for reading in readings}) == 1


def _titled(words: Words, reader: PartyReader, catalogue: Catalogue) -> Iterator[tuple[str, Reading]]:
    """Names after a title: "navy commander Jane Roe", "the frigate Montrose"."""
    for index in range(1, len(words.tokens)):
        if not words.word(index)[0].isupper() or words.has_break(index - 1) or words.name_at(index - 1) is not None:
            continue
        prefix = read_composition().prefixes.get(words.word(index - 1))
        title = reader.agent_ending_at(words, index - 1)
        name = _RUN.match(words.text, words.tokens[index][0])
        if name is None or catalogue.named(name.group()) or (title is None and prefix is None):
            continue
        if title is None or title[1].agent is None or title[1].agent.form == "bodies":
            if prefix is not None:
                country, sector = prefix
                rule = f"{words.word(index - 1)!r} is a ship of {country or 'trade'}"
                yield name.group(), Reading(country, (sector,), rules=(rule,))
            continue
        first = _start_of(words, title[0])
        text = words.between(first, index - 1)
        reading = reader.read(text, head=(len(text) - 1, len(text)))
        if reading is not None and reading.base is not None:
            reading = replace(reading, entity=None, name=name.group())
            yield name.group(), reading
            if title[1].agent.form == "people" and " " in name.group():
                yield name.group().split()[-1], reading


def _start_of(words: Words, first: int) -> int:
    """Where the words that belong to a title begin: names, capitals, nouns of bodies and words such as "former"."""
    composition = read_composition()
    while first > 0 and not words.has_break(first - 1):
        word = words.word(first - 1)
        hyphened = words.text[words.tokens[first - 1][1]] in "-\u2010\u2011"
        if not (words.name_at(first - 1) or hyphened or word.lower() in composition.attributes or word == "s"):
            break
        first -= 1
    # over a possessive mark: "Iran's navy commander"
    while first > 1 and words.word(first - 1) == "s" and words.name_at(first - 2) is not None:
        first = words.first_of(words.name_at(first - 2))  # type: ignore[arg-type]  # it is there: asked above
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


def _ships(words: Words, reader: PartyReader, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Ships whose noun says what they are: "Ukrainian navy vessels" are MIL, "the British tanker" is BUS."""
    composition = read_composition()
    for index in range(1, len(words.tokens)):
        found = reader.agent_ending_at(words, index)
        if found is None or found[1].noun in composition.afloat or found[1].agent is None:
            continue
        if found[1].agent.form != "things" or "vessel" not in catalogue.kinds_of(found[1].noun or ""):
            continue
        text = words.between(_start_of(words, found[0]), index)
        reading = reader.read(text, head=(len(text) - 1, len(text)))
        if reading is not None and reading.country is not None and reading.sectors:
            yield reading.country, reading.sectors[0]
