"""Headings of date and place ("4 January, Taji."), which hold for the sentences below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from rashomon.records import Clause, Document, Period, Place
from rashomon.resolution.gazetteer import Gazetteer
from rashomon.resolution.periods import write_period
from rashomon.resolution.place_context import PlaceContext, finest, place_of
from rashomon.resolution.time_expressions import find_times
from rashomon.resolution.time_values import Frame, read_meaning


@dataclass(frozen=True, slots=True)
class Heading:
    """The words of a heading and the stretch of text that it holds for."""

    start: int
    end: int
    last: int  # where the stretch ends
    text: str


@lru_cache(maxsize=4)
def find_headings(text: str) -> tuple[Heading, ...]:
    """The headings of a text that name a day: before a paragraph's first sentence, or alone above paragraphs.

    The first line of a document is its dateline and no heading.

    >>> [heading.text for heading in find_headings("A note.\\n\\n4 January, Taji. Six died.\\n\\nNo more.")]
    ['4 January, Taji']
    """
    found: list[tuple[int, int, int]] = []  # start, end, end of the paragraph
    alone: set[int] = set()
    for index, (start, end) in enumerate(_paragraphs(text)):
        match = _OPENING.match(text, start, end)
        if match is None or not _is_heading(match["words"]) or index == 0:
            continue
        found.append((match.start("words"), match.end("words"), end))
        if match.end() >= end:
            alone.add(match.start("words"))
    headings = []
    for number, (start, end, last) in enumerate(found):
        if start in alone:
            last = found[number + 1][0] if number + 1 < len(found) else len(text)
        headings.append(Heading(start, end, last, text[start:end]))
    return tuple(headings)


def heading_of(clause: Clause, headings: tuple[Heading, ...]) -> Heading | None:
    """The heading that a clause stands under."""
    return next((h for h in headings if h.end <= clause.sentence.start < h.last), None)


def period_under(heading: Heading, document: Document) -> Period | None:
    """The day that a heading names, for what is told below it."""
    matches = find_times(heading.text)
    if not matches:
        return None
    frame = Frame(document.published_date, "past", None)
    period = write_period(matches[0], read_meaning(matches[0], frame), frame, shift=heading.start)
    if period.edtf is None:
        return None
    return replace(period, basis="carried", rule=f"under the heading {heading.text!r}; {period.rule}")


def places_under(
    clause: Clause, *, document: Document, context: PlaceContext, gazetteer: Gazetteer
) -> tuple[Place, ...]:
    """The places of the heading that a clause stands under."""
    heading = heading_of(clause, find_headings(document.text))
    if heading is None:
        return ()
    rule = f"under the heading {heading.text!r}"
    named = [toponym for toponym in context.between(heading.start, heading.end) if toponym.entry is not None]
    return tuple(replace(place, how="carried") for place in finest([place_of(t, "at", rule, gazetteer) for t in named]))


_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = re.compile(rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}})(?:,?\s+\d{{4}})?")
_OPENING = re.compile(r"[\s#*]*(?P<words>[^.:;!?\n]{4,80}?)\s*(?:[.:](?=\s|$)|$)")
_PARAGRAPH = re.compile(r"\n\s*\n|\n")
_LOWER = frozenset(
    ("of", "and", "the", "near", "in", "at", "outside", "base", "governorate", "district", "airport", "province",
     "city", "town", "camp", "village", "region", "port", "morning", "evening", "night",
     "al", "el", "ez", "as", "ash", "an", "ar", "ad", "et", "de", "la")
)  # fmt: skip


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in [*_PARAGRAPH.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[start:end].strip():
            yield start, end
        start = match.end() if match else end


def _is_heading(words: str) -> bool:
    """A day, names and words of place, and nothing that tells."""
    day = _DAY.search(words)
    if day is None:
        return False
    rest = re.findall(r"[^\W_]+", words[: day.start()] + " " + words[day.end() :])
    return len(rest) <= 8 and all(word[0].isupper() or word.isdigit() or word in _LOWER for word in rest)
