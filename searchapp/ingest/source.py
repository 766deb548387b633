"""The values the ingest speaks in: a Source to read, a Failure to report, and what a Reader is.

Knows nothing of formats, of folders, or of who asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from searchapp.model import Story


@dataclass(frozen=True, slots=True)
class Source:
    """One file of an archive.

    `name` is its posix path within the archive, always valid Unicode: relative to the folder the user
    gave, or the file's own name. Ids are made from it, so it says nothing of where the archive lies.
    """

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Failure:
    """One input that could not be read: `place` is "line 12", or "" for the whole file."""

    name: str
    place: str
    reason: str


Reader = Callable[[Source], Iterator[Story | Failure]]
"""Turns a source into stories and failures; raises IngestError for a file that can't be read at all."""
