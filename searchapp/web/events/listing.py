"""The list of all events, a page of it at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from searchapp.compare.compared import Compared, Event
from searchapp.engines import Index
from searchapp.query.request import Axis, SearchRequest
from searchapp.text.wording import count, count_of, names, stretch
from searchapp.web.events.pages import EventRow, EventsPage
from searchapp.web.search_state import SearchState
from searchapp.web.ui.pager import pager, pages_of
from searchapp.web.ui.parts import Link, Notice
from searchapp.web.urls import AT, event_url, with_parameter

EVENTS_A_PAGE = 30


def events_page(
    index: Index, compared: Compared, *, by_size: bool, page: int, notices: tuple[Notice, ...]
) -> EventsPage:
    """A page of all events, the newest or the most told first."""
    every = sorted(
        compared.events.values(), key=lambda e: (e.until or date.min, len(e.stories), e.slug), reverse=True
    )
    if by_size:
        every.sort(key=lambda e: -len(e.stories))
    page = min(page, pages_of(len(every), EVENTS_A_PAGE))
    shown = every[(page - 1) * EVENTS_A_PAGE : page * EVENTS_A_PAGE]
    here = with_parameter(AT.events, "order", "stories") if by_size else AT.events
    return EventsPage(
        title="Events",
        status=count(len(every), "event", "events"),
        orders=(
            Link("Newest", AT.events, current=not by_size),
            Link("Most stories", with_parameter(AT.events, "order", "stories"), current=by_size),
        ),
        rows=tuple(_events(index, shown)),
        pager=pager(SearchState(page=page), len(every), EVENTS_A_PAGE, path=here),
        notices=notices,
    )


def _events(index: Index, shown: Sequence[Event]) -> Iterator[EventRow]:
    """Events with their outlets, which are counted in one call."""
    if not shown:
        return
    rows = Axis("event", tuple(event.slug for event in shown))
    asked = SearchRequest(limit=0, facets=(), timeline=False, crosstab=(rows, Axis("outlet")))
    table = index.search(asked).crosstab
    assert table is not None
    for event, cells in zip(shown, table.cells, strict=True):
        outlets = [c.label for c, n in zip(table.columns, cells, strict=True) if n and c.value]
        yield EventRow(
            event=Link(event.label, event_url(event.slug)),
            days=stretch(event.since, event.until) if event.since and event.until else "no date",
            outlets=names(outlets, most=4),
            stories=count_of("story", len(event.stories)),
        )
