"""Who was heard: statements grouped by speaker, and the table of speakers by outlet beside the results."""

from __future__ import annotations

from dataclasses import replace

from searchapp.engines import Index
from searchapp.model import UNNAMED
from searchapp.query import FacetCounts
from searchapp.web.hits import hit_views, name_url
from searchapp.web.panel import pager
from searchapp.web.parts import Heard, HeardCell, HeardRow, Link, Pager, SpeakerGroup
from searchapp.web.question import Question, settled
from searchapp.web.wording import count, count_of, number

GROUPS_A_PAGE = 6
STATEMENTS_A_GROUP = 3
SPEAKERS, OUTLETS = 5, 3


def by_speaker(
    index: Index, question: Question, *, new: frozenset[str] = frozenset()
) -> tuple[tuple[SpeakerGroup, ...], Pager | None, Question]:
    """One page of speakers with their first statements, most heard first; and the question as answered.

    A statement has one speaker, so the groups part the answer.
    """
    state = question.state
    speakers = index.facet_values(question.request(), "speaker")
    chosen = {f.value for f in state.filters if f.key == "speaker" and not f.exclude}
    refused = {f.value for f in state.filters if f.key == "speaker" and f.exclude}
    kept = [v for v in speakers.values if v.count and v.value not in refused and (not chosen or v.value in chosen)]
    last = max(1, -(-len(kept) // GROUPS_A_PAGE))
    state = state.with_page(min(state.page, last))
    question = replace(question, state=state)
    shown = kept[(state.page - 1) * GROUPS_A_PAGE : state.page * GROUPS_A_PAGE]
    size = STATEMENTS_A_GROUP if len(shown) > 2 else 10
    groups: list[SpeakerGroup] = []
    first = 1
    for value in shown:
        alone = state.only("speaker", value.value)
        found = index.search(replace(question, state=alone).request(page_size=size, facets=("outlet",)))
        hits = hit_views(index, question, found.hits, new=new, first=first)[1]
        first += len(hits)
        more = found.total - len(hits)
        said = count_of("statement", found.total) + _where(found.facets[0])
        groups.append(
            SpeakerGroup(
                name=value.label,
                unnamed=value.value == UNNAMED,
                url=alone.url(),
                about=name_url("speaker", value.value),
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


def heard(index: Index, question: Question) -> Heard | None:
    """How often each outlet lets each speaker say what is asked for; None where there is nothing to compare.

    A cell's count is the total of the search that it leads to.
    """
    statements = question.state.with_kind("statement").in_one_list()
    question = settled(index, replace(question, state=statements))
    state, asked = question.state, question.request()
    outlets = [v for v in index.facet_values(asked, "outlet").values if v.count][:OUTLETS]
    speakers = [v for v in index.facet_values(asked, "speaker").values if v.count and v.value != UNNAMED]
    speakers.sort(key=lambda v: v.state != "only")
    speakers = [v for v in speakers if v.state != "not"][:SPEAKERS]
    if len(outlets) < 2 or not speakers:
        return None
    rows: list[HeardRow] = []
    for speaker in speakers:
        theirs = state.only("speaker", speaker.value)
        alone = replace(question, state=theirs).request()
        counts = {v.value: v.count for v in index.facet_values(alone, "outlet").values}
        cells = tuple(
            HeardCell(number(n), theirs.only("outlet", o.value).url(), _shade(n), o.label)
            if (n := counts.get(o.value, 0))
            else HeardCell("", None, 0, o.label)
            for o in outlets
        )
        rows.append(
            HeardRow(
                speaker.label,
                _short(speaker.label, [s.label for s in speakers], words=2),
                theirs.url(),
                cells,
            )
        )
    labels = [o.label for o in outlets]
    return Heard(
        outlets=tuple((o, _short(o, labels, words=4)) for o in labels),
        rows=tuple(rows),
        all=Link("by speaker", state.by_speaker().url()),
    )


def _shade(n: int) -> int:
    """How dark a cell is, 1 to 4."""
    return 1 if n < 2 else 2 if n < 4 else 3 if n < 8 else 4


def _short(name: str, among: list[str], *, words: int) -> str:
    """The last word of a name of up to so many words, where no other name ends so; else the name."""
    parts = name.split()
    ends = [n.split()[-1] for n in among]
    return parts[-1] if 1 < len(parts) <= words and len(parts[-1]) > 2 and ends.count(parts[-1]) == 1 else name
