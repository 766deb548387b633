"""Brings the events of an archive up to date with the stories that are new in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from searchapp.archive.comparing import told
from searchapp.archive.comparing.events_file import EventLog, read_events
from searchapp.archive.comparing.store import Store
from searchapp.archive.comparing.untold import verbs_of_saying
from searchapp.compare.compared import Event, Reason
from searchapp.compare.events.grouping import TOGETHER, groups
from searchapp.compare.events.likeness import Alike, archived, likenesses, with_copy
from searchapp.compare.events.lineage import lineage, new_slug
from searchapp.compare.events.reasons import InCommon
from searchapp.compare.events.telling import Telling

ANEW = 0.5
"""The share of new stories from which all are compared anew: other words are rare then."""
Shares = Mapping[tuple[str, str], float]


class Begun(NamedTuple):
    """Events that are new, and addresses that lead to others' from now on."""

    events: Sequence[Event]
    moved: Mapping[str, str]


def find_events(store: Store, log: Path, fresh: Collection[str], before: Mapping[str, Sequence[str]]) -> Begun:
    """Find the events of all stories, of which some are fresh; what tells of no fresh one stays as it is.

    `before` has the stories of each event as it was, also those that are gone by now. What began is to be noted in
    the log once the store is let go: both may lie in one folder, which one writer holds at a time.
    """
    stories = archived(list(told.all_weighed(store.db)))
    anew = len(fresh) >= ANEW * len(stories.stories)
    shares = told.shares(store.db)
    if anew:
        store.db.execute("DELETE FROM alike")
    told.put_alike(store.db, with_copy(likenesses(stories, None if anew else fresh), shares))
    near = set(stories.stories) if anew else _near(store.db, fresh)
    there = set(stories.stories)
    known = read_events(log)
    kept = {
        slug
        for slug, members in before.items()
        if slug in known.stories and there.issuperset(members) and near.isdisjoint(members)
    }
    near.update(story for slug, members in before.items() if slug not in kept for story in members)
    found = groups(_among(store.db, near) if not anew else told.all_alike(store.db))

    descent = lineage(found, {slug: m for slug, m in _earlier(known, before).items() if slug not in kept})
    taken = {*known.stories, *before}
    untold = verbs_of_saying() | stories.common()
    events: list[Event] = []
    born: list[Event] = []
    reasons: dict[str, Sequence[Reason]] = {}
    for slug, members in zip(descent.slugs, found, strict=True):
        accounts = InCommon(_by_day(told.told_of(store.db, members).values()), stories.rarity, untold=untold)
        event = _event(accounts, slug, taken)
        taken.add(event.slug)
        events.append(event)
        if event.slug not in known.stories:  # it is new, or could not be noted when it was
            born.append(event)
        for story in accounts.stories:
            reasons[story.story] = (*accounts.reasons(story), *_copied(story.story, members, shares))
    there_now = {*kept, *(event.slug for event in events)}
    led = {**store.moved(), **known.moved, **descent.moved}
    moved = {old: new for old, new in led.items() if old not in there_now}
    store.put_events(events, reasons, moved, kept=kept)
    return Begun(born, {old: new for old, new in moved.items() if known.moved.get(old) != new})


def _near(db: sqlite3.Connection, fresh: Collection[str]) -> set[str]:
    """The fresh stories, and those that may be of one event with them."""
    return {*fresh, *(s for pair in told.alike_to(db, fresh) if pair.score >= TOGETHER for s in (pair.a, pair.b))}


def _among(db: sqlite3.Connection, stories: Collection[str]) -> Iterator[Alike]:
    """Those of these stories that are like each other."""
    return (pair for pair in told.alike_to(db, stories) if pair.a in stories and pair.b in stories)


def _earlier(known: EventLog, before: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """The stories of each event there was, the oldest first: those it had last, else those it began with."""
    slugs = dict.fromkeys((*known.stories, *before))
    return {s: before.get(s) or known.stories[s] for s in slugs if s not in known.moved}


def _by_day(stories: Collection[Telling]) -> list[Telling]:
    return sorted(stories, key=lambda story: (story.day is None, story.day or date.max, story.story))


def _event(accounts: InCommon, slug: str | None, taken: Collection[str]) -> Event:
    """The event of stories, the first of them first, at its address or at a new one that is not taken."""
    days = [story.day for story in accounts.stories if story.day]
    since, until = (days[0], days[-1]) if days else (None, None)
    label = accounts.label()
    stories = tuple(story.story for story in accounts.stories)
    return Event(slug or new_slug(label, since, taken), label, since, until, stories)


def _copied(story: str, members: Sequence[str], shares: Shares) -> Iterator[Reason]:
    """The stories of an event with which one of them shares copy."""
    return (Reason("copy", other) for other in members if (min(story, other), max(story, other)) in shares)
