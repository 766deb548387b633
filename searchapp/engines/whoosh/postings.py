"""A term's postings out of a Whoosh index, as arrays over all its segments.

Whoosh hands postings out one at a time, which costs the interpreter more than the answer is worth; here
a whole block of 128 is decoded in a few array operations and kept in a cache of bounded size.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.reading import TermNotFound

from searchapp.engines.whoosh.columns import Ints

CACHE_BYTES = 96 * 1024 * 1024
Keys = npt.NDArray[np.int64]
KEY_SHIFT = 24
"""A key is (record number << KEY_SHIFT) + position: one number that orders all places of all records."""


@dataclass(frozen=True, slots=True)
class Postings:
    """The records a term is in, ascending, and how often it is in each."""

    ids: Ints
    freqs: npt.NDArray[np.float32]

    @property
    def nbytes(self) -> int:
        """Memory held."""
        return int(self.ids.nbytes + self.freqs.nbytes)


NO_POSTINGS = Postings(np.empty(0, dtype=np.int32), np.empty(0, dtype=np.float32))
NO_KEYS: Keys = np.empty(0, dtype=np.int64)


class PostingsReader:
    """Decoded postings of one open Whoosh index; safe to share between threads.

    Records deleted since their segment was written are left out: `live` says which are there.
    """

    def __init__(self, reader: Any, live: npt.NDArray[np.bool_]) -> None:
        self._leaves: list[tuple[Any, int]] = list(reader.leaf_readers())
        self._reader = reader
        self._live = live
        self._all_live = bool(live.all())
        self._lock = threading.Lock()
        self._cache: OrderedDict[tuple[str, str, str], Any] = OrderedDict()
        self._held = 0

    def term(self, field: str, term: str) -> Postings:
        """The postings of an index term in a field."""
        found: Postings = self._cached("term", field, term, partial(self._decode, field, term))
        return found

    def keys(self, field: str, term: str) -> Keys:
        """Every place of a term in a field, as ascending keys."""
        found: Keys = self._cached("keys", field, term, partial(self._decode_keys, field, term))
        return found

    def expand(self, field: str, starts: Iterable[str]) -> list[str]:
        """The exact terms of a field that begin with any of `starts`, sorted."""
        with self._lock:
            found = {term.decode("utf-8") for start in starts for term in self._reader.expand_prefix(field, start)}
        return sorted(t for t in found if not t[0].isupper())

    def _cached(self, what: str, field: str, term: str, make: Callable[[], Any]) -> Any:
        key = (what, field, term)
        with self._lock:
            found = self._cache.get(key)
            if found is not None:
                self._cache.move_to_end(key)
                return found
            found = make()
            self._cache[key] = found
            self._held += found.nbytes + 200
            while self._held > CACHE_BYTES and len(self._cache) > 1:
                _, old = self._cache.popitem(last=False)
                self._held -= old.nbytes + 200
            return found

    def _decode(self, field: str, term: str) -> Postings:
        ids: list[npt.NDArray[Any]] = []
        freqs: list[npt.NDArray[Any]] = []
        for numbers, weights, _ in self._blocks(field, term, values=False):
            ids.append(numbers)
            freqs.append(weights)
        if not ids:
            return NO_POSTINGS
        all_ids = np.concatenate(ids).astype(np.int32)
        all_freqs = np.concatenate(freqs).astype(np.float32)
        if not self._all_live:
            keep = self._live[all_ids]
            all_ids, all_freqs = all_ids[keep], all_freqs[keep]
        return Postings(all_ids, all_freqs)

    def _decode_keys(self, field: str, term: str) -> Keys:
        parts: list[Keys] = []
        for numbers, _, values in self._blocks(field, term, values=True):
            positions = np.frombuffer(b"".join(values), dtype="<u4").astype(np.int64)
            count = np.fromiter((len(v) // 4 for v in values), dtype=np.int64, count=len(values))
            parts.append((np.repeat(numbers.astype(np.int64), count) << KEY_SHIFT) + positions)
        if not parts:
            return NO_KEYS
        keys = np.concatenate(parts)
        return keys if self._all_live else keys[self._live[keys >> KEY_SHIFT]]

    def _blocks(
        self, field: str, term: str, *, values: bool
    ) -> Iterable[tuple[npt.NDArray[Any], npt.NDArray[Any], tuple[bytes, ...]]]:
        """Each block of a posting list: record numbers, frequencies, and if asked for the packed positions."""
        for leaf, offset in self._leaves:
            try:
                matcher = leaf.postings(field, term)
            except TermNotFound:
                continue
            matcher = getattr(matcher, "child", matcher)
            if not isinstance(matcher, W3LeafMatcher):
                yield _one_by_one(matcher, offset)
                continue
            while matcher._blocklength is not None and not matcher._atend:
                matcher._read_ids()
                matcher._read_weights()
                numbers = np.asarray(matcher._ids, dtype=np.int64) + offset
                packed: tuple[bytes, ...] = ()
                if values:
                    matcher._read_values()
                    packed = tuple(matcher._values)
                yield numbers, np.asarray(matcher._weights, dtype=np.float32), packed
                matcher._next_block()


def _one_by_one(matcher: Any, offset: int) -> tuple[npt.NDArray[Any], npt.NDArray[Any], tuple[bytes, ...]]:
    """The postings of a term so rare that Whoosh keeps them in the term dictionary."""
    ids: list[int] = []
    freqs: list[float] = []
    values: list[bytes] = []
    while matcher.is_active():
        ids.append(matcher.id() + offset)
        freqs.append(matcher.weight())
        values.append(matcher.value())
        matcher.next()
    return np.asarray(ids, dtype=np.int64), np.asarray(freqs, dtype=np.float32), tuple(values)
