"""The pages on which a reader puts a finding right: one statement, all corrections, undo, export."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response, request

from searchapp.curation import corrections_file
from searchapp.curation.corrections import statement_key
from searchapp.curation.corrections_file import Noted
from searchapp.curation.decisions import Decisions
from searchapp.engines import Index
from searchapp.errors import NotFound, SearchAppError
from searchapp.model import Statement, Story
from searchapp.system.disk import in_words, is_there
from searchapp.web.corrections import presenter
from searchapp.web.pages import render
from searchapp.web.route_marks import changes, in_house, never_kept
from searchapp.web.search_state import SearchState
from searchapp.web.security import own_path
from searchapp.web.services import see_other, services
from searchapp.web.ui.parts import Notice
from searchapp.web.urls import AT, sentence_hash, story_url

blueprint = Blueprint("corrections", __name__)
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
    notices = tuple(Notice(said, tone="warn") for said in services().notices())
    page = presenter.correct_page(story, statements, noted(), back=back, notices=notices)
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
    return see_other(presenter.led_back(back, noted_id))


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
    return see_other(presenter.led_back(back, noted_id))


@blueprint.get("/corrections.jsonl")
@in_house
@never_kept
def export() -> Response:
    """The file as it is kept, one correction a line."""
    path = services().corrections.path
    with in_words(f"{path.name} can't be read"):
        response = Response(path.read_bytes() if is_there(path) else b"", mimetype="application/jsonl")
    response.headers["Content-Disposition"] = f'attachment; filename="{corrections_file.FILE_NAME}"'
    return response


def noted() -> list[Noted]:
    """Every correction ever made; none where the file can't be read, which a notice says."""
    try:
        return corrections_file.history(services().corrections.path)
    except SearchAppError:
        return []


def done() -> tuple[Notice, ...]:
    """The line on what was just corrected, if this page was led to by a correction."""
    asked = request.args.get(presenter.DONE, "")
    return presenter.done_notice(noted(), asked, own_path(_here(), AT.corrections)) if asked else ()


def _here() -> str:
    """The address asked for, without the host."""
    query = request.query_string.decode("ascii", "replace")
    return quote(request.path) + (f"?{query}" if query else "")


def as_found(index: Index) -> Index:
    """The index as it is without any correction."""
    return index.with_decisions(Decisions())


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
