"""The files by which stock Whoosh opens a segment: written from its arrays, whole blocks of postings at a time.

Whoosh's own writer takes a posting at a time through six calls; its format is a block of up to 128.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import fields, index
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3PostingsWriter, W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.system import pack_uint

from searchapp.engines.arrays import Array
from searchapp.engines.whoosh.disk.array_file import ColumnFile
from searchapp.engines.whoosh.layout import DECODED_LENGTHS, KIND_FIELDS, KINDS, NO_DAY
from searchapp.engines.whoosh.schema import facet_field, make_schema
from searchapp.facets import FACET_KEYS

_BLOCK = 128
_INLINE = 3
"""Postings that stand in the dictionary itself, where a term has no more."""
_AT_ONCE = 1 << 17
"""Postings that are turned into Python's numbers at a time."""
_ONCE = pack_uint(1)


class _BlockWriter(W3PostingsWriter):  # type: ignore[misc]
    """Whoosh's writer of postings, which also takes a whole block."""

    def add_block(
        self, ids: list[int], deltas: list[int], weights: list[float], values: list[Any],
        lengths: tuple[int, int] | None, *, last: bool, inline: bool,
    ) -> None:  # fmt: skip
        """Up to 128 postings of the term that was started; `deltas` are the steps between the ids.

        With `inline` they are all there are, and stand in the dictionary itself.
        """
        self._ids, self._deltas, self._weights, self._values = ids, deltas, weights, values
        self._maxweight = max(weights)
        if lengths:
            self._minlength, self._maxlength = lengths
        if inline:
            self._terminfo.add_block(self)
            self._terminfo.set_inlined(ids, weights, values)
            self._new_block()
        else:
            self._write_block(last=last)

    def _mini_ids(self) -> tuple[int, ...]:
        return tuple(self._deltas)

    def _mini_weights(self) -> float | tuple[float, ...] | None:
        weights = self._weights
        if self._maxweight == min(weights):
            return None if weights[0] == 1.0 else float(weights[0])
        return tuple(weights)


class _Codec(W3Codec):  # type: ignore[misc]
    def postings_writer(self, dbfile: Any, byteids: bool = False) -> _BlockWriter:
        return _BlockWriter(dbfile, blocklimit=_BLOCK, byteids=byteids, compression=self._compression)


@dataclass(frozen=True, slots=True)
class SegmentNote:
    """What Whoosh's table of contents says of a segment, its deleted records aside."""

    segment: str
    documents: int
    field_lengths: dict[str, int]


def write_segment(folder: Path, arrays: ColumnFile) -> SegmentNote:
    """Write the files of one segment into the folder of an index."""
    storage = FileStorage(str(folder))
    segment = W3Segment(W3Codec(), index._DEF_INDEX_NAME)
    segment.set_doc_count(sum(len(arrays.array(f"{kind}/day")) for kind in KINDS))
    _write_documents(storage, segment, arrays)
    _write_fields(storage, segment, arrays)
    return SegmentNote(segment.segid, segment.doc_count_all(), dict(segment._fieldlengths))


def write_contents(folder: Path, notes: Sequence[tuple[SegmentNote, Sequence[int]]]) -> None:
    """Write the table of contents: the schema, and each segment with the documents deleted from it."""
    storage = FileStorage(str(folder))
    segments = []
    for note, deleted in notes:
        segment = W3Segment(W3Codec(), index._DEF_INDEX_NAME, note.documents, note.segment, set(deleted) or None)
        segment._fieldlengths = note.field_lengths
        segments.append(segment)
    index.TOC(make_schema(), segments, 1).write(storage, index._DEF_INDEX_NAME)


def _write_documents(storage: Any, segment: Any, arrays: ColumnFile) -> None:
    """Stored keys and the lengths of the text fields."""
    writer = W3Codec().per_document_writer(storage, segment)
    schema = make_schema()
    base = 0
    for kind in KINDS:
        names = KIND_FIELDS[kind]
        lengths = {n: DECODED_LENGTHS[arrays.array(f"{kind}/{f}/length")].tolist() for f, n in names.items()}
        for i, key in enumerate(_keys(arrays, kind)):
            writer.start_doc(base + i)
            writer.add_field("key", schema["key"], key, 0)
            for name, of_documents in lengths.items():
                writer.add_field(name, schema[name], None, int(of_documents[i]))
            writer.finish_doc()
        base += len(arrays.array(f"{kind}/day"))
    writer._indoc = None
    writer.close()


def _keys(arrays: ColumnFile, kind: str) -> Iterator[str]:
    """The id of each record of a kind."""
    ids = [i.decode("utf-8", "replace") for i in arrays.load("story/ids").tolist()]
    if kind == "story":
        yield from ids
        return
    parents = arrays.array("statement/parent")
    ordinals = np.arange(len(parents)) - arrays.array("story/first")[parents]
    for parent, ordinal in zip(parents.tolist(), ordinals.tolist(), strict=True):
        yield f"{ids[parent]}/{ordinal}"


def _write_fields(storage: Any, segment: Any, arrays: ColumnFile) -> None:
    schema = make_schema()
    writer = W3FieldWriter(_Codec(), storage, segment)
    by_field = {name: (kind, f) for kind in KINDS for f, name in KIND_FIELDS[kind].items()}
    for name in sorted(schema.names()):
        writer.start_field(name, schema[name])
        if name in by_field:
            _write_text(writer, arrays, *by_field[name])
        else:
            _write_terms(writer, _documents_by_term(arrays, name), schema[name])
        writer.finish_field()
        arrays.release()
    writer.close()


def _write_text(writer: Any, arrays: ColumnFile, kind: str, field: str) -> None:
    """A text field's terms: whole blocks cut out of the segment's arrays."""
    name = f"{kind}/{field}"
    terms = arrays.load(f"{name}/terms").tolist()
    starts = arrays.array(f"{name}/starts").astype(np.int64)
    place_starts = arrays.array(f"{name}/place_starts").astype(np.int64)
    ids, freqs, places = (arrays.array(f"{name}/{part}") for part in ("ids", "freqs", "places"))
    base = 0 if kind == "story" else len(arrays.array("story/day"))
    lengths = DECODED_LENGTHS[arrays.array(f"{name}/length")].astype(np.int64)
    first = 0
    while first < len(terms):
        last = int(np.searchsorted(starts, starts[first] + _AT_ONCE, side="right")) - 1
        last = min(max(last, first + 1), len(terms))
        a, b = int(starts[first]), int(starts[last])
        where = places[int(place_starts[first]) : int(place_starts[last])].tolist()
        counts = freqs[a:b].tolist()
        _write_blocks(
            writer, terms[first:last], starts[first : last + 1] - a,
            ids[a:b].astype(np.int64) + base, list(_values(where, counts)), counts, lengths[ids[a:b]],
        )  # fmt: skip
        first = last


def _values(places: list[int], counts: list[int]) -> Iterator[int | tuple[int, ...]]:
    """Each posting's positions, as `schema.CompactPositions` reads them."""
    at = 0
    for count in counts:
        yield places[at] if count == 1 else tuple(places[at : at + count])
        at += count


def _write_blocks(  # noqa: PLR0917 - parallel arrays
    writer: Any, terms: list[bytes], starts: Array, ids: Array, values: list[Any], freqs: list[int], lengths: Array
) -> None:
    """Terms with their postings, in blocks; `starts` says where in the others each term's begin."""
    df = np.diff(starts)
    blocks = -(-df // _BLOCK)
    block_of = np.arange(int(blocks.sum())) - np.repeat(np.cumsum(blocks) - blocks, blocks)
    begins = np.repeat(starts[:-1], blocks) + block_of * _BLOCK
    deltas = np.diff(ids, prepend=0)
    deltas[begins] = ids[begins]
    shortest = np.minimum.reduceat(lengths, begins).tolist()
    longest = np.maximum.reduceat(lengths, begins).tolist()
    cuts = [*begins.tolist(), len(ids)]
    all_ids, all_deltas, weights = ids.tolist(), deltas.tolist(), list(map(float, freqs))
    at = 0
    for term, count in zip(terms, blocks.tolist(), strict=True):
        writer.start_term(term)
        for i in range(at, at + count):
            a, b = cuts[i], cuts[i + 1]
            writer._postwriter.add_block(
                all_ids[a:b], all_deltas[a:b], weights[a:b], values[a:b], (shortest[i], longest[i]),
                last=i == at + count - 1, inline=b - a <= _INLINE and count == 1,
            )  # fmt: skip
        at += count
        _finish_term(writer)


def _finish_term(writer: Any) -> None:
    """What Whoosh's own `finish_term` does once all blocks are written."""
    posts = writer._postwriter
    info, posts._terminfo = posts._terminfo, None
    if not info.is_inlined():
        info.set_extent(posts._startoffset, posts._postfile.tell() - posts._startoffset)
    writer._tindex.add(writer._fieldid.to_bytes(2, "big") + writer._btext, info.to_bytes())


def _documents_by_term(arrays: ColumnFile, name: str) -> dict[bytes, list[int]]:
    """The documents of each term of a field that is no text."""
    stories = len(arrays.array("story/day"))
    if name == "kind":
        statements = len(arrays.array("statement/day"))
        found = {b"story": range(stories), b"statement": range(stories, stories + statements)}
        return {term: list(numbers) for term, numbers in found.items() if numbers}
    if name == "key":
        keys = [*_keys(arrays, "story"), *_keys(arrays, "statement")]
        return {key.encode("utf-8"): [i] for i, key in enumerate(keys)}
    if name == "published":
        return _by_value(arrays, [(f"{kind}/day", None) for kind in KINDS])
    key = next(k for k in FACET_KEYS if facet_field(k) == name)
    return _by_value(arrays, [(f"{kind}/facet/{key}/values", f"{kind}/facet/{key}") for kind in KINDS])


def _by_value(arrays: ColumnFile, columns: Sequence[tuple[str, str | None]]) -> dict[bytes, list[int]]:
    found: dict[bytes, list[int]] = {}
    base = 0
    for column, facet in columns:
        values = arrays.array(column)
        if facet is None:
            documents = np.arange(len(values))
            label: Callable[[int], bytes] = _day
        else:
            starts = arrays.array(f"{facet}/starts").astype(np.int64)
            documents = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
            label = arrays.load(f"{facet}/names").tolist().__getitem__
        order = np.argsort(values, kind="stable")
        distinct, at = np.unique(values[order], return_index=True)
        for value, numbers in zip(distinct.tolist(), np.split(documents[order] + base, at[1:]), strict=False):
            if term := label(value):
                found.setdefault(term, []).extend(numbers.tolist())
        base += len(arrays.array(column.split("/")[0] + "/day"))
    return found


def _day(number: int) -> bytes:
    return b"" if number == NO_DAY else date.fromordinal(number).isoformat().encode()


def _write_terms(writer: Any, found: dict[bytes, list[int]], field: fields.FieldType) -> None:
    """The terms of a field whose postings say no more than which documents."""
    value = [_ONCE] if field.format.fixed_value_size() else []
    for term in sorted(found):
        ids = found[term]
        writer.start_term(term)
        for a in range(0, len(ids), _BLOCK):
            part = ids[a : a + _BLOCK]
            deltas = [part[0], *(y - x for x, y in pairwise(part))]
            writer._postwriter.add_block(
                part, deltas, [1.0] * len(part), value * len(part), None,
                last=a + _BLOCK >= len(ids), inline=len(ids) <= _INLINE,
            )  # fmt: skip
        _finish_term(writer)
