"""A search counted by two facets at once, out of one call: what the page, and the file, of who was heard print.

Each number is the total of the search that it leads to. Where values of a facet are chosen, these alone are its
rows or columns, so that the totals beside them are counted of what stands in the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from searchapp.engines import Index
from searchapp.facets import BY_KEY
from searchapp.model import RecordKind
from searchapp.query.request import DATE, Axis, SearchRequest
from searchapp.query.result import Bucket, FacetCount, SearchResult
from searchapp.text.wording import count_of, stretch
from searchapp.web.arguments import ArgumentReader, Arguments
from searchapp.web.question import Question, widened
from searchapp.web.search_state import SearchState
from searchapp.web.urls import AT

ROWS: Mapping[str, str] = {
    "speaker": "Who was heard",
    "person": "Who is named",
    "organization": "Which organizations are named",
    "place": "Which places are named",
    "event": "Which events are told of",
}
"""What may be the rows, and what the table then tells."""
COLUMNS: Mapping[str, str] = {
    "outlet": "by outlet",
    DATE: "over time",
    "event": "by event",
    "place": "by place",
    "reporting": "by kind of reporting",
}
"""What may be the columns, and how the table is told by them."""
MAX_AT = 200
"""The last page of rows, or of columns, that is asked for."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What the rows and columns are, and how many of each are shown at once, from which page on."""

    rows: str = "speaker"
    columns: str = "outlet"
    page: int = 1
    across: int = 1
    high: int = 30
    wide: int = 10

    @classmethod
    def from_args(cls, args: Arguments) -> tuple[Sides, tuple[str, ...]]:
        """The sides that an address asks for, and a line for each thing that was not taken as it stands."""
        reader = ArgumentReader(args)
        rows = reader.choice("rows", tuple(ROWS)) or "speaker"
        columns = reader.choice("columns", tuple(COLUMNS)) or "outlet"
        across = reader.last("across")
        at = int(across) if across.isascii() and across.isdigit() and len(across) < 4 else 1
        columns = columns if columns != rows else "outlet"
        page = min(reader.page(), MAX_AT)
        sides = cls(rows, columns, page, min(max(at, 1), MAX_AT))
        return sides, tuple(n for n in reader.notices if not n.startswith("There is no page"))

    def url(self, state: SearchState, path: str = AT.heard) -> str:
        """The table of a search."""
        given = {
            "rows": self.rows if self.rows != "speaker" else "",
            "columns": self.columns if self.columns != "outlet" else "",
            "across": str(self.across) if self.across > 1 else "",
        }
        return state.with_page(self.page).url(path, **{name: value for name, value in given.items() if value})


@dataclass(frozen=True, slots=True)
class Head:
    """A row or column: its value or days, what it is called, and how many it has in all."""

    label: str
    total: int
    value: str = ""
    days: Bucket | None = None

    def of(self, state: SearchState, key: str) -> SearchState:
        """A search narrowed to it."""
        return state.with_dates(self.days.first, self.days.last) if self.days else state.only(key, self.value)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows and columns shown, with how many there are in all, and their cells; `question` is as answered.

    `notes` say what stands in no row or no column, `there` are the facets of which something was found.
    """

    question: Question
    sides: Sides
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: tuple[tuple[int, ...], ...]
    every_row: int
    every_column: int
    result: SearchResult
    notes: tuple[str, ...]
    there: frozenset[str]


def counted(index: Index, question: Question, sides: Sides) -> Table:
    """The table of a question; a page beyond the last is the last."""
    state = question.state.in_one_list().with_all(sides.rows, False).with_all(sides.columns, False)
    question = replace(question, state=state)
    result = index.search(_request(question, sides))
    question = widened(question, result)
    table = result.crosstab
    assert table is not None
    rows = _values(result, sides.rows, table.rows)
    is_dates = sides.columns == DATE
    columns = _days(question.state, result) if is_dates else _values(result, sides.columns, table.columns)
    down, page = _part(rows, sides.page, sides.high)
    along, across = _part(columns, sides.across, sides.wide)
    return Table(
        question=question,
        sides=replace(sides, page=page, across=across),
        rows=tuple(head for _, head in down),
        columns=tuple(head for _, head in along),
        cells=tuple(tuple(table.cells[i][j] for j, _ in along) for i, _ in down),
        every_row=rows.every,
        every_column=columns.every,
        result=result,
        notes=tuple(
            note
            for key, side in ((sides.rows, "row"), (sides.columns, "column"))
            for note in _without(state.kind, result, key, side)
        ),
        there=frozenset(f.key for f in result.facets if f.distinct),
    )


@dataclass(frozen=True, slots=True)
class _Heads:
    """The first heads of a side with their places in the cross-tab, and how many there are in all."""

    first: tuple[tuple[int, Head], ...]
    every: int


def _request(question: Question, sides: Sides) -> SearchRequest:
    """The one request that a table is made of."""
    facets = tuple(dict.fromkeys(key for key in (*ROWS, *COLUMNS) if key != DATE))
    asked = question.request(page_size=0, widen=True, facets=facets, facet_size=1, timeline=sides.columns == DATE)
    down = _axis(question.state, sides.rows, sides.page * sides.high)
    across = _axis(question.state, sides.columns, sides.across * sides.wide)
    return replace(asked, crosstab=(down, across))


def _axis(state: SearchState, key: str, most: int) -> Axis:
    """The chosen values of a facet, or else those that most records have, whatever is left out."""
    if key == DATE:
        return Axis(DATE)
    filters = [f for f in state.filters if f.key == key]
    if only := tuple(f.value for f in filters if not f.exclude):
        return Axis(key, only)
    return Axis(key, most=most + len(filters))


def _values(result: SearchResult, key: str, values: tuple[FacetCount, ...]) -> _Heads:
    """A facet's values as heads, those without any last, where these can be called something."""
    counts = next(f for f in result.facets if f.key == key)
    shown = {v.value: (i, v) for i, v in reversed([*enumerate(values)]) if v.state != "not"}
    by_count = sorted(shown.values(), key=lambda pair: (-pair[1].count, pair[0]))
    known = [(i, Head(v.label, v.count, v.value)) for i, v in by_count if v.value]
    none = [(i, Head(BY_KEY[key].unknown, v.count)) for i, v in shown.values() if not v.value]
    none = none if BY_KEY[key].unknown else []
    chosen = any(v.state == "only" for v in values)
    left_out = sum(v.state == "not" and v.count > 0 for v in values if v.value)
    every = len(known) if chosen else counts.distinct - left_out
    return _Heads(tuple([*known, *none] if len(known) >= every else known), every + len(none))


def _days(state: SearchState, result: SearchResult) -> _Heads:
    """The stretches of the timeline that reach into the days asked for."""
    heads = [
        (i, Head(stretch(b.first, b.last), b.count, days=b))
        for i, b in enumerate(result.timeline.buckets)
        if not (state.undated or (state.since and b.last < state.since) or (state.until and b.first > state.until))
    ]
    return _Heads(tuple(heads), len(heads))


def _part(heads: _Heads, at: int, size: int) -> tuple[tuple[tuple[int, Head], ...], int]:
    """One page of heads, the last where there are not as many, and which it is."""
    at = min(at, max(1, -(-heads.every // size)))
    return heads.first[(at - 1) * size : at * size], at


def _without(kind: RecordKind, result: SearchResult, key: str, side: str) -> tuple[str, ...]:
    """A line on those that have no value of a facet, or no date, where no row or column stands for them."""
    if key == DATE:
        n, what = result.timeline.undated, "date"
    else:
        (found,) = (f for f in result.facets if f.key == key)
        chosen = any(v.state == "only" for v in found.values)
        n, what = 0 if chosen or BY_KEY[key].unknown else found.unknown, BY_KEY[key].label.lower()
    return (f"{count_of(kind, n)} without a {what} {'is' if n == 1 else 'are'} in no {side}.",) if n else ()
