"""What every view works with: the settings, the open archive, and what users keep beside it, of one app."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from flask import Response, current_app, redirect

from searchapp.archive.open_archive import Archive
from searchapp.archive.saved_queries import SavedQueries, SavedQuery
from searchapp.archive.saved_queries.carried import Carried
from searchapp.archive.saved_queries.counts import SavedCounts
from searchapp.archive.saved_queries.looks import News, found_now, news_of, statements_now
from searchapp.archive.saved_queries.snapshots import Found, kept_to_json
from searchapp.config import Settings
from searchapp.curation.watched_files import CorrectionsFile, NamesFile, TagsFile
from searchapp.engines import Index
from searchapp.facets import FACET_KEYS, OPEN_KEYS, Called
from searchapp.web.question import Question, ask, settled
from searchapp.web.search_state import SearchState
from searchapp.web.ui.parts import Notice
from searchapp.web.urls import AT, passage_url

EXTENSION = "searchapp"
_CHANGING = "Names or corrections were changed a moment ago; not all of that shows yet."


@dataclass(frozen=True, slots=True)
class Services:
    """One app's belongings; safe to share between threads. `editing` is held while users' files are written."""

    settings: Settings
    archive: Archive
    names: NamesFile
    corrections: CorrectionsFile
    tags: TagsFile
    saved: SavedQueries
    counted: SavedCounts = field(default_factory=SavedCounts)
    carried: Carried = field(default_factory=Carried)
    editing: threading.Lock = field(default_factory=threading.Lock)

    @property
    def facets(self) -> tuple[str, ...]:
        """The facets that the readers of this archive have: a public one is without its desk's own."""
        return OPEN_KEYS if self.settings.public else FACET_KEYS

    @property
    def called(self) -> Called:
        """What the values of facets are called, where that is not what they are."""
        return self.archive.compared.current()[0].called

    def ask(self, state: SearchState) -> tuple[Question, tuple[str, ...]]:
        """A state's question with the names file's other names, and what is to be said about users' files."""
        return ask(state, self.names.current()[0]), self.notices()

    def found_by(self, index: Index) -> tuple[Notice, ...]:
        """A line where names and statements were not found in the normal way, and what `pending` says."""
        said = self.archive.enrichment_notice(index)
        return (*((Notice(said),) if said else ()), *self.pending(index))

    def pending(self, index: Index) -> tuple[Notice, ...]:
        """A line where what was decided does not show everywhere yet; asked for last, when all else is known.

        Readers of a public archive are not told how far the engine is, or what it waits for.
        """
        said = index.pending
        return (Notice(_CHANGING if self.settings.public else said),) if said else ()

    def notices(self) -> tuple[str, ...]:
        """A line for each of users' files that can't be read now."""
        return self.archive.notices()

    def warnings(self) -> tuple[Notice, ...]:
        """The same lines as notices of a page."""
        return tuple(Notice(said, tone="warn") for said in self.notices())

    def last_change(self, built: str) -> datetime | None:
        """When the archive or anything that users keep beside it last changed; None where that was just now.

        `built` is the moment of the index. Of two changes within a second a reader could miss the second one.
        """
        data = self.settings.data
        moments = [datetime.fromisoformat(built).timestamp()]
        for path in (data, *data.glob("*")):
            with suppress(OSError):  # it was replaced meanwhile, nothing was ever kept, or it leads nowhere
                moments.append(path.stat().st_mtime)
        last = max(moments)
        return datetime.fromtimestamp(last, UTC) if now().timestamp() - last > 2 else None

    def look(self, index: Index, saved: SavedQuery) -> Look:
        """What a saved query finds now, and which of it is new."""
        question, _ = self.ask(SearchState.from_query(saved.query))
        (found,) = found_now(index, [question.request(widen=True)])
        fresh = self.saved.news(saved.slug, found)
        return Look(question, found, fresh, news_of(found, fresh, index.decisions.compared))

    def saved_to_json(self, slug: str) -> dict[str, Any]:
        """A saved query as JSON, with the ids of the stories in which something is new since the last look."""
        saved = self.saved.get(slug)
        with self.archive.lease() as index:
            look = self.look(index, saved)
            state = settled(index, look.question).state
            told = self._statements_to_json(index, look) if state.kind == "statement" else {}
        stories = dict.fromkeys(found.story for found in look.found)
        return {
            "slug": saved.slug,
            "name": saved.name,
            "query": saved.query,
            "search": state.url(AT.api_search),
            "created": saved.created.isoformat(),
            "seen": saved.seen.isoformat(),
            "kind": state.kind,
            "stories": len(stories),
            "new": list(look.news.stories),
            "new_reprints": list(look.news.reprints),
            "new_events": list(look.news.events),
            **told,
        }

    def _statements_to_json(self, index: Index, look: Look) -> dict[str, Any]:
        """How many statements a saved query finds, and those that are new, each with its permanent link."""
        request = look.question.request(widen=True)
        every = statements_now(index, request) if look.fresh else ()
        new = [hit for hit in every if not look.fresh.isdisjoint((hit.found, Found(hit.found.story)))]
        linked = [kept_to_json(hit) | {"link": passage_url(hit.found.story, hit.text)} for hit in new]
        return {"statements": len(look.found), "new_statements": linked}


@dataclass(frozen=True, slots=True)
class Look:
    """A saved query's answer now: what it finds, best first, and what of it is new since the last look."""

    question: Question
    found: tuple[Found, ...]
    fresh: frozenset[Found]
    news: News


def services() -> Services:
    """The belongings of the app that answers this request."""
    return cast(Services, current_app.extensions[EXTENSION])


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def saved_as(name: str, content: Iterable[str] | bytes, mimetype: str) -> Response:
    """An answer that a browser saves under this name, which is made here and has no quotation mark."""
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def see_other(url: str, *, status: int = 303) -> Response:
    """A redirect to one of our own paths; what a request names has passed `own_path` before."""
    answer = redirect(url, status)
    return Response(answer.get_data(), status, dict(answer.headers))
