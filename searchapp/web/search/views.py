"""The views of the search: the results, and all values of a facet."""

from __future__ import annotations

from flask import Blueprint, request

from searchapp.errors import NotFound
from searchapp.facets import BY_KEY
from searchapp.web.pages import render
from searchapp.web.route_marks import for_anybody, kept_by_address
from searchapp.web.search.facet_list import facet_page
from searchapp.web.search.presenter import answer, search_page
from searchapp.web.search_state import SearchState
from searchapp.web.services import services
from searchapp.web.ui.corrected import done
from searchapp.web.ui.kept import just_kept
from searchapp.web.ui.parts import Notice

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
@for_anybody
@kept_by_address
def search() -> str:
    """Results; `/search` alone is everything, newest first."""
    state, notices = SearchState.from_args(request.args)
    question, said = services().ask(state)
    size = services().settings.page_size
    with services().archive.lease() as index:
        page = search_page(
            index,
            answer(index, question, page_size=size),
            page_size=size,
            notices=(*done(), *just_kept(), *(Notice(line) for line in (*notices, *said))),
            found_by=services().archive.enrichment_notice(index),
        )
    return render(page)


@blueprint.get("/facet/<key>")
@for_anybody
@kept_by_address
def facet(key: str) -> str:
    """All values of a facet for a search."""
    if key not in BY_KEY:
        raise NotFound(f"There is no facet “{key[:40]}”.", hint=f"Facets are {', '.join(BY_KEY)}.")
    state, notices = SearchState.from_args(request.args)
    question, said = services().ask(state)
    at = request.args.get("at", "1")
    with services().archive.lease() as index:
        page = facet_page(
            index,
            question,
            BY_KEY[key],
            contains=request.args.get("contains", ""),
            by_name=request.args.get("order") == "name",
            at=int(at) if at.isascii() and at.isdigit() and len(at) < 9 else 1,
            notices=(*notices, *said, *(n.text for n in services().found_by(index) if BY_KEY[key].names)),
        )
    return render(page)
