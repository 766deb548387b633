"""The views of who was heard: any search as a table of two facets, and with the same words together."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, request

from searchapp.web.heard.carried import said, stories_of
from searchapp.web.heard.counted import Sides, Table, counted
from searchapp.web.heard.matrix import matrix_lines, matrix_page
from searchapp.web.heard.words import shown, words_lines, words_page
from searchapp.web.pages import render
from searchapp.web.route_marks import for_anybody, gives_all, kept_by_address
from searchapp.web.search_state import SearchState
from searchapp.web.security import origin
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


@blueprint.get("/words")
@for_anybody
@kept_by_address
def words() -> str:
    """What was said in a search, the same words together: what one speaker said, where one is chosen."""
    state, notices = SearchState.from_args(request.args)
    question, said_of_files = services().ask(state)
    with services().archive.lease() as index:
        found = said(index, question)
        stories = stories_of(index, shown(found))
        lines = (*notices, *said_of_files, *question.notices)
        led = (*(Notice(line) for line in lines), *services().found_by(index))
    return render(words_page(found, stories, led))


@blueprint.get("/words.csv")
@for_anybody
@kept_by_address
@gives_all
def words_file() -> Response:
    """All that the pages of it have, a row a statement."""
    question, _ = services().ask(SearchState.from_args(request.args)[0])
    with services().archive.lease() as index:
        found = said(index, question)
        lines = words_lines(found, stories_of(index, found.groups), origin())
        return saved_as("words.csv", "".join(lines), "text/csv")


def _table(sides: Sides) -> tuple[Table, tuple[str, ...]]:
    """The table of the search that is asked for, and what is to be said of how it was read."""
    state, notices = SearchState.from_args(request.args)
    question, said = services().ask(state)
    with services().archive.lease() as index:
        found_by = (notice.text for notice in services().found_by(index))
        return counted(index, question, sides), (*notices, *said, *question.notices, *found_by)
