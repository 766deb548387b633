"""Which stories may share a passage: those that have several rare shingles in common.

A shingle that an outlet repeats in story after story is common: a formula, a notice, a line under each. It
brings no two stories together, and alone it makes no passage.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchapp.compare.shared_passages.words import Numbers, Words

Rows = NDArray[np.int64]

REPEATED, REPEATED_DAYS = 8, 4
"""Stories of one outlet, and their days; what stands in more of them, on more days, is common. The versions of one
story are of few days."""
REPEATED_BY_ONE, REPEATED_BY_ALL = 30, 120
"""Stories of one outlet, and of all, whatever their days; what stands in more of them is common."""
LEAST_SHARED, LEAST_OF_ONE = 2.0, 4.0
"""What the shingles of a pair have to weigh, and of one outlet's: one of two stories is 1, one of more is less."""
_BITS = 22


class Kept(NamedTuple):
    """What is kept of a story: its outlet, "" where that is not known, its day, "" likewise, and its shingles."""

    outlet: str
    day: str
    shingles: bytes


class Candidates(NamedTuple):
    """Pairs of stories by their rows, each fresh one with an earlier or a later one, and the common shingles."""

    pairs: list[tuple[int, int]]
    common: Numbers


def shingles_of(words: Words) -> bytes:
    """The shingles of a story, each once, as they are kept."""
    found = np.unique(words.shingles)
    return found[found > 0].astype("<u4").tobytes()


def candidates(kept: Sequence[Kept], fresh: Sequence[int]) -> Candidates:
    """The pairs of which one at least is fresh, by rows of all stories."""
    shingles, rows = _rows_with([one.shingles for one in kept], fresh)
    outlets, days = _numbered([one.outlet for one in kept]), _numbered([f"{one.outlet} {one.day}" for one in kept])
    order = np.lexsort((days[rows], outlets[rows], shingles))
    shingles, rows = shingles[order], rows[order]
    starts = _starts(shingles)
    sizes = np.diff(np.append(starts, len(shingles)))
    common = _are_common(shingles, outlets[rows], days[rows], starts, sizes)
    is_fresh = np.zeros(len(kept), dtype=np.bool_)
    is_fresh[list(fresh)] = True
    keys, weights = _pairs(rows, starts[~common], sizes[~common], len(kept), is_fresh)
    found, at = np.unique(keys, return_inverse=True)
    of_one = outlets[found // len(kept)] == outlets[found % len(kept)]
    least = np.where(of_one, LEAST_OF_ONE, LEAST_SHARED)
    enough = found[np.bincount(at, weights=weights, minlength=len(found)) >= least]
    pairs = [divmod(key, len(kept)) for key in enough.tolist()]
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


def _numbered(names: Sequence[str]) -> Rows:
    """A number for each name; a story without one stands for itself."""
    known: dict[str, int] = {}
    numbers = [known.setdefault(o, len(known)) if o.strip() else -row - 1 for row, o in enumerate(names)]
    return np.array(numbers, dtype=np.int64)


def _starts(values: NDArray[np.generic]) -> Rows:
    """Where in sorted values another one begins."""
    changed = np.flatnonzero(values[1:] != values[:-1]) + 1
    return np.concatenate(([0], changed)) if len(values) else np.zeros(0, dtype=np.int64)


def _are_common(shingles: Numbers, outlets: Rows, days: Rows, starts: Rows, sizes: Rows) -> NDArray[np.bool_]:
    """For each shingle whether it is common, from the outlet and the day of each story that has it."""
    if not len(shingles):
        return np.zeros(0, dtype=np.bool_)
    other_outlet = (shingles[1:] != shingles[:-1]) | (outlets[1:] != outlets[:-1])
    runs = np.concatenate(([0], np.flatnonzero(other_outlet) + 1))
    stories = np.diff(np.append(runs, len(shingles)))
    other_day = np.concatenate(([True], other_outlet | (days[1:] != days[:-1])))
    on_days = np.add.reduceat(other_day.astype(np.int64), runs)
    repeated = ((stories > REPEATED) & (on_days > REPEATED_DAYS)) | (stories > REPEATED_BY_ONE)
    return (sizes > REPEATED_BY_ALL) | np.logical_or.reduceat(repeated, np.searchsorted(runs, starts))


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
                weights.append(np.full(len(a), 1 / log2(size)))
    return np.concatenate(keys), np.concatenate(weights)
