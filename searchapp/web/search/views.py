"""The views of the search: the results, and all values of a facet."""

from __future__ import annotations

from flask import Blueprint, Response, request

from searchapp.errors import NotFound
from searchapp.facets import BY_KEY
from searchapp.web.arguments import MAX_FILTERS
from searchapp.web.pages import render
from searchapp.web.route_marks import for_anybody, kept_by_address
from searchapp.web.search.facet_list import Listing, facet_page, picked
from searchapp.web.search.presenter import answer, search_page
from searchapp.web.search_state import SearchState
from searchapp.web.services import see_other, services
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
    here = services()
    question, said = here.ask(state)
    size = here.settings.page_size
    with here.archive.lease() as index:
        answered = answer(index, question, page_size=size)
        lines = (Notice(line) for line in (*notices, *said))
        page = search_page(
            index,
            answered,
            page_size=size,
            notices=(*done(), *just_kept(), *lines, *here.pending(index)),
            found_by=here.archive.enrichment_notice(index),
        )
    return render(page)


@blueprint.get("/facet/<key>")
@for_anybody
@kept_by_address
def facet(key: str) -> str | Response:
    """All values of a facet for a search; what is ticked there leads to the search with it."""
    if key not in services().facets:
        raise NotFound(f"There is no facet “{key[:40]}”.", hint=f"Facets are {', '.join(services().facets)}.")
    state, notices = SearchState.from_args(request.args)
    picks = tuple(request.args.getlist("value")[:MAX_FILTERS])
    if show := request.args.get("show"):
        return see_other(picked(state, key, picks, exclude=show == "not").url())
    question, said = services().ask(state)
    at = request.args.get("at", "1")
    listing = Listing(
        contains=request.args.get("contains", ""),
        by_name=request.args.get("order") == "name",
        at=int(at) if at.isascii() and at.isdigit() and len(at) < 9 else 1,
        picked=picks,
    )
    with services().archive.lease() as index:
        led = services().found_by(index) if BY_KEY[key].names else services().pending(index)
        page = facet_page(
            index,
            question,
            BY_KEY[key],
            listing,
            notices=(*notices, *said, *(n.text for n in led)),
        )
    return render(page)
