"""The values the ingest speaks in: a Source to read by a user's Choices, a Failure, a LeftOut, a Reader.

Knows nothing of formats, of folders, or of who asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from searchapp.model import Story


@dataclass(frozen=True, slots=True)
class Choices:
    """What a user says of how files are to be read, where these do not say it themselves.

    `columns` are pairs of a field of a story and where its value stands: the head of a column, or a path of keys
    ("body", "content.rendered"). A line that is `separator` stands between the stories of a text file. With `ocr`
    pages without a text layer are read by the Tesseract that is installed.
    """

    columns: tuple[tuple[str, str], ...] = ()
    separator: str = ""
    ocr: bool = False


@dataclass(slots=True)
class Allowance:
    """What may yet be unpacked of one file of files, with all that lies in the files in it: bytes and members."""

    size: int
    members: int


@dataclass(frozen=True, slots=True)
class Source:
    """One file of an archive, or one in such a file.

    `name` is its posix path within the archive, always valid Unicode: relative to the folder the user
    gave, or the file's own name. Ids are made from it, so it says nothing of where the archive lies. What lies
    in a file is named after it ("2017.zip#may/vote.html"), and `path` is then where it was unpacked to: for
    as long as it is read. `suffix` is the one to read it by, where that is not its name's. `depth` is in how many
    files it lies, and `allowance` what these may yet unpack to; see files/containers.
    """

    path: Path
    name: str
    choices: Choices = Choices()
    suffix: str = ""
    depth: int = 0
    allowance: Allowance | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """One input that could not be read: `place` is "line 12", or "" for the whole file."""

    name: str
    place: str
    reason: str


WhyLeftOut = Literal[
    "kind", "sidecar", "page part", "no story", "hidden", "own", "draft", "deleted", "no page", "redirect"
]
"""Not a kind that is read; a sidecar without its story; a part of a web page; by its name no story (a README);
its name begins with a dot; a folder of this program; not published; a mail that its reader deleted; captured, and
no page, or the way to one."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file or folder within an archive that was passed over; `suffix` is ".pdf", ".warc.gz", or "" for none.

    Of what is many in one file (the pictures of a web capture) one stands for its `number`.
    """

    name: str
    why: WhyLeftOut
    suffix: str = ""
    number: int = 1

    @property
    def may_be_a_story(self) -> bool:
        """Whether a user may miss it: it is not passed over because it never is a story."""
        return self.why in ("kind", "sidecar")


@dataclass(frozen=True, slots=True)
class Remark:
    """What a user is told of how a file was read: which of its columns, or keys, is which field."""

    name: str
    text: str


Item = Story | Failure | LeftOut | Remark
"""What a reader gives: a story, an input that can't be read, one that was passed over, or how it was read."""
Reader = Callable[[Source], Iterator[Item]]
"""Turns a source into stories and what it could not read; raises IngestError where a file can't be read at all."""
MembersReader = Callable[[Source, Reader], Iterator[Item]]
"""A Reader of a file of files, which is given what reads the files in it."""
