"""Parts and segments -> one segment, in which deleted records are no more.

Every source's postings keep their order; where a term's go in the merged list follows from counts alone, so
that nothing is sorted again. Memory is that of the largest field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from searchapp.engines.arrays import Array, Strings, distinct, narrow, starts_of, stretches
from searchapp.engines.whoosh.disk.array_file import ColumnFile, ColumnWriter
from searchapp.engines.whoosh.layout import KINDS
from searchapp.facets import FACET_KEYS
from searchapp.model import RecordKind

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Input:
    """A part or segment to merge, and by kind which of its records to keep (None: all)."""

    arrays: ColumnFile
    live: dict[RecordKind, Bools | None]

    def kept(self, kind: RecordKind) -> Array:
        """The numbers of the records that stay."""
        live = self.live[kind]
        return np.arange(len(self.arrays.array(f"{kind}/day"))) if live is None else np.flatnonzero(live)


def merge(sources: Sequence[Input], out: ColumnWriter) -> None:
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
            out.add_joined(full, _strings(sources, kept, full))
        if kind == "statement":
            _plain(sources, kept, "statement/begins", out)
            _plain(sources, kept, "statement/ends", out)
        else:
            _plain(sources, kept, "story/digest", out)
            ids = [i for column in _strings(sources, kept, "story/ids") for i in column.tolist()]
            out.add("story/by_id", np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int32))
    _parents(sources, out)


def _strings(sources: Sequence[Input], kept: Sequence[Array], name: str) -> Iterator[Strings]:
    """A column of each source in turn, of the records that stay."""
    for source, keep in zip(sources, kept, strict=True):
        yield source.arrays.load(name).taken(keep)
        source.arrays.release()


def _plain(sources: Sequence[Input], kept: Sequence[Array], name: str, out: ColumnWriter) -> None:
    out.add(name, np.concatenate([s.arrays.array(name)[k] for s, k in zip(sources, kept, strict=True)]))


def _parents(sources: Sequence[Input], out: ColumnWriter) -> None:
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


def _renumbered(source: Input, kind: RecordKind, base: int) -> npt.NDArray[np.int32]:
    """The new number of each record, -1 for those that go."""
    kept = source.kept(kind)
    new = np.full(len(source.arrays.array(f"{kind}/day")), -1, dtype=np.int32)
    new[kept] = np.arange(base, base + len(kept), dtype=np.int32)
    return new


class _Postings:
    """One source's postings of a field; `df` and `cf` are each term's numbers of records and of places."""

    def __init__(self, source: Input, kind: RecordKind, name: str, base: int) -> None:
        self._arrays = source.arrays
        self._name = name
        self._new = _renumbered(source, kind, base)
        self.terms = self._arrays.load(f"{name}/terms").tolist()
        self.df = _steps(self._arrays.array(f"{name}/starts"))
        self.cf = _steps(self._arrays.array(f"{name}/place_starts"))
        self._stays: Bools | None = None
        if source.live[kind] is not None:
            self._leave_out()

    def _leave_out(self) -> None:
        """Count again without the records that go."""
        self._stays = self._new[self._arrays.array(f"{self._name}/ids")] >= 0
        term = np.repeat(np.arange(len(self.df)), self.df)[self._stays]
        freqs = self._arrays.array(f"{self._name}/freqs")[self._stays]
        self.df = np.bincount(term, minlength=len(self.terms))
        self.cf = np.bincount(term, weights=freqs, minlength=len(self.terms)).astype(np.int64)

    def ids(self) -> Array:
        """The merged numbers of the records of each term."""
        found: Array = self._new[self._arrays.array(f"{self._name}/ids")]
        return found if self._stays is None else found[self._stays]

    def freqs(self) -> Array:
        """How often it is in each."""
        found = self._arrays.array(f"{self._name}/freqs")
        return found if self._stays is None else found[self._stays]

    def places(self) -> Array:
        """Where it is in each."""
        found = self._arrays.array(f"{self._name}/places")
        if self._stays is None:
            return found
        return found[np.repeat(self._stays, self._arrays.array(f"{self._name}/freqs"))]

    def release(self) -> None:
        """Let go of what was read."""
        self._arrays.release()


def _steps(starts: Array) -> npt.NDArray[np.int64]:
    wide: npt.NDArray[np.int64] = starts.astype(np.int64)
    return wide[1:] - wide[:-1]


def _postings(sources: Sequence[Input], kind: RecordKind, name: str, out: ColumnWriter) -> None:
    """One field's terms and postings."""
    parts, base = [], 0
    for source in sources:
        parts.append(_Postings(source, kind, name, base))
        base += len(source.kept(kind))
    terms = sorted({t for part in parts for t, n in zip(part.terms, part.df.tolist(), strict=True) if n})
    number = {term: i for i, term in enumerate(terms)}
    ranks = [np.array([number.get(t, 0) for t in part.terms], dtype=np.int64) for part in parts]
    by_record = _Interleaving(parts, [part.df for part in parts], ranks, len(terms))
    by_place = _Interleaving(parts, [part.cf for part in parts], ranks, len(terms))
    out.add(f"{name}/terms", Strings.of(terms))
    out.add(f"{name}/starts", narrow(by_record.starts))
    out.add(f"{name}/ids", by_record.of(_Postings.ids))
    out.add(f"{name}/freqs", narrow(by_record.of(_Postings.freqs)))
    out.add(f"{name}/place_starts", narrow(by_place.starts))
    out.add(f"{name}/places", narrow(by_place.of(_Postings.places)))


class _Interleaving:
    """Brings runs of values together term by term.

    `counts[i][t]` values of part i belong to its t-th term, which is the merged term `ranks[i][t]`. `starts` says
    where each merged term's values begin.
    """

    def __init__(
        self, parts: Sequence[_Postings], counts: Sequence[Array], ranks: Sequence[Array], size: int
    ) -> None:
        self._parts, self._counts, self._ranks = parts, counts, ranks
        totals = np.zeros(size, dtype=np.int64)
        for count, rank in zip(counts, ranks, strict=True):
            used = np.flatnonzero(count)
            totals[rank[used]] += count[used]
        self.starts = starts_of(totals)

    def of(self, values: Callable[[_Postings], Array]) -> Array:
        """All parts' values, merged."""
        if len(self._parts) == 1:
            return values(self._parts[0])
        merged = np.empty(0, dtype=np.uint8)
        cursor = self.starts[:-1].copy()
        for part, count, rank in zip(self._parts, self._counts, self._ranks, strict=True):
            found = values(part)
            if merged.dtype != (dtype := np.promote_types(merged.dtype, found.dtype)) or not len(merged):
                wider = np.empty(int(self.starts[-1]), dtype=dtype)
                wider[: len(merged)] = merged
                merged = wider
            used = np.flatnonzero(count)
            count, rank = count[used], rank[used]
            merged[stretches(cursor[rank], count)] = found
            cursor[rank] += count
            part.release()
        return merged


def _facet(sources: Sequence[Input], kept: Sequence[Array], name: str, out: ColumnWriter) -> None:
    """One facet's names and values; a name that no record has any more is left out."""
    columns: list[tuple[list[bytes], Array, Array]] = []
    folds: dict[bytes, bytes] = {}
    for source, keep in zip(sources, kept, strict=True):
        names = source.arrays.load(f"{name}/names").tolist()
        folds.update(zip(names, source.arrays.load(f"{name}/folds").tolist(), strict=True))
        starts = source.arrays.array(f"{name}/starts").astype(np.int64)
        values = source.arrays.array(f"{name}/values")
        count = np.diff(starts)[keep]
        columns.append((names, count, values[stretches(starts[keep], count)]))
    used = {names[v] for names, _, values in columns for v in distinct(values).tolist()}
    all_names = sorted(used)
    number = {n: i for i, n in enumerate(all_names)}
    renumbered = [
        np.array([number.get(n, 0) for n in names], dtype=np.int32)[values] if len(values) else values
        for names, _, values in columns
    ]
    out.add(f"{name}/names", Strings.of(all_names))
    out.add(f"{name}/folds", Strings.of([folds[n] for n in all_names]))
    counts = np.concatenate([count for _, count, _ in columns])
    out.add(f"{name}/starts", narrow(starts_of(counts)))
    out.add(f"{name}/values", np.concatenate(renumbered).astype(np.int32))
