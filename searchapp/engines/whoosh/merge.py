"""Parts and segments -> one segment, in which deleted records are no more.

Every source's postings keep their order; where a term's go in the merged list follows from counts alone, so
that nothing is sorted again. Memory is that of the largest field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh.container import Array, ColumnWriter, Strings, joined, narrow
from searchapp.engines.whoosh.schema import KINDS
from searchapp.facets import FACET_KEYS
from searchapp.model import RecordKind

Bools = npt.NDArray[np.bool_]


class Arrays(Protocol):
    """What a part in memory and a segment's file have in common."""

    def array(self, name: str) -> Array:
        """An array by name."""
        ...

    def load(self, name: str) -> Strings:
        """A column of strings by name."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """Arrays to merge, and by kind which of their records to keep (None: all)."""

    arrays: Arrays
    live: dict[RecordKind, Bools | None]

    def kept(self, kind: RecordKind) -> Array:
        """The numbers of the records that stay."""
        live = self.live[kind]
        return np.arange(len(self.arrays.array(f"{kind}/day"))) if live is None else np.flatnonzero(live)


def merge(sources: Sequence[Source], out: ColumnWriter) -> None:
    """Write one segment of all the records that the sources keep, in their order."""
    for kind in KINDS:
        kept = [source.kept(kind) for source in sources]
        _plain(sources, kept, f"{kind}/day", out)
        for field in ("title", "text"):
            name = f"{kind}/{field}"
            _plain(sources, kept, f"{name}/length", out)
            _postings(sources, kind, name, out)
        for key in FACET_KEYS:
            _facet(sources, kept, f"{kind}/facet/{key}", out)
        for name in ("ids", "shown", "mentions") if kind == "story" else ("rows",):
            full = f"{kind}/{name}"
            column = joined([s.arrays.load(full).taken(k) for s, k in zip(sources, kept, strict=True)])
            out.add(full, column)
            if name == "ids":
                ids = column.tolist()
                out.add("story/by_id", np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int32))
    _parents(sources, out)


def _plain(sources: Sequence[Source], kept: Sequence[Array], name: str, out: ColumnWriter) -> None:
    out.add(name, np.concatenate([s.arrays.array(name)[k] for s, k in zip(sources, kept, strict=True)]))


def _parents(sources: Sequence[Source], out: ColumnWriter) -> None:
    """The story of each statement, and the first statement of each story."""
    parents, base = [np.empty(0, dtype=np.int32)], 0
    for source in sources:
        stories, statements = source.kept("story"), source.kept("statement")
        new = _renumbered(source, "story", base)
        parents.append(new[source.arrays.array("statement/parent")[statements]])
        base += len(stories)
    parent = np.concatenate(parents)
    out.add("statement/parent", parent)
    out.add("story/first", np.searchsorted(parent, np.arange(base + 1)).astype(np.int32))


def _renumbered(source: Source, kind: RecordKind, base: int) -> npt.NDArray[np.int32]:
    """The new number of each record, -1 for those that go."""
    kept = source.kept(kind)
    new = np.full(len(source.arrays.array(f"{kind}/day")), -1, dtype=np.int32)
    new[kept] = np.arange(base, base + len(kept), dtype=np.int32)
    return new


@dataclass(slots=True)
class _Postings:
    """One source's postings of a field, with the merged numbers of its records."""

    terms: list[bytes]
    ids: Array
    freqs: Array
    places: Array
    df: Array
    cf: Array


def _read_postings(source: Source, kind: RecordKind, name: str, base: int) -> _Postings:
    arrays = source.arrays
    found = _Postings(
        terms=arrays.load(f"{name}/terms").tolist(),
        ids=_renumbered(source, kind, base)[arrays.array(f"{name}/ids")],
        freqs=arrays.array(f"{name}/freqs"),
        places=arrays.array(f"{name}/places"),
        df=np.diff(arrays.array(f"{name}/starts").astype(np.int64)),
        cf=np.diff(arrays.array(f"{name}/place_starts").astype(np.int64)),
    )
    stays = found.ids >= 0
    if not stays.all():
        term = np.repeat(np.arange(len(found.df)), found.df)
        freqs = found.freqs.astype(np.int64)
        found.places = found.places[np.repeat(stays, freqs)]
        found.df = np.bincount(term[stays], minlength=len(found.df))
        found.cf = np.bincount(term[stays], weights=freqs[stays], minlength=len(found.df)).astype(np.int64)
        found.ids, found.freqs = found.ids[stays], found.freqs[stays]
    return found


def _postings(sources: Sequence[Source], kind: RecordKind, name: str, out: ColumnWriter) -> None:
    """One field's terms and postings."""
    parts, base = [], 0
    for source in sources:
        parts.append(_read_postings(source, kind, name, base))
        base += len(source.kept(kind))
    used = (t for part in parts for t, n in zip(part.terms, part.df.tolist(), strict=True) if n)
    terms = sorted(set(used))
    number = {term: i for i, term in enumerate(terms)}
    ranks = [np.array([number.get(t, 0) for t in part.terms], dtype=np.int64) for part in parts]
    out.add(f"{name}/terms", Strings.of(terms))
    ids, starts = _interleaved([p.ids for p in parts], [p.df for p in parts], ranks, len(terms))
    out.add(f"{name}/starts", narrow(starts))
    out.add(f"{name}/ids", ids)
    freqs, _ = _interleaved([p.freqs for p in parts], [p.df for p in parts], ranks, len(terms))
    out.add(f"{name}/freqs", narrow(freqs))
    places, starts = _interleaved([p.places for p in parts], [p.cf for p in parts], ranks, len(terms))
    out.add(f"{name}/place_starts", narrow(starts))
    out.add(f"{name}/places", narrow(places))


def _interleaved(
    values: Sequence[Array], counts: Sequence[Array], ranks: Sequence[Array], size: int
) -> tuple[Array, Array]:
    """Runs of values by term, brought together term by term; and where each term's begin.

    `counts[i][t]` values of source i belong to its t-th term, which is the merged term `ranks[i][t]`.
    """
    totals = np.zeros(size, dtype=np.int64)
    for count, rank in zip(counts, ranks, strict=True):
        np.add.at(totals, rank, count)
    starts = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(totals, out=starts[1:])
    if len(values) == 1:
        return values[0], starts
    merged = np.empty(int(starts[-1]), dtype=np.result_type(*values))
    cursor = starts[:-1].copy()
    for value, count, rank in zip(values, counts, ranks, strict=True):
        used = np.flatnonzero(count)
        count, rank = count[used], rank[used]
        begins = np.cumsum(count) - count
        merged[np.repeat(cursor[rank] - begins, count) + np.arange(len(value))] = value
        cursor[rank] += count
    return merged, starts


def _facet(sources: Sequence[Source], kept: Sequence[Array], name: str, out: ColumnWriter) -> None:
    """One facet's names and values; a name that no record has any more is left out."""
    columns: list[tuple[list[bytes], Array, Array]] = []
    folds: dict[bytes, bytes] = {}
    for source, keep in zip(sources, kept, strict=True):
        names = source.arrays.load(f"{name}/names").tolist()
        folds.update(zip(names, source.arrays.load(f"{name}/folds").tolist(), strict=True))
        starts = source.arrays.array(f"{name}/starts").astype(np.int64)
        values = source.arrays.array(f"{name}/values")
        count = np.diff(starts)[keep]
        places = np.repeat(starts[keep] - (np.cumsum(count) - count), count) + np.arange(int(count.sum()))
        columns.append((names, count, values[places]))
    used = {names[v] for names, _, values in columns for v in np.unique(values).tolist()}
    all_names = sorted(used)
    number = {n: i for i, n in enumerate(all_names)}
    renumbered = [
        np.array([number.get(n, 0) for n in names], dtype=np.int32)[values] if len(values) else values
        for names, _, values in columns
    ]
    out.add(f"{name}/names", Strings.of(all_names))
    out.add(f"{name}/folds", Strings.of([folds[n] for n in all_names]))
    counts = np.concatenate([count for _, count, _ in columns])
    starts = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    out.add(f"{name}/starts", narrow(starts))
    out.add(f"{name}/values", np.concatenate(renumbered).astype(np.int32))
