"""Where a story in the index came from: the file, by its real path, and what it claims there as its id.

Kept with each story as its fingerprint. Can look whether a file is still there; must not read or write one.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import PurePath
from typing import Literal

from searchapp.ingest import id_beside, safe_name

MOMENT = "%Y-%m-%dT%H:%M:%SZ"
"""How the moment is written at which a story came."""
Key = tuple[str, str, int]
"""What a story is known by: its file's real path, the id it claims, how many before it in that file claim it."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What the index remembers of a story: a digest of its content, what mined it, where it lies, when it came.

    `name` is its file's within the archive by which it was first reached, `place` its line there ("#3") or "".
    `copies` are the names of files that are the same.
    `came` is the moment of the run that first had the story, in UTC ("2026-11-26T20:30:00Z"); "" where it is older
    than such notes.
    """

    digest: str
    enrichment: str
    path: str
    name: str
    place: str
    claim: str
    number: int
    came: str = ""
    copies: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What it is known by from run to run."""
        return self.path, self.claim, self.number

    @property
    def shown(self) -> str:
        """Its place on this machine, for a person."""
        return safe_name(self.path) + self.place

    def says_what(self, other: Origin) -> bool:
        """Whether the same story would be shown of both."""
        return (self.digest, self.name, self.place, self.copies) == (
            other.digest, other.name, other.place, other.copies
        )  # fmt: skip

    def packed(self) -> str:
        """As a fingerprint."""
        row = [self.digest, self.enrichment, self.path, self.name, self.place, self.claim, self.number, self.came]
        return json.dumps([*row, self.copies] if self.copies else row)

    @classmethod
    def unpacked(cls, story_id: str, fingerprint: str) -> Origin:
        """From a story's fingerprint."""
        row = json.loads(fingerprint)
        if len(row) != 4:
            return cls(*row[:8], *map(tuple, row[8:]))
        digest, enrichment, root, name = row  # from before sources were known by their real paths
        path = root if root.endswith(f"/{name}") and not os.path.isdir(root) else os.path.join(root, name)
        return cls(digest, enrichment, path, name, "", story_id, 0)


def ids_beside(origin: Origin) -> Iterator[str]:
    """Ids for a story whose claim is taken, made of as little of its path as will do, so that it may be moved."""
    parts = PurePath(origin.path).parts
    least = min(origin.name.count("/") + 2, len(parts))  # with the name of the archive's own folder
    number = f"#{origin.number}" if origin.number else ""
    for length in range(least, len(parts) + 1):
        yield id_beside(origin.claim, "/".join(parts[-length:]) + number)
    yield from (id_beside(origin.claim, f"{origin.path}{number} {n}") for n in count(2))


def state_of(path: str) -> Literal["there", "gone", "closed"]:
    """Whether a file is there, is gone, or can't be told of, because what it lies in can't be looked into."""
    try:
        mode = os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "gone"
    except (OSError, ValueError):
        return "closed"
    return "gone" if stat.S_ISDIR(mode) else "there"


def emptied_folder(path: str) -> str:
    """The folder above a file that is gone, if it stands empty, as a disk's does that is not mounted; else ""."""
    folder = os.path.dirname(path)
    while not os.path.isdir(folder) and folder != os.path.dirname(folder):
        folder = os.path.dirname(folder)
    try:
        with os.scandir(folder) as listing:
            return "" if any(listing) else os.path.join(folder, "")
    except OSError:
        return ""
