"""Saved queries: a name, our own canonical query string, and what of its results its owner has seen. SQLite only.

What was not among the results at the last look is new; what was there at that look is kept, so that re-indexing
changes nothing. This module must not know an engine, nor what a query string means; how the
file is opened, copied and mended is in `searchapp.archive.saved_queries.file`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from searchapp.archive.saved_queries.file import FILE_NAME, HISTORY, SavedFile
from searchapp.archive.saved_queries.rows import (
    COLUMNS,
    KEPT_DELETED,
    KINDS,
    MAX_FOLDER,
    MAX_NAME,
    MAX_NOTE,
    Entry,
    SavedQuery,
    TakenIn,
    folder_of,
    forget_deleted,
    insert,
    name_of,
    note_of,
    put_snapshot,
    readable,
    row_of,
    saved_of,
    set_seen,
    text_of,
    time_of,
)
from searchapp.archive.saved_queries.snapshots import Found, Kept, Snapshot, unpacked
from searchapp.errors import NotFound, SavedQueriesError
from searchapp.text.wording import long_day

__all__ = [
    "FILE_NAME",
    "KEPT_DELETED",
    "MAX_FOLDER",
    "MAX_NAME",
    "MAX_NOTE",
    "Entry",
    "SavedQueries",
    "SavedQuery",
    "TakenIn",
]


class SavedQueries:
    """The saved queries of one data folder. Every call opens and closes the file, so it is safe between threads.

    Every method raises SavedQueriesError or DiskError when the database is locked for long, damaged without a good
    copy, of a newer version, or can't be written. The file is made by the first `save`; reading makes none.
    """

    def __init__(self, folder: Path) -> None:
        self._file = SavedFile(folder)
        self.path = self._file.path

    # -- reading --------------------------------------------------------------------------------------

    def all(self) -> tuple[SavedQuery, ...]:
        """Every saved query that can be read and is not deleted, by folder and its order there."""
        return tuple(s for s in self._rows()[0] if s.deleted is None)

    def deleted(self) -> tuple[SavedQuery, ...]:
        """Those that were deleted and can be brought back, the last deleted first."""
        found = (s for s in self._rows()[0] if s.deleted is not None)
        return tuple(sorted(found, key=lambda s: (s.deleted or s.created, s.slug), reverse=True))

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
        """The saved query of this slug; NotFound where there is none, or it was deleted."""
        with self._file.reading() as db:
            row = row_of(db, slug) if db else None
        if row is None:
            raise self._missing(slug)
        try:
            saved = saved_of(row)
        except ValueError as error:
            raise SavedQueriesError(
                f"The saved query “{slug[:80]}” can't be read: {error}.", hint=f"{HISTORY} has copies of the file."
            ) from error
        if saved.deleted is not None:
            raise NotFound(
                f"The saved query “{saved.name[:80]}” was deleted on {long_day(saved.deleted.date())}.",
                hint="The list of saved queries has it at its foot, where it can be brought back.",
            )
        return saved

    def asking(self, query: str) -> SavedQuery | None:
        """The saved query that asks exactly this, if there is one."""
        return next((s for s in self.all() if s.query == query), None)

    def unseen(self, slug: str, story_ids: Iterable[str]) -> frozenset[str]:
        """Those of the story ids that were not there at the last look."""
        return frozenset(found.story for found in self.news(slug, [Found(i) for i in story_ids]))

    def news(self, slug: str, found: Sequence[Found]) -> frozenset[Found]:
        """What of this was not there at the last look.

        A statement is looked for among the statements of that look; where only their stories were kept, or only
        its story is known, by its story.
        """
        asked = "select {} from {} join saved on saved.id = saved_id where slug = ?"
        with self._file.reading() as db:
            if db is None:
                return frozenset(found)
            stories = {i for (i,) in db.execute(asked.format("story_id", "seen"), (slug,))}
            heard = {i for (i,) in db.execute(asked.format("statement", "heard"), (slug,))}
        return frozenset(
            f for f in found if (f.statement not in heard if f.statement and heard else f.story not in stories)
        )

    # -- changing -------------------------------------------------------------------------------------

    def save(
        self,
        name: str,
        query: str,
        *,
        now: datetime,
        seen: Iterable[str | Found] = (),
        snapshot: Snapshot | None = None,
    ) -> str:
        """Keep a query under a name, with what was seen of what it finds; gives its new slug.

        An id alone stands for a story. A snapshot counts as seen.
        """
        with self._file.writing(every=True) as db:
            return insert(db, Entry(name, query, snapshot=snapshot), seen, now)

    def take_in(self, entries: Iterable[Entry], *, now: datetime) -> TakenIn:
        """Add these queries, all or none; what is asked already stays, and gets the note and folder it lacks."""
        added: list[str] = []
        there: list[str] = []
        with self._file.writing(every=True) as db:
            for entry in entries:
                asked = "select id, slug, note, folder from saved where query = ? and deleted is null"
                if row := db.execute(asked, (entry.query,)).fetchone():
                    there.append(row[1])
                    both = row[2] if entry.note in row[2] else f"{row[2]}\n{entry.note}".strip()[:MAX_NOTE]
                    filed = both, row[3] or folder_of(entry.folder), row[0]
                    db.execute("update saved set note = ?, folder = ? where id = ?", filed)
                else:
                    added.append(insert(db, entry, (), now))
        return TakenIn(tuple(added), tuple(there))

    def edit(
        self, slug: str, *, name: str, note: str, folder: str, query: str, snapshot: Snapshot | None = None
    ) -> None:
        """Call a query otherwise, note something on it, put it elsewhere, or have it ask something else.

        What it then finds, where that is given, is kept as a snapshot and counts as seen.
        """
        with self._changing(slug, every=True) as (db, saved_id):
            db.execute(
                "update saved set name = ?, note = ?, folder = ?, query = ? where id = ?",
                (name_of(name), note_of(note), folder_of(folder), query, saved_id),
            )
            if snapshot:
                put_snapshot(db, saved_id, snapshot)
                set_seen(db, saved_id, (hit.found for hit in snapshot.hits), snapshot.taken)

    def move(self, slug: str, by: int) -> None:
        """Put a query so many places down (or up, where negative) in its folder."""
        folder = self.get(slug).folder
        with self._changing(slug) as (db, _):
            found = db.execute(f"select {COLUMNS} from saved where folder = ? and deleted is null", (folder,))
            slugs = [s.slug for s in readable(found.fetchall())]
            if slug in slugs:
                at = slugs.index(slug)
                slugs.insert(min(max(at + by, 0), len(slugs) - 1), slugs.pop(at))
            places = [(place, name) for place, name in enumerate(slugs, 1)]
            db.executemany("update saved set position = ? where slug = ?", places)

    def delete(self, slug: str, *, now: datetime) -> None:
        """Take a saved query off the list; it can be brought back for `KEPT_DELETED`."""
        with self._changing(slug, every=True) as (db, saved_id):
            forget_deleted(db, now)
            db.execute("update saved set deleted = ? where id = ?", (time_of(now), saved_id))

    def restore(self, slug: str) -> None:
        """Bring back what was deleted; NotFound where it is gone for good."""
        with self._changing(slug, every=True, deleted=True) as (db, saved_id):
            db.execute("update saved set deleted = null where id = ?", (saved_id,))

    def mark_seen(self, slug: str, found: Iterable[str | Found], *, now: datetime) -> None:
        """This is the last look now: exactly this counts as seen. NotFound for an unknown slug."""
        with self._changing(slug) as (db, saved_id):
            set_seen(db, saved_id, found, now)

    # -- results as they were ---------------------------------------------------------------------------

    def keep_snapshot(self, slug: str, snapshot: Snapshot) -> int:
        """Keep what a query found, for good; returns its number, from 1 on."""
        with self._changing(slug, every=True) as (db, saved_id):
            return put_snapshot(db, saved_id, snapshot)

    def snapshots(self, slug: str) -> tuple[Kept, ...]:
        """The snapshots of a query that can be read, the newest first."""
        asked = (
            "select number, taken, kind, total from snapshot join saved on saved.id = saved_id"
            " where slug = ? order by number desc"
        )
        with self._file.reading() as db:
            rows = db.execute(asked, (slug,)).fetchall() if db else []
        found: list[Kept] = []
        for number, taken, kind, total in rows:
            with suppress(ValueError, KeyError):
                found.append(Kept(int(number), datetime.fromisoformat(text_of(taken)), KINDS[kind], int(total)))
        return tuple(found)

    def snapshot(self, slug: str, number: int) -> Snapshot:
        """One snapshot of a query, whole; NotFound where there is none, SavedQueriesError where it is damaged."""
        asked = (
            "select taken, kind, snapshot.query, hits from snapshot join saved on saved.id = saved_id"
            " where slug = ? and number = ?"
        )
        with self._file.reading() as db:
            row = db.execute(asked, (slug, number)).fetchone() if db else None
        if row is None:
            raise NotFound(
                "There is no such snapshot.", hint="The page of the saved query lists those that there are."
            )
        try:
            taken, kind, query, hits = row
            return Snapshot(datetime.fromisoformat(text_of(taken)), KINDS[kind], text_of(query), unpacked(hits))
        except (ValueError, KeyError) as error:
            raise SavedQueriesError(
                f"Snapshot {number} of “{slug[:80]}” can't be read: {error}.",
                hint=f"{HISTORY} has copies of the file.",
            ) from error

    # -- how ------------------------------------------------------------------------------------------

    @contextmanager
    def _changing(
        self, slug: str, *, every: bool = False, deleted: bool = False
    ) -> Iterator[tuple[Connection, int]]:
        """A transaction on the query of this slug, or on one that is deleted; NotFound where there is none."""
        if not self.path.is_file():
            raise self._missing(slug)
        with self._file.writing(every=every) as db:
            asked = "select id from saved where slug = ? and (deleted is not null) = ?"
            row = db.execute(asked, (slug, deleted)).fetchone()
            if row is None:
                raise self._missing(slug)
            yield db, row[0]

    def _missing(self, slug: str) -> NotFound:
        said = " ".join(self._file.notices())
        return NotFound(
            f"There is no saved query “{slug[:80]}”.",
            hint=said or "It may have been deleted; see the list of saved queries.",
        )

    def _rows(self) -> tuple[tuple[SavedQuery, ...], int]:
        """The saved queries in order, and how many rows that nobody deleted can't be read as one."""
        with self._file.reading() as db:
            rows = db.execute(f"select {COLUMNS} from saved").fetchall() if db else []
        found = readable(rows)
        unread = [row for row in rows if not readable([row])] if len(found) < len(rows) else []
        return found, sum(row[-1] is None for row in unread)
