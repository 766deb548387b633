"""What comparing stories found, as readers decided, read again whenever either changes.

The library that reads the file is imported where there is one: most archives that are searched have none yet, and
a search should not wait for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from searchapp.archive.comparing.events_file import EventLog, read_events
from searchapp.compare.compared import Compared, Pair, Reason, Related
from searchapp.compare.events.decided import Membership, decided
from searchapp.curation.watched_files import WatchedFile
from searchapp.model import Story

if TYPE_CHECKING:
    from searchapp.compare.details import Details


class _EventsFile(WatchedFile[EventLog]):
    """Which events there were, and what readers decided on them."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, empty=EventLog(), broken="The file of events can't be read.", before="")

    def _load(self) -> tuple[EventLog, str]:
        log = read_events(self.path)
        return log, log.notice


class ComparedFile(WatchedFile[Compared]):
    """What was found of one archive; nothing where no stories were compared."""

    def __init__(self, path: Path, events: Path) -> None:
        broken, before = "The file of events can't be read.", "Events stay as they were before."
        super().__init__(path, empty=Compared(), broken=broken, before=before)
        self._events = _EventsFile(events)

    def _look(self) -> tuple[int, ...]:
        return *super()._look(), *self._events.stamp()

    def _load(self) -> tuple[Compared, str]:
        if not self.path.is_file():
            return Compared(), ""
        from searchapp.archive.comparing.store import read_compared, read_days

        log = self._events.required()
        found = read_compared(self.path)
        if not log.memberships:
            return found, log.notice
        return decided(found, log.memberships, log.labels, read_days(self.path)), log.notice

    def decisions_on(self, slug: str) -> tuple[Membership, ...]:
        """What readers decided on an event, in force now, the latest last."""
        log, compared = self._events.current()[0], self.current()[0]
        return tuple(m for m in log.memberships if compared.leads(m.event) == compared.leads(slug))

    def pairs(self, stories: Iterable[str]) -> dict[str, tuple[Pair, ...]]:
        """By each of these stories, where it shares any, those that it shares passages with, as seen from it."""
        from searchapp.archive.comparing.store import read_pairs

        return read_pairs(self.path, stories)

    def pairs_among(self, stories: Iterable[str]) -> tuple[Pair, ...]:
        """Every two of these stories that share passages, once."""
        among = set(stories)
        found = self.pairs(among)
        return tuple(p for story in sorted(found) for p in found[story] if p.b in among and p.a <= p.b)

    def all_pairs(self) -> Iterator[Pair]:
        """Every pair of stories that share passages, and every story that repeats its own, in the order of ids."""
        from searchapp.archive.comparing.store import read_all_pairs

        return read_all_pairs(self.path)

    def related(self, story: str, *, most: int = 10) -> list[Related]:
        """The stories that are most like a story, of whatever day, with what they have in common; best first."""
        from searchapp.archive.comparing.store import read_related

        return read_related(self.path, story, most=most)

    def details(self, slug: str, stories: Sequence[Story], pairs: Iterable[Pair]) -> Details:
        """The details of an event's stories: as they were found when these were compared, else found now.

        `stories` are those that it has now, as corrected, `pairs` what they share.
        """
        from searchapp.archive.comparing.store import read_details
        from searchapp.compare.details import details, made_of

        shared = tuple(pairs)
        return read_details(self.path, slug, made_of(stories, shared)) or details(stories, shared)

    def reasons(self, slug: str) -> dict[str, tuple[Reason, ...]]:
        """Why each story of an event is taken to tell of it; for a reader's decision there is a reason too."""
        event = self.current()[0].event(slug)
        if event is None:
            return {}
        from searchapp.archive.comparing.store import read_reasons

        found = read_reasons(self.path, event.slug)
        readers = {m.story for m in self.decisions_on(event.slug) if m.where == "in"}
        said = (Reason("reader", ""),)
        return {s: (*found.get(s, ()), *(said if s in readers else ())) for s in event.stories}
