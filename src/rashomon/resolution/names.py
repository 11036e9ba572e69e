"""The catalogue of names: who can be named, by which words, as a read-only value loaded from data.

``load_catalogue`` reads the tables in ``rashomon/catalogue`` (and the user's own files) once;
``Catalogue.find`` then marks the names in a text in one pass over its words, and ``kinds_of`` and
``agent_of`` say what a common noun is. Who a phrase refers to is decided in ``actors.py``.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rashomon.records import NameMatch, PhraseKind
from rashomon.resolution.dictionaries import read_dictionary
from rashomon.resolution.entities import Agent, Entity, Form, Name, Role
from rashomon.resolution.tables import read_tables


@dataclass(frozen=True, slots=True)
class Found:
    """All readings of a name at one place in a text, the likeliest first."""

    start: int
    end: int
    names: tuple[Name, ...]


class Catalogue:
    """Names, entities and nouns; read-only. Build one with ``load_catalogue``."""

    __slots__ = ("_agents", "_entities", "_found", "_held", "_holders", "_kinds", "_names", "_starts", "sectors")

    def __init__(
        self,
        *,
        entities: Mapping[str, Entity],
        names: Iterable[Name],
        agents: Mapping[str, Agent],
        kinds: Mapping[str, tuple[PhraseKind, ...]],
        sectors: Mapping[str, str],
        held: Mapping[str, tuple[Role, ...]] | None = None,
    ) -> None:
        self._entities = dict(entities)
        self._agents = dict(agents)
        self._holders: dict[tuple[str, str], list[tuple[Role, Entity]]] = {}
        for entity in self._entities.values():
            for role in entity.roles:
                if role.title is not None and role.country is not None:
                    self._holders.setdefault((role.country, role.title), []).append((role, entity))
        self._kinds = dict(kinds)
        self.sectors = dict(sectors)
        self._held = dict(held or {})
        self._names: dict[str, tuple[Name, ...]] = {}
        lengths: dict[str, set[int]] = {}
        gathered: dict[str, set[Name]] = {}
        for name in names:
            words = _words(name.text)
            if not words:
                continue
            gathered.setdefault(" ".join(words), set()).add(name)
            lengths.setdefault(words[0], set()).add(len(words))
        for key, found in gathered.items():
            self._names[key] = tuple(sorted(found, key=_rank))
        self._starts = {word: tuple(sorted(sizes, reverse=True)) for word, sizes in lengths.items()}
        self._found = functools.lru_cache(maxsize=4096)(self._find_all)  # phrases come again within a document

    def __len__(self) -> int:
        return len(self._entities)

    def entity(self, entity: str) -> Entity | None:
        """The entity of that id."""
        return self._entities.get(entity)

    def entities(self) -> tuple[Entity, ...]:
        """All entities, by id."""
        return tuple(self._entities[key] for key in sorted(self._entities))

    def find(self, text: str) -> tuple[NameMatch, ...]:
        """The longest names in the text that do not overlap, left to right."""
        return tuple(self._match(text, found) for found in self.find_all(text) if found.names[0].form != "no party")

    def find_all(self, text: str) -> tuple[Found, ...]:
        """As ``find``, with every reading of each name."""
        return self._found(text)

    def _find_all(self, text: str) -> tuple[Found, ...]:
        found: list[Found] = []
        tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
        folded = [_fold(text[start:end]) for start, end in tokens]
        starts = self._starts
        position = 0
        while position < len(tokens):
            sizes = starts.get(folded[position])
            step = 1
            if sizes is not None:
                for size in sizes:
                    if position + size > len(tokens):
                        continue
                    candidates = self._names.get(" ".join(folded[position : position + size]))
                    if candidates is None:
                        continue
                    start, end = tokens[position][0], tokens[position + size - 1][1]
                    written = text[start:end]
                    names = tuple(name for name in candidates if _is_written(name.text, written))
                    if names and written.isupper() and _in_capitals(text, tokens, position, size):
                        names = tuple(name for name in names if not _is_word(name.text))
                    if names:
                        found.append(Found(start, _with_full_stop(text, start, end), names))
                        step = size
                        break
            position += step
        return tuple(found)

    def named(self, text: str) -> tuple[Name, ...]:
        """Every reading of a text that is one name as a whole."""
        written = text.strip()
        candidates = self._names.get(" ".join(_words(written)), ())
        return tuple(name for name in candidates if _is_written(name.text, written))

    def kinds_of(self, lemma: str) -> tuple[PhraseKind, ...]:
        """The kinds of a common noun, by its lemma: "frigate" is a vessel, "militant" is armed and a party."""
        words = lemma.lower().split()
        for first in range(len(words)):
            noun = " ".join(words[first:])
            agent = self._agents.get(noun)
            kinds = self._kinds.get(noun, ())
            if agent is not None:
                kinds += tuple(kind for kind in agent.kinds if kind not in kinds)
            if kinds:
                return kinds
        return ()

    def holder(self, country: str, title: str, when: dt.date) -> Entity | None:
        """Who held an office of a country on a day; None where nobody or more than one did."""
        held = [
            (role, entity)
            for role, entity in self._holders.get((country, title), ())
            if role.since <= when <= role.until
        ]
        newest = max((role.since for role, _ in held), default=None)
        found = {entity.id: entity for role, entity in held if role.since == newest}
        return next(iter(found.values())) if len(found) == 1 else None

    def holder_of_place(self, place: str, when: dt.date | None) -> str | None:
        """The state that holds a place which is not its own, on a day: Russia holds Crimea since 2014-03-18."""
        for role in self._held.get(place, ()):
            if when is None or role.since <= when <= role.until:
                return role.country
        return None

    def agent_of(self, noun: str) -> Agent | None:
        """What a common noun says of who acts: exactly this noun, lower case, singular."""
        return self._agents.get(noun)

    def _match(self, text: str, found: Found) -> NameMatch:
        name = found.names[0]
        return NameMatch(
            start=found.start,
            end=found.end,
            text=text[found.start : found.end],
            entity=name.entity,
            label=name.label,
            kinds=_kinds_of_name(name, self._entities[name.entity]),
        )


def load_catalogue(*extra: Path) -> Catalogue:
    """The built-in catalogue with the user's own dictionaries (TOML or CSV) laid over it.

    Cached by the paths and their last change. Raises ``CatalogueError``,
    which names the file and the line, where a file does not hold.
    """
    return _load(tuple((path, path.stat().st_mtime_ns if path.exists() else 0) for path in extra))


@functools.cache
def _load(extra: tuple[tuple[Path, int], ...]) -> Catalogue:
    read = [read_dictionary(path) for path, _ in extra]
    tables = read_tables(
        [row for dictionary in read for row in dictionary.rows],
        [agent for dictionary in read for agent in dictionary.agents],
    )
    return Catalogue(
        entities=tables.entities,
        names=tables.names,
        agents=tables.agents,
        kinds=tables.kinds,
        sectors=tables.sectors,
        held=tables.held,
    )


_TOKEN = re.compile(r"[^\W_]+")
_FORMS: Mapping[Form, int] = {
    "place": -1, "no party": -1,
    "name": 0, "proper": 1, "seat": 2, "adjective": 3, "people": 4, "capital": 5, "surname": 6,
}  # fmt: skip


def _rank(name: Name) -> tuple[int, str, str]:
    """Readings of one name in a fixed order that does not hang on the order of the tables."""
    return (_FORMS[name.form], name.text, name.entity)


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    return "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign)).lower()


@functools.lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_fold(match.group()) for match in _TOKEN.finditer(text))


@functools.lru_cache(maxsize=65536)
def _is_written(name: str, written: str) -> bool:
    """Whether these words of a text can be this name: capitals where the name has them, no sentence end between.

    A name in lower case ("pentagon") is met in any case; a short name in capitals ("WHO") in capitals only.
    """
    ours, theirs = _TOKEN.findall(name), _TOKEN.findall(written)
    for one, other in zip(ours, theirs, strict=True):
        if one.isupper() and len(one) <= 5:
            if not other.isupper():
                return False
        elif one[0].isupper() and not other[0].isupper():
            return False
    gaps = _TOKEN.split(written)[1:-1]
    own_gaps = _TOKEN.split(name)[1:-1]
    for index, gap in enumerate(gaps):
        if gap == own_gaps[index] or gap in _GAPS:
            continue
        if "." in gap and gap.strip(" ") == "." and len(theirs[index]) <= 3 and "." in own_gaps[index]:
            continue
        if gap.strip() == "" and gap.count("\n") <= 1:
            continue
        return False
    if "." in "".join(own_gaps) and all(len(word) == 1 for word in ours):
        return all(gap.strip() == "." for gap in gaps)
    return True


# Acronyms that are words in a line of capitals.
_WORDS_TOO = frozenset(
    ("is", "us", "who", "it", "care", "ice", "un", "au", "pan", "mit", "aids", "sas", "cis", "arena", "ana")
)


def _is_word(name: str) -> bool:
    return name.lower() in _WORDS_TOO


def _in_capitals(text: str, tokens: Sequence[tuple[int, int]], position: int, size: int) -> bool:
    """Whether the words beside are in capitals too: "WHO IS TO BLAME" names nobody."""
    beside = [tokens[index] for index in (position - 1, position + size) if 0 <= index < len(tokens)]
    words = [text[start:end] for start, end in beside]
    return bool(words) and all(word.isupper() and len(word) > 1 for word in words)


# What may stand between the words of a name instead of what the catalogue has.
_GAPS = frozenset((" ", "-", "\u2010", "\u2011", "\u2013", "'", "\u2019", "\u2018", "`", "\u00a0"))


def _with_full_stop(text: str, start: int, end: int) -> int:
    """ "U.S" takes its last full stop."""
    if end - start >= 3 and text[end - 2] == "." and text[end - 1].isupper() and text[end : end + 1] == ".":
        return end + 1
    return end


_ARMED = frozenset(("MIL", "REB", "UAF", "PRM", "COP", "CRM"))


def _kinds_of_name(name: Name, entity: Entity) -> tuple[PhraseKind, ...]:
    match name.form:
        case "name":
            return ("country", "party", "place")
        case "adjective" | "people":
            return ("country", "party")
        case "capital" | "place":
            return ("place",)
        case "seat":
            return ("party", "organisation", "government")
    kinds: list[PhraseKind] = ["party", "person" if entity.label == "PERSON" else "organisation"]
    sectors = {role.sectors[0] for role in entity.roles if role.sectors}
    if sectors & _ARMED:
        kinds.append("armed")
    if sectors & {"GOV", "LEG"}:
        kinds.append("government")
    if "JUD" in sectors:
        kinds.append("court")
    return tuple(kinds)
