"""Where quotation marks open and close: the stretches of a paragraph that are somebody's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENING_SINGLE = re.compile(r"(?<![\w.,;!?])['‘](?=\w)")
_CLOSING_SINGLE = re.compile(r"(?<=[\w.,;!?…])['’](?!\w)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation by its offsets in the document, marks included; an open one ends with its paragraph."""

    start: int
    end: int
    is_open: bool = False

    def holds(self, offset: int) -> bool:
        return self.start <= offset < self.end


def find_quotations(text: str, start: int = 0) -> tuple[Quotation, ...]:
    """The quotations of a paragraph that begins at ``start`` of the document, left to right.

    >>> [(q.start, q.end) for q in find_quotations('He said: “Go.” She "stayed".')]
    [(9, 14), (19, 27)]
    """
    found = []
    opened: int | None = None
    for index, mark in enumerate(text.replace("''", ' "').replace("``", ' "')):
        if mark in "“„«":
            if opened is None:
                opened = index
        elif mark in "”»":
            if opened is not None:
                found.append(Quotation(start + opened, start + index + 1))
                opened = None
        elif mark == '"':
            if opened is None:
                opened = index
            else:
                found.append(Quotation(start + opened, start + index + 1))
                opened = None
    if opened is not None:
        found.append(Quotation(start + opened, start + len(text), is_open=True))
    if not found:
        found = _single(text, start)
    return tuple(found)


def _single(text: str, start: int) -> list[Quotation]:
    """British single quotes; an apostrophe inside a word neither opens nor closes."""
    found = []
    position = 0
    while opening := _OPENING_SINGLE.search(text, position):
        closing = _CLOSING_SINGLE.search(text, opening.end())
        # a plural possessive ("the states' claims") closes nothing when a later mark follows with no opening between
        if closing is None:
            break
        found.append(Quotation(start + opening.start(), start + closing.end()))
        position = closing.end()
    return found
