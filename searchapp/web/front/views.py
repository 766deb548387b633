"""The views of the front page and of the help page."""

from __future__ import annotations

from flask import Blueprint, request

from searchapp.errors import EngineUnavailable, IndexMissing, IndexRefused
from searchapp.web.front.help import help_page
from searchapp.web.front.presenter import start_page
from searchapp.web.pages import render
from searchapp.web.route_marks import for_anybody, kept_by_address, may, never_kept
from searchapp.web.search.views import search
from searchapp.web.services import services
from searchapp.web.ui.saved_rows import saved_rows_now
from searchapp.web.urls import AT

blueprint = Blueprint("front", __name__)


@blueprint.get("/")
@for_anybody
@never_kept
def start() -> str:
    """The front page; with parameters, the search they ask for."""
    if request.args:
        return search()
    with services().archive.lease() as index:
        saved, notices = saved_rows_now(index, most=8) if may(AT.saved) else ((), ())
        notices = (*notices, *services().found_by(index))
        events = len(services().archive.compared.current()[0].events)
        title = services().settings.title
        page = start_page(index, title=title, saved=saved, events=events, notices=notices)
    return render(page)


@blueprint.get("/help")
@for_anybody
@kept_by_address
def help() -> str:
    """How to ask."""
    authority = services().names.current()[0]
    try:
        with services().archive.lease() as index:
            page = help_page(index, authority, services().facets)
    except (IndexMissing, IndexRefused, EngineUnavailable):
        page = help_page(None, authority, services().facets)
    return render(page)
