"""Who was heard: statements grouped by speaker."""

from __future__ import annotations

from dataclasses import replace

from searchapp.archive.rounds import Part
from searchapp.archive.saved_queries.snapshots import Found
from searchapp.model import UNNAMED
from searchapp.query.result import FacetCount, FacetCounts
from searchapp.text.wording import count, count_of
from searchapp.web.question import Question
from searchapp.web.search.pages import SpeakerGroup
from searchapp.web.ui.hits import hit_views, said_by
from searchapp.web.ui.pager import pager
from searchapp.web.ui.parts import Link, Pager
from searchapp.web.urls import name_url

GROUPS_A_PAGE = 6
STATEMENTS_A_GROUP = 3


def by_speaker(
    question: Question, speakers: FacetCounts, *, new: frozenset[Found] = frozenset()
) -> Part[tuple[tuple[SpeakerGroup, ...], Pager | None, Question]]:
    """One page of speakers with their first statements, most heard first; and the question as answered.

    `speakers` are all that the answer has; last stand those who are not named, together. A statement that several
    share stands in the group of each.
    """
    state = question.state
    chosen = {f.value for f in state.filters if f.key == "speaker" and not f.exclude}
    refused = {f.value for f in state.filters if f.key == "speaker" and f.exclude}
    kept = [v for v in speakers.values if v.count and v.value not in refused and (not chosen or v.value in chosen)]
    if speakers.unknown and not chosen:
        kept.append(FacetCount("", UNNAMED, speakers.unknown))
    last = max(1, -(-len(kept) // GROUPS_A_PAGE))
    state = state.with_page(min(state.page, last))
    question = replace(question, state=state)
    shown = kept[(state.page - 1) * GROUPS_A_PAGE : state.page * GROUPS_A_PAGE]
    size = STATEMENTS_A_GROUP if len(shown) > 2 else 10
    groups: list[SpeakerGroup] = []
    first = 1
    each = [said_by(state, value.value) for value in shown]
    answers = yield [
        replace(question, state=alone).request(page_size=size, facets=("outlet",), whole=True) for alone in each
    ]
    for value, alone, found in zip(shown, each, answers, strict=True):
        hits = hit_views(question, found.hits, new=new, first=first)[1]
        first += len(hits)
        more = found.total - len(hits)
        said = count_of("statement", found.total) + _where(found.facets[0])
        groups.append(
            SpeakerGroup(
                name=value.label,
                unnamed=not value.value,
                url=alone.url(),
                about=name_url("speaker", value.value) if value.value else "",
                says=said,
                hits=hits,
                more=Link(f"{count(more, 'more statement', 'more statements')}", alone.in_one_list().url())
                if more > 0
                else None,
            )
        )
    return tuple(groups), pager(state, len(kept), GROUPS_A_PAGE), question


def _where(outlets: FacetCounts) -> str:
    if not outlets.distinct:
        return ", outlet unknown"
    return f" in {count(outlets.distinct, 'outlet', 'outlets')}" + (
        " and in unknown ones" if outlets.unknown else ""
    )
