"""A text cut at every border of a marked span, so that a page can mark overlapping spans without nesting them.

Offsets are code points and are used here alone: the page never computes one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rashomon.records import Report


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a text that plays a role in a report."""

    start: int
    end: int
    report: str
    role: str  # event, actor, recipient, place, when, figure, speaker, cue, framing


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that the same marks cover from end to end."""

    text: str
    marks: tuple[Mark, ...]
    opens: tuple[str, ...] = ()  # reports whose trigger begins here: the places that links lead to

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(mark.role for mark in self.marks))

    @property
    def lights(self) -> str:
        """ "report:role" of each mark, parted by spaces: what a card's field looks for."""
        return " ".join(dict.fromkeys(f"{mark.report}:{mark.role}" for mark in self.marks))


def marks_of(report: Report) -> tuple[Mark, ...]:
    """Every span of a report with its role."""
    found = [Mark(report.trigger.start, report.trigger.end, report.id, "event")]
    for role, spans in (
        ("actor", report.actors),
        ("recipient", report.recipients),
        ("place", report.places),
        ("figure", report.quantities),
        ("speaker", report.speakers),
        ("framing", report.framings),
    ):
        found.extend(Mark(span.start, span.end, report.id, role) for span in spans)
    found.extend(Mark(s.cue.start, s.cue.end, report.id, "cue") for s in report.speakers)
    if report.period is not None and report.period.end > report.period.start:
        found.append(Mark(report.period.start, report.period.end, report.id, "when"))
    return tuple(mark for mark in found if mark.end > mark.start)


def cut(text: str, start: int, end: int, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """The segments of a stretch of text, left to right; together they are the stretch, unchanged."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    borders = sorted({start, end, *(max(start, m.start) for m in inside), *(min(end, m.end) for m in inside)})
    segments = []
    for left, right in pairwise(borders):
        covering = tuple(mark for mark in inside if mark.start <= left and mark.end >= right)
        opens = tuple(dict.fromkeys(mark.report for mark in covering if mark.role == "event" and mark.start == left))
        segments.append(Segment(text[left:right], covering, opens))
    return tuple(segments)


def paragraphs(
    text: str, reports: Sequence[Report], *, begin: int = 0, until: int | None = None
) -> tuple[tuple[int, tuple[Segment, ...]], ...]:
    """The lines of a stretch of text, each with where it begins and cut into segments; empty lines are left out."""
    marks = sorted((m for report in reports for m in marks_of(report)), key=lambda m: (m.start, m.end))
    found = []
    first = 0
    start = begin
    for line in text[begin:until].split("\n"):
        end = start + len(line)
        while first < len(marks) and marks[first].end <= start:
            first += 1
        last = first
        while last < len(marks) and marks[last].start < end:
            last += 1
        if line.strip():
            found.append((start, cut(text, start, end, marks[first:last])))
        start = end + 1
    return tuple(found)


def find_window(text: str, size: int, number: int) -> tuple[int, int]:
    """The stretch of a long text of this number, from 0: about so many characters, ending at a line or a word."""
    return _border(text, size * number), _border(text, size * (number + 1))


def _border(text: str, near: int) -> int:
    """The end of a line after a place, else of a word, else the place itself."""
    if near <= 0 or near >= len(text):
        return max(0, min(near, len(text)))
    for mark in ("\n", " "):
        at = text.find(mark, near, near + 2_000)
        if at >= 0:
            return at + 1
    return near
