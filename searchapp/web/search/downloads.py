"""The view that gives all hits of an answer as a file, in any form of `formats.downloads`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

from flask import Blueprint, Response, abort, request

from searchapp.engines import Index
from searchapp.formats.downloads import DOWNLOADS, Download
from searchapp.query.request import SearchRequest
from searchapp.query.result import Hit
from searchapp.text.wording import NOUNS
from searchapp.web.question import settled
from searchapp.web.route_marks import for_anybody, gives_all, never_kept
from searchapp.web.search_state import SearchState
from searchapp.web.services import services

BLOCK = 200
"""Hits that are read at a time."""
blueprint = Blueprint("downloads", __name__)


@blueprint.get("/search.<ending>")
@for_anybody
@never_kept
@gives_all
def download(ending: str) -> Response:
    """The whole answer, all pages of it, in the order of the page."""
    form = _asked_for(ending)
    state, _ = SearchState.from_args(request.args)
    question, _ = services().ask(state.with_page(1))
    with ExitStack() as held:
        index = held.enter_context(services().archive.lease())
        asked = settled(index, question).request(page_size=BLOCK)
        first = [i for i, _ in index.ranking(asked)]
        response = Response(form.lines(state.kind, blocks(index, asked, first)), mimetype=form.mimetype)
        response.call_on_close(held.pop_all().close)  # The lines are read from the index as they are sent.
    name = f"{NOUNS[state.kind][1]}.{form.ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked_for(ending: str) -> Download:
    """The form of this ending; of several the one that a parameter names, or else the one that is called so."""
    for name, form in DOWNLOADS.items():
        if form.ending == ending and name != ending and request.args.get(name):
            return form
    return DOWNLOADS[ending] if ending in DOWNLOADS and DOWNLOADS[ending].ending == ending else abort(404)


def blocks(index: Index, asked: SearchRequest, first: list[str]) -> Iterator[list[Hit]]:
    """All hits of an answer, a block at a time; `first` are the ids of the first block."""
    yield index.hits(asked, first)
    if len(first) < BLOCK:
        return
    rest = max(index.count(asked) - BLOCK, 1)
    ids = [i for i, _ in index.ranking(replace(asked, offset=BLOCK, limit=rest))]
    for i in range(0, len(ids), BLOCK):
        yield index.hits(asked, ids[i : i + BLOCK])
