"""The views of a story: the reader, and the permanent links of its sentences."""

from __future__ import annotations

from flask import Blueprint, Response, request

from searchapp.errors import NotFound
from searchapp.text.wording import count_of
from searchapp.web.pages import render
from searchapp.web.route_marks import for_anybody, kept_by_address, never_kept
from searchapp.web.search_state import SearchState
from searchapp.web.services import see_other, services
from searchapp.web.story.presenter import story_page
from searchapp.web.ui.corrected import done
from searchapp.web.ui.kept import just_kept, just_tagged, on_story
from searchapp.web.ui.parts import Link, Notice
from searchapp.web.urls import sentence_hash, statement_anchor, story_url

blueprint = Blueprint("story", __name__)


@blueprint.get("/story/<text:story_id>")
@for_anybody
@kept_by_address
def story(story_id: str) -> str:
    """The reader; the parameters of a search give its marks and the way back to it."""
    return _story(story_id, ())


@blueprint.get("/story/<text:story_id>/s/<digest>")
@for_anybody
@never_kept
def sentence(story_id: str, digest: str) -> Response | str:
    """A sentence's permanent link: leads to it, or says that the story has changed."""
    with services().archive.lease() as index:
        other_id = f"{story_id}/s/{digest}"
        stories = index.stories([story_id, other_id])
        found, other = stories.get(story_id), stories.get(other_id)
    for statement in found.statements if found else ():
        if found and sentence_hash(found, statement) == digest:
            return see_other(story_url(story_id, fragment=statement_anchor(statement)), status=302)
    if other:
        return see_other(story_url(other.id), status=302)
    return _story(story_id, (Notice("The sentence that this link was made for has changed since.", tone="warn"),))


def _story(story_id: str, notices: tuple[Notice, ...]) -> str:
    state, said = SearchState.from_args(request.args)
    question, more = services().ask(state)
    with services().archive.lease() as index:
        found = index.story(story_id)
        if found is None:
            raise NotFound(
                "There is no such story in this archive.",
                hint="It may have been taken out since; search for it.",
            )
        total = index.count(question.request(widen=True))
        back = Link(f"← {count_of(state.kind, total)}", state.url())
        lines = (*done(), *just_kept(), *just_tagged(story_id), *notices, *(Notice(n) for n in (*said, *more)))
        found_by = services().archive.enrichment_notice(index)
    page = story_page(found, question, back=back, notices=lines, found_by=found_by, kept=on_story(found))
    return render(page)
