"""One facet of one kind of record as a matrix: which record has which values, both ways around.

A changed column (by readers' corrections, by the authority file) is a new one; names that no record has any
more stay in the list of labels with a count of 0, so that numbers can be mapped by arrays alone.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from searchapp.engines.arrays import Bools, Ints, Longs, are_among, starts_of, stretches
from searchapp.engines.label_keys import FOLD_SEPARATOR, fold
from searchapp.engines.label_search import LabelSearch

_DENSE = 2
"""An answer with more than this share of all records is counted by values, a smaller one by records."""


def fold_number(folded: bytes) -> int:
    """A fold as a number of 64 bits, by which names are looked up."""
    return int.from_bytes(hashlib.blake2b(folded, digest_size=8).digest(), "big")


def fold_numbers(folded: Iterable[bytes]) -> npt.NDArray[np.uint64]:
    """The same of many."""
    digests = b"".join([hashlib.blake2b(one, digest_size=8).digest() for one in folded])
    return np.frombuffer(digests, dtype=">u8").astype(np.uint64)


@dataclass(frozen=True)
class Labels:
    """A facet's values in the order in which equal counts are shown (A to Z, case aside).

    `folds` are the sorted numbers of the labels' folds, `by_fold` the label of each. `others` are further names.
    """

    names: list[str]
    folds: npt.NDArray[np.uint64]
    by_fold: Ints
    others: Mapping[bytes, int] = field(default_factory=dict)

    @cached_property
    def search(self) -> LabelSearch:
        """Queries over the names, those that were renamed included."""
        further = [(folded.decode("utf-8", "surrogatepass"), n) for folded, n in self.others.items()]
        return LabelSearch(
            [*self.names, *(name.replace(FOLD_SEPARATOR, " ") for name, _ in further)],
            [*range(len(self.names)), *(n for _, n in further)],
        )

    def number(self, name: str) -> int | None:
        """The number of a value, in any spelling of its name."""
        folded = fold(name)
        if (other := self.others.get(folded)) is not None:
            return other
        wanted = np.uint64(fold_number(folded))
        at = int(self.folds.searchsorted(wanted))
        if at < len(self.folds) and self.folds[at] == wanted:
            return int(self.by_fold[at])
        return None

    def lacking(self, other: Labels, some: Sequence[int]) -> list[int]:
        """Those of some values of other labels, by their numbers there, that are no value here."""
        if self.others or other.others:
            return [n for n in some if self.number(other.names[n]) is None]
        numbers = np.array(some, dtype=np.int64)
        folds = np.empty(len(other.names), dtype=np.uint64)
        folds[other.by_fold] = other.folds
        lacking: list[int] = numbers[~are_among(folds[numbers], self.folds)].tolist()
        return lacking

    def with_names(self, names: Iterable[str]) -> tuple[Labels, Longs]:
        """These labels and more, and the new number of each old one."""
        wanted = {fold(n): n for n in names if self.number(n) is None}
        added = sorted(wanted.values(), key=label_order)
        if not added:
            return self, np.arange(len(self.names))
        if self.others:  # A name that was given a label need not be in its place.
            merged = sorted([*self.names, *added], key=label_order)
        else:
            merged = list(self.names)
            for name in reversed(added):
                merged.insert(bisect_left(self.names, label_order(name), key=label_order), name)
        fresh = set(added)
        is_new = np.fromiter((n in fresh for n in merged), dtype=np.bool_, count=len(merged))
        moved = np.flatnonzero(~is_new)
        others = {f: int(moved[n]) for f, n in self.others.items()}
        others.update({fold(merged[i]): i for i in np.flatnonzero(is_new).tolist()})
        return Labels(merged, self.folds, moved[self.by_fold].astype(np.int32), others), moved


def label_order(name: str) -> tuple[str, str]:
    """What labels are sorted by."""
    return name.casefold(), name


def in_label_order(names: Iterable[str]) -> list[str]:
    """Many names sorted as labels; in two turns, for want of a pair a name this takes half the time."""
    ordered = sorted(names)
    ordered.sort(key=str.casefold)
    return ordered


@dataclass(frozen=True)
class Matrix:
    """Which record has which values, both ways around.

    Record n has the values `values[starts[n]:starts[n + 1]]`, value v the records
    `rows[row_starts[v]:row_starts[v + 1]]`.
    """

    starts: Longs
    values: Ints
    row_starts: Longs
    rows: Ints

    @property
    def size(self) -> int:
        """How many records there are."""
        return len(self.starts) - 1

    @property
    def width(self) -> int:
        """How many values there are."""
        return len(self.row_starts) - 1

    @cached_property
    def empty(self) -> Bools:
        """Which records have no value."""
        return np.asarray(self.starts[1:] == self.starts[:-1])

    def counts(self, ids: Longs) -> Longs:
        """How many of these records have each value."""
        if len(ids) * _DENSE > self.size:
            inside = np.zeros(self.size, dtype=np.int32)
            inside[ids] = 1
            sums = np.zeros(len(self.rows) + 1, dtype=np.int32)
            inside[self.rows].cumsum(out=sums[1:])
            ends = sums[self.row_starts]
            return (ends[1:] - ends[:-1]).astype(np.int64)
        first = self.starts[ids]
        count = self.starts[ids + 1] - first
        return np.bincount(self.values[stretches(first, count)], minlength=self.width)

    def rows_of(self, number: int) -> Ints:
        """The records that have a value."""
        return self.rows[self.row_starts[number] : self.row_starts[number + 1]]

    def having(self, numbers: Iterable[int]) -> Bools:
        """Which records have any of these values."""
        mask = np.zeros(self.size, dtype=np.bool_)
        for n in numbers:
            mask[self.rows_of(n)] = True
        return mask

    def pairs(self) -> tuple[Longs, Longs]:
        """All (record, value) pairs, in order."""
        rows = np.repeat(np.arange(self.size), np.diff(self.starts))
        return rows, self.values.astype(np.int64)


class Stack:
    """Several facets at once, so that one pass over the records counts them all.

    The values of each facet follow those of the one before; the last value of each stands for "has none".
    Each record's first value of each facet is in a table, for which a gather is enough; the rest is a matrix.
    """

    def __init__(self, columns: Sequence[FacetColumn]) -> None:
        widths = [column.matrix.width + 1 for column in columns]
        self._bases: list[int] = np.cumsum([0, *widths]).tolist()
        size = columns[0].matrix.size
        self._first = np.empty((size, len(columns)), dtype=np.int64)
        rows, values = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int32)]
        for i, column in enumerate(columns):
            matrix, base = column.matrix, self._bases[i]
            filled = np.flatnonzero(~matrix.empty)
            first = matrix.starts[filled]
            self._first[:, i] = base + matrix.width
            self._first[filled, i] = base + matrix.values[first]
            further = np.ones(len(matrix.values), dtype=np.bool_)
            further[first] = False
            rows.append(matrix.pairs()[0][further])
            values.append(matrix.values[further] + np.int32(base))
        all_rows = np.concatenate(rows)
        order = np.argsort(all_rows, kind="stable")
        starts = starts_of(np.bincount(all_rows, minlength=size))
        self._rest = matrix_of(starts, np.concatenate(values)[order], self._bases[-1])

    def counts(self, ids: Longs) -> list[Counts]:
        """Each facet's counts among these records."""
        every = np.bincount(self._first[ids].ravel(), minlength=self._bases[-1])
        if len(self._rest.values):
            every += self._rest.counts(ids)
        out = []
        for base, end in pairwise(self._bases):
            own = every[base : end - 1]
            numbers = own.nonzero()[0]
            out.append(Counts(numbers, own[numbers], int(every[end - 1])))
        return out


class Counts(NamedTuple):
    """The values of a facet that some records have, ascending, how many have each, and how many have none."""

    numbers: Longs
    counts: Longs
    unknown: int

    def of(self, number: int) -> int:
        """How many have one value."""
        at = int(self.numbers.searchsorted(number))
        return int(self.counts[at]) if at < len(self.numbers) and self.numbers[at] == number else 0

    def top(self, size: int) -> dict[int, int]:
        """The values that most have and how many, in order; of equal ones the first; 0 for all."""
        if not len(self.numbers):
            return {}
        width = int(self.numbers[-1]) + 1
        keys = self.counts * width - self.numbers
        if 0 < size < len(keys):
            keys = np.partition(keys, len(keys) - size)[len(keys) - size :]
        keys.sort()
        return {-key % width: -(-key // width) for key in reversed(keys.tolist())}


@dataclass(frozen=True)
class FacetColumn:
    """One facet of one kind of record: its labels, and which record has which."""

    labels: Labels
    matrix: Matrix

    def number(self, name: str) -> int | None:
        """The number of a value, in any spelling of its name."""
        return self.labels.number(name)

    def filed(self, name: str) -> str:
        """The value that a name is a spelling of; the name itself where it is of none."""
        number = self.number(name)
        return name if number is None else self.labels.names[number]

    def of(self, row: int) -> list[int]:
        """The numbers of one record's values."""
        matrix = self.matrix
        values: list[int] = matrix.values[matrix.starts[row] : matrix.starts[row + 1]].tolist()
        return values

    def names_of(self, row: int) -> list[str]:
        """One record's values."""
        return [self.labels.names[n] for n in self.of(row)]

    def counts(self, ids: Longs) -> Counts:
        """Its counts among these records."""
        every = self.matrix.counts(ids)
        numbers = every.nonzero()[0]
        return Counts(numbers, every[numbers], int(np.count_nonzero(self.matrix.empty[ids])))

    def counts_beside(self, ids: Longs, left_out: Sequence[str]) -> Counts:
        """Its counts among these records, of each value without the records that have another one left out."""
        if not left_out:
            return self.counts(ids)
        masks = {self.number(name) if name else "": self.having([name])[ids] for name in left_out}
        times = np.zeros(len(ids), dtype=np.int16)
        for mask in masks.values():
            times += mask
        every = self.matrix.counts(ids[times == 0])
        for number, mask in masks.items():
            if isinstance(number, int):
                every[number] = np.count_nonzero(mask & (times == 1))
        numbers = every.nonzero()[0]
        return Counts(numbers, every[numbers], int(np.count_nonzero(self.matrix.empty[ids])))

    def having(self, values: Iterable[str]) -> Bools:
        """Which records have any of these values; the empty one stands for having none."""
        wanted = list(values)
        mask = self.matrix.having(n for name in wanted if name and (n := self.number(name)) is not None)
        return mask | self.matrix.empty if "" in wanted else mask

    def renamed(self, names: Mapping[str, str]) -> FacetColumn:
        """The same facet with these values under other names; what then has one name is one value."""
        known = {n: name for old, name in names.items() if (n := self.number(old)) is not None}
        if not known:
            return self
        labels, moved = self.labels.with_names(known.values())
        into = moved.copy()
        others = dict(labels.others)
        for old, name in names.items():
            target = labels.number(name)
            if target is None:
                continue
            others[fold(old)] = target
            if (n := self.number(old)) is not None:
                into[n] = target
        names_now = list(labels.names)
        for name in known.values():
            if (n := labels.number(name)) is not None:
                names_now[n] = name
        rows, values = self.matrix.pairs()
        named = Labels(names_now, labels.folds, labels.by_fold, others)
        return assembled(named, rows, into[values], self.matrix.size)

    def moved(self, moves: Sequence[tuple[Longs, str, str]]) -> FacetColumn:
        """The same facet where in some records a value is another: (records, value, the other) each."""
        known = [(rows, n, new) for rows, old, new in moves if len(rows) and (n := self.number(old)) is not None]
        if not known:
            return self
        labels, moved = self.labels.with_names(new for _, _, new in known)
        width = len(self.labels.names)
        keys = np.concatenate([rows * width + n for rows, n, _ in known])
        into = np.concatenate([np.full(len(rows), labels.number(new)) for rows, _, new in known])
        order = np.argsort(keys, kind="stable")
        keys, into = keys[order], into[order]
        of_row, of_value = self.matrix.pairs()
        pairs = of_row * width + of_value
        moves_some = np.zeros(width, dtype=np.bool_)
        moves_some[[n for _, n, _ in known]] = True
        at = np.flatnonzero(moves_some[of_value])
        found = np.minimum(np.searchsorted(keys, pairs[at]), len(keys) - 1)
        hit = keys[found] == pairs[at]
        values = moved[of_value]
        values[at[hit]] = into[found[hit]]
        return assembled(labels, of_row, values, self.matrix.size)

    def led(self, names: Mapping[str, str]) -> FacetColumn:
        """The same facet, where each of these names stands for the value that it leads to, if that is there."""
        known = {fold(name): n for name, value in names.items() if (n := self.number(value)) is not None}
        if not known:
            return self
        return replace(self, labels=replace(self.labels, others={**self.labels.others, **known}))

    def gaining(self, names: Sequence[str], rows: Longs, places: Longs) -> FacetColumn:
        """The same facet with more values: each of these records gains the name that stands at its place."""
        if not len(rows):
            return self
        labels, moved = self.labels.with_names(names)
        numbers = np.array([labels.number(name) for name in names], dtype=np.int64)
        of_row, of_value = self.matrix.pairs()
        values = np.concatenate([moved[of_value], numbers[places]])
        return assembled(labels, np.concatenate([of_row, rows]), values, self.matrix.size)

    def changed(
        self, without: Longs, added: Sequence[tuple[Longs, str]], rows: Mapping[int, Sequence[str]]
    ) -> FacetColumn:
        """The same facet, changed for all and for some records.

        `without` are the numbers of values that go, `added` pairs of records and the name they gain; `rows` gives
        the values of some records, whatever the others say.
        """
        if not len(without) and not any(len(r) for r, _ in added) and not rows:
            return self
        labels, moved = self.labels.with_names([*(n for _, n in added), *(n for r in rows.values() for n in r)])
        of_row, of_value = self.matrix.pairs()
        stays = ~np.isin(of_value, without) & ~np.isin(of_row, np.fromiter(rows, dtype=np.int64, count=len(rows)))
        all_rows, all_values = [of_row[stays]], [moved[of_value[stays]]]
        for where, name in added:
            where = where[~np.isin(where, np.fromiter(rows, dtype=np.int64, count=len(rows)))]
            all_rows.append(where)
            all_values.append(np.full(len(where), labels.number(name), dtype=np.int64))
        for row, names in rows.items():
            all_rows.append(np.full(len(names), row, dtype=np.int64))
            all_values.append(np.array([labels.number(n) for n in names], dtype=np.int64))
        return assembled(labels, np.concatenate(all_rows), np.concatenate(all_values), self.matrix.size)


def assembled(labels: Labels, rows: Longs, values: Longs, size: int) -> FacetColumn:
    """A facet out of (record, value) pairs in any order, each counted once."""
    width = max(1, len(labels.names))
    pairs = np.sort(rows * width + values, kind="stable")
    if len(pairs):
        pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])]
    of_row, of_value = pairs // width, (pairs % width).astype(np.int32)
    starts = starts_of(np.bincount(of_row, minlength=size))
    return FacetColumn(labels, matrix_of(starts, of_value, len(labels.names)))


def matrix_of(starts: Longs, values: Ints, width: int) -> Matrix:
    """A matrix out of its records' values, turned around for its values' records."""
    rows = np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts))
    keys = (
        values.astype(np.uint16) if width <= 1 << 16 else values
    )  # Short ones are sorted in a third of the time.
    order = np.argsort(keys, kind="stable")
    return Matrix(starts, values, starts_of(np.bincount(values, minlength=width)), rows[order])
