"""What every view works with: the settings, the open archive, the names file and the saved queries of one app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from flask import current_app

from searchapp.config import Settings
from searchapp.engines import Index
from searchapp.saved import SavedQueries, SavedQuery
from searchapp.web.archive import Archive, NamesFile
from searchapp.web.listing import saved_state
from searchapp.web.question import Question, all_story_ids, ask
from searchapp.web.state import SearchState

EXTENSION = "searchapp"


@dataclass(frozen=True, slots=True)
class Desk:
    """One app's belongings; safe to share between threads."""

    settings: Settings
    archive: Archive
    names: NamesFile
    saved: SavedQueries

    def ask(self, state: SearchState) -> tuple[Question, tuple[str, ...]]:
        """A state's question with the names file's other names, and what is to be said about that file."""
        authority, notice = self.names.current()
        return ask(state, authority), (notice,) if notice else ()

    def look(self, index: Index, saved: SavedQuery) -> Look:
        """What a saved query finds now, and which of it is new."""
        question, _ = self.ask(saved_state(saved))
        ids = all_story_ids(index, question)
        return Look(question, ids, self.saved.unseen(saved.slug, ids))

    def saved_to_json(self, slug: str) -> dict[str, Any]:
        """A saved query as JSON, with the ids of the stories that are new since the last look."""
        saved = self.saved.get(slug)
        with self.archive.lease() as index:
            look = self.look(index, saved)
        return {
            "slug": saved.slug,
            "name": saved.name,
            "query": saved.query,
            "search": look.question.state.url("/api/v1/search"),
            "created": saved.created.isoformat(),
            "seen": saved.seen.isoformat(),
            "stories": len(look.ids),
            "new": [i for i in look.ids if i in look.fresh],
        }


@dataclass(frozen=True, slots=True)
class Look:
    """A saved query's answer now: its stories best first, and those that are new since the last look."""

    question: Question
    ids: list[str]
    fresh: frozenset[str]


def desk() -> Desk:
    """The belongings of the app that answers this request."""
    return cast(Desk, current_app.extensions[EXTENSION])


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)
