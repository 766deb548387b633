"""The view that gives all hits of an answer as a file, in any form of `formats.downloads`."""

from __future__ import annotations

from contextlib import ExitStack

from flask import Blueprint, Response, abort, request

from searchapp.archive.exporting import BLOCK, LinkOf, blocks, first_block
from searchapp.formats.downloads import DOWNLOADS, Download
from searchapp.model import Story
from searchapp.query.result import Hit
from searchapp.text.wording import NOUNS
from searchapp.web.question import settled
from searchapp.web.route_marks import for_anybody, gives_all, kept_for_the_day
from searchapp.web.search_state import SearchState
from searchapp.web.security import origin
from searchapp.web.services import now, saved_as, services
from searchapp.web.urls import sentence_url, story_url

blueprint = Blueprint("downloads", __name__)


@blueprint.get("/search.<ending>")
@for_anybody
@kept_for_the_day
@gives_all
def download(ending: str) -> Response:
    """The whole answer, all pages of it, in the order of the page."""
    form = _asked_for(ending)
    return whole_answer(SearchState.from_args(request.args)[0], form, name=None)


def whole_answer(state: SearchState, form: Download, *, name: str | None) -> Response:
    """All hits of a state as a file; without a name it is called after what is in it."""
    question, _ = services().ask(state.with_page(1))
    with ExitStack() as held:
        index = held.enter_context(services().archive.lease())
        asked = settled(index, question).request(page_size=BLOCK)
        first = first_block(index, asked)
        read = blocks(index, asked, first, link=links(origin()), accessed=now().date())
        file = f"{name or NOUNS[state.kind][1]}.{form.ending}"
        response = saved_as(file, form.lines(state.kind, read), form.mimetype)
        response.call_on_close(held.pop_all().close)  # The lines are read from the index as they are sent.
    return response


def links(origin: str) -> LinkOf:
    """What gives the archive's own links to hits, as it is reached now."""

    def link(story: Story, hit: Hit) -> str:
        return origin + (sentence_url(story, hit.statement) if hit.statement else story_url(story.id))

    return link


def _asked_for(ending: str) -> Download:
    """The form of this ending; of several the one that a parameter names, or else the first."""
    forms = {name: form for name, form in DOWNLOADS.items() if form.ending == ending}
    if not forms:
        abort(404)
    named = (form for name, form in forms.items() if request.args.get(name))
    return next(named, next(iter(forms.values())))
