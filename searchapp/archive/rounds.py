"""Parts of one answer that ask an engine side by side, so that what they ask goes to it together.

A part is a generator: it yields requests, is sent their results, and returns what it made of them. All that the
parts yield in one round is one call. This module must not know what is asked.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any, Generic, TypeVar

from searchapp.engines import Index
from searchapp.query.request import SearchRequest
from searchapp.query.result import SearchResult

T = TypeVar("T")
Part = Generator[Sequence[SearchRequest], list[SearchResult], T]


class Pending(Generic[T]):
    """What a part will have made; there after `Rounds.run`."""

    def __init__(self, part: Part[T]) -> None:
        self._part = part
        self.asked: Sequence[SearchRequest] = ()
        self.value: T

    def go_on(self, results: list[SearchResult] | None) -> bool:
        """Send a part its results (None to begin); whether it asks for more."""
        try:
            self.asked = next(self._part) if results is None else self._part.send(results)
        except StopIteration as end:
            self.value = end.value
            return False
        return True


class Rounds:
    """Parts that are asked for together."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._parts: list[Pending[Any]] = []

    def add(self, part: Part[T]) -> Pending[T]:
        """Take a part in."""
        self._parts.append(Pending(part))
        return self._parts[-1]

    def run(self) -> None:
        """Ask until every part has what it wants: as many calls as the part that asks most often."""
        asking = [part for part in self._parts if part.go_on(None)]
        while asking:
            wanted = [request for part in asking for request in part.asked]
            results = iter(self._index.search_many(wanted) if wanted else ())
            given = [[next(results) for _ in part.asked] for part in asking]
            asking = [part for part, theirs in zip(asking, given, strict=True) if part.go_on(theirs)]
        self._parts.clear()


def alone(index: Index, part: Part[T]) -> T:
    """What one part makes, asked for by itself."""
    rounds = Rounds(index)
    pending = rounds.add(part)
    rounds.run()
    return pending.value
