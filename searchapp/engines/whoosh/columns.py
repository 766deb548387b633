"""Arrays beside a Whoosh index, one entry a record, in the order of Whoosh's record numbers.

Written once when a generation is published, memory-mapped by readers, never pickled. A facet is a CSR
matrix: `values[starts[n]:starts[n + 1]]` are the numbers of record n's values, `labels` their names.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from searchapp.analysis import same_name
from searchapp.engines.whoosh.schema import SCORED_FIELDS
from searchapp.facets import FACET_KEYS
from searchapp.model import RecordKind

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

KINDS: dict[RecordKind, int] = {"story": 0, "statement": 1}
DELETED = 255
NO_DAY = 0
"""Stands for "no date" among proleptic Gregorian ordinals, of which the first is 1."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the columns need of one record."""

    key: str
    kind: RecordKind
    story: str
    ordinal: int
    day: int
    facets: dict[str, list[str]]
    lengths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """One facet's CSR matrix; `rows` is the record number of each entry of `values`."""

    labels: list[str]
    starts: npt.NDArray[np.int64]
    values: Ints
    rows: Ints
    _numbers: dict[tuple[str, ...], int] = field(default_factory=dict, compare=False, repr=False)
    """Value number by name, made when first needed; a renamed column knows the old names too."""

    def number(self, value: str) -> int | None:
        """The number of a value, in any spelling of its name."""
        at = bisect_left(self.labels, (value.casefold(), value), key=lambda v: (v.casefold(), v))
        if at < len(self.labels) and self.labels[at] == value:
            return at
        if not self._numbers:
            self._numbers.update({same_name(label): i for i, label in enumerate(self.labels)})
        return self._numbers.get(same_name(value))

    def renamed(self, labels: Mapping[str, str]) -> FacetColumn:
        """The same facet with these labels under other ones; what then has one label is one value."""
        changes = {n: label for old, label in labels.items() if (n := self.number(old)) is not None}
        if not changes:
            return self
        called = [changes.get(i, label) for i, label in enumerate(self.labels)]
        column = _assembled(called, self.rows, self.values, len(self.starts) - 1)
        column._numbers.update({same_name(label): i for i, label in enumerate(column.labels)})
        for old, label in labels.items():
            if (at := column._numbers.get(same_name(label))) is not None:
                column._numbers[same_name(old)] = at
        return column

    def with_rows(self, changes: Mapping[int, Sequence[str]]) -> FacetColumn:
        """The same facet, in which these records have these values instead of their own."""
        if not changes:
            return self
        called = list(self.labels)
        number = {same_name(label): i for i, label in enumerate(called)}
        for name in chain.from_iterable(changes.values()):
            if same_name(name) not in number:
                number[same_name(name)] = len(called)
                called.append(name)
        stay = ~np.isin(self.rows, np.fromiter(changes, dtype=np.int64))
        rows = [row for row, names in changes.items() for _ in names]
        values = [number[same_name(name)] for names in changes.values() for name in names]
        return _assembled(
            called,
            np.concatenate([self.rows[stay], np.array(rows, dtype=np.int32)]),
            np.concatenate([self.values[stay], np.array(values, dtype=np.int32)]),
            len(self.starts) - 1,
        )

    def counts(self, ids: Ints) -> npt.NDArray[np.int64]:
        """How many of these records have each value."""
        found: npt.NDArray[np.int64] = np.bincount(
            self.values[entries(self.starts, ids)], minlength=len(self.labels)
        )
        return found

    def having(self, wanted: Sequence[int], size: int) -> Bools:
        """Which records have any of these values."""
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.rows[np.isin(self.values, np.asarray(wanted, dtype=np.int32))]] = True
        return mask

    def without_value(self) -> Bools:
        """Which records have no value."""
        mask: Bools = np.diff(self.starts) == 0
        return mask


@dataclass(frozen=True, slots=True)
class Columns:
    """All arrays of a generation. `newest` and `oldest` are each record's rank by date, then by key."""

    kind: npt.NDArray[np.uint8]
    day: Ints
    parent: Ints
    ordinal: Ints
    newest: Ints
    oldest: Ints
    lengths: dict[str, Floats]
    facets: dict[str, FacetColumn]

    @property
    def size(self) -> int:
        """How many record numbers there are, those of deleted records included."""
        return len(self.kind)


def _assembled(called: Sequence[str], rows: Ints, values: Ints, size: int) -> FacetColumn:
    """A facet out of (record, value) pairs in any order, where value i is called `called[i]`.

    Values of the same name become one, a record has each at most once, and values without a record are left out.
    """
    used = np.bincount(values, minlength=len(called)) > 0
    names = {same_name(c): c for c, u in zip(called, used.tolist(), strict=True) if u}
    labels = sorted(names.values(), key=lambda v: (v.casefold(), v))
    place = {same_name(label): i for i, label in enumerate(labels)}
    number = np.array([place.get(same_name(c), 0) for c in called], dtype=np.int64)
    pairs = np.unique(rows.astype(np.int64) * max(1, len(labels)) + number[values])
    found = (pairs // max(1, len(labels))).astype(np.int32)
    starts = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(found, minlength=size), out=starts[1:])
    return FacetColumn(labels, starts, (pairs % max(1, len(labels))).astype(np.int32), found)


def entries(starts: npt.NDArray[np.int64], ids: Ints) -> npt.NDArray[np.int64]:
    """The positions in a CSR matrix of all entries of these rows, in order."""
    first = starts[ids]
    count = starts[ids + 1] - first
    total = int(count.sum())
    shift = np.repeat(first - (np.cumsum(count) - count), count)
    positions: npt.NDArray[np.int64] = np.arange(total, dtype=np.int64) + shift
    return positions


def write_columns(folder: Path, rows: list[Row | None]) -> None:
    """Write every column for records in order of their number; None stands for a deleted one."""
    n = len(rows)
    kind = np.full(n, DELETED, dtype=np.uint8)
    day = np.full(n, NO_DAY, dtype=np.int32)
    parent = np.full(n, -1, dtype=np.int32)
    ordinal = np.full(n, -1, dtype=np.int32)
    lengths = np.zeros((len(SCORED_FIELDS), n), dtype=np.float64)
    story_number = {row.story: i for i, row in enumerate(rows) if row and row.kind == "story"}
    for i, row in enumerate(rows):
        if row is None:
            continue
        kind[i] = KINDS[row.kind]
        day[i] = row.day
        parent[i] = story_number[row.story]
        ordinal[i] = row.ordinal
        lengths[:, i] = row.lengths
    by_key = sorted(range(n), key=lambda i: rows[i].key if rows[i] else "")  # type: ignore[union-attr]
    key_rank = np.empty(n, dtype=np.int64)
    key_rank[by_key] = np.arange(n)
    arrays: dict[str, npt.NDArray[Any]] = {
        "kind": kind,
        "day": day,
        "parent": parent,
        "ordinal": ordinal,
        "newest": _ranks(key_rank, np.where(day == NO_DAY, np.int64(1), -day.astype(np.int64))),
        "oldest": _ranks(key_rank, np.where(day == NO_DAY, np.int64(10**9), day.astype(np.int64))),
    }
    for k, name in enumerate(SCORED_FIELDS):
        arrays[f"length_{name}"] = lengths[k]
    labels: dict[str, list[str]] = {}
    for key in FACET_KEYS:
        labels[key], arrays[f"{key}_starts"], arrays[f"{key}_values"] = _csr(
            [row.facets.get(key, []) if row else [] for row in rows]
        )
        arrays[f"{key}_rows"] = np.repeat(
            np.arange(n, dtype=np.int32), np.diff(arrays[f"{key}_starts"]).astype(np.int64)
        )
    for name, values in arrays.items():
        np.save(folder / f"{name}.npy", values, allow_pickle=False)
    (folder / "labels.json").write_text(json.dumps(labels, ensure_ascii=False), encoding="utf-8")


def _ranks(key_rank: npt.NDArray[np.int64], by: npt.NDArray[np.int64]) -> Ints:
    out = np.empty(len(by), dtype=np.int32)
    out[np.lexsort((key_rank, by))] = np.arange(len(by), dtype=np.int32)
    return out


def _csr(values: list[list[str]]) -> tuple[list[str], npt.NDArray[np.int64], Ints]:
    """Labels in the order in which equal counts are shown (A to Z, case aside), starts and value numbers.

    Spellings of the same name are one value, under the spelling that most records have.
    """
    spelled = Counter(v for row in values for v in row)
    best: dict[tuple[str, ...], str] = {}
    for name, _ in sorted(spelled.items(), key=lambda item: (-item[1], item[0])):
        best.setdefault(same_name(name), name)
    labels = sorted(best.values(), key=lambda v: (v.casefold(), v))
    place = {label: i for i, label in enumerate(labels)}
    number = {name: place[best[same_name(name)]] for name in spelled}
    rows = [list(dict.fromkeys(number[v] for v in row)) for row in values]
    starts = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=starts[1:])
    flat = np.fromiter(chain.from_iterable(rows), dtype=np.int32, count=int(starts[-1]))
    return labels, starts, flat


def load_columns(folder: Path) -> Columns:
    """The columns of a generation, memory-mapped."""

    def column(name: str) -> npt.NDArray[Any]:
        array: npt.NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
        return np.asarray(array)

    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    return Columns(
        kind=column("kind"),
        day=column("day"),
        parent=column("parent"),
        ordinal=column("ordinal"),
        newest=column("newest"),
        oldest=column("oldest"),
        lengths={name: column(f"length_{name}") for name in SCORED_FIELDS},
        facets={
            key: FacetColumn(labels[key], column(f"{key}_starts"), column(f"{key}_values"), column(f"{key}_rows"))
            for key in FACET_KEYS
        },
    )
