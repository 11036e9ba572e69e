"""Whether a codebook reads its own examples, and what it leaves uncoded in a pile: its tests and its gaps."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rashomon.coding.codebook import Codebook, EventType, Example
from rashomon.coding.coder import code
from rashomon.records import Clause, Coding, Document, PhraseKind, Reading, Span

Read = Callable[[Document], Reading]

_PARTIES: frozenset[PhraseKind] = frozenset(
    {"party", "country", "person", "organisation", "armed", "government", "civilian", "court", "troops"}
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a codebook at one place; ``known`` is the reason that its author gave beforehand."""

    where: str  # event type, and trigger or mode
    sentence: str  # in marked text, or empty
    problem: str
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: how many examples were read, and what is wrong."""

    codebook: str
    examples: int
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether all that is wrong was known."""
        return all(finding.known is not None for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Gap:
    """A predicate between two parties that no trigger knows."""

    predicate: str
    pos: str
    times: int
    sentences: tuple[str, ...]


def check_codebook(codebook: Codebook, read: Read) -> Checked:
    """Reads every example and counter-example, and looks for modes and triggers that nothing reaches.

    An example must be coded as its event type at the words marked ``event``, with its mode, modality and polarity where
    it names them; a counter-example must not be. A sentence that was expected to fail and does not is a finding too.
    """
    findings: list[Finding] = []
    count = 0
    for event in codebook.events.values():
        for example in event.all_examples():
            count += 1
            findings.extend(_check_example(event, example, codebook, read))
        for counter in event.all_counter_examples():
            count += 1
            found = [
                coding for coding, _ in _codings_at(counter.marked.text, counter.marked.having("event"), codebook, read)
            ]
            wrong = [coding for coding in found if coding.event == event.name]
            problem = None
            if wrong:
                problem = f"coded as {event.name} by {wrong[0].trigger_id}; expected {counter.event}: {counter.reason}"
            elif counter.event != "none" and counter.event not in {coding.event for coding in found}:
                problem = f"expected {counter.event}, found {_events(found)}"
            findings.extend(_finding(event.name, counter.text, problem, counter.expected_failure))
        findings.extend(_unreached(event))
    return Checked(codebook.label, count, tuple(findings))


def find_gaps(readings: Iterable[Reading], codebook: Codebook, *, most_sentences: int = 3) -> tuple[Gap, ...]:
    """The predicates with two parties that are no event of the codebook, the most frequent first."""
    sentences: dict[tuple[str, str], list[str]] = defaultdict(list)
    for reading in readings:
        codings, passed_over = code(reading, codebook)
        coded = {id for coding in codings for id in (coding.clause, *coding.merged)}
        passed = {(passed.start, passed.end) for passed in passed_over}
        for clause in reading.clauses:
            known = clause.id in coded or (clause.trigger.start, clause.trigger.end) in passed
            if not known and clause.skip is None and _has_two_parties(clause):
                sentences[clause.lemma, clause.pos].append(" ".join(clause.sentence.text.split()))
    gaps = (
        Gap(lemma, pos, len(found), tuple(dict.fromkeys(found))[:most_sentences])
        for (lemma, pos), found in sentences.items()
    )
    return tuple(sorted(gaps, key=lambda gap: (-gap.times, gap.predicate, gap.pos)))


def _check_example(event: EventType, example: Example, codebook: Codebook, read: Read) -> Iterator[Finding]:
    marked = example.marked
    at = _codings_at(marked.text, marked.having("event"), codebook, read)
    right = [(coding, clause) for coding, clause in at if coding.event == event.name]
    problem = None
    if not right:
        problem = f"expected {event.name}, found {_events([coding for coding, _ in at])}"
    elif other := sorted({coding.event for coding, _ in at} - {event.name}):
        problem = f"a tie: coded as {event.name} and as {', '.join(other)}"
    else:
        coding, clause = right[0]
        for name, expected, found in (
            ("mode", example.mode, coding.mode),
            ("CAMEO code", example.cameo, coding.cameo),
            ("modality", example.modality, coding.modality or clause.modality),
            ("polarity", example.polarity, coding.polarity or clause.polarity),
        ):
            if expected is not None and expected != found:
                problem = f"expected the {name} {expected}, found {found or 'none'}"
                break
    yield from _finding(event.name, example.text, problem, example.expected_failure)


def _finding(where: str, sentence: str, problem: str | None, known: str | None) -> Iterator[Finding]:
    if problem is not None:
        yield Finding(where, sentence, problem, known)
    elif known is not None:
        yield Finding(where, sentence, f"expected to fail ({known}) and reads well now: remove expected_failure")


def _codings_at(text: str, spans: tuple[Span, ...], codebook: Codebook, read: Read) -> list[tuple[Coding, Clause]]:
    """The codings whose predicate stands at the marked words; at any words where none are marked."""
    document = Document("example", text, hashlib.sha256(text.encode()).hexdigest(), language="en")
    reading = read(document)
    clauses = {clause.id: clause for clause in reading.clauses}
    found = []
    for coding in code(reading, codebook)[0]:
        for id in (coding.clause, *coding.merged):
            clause = clauses[id]
            here = any(clause.trigger.start < span.end and span.start < clause.trigger.end for span in spans)
            if here or not spans:
                found.append((coding, clauses[coding.clause]))
                break
    return found


def _events(codings: list[Coding]) -> str:
    return ", ".join(f"{coding.event} ({coding.trigger_id})" for coding in codings) or "nothing"


def _unreached(event: EventType) -> Iterator[Finding]:
    reached = {trigger.mode for trigger in event.triggers} | set(event.modes_by_content.values())
    for mode in event.modes:
        if mode not in reached:
            yield Finding(f"{event.name}, mode {mode}", "", "no trigger leads to this mode", "a mode without words")
    for trigger in event.triggers:
        if not trigger.examples:
            yield Finding(f"{event.name}, trigger {trigger.id}", "", "a trigger without an example. Write one")


def _has_two_parties(clause: Clause) -> bool:
    parties = {
        relation.phrase.start
        for relation in clause.relations
        if _PARTIES & set(relation.phrase.kinds) and not relation.phrase.generic
    }
    return len(parties) > 1
