"""The values the ingest speaks in: a Source to read, a Failure and a LeftOut to report, and what a Reader is.

Knows nothing of formats, of folders, or of who asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

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


WhyLeftOut = Literal["kind", "sidecar", "page part", "no story", "hidden", "own"]
"""Not a kind that is read; a sidecar without its story; a part of a web page; by its name no story (a README);
its name begins with a dot; a folder of this program."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file or folder within an archive that was passed over; `suffix` is ".pdf", ".warc.gz", or "" for none."""

    name: str
    why: WhyLeftOut
    suffix: str = ""

    @property
    def may_be_a_story(self) -> bool:
        """Whether a user may miss it: it is not passed over because it never is a story."""
        return self.why in ("kind", "sidecar")


Reader = Callable[[Source], Iterator[Story | Failure]]
"""Turns a source into stories and failures; raises IngestError for a file that can't be read at all."""
