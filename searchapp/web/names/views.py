"""The pages about names: one name, a name that is wrong, all names."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, current_app, request
from flask.blueprints import BlueprintSetupState

from searchapp.archive.questions import moved
from searchapp.curation import corrections_file
from searchapp.curation.corrections import NameCorrection
from searchapp.errors import BadRequest, NotFound
from searchapp.model import ENTITY_KINDS, EntityKind
from searchapp.query.tree import Everything
from searchapp.text.analysis import same_name
from searchapp.web.arguments import ArgumentReader
from searchapp.web.names import disambiguate, merging, profile
from searchapp.web.names.asked import facet_of, kind_of, known, name_of, named_in
from searchapp.web.names.edited import edits_made, just_edited
from searchapp.web.names.suggestion_job import SuggestionJob, under_names
from searchapp.web.pages import render
from searchapp.web.route_marks import changes, for_anybody, in_house, may, never_kept
from searchapp.web.search_state import SearchState
from searchapp.web.security import own_path
from searchapp.web.services import see_other, services
from searchapp.web.ui.corrected import done, led_back, noted, undo_of, what
from searchapp.web.ui.hits import said_by
from searchapp.web.ui.parts import Notice
from searchapp.web.urls import AT, name_url, story_url

blueprint = Blueprint("names", __name__)
_JOB = "searchapp.names"


@blueprint.record_once
def install(state: BlueprintSetupState) -> None:
    """Give an app its comparison of names."""
    state.app.extensions[_JOB] = SuggestionJob()


# -- one name -----------------------------------------------------------------------------------------


@blueprint.get("/name/<key>/<text:value>")
@for_anybody
@never_kept
def name(key: str, value: str) -> str | Response:
    """The page about a person, organization, place or speaker; their words where no story counts them as such."""
    facet = facet_of(key)
    if moved(key, value):
        return see_other(said_by(SearchState(kind="statement"), "").url())
    authority, _ = services().names.current()
    led = (*done(), *(just_edited(edits_made()) if may(AT.names) else ()))
    with services().archive.lease() as index:
        notices = (*led, *services().warnings(), *services().found_by(index))
        page = profile.name_page(index, facet, value, authority=authority, notices=notices)
        found = SearchState(kind="statement").only(key, value).with_uncertain()
        heard = page is None and key == "speaker" and index.count(found.request(Everything()))
    if heard:
        return see_other(found.url())
    if page is None:
        standing = _standing(key, value)
        if not standing and not led:
            raise NotFound(f"No story has the {facet.label.lower()} “{value[:80]}”.", hint="Search for the name.")
        page = profile.empty_page(facet, value, (*notices, *(() if led else standing)))
    return render(page)


@blueprint.post("/name/<key>/<text:value>")
@changes
def correct_name(key: str, value: str) -> Response:
    """Keep that a name is none of this kind, in all stories."""
    kind, action = kind_of(key), request.form.get("action", "")
    called = name_of(request.form.get("name", value))
    to: EntityKind | None = next((k for k in ENTITY_KINDS if k == action and k != kind), None)
    if to is None and action != "reject":
        raise BadRequest("Nothing was chosen.", hint="Go back and say what the name is.")
    with services().archive.lease() as index:
        known(index, kind, called)
    correction = NameCorrection("", kind, called, "kind" if to else "reject", to)
    with services().editing:
        noted_id = corrections_file.note(services().corrections.path, correction)
    return see_other(led_back(name_url(to or kind, called), noted_id))


@blueprint.get("/names/correct")
@in_house
@never_kept
def wrong_name() -> str:
    """The form for a name in one story."""
    kind = kind_of(request.args.get("kind", ""))
    with services().archive.lease() as index:
        story, called = named_in(index, request.args.get("story", ""), kind, name_of(request.args.get("name", "")))
        total = index.count(SearchState().only(kind, called).request(Everything(), facets=(), timeline=False))
    back = own_path(request.args.get("back", ""), story_url(story.id))
    page = disambiguate.wrong_name_page(story, kind, called, total=total, back=back, notices=services().warnings())
    return render(page)


@blueprint.post("/names/correct")
@changes
def correct_in_story() -> Response:
    """Keep what a name is, in one story or in all."""
    kind = kind_of(request.form.get("kind", ""))
    action, where = request.form.get("action", ""), request.form.get("where", "")
    with services().archive.lease() as index:
        story, called = named_in(index, request.form.get("story", ""), kind, name_of(request.form.get("name", "")))
    to: EntityKind | None = next((k for k in ENTITY_KINDS if k == action and k != kind), None)
    if (to is None and action != "reject") or where not in ("story", "all"):
        raise BadRequest("Nothing was chosen.", hint="Go back and say what the name is, and where.")
    at = story.id if where == "story" else ""
    with services().editing:
        correction = NameCorrection(at, kind, called, "kind" if to else "reject", to)
        noted_id = corrections_file.note(services().corrections.path, correction)
    back = own_path(request.form.get("back", ""), story_url(story.id))
    return see_other(led_back(back, noted_id))


def _standing(key: str, value: str) -> tuple[Notice, ...]:
    """What was corrected about a name that no story has any longer."""
    for n in reversed(noted()):
        c = n.correction
        if n.undone or not isinstance(c, NameCorrection):
            continue
        if c.kind == key and same_name(c.name) == same_name(value):
            undo = undo_of(n.id, name_url(key, value))
            return (Notice(what(c), tone="done", undo=undo),)
    return ()


# -- all names ----------------------------------------------------------------------------------------


@blueprint.get("/names")
@in_house
@never_kept
def names() -> str:
    """Names that may be one, what the names file says, and what was edited here."""
    asked = request.args.get("kind", "")
    kind: EntityKind | None = next((k for k in ENTITY_KINDS if k == asked), None)
    at = ArgumentReader(request.args).page()
    authority, _ = services().names.current()
    edits = edits_made()
    job = cast(SuggestionJob, current_app.extensions[_JOB])
    with services().archive.lease() as index:
        alike, ready = job.find(index, services().corrections.current()[0], services().archive.lease)
        found = under_names(alike, authority) if alike is not None else None
        notices = (*just_edited(edits), *services().warnings(), *services().found_by(index))
        page = merging.names_page(
            index, authority, found, edits, kind=kind, comparing=not ready, page=at, notices=notices
        )
    return render(page)
