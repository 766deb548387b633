"""What a query matches where in texts, as `matching.marks` tells; the tokens of those asked for last are kept.

To tokenise a long story takes longer than all else that a hit costs; who goes through an archive meets the same
stories again.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from searchapp.engines.kept import Kept
from searchapp.model import Offsets
from searchapp.query.matching import Slot, found_runs, stretches
from searchapp.query.tree import Node, positive_leaves
from searchapp.text.analysis import index_terms, tokenize

_BYTES_KEPT = 32 * 1024 * 1024


class Tokens(NamedTuple):
    """A text's tokens, the terms of each joined, one after the other, and where each stands."""

    joined: str
    starts: array[int]
    ends: array[int]

    @property
    def nbytes(self) -> int:
        """About the memory that they and their text take."""
        return 2 * len(self.joined) + 8 * len(self.starts) + 500


_kept: Kept[str, Tokens] = Kept(_BYTES_KEPT, lambda tokens: tokens.nbytes)


def marks(node: Node, text: str, *, field: str = "text") -> list[Offsets]:
    """The stretches of a text that a query matches, in order, none overlapping another."""
    leaves = [leaf for name, leaf in positive_leaves(node) if name in ("", field)]
    if not leaves or not text:
        return []
    tokens = _kept.get(text)
    if tokens is None:
        tokens = _read(text)
        _kept.keep(text, tokens)
    runs = found_runs(leaves, partial(_runs, tokens.joined))
    return stretches((tokens.starts[first], tokens.ends[last]) for first, last in runs)


def _read(text: str) -> Tokens:
    tokens = tokenize(text)
    joined = " ".join("|".join(index_terms(token)) for token in tokens)
    return Tokens(f" {joined} ", array("I", [t.start for t in tokens]), array("I", [t.end for t in tokens]))


def _runs(joined: str, row: tuple[Slot, ...]) -> list[tuple[int, int]]:
    """Each run of positions [first, last] that a row of slots fits, in order."""
    if not row:
        return []
    first, *rest = (list(dict.fromkeys(_places(joined, slot))) for slot in row)
    begins = set(first).intersection(*({place - n for place in here} for n, here in enumerate(rest, 1)))
    return [(place, place + len(rest)) for place in sorted(begins)]


def _places(joined: str, slot: Slot) -> Iterator[int]:
    """The positions of a slot, in order."""
    at, place = 0, -1
    for found in _pattern(slot).finditer(joined):
        place += joined.count(" ", at, found.start())
        at = found.start()
        yield place


@lru_cache(maxsize=1024)
def _pattern(slot: Slot) -> re.Pattern[str]:
    """What finds a term, or the beginning of one, among joined tokens."""
    if slot.starts:
        return re.compile(f"(?<=[ |])(?:{'|'.join(map(re.escape, slot.starts))})")
    return re.compile(f"(?<=[ |]){re.escape(slot.term)}(?=[ |])")
