"""The arrays that all of this engine is made of, and columns of strings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


class Strings:
    """A column of byte strings: `blob[starts[i]:starts[i + 1]]` is the i-th."""

    __slots__ = ("blob", "starts")

    def __init__(self, blob: Array, starts: Array) -> None:
        self.blob = blob
        self.starts = starts

    @classmethod
    def of(cls, values: Sequence[bytes]) -> Self:
        """A column of these values."""
        starts = np.zeros(len(values) + 1, dtype=np.int64)
        np.cumsum([len(v) for v in values], out=starts[1:])
        return cls(np.frombuffer(b"".join(values), dtype=np.uint8), starts)

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
        starts = np.zeros(len(keep) + 1, dtype=np.int64)
        np.cumsum(lengths, out=starts[1:])
        places = np.repeat(self.starts[keep] - starts[:-1], lengths) + np.arange(int(starts[-1]))
        return Strings(self.blob[places], starts)


def narrow(values: Array) -> Array:
    """The same non-negative numbers in the smallest unsigned type that holds them."""
    top = int(values.max(initial=0))
    for kind in (np.uint8, np.uint16, np.uint32):
        if top <= np.iinfo(kind).max:
            return values.astype(kind, copy=False)
    return values.astype(np.int64, copy=False)


Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
