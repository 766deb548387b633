"""How records lie in an index: kinds, fields, days, lengths. Reading one loads no Whoosh for it."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
import numpy.typing as npt

from searchapp.model import RecordKind

SCHEMA_VERSION = "8"
"""Raised whenever an index of the code before can't be read by the code after."""

KINDS: tuple[RecordKind, ...] = ("story", "statement")
"""In the order in which a segment has them: first all stories, then all statements."""
KIND_FIELDS: dict[RecordKind, dict[str, str]] = {
    "story": {"title": "title", "text": "text"},
    "statement": {"title": "said_title", "text": "said"},
}
"""By kind of record: text field of the query language -> field in the index."""
NO_DAY = 0
"""Stands for "no date" among proleptic Gregorian ordinals, of which the first is 1."""
_LENGTHS = [round((1.033**byte - 1) * 27) for byte in range(256)]
"""Whoosh keeps a length in a byte, which stands for one of these (`whoosh.util.numeric.byte_to_length`)."""
DECODED_LENGTHS: npt.NDArray[np.float64] = np.array(_LENGTHS, dtype=np.float64)


def length_code(length: int) -> int:
    """The byte that stands for a field's length, rounded up as Whoosh does."""
    return min(255, bisect_left(_LENGTHS, length))
