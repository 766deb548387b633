"""Presenter of the search page: a question and its answer become a SearchPage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from searchapp.archive.answer_notices import Misnamed, fewer_words_part, misnamed_part, taken, uncounted
from searchapp.archive.rounds import Part, Rounds
from searchapp.archive.saved_queries.snapshots import Found
from searchapp.engines import Index
from searchapp.facets import Called, facet_order
from searchapp.formats.downloads import DOWNLOADS
from searchapp.model import RECORD_KINDS
from searchapp.query.request import SearchRequest, Sort, Within
from searchapp.query.result import FacetCounts, Hit, SearchResult
from searchapp.query.tree import TEXT_FIELDS, positive_leaves
from searchapp.text.wording import NOUNS, count_of, names, number, shorten
from searchapp.web.question import Question, widened
from searchapp.web.search import facet_panel
from searchapp.web.search.groups import grouped_part
from searchapp.web.search.heard import heard
from searchapp.web.search.pages import Actions, Heard, SearchPage, StatementGroup
from searchapp.web.search.suggestions import meant_part, others_part
from searchapp.web.search.told import told_part
from searchapp.web.search_state import Grouping, SearchState
from searchapp.web.ui.asked import asked
from searchapp.web.ui.date_bars import when
from searchapp.web.ui.hits import hit_views
from searchapp.web.ui.pager import pager, pages_of
from searchapp.web.ui.parts import Link, Notice, Pager, SavedBanner
from searchapp.web.ui.search_box import box, title
from searchapp.web.urls import AT, add_url, download_url, event_url, facet_url

SORT_LABELS: dict[Sort, str] = {"relevance": "Best match", "newest": "Newest first", "oldest": "Oldest first"}
GROUP_LABELS: dict[Grouping, str] = {"speaker": "By speaker", "outlet": "By outlet"}
WORDS_IN: dict[Within, str] = {"said": "In the statements themselves", "story": "In stories with these words"}
_OTHER: dict[Within, Within] = {"said": "story", "story": "said"}


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, and the question as answered; `groups` are all speakers, or outlets, where it is listed by them.

    `elsewhere` is how many statements there are with the words looked for the other way: in the story, or in what
    was said; `turned` what all of several chosen values give in place of any. A page beyond the last becomes the
    last, whose hits are still to be had (`moved`); what was widened has the number of words written out, so that
    every link of the page leads on from what is shown.
    """

    question: Question
    result: SearchResult
    groups: FacetCounts | None = None
    moved: bool = False
    elsewhere: int = 0
    turned: tuple[facet_panel.Turned, ...] = ()


def answer(index: Index, question: Question, *, page_size: int) -> Answered:
    """The answer to a question."""
    facets = facet_order(question.state.kind)
    fold = _folds(question.state)
    asked = question.request(
        page_size=page_size, widen=True, facets=facets, timeline=True, whole=True, spell=True, fold=fold
    )
    groups = None
    other, turned = _other_way(question), facet_panel.turned(question.state)
    turns = [replace(question, state=t.state).request(page_size=0, widen=True) for t in turned]
    if question.state.group:
        everyone = question.request(page_size=0, widen=True, facets=(question.state.group,), facet_size=0)
        asked = replace(asked, offset=0, limit=0)
        result, listed, *more = index.search_many([asked, replace(everyone, offset=0), *other, *turns])
        (groups,) = listed.facets
    else:
        result, *more = index.search_many([asked, *other, *turns])
    elsewhere = sum(found.total for found in more[: len(other)])
    turned = tuple(t._replace(total=found.total) for t, found in zip(turned, more[len(other) :], strict=True))
    question = widened(question, result)
    state = question.state
    last = pages_of(result.listed, page_size)
    if state.page <= last:
        return Answered(question, result, groups, elsewhere=elsewhere, turned=turned)
    notice = f"There are {last} pages only; this is the last." if last > 1 else "There is one page only."
    question = replace(question, state=state.with_page(last), notices=(*question.notices, notice))
    moved = not state.group
    return Answered(question, result, groups, moved=moved, elsewhere=elsewhere, turned=turned)


def _folds(state: SearchState) -> bool:
    """Whether reprints are listed once."""
    return state.kind == "story" and state.fold is not False


def _other_way(question: Question) -> list[SearchRequest]:
    """The same question with its words looked for the other way, where that is another one."""
    state = question.state
    if state.kind == "story" or not any(f in ("", *TEXT_FIELDS) for f, _ in positive_leaves(question.node)):
        return []
    return [replace(question, state=state.with_words_in(_OTHER[state.within])).request(page_size=0)]


def _elsewhere(answered: Answered) -> tuple[Link, ...]:
    """The way to the statements that are found when the words are looked for the other way."""
    state, result, n = answered.question.state, answered.result, answered.elsewhere
    more = state.within == "story" or n > result.total or result.had < result.wanted
    url = state.with_words_in(_OTHER[state.within]).url()
    return (Link(WORDS_IN[_OTHER[state.within]], url, number(n)),) if n and more else ()


def _instead(answered: Answered) -> tuple[Link, ...]:
    """The same way, as one of the answers that there would be."""
    return tuple(
        replace(
            link,
            label=link.label[0].lower() + link.label[1:],
            count=count_of(answered.question.state.kind, answered.elsewhere),
        )
        for link in _elsewhere(answered)
    )


def _hits(answered: Answered, page_size: int) -> Part[tuple[Hit, ...]]:
    """The hits of the page that is shown."""
    if not answered.moved:
        return answered.result.hits
    (found,) = yield [
        answered.question.request(page_size=page_size, whole=True, fold=_folds(answered.question.state))
    ]
    return found.hits


@dataclass(frozen=True, slots=True)
class _More:
    """What a page asks beside its answer: the hits shown, or by whom, and what else may have been meant."""

    hits: tuple[Hit, ...]
    grouped: tuple[tuple[StatementGroup, ...], Pager | None, Question] | None
    wrong: tuple[Misnamed, ...]
    fewer: str
    meant: tuple[Link, ...]
    others: tuple[Link, ...]
    heard: Heard | None
    told: dict[str, Link]


def _more(index: Index, answered: Answered, *, page_size: int, new: frozenset[Found]) -> _More:
    """All of that, asked together."""
    question, result = answered.question, answered.result
    request = question.request()
    beside = {f.key: f.values for f in result.facets}
    rounds = Rounds(index)
    hits = rounds.add(_hits(answered, page_size))
    grouped = rounds.add(grouped_part(question, answered.groups, beside, new=new)) if answered.groups else None
    wrong = rounds.add(misnamed_part(request, result))
    fewer = rounds.add(fewer_words_part(request, result))
    meant = rounds.add(meant_part(question, result))
    others = rounds.add(
        others_part(question, result, () if result.total else _instead(answered), index.decisions.called)
    )
    table = rounds.add(heard(question)) if result.total else None
    told = rounds.add(told_part(() if answered.moved else result.hits, index.decisions.compared))
    rounds.run()
    return _More(
        hits.value,
        grouped.value if grouped else None,
        wrong.value,
        fewer.value,
        meant.value,
        others.value,
        table.value if table else None,
        told.value,
    )


def search_page(
    index: Index,
    answered: Answered,
    *,
    page_size: int,
    notices: tuple[Notice, ...] = (),
    found_by: str = "",
    new: frozenset[Found] = frozenset(),
    saved: SavedBanner | None = None,
) -> SearchPage:
    """All that the search page prints."""
    question, result, called = answered.question, answered.result, index.decisions.called
    more = _more(index, answered, page_size=page_size, new=new)
    state = question.state
    pages = pager(state, result.listed, page_size, path=saved.url if saved else None)
    groups: tuple[StatementGroup, ...] = ()
    stories, statements = hit_views(question, () if more.grouped else more.hits, new=new, told=more.told)
    if more.grouped:
        groups, pages, question = more.grouped
        state = question.state
    count = count_of(state.kind, result.total)
    once = f"{count}, {number(result.listed)} without reprints" if result.listed < result.total else ""
    order = GROUP_LABELS[state.group] if state.group else SORT_LABELS[state.order]
    together = facet_panel.both(state, answered.turned)
    return SearchPage(
        title=saved.name if saved else title(state, called),
        box=box(state),
        count=once or count,
        tabs=_tabs(state, result),
        sorting=order,
        sorts=_sorts(state),
        matching=_matching(state, result.wanted),
        chips=facet_panel.chips(state, called),
        together=tuple(together.values()),
        clear=state.cleared().url(),
        beside=tuple(_beside(answered, once, called)),
        notices=(*notices, *_said(index, answered, more, saved=saved)),
        stories=stories,
        statements=statements,
        groups=groups,
        pager=pages,
        panels=facet_panel.panels(state, result.facets, together),
        when=when(state, result.timeline),
        heard=more.heard,
        actions=actions(state, called),
        filters=state.narrowed,
        show=f"Show {count}",
        zero=_zero(state) if not result.total else "",
        meant=more.meant,
        suggestions=more.others,
        asked=(
            *asked(state, called),
            *((("Found", once),) if once else ()),
            ("Order", order),
            ("Address", state.url()),
        ),
        found_by=found_by,
        saved=saved,
    )


def _beside(answered: Answered, once: str, called: Called) -> Iterator[Link]:
    """What is a click away from a result: its reprints, its stories or statements, what they are about."""
    state, result = answered.question.state, answered.result
    yield from _folded(state, once)
    if result.total:
        yield from _elsewhere(answered)
    yield from facet_panel.beside(state, result.facets, result.total, called)


def _said(
    index: Index,
    answered: Answered,
    more: _More,
    *,
    saved: SavedBanner | None,
) -> Iterator[Notice]:
    """How the question was read, for whom names were taken, and what else was searched."""
    question, request = answered.question, answered.question.request()
    resolved = taken(index, request)
    yield from (Notice(n) for n in question.notices)
    yield from (
        Notice("These stories tell of one event.", Link("Its accounts side by side", event_url(f.value)))
        for f in question.state.filters
        if f.key == "event" and f.value and not f.exclude
    )
    for f, r in resolved:
        yield Notice(r.said, Link(r.person, question.state.only(f.key, r.person).url()))
    yield from _readings(question, [m for m in more.wrong if m.filter not in dict(resolved)], more.fewer, saved)
    yield from (Notice(n) for n in uncounted(request, answered.result))


def _folded(state: SearchState, once: str) -> Iterator[Link]:
    """How many stories there are without reprints, where these are listed once, and the way to each; or back."""
    if once:
        yield Link(once, "")
        yield Link("List each reprint", state.with_fold(False).url())
    elif state.kind == "story" and not _folds(state):
        yield Link("List reprints once", state.with_fold().url())


def _tabs(state: SearchState, result: SearchResult) -> tuple[Link, ...]:
    """One for each kind of record, with its total."""
    return tuple(
        Link(NOUNS[k][1].capitalize(), state.with_kind(k).url(), number(result.totals[k]), k == state.kind)
        for k in RECORD_KINDS
    )


def actions(state: SearchState, called: Called) -> Actions:
    """Links to the same answer in other forms."""
    first = state.with_page(1)
    return Actions(
        name=title(state, called),
        query=first.query_string(),
        feed=first.url(AT.search_feed),
        files=_files(first),
        json=state.url(AT.api_search),
        link=state.url(),
        collect=add_url(query=first.query_string(), back=state.url()),
    )


def _files(state: SearchState) -> tuple[Link, ...]:
    """The whole answer in each form of file; a form whose ending another one has already is asked for by name."""
    first = {form.ending: name for name, form in reversed(DOWNLOADS.items())}
    named = {name: {} if first[form.ending] == name else {name: "1"} for name, form in DOWNLOADS.items()}
    return tuple(
        Link(form.label, state.url(download_url(form.ending), **named[name])) for name, form in DOWNLOADS.items()
    )


def _sorts(state: SearchState) -> tuple[Link, ...]:
    links = [
        Link(v, state.with_sort(k).url(), current=k == state.order and not state.group)
        for k, v in SORT_LABELS.items()
    ]
    if state.kind == "statement":
        links += [Link(v, state.grouped_by(k).url(), current=k == state.group) for k, v in GROUP_LABELS.items()]
        alone = state.in_one_list()
        links.append(Link("Same words together", replace(alone, sort=None).url(AT.words)))
        links.append(Link("Who was heard, as a table", alone.url(AT.heard)))
    return tuple(links)


def _matching(state: SearchState, wanted: int) -> tuple[Link, ...]:
    if wanted < 2 and state.match == "all":
        return ()
    return (
        Link("All words", state.with_match("all").url(), current=state.match == "all"),
        Link("Any of the words", state.with_match("any").url(), current=state.match == "any"),
    )


def _readings(
    question: Question, wrong: Sequence[Misnamed], fewer: str, saved: SavedBanner | None
) -> list[Notice]:
    """What else was searched than the words as typed, each with the link that undoes it."""
    state = question.state
    out: list[Notice] = []
    out += [_misnamed(state, m) for m in wrong]
    if question.also:
        link = Link("Exact words only", state.with_exact().url())
        out.append(Notice(f"Also searched: {names(question.also)}.", link))
    elif state.exact:
        out.append(
            Notice("Only the words as typed.", Link("Search other names too", state.with_exact(False).url()))
        )
    if fewer:
        link = Link(f"Only {NOUNS[state.kind][1]} with all words", state.with_strict().url())
        out.append(Notice(fewer, link, "warn"))
    elif state.strict and state.match == "all" and not saved:
        out.append(
            Notice(
                "Only with all words.", Link("Take fewer words where none has all", state.with_strict(False).url())
            )
        )
    return out


def _misnamed(state: SearchState, found: Misnamed) -> Notice:
    """A value that no facet has, with the way to the one that is meant, or to all that may be."""
    key, value = found.filter.key, found.filter.value
    if len(found.meant) == 1:
        meant = state.without(key, value).with_filter(key, found.meant[0].value, exclude=found.filter.exclude)
        return Notice(found.said, Link(found.asked, meant.url()), "warn")
    others = state.without(key, value).url(facet_url(key), contains=value)
    return Notice(
        str(found), Link(f"All with “{shorten(value, 40)}” in the name", others) if found.meant else None, "warn"
    )


def _zero(state: SearchState) -> str:
    return f"No {NOUNS[state.kind][0]} matches" + (
        " this query with these filters." if state.q and state.narrowed else " this."
    )
