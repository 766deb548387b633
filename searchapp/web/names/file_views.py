"""The views that edit the names file: merging, splitting and telling apart, with a look at what it does first."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, request

from searchapp.curation import authority_file as names_file
from searchapp.engines import Index
from searchapp.errors import BadRequest
from searchapp.text.analysis import same_name
from searchapp.web.names import disambiguate, merging
from searchapp.web.names.asked import entry_of, kind_of, known, name_of, names_of_merge
from searchapp.web.names.edited import UNDONE, to_names
from searchapp.web.pages import render
from searchapp.web.route_marks import changes, in_house, never_kept
from searchapp.web.services import see_other, services
from searchapp.web.ui.parts import Notice
from searchapp.web.urls import AT, with_parameter

blueprint = Blueprint("names_file", __name__)


def _warnings(index: Index) -> tuple[Notice, ...]:
    """What is said above a look at a change: of users' files, and of what does not show everywhere yet."""
    return (*services().warnings(), *services().pending(index))


@blueprint.get("/names/merge")
@in_house
@never_kept
def preview_merge() -> str:
    """What a merge would do."""
    kind = kind_of(request.args.get("kind", ""))
    preferred = request.args.get("preferred", "")
    wanted = names_of_merge([*([preferred] if preferred else []), *request.args.getlist("name")])
    with services().archive.lease() as index:
        called = [known(index, kind, n) for n in wanted]
        if len({same_name(n) for n in called}) < 2:
            raise BadRequest("These names are one already.", hint="Choose a name that is not this one yet.")
        page = merging.merge_page(index, kind, called, called[0], notices=_warnings(index))
    return render(page)


@blueprint.post("/names/merge")
@changes
def merge() -> Response:
    """Merge names in the names file."""
    kind = kind_of(request.form.get("kind", ""))
    wanted = names_of_merge(request.form.getlist("name"))
    preferred = name_of(request.form.get("preferred", "") or wanted[0])
    if same_name(preferred) not in {same_name(n) for n in wanted}:
        raise BadRequest("The preferred name is none of those to merge.", hint="Go back and choose one of them.")
    with services().archive.lease() as index:
        for n in wanted:
            known(index, kind, n)
    path = services().names.path
    with services().editing:
        names_file.merge_names(path, kind=kind, preferred=preferred, names=[n for n in wanted if n != preferred])
    return to_names()


@blueprint.get("/names/split")
@in_house
@never_kept
def preview_split() -> str:
    """What splitting a name off would do."""
    authority, _ = services().names.current()
    kind, given = kind_of(request.args.get("kind", "")), name_of(request.args.get("name", ""))
    entry, called = entry_of(authority, kind, given)
    with services().archive.lease() as index:
        page = merging.split_page(index, authority, entry, called, notices=_warnings(index))
    return render(page)


@blueprint.post("/names/split")
@changes
def split() -> Response:
    """Split a name off its entry in the names file."""
    authority, _ = services().names.current()
    kind, given = kind_of(request.form.get("kind", "")), name_of(request.form.get("name", ""))
    entry, called = entry_of(authority, kind, given)
    with services().editing:
        names_file.split_name(services().names.path, called, kind=entry.kind)
    return to_names()


@blueprint.get("/names/by-story")
@in_house
@never_kept
def by_story() -> str:
    """The stories of a name that two bear."""
    kind = kind_of(request.args.get("kind", ""))
    authority, _ = services().names.current()
    with services().archive.lease() as index:
        called = known(index, kind, name_of(request.args.get("name", "")))
        page = disambiguate.by_story_page(index, kind, called, authority=authority, notices=_warnings(index))
    return render(page)


@blueprint.post("/names/by-story")
@changes
def split_by_story() -> Response:
    """Keep in the names file in which stories a name means someone else."""
    kind = kind_of(request.form.get("kind", ""))
    meant = name_of(request.form.get("meant", ""))
    with services().archive.lease() as index:
        called = known(index, kind, name_of(request.form.get("name", "")))
        theirs = merging.stories_with(index, kind, called)
    stories = [i for i in dict.fromkeys(request.form.getlist("story")) if i in theirs]
    with services().editing:
        names_file.split_by_story(services().names.path, kind=kind, name=called, meant=meant, stories=stories)
    return to_names()


@blueprint.post("/names/apart")
@changes
def keep_apart() -> Response:
    """Keep in the names file that two names are two."""
    kind = kind_of(request.form.get("kind", ""))
    name, other = (name_of(request.form.get(field, "")) for field in ("name", "other"))
    with services().archive.lease() as index:
        undecided = index.with_decisions(replace(index.decisions, resolving=False), trial=True)
        called = [known(undecided, kind, n) for n in (name, other)]
    with services().editing:
        names_file.keep_apart(services().names.path, kind=kind, name=called[0], other=called[1])
    return to_names()


@blueprint.post("/names/undo")
@changes
def undo() -> Response:
    """Take the newest edit back, if it is the one that was meant."""
    with services().editing:
        names_file.undo_last(services().names.path, edit=request.form.get("edit", "-"))
    return see_other(with_parameter(AT.names, UNDONE, "1"))
