"""Statements by speaker or outlet: of each outlet, or speaker, one first, so that accounts stand side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from searchapp.archive.rounds import Part
from searchapp.archive.saved_queries.snapshots import Found
from searchapp.facets import BY_KEY
from searchapp.model import UNNAMED
from searchapp.query.request import SearchRequest
from searchapp.query.result import FacetCount, FacetCounts, Hit, SearchResult
from searchapp.text.en_appositions import told_of
from searchapp.text.wording import count, count_of, number
from searchapp.web.question import Question
from searchapp.web.search.pages import GroupedHit, StatementGroup
from searchapp.web.search_state import Grouping, SearchState
from searchapp.web.ui.hits import hit_views, said_by
from searchapp.web.ui.pager import pager, pages_of
from searchapp.web.ui.parts import Link, Pager
from searchapp.web.urls import name_url

GROUPS_A_PAGE = 6
FIRST_OF = 4
"""Of so many outlets, or speakers, a group has a statement first."""
STATEMENTS_A_GROUP = 3
ALONE = 10
"""Statements of each of one or two groups; so many are looked through for others than stand first."""


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to group: `beside` is the facet of which each value's statement stands first in a group.

    `unknown` is what the group of those without a value is called; the other words tell of `beside`: how it goes
    on from a number of statements, one and many of it, what is said where there is none, or some without.
    """

    beside: Grouping
    unknown: str
    by: str
    one: str
    many: str
    none: str
    some: str


_WAYS: dict[Grouping, _Way] = {
    "speaker": _Way(
        "outlet", UNNAMED, "in", "outlet", "outlets", ", outlet unknown", ", and some whose outlet is not known"
    ),
    "outlet": _Way(
        "speaker", BY_KEY["outlet"].unknown, "by", "speaker", "speakers", f" by {UNNAMED}", f", and {UNNAMED}"
    ),
}  # fmt: skip


def grouped_part(
    question: Question,
    values: FacetCounts,
    facets: Mapping[str, Sequence[FacetCount]],
    *,
    new: frozenset[Found] = frozenset(),
) -> Part[tuple[tuple[StatementGroup, ...], Pager | None, Question]]:
    """One page of groups with their first statements, the largest first; and the question as answered.

    `values` are all speakers, or outlets, that the answer has, `facets` by key those that have most of it; those
    without a name stand last, together. A statement that several share stands in the group of each.
    """
    state = question.state
    assert state.group
    way = _WAYS[state.group]
    kept = _listed(state, values, way)
    last = pages_of(len(kept), GROUPS_A_PAGE)
    state = state.with_page(min(state.page, last))
    question = replace(question, state=state)
    shown = kept[(state.page - 1) * GROUPS_A_PAGE : state.page * GROUPS_A_PAGE]
    size = STATEMENTS_A_GROUP if len(shown) > 2 else ALONE
    first_of = _first_of(facets.get(way.beside, ()))
    asked = [_asked(question, value.value, first_of) for value in shown]
    answers = yield [request for group in asked for request in group]
    groups: list[StatementGroup] = []
    first = 1
    for value, group in zip(shown, asked, strict=True):
        own, answers = answers[: len(group)], answers[len(group) :]
        made = _group(question, value, first_of, own, size=size, new=new, first=first)
        first += len(made.hits)
        groups.append(made)
    return tuple(groups), pager(state, len(kept), GROUPS_A_PAGE), question


def _listed(state: SearchState, values: FacetCounts, way: _Way) -> list[FacetCount]:
    """The groups that the filters leave, those without a name as one at the end."""
    chosen = {f.value for f in state.filters if f.key == values.key and not f.exclude}
    refused = {f.value for f in state.filters if f.key == values.key and f.exclude}
    everyone = [*(v for v in values.values if v.value), FacetCount("", way.unknown, values.unknown)]
    return [v for v in everyone if v.count and v.value not in refused and (not chosen or v.value in chosen)]


def _first_of(values: Sequence[FacetCount]) -> list[str]:
    """The outlets, or speakers, of which a statement may stand first."""
    chosen = [v.value for v in values if v.state == "only"]
    return chosen or [v.value for v in values if v.count and v.state != "not"]


def _only(state: SearchState, key: Grouping, value: str) -> SearchState:
    """What there is of a search with one speaker, or in one outlet."""
    return said_by(state, value) if key == "speaker" else state.only(key, value)


def _asked(question: Question, value: str, first_of: Sequence[str]) -> list[SearchRequest]:
    """All that a group has here with what stands beside it, all in this search, the first statement of each."""
    assert question.state.group
    beside = _WAYS[question.state.group].beside
    together = question.request().together
    alone = _only(question.state, question.state.group, value)
    whole = replace(question, state=alone).request(page_size=ALONE, facets=(beside,), facet_size=0, whole=True)
    each = [replace(question, state=_only(alone, beside, v)).request(page_size=1, whole=True) for v in first_of]
    bare = replace(whole, limit=0, facets=(), whole=False)
    firsts = [replace(r, together=together) for r in each]
    return [replace(whole, together=together), bare, *firsts]


def _group(
    question: Question, value: FacetCount, first_of: Sequence[str], answers: Sequence[SearchResult], *,
    size: int, new: frozenset[Found], first: int,
) -> StatementGroup:  # fmt: skip
    """A group with a statement of each outlet, or speaker, then more of those that come first."""
    by = question.state.group
    assert by
    way, state = _WAYS[by], _only(question.state, by, value.value)
    whole, alone, *each = answers
    # Else the others who have to speak there too are in no address of one alone.
    is_all = whole.total == alone.total
    there_are = [(v, found) for v, found in zip(first_of, each, strict=True) if found.total]
    there_are = sorted(there_are, key=lambda pair: -pair[1].total)[:FIRST_OF] if len(there_are) > 1 else []
    shown: dict[str, tuple[Hit, Link | None]] = {}
    for v, found in there_are:
        hit = found.hits[0]
        more = _more_there(state, way, v, found.total - 1) if is_all else None
        shown.setdefault(hit.id, (hit, more))
    rest = _others_first(
        [hit for hit in whole.hits if hit.id not in shown], [hit for hit, _ in shown.values()], way
    )
    shown |= {hit.id: (hit, None) for hit in rest[: max(0, size - len(shown))]}
    views = hit_views(question, tuple(hit for hit, _ in shown.values()), new=new, first=first)[1]
    left = whole.total - len(shown) if is_all else alone.total
    said = (
        count(left, "more statement", "more statements") if is_all else f"All {count_of('statement', left)} here"
    )
    of_speaker = by == "speaker"
    return StatementGroup(
        name=value.label,
        speakers=not (of_speaker and value.value),
        outlets=of_speaker,
        url=state.url() if is_all else "",
        about=name_url("speaker", value.value) if of_speaker and value.value else "",
        known_as=_known_as(question, value.value, [hit for hit, _ in shown.values()]) if of_speaker else "",
        says=count_of("statement", whole.total) + _beside(whole.facets[0], way),
        hits=tuple(GroupedHit(view, more) for view, (_, more) in zip(views, shown.values(), strict=True)),
        more=Link(said, state.in_one_list().url()) if left > 0 else None,
    )


def _others_first(hits: Sequence[Hit], shown: Sequence[Hit], way: _Way) -> list[Hit]:
    """Hits in their order, those before the rest of whose outlet, or speaker, none is there yet."""
    there = {_called(hit, way) for hit in shown}
    others: list[Hit] = []
    for hit in hits:
        if _called(hit, way) not in there:
            there.add(_called(hit, way))
            others.append(hit)
    return [*others, *(hit for hit in hits if hit not in others)]


def _called(hit: Hit, way: _Way) -> str:
    """Whose a statement is, or which outlet's."""
    return hit.outlet or "" if way.beside == "outlet" else ", ".join(name for name, _ in hit.speakers)


def _more_there(state: SearchState, way: _Way, value: str, left: int) -> Link | None:
    there = _only(state, way.beside, value)
    if left <= 0 or there.together != state.together:
        return None
    return Link(f"and {number(left)} more {way.by} {value}", there.in_one_list().url())


def _known_as(question: Question, speaker: str, hits: Sequence[Hit]) -> str:
    """Who a speaker is: by the names file's note, else by the first of these stories that says it."""
    entry = question.authority.named(speaker)
    if entry and entry.note:
        return entry.note
    for hit in hits if speaker else ():
        said = told_of(hit.story.text, {speaker, *(own for _, own in hit.speakers)}) if hit.story else ""
        if said:
            return said
    return ""


def _beside(values: FacetCounts, way: _Way) -> str:
    """In how many outlets, or by how many speakers."""
    if not values.distinct:
        return way.none
    return f" {way.by} {count(values.distinct, way.one, way.many)}" + (way.some if values.unknown else "")
