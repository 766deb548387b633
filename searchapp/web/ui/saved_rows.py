"""Saved queries as rows, with what each finds now; the front page and the list of all show them."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl

from searchapp.archive.questions import MOVED
from searchapp.archive.saved_queries import SavedQuery
from searchapp.archive.saved_queries.counts import Counts
from searchapp.archive.saved_queries.looks import News, news_of
from searchapp.curation.authority import Authority
from searchapp.engines import Index
from searchapp.errors import DiskError
from searchapp.model import RecordKind
from searchapp.text.wording import NOUNS, count, count_of, long_day, names, number
from searchapp.web.arguments import PARAMETERS
from searchapp.web.question import ask
from searchapp.web.search_state import SearchState
from searchapp.web.services import services
from searchapp.web.ui.parts import Notice, SavedRow
from searchapp.web.ui.search_box import title
from searchapp.web.urls import delete_url, edit_url, move_url, saved_feed_url, saved_json_url, saved_url

Counted = tuple[SavedQuery, Counts]


def saved_rows_now(index: Index, *, most: int) -> tuple[tuple[SavedRow, ...], tuple[Notice, ...]]:
    """The first saved queries as rows, and what is to be said of their file."""
    counted, notices = counted_now(index, most=most)
    return tuple(saved_row(saved, counts) for saved, counts in counted), notices


def counted_now(index: Index, *, most: int | None = None) -> tuple[list[Counted], tuple[Notice, ...]]:
    """Saved queries with what each finds now; when the database fails, the page says so and goes on."""
    try:
        queries = services().saved.all()[:most]
        counted = list(zip(queries, _counts(index, queries), strict=True))
        damage = services().saved.notices()
    except DiskError as error:
        return [], (Notice(f"Saved queries can't be shown. {error.message} {error.hint}", tone="warn"),)
    return counted, tuple(Notice(said, tone="warn") for said in (*damage, *services().notices()))


def _counts(index: Index, queries: Sequence[SavedQuery]) -> list[Counts]:
    """What each query finds now, and how much of it is new; counted once an index."""
    authority: Authority = services().names.current()[0]

    def count_all(new: Sequence[SavedQuery]) -> list[Counts]:
        asked = [ask(SearchState.from_query(saved.query), authority).request(widen=True) for saved in new]
        compared, out = index.decisions.compared, list[Counts]()
        for saved, found in zip(new, services().carried.found(index, asked), strict=True):
            fresh = services().saved.news(saved.slug, found)
            out.append(Counts(len(found), news_of(found, fresh, compared)))
        return out

    return services().counted.of(index, queries, count_all)


def saved_row(saved: SavedQuery, counts: Counts, *, can_move: bool = False) -> SavedRow:
    """A saved query with what it finds now and how much of it is new."""
    state = SearchState.from_query(saved.query)
    return SavedRow(
        name=saved.name,
        url=saved_url(saved.slug),
        feed=saved_feed_url(saved.slug),
        json=saved_json_url(saved.slug),
        edit=edit_url(saved.slug),
        delete=delete_url(saved.slug),
        move=move_url(saved.slug) if can_move else "",
        asks=title(state, services().called),
        note=saved.note,
        total=count_of(state.kind, counts.found),
        news=news_said(state.kind, counts.news),
        of_these=of_these_said(state.kind, counts.news),
        seen=long_day(saved.seen.date()),
        wrong=wrong_in(saved.query),
    )


def news_said(kind: RecordKind, news: News) -> str:
    """3 new statements; nothing where nothing is new."""
    one, many = NOUNS[kind]
    return count(news.hits, f"new {one}", f"new {many}") if news.hits else ""


def of_these_said(kind: RecordKind, news: News) -> str:
    """What is said of news beside how many there are: “in 3 stories, 1 of them a reprint; 2 new events”."""
    stories, reprints, events = len(news.stories), len(news.reprints), len(news.events)
    apart = kind == "statement" and (stories < news.hits or reprints)
    told = [f"in {count_of('story', stories)}"] if apart else []
    if reprints == stories:
        told += [{0: "", 1: "a reprint"}.get(stories, "all of them reprints")]
    elif reprints:
        told += [f"{number(reprints)} of them {'a reprint' if reprints == 1 else 'reprints'}"]
    return "; ".join(
        filter(None, (", ".join(filter(None, told)), count(events, "new event", "new events") * bool(events)))
    )


def wrong_in(query: str) -> str:
    """What of a saved query this version of the program can't read; "" where it reads all of it."""
    unknown = [name for name, _ in parse_qsl(query, keep_blank_values=True) if name not in PARAMETERS]
    said = [line for line in SearchState.read_query(query)[1] if line != MOVED]
    if unknown:
        said.insert(
            0, f"This archive can't narrow by {names([f'“{name[:40]}”' for name in dict.fromkeys(unknown)])}."
        )
    return " ".join(said)
