"""The views of saved queries: the list, a permanent link and its JSON, saving, naming, looking, deleting."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, request

from searchapp.archive.saved_queries import MAX_NAME, SavedQuery
from searchapp.errors import BadRequest, NotFound
from searchapp.web.files.feeds import atom
from searchapp.web.pages import render
from searchapp.web.route_marks import changes, for_anybody, in_house, never_kept
from searchapp.web.saved import presenter
from searchapp.web.saved.file_views import taken_in
from searchapp.web.saved.taking import query_to_keep, snapshot_of
from searchapp.web.search.presenter import answer, search_page
from searchapp.web.search_state import SearchState
from searchapp.web.services import now, see_other, services
from searchapp.web.ui.parts import Link, Notice, Undo
from searchapp.web.ui.saved_rows import counted_now, wrong_in
from searchapp.web.ui.search_box import title
from searchapp.web.urls import AT, edit_url, restore_url, saved_feed_url, saved_url, with_parameter

blueprint = Blueprint("saved", __name__)
SAVED, THERE, EDITED = "saved", "there", "edited"
"""The parameters by which the page of a saved query says what was just done."""
DELETED, RESTORED = "deleted", "restored"
"""The parameters by which the list says which query that was done to."""
_SAID = {
    SAVED: "Saved. The link of this page stays the same, however the query is renamed.",
    THERE: "You had saved this search before: here it is. Nothing was added.",
    EDITED: "Your changes were kept. The link of this page is the same as before.",
}


@blueprint.get("/saved")
@in_house
@never_kept
def saved_list() -> str:
    """All saved queries, with what is new in each."""
    with services().archive.lease() as index:
        counted, notices = counted_now(index)
    deleted = services().saved.deleted() if counted or not notices else ()
    page = presenter.saved_page(
        counted,
        deleted,
        sort=request.args.get("sort", ""),
        find=" ".join(request.args.get("find", "").split())[:MAX_NAME],
        notices=(*_just_done(), *notices),
    )
    return render(page)


def _just_done() -> tuple[Notice, ...]:
    """The line on what was just deleted, brought back or taken in."""
    out: list[Notice] = []
    if slug := request.args.get(DELETED):
        gone = next((s for s in services().saved.deleted() if s.slug == slug), None)
        if gone:
            out.append(Notice(f"“{gone.name}” was deleted.", tone="done", undo=Undo(restore_url(slug))))
    if slug := request.args.get(RESTORED):
        back = next((s for s in services().saved.all() if s.slug == slug), None)
        if back:
            out.append(Notice("Brought back:", Link(back.name, saved_url(slug)), "done"))
    return (*out, *taken_in(request.args))


@blueprint.post("/saved")
@changes
def save() -> Response:
    """Save a search under a name; what it finds now counts as seen, and is kept as it is."""
    state = SearchState.from_query(request.form.get("query", ""))
    name = _name_given() or title(state, services().called)
    authority = services().names.current()[0]
    with services().archive.lease() as index:
        query = query_to_keep(index, state, authority)
        if before := services().saved.asking(query):
            return see_other(with_parameter(saved_url(before.slug), THERE, "1"))
        moment = now()
        snapshot = snapshot_of(index, query, authority, now=moment)
        slug = services().saved.save(name, query, now=moment, snapshot=snapshot)
    return see_other(with_parameter(saved_url(slug), SAVED, "1"))


def _name_given() -> str:
    name = request.form.get("name", "").strip()
    if len(name) > MAX_NAME:
        raise BadRequest(f"A name can have up to {MAX_NAME} characters.", hint="Go back and shorten it.")
    return name


@blueprint.get("/saved/<slug>")
@for_anybody
@never_kept
def saved(slug: str) -> str:
    """A saved query's permanent link: its results now, and what is new in them. Looking changes nothing."""
    query = services().saved.get(slug)
    size = services().settings.page_size
    page_number = SearchState.from_args(request.args)[0].page
    with services().archive.lease() as index:
        look = services().look(index, query)
        question, said = services().ask(look.question.state.with_page(page_number))
        answered = answer(index, question, page_size=size)
        banner = presenter.saved_banner(
            query,
            index,
            answered.question.state.with_page(1),
            look,
            services().saved.snapshots(slug),
            said=next((line for word, line in _SAID.items() if word in request.args), ""),
            changed="changed" in request.args,
        )
        page = search_page(
            index,
            answered,
            page_size=size,
            notices=(*_warnings(query), *(Notice(line) for line in said), *services().pending(index)),
            found_by=services().archive.enrichment_notice(index),
            new=look.fresh,
            saved=banner,
        )
    return render(page)


def _warnings(query: SavedQuery) -> tuple[Notice, ...]:
    """What is to be said of the file of saved queries, and of what can't be read in one."""
    damage = tuple(Notice(line, tone="warn") for line in services().saved.notices())
    read = SearchState.read_query(query.query)[1]
    if not (wrong := wrong_in(query.query)):
        return (*damage, *(Notice(line) for line in read))
    mend = Link("Mend it", edit_url(query.slug))
    return (*damage, Notice(f"{wrong} The rest of this saved query is asked.", mend, "warn"))


@blueprint.get("/saved/<slug>.atom")
@for_anybody
@never_kept
def saved_atom(slug: str) -> Response:
    """The newest hits of a saved query."""
    query = services().saved.get(slug)
    return atom(SearchState.from_query(query.query), name=query.name, path=saved_feed_url(query.slug))


@blueprint.get("/saved/<slug>.json")
@for_anybody
@never_kept
def saved_json(slug: str) -> Response:
    """A saved query with what it finds now."""
    return jsonify(services().saved_to_json(slug))


@blueprint.get("/saved/<slug>/edit")
@in_house
@never_kept
def edit(slug: str) -> str:
    """The form that names a saved query, notes something on it, files it, or has it ask something else."""
    query = services().saved.get(slug)
    folders = sorted({s.folder for s in services().saved.all()} - {""}, key=str.casefold)
    notices = tuple(Notice(line, tone="warn") for line in services().saved.notices())
    return render(presenter.edit_page(query, folders, services().saved.snapshots(slug), notices=notices))


@blueprint.post("/saved/<slug>/edit")
@changes
def keep(slug: str) -> Response:
    """Keep what was changed of a saved query; what a changed search finds counts as seen."""
    before = services().saved.get(slug)
    state = _state_at(request.form.get("address", ""))
    query, snapshot = before.query, None
    if state != SearchState.from_query(query) or wrong_in(query):
        authority = services().names.current()[0]
        with services().archive.lease() as index:
            query = query_to_keep(index, state, authority)
            snapshot = snapshot_of(index, query, authority, now=now())
    services().saved.edit(
        slug,
        name=_name_given() or before.name,
        note=request.form.get("note", ""),
        folder=request.form.get("folder", ""),
        query=query,
        snapshot=snapshot,
    )
    services().counted.forget(slug)
    return see_other(with_parameter(saved_url(slug), EDITED, "1"))


def _state_at(address: str) -> SearchState:
    """The search at an address of this archive, given whole or in part."""
    path, mark, query = urlsplit(address.strip()).path, "?" in address, urlsplit(address.strip()).query
    if path != AT.search or (mark and wrong_in(query)):
        raise BadRequest(
            "That is not the address of a search in this archive.",
            hint="Search for what it is to ask, and copy the address of that page.",
        )
    return SearchState.from_query(query)


@blueprint.post("/saved/<slug>/seen")
@changes
def mark_seen(slug: str) -> Response:
    """What the saved query finds counts as seen, if the archive is still the one that was looked at."""
    query = services().saved.get(slug)
    with services().archive.lease() as index:
        if request.form.get("generation", index.generation) != index.generation:
            return see_other(with_parameter(saved_url(query.slug), "changed", "1"))
        services().saved.mark_seen(query.slug, services().look(index, query).found, now=now())
    services().counted.forget(query.slug)
    return see_other(saved_url(query.slug))


@blueprint.post("/saved/<slug>/move")
@changes
def move(slug: str) -> Response:
    """Put a saved query one place up or down in its folder."""
    services().saved.move(slug, -1 if request.form.get("to") == "up" else 1)
    return see_other(AT.saved)


@blueprint.post("/saved/<slug>/delete")
@changes
def delete(slug: str) -> Response:
    """Take a saved query off the list; the list then offers to bring it back."""
    services().saved.delete(slug, now=now())
    return see_other(with_parameter(AT.saved, DELETED, slug))


@blueprint.post("/saved/<slug>/restore")
@changes
def restore(slug: str) -> Response:
    """Bring a deleted query back."""
    try:
        services().saved.restore(slug)
    except NotFound as error:
        raise NotFound(
            "This query is there already, or gone for good.", hint="See the list of saved queries."
        ) from error
    return see_other(with_parameter(AT.saved, RESTORED, slug))
