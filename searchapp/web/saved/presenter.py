"""Presenter of saved queries: the list, and the banner over the results of one."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict

from searchapp.archive.saved_queries import SavedQuery
from searchapp.curation.authority import Authority
from searchapp.engines import Index
from searchapp.text.wording import count, count_of, long_day, number
from searchapp.web.question import Question, all_story_ids, ask, settled
from searchapp.web.saved.counted import SavedCounts
from searchapp.web.saved.pages import SavedPage
from searchapp.web.search_state import SearchState
from searchapp.web.ui.parts import Notice, SavedBanner, SavedRow
from searchapp.web.ui.search_box import title
from searchapp.web.urls import delete_url, saved_feed_url, saved_json_url, saved_url, seen_url

Unseen = Callable[[str, list[str]], frozenset[str]]


def saved_state(saved: SavedQuery) -> SearchState:
    """The search that a saved query keeps."""
    return state_from(saved.query)


def state_from(query: str) -> SearchState:
    """The state of a query string, on its first page; what can't be read in it is left out."""
    pairs = parse_qsl(query, keep_blank_values=False, max_num_fields=1000) if query.count("&") < 1000 else []
    return SearchState.from_args(MultiDict(pairs))[0].with_page(1)


def saved_rows(
    index: Index, authority: Authority, queries: tuple[SavedQuery, ...], unseen: Unseen, counted: SavedCounts
) -> tuple[SavedRow, ...]:
    """Saved queries with what each finds now and how much of it is new."""
    rows: list[SavedRow] = []
    for saved in queries:
        question = settled(index, ask(saved_state(saved), authority))

        def count(slug: str = saved.slug, question: Question = question) -> tuple[int, int]:
            ids = all_story_ids(index, question)
            return len(ids), len(unseen(slug, ids))

        total, fresh = counted.of(index, saved, count)
        rows.append(
            SavedRow(
                name=saved.name,
                url=saved_url(saved.slug),
                feed=saved_feed_url(saved.slug),
                json=saved_json_url(saved.slug),
                delete=delete_url(saved.slug),
                asks=title(question.state),
                total=count_of("story", total),
                news=f"{number(fresh)} new" if fresh else "",
                seen=long_day(saved.seen.date()),
            )
        )
    return tuple(rows)


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
