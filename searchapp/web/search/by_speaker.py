"""Who was heard: statements grouped by speaker, of each outlet one first, so that accounts stand side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from searchapp.archive.rounds import Part
from searchapp.archive.saved_queries.snapshots import Found
from searchapp.model import UNNAMED
from searchapp.query.request import SearchRequest
from searchapp.query.result import FacetCount, FacetCounts, Hit, SearchResult
from searchapp.text.en_appositions import told_of
from searchapp.text.wording import count, count_of, number
from searchapp.web.question import Question
from searchapp.web.search.pages import GroupedHit, SpeakerGroup
from searchapp.web.search_state import SearchState
from searchapp.web.ui.hits import hit_views, said_by
from searchapp.web.ui.pager import pager, pages_of
from searchapp.web.ui.parts import Link, Pager
from searchapp.web.urls import name_url

GROUPS_A_PAGE = 6
OUTLETS_A_GROUP = 4
STATEMENTS_A_GROUP = 3
ALONE = 10
"""Statements of each of one or two speakers."""


def by_speaker(
    question: Question,
    speakers: FacetCounts,
    outlets: Sequence[FacetCount],
    *,
    new: frozenset[Found] = frozenset(),
) -> Part[tuple[tuple[SpeakerGroup, ...], Pager | None, Question]]:
    """One page of speakers with their first statements, most heard first; and the question as answered.

    `speakers` are all that the answer has, `outlets` those that have most of it; those who are not named stand
    last, together. A statement that several share stands in the group of each.
    """
    state = question.state
    kept = _listed(state, speakers)
    state = state.with_page(min(state.page, pages_of(len(kept), GROUPS_A_PAGE)))
    question = replace(question, state=state)
    shown = kept[(state.page - 1) * GROUPS_A_PAGE : state.page * GROUPS_A_PAGE]
    size = STATEMENTS_A_GROUP if len(shown) > 2 else ALONE
    places = _outlets(outlets)
    asked = [_asked(question, value.value, places, size) for value in shown]
    answers = yield [request for group in asked for request in group]
    groups: list[SpeakerGroup] = []
    first = 1
    for value, group in zip(shown, asked, strict=True):
        own, answers = answers[: len(group)], answers[len(group) :]
        made = _group(question, value, places, own, size=size, new=new, first=first)
        first += len(made.hits)
        groups.append(made)
    return tuple(groups), pager(state, len(kept), GROUPS_A_PAGE), question


def _listed(state: SearchState, speakers: FacetCounts) -> list[FacetCount]:
    """The speakers that the filters leave, those who are not named as one at the end."""
    chosen = {f.value for f in state.filters if f.key == "speaker" and not f.exclude}
    refused = {f.value for f in state.filters if f.key == "speaker" and f.exclude}
    kept = [v for v in speakers.values if v.count and v.value not in refused and (not chosen or v.value in chosen)]
    if speakers.unknown and not chosen:
        kept.append(FacetCount("", UNNAMED, speakers.unknown))
    return kept


def _outlets(values: Sequence[FacetCount]) -> list[str]:
    """The outlets of which a statement may stand first."""
    chosen = [v.value for v in values if v.state == "only"]
    return chosen or [v.value for v in values if v.count and v.state != "not"]


def _asked(question: Question, speaker: str, outlets: Sequence[str], size: int) -> list[SearchRequest]:
    """All that a speaker says here with its outlets, all in this search, the first statement of each outlet."""
    together = question.request().together
    alone = said_by(question.state, speaker)
    whole = replace(question, state=alone).request(page_size=size, facets=("outlet",), facet_size=0, whole=True)
    each = [replace(question, state=alone.only("outlet", o)).request(page_size=1, whole=True) for o in outlets]
    bare = replace(whole, limit=0, facets=(), whole=False)
    return [replace(whole, together=together), bare, *(replace(r, together=together) for r in each)]


def _group(
    question: Question, speaker: FacetCount, outlets: Sequence[str], answers: Sequence[SearchResult], *,
    size: int, new: frozenset[Found], first: int,
) -> SpeakerGroup:  # fmt: skip
    """A speaker with a statement of each outlet, then more of those that come first."""
    state = said_by(question.state, speaker.value)
    whole, alone, *each = answers
    is_all = (
        whole.total == alone.total
    )  # else the others who have to speak there too are in no address of one alone
    heard = [(o, found) for o, found in zip(outlets, each, strict=True) if found.total]
    heard = sorted(heard, key=lambda pair: -pair[1].total)[:OUTLETS_A_GROUP] if len(heard) > 1 else []
    shown: list[tuple[Hit, Link | None]] = [
        (found.hits[0], _more_there(state, outlet, found.total - 1) if is_all else None) for outlet, found in heard
    ]
    there = {hit.id for hit, _ in shown}
    shown += [(hit, None) for hit in whole.hits if hit.id not in there][: max(0, size - len(shown))]
    views = hit_views(question, tuple(hit for hit, _ in shown), new=new, first=first)[1]
    left = whole.total - len(shown) if is_all else alone.total
    said = (
        count(left, "more statement", "more statements") if is_all else f"All {count_of('statement', left)} here"
    )
    more = Link(said, state.in_one_list().url()) if left > 0 else None
    return SpeakerGroup(
        name=speaker.label,
        unnamed=not speaker.value,
        url=state.url() if is_all else "",
        about=name_url("speaker", speaker.value) if speaker.value else "",
        known_as=_known_as(question, speaker.value, [hit for hit, _ in shown]),
        says=count_of("statement", whole.total) + _where(whole.facets[0]),
        hits=tuple(GroupedHit(view, more) for view, (_, more) in zip(views, shown, strict=True)),
        more=more,
    )


def _more_there(state: SearchState, outlet: str, left: int) -> Link | None:
    if left <= 0:
        return None
    return Link(f"and {number(left)} more in {outlet}", state.only("outlet", outlet).in_one_list().url())


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


def _where(outlets: FacetCounts) -> str:
    if not outlets.distinct:
        return ", outlet unknown"
    return f" in {count(outlets.distinct, 'outlet', 'outlets')}" + (
        ", and some whose outlet is not known" if outlets.unknown else ""
    )
