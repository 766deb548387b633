"""Who was heard: the table of speakers by outlet beside the results, counted under the filters in force.

A cell says "not heard" only where nothing in that outlet may be that person: a bare surname, another spelling or
an acronym is shown as what it is, and leads to its statements.
"""

from __future__ import annotations

import re
from dataclasses import replace

from searchapp.archive.rounds import Part
from searchapp.curation.kin import kin_of, may_be
from searchapp.query.request import Axis
from searchapp.query.result import Crosstab, FacetCount
from searchapp.text.analysis import folded
from searchapp.text.wording import names, number
from searchapp.web.question import Question, widened
from searchapp.web.search.pages import Heard, HeardCell, HeardRow
from searchapp.web.search_state import SearchState
from searchapp.web.ui.parts import Link
from searchapp.web.urls import AT

SPEAKERS, OUTLETS = 5, 3
LONGEST_HEAD = 24
COMPARED = 100
"""Speakers of an outlet, the most heard ones, whose spelling is compared with the rows."""


def heard(question: Question) -> Part[Heard | None]:
    """How often each outlet lets each speaker say what is asked for; None where there is nothing to compare.

    A cell's count is the total of the search that it leads to.
    """
    alone = (
        question.state.with_kind("statement").in_one_list().with_all("speaker", False)
    )  # as a cell leads to one
    question = replace(question, state=alone)
    filters = [f for f in question.state.filters if f.key == "outlet"]
    only = tuple(f.value for f in filters if f.value and not f.exclude)
    across = Axis("outlet", only, most=OUTLETS + sum(f.exclude for f in filters))
    asked = question.request(page_size=0, widen=True, facets=("outlet",), facet_size=0)
    (found,) = yield [replace(asked, crosstab=(Axis("speaker"), across))]
    question = widened(question, found)
    state, table = question.state, found.crosstab
    assert table is not None
    all_outlets = found.facets[0].values
    outlets = _shown(all_outlets)[:OUTLETS]
    speakers = _shown(tuple(v for v in table.rows if v.value))[:SPEAKERS]
    chosen = any(v.state == "only" for v in outlets)
    if not speakers or len(outlets) < (1 if chosen else 2):
        return None
    columns = [_column(state, outlet, speakers, _spoken(table, outlet.value)) for outlet in outlets]
    rows = tuple(
        HeardRow(s.label, state.url_only("speaker", s.value), tuple(column[i] for column in columns))
        for i, s in enumerate(speakers)
    )
    heads = short_names([o.label for o in outlets], among=[o.label for o in all_outlets])
    return Heard(
        outlets=tuple(zip([o.label for o in outlets], heads, strict=True)),
        rows=rows,
        all=Link("whole table", state.url(AT.heard)),
        perhaps=any(cell.perhaps for row in rows for cell in row.cells),
    )


def _shown(values: tuple[FacetCount, ...]) -> list[FacetCount]:
    """The values that the filters leave and that have any."""
    chosen = [v for v in values if v.state == "only"]
    return [v for v in chosen or values if v.count and v.state != "not"]


def _spoken(table: Crosstab, outlet: str) -> list[FacetCount]:
    """Who is named in an outlet, and how often, the most heard first."""
    at = next(i for i, v in enumerate(table.columns) if v.value == outlet)
    named = [(row, cells[at]) for row, cells in zip(table.rows, table.cells, strict=True) if cells[at]]
    there = [v._replace(count=n) for v, n in named if v.value]
    return sorted(there, key=lambda v: (-v.count, v.label.casefold(), v.label))


def _column(
    state: SearchState, outlet: FacetCount, speakers: list[FacetCount], values: list[FacetCount]
) -> list[HeardCell]:
    """An outlet's cell for each speaker; `values` are all whom it lets speak."""
    there = state.only("outlet", outlet.value)
    counts = {v.value: v.count for v in values}
    absent = [s for s in speakers if not counts.get(s.value)]
    kin = kin_of([s.label for s in absent], [v.label for v in values[:COMPARED]])
    out: list[HeardCell] = []
    for s in speakers:
        if n := counts.get(s.value, 0):
            out.append(HeardCell(number(n), there.url_only("speaker", s.value), _shade(n), outlet.label))
            continue
        others = [v for v in values if v.label in kin[s.label] or may_be(v.label, s.label)]
        out.append(_perhaps(there, others, outlet.label) if others else HeardCell("", None, 0, outlet.label))
    return out


def _perhaps(state: SearchState, others: list[FacetCount], outlet: str) -> HeardCell:
    """A cell for statements under names that may be the speaker's, which lead to these."""
    state = state.without("speaker")
    for other in others:
        state = state.with_filter("speaker", other.value)
    total = sum(v.count for v in others)
    called = names(tuple(f"“{v.label}”" for v in others), most=3)
    return HeardCell(number(total), state.url(), 0, outlet, perhaps=f"perhaps, as {called}")


def short_names(labels: list[str], *, among: list[str]) -> tuple[str, ...]:
    """Outlets' names for the heads of columns: whole, or without an article or what is in brackets.

    A shortened one is nobody else's name, nor the beginning or end of one.
    """
    out = []
    for label in labels:
        short = re.sub(r"\s*\([^()]*\)$", "", label) if len(label) > LONGEST_HEAD else label
        short = re.sub(r"^The (?=\S+ \S)", "", short) if len(short) > LONGEST_HEAD else short
        others = [folded(o) for o in among if o != label]
        taken = any(folded(short) in o or o in folded(short) for o in others if o)
        out.append(label if not short or taken else short)
    return tuple(out)


def _shade(n: int) -> int:
    """How dark a cell is, 1 to 4."""
    return 1 if n < 2 else 2 if n < 4 else 3 if n < 8 else 4
