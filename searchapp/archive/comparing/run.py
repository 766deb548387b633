"""Compares the stories of an archive that are new with all, after its index was published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from searchapp.archive.comparing import events_file, path_of
from searchapp.archive.comparing.copies import Copies
from searchapp.archive.comparing.details import put_details, without_details
from searchapp.archive.comparing.events import find_events
from searchapp.archive.comparing.store import Store, is_of, read_compared, storing
from searchapp.archive.comparing.told import days, put_told
from searchapp.archive.indexing.origin import Origin
from searchapp.compare.compared import Compared
from searchapp.compare.details import details, made_of
from searchapp.compare.events.decided import decided
from searchapp.compare.events.telling import telling
from searchapp.engines import Index, Place, remembered
from searchapp.errors import DiskError

Progress = Callable[[str, int, int], None]
STORIES_AT_ONCE = 200


class EventsNotNoted(DiskError):
    """What was found shows, but the data folder does not take which events began."""


def bring_up_to_date(
    index: Index,
    place: Place,
    data: Path,
    *,
    progress: Progress = lambda what, done, total: None,
    stop: Callable[[], bool] = lambda: False,
) -> None:
    """Compare the stories that are new or have changed since the last time with all, and keep what was found.

    What was found before answers on until all is done; once `stop` says so, it stays as it was. EventsNotNoted
    where all is found and shows, but the data folder does not take which events began: the next run notes them.
    """
    path, log = path_of(place, data), data / events_file.FILE_NAME
    if is_of(path, index.generation) and _is_noted(read_compared(path), events_file.read_events(log)):
        return
    now = _versions(place, index)
    with storing(path) as store:
        known = store.versions()
        gone = [story for story in known if story not in now]
        fresh = [story for story, version in now.items() if known.get(story) != version]
        before = store.members()
        store.forget([*gone, *(story for story in fresh if story in known)])
        copies = Copies(store, index)
        for start in range(0, len(fresh), STORIES_AT_ONCE):
            if stop():
                return
            progress("comparing stories", start, len(fresh))
            for story in index.stories(fresh[start : start + STORIES_AT_ONCE]).values():
                store.add(story.id, now[story.id])
                copies.keep(story)
                put_told(store.db, telling(story))
        if not copies.find(fresh, progress=progress, stop=stop):
            return
        begun = find_events(store, log, fresh, before)
        if not _find_details(store, index, log, fresh, progress=progress, stop=stop):
            return
        store.publish(index.generation)
    try:
        events_file.put_lineage(log, begun.events, begun.moved)
    except DiskError as error:
        raise EventsNotNoted(
            f"All is indexed, but which events it has could not be noted. {error.message}",
            hint=f"{error.hint} Then run index again: until it is noted, addresses of events may change.",
        ) from error


def _find_details(
    store: Store,
    index: Index,
    log: Path,
    fresh: Sequence[str],
    *,
    progress: Progress,
    stop: Callable[[], bool],
) -> bool:
    """Find the details of events, as readers decided, that are new or changed; False once `stop` says so."""
    known = events_file.read_events(log)
    events = decided(store.compared(), known.memberships, known.labels, days(store.db)).events
    asked = list(without_details(store.db, events, fresh))
    for done, event in enumerate(asked):
        if stop():
            return False
        if done % STORIES_AT_ONCE == 0:
            progress("comparing accounts", done, len(asked))
        found = index.stories(event.stories)
        stories = [found[story] for story in event.stories if story in found]
        pairs = list(store.pairs_of(event.stories))
        put_details(store.db, event, made_of(stories, pairs), details(stories, pairs))
    return True


def _is_noted(found: Compared, log: events_file.EventLog) -> bool:
    """Whether the data folder has all events and all addresses that lead to others'."""
    return found.events.keys() <= log.stories.keys() and found.moved.items() <= log.moved.items()


def _versions(place: Place, index: Index) -> dict[str, str]:
    """By story what changes whenever it says something else, or something else is found in it."""
    origins = remembered(place)
    found: dict[str, str] = {}
    for story_id in index.story_ids():
        if fingerprint := origins.get(story_id):  # else a newer generation has it no more
            origin = Origin.unpacked(story_id, fingerprint)
            found[story_id] = f"{origin.digest}/{origin.enrichment}"
    return found
