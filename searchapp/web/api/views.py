"""The JSON API: the same parameters as the page, but strict: nothing is guessed, nothing widened unless asked."""

from __future__ import annotations

import difflib
import re

from flask import Blueprint, Response, jsonify, request
from werkzeug.datastructures import MultiDict

from searchapp.archive.answer_notices import beside
from searchapp.archive.questions import MOVED
from searchapp.archive.rounds import alone
from searchapp.archive.suggesting.spellings import did_you_mean_part
from searchapp.engines import Index
from searchapp.errors import BadRequest, NotFound
from searchapp.facets import BY_KEY, facet_order
from searchapp.formats.answer_json import answer_to_json, story_answer, value_to_json
from searchapp.query.result import SearchResult
from searchapp.text.wording import names
from searchapp.web.api.openapi import openapi
from searchapp.web.arguments import MAX_PAGE, PARAMETERS
from searchapp.web.question import Question, ask, settled, widened
from searchapp.web.route_marks import for_anybody, kept_by_address, never_kept
from searchapp.web.search_state import SearchState
from searchapp.web.services import services
from searchapp.web.urls import API, AT

MAX_LIMIT = 100
blueprint = Blueprint("api", __name__, url_prefix=API)


@blueprint.get("/search")
@for_anybody
@kept_by_address
def search() -> Response:
    """Hits, facets and notices of a search."""
    state, widen, limit, read = strict_state(request.args)
    with services().archive.lease() as index:
        question = ask(state, services().names.current()[0])
        facets, whole = facet_order(state.kind, services().facets), state.kind == "statement"
        asked = question.request(page_size=limit, widen=widen, facets=facets, whole=whole, spell=True)
        result = index.search(asked)
        meant = alone(index, did_you_mean_part(question.typed, result, question.respelled))
        question = widened(question, result) if widen else question
        said = [*read, *notices(index, question, result)]
    return jsonify(answer_to_json(result, said, meant))


@blueprint.get("/stories/<text:story_id>")
@for_anybody
@kept_by_address
def story(story_id: str) -> Response:
    """A whole story with what was found in it."""
    with services().archive.lease() as index:
        found = index.story(story_id)
    if found is None:
        raise NotFound("There is no story with this id.", hint=f"Ids stand in the results of {AT.api_search}.")
    return jsonify(story_answer(found))


@blueprint.get("/facets/<key>")
@for_anybody
@kept_by_address
def facet(key: str) -> Response:
    """All values of a facet for a search; `prefix` keeps those whose name has it in it."""
    if key not in services().facets:
        raise NotFound(f"There is no facet “{key[:40]}”.", hint=f"Facets are {', '.join(services().facets)}.")
    prefix = request.args.get("prefix", "").strip()
    own = MultiDict([(k, v) for k, v in request.args.items(multi=True) if k != "prefix"])
    state, widen, _, _ = strict_state(own)
    with services().archive.lease() as index:
        question = ask(state, services().names.current()[0])
        question = settled(index, question) if widen else question
        found = index.facet_values(question.request(), key, contains=prefix[:100])
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


@blueprint.get("/saved/<slug>")
@for_anybody
@never_kept
def saved(slug: str) -> Response:
    """A saved query with what it finds now."""
    return jsonify(services().saved_to_json(slug))


@blueprint.get("/openapi.json")
@for_anybody
@kept_by_address
def description() -> Response:
    """This API, described."""
    return jsonify(openapi(services().facets))


def strict_state(args: MultiDict[str, str]) -> tuple[SearchState, bool, int, tuple[str, ...]]:
    """The state, whether to widen, hits a page, and what to say; BadRequest for what can't be taken as it is."""
    own = ("widen", "limit")
    for name in args:
        if name not in PARAMETERS and name not in own:
            near = difflib.get_close_matches(name, [*PARAMETERS, *own], 1)
            hint = f"Did you mean {near[0]}?" if near else f"Parameters are {', '.join([*PARAMETERS, *own])}."
            raise BadRequest(f"There is no parameter “{name[:40]}”.", hint=hint)
    state, said = SearchState.from_args(args)
    if wrong := [line for line in said if line != MOVED]:
        raise BadRequest(
            " ".join(wrong), hint=f"Pages go from 1 to {MAX_PAGE}; {AT.api_description} lists all else."
        )
    raw = args.get("limit", "10")
    if not re.fullmatch(r"[0-9]{1,3}", raw) or not 1 <= int(raw) <= MAX_LIMIT:
        raise BadRequest(f"limit can be 1 to {MAX_LIMIT}, not “{raw[:40]}”.", hint="Use page for more.")
    return state, args.get("widen", "") in ("1", "true"), int(raw), said


def notices(index: Index, question: Question, result: SearchResult) -> list[str]:
    """How the question was read, a line each."""
    also = [f"Also searched: {names(question.also)}."] if question.also else []
    strict = question.state.strict
    return [*question.notices, *also, *beside(index, question.request(), result, how="widen=1", strict=strict)]
