"""Rows of the tables of saved queries as values, and back. SQLite only."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlite3 import Connection

from searchapp.archive.saved_queries.snapshots import Found, Snapshot, packed
from searchapp.errors import BadRequest
from searchapp.model import RECORD_KINDS
from searchapp.text.slugs import hyphenated, not_taken

MAX_NAME = 200
MAX_NOTE = 2000
MAX_FOLDER = 100
KEPT_DELETED = timedelta(days=30)
"""How long what was deleted can be brought back."""
COLUMNS = "slug, name, query, created, seen, note, folder, position, deleted"


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A saved search: `query` is a canonical query string such as `q=raqqa&outlet=Example`.

    `folder` is a word, or words with "/" between them; within it queries stand by `position`, then by name. The
    slug stays what it was made at first, so that a link to it holds whatever is renamed.
    """

    slug: str
    name: str
    query: str
    created: datetime
    seen: datetime
    note: str = ""
    folder: str = ""
    position: int = 0
    deleted: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A query that is to be saved, with what is known of it: where it had been saved before, and what it finds."""

    name: str
    query: str
    note: str = ""
    folder: str = ""
    position: int = 0
    slug: str = ""
    created: datetime | None = None
    snapshot: Snapshot | None = None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The slugs of queries that were added, and of those that were there already."""

    added: tuple[str, ...]
    there: tuple[str, ...]


def name_of(given: str) -> str:
    """A name as it is kept: in one line, never empty."""
    return " ".join(given.split())[:MAX_NAME].strip() or "Untitled query"


def note_of(given: str) -> str:
    """A note as it is kept; BadRequest where it is too long."""
    note = "\n".join(given.splitlines()).strip()
    if len(note) > MAX_NOTE:
        raise BadRequest(f"A note can have up to {MAX_NOTE:,} characters.", hint="Go back and shorten it.")
    return note


def folder_of(given: str) -> str:
    """A folder as it is kept: words with "/" between them; BadRequest where it is too long."""
    folder = "/".join(filter(None, (" ".join(word.split()) for word in given.split("/"))))
    if len(folder) > MAX_FOLDER:
        raise BadRequest(f"A folder can have up to {MAX_FOLDER} characters.", hint="Go back and shorten it.")
    return folder


KINDS = {kind: kind for kind in RECORD_KINDS}


def time_of(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def forget_deleted(db: Connection, now: datetime) -> None:
    """Forget what was deleted too long ago to be brought back."""
    db.execute("delete from saved where deleted is not null and deleted < ?", (time_of(now - KEPT_DELETED),))


def insert(db: Connection, entry: Entry, seen: Iterable[str | Found], now: datetime) -> str:
    """Put a query into the table, under a slug of its own; returns that."""
    forget_deleted(db, now)
    name, snapshot = name_of(entry.name), entry.snapshot
    taken = {slug for (slug,) in db.execute("select slug from saved")}
    slug = not_taken(hyphenated(entry.slug or name)[:60].strip("-") or "query", taken)
    times = time_of(entry.created or now), time_of(now)
    row = (slug, name, entry.query, *times, note_of(entry.note), folder_of(entry.folder), entry.position)
    columns = "slug, name, query, created, seen, note, folder, position"
    saved_id = db.execute(f"insert into saved ({columns}) values (?, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid
    _put_seen(db, saved_id, (*seen, *(hit.found for hit in (snapshot.hits if snapshot else ()))))
    if snapshot:
        put_snapshot(db, saved_id, snapshot)
    return slug


def _put_seen(db: Connection, saved_id: int | None, seen: Iterable[str | Found]) -> None:
    found = [Found(one) if isinstance(one, str) else one for one in seen]
    stories = ((saved_id, f.story) for f in found)
    db.executemany("insert or ignore into seen values (?, ?)", stories)
    statements = ((saved_id, f.statement) for f in found if f.statement)
    db.executemany("insert or ignore into heard values (?, ?)", statements)


def set_seen(db: Connection, saved_id: int, found: Iterable[str | Found], now: datetime) -> None:
    db.execute("update saved set seen = ? where id = ?", (time_of(now), saved_id))
    for table in ("seen", "heard"):
        db.execute(f"delete from {table} where saved_id = ?", (saved_id,))
    _put_seen(db, saved_id, found)


def put_snapshot(db: Connection, saved_id: int | None, snapshot: Snapshot) -> int:
    """Keep a snapshot under the next number of its query; returns that."""
    asked = "select coalesce(max(number), 0) + 1 from snapshot where saved_id = ?"
    number = int(db.execute(asked, (saved_id,)).fetchone()[0])
    about = (saved_id, number, time_of(snapshot.taken), snapshot.kind, snapshot.query, snapshot.total)
    db.execute("insert into snapshot values (?, ?, ?, ?, ?, ?, ?)", (*about, packed(snapshot.hits)))
    return number


def row_of(db: Connection, slug: str) -> tuple[object, ...] | None:
    row: tuple[object, ...] | None = db.execute(f"select {COLUMNS} from saved where slug = ?", (slug,)).fetchone()
    return row


def readable(rows: Iterable[tuple[object, ...]]) -> tuple[SavedQuery, ...]:
    """The rows that are saved queries, in their order."""
    found: list[SavedQuery] = []
    for row in rows:
        with suppress(ValueError):
            found.append(saved_of(row))
    return tuple(sorted(found, key=lambda s: (s.folder.casefold(), s.position, s.name.casefold(), s.slug)))


def saved_of(row: tuple[object, ...]) -> SavedQuery:
    """A row as a saved query; ValueError where it is none."""
    *texts, position, deleted = row
    slug, name, query, created, seen, note, folder = map(text_of, texts)
    if not isinstance(position, int):
        raise ValueError(f"{position!r:.80} is no place in a list")
    times = datetime.fromisoformat(created), datetime.fromisoformat(seen)
    gone = None if deleted is None else datetime.fromisoformat(text_of(deleted))
    return SavedQuery(slug, name, query, *times, note, folder, position, gone)


def text_of(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r:.80} is no text")
    value.encode()  # which raises a ValueError for bytes that were no text
    return value
