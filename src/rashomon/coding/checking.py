"""Whether a codebook holds: its keys, its modes, and every example and counter-example as a test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rashomon.coding import coder
from rashomon.coding.codebook import Codebook, load_codebook
from rashomon.coding.notation import CounterExample, EventType, Example
from rashomon.errors import CodebookError
from rashomon.marked import MarkedText
from rashomon.records import Clause, Coding, Reading, Span

Read = Callable[[str], Reading]  # from the text of an example to its clauses


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a codebook that does not hold: where, what, and what to do."""

    file: str
    key: str
    problem: str
    advice: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.problem} {self.advice}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an example or a counter-example came out."""

    file: str
    text: str  # marked text
    holds: bool
    found: str  # what the words marked as event were coded as, and by what
    expected_failure: str | None = None
    counter: bool = False
    tie: str | None = None


def check_codebook(path_or_name: str | Path, read: Read | None = None) -> tuple[Problem, ...]:
    """What does not hold in a codebook; empty if all does.

    ``read`` turns a sentence into clauses (``extractor.read`` of a document); without it the examples
    are not tried. A known gap, marked ``expected_failure``, is no problem, but one that has come to
    hold is: the mark must go.
    """
    try:
        codebook = load_codebook(path_or_name)
    except CodebookError as error:
        return tuple(_of_error(line) for line in str(error).splitlines())
    problems = list(_unreached_modes(codebook))
    problems.extend(_without_example(codebook))
    problems.extend(_said_twice(codebook))
    if read is not None:
        problems.extend(_of_verdict(verdict) for verdict in try_examples(codebook, read) if _is_problem(verdict))
    return tuple(problems)


def try_examples(codebook: Codebook, read: Read) -> Iterator[Verdict]:
    """Every example and counter-example of a codebook, coded and judged."""
    for event in codebook.events.values():
        for example in event.all_examples():
            yield try_example(example, event, codebook, read)
        for counter in event.all_counter_examples():
            yield try_counter_example(counter, event, codebook, read)


def try_example(example: Example, event: EventType, codebook: Codebook, read: Read) -> Verdict:
    """An example holds if its words marked ``event`` are coded as its file's type, with the mode it names."""
    marked = example.marked
    at_words = _coded_at(marked, codebook, read)
    right = [coding for coding in at_words if coding.event == event.name]
    wanted = [(name, getattr(example, name)) for name in ("mode", "cameo", "modality", "polarity")]
    holds = any(
        all(value is None or _value(coding, name, marked, read) == value for name, value in wanted) for coding in right
    )
    tie = next((reason for coding in at_words for reason in coding.reasons if reason.startswith("tied")), None)
    return Verdict(_file(event), example.text, holds, _describe(at_words), example.expected_failure, tie=tie)


def try_counter_example(counter: CounterExample, event: EventType, codebook: Codebook, read: Read) -> Verdict:
    """A counter-example holds if its words are not coded as the file's type, and as the other one if it names one."""
    at_words = _coded_at(counter.marked, codebook, read)
    holds = all(coding.event != event.name for coding in at_words)
    if counter.event != "none":
        holds = holds and any(coding.event == counter.event for coding in at_words)
    return Verdict(_file(event), counter.text, holds, _describe(at_words), counter.expected_failure, counter=True)


def new_codebook(folder: Path, origin: str | Path = "plover") -> Codebook:
    """A codebook of one's own, copied from another; the folder's name is its name.

    Raises :class:`CodebookError` if the folder is there already.
    """
    if folder.exists():
        raise CodebookError(f"{folder}: this is there already. Give a folder that is not.")
    book = load_codebook(origin)
    shutil.copytree(book.folder, folder, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    path = folder / "book.toml"
    text = path.read_text("utf-8").replace(f'name = "{book.name}"', f'name = "{folder.name}"', 1)
    path.write_text(text, "utf-8")
    return load_codebook(folder)


def _coded_at(marked: MarkedText, codebook: Codebook, read: Read) -> list[Coding]:
    """The codings whose trigger overlaps the words marked as event."""
    reading = read(marked.text)
    clauses = {clause.id: clause for clause in reading.clauses}
    codings, _ = coder.code(reading, codebook)
    words = marked.having("event")
    return [
        coding
        for coding in codings
        if any(_overlaps(clauses[told], span) for told in (coding.clause, *coding.merged) for span in words)
    ]


def _overlaps(clause: Clause, span: Span) -> bool:
    return clause.trigger.start < span.end and span.start < clause.trigger.end


def _value(coding: Coding, name: str, marked: MarkedText, read: Read) -> object:
    """A coding's own value, or its clause's where the coding changes nothing."""
    value = getattr(coding, name)
    if value is None and name in ("modality", "polarity"):
        clause = next(clause for clause in read(marked.text).clauses if clause.id == coding.clause)
        return getattr(clause, name)
    return value


def _describe(codings: list[Coding]) -> str:
    return ", ".join(f"{coding.event} by {coding.trigger_id}" for coding in codings) or "nothing"


def _file(event: EventType) -> str:
    return f"{event.name.lower()}.toml"


def _is_problem(verdict: Verdict) -> bool:
    return verdict.holds == (verdict.expected_failure is not None) or verdict.tie is not None


def _of_verdict(verdict: Verdict) -> Problem:
    key = "counter_example" if verdict.counter else "example"
    if verdict.tie is not None:
        return Problem(verdict.file, key, f"{verdict.text!r}: {verdict.tie}.", "Give one of them a further condition.")
    if verdict.holds:
        advice = "Take the mark away."
        return Problem(verdict.file, key, f"{verdict.text!r} holds, though marked expected_failure.", advice)
    advice = (
        "Add a condition under `unless`." if verdict.counter else "Add the words or loosen a condition under `when`."
    )
    return Problem(verdict.file, key, f"{verdict.text!r} was coded as {verdict.found}.", advice)


def _of_error(line: str) -> Problem:
    file, _, rest = line.partition(": ")
    return Problem(file, "-", rest, "")


def _unreached_modes(codebook: Codebook) -> Iterator[Problem]:
    for event in codebook.events.values():
        reached = {trigger.mode for trigger in event.triggers} | set(event.modes_by_content.values())
        for mode in event.modes:
            if mode not in reached:
                yield Problem(
                    _file(event), f"modes.{mode}", "no trigger gives this mode.", "Give it a trigger or take it out."
                )


def _without_example(codebook: Codebook) -> Iterator[Problem]:
    for event in codebook.events.values():
        for number, trigger in enumerate(event.triggers, start=1):
            if not trigger.examples:
                key = f"trigger[{number}] ({trigger.id})"
                yield Problem(_file(event), key, "has no example.", "Write one sentence in marked text.")


def _said_twice(codebook: Codebook) -> Iterator[Problem]:
    """Words that two triggers of different types claim under the very same conditions."""
    for (_, word), patterns in codebook.patterns.items():
        seen: dict[tuple[object, ...], str] = {}
        for pattern in patterns:
            trigger = pattern.trigger
            key = (pattern.words, pattern.pos, trigger.light, _frozen(trigger.when), _frozen(trigger.unless))
            other = seen.setdefault(key, pattern.event.name)
            if other != pattern.event.name:
                yield Problem(
                    _file(pattern.event),
                    trigger.id,
                    f"'{pattern.lemma}' stands under the same conditions in {other}.",
                    f"Take '{word}' out of one of them or add a condition.",
                )


def _frozen(conditions: dict[str, tuple[str, ...]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(sorted(conditions.items()))
