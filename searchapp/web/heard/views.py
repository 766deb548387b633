"""The views of who was heard: the table of two facets for any search, as a page and as a file."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, request

from searchapp.web.heard.counted import Sides, Table, counted
from searchapp.web.heard.matrix import matrix_lines, matrix_page
from searchapp.web.pages import render
from searchapp.web.route_marks import for_anybody, gives_all, kept_by_address
from searchapp.web.search_state import SearchState
from searchapp.web.services import saved_as, services
from searchapp.web.ui.parts import Notice

blueprint = Blueprint("heard", __name__)
ALL_ROWS, ALL_COLUMNS = 5_000, 200
"""Rows and columns of the file."""


@blueprint.get("/heard")
@for_anybody
@kept_by_address
def heard() -> str:
    """Who was heard where; `/heard` alone is of all stories."""
    sides, unread = Sides.from_args(request.args)
    table, said = _table(sides)
    return render(matrix_page(table, tuple(Notice(line) for line in (*said, *unread))))


@blueprint.get("/heard.csv")
@for_anybody
@kept_by_address
@gives_all
def heard_file() -> Response:
    """The whole table, but for rows and columns of which there are too many."""
    sides, _ = Sides.from_args(request.args)
    table, _ = _table(replace(sides, page=1, across=1, high=ALL_ROWS, wide=ALL_COLUMNS))
    return saved_as("heard.csv", "".join(matrix_lines(table)), "text/csv")


def _table(sides: Sides) -> tuple[Table, tuple[str, ...]]:
    """The table of the search that is asked for, and what is to be said of how it was read."""
    state, notices = SearchState.from_args(request.args)
    question, said = services().ask(state)
    with services().archive.lease() as index:
        found_by = (notice.text for notice in services().found_by(index))
        return counted(index, question, sides), (*notices, *said, *question.notices, *found_by)
