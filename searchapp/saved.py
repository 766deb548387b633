"""Saved queries: a name, our own canonical query string, and which stories its owner has seen. SQLite only.

A story is new when it was not among the results at the last look; the ids of that look are kept, so that
re-indexing changes nothing. This module must not know an engine, nor what a query string means.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from searchapp.errors import NotFound, SavedQueriesError

FILE_NAME = "saved.sqlite3"
MAX_NAME = 200
BUSY_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A saved search: `query` is a canonical query string such as `q=raqqa&outlet=Example`."""

    slug: str
    name: str
    query: str
    created: datetime
    seen: datetime


def create_tables(db: sqlite3.Connection) -> None:
    """Version 1: saved queries, and the stories seen at the last look at each."""
    db.execute(
        """create table saved (
            id integer primary key,
            slug text not null unique,
            name text not null,
            query text not null,
            created text not null,
            seen text not null)"""
    )
    db.execute(
        """create table seen (
            saved_id integer not null references saved (id) on delete cascade,
            story_id text not null,
            primary key (saved_id, story_id)) without rowid"""
    )


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (create_tables,)
"""Each brings the database from its place in the list to the next `user_version`; never changed once released."""


class SavedQueries:
    """The saved queries of one data folder. Every call opens and closes the file, so it is safe between threads.

    Every method raises SavedQueriesError when the database is locked for long, damaged, or of a newer version.
    The file is made by the first `save`; reading makes nothing.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME

    def all(self) -> tuple[SavedQuery, ...]:
        """Every saved query, by name."""
        with self._reading() as db:
            rows = db.execute("select * from saved").fetchall() if db else []
        return tuple(sorted((_saved(r) for r in rows), key=lambda s: (s.name.casefold(), s.slug)))

    def get(self, slug: str) -> SavedQuery:
        """The saved query of this slug; NotFound where there is none."""
        with self._reading() as db:
            row = db.execute("select * from saved where slug = ?", (slug,)).fetchone() if db else None
        if row is None:
            raise _missing(slug)
        return _saved(row)

    def save(self, name: str, query: str, *, seen: Iterable[str], now: datetime) -> str:
        """Keep a query under a name, with the story ids that were just looked at; returns its new slug."""
        name = " ".join(name.split())[:MAX_NAME].strip() or "Untitled query"
        with self._writing() as db:
            taken = {slug for (slug,) in db.execute("select slug from saved")}
            slug = _free_slug(name, taken)
            row = (slug, name, query, now.isoformat(timespec="seconds"), now.isoformat(timespec="seconds"))
            cursor = db.execute("insert into saved (slug, name, query, created, seen) values (?, ?, ?, ?, ?)", row)
            _put_seen(db, cursor.lastrowid, seen)
        return slug

    def delete(self, slug: str) -> None:
        """Forget a saved query; NotFound where there is none."""
        if not self.path.is_file():
            raise _missing(slug)
        with self._writing() as db:
            if db.execute("delete from saved where slug = ?", (slug,)).rowcount == 0:
                raise _missing(slug)

    def unseen(self, slug: str, story_ids: Iterable[str]) -> frozenset[str]:
        """Those of the story ids that were not there at the last look."""
        with self._reading() as db:
            rows = (
                db.execute(
                    "select story_id from seen join saved on saved.id = seen.saved_id where slug = ?", (slug,)
                ).fetchall()
                if db
                else []
            )
        return frozenset(story_ids) - {story_id for (story_id,) in rows}

    def mark_seen(self, slug: str, story_ids: Iterable[str], *, now: datetime) -> None:
        """This is the last look now: exactly these stories count as seen. NotFound for an unknown slug."""
        if not self.path.is_file():
            raise _missing(slug)
        with self._writing() as db:
            row = db.execute("select id from saved where slug = ?", (slug,)).fetchone()
            if row is None:
                raise _missing(slug)
            db.execute("update saved set seen = ? where id = ?", (now.isoformat(timespec="seconds"), row[0]))
            db.execute("delete from seen where saved_id = ?", (row[0],))
            _put_seen(db, row[0], story_ids)

    # -- the database ---------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """A connection to read from; None where nothing was ever saved."""
        if not self.path.is_file():
            yield None
            return
        with self._translated(), closing(self._connect()) as db:
            yield None if self._version(db) == 0 else db

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction on an up-to-date database, made where it is absent; an error undoes it."""
        with self._translated():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connect()) as db:
                _use_wal(db)
                db.execute("begin immediate")
                with db:  # Commits, or rolls back whatever was raised.
                    for number, migrate in enumerate(MIGRATIONS[self._version(db) :], self._version(db) + 1):
                        migrate(db)
                        db.execute(f"pragma user_version = {number}")
                    yield db

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        db.execute("pragma foreign_keys = on")
        return db

    def _version(self, db: sqlite3.Connection) -> int:
        version = int(db.execute("pragma user_version").fetchone()[0])
        if version > len(MIGRATIONS):
            raise SavedQueriesError(
                f"{self.path} was written by a newer version of searchapp.",
                hint="Update searchapp, or put an older copy of the file in its place.",
            )
        return version

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """SQLite's and the disk's errors as ours, each with its remedy."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise SavedQueriesError(
                    f"{self.path} is in use by another program.", hint="Try again in a moment."
                ) from error
            raise SavedQueriesError(
                f"{self.path} can't be opened: {error}.",
                hint="Check that the folder is there and can be written.",
            ) from error
        except sqlite3.DatabaseError as error:
            raise SavedQueriesError(
                f"{self.path} is damaged: {error}.",
                hint="Put a backup in its place, or move it away to start anew.",
            ) from error
        except OSError as error:
            raise SavedQueriesError(
                f"{self.path.parent} can't be written: {error.strerror}.", hint="Check the setting `data`."
            ) from error


def _use_wal(db: sqlite3.Connection) -> None:
    """Let readers read while another writes. The mode stays with the file; SQLite does not wait to change it,
    so that of two first writers one goes on without, and a later one sets it."""
    if db.execute("pragma journal_mode").fetchone()[0] != "wal":
        with suppress(sqlite3.OperationalError):
            db.execute("pragma journal_mode = wal")


def _put_seen(db: sqlite3.Connection, saved_id: int | None, story_ids: Iterable[str]) -> None:
    db.executemany("insert or ignore into seen values (?, ?)", ((saved_id, story_id) for story_id in story_ids))


def _saved(row: tuple[int, str, str, str, str, str]) -> SavedQuery:
    _, slug, name, query, created, seen = row
    return SavedQuery(slug, name, query, datetime.fromisoformat(created), datetime.fromisoformat(seen))


def _free_slug(name: str, taken: set[str]) -> str:
    """A readable slug of ASCII letters, digits and hyphens that is not taken yet."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_name)[:60].strip("-") or "query"
    number = 1
    while (free := slug if number == 1 else f"{slug}-{number}") in taken:
        number += 1
    return free


def _missing(slug: str) -> NotFound:
    return NotFound(
        f"There is no saved query “{slug[:80]}”.",
        hint="It may have been deleted; see the list of saved queries.",
    )
