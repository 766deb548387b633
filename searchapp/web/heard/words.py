"""Presenter of what was said, the same words together: as a page, and as CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from searchapp.compare.changes import Change
from searchapp.facets import BY_KEY
from searchapp.formats.exports import csv_block, csv_line
from searchapp.model import Story
from searchapp.query.request import Sort
from searchapp.query.result import Hit, Span
from searchapp.text.wording import attributed, count, count_of, number, speakers_of, stretch
from searchapp.web.heard.carried import A_PAGE, MOST, Group, Said, Told
from searchapp.web.heard.pages import Carrier, Choice, SaidOnce, Wording, WordsPage
from searchapp.web.search_state import SearchState
from searchapp.web.services import services
from searchapp.web.ui.asked import asked_in_a_line
from searchapp.web.ui.citing import UNTITLED
from searchapp.web.ui.hits import speaker_links
from searchapp.web.ui.links import day_link, outlet_link, runs
from searchapp.web.ui.pager import pager, pages_of
from searchapp.web.ui.parts import Link, Notice
from searchapp.web.ui.search_box import box, title
from searchapp.web.urls import AT, name_url, sentence_url, statement_anchor, story_url

LONG = 30
"""Characters; a longer run that a statement leaves out is told by an ellipsis."""
MOST_YEARS = 40
ORDERS: tuple[tuple[str, Sort | None], ...] = (("In most outlets first", None), ("Oldest first", "oldest"))
_KINDS = {"same": "same", "only a": "not here", "only b": "only here"}
COLUMNS = (
    "group", "carried_by", "published", "outlet", "speaker", "verb", "mode", "form", "words", "title",
    "archive_link",
)  # fmt: skip


def shown(said: Said) -> tuple[Group, ...]:
    """The groups of the page that is asked for, or of the last one."""
    at = min(said.question.state.page, pages_of(len(said.groups), A_PAGE))
    return said.groups[(at - 1) * A_PAGE : at * A_PAGE]


def words_page(said: Said, stories: Mapping[str, Story], notices: tuple[Notice, ...] = ()) -> WordsPage:
    """All that the page prints; `stories` are those of the groups shown."""
    state, speaker = said.question.state, _speaker(said)
    called = services().called
    first = state.with_page(1)
    at = state.with_page(min(state.page, pages_of(len(said.groups), A_PAGE)))
    heading = f"What {speaker} said" if speaker else "Who said what"
    others = len(state.filters) > 1 or state.q or state.since or state.until or state.undated
    return WordsPage(
        title=f"{heading} – {title(state, called)}",
        box=box(state),
        heading=heading,
        back=Link(f"← {speaker}", name_url("speaker", speaker)) if speaker else Link("← The search", first.url()),
        counts=_counts(said),
        asked=asked_in_a_line(state, called) if others or not speaker else "",
        q=state.q,
        hidden=state.hidden("q"),
        choices=tuple(_choices(said, first)),
        orders=tuple(
            Link(label, replace(first, sort=sort).url(AT.words), current=state.sort == sort)
            for label, sort in ORDERS
        ),
        said=tuple(_said_once(group, stories, first) for group in shown(said)),
        named=not speaker,
        pager=pager(at, len(said.groups), A_PAGE, path=first.url(AT.words)),
        file=first.url(AT.words_file),
        notices=(*notices, *_left_out(said.result.total)),
    )


def _left_out(total: int) -> Iterator[Notice]:
    """That not all are compared, where there are too many."""
    if total > MOST:
        more = "Choose a year, an outlet or words to see others."
        yield Notice(f"The newest {number(MOST)} of {number(total)} are compared. {more}")


def _speaker(said: Said) -> str:
    """The one whose statements are asked for, as facets call them; "" where it is not one."""
    chosen = [v.label for f in said.result.facets if f.key == "speaker" for v in f.values if v.state == "only"]
    return chosen[0] if len(chosen) == 1 else ""


def _counts(said: Said) -> str:
    """How many statements in how many outlets, from when to when."""
    outlets = next(f for f in said.result.facets if f.key == "outlet")
    extent = said.result.timeline.extent
    told = count_of("statement", said.result.total)
    told += f" in {count(outlets.distinct, 'outlet', 'outlets')}" if outlets.distinct else ""
    return told + (f", {stretch(*extent)}" if extent and not said.question.state.undated else "")


def _choices(said: Said, state: SearchState) -> Iterator[Choice]:
    """What narrows the list: outlets, events, years, where there are several or one is chosen."""
    for found in said.result.facets:
        if found.key == "speaker" and _speaker(said):
            continue
        everything = state.without(found.key)
        values = [v for v in found.values if v.count or v.state == "only"]
        chosen = any(v.state == "only" for v in values)
        if len(values) > 1 or chosen:
            links = [
                Link(v.label, state.only(found.key, v.value).url(AT.words), number(v.count), v.state == "only")
                for v in values
            ]
            all_of = Link(f"all {BY_KEY[found.key].plural}", everything.url(AT.words), current=not chosen)
            yield Choice(BY_KEY[found.key].label, (all_of, *links))
    if extent := said.result.timeline.extent:
        years = range(extent[0].year, extent[1].year + 1)
        if 1 < len(years) <= MOST_YEARS:
            of = {year: state.with_dates(date(year, 1, 1), date(year, 12, 31)) for year in years}
            yield Choice(
                "Year",
                (
                    Link("all years", state.with_dates(None, None).url(AT.words), current=not state.since),
                    *(Link(str(y), s.url(AT.words), current=s.since == state.since) for y, s in of.items()),
                ),
            )


def _said_once(group: Group, stories: Mapping[str, Story], state: SearchState) -> SaidOnce:
    """Words with all that carry them."""
    n = len(group.carriers)
    return SaidOnce(
        words=runs(group.fullest.snippet),
        says=_carried(group) if n > 1 else "",
        carriers=tuple(
            _carrier(
                told,
                stories.get(told.hit.story_id),
                state,
                form=told.form if n > 1 else "",
                is_first=told is group.first,
            )
            for told in group.carriers
        ),
    )


def _carried(group: Group) -> str:
    """How many statements in how many outlets carry some words, and how these tell that they were said."""
    outlets = [name for name in group.outlets if name]
    verbs = Counter(_verb(told.hit) for told in group.carriers)
    said = count_of("statement", len(group.carriers))
    said += f" in {count(len(outlets), 'outlet', 'outlets')}" if outlets else ""
    if len(verbs) == 1:
        return said
    return f"{said}: " + ", ".join(f"“{v}” in {number(n)}" for v, n in verbs.most_common())


def _carrier(told: Told, story: Story | None, state: SearchState, *, form: str, is_first: bool) -> Carrier:
    hit, statement = told.hit, told.hit.statement
    assert statement is not None
    return Carrier(
        day=day_link(state, hit.published),
        outlet=outlet_link(state, hit.outlet),
        speakers=speaker_links(state, statement, [name for name, _ in hit.speakers]),
        verb=_verb(hit),
        mode=statement.mode,
        form=form,
        words=tuple(_wordings(told.changes)),
        story=Link(_text(hit.title) or UNTITLED, story_url(hit.story_id, state, statement_anchor(statement))),
        link=sentence_url(story, statement) if story else story_url(hit.story_id),
        is_first=is_first,
    )


def _verb(hit: Hit) -> str:
    """With which words it is told that somebody said it."""
    assert hit.statement is not None
    before, verb = attributed(hit.statement)
    return before or verb or "said"


def _wordings(changes: tuple[Change, ...]) -> Iterator[Wording]:
    """What is the same, what is not here, long stretches of which are left out, and what stands only here.

    Marks alone are no change of words; words that stood apart stay apart.
    """
    before = ""
    for change in changes:
        text, kind = change.in_b or change.text, _KINDS[change.kind]
        if not any(map(str.isalnum, text)):
            text, kind = "" if kind == "not here" else text, "same"
        elif kind == "not here" and len(text) > LONG:
            text, kind = "…", "left out"
        if before[-1:].isalnum() and text[:1].isalnum():
            yield Wording(" ", "same")
        bare = text if kind == "same" else text.strip()
        yield Wording(bare, kind)
        yield Wording(" " if text != bare or kind == "left out" else "", "same")
        before = text or before


def words_lines(said: Said, stories: Mapping[str, Story], origin: str) -> Iterator[str]:
    """All groups as CSV, a row a statement, those of one group together, the earliest first."""
    yield csv_line(COLUMNS)
    for at, group in enumerate(said.groups, 1):
        yield csv_block(_row(at, group, told, stories.get(told.hit.story_id), origin) for told in group.carriers)


def _row(at: int, group: Group, told: Told, story: Story | None, origin: str) -> tuple[object, ...]:
    """The cells of COLUMNS."""
    hit, statement = told.hit, told.hit.statement
    assert statement is not None
    day = hit.published.isoformat() if hit.published else ""
    link = origin + (sentence_url(story, statement) if story else story_url(hit.story_id))
    how = speakers_of(statement), _verb(hit), statement.mode, told.form, told.words
    return (at, len(group.carriers), day, hit.outlet or "", *how, _text(hit.title), link)


def _text(spans: tuple[Span, ...]) -> str:
    return "".join(span.text for span in spans).strip()
