"""How the model lets each word see its neighbours, in fewer strokes.

Four times over, each word's vector and those of the words beside it are mixed, the greatest of the mixtures is taken
number by number, brought to one scale and added to what the word had. The numbers are those of spaCy's layers to the
last bit; what a training would need is not kept, and the mixtures stand in blocks, so that the greatest is taken of
whole rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_PARTS = {"expand_window", "maxout", "layernorm", "dropout"}
_LEAST = np.float32(1e-8)  # added to each variance, as in the layers


@dataclass(frozen=True, slots=True)
class _Layer:
    weights: Floats  # a row for each mixture, those of one block after those of the other
    bias: Floats
    scale: Floats
    shift: Floats


class WordWindows:
    """The layers that let each word see its neighbours.

    ``encoder``: spaCy's ``MaxoutWindowEncoder``. Raises ValueError where it sees more than one word to each side, or
    is of another make.
    """

    def __init__(self, encoder: Any) -> None:
        self._ops, self._pad = encoder.ops, encoder.attrs["pad"]
        self._layers = [_read_layer(layer) for layer in encoder.layers[0].layers]

    def __call__(self, texts: Sequence[Floats]) -> list[Floats]:
        """For each text an array with a row a word, of arrays of the same shape."""
        seen: Floats = self._ops.flatten(texts, pad=self._pad)
        rows, width = seen.shape
        beside = np.zeros((rows, 3 * width), dtype=np.float32)
        mixed = np.empty((rows, len(self._layers[0].bias)), dtype=np.float32)
        for layer in self._layers if rows else ():
            beside[1:, :width] = seen[:-1]
            beside[:, width : 2 * width] = seen
            beside[:-1, 2 * width :] = seen[1:]
            self._ops.gemm(beside, layer.weights, out=mixed, trans2=True)
            mixed += layer.bias
            first, *others = (mixed[:, start : start + width] for start in range(0, mixed.shape[1], width))
            best = first.copy()
            for other in others:
                np.maximum(best, other, out=best)
            best -= best.mean(axis=1, keepdims=True)
            variance = np.square(best).sum(axis=1, keepdims=True) / np.float32(width) + _LEAST
            best *= variance**-0.5
            best *= layer.scale
            best += layer.shift
            best += seen
            seen = best
        found: list[Floats] = self._ops.unflatten(seen, [len(text) for text in texts], pad=self._pad)
        return found


def _read_layer(layer: Any) -> _Layer:
    leaves = {part.name: part for part in layer.walk() if not part.layers}
    if leaves.keys() != _PARTS or leaves["expand_window"].attrs["window_size"] != 1:
        raise ValueError("not layers that see one word to each side and take the greatest of their mixtures")
    weights, bias = leaves["maxout"].get_param("W"), leaves["maxout"].get_param("b")
    width, blocks, beside = weights.shape
    return _Layer(
        np.ascontiguousarray(weights.transpose(1, 0, 2)).reshape(blocks * width, beside),
        np.ascontiguousarray(bias.reshape(width, blocks).T).reshape(blocks * width),
        leaves["layernorm"].get_param("G"),
        leaves["layernorm"].get_param("b"),
    )
