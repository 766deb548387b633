"""Presenter of stories side by side: rows become cells with links, and the words that only one has are marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from searchapp.collections.passages import passage_key
from searchapp.compare.changes import word_changes
from searchapp.compare.compared import Compared, Pair
from searchapp.compare.side_by_side import MOST, Aligned, side_by_side
from searchapp.compare.side_by_side import Row as Aligning
from searchapp.model import Offsets, Story
from searchapp.query.matching import cut
from searchapp.text.letters import direction
from searchapp.text.wording import count, number
from searchapp.web.compare.pages import Cell, ChoosePage, Column, ComparePage, Row, Told
from searchapp.web.search_state import SearchState
from searchapp.web.ui.also import differing, named, other, percent, shares_of
from searchapp.web.ui.citing import UNTITLED
from searchapp.web.ui.links import day_link, outlet_link
from searchapp.web.ui.parts import Link, Notice, Run
from searchapp.web.urls import AT, compare_url, event_url, name_url, passage_url, story_url

View = Literal["", "shared", "only"]
VIEWS: tuple[View, ...] = get_args(View)
CALLED: Mapping[View, str] = {"": "All", "shared": "What is shared", "only": "What only one has"}
SHOWN: Mapping[View, Callable[[Aligning], bool]] = {
    "": lambda row: True,
    "shared": lambda row: bool(row.copied) or any(there.copied for there in row.elsewhere),
    "only": lambda row: row.only,
}
NONE: Mapping[View, str] = {
    "": "These stories have no text.",
    "shared": "These stories share no passage word for word.",
    "only": "Each of these stories has something like all that the others tell.",
}
NEARLY_EQUAL = 0.15
"""The part of a stretch that may be only there, where it is called the same words."""
SAID_THERE = {True: "the same words", False: "something like it"}
NUMBERS = {2: "Two", 3: "Three", 4: "Four"}


@dataclass(frozen=True, slots=True)
class Compare:
    """What is compared: the chosen stories in their order, what was found of all, and the others that tell it.

    `pairs` are by story, as seen from it.
    """

    stories: tuple[Story, ...]
    others: tuple[Story, ...]
    compared: Compared
    pairs: Mapping[str, tuple[Pair, ...]]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the chosen stories."""
        return tuple(story.id for story in self.stories)


def compare_page(
    what: Compare, view: View, *, called: Callable[[str], str], notices: tuple[Notice, ...] = ()
) -> ComparePage:
    """Two stories or more side by side."""
    between = [
        pair for i, a in enumerate(what.ids) for pair in what.pairs.get(a, ()) if pair.b in what.ids[i + 1 :]
    ]
    aligned = side_by_side(what.stories, between, called=called)
    rows = [row for row in aligned.rows if SHOWN[view](row)]
    long = tuple(
        Notice(f"Only the first {count(MOST, 'sentence', 'sentences')} of “{story.title or UNTITLED}” stand here.")
        for story, own in zip(what.stories, aligned.sentences, strict=True)
        if len(own) == MOST
    )
    heading = f"{NUMBERS[len(what.stories)]} stories side by side"
    slugs = {what.compared.event_of.get(story) for story in what.ids}
    event = what.compared.events.get(slugs.pop() or "") if len(slugs) == 1 else None
    shares = {story: share for one in what.ids for story, share in shares_of(what.pairs, one).items()}
    return ComparePage(
        title=heading,
        heading=heading,
        notices=(*notices, *long),
        event=Link(event.called, event_url(event.slug)) if event else None,
        views=tuple(_views(what, aligned, view)),
        columns=tuple(_columns(what, aligned)),
        rows=tuple(_row(what, aligned, row) for row in rows),
        none="" if rows else NONE[view],
        more=tuple(other(story, shares.get(story.id, 0.0), beside=what.ids) for story in what.others),
        differ=differing(*what.ids),
    )


def choose_page(what: Compare, *, notices: tuple[Notice, ...] = ()) -> ChoosePage:
    """Where a story has none beside it yet: those that tell the same, and how any are chosen."""
    one = what.stories[0] if what.stories else None
    shares = shares_of(what.pairs, one.id) if one else {}
    return ChoosePage(
        title="Compare stories",
        notices=notices,
        chosen=Link(one.title or UNTITLED, story_url(one.id)) if one else None,
        others=tuple(other(story, shares.get(story.id, 0.0), beside=what.ids) for story in what.others),
        search=AT.search,
    )


def _views(what: Compare, aligned: Aligned, chosen: View) -> Iterator[Link]:
    for view in VIEWS:
        rows = sum(map(SHOWN[view], aligned.rows))
        yield Link(CALLED[view], compare_url(*what.ids, view=view), number(rows), current=view == chosen)


def _columns(what: Compare, aligned: Aligned) -> Iterator[Column]:
    for story, own in zip(what.stories, aligned.sentences, strict=True):
        with_others = {pair.b: pair.share_a for pair in what.pairs.get(story.id, ()) if pair.b in what.ids}
        share = max((share for b, share in with_others.items() if b != story.id), default=0.0)
        told = [count(len(own), "sentence", "sentences"), *([f"{percent(share)} shared"] if share else [])]
        rest = [one for one in what.ids if one != story.id]
        yield Column(
            outlet=outlet_link(SearchState(), story.outlet),
            day=day_link(SearchState(), story.published),
            story=Link(story.title or UNTITLED, story_url(story.id)),
            told=" · ".join(told),
            leave=compare_url(*rest) if len(rest) > 1 else "",
            language=story.language or "",
            direction=direction(story.text),
        )


def _row(what: Compare, aligned: Aligned, row: Aligning) -> Row:
    return Row(
        said=_said(what, aligned, row),
        who=tuple(Link(name, name_url("speaker", name)) for name in row.speakers),
        cells=tuple(_cell(what, aligned, row, column) for column in range(len(what.stories))),
    )


def _said(what: Compare, aligned: Aligned, row: Aligning) -> str:
    """What a row has in common; "" where it is one speaker's, who is named."""
    if row.copied:
        return "the same words" if _nearly_equal(what, aligned, row) else "mostly the same words"
    if len(row.told) == 1:
        return f"only in {named(what.stories[row.told[0]])}" if row.only else "in another order"
    return "" if row.speakers else "alike"


def _nearly_equal(what: Compare, aligned: Aligned, row: Aligning) -> bool:
    """Whether little of what stories have in the same words is only in one of them."""
    for column in row.copied:
        start, end = _stretch(aligned, row, column)
        if sum(b - a for a, b in _alone(what, aligned, row, column)) > NEARLY_EQUAL * (end - start):
            return False
    return True


def _alone(what: Compare, aligned: Aligned, row: Aligning, column: int) -> list[Offsets]:
    """Where in its text a story has words that the first other one with the same words has not."""
    beside = [other for other in sorted(row.copied) if other != column]
    if column not in row.copied or not beside:
        return []
    (start, end), (low, high) = (_stretch(aligned, row, one) for one in (column, beside[0]))
    out, at = [], start
    for change in word_changes(what.stories[column].text[start:end], what.stories[beside[0]].text[low:high]):
        if change.kind == "only b":
            continue
        if change.kind == "only a" and change.text.strip():
            before = len(change.text) - len(change.text.lstrip())
            out.append((at + before, at + len(change.text.rstrip())))
        at += len(change.text)
    return out


def _stretch(aligned: Aligned, row: Aligning, column: int) -> Offsets:
    """What a story has in a row, from the first sentence to the end of the last."""
    own, cell = aligned.sentences[column], row.cells[column]
    return own[cell.start][0], own[cell.stop - 1][1]


def _cell(what: Compare, aligned: Aligned, row: Aligning, column: int) -> Cell:
    story, own = what.stories[column], aligned.sentences[column]
    alone = _alone(what, aligned, row, column)
    there: dict[int, list[Link]] = {}
    for one, place, same in row.elsewhere:
        if one[0] == column and row.cells[place[0]]:
            label = f"{SAID_THERE[same]} in {named(what.stories[place[0]])}"
            there.setdefault(one[1], []).append(_leading(what, aligned, place, label))
    told = []
    for n in row.cells[column]:
        start, end = own[n]
        told.append(
            Told(
                anchor=anchor(column, start),
                link=passage_url(story.id, passage_key(story, own[n])),
                words=tuple(Run(span.text, hit=span.hit) for span in cut(story.text, start, end, alone)),
                begins=n > row.cells[column].start and "\n" in story.text[own[n - 1][1] : start],
                there=tuple(there.get(n, ())),
            )
        )
    empty = [e for e in row.elsewhere if e.other[0] == column] if not told else []
    links = {e.other: _leading(what, aligned, e.other, f"{SAID_THERE[e.copied]} in another row") for e in empty}
    return Cell(named(story), column in row.copied, tuple(told), tuple(links.values()))


def _leading(what: Compare, aligned: Aligned, place: tuple[int, int], label: str) -> Link:
    """The way to a sentence, which may not be shown in this view."""
    column, n = place
    return Link(label, compare_url(*what.ids, anchor=anchor(column, aligned.sentences[column][n][0])))


def anchor(column: int, start: int) -> str:
    """The anchor of the sentence of a column that begins there."""
    return f"s{column + 1}-{start}"
