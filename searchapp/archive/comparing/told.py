"""What stories tell of and how like each other they are, in the file of what comparing found.

Derived; must not know how stories are compared.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from searchapp.archive.comparing.untold import verbs_of_saying
from searchapp.compare.compared import Reason, Related
from searchapp.compare.events.likeness import UNDATED, Alike, Weighed, archived, related, weighed
from searchapp.compare.events.reasons import InCommon
from searchapp.compare.events.telling import Name, Telling, Word

TABLES = """
CREATE TABLE told (
    story TEXT PRIMARY KEY, day INTEGER NOT NULL, keys BLOB NOT NULL, weights BLOB NOT NULL, words TEXT NOT NULL,
    names TEXT NOT NULL
);
CREATE TABLE alike (a TEXT NOT NULL, b TEXT NOT NULL, score REAL NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE INDEX alike_b ON alike (b);
"""
OF_STORIES = (("told", "story"), ("alike", "a"), ("alike", "b"))
"""The columns that say of which story a row is."""
_SHARES = """
SELECT min(a, b), max(a, b), (share_a + share_b) / 2 FROM pairs
JOIN sharing AS of_a ON of_a.story = a JOIN sharing AS of_b ON of_b.story = b
WHERE a != b AND (of_a.outlet != of_b.outlet OR of_a.outlet = '')
"""
_AT_ONCE = 500


def put_told(db: sqlite3.Connection, told: Telling) -> None:
    """Keep what a story tells of."""
    words = "\n".join(word.spelled.replace("\n", " ") for word in told.words)
    names = json.dumps([(name.kind, name.name, name.times) for name in told.names], ensure_ascii=False)
    db.execute("INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?, ?, ?)", (*weighed(told).packed, words, names))


def all_weighed(db: sqlite3.Connection) -> Iterator[Weighed]:
    """Every story as it is compared."""
    for row in db.execute("SELECT story, day, keys, weights FROM told"):
        yield Weighed.unpacked(*row)


def told_of(db: sqlite3.Connection, stories: Iterable[str]) -> dict[str, Telling]:
    """What each of these stories tells of."""
    found = {}
    for *packed, spelled, names in _of(
        db, "SELECT story, day, keys, weights, words, names FROM told WHERE story IN", list(stories)
    ):
        story, day, keys, weights = Weighed.unpacked(*packed)
        found[story] = Telling(
            story,
            None if day == UNDATED else date.fromordinal(day),
            tuple(map(Word, keys.tolist(), weights.tolist(), spelled.split("\n"))),
            tuple(Name(*name) for name in json.loads(names)),
        )
    return found


def days(db: sqlite3.Connection) -> dict[str, date]:
    """The day of each story that has one."""
    rows = db.execute("SELECT story, day FROM told WHERE day != ?", (UNDATED,))
    return {story: date.fromordinal(day) for story, day in rows}


def put_alike(db: sqlite3.Connection, alike: Iterable[Alike]) -> None:
    """Keep how like each other stories are, in place of what was found of the same two."""
    db.executemany("INSERT OR REPLACE INTO alike VALUES (?, ?, ?)", alike)


def all_alike(db: sqlite3.Connection) -> Iterator[Alike]:
    """All stories that are like each other."""
    yield from map(Alike._make, db.execute("SELECT a, b, score FROM alike"))


def alike_to(db: sqlite3.Connection, stories: Collection[str]) -> Iterator[Alike]:
    """Those of which one at least is among these; where both are, perhaps twice."""
    for column in ("a", "b"):
        yield from map(Alike._make, _of(db, f"SELECT a, b, score FROM alike WHERE {column} IN", list(stories)))


def shares(db: sqlite3.Connection) -> dict[tuple[str, str], float]:
    """How much of two stories, in the order of their ids, is copy that they share.

    What one outlet says in several of its stories is a phrase of its own, which tells of no event.
    """
    rows = db.execute(_SHARES)
    return {(a, b): min(1.0, share) for a, b, share in rows}


def related_to(db: sqlite3.Connection, story: str, *, most: int) -> list[Related]:
    """The stories that are most like a story, the most like it first."""
    stories = archived(list(all_weighed(db)))
    shared = {b if a == story else a: share for (a, b), share in shares(db).items() if story in (a, b)}
    found = related(stories, story, shared)[:most]
    telling = told_of(db, [story, *(other for other, _ in found)])
    untold = verbs_of_saying() | stories.common()
    answer = []
    for other, score in found:
        accounts = InCommon((telling[story], telling[other]), stories.rarity, untold=untold)
        reasons = accounts.reasons(telling[other])
        copied = (Reason("copy", story),) if other in shared else ()
        answer.append(Related(other, round(score, 3), (*reasons, *copied)))
    return answer


def _of(db: sqlite3.Connection, query: str, stories: Sequence[str]) -> Iterator[Any]:
    for start in range(0, len(stories), _AT_ONCE):
        some = stories[start : start + _AT_ONCE]
        yield from db.execute(f"{query} ({','.join('?' * len(some))})", some)
