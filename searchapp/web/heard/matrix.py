"""Presenter of the table of who was heard: as a page, and as CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from searchapp.facets import BY_KEY
from searchapp.formats.exports import csv_block, csv_line
from searchapp.model import RECORD_KINDS, RecordKind
from searchapp.query.request import DATE
from searchapp.text.wording import NOUNS, count, count_of, number
from searchapp.web.heard.counted import COLUMNS, ROWS, Head, Sides, Table
from searchapp.web.heard.pages import Matrix, MatrixCell, MatrixPage, MatrixRow
from searchapp.web.search_state import SearchState
from searchapp.web.services import services
from searchapp.web.ui.asked import asked, asked_in_a_line
from searchapp.web.ui.pager import pager
from searchapp.web.ui.parts import Link, Notice
from searchapp.web.ui.search_box import box, title
from searchapp.web.urls import AT, name_url

_SHARED: dict[RecordKind, str] = {
    "story": "A story counts in each row and column that it belongs to, and once under “All”.",
    "statement": "A statement that several share counts for each of them, and once under “All”.",
}


def matrix_page(table: Table, notices: tuple[Notice, ...] = ()) -> MatrixPage:
    """All that the page prints."""
    state, sides, result = table.question.state, table.sides, table.result
    called = services().called
    first = replace(sides, page=1, across=1)
    heading = f"{ROWS[sides.rows]}, {COLUMNS[sides.columns]}"
    return MatrixPage(
        title=f"{heading} – {title(state, called)}",
        box=box(state),
        heading=heading,
        back=Link(f"← {count_of(state.kind, result.total)}", state.url()),
        asked=asked_in_a_line(state, called) if list(asked(state, called)) else f"all {NOUNS[state.kind][1]}",
        kinds=tuple(
            Link(
                NOUNS[k][1].capitalize(), first.url(state.with_kind(k)), number(result.totals[k]), k == state.kind
            )
            for k in RECORD_KINDS
        ),
        rows_by=_choices(table, ROWS, sides.rows, lambda key: replace(first, rows=key)),
        columns_by=_choices(table, COLUMNS, sides.columns, lambda key: replace(first, columns=key)),
        matrix=_matrix(table) if table.rows and table.columns else None,
        notes=(*table.notes, *([_SHARED[state.kind]] if table.rows else ())),
        file=first.url(state, AT.heard_file),
        notices=notices,
    )


def _choices(table: Table, keys: Mapping[str, str], now: str, chosen: Callable[[str], Sides]) -> tuple[Link, ...]:
    """What may stand on a side: the facets of which there is anything to be seen, and that the other has not."""
    other = ({table.sides.rows, table.sides.columns} - {now}).pop()
    return tuple(
        Link(_plural(key), chosen(key).url(table.question.state), current=key == now)
        for key in keys
        if key == now or (key != other and (key == DATE or key in table.there))
    )


def _plural(key: str) -> str:
    return "dates" if key == DATE else BY_KEY[key].plural


def _singular(key: str) -> str:
    return "date" if key == DATE else BY_KEY[key].label


def _matrix(table: Table) -> Matrix:
    state, sides = table.question.state, table.sides
    most = max(n for row in table.cells for n in row)
    columns = tuple(_link(head, state, sides.columns) for head in table.columns)
    before, after = (sides.across - 1) * sides.wide, table.every_column - sides.across * sides.wide
    at = state.with_page(sides.page)
    return Matrix(
        corner=_singular(sides.rows),
        columns=columns,
        rows=tuple(
            MatrixRow(
                head=_about(head, state, sides.rows),
                total=Link(number(head.total), head.of(state, sides.rows).url()),
                cells=tuple(
                    _cell(n, most, head, column, table) for n, column in zip(cells, table.columns, strict=True)
                ),
            )
            for head, cells in zip(table.rows, table.cells, strict=True)
        ),
        total=Link(number(table.result.total), state.url()),
        earlier=Link(f"← {_columns(before, sides)} before", _beside(sides, -1).url(state)) if before else None,
        later=Link(f"and {_columns(after, sides)} more →", _beside(sides, 1).url(state)) if after > 0 else None,
        pager=pager(at, table.every_row, sides.high, path=replace(sides, page=1).url(state)),
    )


def _beside(sides: Sides, by: int) -> Sides:
    return replace(sides, across=sides.across + by)


def _columns(n: int, sides: Sides) -> str:
    """A number of columns: "12 outlets"."""
    return count(n, _singular(sides.columns).lower(), _plural(sides.columns))


def _link(head: Head, state: SearchState, key: str) -> Link:
    """A row or column, leading to all that it has."""
    return Link(head.label, head.of(state, key).url(), number(head.total), known=bool(head.value or head.days))


def _about(head: Head, state: SearchState, key: str) -> Link:
    """The same, leading to the page about a name where the row is one."""
    link = _link(head, state, key)
    return replace(link, url=name_url(key, head.value)) if head.value and BY_KEY[key].names else link


def _cell(n: int, most: int, row: Head, column: Head, table: Table) -> MatrixCell:
    """A cell, leading to what has both."""
    if not n:
        return MatrixCell("", "", 0, column.label)
    there = column.of(row.of(table.question.state, table.sides.rows), table.sides.columns)
    return MatrixCell(number(n), there.url(), 1 + 4 * (n - 1) // most, column.label)


def matrix_lines(table: Table) -> Iterator[str]:
    """The table as CSV: a row a value with its total, the totals of the columns last, and what is left out."""
    rows, columns = table.rows, table.columns
    yield csv_line([_singular(table.sides.rows), "Total", *(column.label for column in columns)])
    yield csv_block([r.label, r.total, *cells] for r, cells in zip(rows, table.cells, strict=True))
    yield csv_line(["All", table.result.total, *(column.total for column in columns)])
    left_out = table.every_row - len(rows), table.every_column - len(columns)
    for n, key in zip(left_out, (table.sides.rows, table.sides.columns), strict=True):
        if n:
            yield csv_line([f"and {number(n)} more {_plural(key)}"])
