"""What was found in a text, kept by the text's hash and the finder's version: the same text is never mined twice.

A cache is derived and may be deleted at any time. One that is damaged is begun anew, and what was altered in it is
mined again; one that can't be written is done without. It must not know how anything is found.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Protocol

from searchapp.formats.codec import form_of
from searchapp.formats.interchange import INTERCHANGE
from searchapp.model import FramePart, Mention, Statement, Story
from searchapp.provenance import FOUND_WITH_STATEMENTS, Doubt
from searchapp.system.permissions import make_folder, refuse_strangers

LOOKED_UP_AT_ONCE = 64
"""Stories; also how many are written in one transaction, and so at most lost when the process is killed."""
_FORM = "5"
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
        files = [path.with_name(path.name + end) for end in ("", "-wal", "-shm")]
        refuse_strangers(files, mend=f"chmod go-w {path}*")
        self._finder = finder
        self._path = path
        self._db = _open(path)
        self.version = finder.version
        self.notice = finder.notice
        if self._db is None:
            unused = (
                f"{path} can't be used: what was found before is not remembered, and every story is done again."
            )
            self.notice = " ".join(filter(None, (finder.notice, unused)))

    def close(self) -> None:
        """Let go of the file."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def pipe(self, stories: Iterable[Story]) -> Iterator[Story]:
        """The same stories in the same order, each with its mentions and statements."""
        given = iter(stories)
        while chunk := list(islice(given, LOOKED_UP_AT_ONCE)):
            yield from self._chunk(chunk)

    def _chunk(self, stories: Sequence[Story]) -> Iterator[Story]:
        keys = [self._key(s) for s in stories]
        known = self._known(keys)
        missing = {k: s for k, s in zip(keys, stories, strict=True) if k not in known}
        found = dict(zip(missing, self._finder.pipe(missing.values()), strict=True))
        self._keep(found)
        for key, story in zip(keys, stories, strict=True):
            if key in known:
                yield _unpacked(story, known[key])
            else:
                yield _unpacked(story, _packed(found[key]))

    def _key(self, story: Story) -> bytes:
        content = json.dumps([_FORM, self.version, story.title, story.text, story.outlet, story.language])
        return hashlib.sha256(content.encode()).digest()

    def _known(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        if self._db is None:
            return {}
        marks = ",".join("?" * len(keys))
        try:
            rows = self._db.execute(f"SELECT key, body FROM found WHERE key IN ({marks})", keys).fetchall()
        except sqlite3.DatabaseError as error:
            self._give_up(error)
            return {}
        return {key: body[_DIGEST:] for key, body in rows if _is_as_kept(key, body)}

    def _keep(self, found: dict[bytes, Story]) -> None:
        if self._db is None or not found:
            return
        rows = [(key, _digest(key, body) + body) for key, body in ((k, _packed(s)) for k, s in found.items())]
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
            db.execute("PRAGMA synchronous=OFF")
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


def _packed(story: Story) -> bytes:
    doubts = tuple(d for d in story.doubts if d.kind in FOUND_WITH_STATEMENTS)
    found = _Found(story.mentions, story.statements, story.frame, story.quotes_lost, doubts)
    return zlib.compress(json.dumps(_FOUND.to_row(found)).encode(), 1)


def _unpacked(story: Story, body: bytes) -> Story:
    found = _FOUND.from_row(json.loads(zlib.decompress(body)))
    return replace(
        story,
        mentions=found.mentions,
        statements=found.statements,
        frame=found.frame,
        quotes_lost=found.quotes_lost,
        doubts=(*story.doubts, *found.doubts),
    )
