"""Saved queries: a name, our own canonical query string, and which stories its owner has seen. SQLite only.

A story is new when it was not among the results at the last look; the ids of that look are kept, so that
re-indexing changes nothing. This module must not know an engine, nor what a query string means; how the file is
opened, copied and mended is in `searchapp.archive.saved_queries.file`.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from searchapp.archive.saved_queries.file import FILE_NAME, HISTORY, SavedFile
from searchapp.errors import NotFound, SavedQueriesError
from searchapp.text.slugs import hyphenated, not_taken

__all__ = ["FILE_NAME", "MAX_NAME", "SavedQueries", "SavedQuery"]
MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A saved search: `query` is a canonical query string such as `q=raqqa&outlet=Example`."""

    slug: str
    name: str
    query: str
    created: datetime
    seen: datetime


class SavedQueries:
    """The saved queries of one data folder. Every call opens and closes the file, so it is safe between threads.

    Every method raises SavedQueriesError or DiskError when the database is locked for long, damaged without a good
    copy, of a newer version, or can't be written. The file is made by the first `save`; reading makes none.
    """

    def __init__(self, folder: Path) -> None:
        self._file = SavedFile(folder)
        self.path = self._file.path

    def all(self) -> tuple[SavedQuery, ...]:
        """Every saved query that can be read, by name."""
        return self._rows()[0]

    def notices(self) -> tuple[str, ...]:
        """What users have to be told: of damage, of what is shown instead, and of what is left out."""
        unread = self._rows()[1]
        said = list(self._file.notices())
        if unread:
            what = "A saved query" if unread == 1 else f"{unread:,} saved queries"
            said.append(
                f"{what} can't be read and {'is' if unread == 1 else 'are'} left out; {HISTORY} has copies."
            )
        return tuple(said)

    def get(self, slug: str) -> SavedQuery:
        """The saved query of this slug; NotFound where there is none."""
        with self._file.reading() as db:
            row = db.execute("select * from saved where slug = ?", (slug,)).fetchone() if db else None
        if row is None:
            raise self._missing(slug)
        try:
            return _saved(row)
        except ValueError as error:
            raise SavedQueriesError(
                f"The saved query “{slug[:80]}” can't be read: {error}.", hint=f"{HISTORY} has copies of the file."
            ) from error

    def save(self, name: str, query: str, *, seen: Iterable[str], now: datetime) -> str:
        """Keep a query under a name, with the story ids that were just looked at; returns its new slug."""
        name = " ".join(name.split())[:MAX_NAME].strip() or "Untitled query"
        with self._file.writing(every=True) as db:
            taken = {slug for (slug,) in db.execute("select slug from saved")}
            slug = not_taken(hyphenated(name)[:60].strip("-") or "query", taken)
            row = (slug, name, query, now.isoformat(timespec="seconds"), now.isoformat(timespec="seconds"))
            cursor = db.execute("insert into saved (slug, name, query, created, seen) values (?, ?, ?, ?, ?)", row)
            _put_seen(db, cursor.lastrowid, seen)
        return slug

    def delete(self, slug: str) -> None:
        """Forget a saved query; NotFound where there is none."""
        if not self.path.is_file():
            raise self._missing(slug)
        with self._file.writing(every=True) as db:
            if db.execute("delete from saved where slug = ?", (slug,)).rowcount == 0:
                raise self._missing(slug)

    def unseen(self, slug: str, story_ids: Iterable[str]) -> frozenset[str]:
        """Those of the story ids that were not there at the last look."""
        with self._file.reading() as db:
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
            raise self._missing(slug)
        with self._file.writing() as db:
            row = db.execute("select id from saved where slug = ?", (slug,)).fetchone()
            if row is None:
                raise self._missing(slug)
            db.execute("update saved set seen = ? where id = ?", (now.isoformat(timespec="seconds"), row[0]))
            db.execute("delete from seen where saved_id = ?", (row[0],))
            _put_seen(db, row[0], story_ids)

    def _missing(self, slug: str) -> NotFound:
        said = " ".join(self._file.notices())
        return NotFound(
            f"There is no saved query “{slug[:80]}”.",
            hint=said or "It may have been deleted; see the list of saved queries.",
        )

    def _rows(self) -> tuple[tuple[SavedQuery, ...], int]:
        """The saved queries by name, and how many rows can't be read as one."""
        with self._file.reading() as db:
            rows = db.execute("select * from saved").fetchall() if db else []
        found: list[SavedQuery] = []
        for row in rows:
            with suppress(ValueError):
                found.append(_saved(row))
        return tuple(sorted(found, key=lambda s: (s.name.casefold(), s.slug))), len(rows) - len(found)


def _put_seen(db: Connection, saved_id: int | None, story_ids: Iterable[str]) -> None:
    db.executemany("insert or ignore into seen values (?, ?)", ((saved_id, story_id) for story_id in story_ids))


def _saved(row: tuple[object, ...]) -> SavedQuery:
    """A row as a saved query; ValueError where it is none."""
    slug, name, query, created, seen = (_text(value) for value in row[1:])
    return SavedQuery(slug, name, query, datetime.fromisoformat(created), datetime.fromisoformat(seen))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r:.80} is no text")
    value.encode()  # which raises a ValueError for bytes that were no text
    return value
