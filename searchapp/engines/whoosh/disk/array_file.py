"""A file of named arrays: written once, memory-mapped by readers, checked a block at a time when first read.

    <arrays, each aligned to 64 bytes> <table, JSON> <length of the table, 8 bytes>

The table says where each array lies and gives a digest of each block of BLOCK bytes; the manifest gives the
digest of the table. So an altered byte is found when it is first looked at, and opening reads next to nothing.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from searchapp.engines.arrays import Array, Strings, narrow
from searchapp.errors import IndexRefused

BLOCK = 1 << 18
"""Bytes that are checked at once: small enough for a first query, large enough for a short table."""
_ALIGNED = 64
_DIGEST = 16
_LENGTH = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an array lies: type, first byte, number of items."""

    dtype: str
    start: int
    count: int


class ColumnWriter:
    """Writes a file of named arrays, one after the other."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb")
        self._places: dict[str, _Place] = {}
        self._digests: list[bytes] = []
        self._block = hashlib.sha256()
        self._filled = 0
        self._at = 0

    def add(self, name: str, values: Array | Strings) -> None:
        """One more array; a column of strings becomes two."""
        if isinstance(values, Strings):
            self.add(f"{name}.blob", values.blob)
            self.add(f"{name}.starts", narrow(values.starts))
            return
        self._begin(name, values.dtype)
        self._append(name, values)

    def add_joined(self, name: str, columns: Iterable[Strings]) -> None:
        """One more column of strings, made of several one after the other, each let go before the next is made."""
        self._begin(f"{name}.blob", np.dtype(np.uint8))
        starts, end = [np.zeros(1, dtype=np.int64)], 0
        for column in columns:
            self._append(f"{name}.blob", column.blob[column.starts[0] : column.starts[-1]])
            starts.append(column.starts[1:] - column.starts[0] + end)
            end = int(starts[-1][-1]) if len(starts[-1]) else end
        self.add(f"{name}.starts", narrow(np.concatenate(starts)))

    def _begin(self, name: str, dtype: np.dtype[Any]) -> None:
        self._write(b"\0" * (-self._at % _ALIGNED))
        self._places[name] = _Place(dtype.newbyteorder("<").str, self._at, 0)

    def _append(self, name: str, values: Array) -> None:
        values = np.ascontiguousarray(values)
        values = values.astype(values.dtype.newbyteorder("<"), copy=False)
        place = self._places[name]
        self._places[name] = _Place(place.dtype, place.start, place.count + len(values))
        self._write(values.data.cast("B") if len(values) else b"")

    def finish(self) -> str:
        """Write the table and close; returns the table's digest."""
        if self._filled:
            self._digests.append(self._block.digest()[:_DIGEST])
        places = {name: [p.dtype, p.start, p.count] for name, p in self._places.items()}
        digests = b"".join(self._digests).hex()
        table = json.dumps({"end": self._at, "places": places, "blocks": digests}).encode()
        self._file.write(table + _LENGTH.pack(len(table)))
        self._file.close()
        return hashlib.sha256(table).hexdigest()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def _write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self._at += len(data)
        view = memoryview(data)
        while view:
            part = view[: BLOCK - self._filled]
            self._block.update(part)
            self._filled += len(part)
            view = view[len(part) :]
            if self._filled == BLOCK:
                self._digests.append(self._block.digest()[:_DIGEST])
                self._block = hashlib.sha256()
                self._filled = 0


class Column:
    """One array of a file, of which nothing is handed out before its bytes are checked."""

    __slots__ = ("_file", "_item", "_raw", "_size", "_start", "_unchecked")

    def __init__(self, file: ColumnFile, raw: Array, start: int, unchecked: bytearray) -> None:
        self._file = file
        self._start = start
        self._raw = raw
        self._size = raw.itemsize
        self._item = raw.item
        self._unchecked = unchecked

    def __len__(self) -> int:
        return len(self._raw)

    def __getitem__(self, where: slice) -> Array:
        part: Array = self._raw[where]
        first = self._start + (where.start or 0) * self._size
        self._file.check(first, first + len(part) * self._size)
        return part

    def at(self, i: int) -> int:
        """One number; a block never ends within it."""
        byte = self._start + i * self._size
        if self._unchecked[byte // BLOCK]:
            self._file.check(byte, byte + 1)
        number: int = self._item(i)
        return number

    def between(self, first: int, last: int) -> bytes:
        """The bytes [first, last) of a column of bytes."""
        return self._file.read(self._start + first, self._start + last)

    def whole(self) -> Array:
        """All of it."""
        return self[0 : len(self._raw)]


class ColumnFile:
    """A file of named arrays, open for reading; IndexRefused where a byte that is read has changed."""

    def __init__(self, path: Path, digest: str | None, *, hint: str = "") -> None:
        self.path = path
        self._hint = hint
        with path.open("rb") as f:
            size = f.seek(0, 2)
            if size < _LENGTH.size:
                raise self._refusal("is cut short")
            self._map = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ)
        (length,) = _LENGTH.unpack(self._map[size - _LENGTH.size :])
        table = self._map[max(0, size - _LENGTH.size - length) : size - _LENGTH.size]
        if digest is not None and hashlib.sha256(table).hexdigest() != digest:
            raise self._refusal("has changed since it was built")
        read = json.loads(table)
        self._end: int = read["end"]
        self._places = {name: _Place(*place) for name, place in read["places"].items()}
        self._digests = bytes.fromhex(read["blocks"])
        self._unchecked = bytearray(b"\1") * (len(self._digests) // _DIGEST)

    def column(self, name: str) -> Column:
        """An array whose stretches are checked as they are read."""
        place = self._places[name]
        raw: Array = np.frombuffer(self._map, dtype=place.dtype, count=place.count, offset=place.start)
        return Column(self, raw, place.start, self._unchecked)

    def array(self, name: str) -> Array:
        """A whole array, checked."""
        return self.column(name).whole()

    def strings(self, name: str) -> StringColumn:
        """A column of strings."""
        return StringColumn(self.column(f"{name}.blob"), self.column(f"{name}.starts"))

    def load(self, name: str) -> Strings:
        """A whole column of strings."""
        return Strings(self.array(f"{name}.blob"), self.array(f"{name}.starts").astype(np.int64))

    def check(self, first: int, last: int) -> None:
        """Check the blocks that hold the bytes [first, last) and have not been checked."""
        if first >= last:
            return
        if first // BLOCK == (last - 1) // BLOCK and not self._unchecked[first // BLOCK]:
            return
        view = memoryview(self._map)  # a slice of the map itself would be a copy
        for block in range(first // BLOCK, -(-last // BLOCK)):
            if self._unchecked[block]:
                start = block * BLOCK
                found = hashlib.sha256(view[start : min(start + BLOCK, self._end)]).digest()[:_DIGEST]
                if found != self._digests[block * _DIGEST : (block + 1) * _DIGEST]:
                    raise self._refusal("has changed since it was built")
                self._unchecked[block] = 0

    def read(self, first: int, last: int) -> bytes:
        """The bytes [first, last), checked."""
        block = first // BLOCK
        if first < last and (block != (last - 1) // BLOCK or self._unchecked[block]):
            self.check(first, last)
        return self._map[first:last]

    def release(self) -> None:
        """Let go of the memory of what was read so far; where it is still wanted, it is read and checked again."""
        self._map.madvise(mmap.MADV_DONTNEED)
        self._unchecked[:] = b"\1" * len(self._unchecked)

    def check_all(self) -> None:
        """Check every block, also those that were."""
        self._unchecked[:] = b"\1" * len(self._unchecked)
        self.check(0, self._end)

    def _refusal(self, what: str) -> IndexRefused:
        return IndexRefused(f"{self.path} {what}.", hint=self._hint)


_PROBES_KEPT = 1024
"""About how many values of a column are kept that searches probe: each takes a microsecond to read."""


class StringColumn:
    """A column of byte strings in a file."""

    __slots__ = ("_blob", "_starts")

    def __init__(self, blob: Column, starts: Column) -> None:
        self._blob = blob
        self._starts = starts

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, i: int) -> bytes:
        return self._blob.between(self._starts.at(i), self._starts.at(i + 1))


def first_at_least(
    strings: StringColumn, value: bytes, order: Column | None = None, *, probed: dict[int, bytes] | None = None
) -> int:
    """The place in a sorted column (or in `order`, which sorts it) of the first value not below this one.

    All that is probed is checked: one altered value would lead the search astray. `probed` keeps what each search
    looks at first, for the next.
    """
    low, high = 0, len(strings) if order is None else len(order)
    known = {} if probed is None else probed
    near = high // _PROBES_KEPT
    while low < high:
        middle = (low + high) // 2
        if (found := known.get(middle)) is None:
            found = strings[middle if order is None else order.at(middle)]
            if probed is not None and high - low > near:
                probed[middle] = found
        if found < value:
            low = middle + 1
        else:
            high = middle
    return low
