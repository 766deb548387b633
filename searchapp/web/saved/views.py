"""The views of saved queries: the list, a permanent link and its JSON, saving, looking, deleting."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from flask import Blueprint, Response, jsonify, render_template, request

from searchapp.archive.saved_queries import MAX_NAME
from searchapp.engines import Index
from searchapp.errors import BadRequest, DiskError
from searchapp.web.question import all_story_ids, kept
from searchapp.web.route_marks import in_house
from searchapp.web.saved import presenter
from searchapp.web.search.presenter import answer, search_page
from searchapp.web.search_state import SearchState
from searchapp.web.services import now, see_other, services
from searchapp.web.ui.parts import Notice, SavedRow
from searchapp.web.ui.search_box import title

blueprint = Blueprint("saved", __name__)


# -- saved queries ----------------------------------------------------------------------------------


@blueprint.get("/saved")
@in_house
def saved_list() -> str:
    """All saved queries, with what is new in each."""
    with services().archive.lease() as index:
        rows, notices = saved_rows_now(index)
    return render_template("saved/saved.html", page=presenter.saved_page(rows, notices))


@blueprint.post("/saved")
def save() -> Response:
    """Save a search under a name; what it finds now counts as seen."""
    state = presenter.state_from(request.form.get("query", ""))
    name = request.form.get("name", "").strip() or title(state)
    if len(name) > MAX_NAME:
        raise BadRequest(f"A name can have up to {MAX_NAME} characters.", hint="Go back and shorten it.")
    question, _ = services().ask(state)
    with services().archive.lease() as index:
        question = kept(index, question)
        (ids,) = all_story_ids(index, [question])
    slug = services().saved.save(name, question.state.query_string(), seen=ids, now=now())
    return see_other(f"/saved/{quote(slug)}")


@blueprint.get("/saved/<slug>")
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
        page = search_page(index, answered, page_size=size, notices=said, new=look.fresh, saved=banner)
        damage = tuple(Notice(line, tone="warn") for line in services().saved.notices())
        notices = (*damage, *page.notices)
        page = replace(page, notices=notices, found_by=services().archive.enrichment_notice(index))
    return render_template("search/search.html", page=page)


@blueprint.get("/saved/<slug>.json")
def saved_json(slug: str) -> Response:
    """A saved query with what it finds now."""
    return jsonify(services().saved_to_json(slug))


@blueprint.post("/saved/<slug>/seen")
def mark_seen(slug: str) -> Response:
    """What the saved query finds counts as seen, if the archive is still the one that was looked at."""
    query = services().saved.get(slug)
    with services().archive.lease() as index:
        if request.form.get("generation", index.generation) != index.generation:
            return see_other(f"/saved/{quote(query.slug)}?changed")
        services().saved.mark_seen(query.slug, services().look(index, query).ids, now=now())
    services().counted.forget(query.slug)
    return see_other(f"/saved/{quote(query.slug)}")


@blueprint.post("/saved/<slug>/delete")
def delete(slug: str) -> Response:
    """Forget a saved query."""
    services().saved.delete(slug)
    return see_other("/saved")


def saved_rows_now(index: Index, *, most: int = 1000) -> tuple[tuple[SavedRow, ...], tuple[Notice, ...]]:
    """The list of saved queries; when the database fails, the page says so and goes on."""
    authority, _ = services().names.current()
    try:
        queries = services().saved.all()[:most]
        rows = presenter.saved_rows(index, authority, queries, services().saved.unseen, services().counted)
        damage = services().saved.notices()
    except DiskError as error:
        return (), (Notice(f"Saved queries can't be shown. {error.message} {error.hint}", tone="warn"),)
    return rows, tuple(Notice(said, tone="warn") for said in (*damage, *services().notices()))
