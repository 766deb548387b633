"""The pages on which a reader puts right a statement or a story's fields; all corrections, undo, export."""

from __future__ import annotations

from flask import Blueprint, Response, request

from searchapp.curation import corrections_file
from searchapp.curation.corrections import statement_key
from searchapp.curation.decisions import Decisions
from searchapp.engines import Index
from searchapp.errors import BadRequest, NotFound
from searchapp.model import Statement, Story
from searchapp.query.request import SearchRequest
from searchapp.query.tree import Everything
from searchapp.system.disk import in_words, is_there
from searchapp.web.corrections import fields, presenter
from searchapp.web.pages import render
from searchapp.web.route_marks import changes, in_house, never_kept
from searchapp.web.search_state import SearchState
from searchapp.web.security import own_path
from searchapp.web.services import now, saved_as, see_other, services
from searchapp.web.ui.corrected import done, led_back, noted
from searchapp.web.ui.origins import CORRECTABLE
from searchapp.web.ui.parts import Notice
from searchapp.web.urls import AT, put_right_url, sentence_hash, story_url

blueprint = Blueprint("corrections", __name__)
MOST_OUTLETS = 200
"""Outlets that are offered to whoever types one: those that most stories are of."""
_GONE = "There is no such statement in this archive."


@blueprint.get("/story/<text:story_id>/s/<digest>/correct")
@in_house
@never_kept
def correct(story_id: str, digest: str) -> Response | str:
    """The form for the statements of a sentence, or for the one whose words are named."""
    back = own_path(request.args.get("back", ""), story_url(story_id))
    with services().archive.lease() as index:
        other = index.story(f"{story_id}/s/{digest}/correct")
        if other and not _of_sentence(as_found(index).story(story_id), digest):
            return see_other(story_url(other.id), status=302)
        story, statements = _statements(index, story_id, digest, request.args.get("words", ""))
    page = presenter.correct_page(story, statements, noted(), back=back, notices=services().warnings())
    return render(page)


@blueprint.post("/story/<text:story_id>/s/<digest>/correct")
@changes
def keep(story_id: str, digest: str) -> Response:
    """Keep a correction and lead back to where it was made."""
    with services().archive.lease() as index:
        story, statements = _statements(index, story_id, digest, request.form.get("words", "-"))
    correction = presenter.read_correction(request.form, story, statements[0])
    back = own_path(request.form.get("back", ""), story_url(story_id))
    with services().editing:
        noted_id = corrections_file.note(services().corrections.path, correction)
    return see_other(led_back(back, noted_id))


@blueprint.get("/corrections")
@in_house
@never_kept
def corrections() -> str:
    """All corrections."""
    page = SearchState.from_args(request.args)[0].page
    with services().archive.lease() as index:
        said = (*services().notices(), *corrections_file.corrections_set_aside(services().corrections.path))
        notices = (*done(), *(Notice(line, tone="warn") for line in said))
        view = presenter.corrections_page(as_found(index), noted(), page, notices=notices)
    return render(view)


@blueprint.post("/corrections/<noted_id>/undo")
@changes
def undo(noted_id: str) -> Response:
    """Take a correction back."""
    with services().editing:
        corrections_file.undo(services().corrections.path, noted_id)
    back = own_path(request.form.get("back", ""), AT.corrections)
    return see_other(led_back(back, noted_id))


@blueprint.get("/corrections.jsonl")
@in_house
@never_kept
def export() -> Response:
    """The file as it is kept, one correction a line."""
    path = services().corrections.path
    with in_words(f"{path.name} can't be read"):
        content = path.read_bytes() if is_there(path) else b""
    return saved_as(corrections_file.FILE_NAME, content, "application/jsonl")


# -- what a story says of itself ----------------------------------------------------------------------


@blueprint.get("/corrections/story")
@in_house
@never_kept
def put_right() -> str:
    """The form for a story's fields, with what a reader has typed where something of it is to be asked."""
    story_id = request.args.get("story", "")
    with services().archive.lease() as index:
        found, shown = _found_and_shown(index, story_id)
        outlets = index.search(SearchRequest(limit=0, facets=("outlet",), facet_size=MOST_OUTLETS, timeline=False))
    back = own_path(request.args.get("back", ""), story_url(story_id))
    notices = (*done(), *services().warnings())
    page = fields.put_right_page(
        found, shown, outlets.facets[0], noted=noted(), typed=request.args, back=back, notices=notices
    )
    return render(page)


@blueprint.post("/corrections/story")
@changes
def keep_fields() -> Response:
    """Keep the fields that were changed and lead back; or back to the form where something is to be asked."""
    story_id, form = request.form.get("story", ""), request.form
    back = own_path(form.get("back", ""), story_url(story_id))
    with services().archive.lease() as index:
        found, shown = _found_and_shown(index, story_id)
    changed = fields.typed_in(form)
    if not changed:
        raise BadRequest("Nothing was changed.", hint="Go back and change what is not right.")
    if fields.open_problems(form, changed, now().date()):
        return see_other(put_right_url(story_id, back, **changed))
    made = fields.corrections_of(found, shown, changed, everywhere=bool(form.get("everywhere")))
    with services().editing:
        noted_ids = corrections_file.note(services().corrections.path, *made)
    return see_other(led_back(back, noted_ids))


@blueprint.get("/corrections/missing/<name>")
@in_house
@never_kept
def missing(name: str) -> str:
    """The stories of which something is not known."""
    if name not in CORRECTABLE:
        raise NotFound("There is no such list.", hint=f"There is one for each of {', '.join(CORRECTABLE)}.")
    page = SearchState.from_args(request.args)[0].page
    lacking = SearchState(page=page).with_filter("lacks", name).with_page(page)
    asked = lacking.request(Everything(), page_size=fields.A_PAGE, facets=("lacks",), timeline=False, facet_size=0)
    with services().archive.lease() as index:
        answer = index.search(asked)
        notices = (*done(), *services().warnings(), *services().pending(index))
    counts = {value.value: value.count for value in answer.facets[0].values}
    return render(fields.missing_page(name, counts, answer, lacking, notices=notices))


def _found_and_shown(index: Index, story_id: str) -> tuple[Story, Story]:
    """A story as it was found, and as it is shown."""
    found, shown = as_found(index).story(story_id), index.story(story_id)
    if found is None or shown is None:
        raise NotFound(
            "There is no such story in this archive.", hint="It may have been taken out; search for it."
        )
    return found, shown


def as_found(index: Index) -> Index:
    """The index as it is without any correction."""
    return index.with_decisions(Decisions(), trial=True)


def _of_sentence(story: Story | None, digest: str) -> list[Statement]:
    """The statements of a sentence."""
    return [s for s in story.statements if sentence_hash(story, s) == digest] if story else []


def _statements(index: Index, story_id: str, digest: str, words: str) -> tuple[Story, list[Statement]]:
    """A story as it was found, with the statements of a sentence; of these the one with these words, if given."""
    story = as_found(index).story(story_id)
    if story is not None:
        here = _of_sentence(story, digest)
        kept = [s for s in here if not words or statement_key(story, s)[1] == words]
        if kept:
            return story, kept
    raise NotFound(_GONE, hint="Its sentence may have changed since; search for it.")
