"""A codebook as a value: read from a folder of TOML (see ``notation``), validated, and indexed by its words."""

from __future__ import annotations

import difflib
import functools
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from rashomon.coding.crosswalk import Crosswalk, read_crosswalk
from rashomon.coding.notation import (
    AbsorbRule,
    Book,
    Context,
    CounterExample,
    EventType,
    Example,
    FutureRule,
    Mode,
    Neighbour,
    QuotedRule,
    RefusalRule,
    Rules,
    Trigger,
)
from rashomon.errors import CodebookError, MarkedTextError

BOOKS = Path(__file__).parents[1] / "codebooks"

PartOfSpeech = Literal["verb", "noun", "adjective"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One word or idiom of a trigger, ready to be compared with a clause."""

    event: EventType
    trigger: Trigger
    words: tuple[str, ...]
    pos: PartOfSpeech

    @property
    def lemma(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, slots=True, eq=False)
class Codebook:
    """A codebook in memory: read-only."""

    name: str
    title: str
    version: str
    description: str
    folder: Path
    fingerprint: str  # of its files
    events: Mapping[str, EventType]
    contexts: Mapping[str, Context]
    sectors: Mapping[str, str]
    rules: Rules
    crosswalk: Crosswalk
    patterns: Mapping[tuple[PartOfSpeech, str], tuple[Pattern, ...]]  # by part of speech and first (noun: last) word
    particle_verbs: frozenset[str]
    noun_events: Mapping[str, frozenset[str]]  # noun lemma -> event types that it can name
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Name, version and fingerprint: "plover 1.0 3f2a9c1b"."""
        return f"{self.name} {self.version} {self.fingerprint}"


def load_codebook(path_or_name: str | Path = "plover") -> Codebook:
    """The codebook of a folder, or a built-in one by its name ("plover").

    Raises :class:`CodebookError` with file and key where something does not hold. Cached: a codebook
    that was loaded does not change; its files are read anew in a new process.
    """
    folder = BOOKS / path_or_name if isinstance(path_or_name, str) and (BOOKS / path_or_name).is_dir() else None
    return _load(folder or Path(path_or_name).resolve())


def pattern_words(words: str) -> tuple[str, ...]:
    """The words of an idiom that count: "set fire to the" -> ("set", "fire", "to")."""
    return tuple(word for word in words.split() if word not in ("a", "an", "the", "one's"))


@functools.lru_cache(maxsize=8)
def _load(folder: Path) -> Codebook:
    if not (folder / "book.toml").is_file():
        known = ", ".join(sorted(path.name for path in BOOKS.iterdir() if (path / "book.toml").is_file()))
        raise CodebookError(
            f"no codebook at {folder}: a codebook is a folder with a book.toml. Built-in codebooks: {known}. "
            "Make your own with `rashomon codebook new FOLDER --from plover`."
        )
    book: Book = _validate(Book, folder / "book.toml")
    files = sorted(path for path in folder.glob("*.toml") if path.name != "book.toml")
    events: dict[str, EventType] = {}
    for path in files:
        event: EventType = _validate(EventType, path)
        if event.name in events:
            raise CodebookError(
                f"{path.name}: the event type {event.name} has a file already; one file per event type."
            )
        events[event.name] = _complete(event, path, book)
    _check_names(events, book, folder)
    crosswalk = read_crosswalk(folder / "cameo.csv") if (folder / "cameo.csv").is_file() else Crosswalk(())
    patterns, noun_events = _index(events)
    fingerprint = hashlib.sha256(b"\0".join(path.read_bytes() for path in [folder / "book.toml", *files])).hexdigest()
    return Codebook(
        name=book.name,
        title=book.title,
        version=book.version,
        description=book.description,
        folder=folder,
        fingerprint=fingerprint[:8],
        events=events,
        contexts=book.contexts,
        sectors=book.sectors,
        rules=book.rules,
        crosswalk=crosswalk,
        patterns=patterns,
        particle_verbs=frozenset(book.rules.particle_verbs),
        noun_events=noun_events,
        sources=book.sources,
        notes=book.notes,
    )


def _validate(kind: type[Any], path: Path) -> Any:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path.name}: not readable as TOML: {error}") from error
    try:
        return kind.model_validate(content)
    except ValidationError as error:
        raise CodebookError("\n".join(_advice(kind, path, problem) for problem in error.errors())) from error


def _advice(kind: type[BaseModel], path: Path, problem: Any) -> str:
    """One line: file, key, what was found, what to do."""
    where = problem["loc"]
    key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in where).lstrip(".")
    if problem["type"] != "extra_forbidden":
        return f"{path.name}: key '{key}': {problem['msg']}."
    known = _known_keys(kind, where)
    close = difflib.get_close_matches(str(where[-1]), known, n=1)
    advice = f"did you mean '{close[0]}'?" if close else f"the keys here are {', '.join(known)}."
    return f"{path.name}: key '{key}' is not known; {advice}"


def _known_keys(kind: type[BaseModel], where: tuple[str | int, ...]) -> list[str]:
    holders: dict[str, type[BaseModel]] = {
        "trigger": Trigger,
        "examples": Example,
        "example": Example,
        "counter_examples": CounterExample,
        "counter_example": CounterExample,
        "modes": Mode,
        "neighbours": Neighbour,
        "contexts": Context,
        "rules": Rules,
        "future": FutureRule,
        "refusal": RefusalRule,
        "absorb": AbsorbRule,
        "quoted": QuotedRule,
    }
    for part in where[:-1]:
        kind = holders.get(str(part), kind)
    return [field.alias or name for name, field in kind.model_fields.items()]


def _complete(event: EventType, path: Path, book: Book) -> EventType:
    """Give every trigger its id, and check what one file can check by itself."""
    triggers = []
    taken: set[str] = set()
    for number, trigger in enumerate(event.triggers, start=1):
        key = f"trigger[{number}]"
        words = (*trigger.verbs, *trigger.nouns, *trigger.adjectives)
        if not words:
            raise CodebookError(f"{path.name}: {key} has no words; give it verbs, nouns or adjectives.")
        if trigger.mode is not None and trigger.mode not in event.modes:
            known = ", ".join(event.modes) or "none"
            raise CodebookError(
                f"{path.name}: {key} has the mode '{trigger.mode}'; the modes of {event.name} are: {known}."
            )
        for context in trigger.contexts:
            if context not in book.contexts:
                raise CodebookError(f"{path.name}: {key} has the context '{context}', which book.toml does not define.")
        name = trigger.id or f"{event.name}.{words[0].replace(' ', '-')}"
        while name in taken:
            stem, _, count = name.partition("~")
            name = f"{stem}~{int(count or 1) + 1}"
        taken.add(name)
        triggers.append(trigger.model_copy(update={"id": name}))
    for mode in event.modes_by_content.values():
        if mode not in event.modes:
            raise CodebookError(
                f"{path.name}: modes_by_content names the mode '{mode}', which is not one of its modes."
            )
    examples: tuple[Example | CounterExample, ...] = (*event.all_examples(), *event.all_counter_examples())
    for example in examples:
        try:
            marked = example.marked
        except MarkedTextError as error:
            raise CodebookError(f"{path.name}: an example is not marked text: {error}") from error
        if isinstance(example, Example) and not marked.having("event"):
            raise CodebookError(f"{path.name}: the example {example.text!r} marks no [event ...] words.")
    return event.model_copy(update={"triggers": tuple(triggers)})


def _check_names(events: Mapping[str, EventType], book: Book, folder: Path) -> None:
    """What the rules and conditions name must exist."""
    named: list[tuple[str, str]] = []
    for future in book.rules.future:
        named.extend(("book.toml: rules.future", name) for name in (*future.events, future.becomes))
    for refusal in book.rules.refusal:
        named.extend(("book.toml: rules.refusal", name) for name in (*refusal.events, refusal.becomes))
    for absorb in book.rules.absorb:
        named.extend(("book.toml: rules.absorb", name) for name in (absorb.event, *absorb.absorbs))
    named.extend(("book.toml: rules.never_possible", name) for name in book.rules.never_possible)
    named.extend(("book.toml: rules.purposes", name) for name in book.rules.purposes)
    named.extend(("book.toml: rules.pledges", name) for name in book.rules.pledges)
    named.extend(("book.toml: rules.quoted", quoted.becomes) for quoted in book.rules.quoted)
    for event in events.values():
        named.extend((f"{event.name}: neighbours", neighbour.event) for neighbour in event.neighbours)
        named.extend((f"{event.name}: modes_by_content", name.split(".")[0]) for name in event.modes_by_content)
        for trigger in event.triggers:
            for conditions in (trigger.when, trigger.unless):
                tests = (test for values in conditions.values() for test in values)
                named.extend((trigger.id, test[1:]) for test in tests if test.startswith("@"))
    for where, name in named:
        if name not in events:
            raise CodebookError(f"{folder.name}: {where} names the event type {name}; there is no file for it.")


def _index(
    events: Mapping[str, EventType],
) -> tuple[dict[tuple[PartOfSpeech, str], tuple[Pattern, ...]], dict[str, frozenset[str]]]:
    patterns: dict[tuple[PartOfSpeech, str], list[Pattern]] = {}
    nouns: dict[str, set[str]] = {}
    for event in events.values():
        for trigger in event.triggers:
            for verb in trigger.verbs:
                words = pattern_words(verb)
                patterns.setdefault(("verb", words[0]), []).append(Pattern(event, trigger, words, "verb"))
            for adjective in trigger.adjectives:
                words = pattern_words(adjective)
                patterns.setdefault(("adjective", words[0]), []).append(Pattern(event, trigger, words, "adjective"))
            for noun in trigger.nouns:
                words = pattern_words(noun)
                patterns.setdefault(("noun", words[-1]), []).append(Pattern(event, trigger, words, "noun"))
                nouns.setdefault(noun, set()).add(event.name)
    return {key: tuple(found) for key, found in patterns.items()}, {
        key: frozenset(found) for key, found in nouns.items()
    }
