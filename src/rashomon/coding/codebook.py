"""A codebook as a value: event types with modes, triggers and examples, read from a folder of TOML and validated.

A codebook is a folder: ``book.toml`` (name, rules, contexts), one TOML file per event type, and
``cameo.csv``. All of it is data that a subject expert may change. A trigger says which words call
for the event, under which conditions, and which neutral relations hold the actor and the recipient::

    [[trigger]]
    verbs = ["bomb", "shoot down", "open fire", "set fire to"]
    nouns = ["airstrike", "bombing"]
    adjectives = ["hostile"]
    mode = "aerial"
    actor = ["subject"]                       # ordered: the first relation that the clause has wins
    recipient = ["object", "on", "against"]   # "subject+with" takes both
    when = { object = ["#weapon", "missile", "@AID"] }
    unless = { object = ["#meeting", "idea"] }
    examples = ["[actor Rebels] [event bombed] [recipient the port] on Monday."]

**Words.** Verbs are lemmas with their particle ("shoot down") and idioms of a verb with its object or
preposition ("open fire", "call on", "take to the streets"): every further word of an idiom must be a
particle, a relation or the head of one of the clause's phrases; articles do not count.

**Conditions.** The keys of ``when`` and ``unless`` are names of relations, ``any`` (of them), and
``complement`` (the clause that this one governs), ``infinitive`` (the same, where it has no tense of its
own: "told X to leave"), ``content`` (the same, or a noun that says it: "demanded a ceasefire"),
``own`` (``"deed"`` where the governed clause is the subject's own deed: "warned that it would strike"),
``governor`` (the clause that governs it), ``light``, ``tense``, ``voice``, ``modality``, ``polarity``,
``speaker``. All keys of ``when`` must hold and none of ``unless``; of a key's values one must hold:

=============  ==========================================================================================
``"missile"``  the head word's lemma; of two words the last is the head and the first modifies it
               ("joint drill", "joint *"), or they stand so in the phrase ("state of emergency")
``"#weapon"``  a kind of phrase (``records.PhraseKind``)
``"@AID"``     the event type of a governed clause, or of a noun that a trigger of that type names
``"*"``        there is one
=============  ==========================================================================================

**Relations of other clauses.** In ``actor`` and ``recipient`` also ``speaker`` (the innermost one),
``complement.subject``, ``complement.object`` and the like (of the clause that this one governs),
``complement.actor`` and ``complement.recipient`` (whoever that is by the governed clause's own trigger), and
``governor.subject``.

**What is governed.** ``content`` says what becomes of a governed clause that is itself an event:
``"none"`` swallows it, ``"own"`` keeps it as the content of this report, any modality or polarity
("threatened", "denied") keeps it so changed. ``yields = true``: where content is reported, this
clause gives no report of its own ("X denied bombing Y" is the bombing, denied).

Written in our own words after the PLOVER manual (Open Event Data Alliance, 2021).
"""

from __future__ import annotations

import difflib
import functools
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from rashomon.coding.crosswalk import Crosswalk, read_crosswalk
from rashomon.errors import CodebookError, MarkedTextError
from rashomon.marked import MarkedText, parse
from rashomon.records import Modality, Outcome, Polarity, Quad

BOOKS = Path(__file__).parents[1] / "codebooks"

Content = Literal["none", "own", "planned", "threatened", "possible", "demanded", "called_off", "denied", "doubted"]
Conditions = dict[str, tuple[str, ...]]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Example(_Strict):
    """A sentence in marked text that must be coded as the file's event type."""

    text: str
    mode: str | None = None
    cameo: str | None = None
    modality: Modality | None = None
    polarity: Polarity | None = None
    expected_failure: str | None = None  # why we still get it wrong

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value

    @property
    def marked(self) -> MarkedText:
        return parse(self.text)


class CounterExample(_Strict):
    """A sentence that must not be coded as the file's event type at the words marked ``event``."""

    text: str
    event: str = "none"  # what it is instead
    reason: str
    expected_failure: str | None = None

    @property
    def marked(self) -> MarkedText:
        return parse(self.text)


class Trigger(_Strict):
    """Words that call for an event type, under conditions; see the module's docstring."""

    id: str = ""  # "ASSAULT.bomb"; made from the first word where not given
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    mode: str | None = None
    cameo: str | None = None
    contexts: tuple[str, ...] = ()
    actor: tuple[str, ...] | None = None
    recipient: tuple[str, ...] | None = None
    when: Conditions = Field(default_factory=dict)
    unless: Conditions = Field(default_factory=dict)
    light: tuple[str, ...] = ()  # a noun only under one of these light verbs
    bare: bool = False  # a noun that is an event even with no party and no light verb
    outcome: Outcome | None = None
    joins: bool = False  # no report of its own where it is bound to an act: "targeting bases" (outcomes always join)
    content: Content | None = None
    yields: bool = False
    reciprocal: bool = False
    note: str | None = None
    examples: tuple[Example, ...] = ()
    counter_examples: tuple[CounterExample, ...] = ()


class Mode(_Strict):
    """How an event was done, with its intensity."""

    definition: str
    intensity: float | None = Field(default=None, ge=-10, le=10)


class Neighbour(_Strict):
    """When it is the other type instead."""

    event: str
    when: str


class EventType(_Strict):
    """One event type: a file of the codebook."""

    name: str = Field(pattern=r"^[A-Z][A-Z_]*$")
    title: str
    definition: str
    quad: Quad
    intensity: float = Field(ge=-10, le=10)
    intensity_note: str | None = None
    requires_recipient: bool = False
    actor: tuple[str, ...] = ("subject",)
    recipient: tuple[str, ...] = ("object",)
    modes: dict[str, Mode] = Field(default_factory=dict)
    modes_by_content: dict[str, str] = Field(default_factory=dict)  # content's type, or "TYPE.mode" -> mode
    neighbours: tuple[Neighbour, ...] = ()
    triggers: tuple[Trigger, ...] = Field(default=(), alias="trigger")
    examples: tuple[Example, ...] = Field(default=(), alias="example")
    counter_examples: tuple[CounterExample, ...] = Field(default=(), alias="counter_example")

    def all_examples(self) -> tuple[Example, ...]:
        return tuple(e for t in self.triggers for e in t.examples) + self.examples

    def all_counter_examples(self) -> tuple[CounterExample, ...]:
        return tuple(e for t in self.triggers for e in t.counter_examples) + self.counter_examples


class Context(_Strict):
    """A setting of events, known by its words in the paragraph; "terror*" is the beginning of a word."""

    definition: str
    cues: tuple[str, ...] = ()


class FutureRule(_Strict):
    """Events that are another type while they lie ahead (PLOVER: future cooperation is AGREE)."""

    events: tuple[str, ...]
    becomes: str
    modalities: tuple[Modality, ...] = ("planned",)


class RefusalRule(_Strict):
    """What somebody says they will not do, where not doing it is the deed ("will not lift the ban" is REJECT)."""

    events: tuple[str, ...]
    becomes: str
    modalities: tuple[Modality, ...] = ("planned",)


class AbsorbRule(_Strict):
    """What an event carries along as its purpose or manner: the demand of a march is the march."""

    event: str
    absorbs: tuple[str, ...]


class QuotedRule(_Strict):
    """What a speaker demands or threatens, where the words themselves are the deed ("Let the ship go")."""

    modality: Modality
    becomes: str
    recipient: tuple[str, ...] = ("subject", "object")
    without_trigger: bool = False  # also where no trigger knows the predicate
    speakers: bool = True  # only where somebody is said to have said it


class Rules(_Strict):
    """What holds for all event types of a codebook."""

    future: tuple[FutureRule, ...] = ()
    refusal: tuple[RefusalRule, ...] = ()
    absorb: tuple[AbsorbRule, ...] = ()
    never_possible: tuple[str, ...] = ()  # types that are nothing while they are only possible: words
    quoted: tuple[QuotedRule, ...] = ()
    light: tuple[str, ...] = ()  # verbs that lend themselves to any noun of an event: "carry out"
    aspect: tuple[str, ...] = ()  # verbs that only say how far it got: "completed its withdrawal"
    happening: tuple[str, ...] = ()  # verbs that only say that a noun's event happened
    acting: tuple[str, ...] = ()  # relations of who does what a noun names
    undergoing: tuple[str, ...] = ()  # and of whom it is done to or with
    particle_verbs: tuple[str, ...] = ()  # idioms whose last word is a particle and no preposition: "give in"
    telling: tuple[str, ...] = ()  # verbs whose object is told of: "claimed the attack"


class _Book(_Strict):
    name: str
    title: str
    version: str
    description: str
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # where the standard contradicts itself and what we do
    rules: Rules = Rules()
    sectors: dict[str, str] = Field(default_factory=dict)
    contexts: dict[str, Context] = Field(default_factory=dict)


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
    book: _Book = _validate(_Book, folder / "book.toml")
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


def _complete(event: EventType, path: Path, book: _Book) -> EventType:
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


def _check_names(events: Mapping[str, EventType], book: _Book, folder: Path) -> None:
    """What the rules and conditions name must exist."""
    named: list[tuple[str, str]] = []
    for future in book.rules.future:
        named.extend(("book.toml: rules.future", name) for name in (*future.events, future.becomes))
    for refusal in book.rules.refusal:
        named.extend(("book.toml: rules.refusal", name) for name in (*refusal.events, refusal.becomes))
    for absorb in book.rules.absorb:
        named.extend(("book.toml: rules.absorb", name) for name in (absorb.event, *absorb.absorbs))
    named.extend(("book.toml: rules.never_possible", name) for name in book.rules.never_possible)
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
