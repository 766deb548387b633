"""A finder that asks its memory first, so that the same text is never mined twice; see `memory`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Protocol

from searchapp.enrich.run.memory import Memory, packed, unpacked
from searchapp.model import Story

LOOKED_UP_AT_ONCE = 64
"""Stories; also how many are written in one transaction, and so at most lost when the process is killed."""


class Finder(Protocol):
    """What is asked for the texts that the cache does not know."""

    @property
    def version(self) -> str:
        """Changes whenever the same story would be given other findings."""
        ...

    @property
    def notice(self) -> str:
        """What a user has to be told of how it finds; "" normally."""
        ...

    def pipe(self, stories: Iterable[Story]) -> Iterator[Story]:
        """The same stories in the same order, each with what was found in it."""
        ...


class CachedFinder:
    """A finder with a memory; see `Finder`. IndexRefused where others may write the memory."""

    def __init__(self, finder: Finder, path: Path) -> None:
        self._finder = finder
        self._memory = Memory(path, finder.version)
        self.version = finder.version
        self.notice = finder.notice
        if not self._memory.works:
            unused = (
                f"{path} can't be used: what was found before is not remembered, and every story is done again."
            )
            self.notice = " ".join(filter(None, (finder.notice, unused)))

    def close(self) -> None:
        """Let go of the file."""
        self._memory.close()

    def pipe(self, stories: Iterable[Story]) -> Iterator[Story]:
        """The same stories in the same order, each with its mentions and statements."""
        given = iter(stories)
        while chunk := list(islice(given, LOOKED_UP_AT_ONCE)):
            yield from self._chunk(chunk)

    def _chunk(self, stories: Sequence[Story]) -> Iterator[Story]:
        keys = [self._memory.key(s) for s in stories]
        known = self._memory.known(keys)
        missing = {k: s for k, s in zip(keys, stories, strict=True) if k not in known}
        found = {k: packed(s) for k, s in zip(missing, self._finder.pipe(missing.values()), strict=True)}
        self._memory.keep(found)
        for key, story in zip(keys, stories, strict=True):
            yield unpacked(story, known[key] if key in known else found[key])
