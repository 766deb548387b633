"""What an archive is made of, all its segments together: one table a kind of record, memory-mapped.

Written anew with each generation, out of the segments, which stay as they are. A record's number is its place
in its kind, segment after segment, deleted ones included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from searchapp.engines.arrays import Bools, Ints, Longs, Strings, narrow, starts_of
from searchapp.engines.whoosh.disk.array_file import ColumnFile, ColumnWriter
from searchapp.engines.whoosh.layout import KINDS, NO_DAY
from searchapp.engines.whoosh.read.facet_column import (
    FacetColumn,
    Labels,
    Matrix,
    fold_numbers,
    in_label_order,
    matrix_of,
)
from searchapp.facets import FACET_KEYS
from searchapp.model import RecordKind

FIELDS = ("title", "text")


@dataclass(frozen=True)
class Table:
    """The records of one kind. `newest` and `oldest` are each record's rank by date, then by id.

    `lengths` are codes of `schema.DECODED_LENGTHS`, by text field; `parent` is each record's story.
    """

    kind: RecordKind
    live: Bools
    all_live: bool
    day: Ints
    newest: Ints
    oldest: Ints
    parent: Ints
    lengths: dict[str, npt.NDArray[np.uint8]]
    facets: dict[str, FacetColumn]

    @property
    def size(self) -> int:
        """How many record numbers there are, those of deleted records included."""
        return len(self.day)


@dataclass(frozen=True)
class Columns:
    """All tables; `first[n]` is story n's first statement, its last one is before `first[n + 1]`.

    `digests` are those of the stories' texts (`curation.corrections.digest`), as numbers.
    """

    tables: dict[RecordKind, Table]
    first: Ints
    digests: npt.NDArray[np.uint64]


Live = dict[RecordKind, Bools]


def write_columns(out: ColumnWriter, segments: Sequence[tuple[ColumnFile, Live]]) -> None:
    """Write the tables of an archive of these segments, each with which of its records are not deleted."""
    live = {kind: np.concatenate([alive[kind] for _, alive in segments]) for kind in KINDS}
    bases = np.cumsum([0] + [len(alive["story"]) for _, alive in segments])
    firsts = np.cumsum([0] + [len(alive["statement"]) for _, alive in segments])
    parent = np.concatenate(
        [arrays.array("statement/parent") + base for (arrays, _), base in zip(segments, bases, strict=False)]
    ).astype(np.int32)
    first = np.concatenate(
        [arrays.array("story/first")[:-1] + base for (arrays, _), base in zip(segments, firsts, strict=False)]
    )
    first = np.append(first, len(parent)).astype(np.int32)
    ids = [i for arrays, _ in segments for i in arrays.load("story/ids").tolist()]
    ranks = ranks_of(ids, parent)
    for kind in KINDS:
        day = np.concatenate([arrays.array(f"{kind}/day") for arrays, _ in segments])
        out.add(f"{kind}/live", live[kind].astype(np.uint8))
        out.add(f"{kind}/day", day)
        newest, oldest = by_day(ranks[kind], day)
        out.add(f"{kind}/newest", newest)
        out.add(f"{kind}/oldest", oldest)
        for name in FIELDS:
            lengths = [arrays.array(f"{kind}/{name}/length") for arrays, _ in segments]
            out.add(f"{kind}/{name}/length", np.where(live[kind], np.concatenate(lengths), 0).astype(np.uint8))
    out.add("statement/parent", parent)
    out.add("story/first", first)
    out.add("story/digest", np.concatenate([arrays.array("story/digest") for arrays, _ in segments]))
    for key in FACET_KEYS:
        _write_facet(out, key, segments)


def ranks_of(ids: Sequence[bytes], parent: Ints) -> dict[RecordKind, Longs]:
    """The order of stories by their ids, and of statements by their stories and then as they stand there."""
    stories = np.empty(len(ids), dtype=np.int64)
    stories[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    return {"story": stories, "statement": stories[parent] * max(1, len(parent)) + np.arange(len(parent))}


def by_day(rank: Longs, day: Ints) -> tuple[Ints, Ints]:
    """Each record's place from the newest on and from the oldest on, then by rank; without a day it is last."""
    longs = day.astype(np.int64)
    newest = _ranked(rank, np.where(day == NO_DAY, 1, -longs))
    return newest, _ranked(rank, np.where(day == NO_DAY, 10**9, longs))


def _ranked(rank: Longs, by: npt.NDArray[Any]) -> Ints:
    out = np.empty(len(by), dtype=np.int32)
    out[np.lexsort((rank, by))] = np.arange(len(by), dtype=np.int32)
    return out


def _write_facet(out: ColumnWriter, key: str, segments: Sequence[tuple[ColumnFile, Live]]) -> None:
    """A facet's labels, and its matrix for each kind of record.

    Spellings of the same name are one value, under the spelling that most stories have.
    """
    spelled: dict[RecordKind, Counter[bytes]] = {kind: Counter() for kind in KINDS}
    folds: dict[bytes, bytes] = {}
    read: dict[RecordKind, list[tuple[list[bytes], Longs, Ints]]] = {kind: [] for kind in KINDS}
    for arrays, live in segments:
        for kind in KINDS:
            name = f"{kind}/facet/{key}"
            names = arrays.load(f"{name}/names").tolist()
            starts: Longs = arrays.array(f"{name}/starts").astype(np.int64)
            count: Longs = starts[1:] - starts[:-1]
            values = arrays.array(f"{name}/values")
            if not live[kind].all():
                values = values[np.repeat(live[kind], count)]
                count = np.where(live[kind], count, 0)
            used = np.bincount(values, minlength=len(names)).tolist()
            spelled[kind].update({n: u for n, u in zip(names, used, strict=True) if u})
            folds.update(zip(names, arrays.load(f"{name}/folds").tolist(), strict=True))
            read[kind].append((names, count, values))
    best: dict[bytes, bytes] = {}
    for kind in KINDS:
        spellings = sorted(spelled[kind])
        spellings.sort(key=spelled[kind].__getitem__, reverse=True)
        for spelling in spellings:
            best.setdefault(folds[spelling], spelling)
    labels = in_label_order(n.decode("utf-8", "surrogatepass") for n in best.values())
    number = {label.encode("utf-8", "surrogatepass"): i for i, label in enumerate(labels)}
    by_name = {name: number[best[folded]] for name, folded in folds.items() if folded in best}
    numbers = fold_numbers(folds[n] for n in number)
    order = np.argsort(numbers, kind="stable")
    out.add(f"facet/{key}/labels", Strings.of(list(number)))
    out.add(f"facet/{key}/folds", numbers[order])
    out.add(f"facet/{key}/by_fold", order.astype(np.int32))
    for kind in KINDS:
        counts = [count for _, count, _ in read[kind]]
        renumbered = [
            np.array([by_name.get(n, 0) for n in names], dtype=np.int32)[values] if len(values) else values
            for names, _, values in read[kind]
        ]
        matrix = _distinct(np.concatenate(counts), np.concatenate(renumbered).astype(np.int32), len(labels))
        write_matrix(out, f"{kind}/facet/{key}", matrix)


def write_matrix(out: ColumnWriter, name: str, matrix: Matrix) -> None:
    """Write a matrix."""
    out.add(f"{name}/starts", narrow(matrix.starts))
    out.add(f"{name}/values", matrix.values)
    out.add(f"{name}/row_starts", narrow(matrix.row_starts))
    out.add(f"{name}/rows", matrix.rows)


def _distinct(counts: Longs, values: Ints, width: int) -> Matrix:
    """A matrix in the order in which a record's values were given, a value once where two spellings met."""
    rows = np.repeat(np.arange(len(counts)), counts)
    pairs = rows * max(1, width) + values
    ordered = np.sort(pairs, kind="stable")
    if not np.any(ordered[1:] == ordered[:-1]):
        return matrix_of(starts_of(counts), values, width)
    _, at = np.unique(pairs, return_index=True)
    at.sort()
    return matrix_of(starts_of(np.bincount(rows[at], minlength=len(counts))), values[at], width)


def load_columns(file: ColumnFile) -> Columns:
    """The tables of an archive."""
    labels = {key: load_labels(file, key) for key in FACET_KEYS}
    first = file.array("story/first")
    digests = file.array("story/digest")
    return Columns({kind: _table(file, kind, labels) for kind in KINDS}, first, digests)


def load_labels(file: ColumnFile, key: str) -> Labels:
    """The labels of a facet."""
    column = file.load(f"facet/{key}/labels")
    names = [name.decode("utf-8", "surrogatepass") for name in column.tolist()]
    return Labels(names, file.array(f"facet/{key}/folds"), file.array(f"facet/{key}/by_fold"))


def _table(file: ColumnFile, kind: RecordKind, labels: dict[str, Labels]) -> Table:
    live = file.array(f"{kind}/live").view(np.bool_)
    size = len(live)
    return Table(
        kind=kind,
        live=live,
        all_live=bool(live.all()),
        day=file.array(f"{kind}/day"),
        newest=file.array(f"{kind}/newest"),
        oldest=file.array(f"{kind}/oldest"),
        parent=file.array("statement/parent") if kind == "statement" else np.arange(size, dtype=np.int32),
        lengths={name: file.array(f"{kind}/{name}/length") for name in FIELDS},
        facets={key: FacetColumn(labels[key], load_matrix(file, f"{kind}/facet/{key}")) for key in FACET_KEYS},
    )


def load_matrix(file: ColumnFile, name: str) -> Matrix:
    """A matrix, as `write_matrix` wrote it."""
    starts, row_starts = (file.array(f"{name}/{part}").astype(np.int64) for part in ("starts", "row_starts"))
    return Matrix(starts, file.array(f"{name}/values"), row_starts, file.array(f"{name}/rows"))
