"""The arrays that all of this engine is made of, and columns of strings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Self, TypeVar

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Number = TypeVar("Number", bound=np.integer[Any])


class Strings:
    """A column of byte strings: `blob[starts[i]:starts[i + 1]]` is the i-th."""

    __slots__ = ("blob", "starts")

    def __init__(self, blob: Array, starts: Array) -> None:
        self.blob = blob
        self.starts = starts

    @classmethod
    def of(cls, values: Sequence[bytes]) -> Self:
        """A column of these values."""
        return cls(np.frombuffer(b"".join(values), dtype=np.uint8), starts_of([len(v) for v in values]))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, i: int) -> bytes:
        return self.blob[self.starts[i] : self.starts[i + 1]].tobytes()

    def tolist(self) -> list[bytes]:
        """All values."""
        whole = self.blob.tobytes()
        ends = self.starts.tolist()
        return [whole[a:b] for a, b in pairwise(ends)]

    def taken(self, keep: Array) -> Strings:
        """The values at these places, ascending."""
        if len(keep) == len(self):
            return self
        lengths = np.diff(self.starts)[keep]
        return Strings(self.blob[stretches(self.starts[keep], lengths)], starts_of(lengths))


def starts_of(counts: Sequence[int] | Array) -> Longs:
    """Where stretches of these lengths start that lie one after the other, and where the last ends."""
    starts = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def stretches(first: Array, counts: Array) -> Longs:
    """Every place of stretches that begin at `first` and are `counts` long, stretch after stretch."""
    ends = np.cumsum(counts)
    places: Longs = np.repeat(first - (ends - counts), counts) + np.arange(int(ends[-1]) if len(ends) else 0)
    return places


def distinct(values: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """The same values, ascending, each once.

    What numpy has for this loads its masked arrays first, and a process's first phrase would wait for that.
    """
    ordered = np.sort(values)
    first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def are_among(values: Array, ascending: Array) -> Bools:
    """Which of these values are among others, which are ascending."""
    if not len(ascending):
        return np.zeros(len(values), dtype=np.bool_)
    at = np.searchsorted(ascending, values)
    at[at == len(ascending)] = 0
    found: Bools = ascending[at] == values
    return found


def narrow(values: Array) -> Array:
    """The same non-negative numbers in the smallest unsigned type that holds them."""
    top = int(values.max(initial=0))
    for kind in (np.uint8, np.uint16, np.uint32):
        if top <= np.iinfo(kind).max:
            return values.astype(kind, copy=False)
    return values.astype(np.int64, copy=False)
