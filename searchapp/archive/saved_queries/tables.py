"""The tables of saved queries, version by version. SQLite only."""

from __future__ import annotations

from collections.abc import Callable
from sqlite3 import Connection


def create_tables(db: Connection) -> None:
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


def add_notes_statements_and_snapshots(db: Connection) -> None:
    """Version 2: note, folder, place in the list and day of deletion; statements seen; results as they were."""
    for column in (
        "note text not null default ''",
        "folder text not null default ''",
        "position integer not null default 0",
        "deleted text",
    ):
        db.execute(f"alter table saved add column {column}")
    db.execute(
        """create table heard (
            saved_id integer not null references saved (id) on delete cascade,
            statement integer not null,
            primary key (saved_id, statement)) without rowid"""
    )
    db.execute(
        """create table snapshot (
            saved_id integer not null references saved (id) on delete cascade,
            number integer not null,
            taken text not null,
            kind text not null,
            query text not null,
            total integer not null,
            hits blob not null,
            primary key (saved_id, number))"""
    )


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (create_tables, add_notes_statements_and_snapshots)
"""Each brings the database from its place in the list to the next `user_version`; never changed once released."""
TABLES: tuple[frozenset[str], ...] = (
    frozenset({"saved", "seen"}),
    frozenset({"saved", "seen"}),
    frozenset({"saved", "seen", "heard", "snapshot"}),
)
"""By `user_version`, the tables that a whole database has; one without a version has to be one of version 1."""
