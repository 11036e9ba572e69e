"""What the model knows of a word before it looks at its neighbours, worked out once for each form of a word.

The tagger, the parser and the entity recognizer begin with a vector of each word, made of its spelling, its first and
last letters and its shape: one form, one vector, whatever stands around it. The layers that make it would meet most
forms again and again; they are asked for what is new.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from rashomon.language.parser import Doc

Floats = NDArray[np.float32]

_MOST = 50_000  # forms that are kept, about 20 MB; then the memory begins anew


class WordVectors:
    """The layers that give each word of a text the vector of its form, with a memory.

    ``layers``: the first one reads the features of a text's words, the others turn such features into vectors.
    """

    def __init__(self, layers: Sequence[Any]) -> None:
        self._features, *self._rest = layers
        self._rows: dict[tuple[int, ...], int] = {}  # by features
        self._vectors: Floats = np.empty((0, 0), dtype=np.float32)
        self._lock = Lock()  # the desk reads sentences in several threads

    def __call__(self, docs: Sequence[Doc]) -> list[Floats]:
        """For each text an array with a row a word."""
        features = self._features.predict(docs)
        forms = [[tuple(word) for word in text.tolist()] for text in features]
        with self._lock:
            new = self._new(forms)
            if len(self._rows) + len(new) > len(self._vectors):
                self._rows.clear()
                new = self._new(forms)
            if new:
                self._learn(new)
            return [self._vectors[[self._rows[form] for form in text]] for text in forms]

    def _new(self, forms: list[list[tuple[int, ...]]]) -> list[tuple[int, ...]]:
        return [form for form in dict.fromkeys(chain.from_iterable(forms)) if form not in self._rows]

    def _learn(self, new: list[tuple[int, ...]]) -> None:
        made: Any = [np.array(new, dtype=np.uint64)]
        for layer in self._rest:
            made = layer.predict(made)
        known = len(self._rows)
        if not known:
            self._vectors = np.empty((max(_MOST, len(new)), made[0].shape[1]), dtype=np.float32)
        self._vectors[known : known + len(new)] = made[0]
        self._rows.update(zip(new, range(known, known + len(new)), strict=True))
