"""The moves of a model that finds names, all words at once: where a name begins, goes on and ends.

The scores of a word outside of a name depend on that word alone, so that they are one matrix product; only
within a name they are made word by word, in all texts side by side. Gives what the moves one by one would.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from searchapp.enrich.models.word_vectors import Floats, Rows

Flags = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True, eq=False)
class NameMoves:
    """The head of a model: `lower` maps a word, the first word of an open name and the word before (in this
    order) to what is hidden, pieces side by side; `missing` stands for the latter two where no name is open.
    """

    lower: tuple[Floats, Floats, Floats]
    missing: Floats
    bias: Floats
    outside: tuple[Floats, Floats]
    """Weights (hidden x moves) and bias of the moves of a word outside of a name: none, then begin, then alone."""
    within: tuple[Floats, Floats]
    """Those of a word within a name, a row a label: (labels x 2 x hidden), last before inner; and bias."""

    def spans(self, vectors: Floats, lengths: Sequence[int], blank: Flags) -> list[tuple[int, int, int]]:
        """The names as (first word, last word, label), in order; `blank` words begin none."""
        labels = len(self.within[1])
        counts = np.asarray(lengths, dtype=np.intp)
        last = np.zeros(len(vectors), dtype=bool)
        last[np.cumsum(counts) - 1] = True
        own = vectors @ self.lower[0]
        scores = _largest(own + (self.missing + self.bias)) @ self.outside[0]
        scores += self.outside[1]
        scores[blank, 1:] = -np.inf
        scores[last, 1 : 1 + labels] = -np.inf
        best = scores.argmax(axis=1)
        begins = np.flatnonzero((best > 0) & (best <= labels))
        found = self._opened(vectors, own, last, begins, best - 1)
        inside = np.zeros(len(vectors) + 1, dtype=np.int32)
        for first, end, _ in found:
            inside[first] += 1
            inside[end + 1] -= 1
        alone = np.flatnonzero((best > labels) & (np.cumsum(inside[:-1]) == 0))
        return sorted([*found, *((int(i), int(i), int(best[i]) - 1 - labels) for i in alone)])

    def _opened(
        self, vectors: Floats, own: Floats, last: Flags, begins: Rows, label_of: Rows
    ) -> list[tuple[int, int, int]]:
        """The names of several words, from each word that begins one and is not within the one before."""
        found: list[tuple[int, int, int]] = []
        ends = np.flatnonzero(last)
        first = vectors[begins] @ self.lower[1]
        weights, bias = self.within
        # Which of `begins` is open in each text, and how far it has come.
        turn = np.unique(np.searchsorted(begins, np.concatenate(([0], ends[:-1] + 1))))
        turn = turn[turn < len(begins)]
        at = begins[turn] + 1
        while len(turn):
            label = label_of[begins[turn]]
            hidden = _largest(own[at] + first[turn] + vectors[at - 1] @ self.lower[2] + self.bias)
            scores = np.einsum("kh,kmh->km", hidden, weights[label]) + bias[label]
            closed = last[at] | (scores[:, 0] > scores[:, 1])
            found += zip(begins[turn[closed]].tolist(), at[closed].tolist(), label[closed].tolist(), strict=True)
            following = np.searchsorted(begins, at[closed] + 1)
            end = ends[np.searchsorted(ends, at[closed])]
            more = (following < len(begins)) & (begins[np.minimum(following, len(begins) - 1)] <= end)
            turn = np.concatenate((turn[~closed], following[more]))
            at = np.concatenate((at[~closed] + 1, begins[following[more]] + 1))
        return found


def _largest(mapped: Floats) -> Floats:
    half = mapped.shape[1] // 2
    return np.maximum(mapped[:, :half], mapped[:, half:])
