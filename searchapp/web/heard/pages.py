"""What the pages on who was heard show: documented dataclasses, ready to be printed. Nothing here computes."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.pages import Page
from searchapp.web.ui.parts import Link, Pager


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """How many have both values, in the column called `column`; without a `url` none has. `shade` is 0 to 4."""

    count: str
    url: str
    shade: int
    column: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A value with its page or search, its total, and a cell a column."""

    head: Link
    total: Link
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table of two facets: `columns` lead to all that each has, with its total as their count.

    `corner` says what its rows are, `total` leads to all that was found. `earlier` and `later` lead to the columns
    that there is no room for.
    """

    corner: str
    columns: tuple[Link, ...]
    rows: tuple[MatrixRow, ...]
    total: Link
    earlier: Link | None
    later: Link | None
    pager: Pager | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPage(Page):
    """Who was heard where: a search counted by two facets, which the links of `rows_by` and `columns_by` choose.

    `asked` is the search in words, `notes` say what stands in no row or column, `file` is the table as CSV.
    """

    template = "heard/matrix.html"
    heading: str
    back: Link
    asked: str
    kinds: tuple[Link, ...]
    rows_by: tuple[Link, ...]
    columns_by: tuple[Link, ...]
    matrix: Matrix | None
    notes: tuple[str, ...]
    file: str
