"""Presenter of the front page: what the archive holds, for someone who has not asked yet."""

from __future__ import annotations

from searchapp.curation.authority import Authority
from searchapp.engines import Index
from searchapp.facets import BY_KEY
from searchapp.text.wording import count, count_of, number, stretch
from searchapp.web.front.pages import StartPage
from searchapp.web.question import ask
from searchapp.web.search_state import SearchState
from searchapp.web.ui.hits import hit_views
from searchapp.web.ui.parts import Link, Notice, SavedRow
from searchapp.web.urls import AT, facet_url

LATEST = 6
FRONT_VALUES = 6


def start_page(
    index: Index, *, title: str, saved: tuple[SavedRow, ...], events: int = 0, notices: tuple[Notice, ...] = ()
) -> StartPage:
    """What the archive holds, with so many events, for someone who has not asked yet."""
    state = SearchState()
    question = ask(state, Authority(()))
    keys = ("outlet", "speaker", "place")
    heard = state.with_kind("statement")
    speakers = ask(heard, Authority(())).request(page_size=0, facets=("speaker",), facet_size=FRONT_VALUES)
    latest = question.request(page_size=LATEST, facets=keys, timeline=True)
    result, spoken = index.search_many([latest, speakers])
    groups: list[tuple[str, tuple[Link, ...], Link | None]] = []
    for name, found in zip(("Outlets", "Most heard", "Where"), result.facets, strict=True):
        base = heard if found.key == "speaker" else state
        values = spoken.facets[0] if base is heard else found
        links = tuple(
            Link(v.label, base.with_filter(found.key, v.value).url(), number(v.count))
            for v in values.values[:FRONT_VALUES]
        )
        more = None
        if values.distinct > len(links):
            plural = BY_KEY[found.key].plural
            more = Link(f"All {number(values.distinct)} {plural}…", base.url(facet_url(found.key)))
        if links:
            groups.append((name, links, more))
    extent = result.timeline.extent
    return StartPage(
        title=title,
        totals=(
            Link(count_of("story", result.totals["story"]), AT.search),
            Link(count_of("statement", result.totals["statement"]), heard.url()),
            *([Link(count(events, "event", "events"), AT.events)] if events else []),
        ),
        span=stretch(*extent) if extent else "",
        groups=tuple(groups),
        latest=hit_views(question, result.hits)[0],
        all_stories=Link(f"All {count_of('story', result.total)}", AT.search),
        saved=saved,
        notices=notices,
    )
