"""Presenter of an event: who said what in which outlet, what they share, and which story came when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from searchapp.collections.passages import passage_key
from searchapp.compare.accounts import Accounts, Cell, Column, Row, Saying, Told, accounts
from searchapp.compare.compared import Compared, Event, Reason
from searchapp.compare.same_words import Pairs, Stretch, same_words, share_of
from searchapp.curation.authority import Authority
from searchapp.engines import Index
from searchapp.facets import BY_KEY
from searchapp.model import Offsets, Statement, Story
from searchapp.query.request import UNCERTAIN_TOO, Axis, Filter, SearchRequest
from searchapp.text.en_appositions import told_of
from searchapp.text.sentences import sentences
from searchapp.text.wording import (
    SAID_HOW,
    attributed,
    count,
    count_of,
    day_of,
    names,
    shorten,
    stretch,
    together,
)
from searchapp.web.events.pages import (
    ColumnHead,
    EventPage,
    EventRow,
    EventsPage,
    OutletCell,
    SharedText,
    SpeakerRow,
    Version,
    Words,
)
from searchapp.web.search_state import SearchState
from searchapp.web.ui.citing import UNTITLED
from searchapp.web.ui.links import day_link, outlet_link
from searchapp.web.ui.pager import pager, pages_of
from searchapp.web.ui.parts import Link, Notice, Run
from searchapp.web.urls import AT, add_url, event_url, name_url, passage_url, story_url, with_parameter

MOST_WORDS = 420
"""Characters of a statement in a cell."""
MOST_PLACES, MOST_SPEAKERS = 5, 8
EVENTS_A_PAGE = 30


def event_page(
    index: Index,
    event: Event,
    pairs: Pairs,
    reasons: Mapping[str, Sequence[Reason]],
    *,
    authority: Authority,
    notices: tuple[Notice, ...] = (),
) -> EventPage:
    """All that the page of an event prints; its stories and their speakers are asked for in two calls."""
    found = index.stories(event.stories)
    stories = [found[story] for story in event.stories if story in found]
    table = accounts(stories, pairs, called=_called(index, event), known_as=_known_as(index, authority))
    shared = same_words(stories, pairs)
    state = SearchState().only("event", event.slug)
    here = event_url(event.slug)
    return EventPage(
        title=event.called,
        heading=event.label,
        about=_about(event, table),
        facts=tuple(_facts(state, table, authority)),
        columns=tuple(_head(column, state, pairs) for column in table.columns),
        rows=tuple(_row(row, table) for row in table.rows),
        shared=tuple(map(_shared, shared)),
        versions=tuple(_versions(stories, shared, reasons)),
        search=Link("Search in these stories", state.url()),
        add=add_url(query=state.query_string(), back=here),
        notices=notices,
    )


# -- names --------------------------------------------------------------------------------------------


def _called(index: Index, event: Event) -> Callable[[Saying], Sequence[str]]:
    """The names that the facet has for the speakers of each statement of an event."""
    asked = SearchRequest(
        kind="statement",
        filters=(Filter("event", event.slug), UNCERTAIN_TOO),
        limit=10**6,
        facets=(),
        timeline=False,
    )
    names = {
        (hit.story_id, _place(hit.statement)): [label for label, _ in hit.speakers]
        for hit in index.search(asked).hits
        if hit.statement
    }

    def called(saying: Saying) -> Sequence[str]:
        everyone = saying.statement.everyone
        given = names.get((saying.story.id, _place(saying.statement)), ())
        return given if len(given) == len(everyone) else everyone

    return called


def _place(statement: Statement) -> tuple[object, ...]:
    return statement.spans, statement.cue_span


def _known_as(index: Index, authority: Authority) -> Callable[[str], Iterable[str]]:
    """Every spelling that the names file and the program's own decisions give a name."""
    resolved: dict[str, list[str]] = {}
    for resolution in index.resolutions:
        resolved.setdefault(resolution.person, []).append(resolution.form)

    def known_as(name: str) -> Iterator[str]:
        entry = authority.named(name)
        yield from entry.forms if entry else ()
        yield from resolved.get(name, ())

    return known_as


# -- what it is about ---------------------------------------------------------------------------------


def _about(event: Event, table: Accounts) -> str:
    days = stretch(event.since, event.until) if event.since and event.until else "no date"
    outlets = count(len(table.columns), "outlet", "outlets")
    return f"{days} · {count_of('story', sum(len(c.stories) for c in table.columns))} in {outlets}"


def _facts(state: SearchState, table: Accounts, authority: Authority) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """Who spoke, where, from when to when, in which outlets."""
    said = state.with_kind("statement")
    named = [row for row in table.rows if row.speaker.kind != "unnamed"]
    yield (
        "Who spoke",
        tuple(Link(r.speaker.name, said.only("speaker", r.speaker.name).url()) for r in named[:MOST_SPEAKERS]),
    )
    stories = [story for column in table.columns for story in column.stories]
    places = Counter(_preferred(authority, m.name) for s in stories for m in s.mentions if m.kind == "place")
    most = [place for place, _ in places.most_common(MOST_PLACES)]
    yield "Where", tuple(Link(place, state.only("place", place).url()) for place in most)
    days = sorted({story.published for story in stories if story.published})
    yield "When", tuple(day_link(state, day) for day in dict.fromkeys((*days[:1], *days[-1:])))
    yield "Outlets", tuple(outlet_link(state, column.outlet) for column in table.columns)


def _preferred(authority: Authority, name: str) -> str:
    entry = authority.named(name)
    return entry.preferred if entry else name


def _head(column: Column, state: SearchState, pairs: Pairs) -> ColumnHead:
    stories = column.stories
    days = sorted(story.published for story in stories if story.published)
    told = [stretch(days[0], days[-1]) if days else "no date"]
    if len(stories) > 1:
        told.append(count_of("story", len(stories)))
    told.append(count(sum(1 for story in stories for _ in sentences(story.text)), "sentence", "sentences"))
    told.append(_shares(stories, pairs))
    one = stories[0]
    url = story_url(one.id) if len(stories) == 1 else state.only("outlet", column.outlet or "").url()
    return ColumnHead(
        Link(column.outlet or BY_KEY["outlet"].unknown, url, note=one.title or "" if len(stories) == 1 else ""),
        " · ".join(told),
    )


def _shares(stories: Sequence[Story], pairs: Pairs) -> str:
    """How much of stories stands elsewhere too, or that it is their outlet's own."""
    sizes = [len(story.text.split()) for story in stories]
    shared = sum(share_of(story, pairs.get(story.id, ())) * n for story, n in zip(stories, sizes, strict=True))
    percent = round(100 * shared / (sum(sizes) or 1))
    return f"{percent} % shared" if percent else "own reporting"


# -- the table ----------------------------------------------------------------------------------------


def _row(row: Row, table: Accounts) -> SpeakerRow:
    speaker = row.speaker
    named = speaker.kind != "unnamed"
    stories = (story for column in table.columns for story in column.stories)
    about = (
        next(filter(None, (told_of(story.text, speaker.names) for story in stories)), "") if named else "not named"
    )
    return SpeakerRow(
        name=Link(speaker.name, name_url("speaker", speaker.name) if named else ""),
        about=about,
        cells=tuple(_cell(cell, column) for cell, column in zip(row.cells, table.columns, strict=True)),
    )


def _cell(cell: Cell, column: Column) -> OutletCell:
    named = None
    if cell.named:
        link = _link(cell.named.story, _around(cell.named.story, cell.named.span))
        said = f"perhaps named, as “{cell.named.words}”" if cell.named.perhaps else "named, not quoted"
        named = Link(said, link)
    return OutletCell(
        column.outlet or BY_KEY["outlet"].unknown,
        tuple(_words(told, len(column.stories) > 1) for told in cell.told),
        named,
    )


def _words(told: Told, several: bool) -> Words:
    story, statement = told.saying
    before, verb = attributed(statement)
    how = SAID_HOW[statement.polarity] or verb or before
    return Words(
        words=_said(story, statement),
        link=_link(story, statement.sentence),
        mode=statement.mode,
        how=how,
        called=told.called,
        also=tuple(
            Link(_where(other.story), _link(other.story, other.statement.sentence)) for other in told.again
        ),
        same=Link(_where(told.first.story), _link(told.first.story, told.first.statement.sentence))
        if told.first
        else None,
        edits=(),
    )


def _said(story: Story, statement: Statement) -> tuple[Run, ...]:
    return (Run(shorten(story.words_of(statement), MOST_WORDS)),)


def _where(story: Story) -> str:
    return story.outlet or BY_KEY["outlet"].unknown


def _link(story: Story, sentence: Offsets) -> str:
    return passage_url(story.id, passage_key(story, sentence))


def _around(story: Story, span: Offsets) -> Offsets:
    """The sentence that a place in a story stands in."""
    return next((s for s in sentences(story.text) if s[0] <= span[0] < s[1]), span)


# -- what is shared, and when -------------------------------------------------------------------------


def _shared(places: Sequence[Stretch]) -> SharedText:
    first, *again = places
    return SharedText(
        words=first.words,
        is_first=all(_before(first.story, place.story) for place in again),
        first=_place_link(first),
        again=tuple((_place_link(place), ()) for place in again),
    )


def _place_link(place: Stretch) -> Link:
    return Link(_where(place.story), _link(place.story, _around(place.story, place.span)))


def _before(story: Story, other: Story) -> bool:
    """Whether a story was published on an earlier day than another, as far as the days are known."""
    return bool(story.published and other.published and story.published < other.published)


def _versions(
    stories: Sequence[Story], shared: Sequence[Sequence[Stretch]], reasons: Mapping[str, Sequence[Reason]]
) -> Iterator[Version]:
    """The stories in their order, each with the passages that it shares with earlier ones."""
    by_id = {story.id: story for story in stories}
    taken: dict[str, Counter[str]] = {story.id: Counter() for story in stories}
    for first, *again in shared:
        for other in dict.fromkeys(place.story.id for place in again if place.story.id != first.story.id):
            taken[other][first.story.id] += 1
    for story in stories:
        said = [_taken(story, by_id[other], n) for other, n in taken[story.id].most_common()]
        yield Version(
            story=Link(story.title or UNTITLED, story_url(story.id)),
            outlet=outlet_link(SearchState(), story.outlet),
            day=day_link(SearchState(), story.published),
            shares="; ".join(said),
            why=_why(reasons.get(story.id, ()), by_id),
        )


def _taken(story: Story, other: Story, n: int) -> str:
    where = f"stood in {_where(other)} first" if _before(other, story) else f"stand in {_where(other)} too"
    if n == 1:
        where = where.replace("stand ", "stands ", 1)
    return f"{count(n, 'passage', 'passages')} {where}"


_REASONS: Mapping[str, Callable[[list[str]], str]] = {
    "name": lambda whats: f"it names {together(whats)}",
    "word": lambda whats: f"it has the words {together(whats)}",
    "day": lambda whats: f"it was published on {together([day_of(day) for day in whats])}",
    "copy": lambda whats: f"it shares passages with {together(whats)}",
    "reader": lambda whats: "a reader put it here",
}
"""What is said of a reason, by its kind."""


def _why(reasons: Iterable[Reason], by_id: Mapping[str, Story]) -> str:
    """Why a story is taken to tell of the event, as one sentence."""
    by_kind: dict[str, list[str]] = {}
    for kind, what in reasons:
        called = _where(by_id[what]) if kind == "copy" and what in by_id else what
        by_kind.setdefault(kind, []).append(called)
    told = [_REASONS[kind](list(dict.fromkeys(whats))) for kind, whats in by_kind.items() if kind in _REASONS]
    return f"In this event because {together(told)}." if told else ""


# -- all events ---------------------------------------------------------------------------------------


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
