"""One segment, open: its stories by number or id, and each term's postings as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from searchapp.engines.arrays import Array, Strings
from searchapp.engines.whoosh.disk.array_file import Column, ColumnFile, StringColumn, first_at_least
from searchapp.engines.whoosh.disk.story_codec import Shown, unpack_shown, unpack_statement, unpack_story
from searchapp.engines.whoosh.layout import KIND_FIELDS, KINDS
from searchapp.model import RecordKind, Statement, Story


class FieldPostings:
    """The terms of one text field of a segment, sorted, and the postings of each."""

    __slots__ = ("_file", "_freqs", "_ids", "_name", "_place_starts", "_places", "_probed", "_starts", "_terms")

    def __init__(self, file: ColumnFile, name: str) -> None:
        self._file, self._name = file, name
        self._terms: StringColumn = file.strings(f"{name}/terms")
        self._probed: dict[int, bytes] = {}
        self._starts: Column = file.column(f"{name}/starts")
        self._place_starts: Column = file.column(f"{name}/place_starts")
        self._ids: Column = file.column(f"{name}/ids")
        self._freqs: Column = file.column(f"{name}/freqs")
        self._places: Column = file.column(f"{name}/places")

    def terms(self) -> Strings:
        """All terms."""
        return self._file.load(f"{self._name}/terms")

    def term(self, number: int) -> str:
        """A term by its number."""
        return self._terms[number].decode("utf-8")

    def records(self, first: int, last: int) -> Array:
        """How many records each of the terms [first, last) is in, deleted ones included."""
        return np.diff(self._starts[first : last + 1])

    def find(self, term: bytes) -> tuple[int, int]:
        """The numbers [first, last) of one term: none or one."""
        at = first_at_least(self._terms, term, probed=self._probed)
        return (at, at + 1) if at < len(self._terms) and self._terms[at] == term else (at, at)

    def beginning(self, start: bytes) -> tuple[int, int]:
        """The numbers [first, last) of the terms that begin so."""
        ends = (start, start + b"\xff")
        first, last = (first_at_least(self._terms, end, probed=self._probed) for end in ends)
        return first, last

    def ids(self, first: int, last: int) -> Array:
        """The records that terms [first, last) are in, term after term."""
        a, b = self._starts.at(first), self._starts.at(last)
        return self._ids[a:b]

    def freqs(self, first: int, last: int) -> Array:
        """How often they are in each."""
        a, b = self._starts.at(first), self._starts.at(last)
        return self._freqs[a:b]

    def places(self, first: int, last: int) -> Array:
        """The positions at which they are, record after record."""
        a, b = self._place_starts.at(first), self._place_starts.at(last)
        return self._places[a:b]


class Segment:
    """A segment's file; numbers are the segment's own."""

    def __init__(self, path: Path, digest: str, *, hint: str = "") -> None:
        self.file = ColumnFile(path, digest, hint=hint)
        self._ids = self.file.strings("story/ids")
        self._by_id = self.file.column("story/by_id")
        self._probed: dict[int, bytes] = {}
        self._shown = self.file.strings("story/shown")
        self._mentions = self.file.strings("story/mentions")
        self._rows = self.file.strings("statement/rows")
        self._begins = self.file.column("statement/begins")
        self._ends = self.file.column("statement/ends")
        self.sizes: dict[RecordKind, int] = {kind: len(self.file.column(f"{kind}/day")) for kind in KINDS}
        self.postings = {
            (kind, f): FieldPostings(self.file, f"{kind}/{f}") for kind in KINDS for f in KIND_FIELDS[kind]
        }

    def number(self, story_id: bytes) -> int | None:
        """The number of a story."""
        at = first_at_least(self._ids, story_id, self._by_id, probed=self._probed)
        if at == len(self._by_id):
            return None
        number = self._by_id.at(at)
        return number if self._ids[number] == story_id else None

    def id(self, number: int) -> str:
        """The id of a story."""
        return self._ids[number].decode("utf-8", "surrogatepass")

    def shown(self, number: int) -> Shown:
        """What a list shows of a story."""
        return unpack_shown(self._shown[number])

    def bounds(self, first: int, last: int) -> tuple[Array, Array]:
        """Where in the story's text the words of statements [first, last) begin and end."""
        return self._begins[first:last], self._ends[first:last]

    def statement(self, number: int) -> Statement:
        """A statement by its number."""
        return unpack_statement(self._rows[number])

    def story(self, number: int, statements: Sequence[int]) -> Story:
        """A whole story, of which these are the statements."""
        rows = [self._rows[n] for n in statements]
        return unpack_story(self._shown[number], self._mentions[number], rows)
