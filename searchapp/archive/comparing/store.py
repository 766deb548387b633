"""The file of what comparing stories found: SQLite, derived, written beside and then put in place.

A reader sees one state or the next one, never half of one. A file that is damaged, or of another form, is as none:
the next run begins anew. Must not know how anything is compared.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path

from searchapp.archive.comparing import details, told
from searchapp.compare.compared import Compared, Event, Pair, Passage, Reason, Related, Reporting
from searchapp.compare.details import Details
from searchapp.compare.shared_passages.candidates import Kept
from searchapp.compare.shared_passages.whose import Told
from searchapp.system.disk import in_words, writing

FORM = 6
"""Of the file; raised whenever the same findings would be kept otherwise, or others would be found."""
_TABLES = """
CREATE TABLE meta (generation TEXT NOT NULL);
INSERT INTO meta VALUES ('');
CREATE TABLE stories (
    id TEXT PRIMARY KEY, version TEXT NOT NULL, reporting TEXT NOT NULL DEFAULT 'own', known_by TEXT
) WITHOUT ROWID;
CREATE TABLE sharing (
    story TEXT PRIMARY KEY, shingles BLOB NOT NULL, outlet TEXT NOT NULL, published TEXT, credit TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE pairs (
    a TEXT NOT NULL, b TEXT NOT NULL, share_a REAL NOT NULL, share_b REAL NOT NULL, passages TEXT NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX pairs_b ON pairs (b);
CREATE TABLE events (slug TEXT PRIMARY KEY, label TEXT NOT NULL, since TEXT, until TEXT) WITHOUT ROWID;
CREATE TABLE members (
    story TEXT PRIMARY KEY, event TEXT NOT NULL, place INTEGER NOT NULL, reasons TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX members_event ON members (event, place);
CREATE TABLE moved (slug TEXT PRIMARY KEY, now TEXT NOT NULL) WITHOUT ROWID;
"""
_OF_STORIES = (
    *(("stories", "id"), ("pairs", "a"), ("pairs", "b"), ("sharing", "story"), ("members", "story")),
    *told.OF_STORIES,
)
"""The columns that say of which story a row is."""
_NO_FILE = (sqlite3.DatabaseError, OSError, ValueError, TypeError, LookupError)
_AT_ONCE = 500


class Store:
    """One write: what is put in shows when it is published; left before that, nothing has changed."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.published = False

    @property
    def generation(self) -> str:
        """The generation of the index that all this was found in; "" before the first."""
        (found,) = self.db.execute("SELECT generation FROM meta").fetchone()
        return str(found)

    def versions(self) -> dict[str, str]:
        """The version of each story that was compared."""
        return dict(self.db.execute("SELECT id, version FROM stories"))

    def forget(self, stories: Iterable[str]) -> None:
        """Take out stories with all that was found of them."""
        rows = [(story,) for story in stories]
        for table, column in _OF_STORIES:
            self.db.executemany(f"DELETE FROM {table} WHERE {column} = ?", rows)

    def add(self, story: str, version: str) -> None:
        """A story that is compared now."""
        self.db.execute("INSERT OR REPLACE INTO stories (id, version) VALUES (?, ?)", (story, version))

    def put_sharing(self, story: str, shingles: bytes, told: Told) -> None:
        """What a story is compared by with others for passages that they share, and whence it comes."""
        day = told.published and told.published.isoformat()
        self.db.execute(
            "INSERT OR REPLACE INTO sharing VALUES (?, ?, ?, ?, ?)",
            (story, shingles, told.outlet, day, told.credit),
        )

    def kept(self) -> dict[str, Kept]:
        """What each story is compared by with others for passages that they share, in the order of ids."""
        rows = self.db.execute("SELECT story, outlet, published, shingles FROM sharing ORDER BY story")
        return {story: Kept(outlet, published or "", shingles) for story, outlet, published, shingles in rows}

    def told(self) -> dict[str, Told]:
        """Whence each story comes."""
        rows = self.db.execute("SELECT story, outlet, published, credit FROM sharing")
        return {story: Told(outlet, _day(published), credit) for story, outlet, published, credit in rows}

    def shares(self) -> Iterator[Pair]:
        """Every pair of stories that share passages, without these."""
        for a, b, share_a, share_b in self.db.execute("SELECT a, b, share_a, share_b FROM pairs WHERE a <> b"):
            yield Pair(a, b, share_a, share_b, ())

    def put_pairs(self, pairs: Iterable[Pair]) -> None:
        """Stories that share passages, in place of what was found of the same two."""
        rows = ((p.a, p.b, p.share_a, p.share_b, json.dumps(p.passages)) for p in pairs)
        self.db.executemany("INSERT OR REPLACE INTO pairs VALUES (?, ?, ?, ?, ?)", rows)

    def put_reporting(self, reporting: Mapping[str, Reporting], groups: Mapping[str, str]) -> None:
        """Whose reporting stories are, and by which story those are known that are printed elsewhere too."""
        rows = ((kind, groups.get(story), story) for story, kind in reporting.items())
        self.db.executemany("UPDATE stories SET reporting = ?, known_by = ? WHERE id = ?", rows)

    def members(self) -> dict[str, list[str]]:
        """The stories of each event, by its address."""
        found: dict[str, list[str]] = {}
        for story, slug in self.db.execute("SELECT story, event FROM members ORDER BY event, place"):
            found.setdefault(slug, []).append(story)
        return found

    def moved(self) -> dict[str, str]:
        """Where addresses of events lead that these have no more."""
        return dict(self.db.execute("SELECT slug, now FROM moved"))

    def compared(self) -> Compared:
        """What there is of all stories."""
        return _compared(self.db)

    def pairs_of(self, stories: Sequence[str]) -> Iterator[Pair]:
        """Those of which one at least is among these stories; where both are, twice."""
        for pairs in _pairs(self.db, stories).values():
            yield from pairs

    def put_events(
        self,
        events: Iterable[Event],
        reasons: Mapping[str, Sequence[Reason]],
        moved: Mapping[str, str],
        *,
        kept: Collection[str] = (),
    ) -> None:
        """Events, with the reasons of their stories, in place of all that were there but those `kept`."""
        gone = [(slug,) for (slug,) in self.db.execute("SELECT slug FROM events") if slug not in kept]
        self.db.executemany("DELETE FROM events WHERE slug = ?", gone)
        self.db.executemany("DELETE FROM members WHERE event = ?", gone)
        self.db.execute("DELETE FROM moved")
        for event in events:
            days = [day and day.isoformat() for day in (event.since, event.until)]
            self.db.execute("INSERT INTO events VALUES (?, ?, ?, ?)", (event.slug, event.label, *days))
            rows = (
                (story, event.slug, place, json.dumps(reasons.get(story, ())))
                for place, story in enumerate(event.stories)
            )
            self.db.executemany("INSERT INTO members VALUES (?, ?, ?, ?)", rows)
        self.db.executemany("INSERT INTO moved VALUES (?, ?)", moved.items())

    def publish(self, generation: str) -> None:
        """Show all this, as found in a generation of the index."""
        self.db.execute("UPDATE meta SET generation = ?", (generation,))
        self.published = True


@contextmanager
def storing(path: Path) -> Iterator[Store]:
    """A write to the file of a path, begun anew where there is none that can be read; one at a time."""
    with writing(path) as target, in_words(f"{path} can't be written"):
        fresh = target.with_name(f"{target.name}.new")
        fresh.unlink(missing_ok=True)
        if _readable(target):
            shutil.copyfile(target, fresh)
        try:
            with closing(_connected(fresh)) as db:
                store = Store(db)
                yield store
                db.commit()
            if store.published:
                os.replace(fresh, target)
        finally:
            fresh.unlink(missing_ok=True)


def is_of(path: Path, generation: str) -> bool:
    """Whether the file has what was found in a generation of the index."""
    with suppress(*_NO_FILE), closing(_reading(path)) as db:
        return Store(db).generation == generation
    return False


def read_compared(path: Path) -> Compared:
    """What the file has of all stories; nothing where there is none that can be read."""
    with suppress(*_NO_FILE), closing(_reading(path)) as db:
        return _compared(db)
    return Compared()


def read_pairs(path: Path, stories: Iterable[str]) -> dict[str, tuple[Pair, ...]]:
    """By each of these stories, where it shares any, those that it shares passages with, as seen from it."""
    with suppress(*_NO_FILE), closing(_reading(path)) as db:
        return _pairs(db, list(dict.fromkeys(stories)))
    return {}


def read_all_pairs(path: Path) -> Iterator[Pair]:
    """Every pair of stories that share passages, in the order of their ids."""
    if _readable(path):
        with closing(_reading(path)) as db:
            for row in db.execute("SELECT a, b, share_a, share_b, passages FROM pairs ORDER BY a, b"):
                yield _pair(row)


def read_days(path: Path) -> dict[str, date]:
    """The day of each story that has one."""
    with suppress(*_NO_FILE), closing(_reading(path)) as db:
        return told.days(db)
    return {}


def read_related(path: Path, story: str, *, most: int) -> list[Related]:
    """The stories that are most like a story, of whatever day, and what they have in common; best first."""
    with suppress(*_NO_FILE), closing(_reading(path)) as db:
        return told.related_to(db, story, most=most)
    return []


def read_reasons(path: Path, slug: str) -> dict[str, tuple[Reason, ...]]:
    """Why each story of an event is taken to tell of it."""
    with suppress(*_NO_FILE), closing(_reading(path)) as db:
        rows = db.execute("SELECT story, reasons FROM members WHERE event = ? ORDER BY place", (slug,))
        return {story: tuple(Reason(*reason) for reason in json.loads(reasons)) for story, reasons in rows}
    return {}


def read_details(path: Path, slug: str, made_of: str) -> Details | None:
    """The details of an event; None where they are not kept, or were not read out of this."""
    with suppress(*_NO_FILE), closing(_reading(path)) as db:
        return details.details_of(db, slug, made_of)
    return None


def _compared(db: sqlite3.Connection) -> Compared:
    events: dict[str, Event] = {}
    stories: dict[str, list[str]] = {}
    for story, slug in db.execute("SELECT story, event FROM members ORDER BY event, place"):
        stories.setdefault(slug, []).append(story)
    for slug, label, since, until in db.execute("SELECT slug, label, since, until FROM events"):
        events[slug] = Event(slug, label, _day(since), _day(until), tuple(stories.get(slug, ())))
    rows = list(db.execute("SELECT id, reporting, known_by FROM stories"))
    return Compared(
        events,
        {story: slug for slug, members in stories.items() for story in members},
        dict(db.execute("SELECT slug, now FROM moved")),
        {story: known_by for story, _, known_by in rows if known_by},
        {story: reporting for story, reporting, _ in rows},
    )


def _pairs(db: sqlite3.Connection, asked: Sequence[str]) -> dict[str, tuple[Pair, ...]]:
    found: dict[str, list[Pair]] = {}
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        marks = ",".join("?" * len(some))
        query = f"SELECT a, b, share_a, share_b, passages FROM pairs WHERE a IN ({marks}) OR b IN ({marks})"
        for row in db.execute(query, (*some, *some)):
            pair = _pair(row)
            for story in {pair.a, pair.b}.intersection(some):
                found.setdefault(story, []).append(pair.seen_from(story))
    return {story: tuple(pairs) for story, pairs in found.items()}


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None


def _pair(row: tuple[str, str, float, float, str]) -> Pair:
    a, b, share_a, share_b, passages = row
    return Pair(a, b, share_a, share_b, tuple(Passage(tuple(x), tuple(y)) for x, y in json.loads(passages)))


def _readable(path: Path) -> bool:
    """Whether there is a file of this form."""
    with suppress(*_NO_FILE), closing(_reading(path)) as db:
        db.execute("SELECT generation FROM meta").fetchone()
        return True
    return False


def _reading(path: Path) -> sqlite3.Connection:
    """A connection to a file of this form; DatabaseError where it is none."""
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        (form,) = db.execute("PRAGMA user_version").fetchone()
        if form != FORM:
            raise sqlite3.DatabaseError(f"it is of form {form}")
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


def _connected(path: Path) -> sqlite3.Connection:
    """A connection to write with, to a file that is made where there is none."""
    made = not path.exists()
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode=OFF")
    db.execute("PRAGMA synchronous=OFF")
    if made:
        db.executescript(_TABLES + told.TABLES + details.TABLES)
        db.execute(f"PRAGMA user_version={FORM}")
    return db
