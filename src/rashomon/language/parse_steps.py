"""The dependency parser's steps, taken from here.

spaCy's parser takes its steps without the interpreter's lock, and fetches the lock back thousands of times in every
text, to see whether something failed. Asked step by step for many texts at once it keeps the lock: the same moves by
the same weights in half the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rashomon.language.parser import Doc


class ParseSteps:
    """Parses as the parser does that it is given. A pipe of the parser.

    Raises ValueError for a parser that goes several ways at once.
    """

    def __init__(self, parser: Any) -> None:
        if parser.cfg["beam_width"] != 1:
            raise ValueError("not a greedy parser")
        self._parser = parser

    def __call__(self, doc: Doc) -> Doc:
        self._parse([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Parse each text, so many texts at a time."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            self._parse(batch)
            yield from batch

    def _parse(self, docs: list[Doc]) -> None:
        states = self._parser.moves.init_batch(docs)
        open_ = [state for state in states if not state.is_final()]
        if open_:
            model = self._parser.model.predict(docs)
            while open_:
                open_ = self._parser.transition_states(open_, model.predict(open_))
        self._parser.set_annotations(docs, states)
