"""What was found in a text, kept by the text's hash and the finder's version: the same text is never mined twice.

The file is derived and may be deleted at any time. One that is damaged is begun anew, and what was altered in it
is forgotten; one that can't be written is done without. It must not know how anything is found.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from searchapp.formats.codec import form_of
from searchapp.formats.interchange import INTERCHANGE
from searchapp.model import FramePart, Mention, Statement, Story
from searchapp.provenance import FOUND_WITH_STATEMENTS, Doubt
from searchapp.system.permissions import make_folder, refuse_strangers

FORM = "5"
"""Of what is kept; raised when the same findings would be packed otherwise."""
_TABLE = "CREATE TABLE IF NOT EXISTS found (key BLOB PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID"
_DIGEST = 16
"""Bytes before each body, of which they are the digest together with its key."""
_SIDE_FILES = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class _Found:
    """What is kept of a story; `doubts` are those that came of the looking."""

    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    frame: tuple[FramePart, ...]
    quotes_lost: bool
    doubts: tuple[Doubt, ...]


_FOUND = form_of(_Found, INTERCHANGE)


class Memory:
    """What one version of a finder found, in a file. IndexRefused where others may write it."""

    def __init__(self, path: Path, version: str) -> None:
        files = [path.with_name(path.name + end) for end in ("", "-wal", "-shm")]
        refuse_strangers(files, mend=f"chmod go-w {path}*")
        self._path = path
        self._version = version
        self._db = _open(path)

    @property
    def works(self) -> bool:
        """Whether anything is remembered: the file can be read and written."""
        return self._db is not None

    def close(self) -> None:
        """Let go of the file."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def key(self, story: Story) -> bytes:
        """By what a story is known here: all that what is found in it depends on."""
        content = json.dumps([FORM, self._version, story.title, story.text, story.outlet, story.language])
        return hashlib.sha256(content.encode()).digest()

    def known(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What was found in these stories, of those that were looked through, as `packed` gave it."""
        if self._db is None:
            return {}
        marks = ",".join("?" * len(keys))
        try:
            rows = self._db.execute(f"SELECT key, body FROM found WHERE key IN ({marks})", keys).fetchall()
        except sqlite3.DatabaseError as error:
            self._give_up(error)
            return {}
        return {key: body[_DIGEST:] for key, body in rows if _is_as_kept(key, body)}

    def keep(self, found: Mapping[bytes, bytes]) -> None:
        """Remember what was found in stories, all of it or nothing."""
        if self._db is None or not found:
            return
        rows = [(key, _digest(key, body) + body) for key, body in found.items()]
        try:
            with self._db:
                self._db.executemany("INSERT OR REPLACE INTO found VALUES (?, ?)", rows)
        except sqlite3.DatabaseError as error:
            self._give_up(error)

    def _give_up(self, error: sqlite3.DatabaseError) -> None:
        """Go on with a new cache where this one is damaged, without one where it can't be read or written."""
        assert self._db is not None
        self._db.close()
        self._db = _open(self._path) if _is_damage(error) and _cleared(self._path) else None


def _digest(key: bytes, body: bytes) -> bytes:
    return hashlib.sha256(key + body).digest()[:_DIGEST]


def _is_as_kept(key: object, body: object) -> bool:
    return isinstance(key, bytes) and isinstance(body, bytes) and body[:_DIGEST] == _digest(key, body[_DIGEST:])


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether it is the file that is wrong, and not the disk, a right, or another program that has it."""
    others = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL}
    others |= {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF not in others


def _cleared(path: Path) -> bool:
    """Take a cache away with all that SQLite keeps beside it; False where that can't be done."""
    try:
        for end in _SIDE_FILES:
            path.with_name(path.name + end).unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _open(path: Path) -> sqlite3.Connection | None:
    """The cache's database, begun anew where it is damaged; None where it can't be had at all."""
    for _ in range(2):
        try:
            make_folder(path.parent)
            db = sqlite3.connect(path, timeout=5)
        except (sqlite3.DatabaseError, OSError):
            return None
        try:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            db.execute(_TABLE)
            db.execute("SELECT key, body FROM found LIMIT 1").fetchone()
            db.commit()
        except sqlite3.DatabaseError as error:
            db.close()
            if not _is_damage(error) or not _cleared(path):
                return None
        else:
            return db
    return None


def packed(story: Story) -> bytes:
    """What was found in a story, as it is remembered."""
    doubts = tuple(d for d in story.doubts if d.kind in FOUND_WITH_STATEMENTS)
    found = _Found(story.mentions, story.statements, story.frame, story.quotes_lost, doubts)
    return zlib.compress(json.dumps(_FOUND.to_row(found)).encode(), 1)


def unpacked(story: Story, body: bytes) -> Story:
    """A story with what was found in one that says the same."""
    found = _FOUND.from_row(json.loads(zlib.decompress(body)))
    return replace(
        story,
        mentions=found.mentions,
        statements=found.statements,
        frame=found.frame,
        quotes_lost=found.quotes_lost,
        doubts=(*story.doubts, *found.doubts),
    )
