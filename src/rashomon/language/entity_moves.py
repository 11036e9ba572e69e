"""The entity recognizer's decisions, for all words of a batch at once.

spaCy's recognizer walks through a text: each word begins an entity, goes on with it, ends it, is one by itself or
stands outside. All that it sees is the word and, inside an entity, the word before and the entity's first word. So
every word is judged as if no entity were open, all of them in one multiplication; where one begins an entity its
further words are judged, those of all entities together. The weights and what they find are the recognizer's own, in
a third of its time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from rashomon.language.parser import Doc

Floats = NDArray[np.float32]
Places = NDArray[np.intp]
Truths = NDArray[np.bool_]

_SEEN: list[int | str] = ["ENT_IOB", "ENT_TYPE", "SENT_START", "IS_SPACE"]
_SAID: list[int | str] = ["ENT_IOB", "ENT_TYPE"]
_GOES_ON, _OUTSIDE, _BEGINS = 1, 2, 3  # spaCy's numbers for a word's place in an entity; 0 where nothing is known


class EntityMoves:
    """Finds the entities that the recognizer finds, and keeps those already set. A pipe of the parser.

    Raises ValueError for a recognizer of another make: with a beam, other features or labels that it has not seen.
    """

    def __init__(self, recognizer: Any) -> None:
        model = recognizer.model
        self._vectors, self._first, self._last = (model.get_ref(name) for name in ("tok2vec", "lower", "upper"))
        if recognizer.cfg["beam_width"] != 1 or model.attrs["unseen_classes"] or self._first.get_dim("nF") != 3:
            raise ValueError("not a greedy recognizer that sees three words and knows all of its labels")
        moves = [recognizer.moves.get_class_name(move) for move in range(recognizer.moves.n_moves)]
        labels = [move[2:] for move in moves if move.startswith("B-")]
        self._labels = [recognizer.vocab.strings[label] for label in labels]
        self._outer = self._rows(moves, [*(f"B-{x}" for x in labels), *(f"U-{x}" for x in labels), "O"])
        self._inner = self._rows(moves, [*(f"I-{x}" for x in labels), *(f"L-{x}" for x in labels)])

    def _rows(self, moves: list[str], wanted: list[str]) -> tuple[Floats, Floats]:
        rows = [moves.index(move) for move in wanted]
        return self._last.get_param("W")[rows], self._last.get_param("b")[rows]

    def __call__(self, doc: Doc) -> Doc:
        self._mark([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Mark the entities of each text, so many texts at a time."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            self._mark(batch)
            yield from batch

    def _mark(self, docs: list[Doc]) -> None:
        docs = [doc for doc in docs if len(doc)]
        if not docs:
            return
        seen = np.concatenate([doc.to_array(_SEEN) for doc in docs])
        known, labels, starts, blank = seen[:, 0], seen[:, 1], seen[:, 2] == 1, seen[:, 3] == 1
        ends = np.cumsum([len(doc) for doc in docs])
        is_preset = (known == _BEGINS) | (known == _GOES_ON)
        # An entity ends before the next text, the next sentence and the next entity that is already known.
        closes = np.append(starts[1:] | (known[1:] == _BEGINS), True)
        closes[ends - 1] = True
        said = np.where(is_preset, known, _OUTSIDE)
        sees = self._first.predict(self._vectors.predict(docs))
        for first, last, label in self._entities(sees, closes, blank, is_preset):
            said[first], said[first + 1 : last + 1] = _BEGINS, _GOES_ON
            labels[first : last + 1] = label
        marks = np.column_stack((said, labels))
        for doc, mark in zip(docs, np.split(marks, ends[:-1]), strict=True):
            doc.from_array(_SAID, mark)  # type: ignore[arg-type]  # spaCy's stub is narrow

    def _entities(
        self, sees: Floats, closes: Truths, blank: Truths, is_preset: Truths
    ) -> Iterator[tuple[int, int, int]]:
        """First word, last word and label of each entity in the order of the text.

        ``sees`` has for each word what it adds as the word itself, as an entity's first word and as the word before;
        its first row is for none.
        """
        count = len(self._labels)
        scores = self._scores(sees[1:, 0] + sees[0, 1] + sees[0, 2], self._outer)
        scores[closes, :count] = -np.inf
        scores[blank, :-1] = -np.inf
        moves = scores.argmax(axis=1)
        moves[is_preset] = 2 * count
        begins = np.flatnonzero(moves < count)
        last = dict(zip(begins.tolist(), self._ends(begins, moves[begins], sees, closes).tolist(), strict=True))
        free = 0
        for word in np.flatnonzero(moves < 2 * count).tolist():
            if word >= free:
                end = last.get(word, word)
                yield word, end, self._labels[moves[word] % count]
                free = end + 1

    def _ends(self, begins: Places, labels: Places, sees: Floats, closes: Truths) -> Places:
        """The last word of the entity that each of these words begins."""
        ends = begins.copy()
        open_ = np.arange(len(begins))
        while len(open_):
            ends[open_] += 1
            first, word, label = begins[open_], ends[open_], labels[open_]
            scores = self._scores(sees[word + 1, 0] + sees[first + 1, 1] + sees[word, 2], self._inner)
            rows = np.arange(len(open_))
            goes_on = scores[rows, label] >= scores[rows, label + len(self._labels)]
            open_ = open_[goes_on & ~closes[word]]
        return ends

    def _scores(self, seen: Floats, moves: tuple[Floats, Floats]) -> Floats:
        """How well each move fits what is seen, one row a word."""
        weights, bias = moves
        hidden = (seen + self._first.get_param("b")).max(axis=-1)
        scores: Floats = self._last.ops.gemm(hidden, weights, trans2=True)
        return scores + bias
