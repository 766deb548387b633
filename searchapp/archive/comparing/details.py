"""The details of events, in the file of what comparing found: for those that are new, or have changed.

Derived; must not know how details are found. A page asks for them by what they were read out of: where a reader
has changed an event or a story since, there are none of that.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from searchapp.compare.compared import Event
from searchapp.compare.cues.cue import Cue, Side
from searchapp.compare.details import Details
from searchapp.compare.figures import Counts, Place

TABLES = """
CREATE TABLE details (
    event TEXT PRIMARY KEY, stories TEXT NOT NULL, made_of TEXT NOT NULL, cues TEXT NOT NULL, counts TEXT NOT NULL
);
"""


def without_details(db: sqlite3.Connection, events: Mapping[str, Event], fresh: Collection[str]) -> list[Event]:
    """The events of which none are kept, or those of other stories, or of fresh ones; what is of no event goes."""
    kept = {slug: json.loads(stories) for slug, stories in db.execute("SELECT event, stories FROM details")}
    db.executemany("DELETE FROM details WHERE event = ?", [(slug,) for slug in kept if slug not in events])
    changed = set(fresh)
    return [
        event
        for slug, event in events.items()
        if kept.get(slug) != list(event.stories) or not changed.isdisjoint(event.stories)
    ]


def put_details(db: sqlite3.Connection, event: Event, made_of: str, found: Details) -> None:
    """Keep the details of an event, in place of those that it had."""
    cues = [(cue.kind, cue.what, cue.a, cue.b, cue.key) for cue in found.cues]
    counts = {story: (one.figures, sorted(one.stems)) for story, one in found.counts.items()}
    row = (event.slug, json.dumps(event.stories), made_of, json.dumps(cues), json.dumps(counts))
    db.execute("INSERT OR REPLACE INTO details VALUES (?, ?, ?, ?, ?)", row)


def details_of(db: sqlite3.Connection, slug: str, made_of: str) -> Details | None:
    """The details of an event that were read out of this; None where there are none."""
    rows = db.execute("SELECT cues, counts FROM details WHERE event = ? AND made_of = ?", (slug, made_of))
    for cues, counts in rows:
        return Details(
            tuple(Cue(kind, what, _side(a), _side(b), key) for kind, what, a, b, key in json.loads(cues)),
            {story: Counts(_places(own), frozenset(stems)) for story, (own, stems) in json.loads(counts).items()},
        )
    return None


def _side(kept: Sequence[Any]) -> Side:
    story, sentence, words = kept
    return Side(story, tuple(sentence), tuple(map(tuple, words)))


def _places(kept: Sequence[Any]) -> tuple[Place, ...]:
    return tuple(Place(anchor, noun, tuple(span)) for anchor, noun, span in kept)
