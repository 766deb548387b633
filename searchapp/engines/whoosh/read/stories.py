"""The open segments of a generation as one: stories and statements by their numbers in the archive."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property

import numpy as np

from searchapp.engines.arrays import Bools, Longs
from searchapp.engines.kept import Kept
from searchapp.engines.whoosh.disk.segment import Segment
from searchapp.engines.whoosh.disk.story_codec import Shown
from searchapp.engines.whoosh.layout import KINDS
from searchapp.engines.whoosh.read.tables import Columns, ranks_of
from searchapp.model import Offsets, RecordKind, Statement, Story

_MANY = 20
"""One in so many of all stories is many: looking each up takes longer than reading all ids."""
_CHARS_KEPT = 8_000_000
"""Characters of stories that are kept unpacked."""
Numbering = Callable[[str], int | None]
"""What gives the number of a story by its id; None for one that is not there."""


class Stories:
    """Reads what is stored; safe to share between threads."""

    def __init__(self, segments: Sequence[Segment], columns: Columns) -> None:
        self.segments = segments
        self._first = columns.first
        self._parent = columns.tables["statement"].parent
        self._live: Bools = columns.tables["story"].live
        self._ids: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        self._shown: Kept[int, Shown] = Kept(_CHARS_KEPT, lambda shown: len(shown.text))
        self._bases: dict[RecordKind, list[int]] = {}
        for kind in KINDS:
            bases = [0]
            for segment in segments:
                bases.append(bases[-1] + segment.sizes[kind])
            self._bases[kind] = bases[:-1]

    def number(self, story_id: str) -> int | None:
        """The number of a story, by its id; once found, it is kept: decisions name the same stories again."""
        if (known := self._numbers.get(story_id)) is not None:
            return known
        wanted = story_id.encode("utf-8", "surrogatepass")
        for segment, base in zip(self.segments, self._bases["story"], strict=True):
            found = segment.number(wanted)
            if found is not None and self._live[base + found]:
                self._numbers[story_id] = base + found
                return base + found
        return None

    def numbers(self, ids: Collection[str]) -> Numbering:
        """What gives the number of a story, for these ids: where they are many, all are read at once."""
        if len(ids) * _MANY > len(self._live) > len(self._numbers):
            every = (i for segment in self.segments for i in segment.file.load("story/ids").tolist())
            live = zip(every, self._live.tolist(), strict=True)
            self._numbers = {
                i.decode("utf-8", "surrogatepass"): n for n, (i, is_live) in enumerate(live) if is_live
            }
        return self.number

    @cached_property
    def ranks(self) -> dict[RecordKind, Longs]:
        """The order of all records by their ids; made when it is first asked for."""
        ids = [i for segment in self.segments for i in segment.file.load("story/ids").tolist()]
        return ranks_of(ids, self._parent)

    def id(self, number: int) -> str:
        """The id of a story; once read, it is kept: a ranking of statements names each story many times."""
        known = self._ids.get(number)
        if known is None:
            segment, at = self._place("story", number)
            known = self._ids[number] = segment.id(at)
        return known

    def shown(self, number: int) -> Shown:
        """What a list shows of a story; the last ones are kept."""
        known = self._shown.get(number)
        if known is None:
            segment, at = self._place("story", number)
            known = segment.shown(at)
            self._shown.keep(number, known)
        return known

    def statement(self, number: int) -> Statement:
        """A statement as it was indexed."""
        segment, at = self._place("statement", number)
        return segment.statement(at)

    def statements_over(self, number: int, found: Sequence[Offsets]) -> Iterator[Statement]:
        """The statements of a story within whose bounds any of these sorted, separate stretches of text lies."""
        segment, _ = self._place("story", number)
        first, last = self._own_statements(segment, number)
        if first == last or not found:
            return
        begins, ends = segment.bounds(first, last)
        before = np.searchsorted([b for _, b in found], begins, side="right")
        until = np.searchsorted([a for a, _ in found], ends)
        for at in np.flatnonzero(until > before).tolist():
            yield segment.statement(first + at)

    def story(self, number: int) -> Story:
        """A whole story as it was indexed."""
        segment, at = self._place("story", number)
        return segment.story(at, range(*self._own_statements(segment, number)))

    def _own_statements(self, segment: Segment, number: int) -> tuple[int, int]:
        """The numbers in its segment of a story's statements."""
        first, last = self._first[number : number + 2].tolist()
        base = self._bases["statement"][self.segments.index(segment)]
        return first - base, last - base

    def _place(self, kind: RecordKind, number: int) -> tuple[Segment, int]:
        bases = self._bases[kind]
        at = bisect_right(bases, number) - 1
        return self.segments[at], number - bases[at]
