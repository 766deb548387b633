"""Which stories may share a passage: those that have several rare shingles in common.

A shingle that an outlet repeats in story after story is common: a formula, a notice, a line under each. It
brings no two stories together, and alone it makes no passage.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchapp.compare.shared_passages.words import Numbers, Words

Rows = NDArray[np.int64]

REPEATED_BY_ONE = 8
"""Stories of one outlet; what stands in more of them is common."""
REPEATED_BY_ALL = 120
"""Stories of all outlets, likewise."""
LEAST_SHARED = 2.0
"""What the shingles of a pair have to weigh: one of two stories is 1, one of more stories is less."""
_BITS = 22


class Candidates(NamedTuple):
    """Pairs of stories by their rows, each fresh one with an earlier or a later one, and the common shingles."""

    pairs: list[tuple[int, int]]
    common: Numbers


def shingles_of(words: Words) -> bytes:
    """The shingles of a story, each once, as they are kept."""
    found = np.unique(words.shingles)
    return found[found > 0].astype("<u4").tobytes()


def candidates(kept: Sequence[bytes], outlets: Sequence[str | None], fresh: Sequence[int]) -> Candidates:
    """The pairs of which one at least is fresh, by rows of all stories' shingles and outlets."""
    shingles, rows = _rows_with(kept, fresh)
    places = _of_outlets(outlets)
    order = np.lexsort((places[rows], shingles))
    shingles, rows = shingles[order], rows[order]
    starts = _starts(shingles)
    sizes = np.diff(np.append(starts, len(shingles)))
    by_outlet = _most_of_one(shingles, places[rows], starts)
    common = (sizes > REPEATED_BY_ALL) | (by_outlet > REPEATED_BY_ONE)
    is_fresh = np.zeros(len(kept), dtype=np.bool_)
    is_fresh[list(fresh)] = True
    keys, weights = _pairs(rows, starts[~common], sizes[~common], len(kept), is_fresh)
    found, at = np.unique(keys, return_inverse=True)
    enough = found[np.bincount(at, weights=weights, minlength=len(found)) >= LEAST_SHARED]
    pairs = [(int(key // len(kept)), int(key % len(kept))) for key in enough]
    return Candidates(pairs, shingles[starts[common]])


def _rows_with(kept: Sequence[bytes], fresh: Sequence[int]) -> tuple[Numbers, Rows]:
    """Every shingle that a fresh story has, once a story that has it, and the row of that story."""
    shingles = np.frombuffer(b"".join(kept), dtype="<u4")
    rows = np.repeat(np.arange(len(kept)), [len(one) // 4 for one in kept])
    if len(fresh) == len(kept):
        return shingles, rows
    wanted = np.unique(np.frombuffer(b"".join(kept[row] for row in fresh), dtype="<u4"))
    seen = np.zeros(1 << _BITS, dtype=np.bool_)
    seen[wanted >> np.uint32(32 - _BITS)] = True
    likely = np.flatnonzero(seen[shingles >> np.uint32(32 - _BITS)])  # most shingles are told apart by this alone
    likely = likely[np.isin(shingles[likely], wanted)]
    return shingles[likely], rows[likely]


def _of_outlets(outlets: Sequence[str | None]) -> Rows:
    """A number for each story's outlet; a story without one stands for itself."""
    known: dict[str, int] = {}
    numbers = [known.setdefault(o, len(known)) if o else -row - 1 for row, o in enumerate(outlets)]
    return np.array(numbers, dtype=np.int64)


def _starts(values: NDArray[np.generic]) -> Rows:
    """Where in sorted values another one begins."""
    changed = np.flatnonzero(values[1:] != values[:-1]) + 1
    return np.concatenate(([0], changed)) if len(values) else np.zeros(0, dtype=np.int64)


def _most_of_one(shingles: Numbers, outlets: Rows, starts: Rows) -> Rows:
    """For each shingle the stories that one outlet has it in, of the outlet with most."""
    if not len(shingles):
        return starts
    changed = np.flatnonzero((shingles[1:] != shingles[:-1]) | (outlets[1:] != outlets[:-1])) + 1
    runs = np.concatenate(([0], changed))
    lengths = np.diff(np.append(runs, len(shingles)))
    return np.maximum.reduceat(lengths, np.searchsorted(runs, starts))


def _pairs(
    rows: Rows, starts: Rows, sizes: Rows, count: int, is_fresh: NDArray[np.bool_]
) -> tuple[Rows, NDArray[np.float64]]:
    """Each two stories that have a shingle in common as one number, and what that weighs."""
    keys, weights = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    for size in np.unique(sizes[sizes > 1]).tolist():
        of_size = starts[sizes == size]
        for x in range(size):
            for y in range(x + 1, size):
                a, b = rows[of_size + x], rows[of_size + y]
                new = is_fresh[a] | is_fresh[b]
                a, b = a[new], b[new]
                keys.append(np.minimum(a, b) * count + np.maximum(a, b))
                weights.append(np.full(len(a), 1 / (size - 1)))
    return np.concatenate(keys), np.concatenate(weights)
