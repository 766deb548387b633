"""The JSON API: the same parameters as the page, but strict: nothing is guessed, nothing widened unless asked."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from searchapp.archive.answer_notices import beside
from searchapp.archive.rounds import alone
from searchapp.archive.suggesting.spellings import did_you_mean_part
from searchapp.engines import Index
from searchapp.errors import BadRequest, NotFound
from searchapp.facets import BY_KEY, facet_order
from searchapp.formats.answer_json import answer_to_json, story_answer, value_to_json
from searchapp.formats.compared_json import event_to_json, event_with_reasons, pair_to_json
from searchapp.query.result import SearchResult
from searchapp.text.wording import names
from searchapp.web.api.openapi import openapi
from searchapp.web.api.parameters import (
    LIMIT,
    MAX_PREFIX,
    facet_parameters,
    refuse_others,
    search_parameters,
    strict_state,
)
from searchapp.web.arguments import MAX_PAGE
from searchapp.web.question import Question, ask, settled, widened
from searchapp.web.route_marks import for_anybody, kept_by_address, never_kept
from searchapp.web.search_state import SearchState
from searchapp.web.security import origin
from searchapp.web.services import services
from searchapp.web.urls import API, AT

blueprint = Blueprint("api", __name__, url_prefix=API)


@blueprint.get("/search")
@for_anybody
@kept_by_address
def search() -> Response:
    """Hits, facets and notices of a search."""
    state, widen, limit, read = strict_state(request.args, search_parameters(services().facets))
    with services().archive.lease() as index:
        question = ask(state, services().names.current()[0])
        facets, whole = facet_order(state.kind, services().facets), state.kind == "statement"
        fold = bool(state.fold)
        asked = question.request(page_size=limit, widen=widen, facets=facets, whole=whole, spell=True, fold=fold)
        result = index.search(asked)
        meant = alone(index, did_you_mean_part(question.typed, result, question.respelled))
        question = widened(question, result) if widen else question
        said = [*read, *notices(index, question, result)]
    ways = _ways(state, result.listed, widen=widen, limit=limit)
    response = jsonify({**answer_to_json(result, said, meant), "next": ways.get("next")})
    for relation, address in ways.items():
        response.headers.add("Link", f'<{address}>; rel="{relation}"')
    return response


@blueprint.get("/stories/<text:story_id>")
@for_anybody
@kept_by_address
def story(story_id: str) -> Response:
    """A whole story with what was found in it, and who else tells of it."""
    refuse_others(request.args, {})
    with services().archive.lease() as index:
        found, compared = index.story(story_id), index.decisions.compared
    if found is None:
        raise NotFound("There is no story with this id.", hint=f"Ids stand in the results of {AT.api_search}.")
    event = compared.events.get(compared.event_of.get(story_id, ""))
    shared = services().archive.compared.pairs([story_id]).get(story_id, ())
    told = {"event": event and event_to_json(event), "shared": [pair_to_json(pair) for pair in shared]}
    return jsonify(story_answer(found) | told)


@blueprint.get("/facets/<key>")
@for_anybody
@kept_by_address
def facet(key: str) -> Response:
    """All values of a facet for a search; `prefix` keeps those whose name has it in it."""
    if key not in services().facets:
        raise NotFound(f"There is no facet “{key[:40]}”.", hint=f"Facets are {', '.join(services().facets)}.")
    state, widen, _, _ = strict_state(request.args, facet_parameters(services().facets))
    prefix = request.args.get("prefix", "").strip()
    if len(prefix) > MAX_PREFIX:
        raise BadRequest(f"prefix has {len(prefix)} characters.", hint=f"Give at most {MAX_PREFIX} of them.")
    with services().archive.lease() as index:
        question = ask(state, services().names.current()[0])
        question = settled(index, question) if widen else question
        found = index.facet_values(question.request(), key, contains=prefix)
    values = [value_to_json(v) for v in found.values]
    return jsonify(
        {
            "key": key,
            "label": BY_KEY[key].label,
            "distinct": found.distinct,
            "unknown": found.unknown,
            "values": values,
        }
    )


@blueprint.get("/events")
@for_anybody
@never_kept
def events() -> Response:
    """All events with their stories, by their addresses."""
    refuse_others(request.args, {})
    found = services().archive.compared.current()[0].events
    return jsonify({"events": [event_to_json(found[slug]) for slug in sorted(found)]})


@blueprint.get("/events/<slug>")
@for_anybody
@never_kept
def event(slug: str) -> Response:
    """An event, also by an earlier address of it, and why each of its stories is taken to tell of it."""
    refuse_others(request.args, {})
    archive = services().archive
    found = archive.compared.current()[0].event(slug)
    if found is None:
        raise NotFound("There is no such event in this archive.", hint=f"All are listed at {AT.api_events}.")
    with archive.lease() as index:
        stories = index.stories(found.stories)
    return jsonify(event_with_reasons(found, stories.values(), archive.compared.reasons(found.slug)))


@blueprint.get("/saved/<slug>")
@for_anybody
@never_kept
def saved(slug: str) -> Response:
    """A saved query with what it finds now."""
    refuse_others(request.args, {})
    return jsonify(services().saved_to_json(slug))


@blueprint.get("/openapi.json")
@for_anybody
@kept_by_address
def description() -> Response:
    """This API, described."""
    refuse_others(request.args, {})
    return jsonify(openapi(services().facets))


def _ways(state: SearchState, total: int, *, widen: bool, limit: int) -> dict[str, str]:
    """The addresses of the next and the previous page, where there are any."""
    last = min(-(-total // limit), MAX_PAGE)
    pages = {"next": state.page + 1, "prev": min(state.page - 1, last)}
    own = ({"widen": "1"} if widen else {}) | ({} if limit == LIMIT else {"limit": str(limit)})
    return {
        relation: origin() + state.with_page(page).url(AT.api_search, **own)
        for relation, page in pages.items()
        if 1 <= page <= last
    }


def notices(index: Index, question: Question, result: SearchResult) -> list[str]:
    """How the question was read, a line each."""
    also = [f"Also searched: {names(question.also)}."] if question.also else []
    strict = question.state.strict
    said = beside(index, question.request(), result, how="widen=1", strict=strict)
    return [*question.notices, *also, *said, *(notice.text for notice in services().pending(index))]
