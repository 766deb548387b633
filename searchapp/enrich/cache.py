"""What was found in a text, kept by the text's hash and the finder's version: the same text is never mined twice.

A cache is derived and may be deleted at any time. One that can't be used is begun anew; one that can't be
written is done without. It must not know how anything is found.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Protocol

from searchapp.doubts import STOPPED, Doubt
from searchapp.model import FramePart, Mention, Story
from searchapp.records import mention_to_json, statement_from_json, statement_to_json

LOOKED_UP_AT_ONCE = 64
"""Stories; also how many are written in one transaction, and so at most lost when the process is killed."""
_TABLE = "CREATE TABLE IF NOT EXISTS found (key BLOB PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID"


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
    """A finder with a memory; see `Finder`."""

    def __init__(self, finder: Finder, path: Path) -> None:
        self._finder = finder
        self._db = _open(path)
        self.version = finder.version
        self.notice = finder.notice

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
        content = json.dumps([self.version, story.title, story.text, story.outlet, story.language])
        return hashlib.sha256(content.encode()).digest()

    def _known(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        if self._db is None:
            return {}
        marks = ",".join("?" * len(keys))
        try:
            return dict(self._db.execute(f"SELECT key, body FROM found WHERE key IN ({marks})", keys))
        except sqlite3.DatabaseError:
            self._db = None
            return {}

    def _keep(self, found: dict[bytes, Story]) -> None:
        if self._db is None or not found:
            return
        rows = [(key, _packed(story)) for key, story in found.items()]
        try:
            with self._db:
                self._db.executemany("INSERT OR REPLACE INTO found VALUES (?, ?)", rows)
        except sqlite3.DatabaseError:
            self._db = None


def _open(path: Path) -> sqlite3.Connection | None:
    """The cache's database, begun anew where it is damaged; None where it can't be had at all."""
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(path, timeout=5)
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=OFF")
            db.execute(_TABLE)
            db.commit()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                return None
            path.unlink(missing_ok=True)
        except OSError:
            return None
        else:
            return db
    return None


def _packed(story: Story) -> bytes:
    body = [
        [mention_to_json(m) for m in story.mentions],
        [statement_to_json(s) for s in story.statements],
        [[part.kind, part.start, part.end] for part in story.frame],
        story.quotes_lost,
        [d.number for d in story.doubts if d.kind == STOPPED],
    ]
    return zlib.compress(json.dumps(body).encode(), 1)


def _unpacked(story: Story, body: bytes) -> Story:
    mentions, statements, frame, quotes_lost, stopped = json.loads(zlib.decompress(body))
    return replace(
        story,
        mentions=tuple(Mention(**m) for m in mentions),
        statements=tuple(statement_from_json(s) for s in statements),
        frame=tuple(FramePart(*part) for part in frame),
        quotes_lost=quotes_lost,
        doubts=(*story.doubts, *(Doubt(STOPPED, at) for at in stopped)),
    )
