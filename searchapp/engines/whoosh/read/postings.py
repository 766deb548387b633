"""Where terms stand, over all segments of an archive, for one kind of record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from searchapp.engines.arrays import Array, Bools, Ints, Longs, are_among, distinct, stretches
from searchapp.engines.kept import Kept
from searchapp.engines.whoosh.disk.segment import FieldPostings, Segment
from searchapp.model import RecordKind
from searchapp.query.matching import Slot

Keys = npt.NDArray[np.int64]
KEY_SHIFT = 24
"""A key is (record number << KEY_SHIFT) + position: one number that orders all places of all records."""
_BYTES_KEPT = 32 * 1024 * 1024
"""Arrays that had to be put together are kept up to this size; views of a file take no memory."""
_LEAST = 8 * 1024
"""What a term counts for at least, so that no more than some thousands are kept."""


@dataclass(frozen=True)
class Occurrences:
    """What stands at a slot in one field: records, ascending within each term, and how often it is in each.

    `single` says that it is one term, whose records are each named once.
    """

    ids: Ints
    freqs: Array
    single: bool
    parts: tuple[tuple[FieldPostings, int, int], ...]
    keep: Bools | None

    @cached_property
    def places(self) -> Array:
        """The positions, record after record."""
        found = [field.places(first, last) for field, first, last in self.parts]
        places = found[0] if len(found) == 1 else np.concatenate(found) if found else np.empty(0, dtype=np.uint8)
        if self.keep is not None:
            freqs = np.concatenate([field.freqs(first, last) for field, first, last in self.parts])
            places = places[np.repeat(self.keep, freqs)]
        return places

    @cached_property
    def ends(self) -> Longs:
        """Where in `places` each record's end."""
        return np.cumsum(self.freqs, dtype=np.int64)

    def records(self) -> Ints:
        """The records, ascending, each once."""
        return self.ids if self.single else distinct(self.ids)

    def places_in(self, records: Ints) -> list[list[int]]:
        """The positions in each of these records, ascending."""
        if not len(self.ids):
            return [[] for _ in records]
        if not self.single:
            every = ((self.ids == n).nonzero()[0] for n in records)
            return [sorted(p for where in self._at(at) for p in where) for at in every]
        at = self.ids.searchsorted(records)
        at[at == len(self.ids)] = 0
        there = (self.ids[at] == records).tolist()
        return [where if is_in else [] for where, is_in in zip(self._at(at), there, strict=True)]

    def _at(self, at: Longs) -> list[list[int]]:
        """The positions that belong to these places of `ids`."""
        ends, freqs = self.ends[at].tolist(), self.freqs[at].tolist()
        return [self.places[end - freq : end].tolist() for end, freq in zip(ends, freqs, strict=True)]

    def keys_in(self, records: Ints) -> Keys:
        """The places in these records (ascending), as ascending keys."""
        at = np.searchsorted(self.ids, records) if self.single else np.flatnonzero(are_among(self.ids, records))
        freqs = self.freqs[at].astype(np.int64)
        first = self.ends[at] - freqs
        places = self.places[stretches(first, freqs)]
        keys: Keys = (np.repeat(self.ids[at].astype(np.int64), freqs) << KEY_SHIFT) + places
        return keys if self.single else np.sort(keys)

    @property
    def nbytes(self) -> int:
        """Memory that it holds by itself."""
        return sum(a.nbytes for a in (self.ids, self.freqs) if a.base is None or self.keep is not None)


class Titles(Protocol):
    """Titles that are others than those that were indexed."""

    def over(self, found: Occurrences, slot: Slot) -> Occurrences:
        """What stands at a slot in the titles, given what was indexed there."""
        ...


class PostingsReader:
    """Terms of one kind of record, under other titles where there are any; safe to share between threads."""

    def __init__(
        self,
        segments: Sequence[Segment],
        kind: RecordKind,
        live: Bools,
        *,
        all_live: bool,
        titles: Titles | None = None,
    ) -> None:
        self._segments = segments
        self._titles = titles
        self._kind = kind
        self._live = None if all_live else live
        self._bases = np.cumsum([0] + [s.sizes[kind] for s in segments])[:-1].tolist()
        self._kept: Kept[tuple[str, Slot], Occurrences] = Kept(
            _BYTES_KEPT, lambda found: max(_LEAST, found.nbytes)
        )

    def find(self, field: str, slot: Slot) -> Occurrences:
        """What stands at a slot in a field."""
        if (found := self._kept.get((field, slot))) is None:
            found = self._read(field, slot)
            if self._titles and field == "title":
                found = self._titles.over(found, slot)
            self._kept.keep((field, slot), found)
        return found

    def _read(self, field: str, slot: Slot) -> Occurrences:
        parts: list[tuple[FieldPostings, int, int]] = []
        ids: list[Array] = []
        freqs: list[Array] = []
        for segment, base in zip(self._segments, self._bases, strict=True):
            postings = segment.postings[self._kind, field]
            for first, last in _ranges(postings, slot):
                if first < last:
                    parts.append((postings, first, last))
                    numbers = postings.ids(first, last)
                    ids.append(numbers + np.int32(base) if base else numbers)
                    freqs.append(postings.freqs(first, last))
        all_ids: Ints = _one(ids, np.int32)
        all_freqs = _one(freqs, np.uint8)
        keep = None
        if self._live is not None and not (keep := self._live[all_ids]).all():
            all_ids, all_freqs = all_ids[keep], all_freqs[keep]
        else:
            keep = None
        return Occurrences(all_ids, all_freqs, single=not slot.starts, parts=tuple(parts), keep=keep)


def _ranges(postings: FieldPostings, slot: Slot) -> Iterable[tuple[int, int]]:
    if slot.starts:
        return [postings.beginning(start.encode("utf-8")) for start in slot.starts]
    return [postings.find(slot.term.encode("utf-8", "replace"))]


def _one(arrays: list[Array], dtype: type[np.generic]) -> Array:
    if not arrays:
        return np.empty(0, dtype=dtype)
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)
