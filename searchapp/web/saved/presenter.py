"""Presenter of saved queries: the list, and the banner over the results of one."""

from __future__ import annotations

from searchapp.archive.saved_queries import SavedQuery
from searchapp.engines import Index
from searchapp.text.wording import count, long_day
from searchapp.web.saved.pages import SavedPage
from searchapp.web.search_state import SearchState
from searchapp.web.ui.parts import Notice, SavedBanner, SavedRow
from searchapp.web.urls import saved_feed_url, saved_json_url, saved_url, seen_url


def saved_banner(saved: SavedQuery, index: Index, state: SearchState, fresh: int, *, changed: bool) -> SavedBanner:
    """What stands above a saved query's results."""
    return SavedBanner(
        url=saved_url(saved.slug),
        mark_seen=seen_url(saved.slug),
        name=saved.name,
        news=f"{count(fresh, 'new story', 'new stories')}" if fresh else "Nothing new",
        has_news=fresh > 0,
        seen=long_day(saved.seen.date()),
        generation=index.generation,
        changed=changed,
        search=state.url(),
        feed=saved_feed_url(saved.slug),
        json=saved_json_url(saved.slug),
    )


def saved_page(rows: tuple[SavedRow, ...], notices: tuple[Notice, ...] = ()) -> SavedPage:
    """The list of saved queries."""
    return SavedPage(title="Saved queries", rows=rows, notices=notices)
