"""Presenter of an event: its accounts side by side, what they are about, and what they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from searchapp.compare.accounts import Accounts, Saying, accounts
from searchapp.compare.compared import Event, Pair, Reason
from searchapp.compare.cues.verdicts import Verdicts
from searchapp.compare.details import Details
from searchapp.compare.events.decided import Membership as Decided
from searchapp.compare.same_words import Pairs, same_words
from searchapp.curation.authority import Authority
from searchapp.engines import Index
from searchapp.model import Statement, Story
from searchapp.query.request import UNCERTAIN_TOO, Filter, SearchRequest
from searchapp.text.wording import count, count_of, stretch
from searchapp.web.events.membership import just_decided, membership, others
from searchapp.web.events.pages import EventPage
from searchapp.web.events.places import Places
from searchapp.web.events.table import column_head, figures_rows, speaker_row
from searchapp.web.events.versions import shared_text, versions
from searchapp.web.search_state import SearchState
from searchapp.web.ui.cues import cues_block
from searchapp.web.ui.links import outlet_link
from searchapp.web.ui.parts import Link, Notice
from searchapp.web.urls import add_url, compare_url, event_url

MOST_PLACES, MOST_SPEAKERS, MOST_BESIDE = 5, 8, 4


def event_page(
    index: Index,
    event: Event,
    pairs: Pairs,
    reasons: Mapping[str, Sequence[Reason]],
    *,
    details: Callable[[Sequence[Story], Iterable[Pair]], Details],
    authority: Authority,
    verdicts: Verdicts,
    decided: Sequence[Decided],
    just: str = "",
    notices: tuple[Notice, ...] = (),
) -> EventPage:
    """All that the page of an event prints; its stories and their speakers are asked for in two calls.

    `details` gives those of its stories, by what they share. `decided` is what readers decided on its stories,
    `just` the story that they just did it on.
    """
    also = others(event, pairs, decided)
    found = index.stories((*event.stories, *also))
    stories = [found[story] for story in event.stories if story in found]
    table = accounts(stories, pairs, called=_called(index, event), known_as=_known_as(index, authority))
    shared, places = same_words(stories, pairs), Places()
    read = details(stories, _each(pairs))
    state = SearchState().only("event", event.slug)
    here = event_url(event.slug)
    return EventPage(
        title=event.called,
        heading=event.label,
        about=_about(event, table),
        facts=tuple(_facts(state, table, authority)),
        columns=tuple(column_head(column, state, pairs, places) for column in table.columns),
        rows=tuple(speaker_row(row, table, places) for row in table.rows),
        figures=figures_rows(table, read.counts, places),
        cues=cues_block(read.cues, stories, verdicts, back=here),
        shared=tuple(shared_text(same, places) for same in shared),
        versions=tuple(versions(stories, shared, reasons, places)),
        membership=membership(event, {story: found[story] for story in also if story in found}, decided),
        search=Link("Search in these stories", state.url()),
        beside=_beside(stories),
        add=add_url(query=state.query_string(), back=here),
        notices=(*just_decided(event.slug, just, found, decided), *notices),
    )


def _each(pairs: Pairs) -> Iterator[Pair]:
    """Each pair once."""
    yield from {(min(p.a, p.b), max(p.a, p.b)): p for of_story in pairs.values() for p in of_story}.values()


def _beside(stories: Sequence[Story]) -> Link | None:
    """The way to the first stories side by side, sentence by sentence; None of one story."""
    first = stories[:MOST_BESIDE]
    if len(first) < 2:
        return None
    called = (
        "Sentence by sentence" if len(first) == len(stories) else f"The first {len(first)} sentence by sentence"
    )
    return Link(called, compare_url(*(story.id for story in first)))


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
    if days:
        first, last = days[0], days[-1]
        yield "When", (Link(stretch(first, last), state.with_dates(first, last).url()),)
    yield "Outlets", tuple(outlet_link(state, column.outlet) for column in table.columns)


def _preferred(authority: Authority, name: str) -> str:
    entry = authority.named(name)
    return entry.preferred if entry else name
