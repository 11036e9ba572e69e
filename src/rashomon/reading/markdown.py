"""Markdown as the prose that a reader sees: no marks of emphasis, links by their words, each block a paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

_BREAKS = ("softbreak", "hardbreak")
_VERBATIM = ("fence", "code_block")


def read_markdown(source: str) -> str:
    """The words of a Markdown text: paragraphs, headings and items each by itself, the cells of a row on one line.

    Pictures and HTML are left out; what a picture shows is no sentence of the document.

    >>> read_markdown("# Raid\\n\\nThe **army** [said](https://example.org) nothing.")
    'Raid\\n\\nThe army said nothing.'
    """
    blocks: list[str] = []
    row: list[str] | None = None
    for token in MarkdownIt("commonmark").enable("table").parse(source):
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            blocks.append(", ".join(row or ()))
            row = None
        elif token.type == "inline":
            words = "".join(_words(token.children or ())).strip()
            (blocks if row is None else row).append(words)
        elif token.type in _VERBATIM:
            blocks.append(token.content.strip("\n"))
    return "\n\n".join(block for block in blocks if block)


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in _BREAKS:
            yield "\n"
