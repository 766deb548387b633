"""The API described in OpenAPI 3.1, from the same tables that answer it."""

from __future__ import annotations

from typing import Any, get_args

from searchapp import __version__
from searchapp.facets import FACETS
from searchapp.model import MODES, POLARITIES, RECORD_KINDS, SPEAKER_KINDS
from searchapp.query.request import MATCHES, SORTS, WITHINS, State


def openapi() -> dict[str, Any]:
    """The whole description."""
    search = [
        *_search_parameters(),
        _query("limit", "Hits a page, 1 to 100.", {"type": "integer", "default": 10}),
        _query("widen", "1: when none has all words, take those with most of them.", {"enum": ["0", "1"]}),
    ]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "searchapp",
            "version": __version__,
            "description": "Search an archive of news stories.",
        },
        "paths": {
            "/api/v1/search": _get("Search stories or statements", search, "Answer"),
            "/api/v1/stories/{id}": _get("A whole story", [_path("id")], "Story"),
            "/api/v1/facets/{key}": _get(
                "All values of a facet for a search",
                [
                    {**_path("key"), "schema": {"enum": [f.key for f in FACETS]}},
                    _query(
                        "prefix",
                        "Only values with this in their name, case and accents apart.",
                        {"type": "string"},
                    ),
                    *_search_parameters(),
                ],
                "FacetValues",
            ),
            "/api/v1/suggest": _get(
                "How a query may go on at its end",
                [_query("q", "The query so far.", {"type": "string"})],
                "Suggested",
            ),
            "/api/v1/saved/{slug}": _get("A saved query, and what is new in it", [_path("slug")], "Saved"),
        },
        "components": {"schemas": _schemas()},
    }


def _search_parameters() -> list[dict[str, Any]]:
    many = {"type": "array", "items": {"type": "string"}}
    day = {"type": "string", "pattern": r"^\d{4}(-\d{1,2}(-\d{1,2})?)?$"}
    return [
        _query("q", "The query.", {"type": "string"}),
        _query("kind", "What to search.", {"enum": list(RECORD_KINDS), "default": "story"}),
        _query("in", "Where the words of statements are looked for.", {"enum": list(WITHINS), "default": "said"}),
        *(_query(f.key, f"{f.label}: any of these values.", many) for f in FACETS),
        *(_query("-" + f.key, f"{f.label}: none of these values.", many) for f in FACETS),
        _query("date", "none: only what has no date.", {"enum": ["none"]}),
        _query("since", "First day, month or year.", day),
        _query("until", "Last day, month or year.", day),
        _query("sort", "Default: relevance for a query, newest without one.", {"enum": list(SORTS)}),
        _query("group", "For the page only.", {"enum": ["speaker"]}),
        _query("match", "All words, or any.", {"enum": list(MATCHES), "default": "all"}),
        _query("least", "At least so many of the words.", {"type": "integer", "minimum": 1, "maximum": 999}),
        _query("exact", "1: without the names file's other names.", {"enum": ["0", "1"]}),
        _query("strict", "1: never widen.", {"enum": ["0", "1"]}),
        _query("page", "From 1.", {"type": "integer", "minimum": 1, "default": 1}),
    ]


def _query(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _get(summary: str, parameters: list[dict[str, Any]], schema: str) -> dict[str, Any]:
    def answer(description: str, name: str) -> dict[str, Any]:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        return {"description": description, "content": content}

    responses = {
        "200": answer("The answer", schema),
        "default": answer("What was wrong, and what to do", "Error"),
    }
    return {"get": {"summary": summary, "parameters": parameters, "responses": responses}}


def _schemas() -> dict[str, Any]:
    text, maybe, whole = {"type": "string"}, {"type": ["string", "null"]}, {"type": "integer"}
    value = _object(value=text, label=text, count=whole, state={"enum": list(get_args(State))})
    hit = _object(
        id=text, kind={"enum": list(RECORD_KINDS)}, story_id=text, title=text, outlet=maybe, published=maybe,
        url=maybe, score={"type": "number"}, snippet=_list(_object(text=text, hit={"type": "boolean"})),
    )  # fmt: skip
    hit["properties"]["statement"] = {
        "type": "object",
        "description": "For a statement: who said it (`speakers` where several did), how, how sure that is; `page`"
        " is that of a document.",
        "properties": {
            "speaker": text, "speakers": _list(text), "speaker_kind": {"enum": list(SPEAKER_KINDS)}, "cue": text,
            "mode": {"enum": list(MODES)}, "polarity": {"enum": list(POLARITIES)},
            "confidence": {"type": "number"}, "uncertain": {"type": "boolean"}, "page": whole,
        },
    }  # fmt: skip
    option = {"type": "object", "properties": {"label": text, "q": text, "url": text}, "required": ["label"]}
    return {
        "Answer": _object(
            total=whole, took_ms={"type": "number"}, hits=_list(hit),
            facets={"type": "object", "additionalProperties": _list(value)}, notices=_list(text),
            did_you_mean=_list(_object(q=text, count=whole)),
        ),
        "Story": {"type": "object", "description": "As in JSON Lines, with mentions and statements."},
        "FacetValues": _object(key=text, label=text, distinct=whole, unknown=whole, values=_list(value)),
        "Suggested": _object(groups=_list(_object(label=text, options=_list(option)))),
        "Saved": _object(
            slug=text, name=text, query=text, search=text, created=text, seen=text, stories=whole, new=_list(text)
        ),
        "Error": _object(error=_object(message=text, hint=text)),
    }  # fmt: skip


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}
