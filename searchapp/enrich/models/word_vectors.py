"""The vectors of words in their context, as a model's layers make them, in a few large matrix products.

Knows arrays only: what words are and what their vectors are for is told by others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]

_LEAST = np.float32(1e-8)
"""Added to a variance before it is divided by."""


@dataclass(frozen=True, eq=False)
class Layer:
    """One layer: the largest of several affine maps of its input, made even by mean and deviation.

    `weights` are those of all maps side by side (inputs x maps·width), `bias` likewise.
    """

    weights: Floats
    bias: Floats
    pieces: int
    scale: Floats
    shift: Floats

    def __call__(self, given: Floats) -> Floats:
        """The layer's output, a row for each of the input."""
        mapped = given @ self.weights
        mapped += self.bias
        width = mapped.shape[1] // self.pieces
        best = mapped[:, :width]
        for piece in range(1, self.pieces):
            best = np.maximum(best, mapped[:, piece * width : (piece + 1) * width])
        best -= best.mean(axis=1, keepdims=True)
        deviation = np.sqrt(np.einsum("ij,ij->i", best, best) / np.float32(width) + _LEAST)
        best /= deviation[:, None]
        best *= self.scale
        best += self.shift
        return best


def layer_of(weights: Floats, bias: Floats, scale: Floats, shift: Floats) -> Layer:
    """A layer of weights as models keep them: width x maps x inputs."""
    return Layer(aside(weights), bias.T.reshape(-1), weights.shape[1], scale, shift)


def aside(weights: Floats) -> Floats:
    """Weights that are kept as width x maps x inputs, as inputs x (maps side by side)."""
    width, pieces, inputs = weights.shape
    return np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * width, inputs).T)


def spaced(lengths: Sequence[int], gap: int) -> tuple[Rows, int]:
    """Where the words of texts stand when there are `gap` empty rows before, between and after them; all rows."""
    counts = np.asarray(lengths, dtype=np.intp)
    before = np.arange(1, len(counts) + 1, dtype=np.intp) * gap
    rows = np.arange(counts.sum(), dtype=np.intp) + np.repeat(before, counts)
    return rows, int(counts.sum()) + (len(counts) + 1) * gap


def in_context(
    vectors: Floats, lengths: Sequence[int], layers: Sequence[Layer], *, wanted: Rows | None = None
) -> Floats:
    """The vectors of the words of several texts after layers that each see one word to the left and right.

    With `wanted`, only those words' are right: what no wanted word can see is left out.
    """
    depth = len(layers)
    rows, total = spaced(lengths, depth)
    state = np.zeros((total + 2, vectors.shape[1]), dtype=np.float32)
    state[rows + 1] = vectors
    seen = np.ones(total, dtype=bool)
    if wanted is not None:
        seen[:] = False
        seen[rows[wanted]] = True
    # What the last layer is asked for, and for each layer below the rows to both sides too.
    asked = [seen]
    for _ in layers[1:]:
        wider = asked[-1].copy()
        wider[1:] |= asked[-1][:-1]
        wider[:-1] |= asked[-1][1:]
        asked.append(wider)
    for layer, mask in zip(layers, reversed(asked), strict=True):
        here = np.flatnonzero(mask) + 1
        window = np.concatenate((state[here - 1], state[here], state[here + 1]), axis=1)
        state[here] += layer(window)
    return state[rows + 1]
