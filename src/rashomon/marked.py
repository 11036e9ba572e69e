r"""Marked text: the one notation in which a sentence shows its roles, and back.

``[actor Militants] [event seized] [recipient bases in [place Syria]], [speaker officials] said.``

Stripped of its marks it equals the sentence exactly. A span with two roles is ``[actor+speaker the
police]``; spans may nest, never cross. A bracket or backslash of the text itself is written ``\[``,
``\]`` or ``\\``. Codebook examples, gold data, docs, ``explain`` and the web pages use it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rashomon.errors import MarkedTextError
from rashomon.records import Span

ROLES: frozenset[str] = frozenset(
    {
        "actor", "recipient", "event", "speaker", "cue", "place", "time", "quantity", "instrument",
        "loaded", "euphemism", "slogan", "scare_quotes", "dehumanising",
    }
)  # fmt: skip
_OPENING = re.compile(r"\[([a-z_]+(?:\+[a-z_]+)*) ")
_SPECIAL = re.compile(r"[\[\]\\]")


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """A stretch of the sentence with its roles, in the order written."""

    start: int
    end: int
    text: str
    roles: tuple[str, ...]

    @property
    def span(self) -> Span:
        return Span(self.start, self.end, self.text)


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A sentence and its marked spans, outer before inner, left to right."""

    text: str
    spans: tuple[MarkedSpan, ...] = ()

    def having(self, role: str) -> tuple[Span, ...]:
        """The spans that carry this role, left to right."""
        return tuple(span.span for span in self.spans if role in span.roles)


def parse(marked: str, *, roles: Collection[str] | None = ROLES) -> MarkedText:
    """The sentence and its spans.

    ``roles`` is the closed set of roles that may be written; ``None`` allows any. Raises
    :class:`MarkedTextError` where a mark does not close, is empty, or names an unknown role.
    """
    pieces: list[str] = []
    length = 0
    opened: list[tuple[int, int, tuple[str, ...]]] = []  # place in found, start, roles
    found: list[MarkedSpan | None] = []
    at = 0
    while at < len(marked):
        character = marked[at]
        if character == "\\":
            if marked[at + 1 : at + 2] not in ("[", "]", "\\"):
                raise MarkedTextError(_complaint(marked, at, "a backslash stands only before [, ] or \\"))
            pieces.append(marked[at + 1])
            length += 1
            at += 2
        elif character == "[":
            opening = _OPENING.match(marked, at)
            if opening is None:
                raise MarkedTextError(_complaint(marked, at, "expected '[role words]'; a bracket of the text is '\\['"))
            names = tuple(opening[1].split("+"))
            unknown = [name for name in names if roles is not None and name not in roles]
            if unknown and roles is not None:
                known = ", ".join(sorted(roles))
                raise MarkedTextError(_complaint(marked, at, f"unknown role {unknown[0]!r}; the roles are {known}"))
            opened.append((len(found), length, names))
            found.append(None)
            at = opening.end()
        elif character == "]":
            if not opened:
                raise MarkedTextError(_complaint(marked, at, "closes nothing; a bracket of the text is '\\]'"))
            place, start, names = opened.pop()
            if start == length:
                raise MarkedTextError(_complaint(marked, at, "an empty span; mark at least one character"))
            found[place] = MarkedSpan(start, length, "".join(pieces)[start:length], names)
            at += 1
        else:
            plain = _SPECIAL.search(marked, at)
            end = plain.start() if plain else len(marked)
            pieces.append(marked[at:end])
            length += end - at
            at = end
    if opened:
        raise MarkedTextError(_complaint(marked, len(marked), f"'[{'+'.join(opened[-1][2])} ...' is never closed"))
    return MarkedText("".join(pieces), tuple(span for span in found if span is not None))


def render(text: str, spans: Iterable[MarkedSpan]) -> str:
    """The marked text of a sentence; ``parse`` reads the same spans back.

    Of two spans with the same extent the first given is the outer one. Raises
    :class:`MarkedTextError` where spans cross or do not re-slice.
    """
    ordered = sorted(spans, key=lambda span: (span.start, -span.end))
    pieces: list[str] = []
    open_ends: list[int] = []
    at = 0
    for span in ordered:
        if not 0 <= span.start < span.end <= len(text) or text[span.start : span.end] != span.text:
            raise MarkedTextError(f"the span {span.text!r} at {span.start}-{span.end} does not re-slice in {text!r}")
        at = _write_until(text, at, span.start, open_ends, pieces)
        if open_ends and span.end > open_ends[-1]:
            raise MarkedTextError(f"the span {span.text!r} crosses another; marked spans nest or stand apart")
        pieces.append(f"[{'+'.join(span.roles)} ")
        open_ends.append(span.end)
    _write_until(text, at, len(text), open_ends, pieces)
    return "".join(pieces)


def strip(marked: str) -> str:
    """The sentence without its marks."""
    return parse(marked, roles=None).text


def _write_until(text: str, at: int, until: int, open_ends: list[int], pieces: list[str]) -> int:
    """Write the text up to ``until``, closing the spans that end on the way."""
    while open_ends and open_ends[-1] <= until:
        end = open_ends.pop()
        pieces.append(_escape(text[at:end]) + "]")
        at = end
    pieces.append(_escape(text[at:until]))
    return until


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda special: "\\" + special[0], text)


def _complaint(marked: str, at: int, what: str) -> str:
    before, after = marked[max(0, at - 30) : at], marked[at : at + 30]
    return f"marked text, character {at}: {what} (near {before!r} here {after!r})"
