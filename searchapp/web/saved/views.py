"""The views of saved queries: the list, a permanent link and its JSON, saving, looking, deleting."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from searchapp.archive.saved_queries import MAX_NAME
from searchapp.errors import BadRequest
from searchapp.web.pages import render
from searchapp.web.question import all_story_ids, kept
from searchapp.web.route_marks import changes, for_anybody, in_house, never_kept
from searchapp.web.saved import presenter
from searchapp.web.search.feeds import atom
from searchapp.web.search.presenter import answer, search_page
from searchapp.web.search_state import SearchState
from searchapp.web.services import now, see_other, services
from searchapp.web.ui.parts import Notice
from searchapp.web.ui.saved_rows import saved_rows_now
from searchapp.web.ui.search_box import title
from searchapp.web.urls import AT, saved_feed_url, saved_url

blueprint = Blueprint("saved", __name__)


# -- saved queries ----------------------------------------------------------------------------------


@blueprint.get("/saved")
@in_house
@never_kept
def saved_list() -> str:
    """All saved queries, with what is new in each."""
    with services().archive.lease() as index:
        rows, notices = saved_rows_now(index)
    return render(presenter.saved_page(rows, notices))


@blueprint.post("/saved")
@changes
def save() -> Response:
    """Save a search under a name; what it finds now counts as seen."""
    state = SearchState.from_query(request.form.get("query", ""))
    name = request.form.get("name", "").strip() or title(state)
    if len(name) > MAX_NAME:
        raise BadRequest(f"A name can have up to {MAX_NAME} characters.", hint="Go back and shorten it.")
    question, _ = services().ask(state)
    with services().archive.lease() as index:
        question = kept(index, question)
        (ids,) = all_story_ids(index, [question])
    slug = services().saved.save(name, question.state.query_string(), seen=ids, now=now())
    return see_other(saved_url(slug))


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
        state = answered.question.state.with_page(1)
        banner = presenter.saved_banner(query, index, state, len(look.fresh), changed="changed" in request.args)
        damage = (Notice(line, tone="warn") for line in services().saved.notices())
        read = SearchState.read_query(query.query)[1]
        page = search_page(
            index,
            answered,
            page_size=size,
            notices=(*damage, *(Notice(line) for line in (*read, *said))),
            found_by=services().archive.enrichment_notice(index),
            new=look.fresh,
            saved=banner,
        )
    return render(page)


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


@blueprint.post("/saved/<slug>/seen")
@changes
def mark_seen(slug: str) -> Response:
    """What the saved query finds counts as seen, if the archive is still the one that was looked at."""
    query = services().saved.get(slug)
    with services().archive.lease() as index:
        if request.form.get("generation", index.generation) != index.generation:
            return see_other(f"{saved_url(query.slug)}?changed")
        services().saved.mark_seen(query.slug, services().look(index, query).ids, now=now())
    services().counted.forget(query.slug)
    return see_other(saved_url(query.slug))


@blueprint.post("/saved/<slug>/delete")
@changes
def delete(slug: str) -> Response:
    """Forget a saved query."""
    services().saved.delete(slug)
    return see_other(AT.saved)
