"""Presenters of the pages beside the results: the front page, all values of a facet, saved queries, errors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict

from searchapp.analysis import folded
from searchapp.engines import Index
from searchapp.facets import BY_KEY, Facet
from searchapp.names import Authority
from searchapp.query import FacetCount
from searchapp.saved import SavedQuery
from searchapp.web.counted import SavedCounts
from searchapp.web.hits import hit_views, name_url
from searchapp.web.pages import FacetPage, SavedPage, StartPage
from searchapp.web.panel import pager, unknown_value, value_row
from searchapp.web.parts import Link, Notice, SavedBanner, SavedRow, SearchBox, ValueRow
from searchapp.web.question import Question, all_story_ids, ask, settled
from searchapp.web.results import box, title
from searchapp.web.state import SearchState
from searchapp.web.wording import count, count_of, long_day, number, stretch

LATEST = 6
FRONT_VALUES = 6
VALUES_A_PAGE = 120
MAX_CONTAINS = 100
Unseen = Callable[[str, list[str]], frozenset[str]]


def start_page(
    index: Index, *, title: str, saved: tuple[SavedRow, ...], notices: tuple[Notice, ...] = ()
) -> StartPage:
    """What the archive holds, for someone who has not asked yet."""
    state = SearchState()
    question = ask(state, Authority(()))
    keys = ("outlet", "speaker", "place")
    result = index.search(question.request(page_size=LATEST, facets=keys, timeline=True))
    heard = state.with_kind("statement")
    groups: list[tuple[str, tuple[Link, ...], Link | None]] = []
    for name, found in zip(("Outlets", "Most heard", "Where"), result.facets, strict=True):
        base = heard if found.key == "speaker" else state
        values = index.facet_values(ask(heard, Authority(())).request(), "speaker") if base is heard else found
        links = tuple(
            Link(v.label, base.with_filter(found.key, v.value).url(), number(v.count))
            for v in values.values[:FRONT_VALUES]
        )
        more = None
        if values.distinct > len(links):
            plural = BY_KEY[found.key].plural
            more = Link(f"All {number(values.distinct)} {plural}…", base.url(f"/facet/{found.key}"))
        if links:
            groups.append((name, links, more))
    buckets = result.timeline.buckets
    return StartPage(
        title=title,
        box=SearchBox(),
        totals=(
            Link(count_of("story", result.totals["story"]), "/search"),
            Link(count_of("statement", result.totals["statement"]), heard.url()),
        ),
        span=stretch(buckets[0].first, buckets[-1].last) if buckets else "",
        groups=tuple(groups),
        latest=hit_views(index, question, result.hits)[0],
        all_stories=Link(f"All {count_of('story', result.total)}", "/search"),
        saved=saved,
        notices=notices,
    )


def facet_page(
    index: Index, question: Question, facet: Facet, *, contains: str, by_name: bool, at: int,
    notices: tuple[str, ...] = (),
) -> FacetPage:  # fmt: skip
    """All values of a facet; `at` is the page of the list."""
    contains = " ".join(contains.split())[:MAX_CONTAINS]
    question = settled(index, question)
    state = question.state.with_page(1)
    request = question.request()
    found = index.facet_values(request, facet.key, contains=contains)
    values = sorted(found.values, key=_by_label) if by_name else list(found.values)
    if not contains:
        values += unknown_value(state, found)
    last = max(1, -(-len(values) // VALUES_A_PAGE))
    at = min(max(at, 1), last)
    path = f"/facet/{facet.key}"
    extra = {k: v for k, v in (("contains", contains), ("order", "name" if by_name else "")) if v}
    paged = pager(state.with_page(at), len(values), VALUES_A_PAGE)
    if paged is not None:

        def url(page: int) -> str:
            return state.url(path, **extra, **({"at": str(page)} if page > 1 else {}))

        paged = replace(
            paged,
            previous=url(at - 1) if at > 1 else None,
            next=url(at + 1) if at < last else None,
            pages=tuple(p and replace(p, url=url(int(p.label.replace(",", "")))) for p in paged.pages),
        )
    rows: tuple[ValueRow, ...] = tuple(
        value_row(state, facet.key, v, about=name_url(facet.key, v.value) if facet.names and v.value else "")
        for v in values[(at - 1) * VALUES_A_PAGE : at * VALUES_A_PAGE]
    )
    said = count(found.distinct, _singular(facet), facet.plural)
    named = {"contains": contains} if contains else {}
    return FacetPage(
        title=f"{facet.plural.capitalize()} – {title(state)}",
        box=box(state),
        heading=facet.plural.capitalize(),
        back=Link(f"← {count_of(state.kind, index.count(request))}", state.url()),
        key=facet.key,
        contains=contains,
        hidden=(*state.hidden(), *((("order", "name"),) if by_name else ())),
        orders=(
            Link("By count", state.url(path, **named), current=not by_name),
            Link("A–Z", state.url(path, **named, order="name"), current=by_name),
        ),
        rows=rows,
        status=said + (f" with “{contains}” in the name" if contains else ""),
        pager=paged,
        notices=tuple(Notice(n) for n in (*notices, *question.notices)),
    )


def _by_label(value: FacetCount) -> tuple[str, str]:
    return folded(value.label), value.label


def _singular(facet: Facet) -> str:
    return facet.label.lower()


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
                slug=saved.slug,
                name=saved.name,
                url=f"/saved/{saved.slug}",
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
        slug=saved.slug,
        name=saved.name,
        news=f"{count(fresh, 'new story', 'new stories')}" if fresh else "Nothing new",
        has_news=fresh > 0,
        seen=long_day(saved.seen.date()),
        generation=index.generation,
        changed=changed,
        search=state.url(),
        feed=f"/saved/{saved.slug}.atom",
        json=f"/saved/{saved.slug}.json",
    )


def saved_page(rows: tuple[SavedRow, ...], notices: tuple[Notice, ...] = ()) -> SavedPage:
    """The list of saved queries."""
    return SavedPage("Saved queries", SearchBox(), rows, notices)
