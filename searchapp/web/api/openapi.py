"""The API described in OpenAPI 3.1, from the same tables that answer it."""

from __future__ import annotations

from typing import Any, get_args

from searchapp import __version__
from searchapp.facets import FACET_KEYS
from searchapp.formats.interchange import INTERCHANGE
from searchapp.formats.json_schema import schema_of
from searchapp.model import RECORD_KINDS, Statement, Story
from searchapp.query.request import State
from searchapp.web.api.parameters import SUGGEST, facet_parameters, query_parameters, search_parameters
from searchapp.web.urls import API, AT

_TEXT, _WHOLE, _NUMBER = {"type": "string"}, {"type": "integer"}, {"type": "number"}
_MAYBE = {"type": ["string", "null"]}
_DAY = {"type": ["string", "null"], "format": "date"}
_MOMENT = {"type": "string", "format": "date-time"}
_ERRORS = {
    "400": "A parameter that there is none of, or a value that can't be taken",
    "404": "There is nothing of this name",
    "503": "The archive can't answer now: it has no index, or is busy",
    "default": "Anything else that was wrong, and what to do",
}
_NEXT = {
    "Link": {
        "description": "The addresses of the next and the previous page (RFC 8288), where there are any.",
        "schema": _TEXT,
    }
}


def openapi(facets: tuple[str, ...] = FACET_KEYS) -> dict[str, Any]:
    """The whole description, for an archive with these facets."""
    search, values = query_parameters(search_parameters(facets)), query_parameters(facet_parameters(facets))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "searchapp",
            "version": __version__,
            "description": "Search an archive of news stories.",
        },
        "paths": {
            AT.api_search: _get("Search stories or statements", search, "Answer", _NEXT),
            f"{API}/stories/{{id}}": _get("A whole story", [_path("id", "The id, as a hit has it.")], "Story"),
            f"{API}/facets/{{key}}": _get(
                "All values of a facet for a search",
                [_path("key", "The facet.", list(facets)), *values],
                "FacetValues",
            ),
            AT.api_suggest: _get("How a query may go on at its end", query_parameters(SUGGEST), "Suggested"),
            f"{API}/saved/{{slug}}": _get(
                "A saved query, and what is new in it", [_path("slug", "The end of its link.")], "Saved"
            ),
            AT.api_description: _get("This description", [], "Description"),
        },
        "components": {"schemas": _schemas()},
    }


def _path(name: str, description: str, words: list[str] | None = None) -> dict[str, Any]:
    schema = {**_TEXT, "enum": words} if words else {**_TEXT, "minLength": 1}
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema}


def _get(
    summary: str, parameters: list[dict[str, Any]], schema: str, headers: dict[str, Any] | None = None
) -> dict[str, Any]:
    responses = {"200": _answer("The answer", schema) | ({"headers": headers} if headers else {})}
    responses["304"] = {"description": "What the reader has, by its ETag, has not changed"}
    responses |= {status: _answer(text, "Error") for status, text in _ERRORS.items()}
    return {"get": {"summary": summary, "parameters": parameters, "responses": responses}}


def _answer(description: str, schema: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": description, "content": content}


def _schemas() -> dict[str, Any]:
    value = _object(
        value=_TEXT, label=_TEXT, count=_WHOLE, state={"type": "string", "enum": list(get_args(State))}
    )
    runs = _list(_object(text=_TEXT, hit={"type": "boolean"}))
    hit = _object(
        id=_TEXT, kind={"type": "string", "enum": list(RECORD_KINDS)}, story_id=_TEXT, title=_TEXT, outlet=_MAYBE,
        published=_DAY, url=_MAYBE, score=_NUMBER, snippet=runs,
    )  # fmt: skip
    hit["properties"]["statement"] = {
        "$ref": "#/components/schemas/Statement",
        "description": "For a statement: who said it (`speakers` where several did), how, and how sure that is.",
    }
    hit["properties"]["also"] = {
        **_list(_object(story_id=_TEXT, outlet=_MAYBE, published=_DAY)),
        "description": "With fold=yes: the reprints that are listed with it.",
    }
    types = {"text": str, "uncertain": bool}
    statement, story = (schema_of(cls, INTERCHANGE, types) for cls in (Statement, Story))
    statement["properties"]["page"] = {
        "type": ["integer", "null"],
        "description": "That of a document, where the story has pages.",
    }
    story["properties"]["statements"] = _list({"$ref": "#/components/schemas/Statement"})
    option = {"type": "object", "properties": {"label": _TEXT, "q": _TEXT, "url": _TEXT}, "required": ["label"]}
    saved = _object(
        slug=_TEXT, name=_TEXT, query=_TEXT, search=_TEXT, created=_MOMENT, seen=_MOMENT,
        kind={"type": "string", "enum": list(RECORD_KINDS)}, stories=_WHOLE, new=_list(_TEXT),
    )  # fmt: skip
    kept = _object(story_id=_TEXT, statement=_TEXT, link=_TEXT)
    kept["properties"] |= dict.fromkeys(("speaker", "words", "title", "outlet", "published", "digest"), _TEXT)
    saved["properties"] |= {
        "new_reprints": {**_list(_TEXT), "description": "Those of the new stories that are reprints."},
        "new_events": {
            **_list(_TEXT),
            "description": "The events that new stories tell of, where nothing had been found of them before.",
        },
        "statements": {**_WHOLE, "description": "Of a query of statements: how many there are."},
        "new_statements": {**_list(kept), "description": "Of a query of statements: those since the last look."},
    }
    return {
        "Answer": _folding(_object(
            total=_WHOLE, took_ms=_NUMBER, hits=_list({"$ref": "#/components/schemas/Hit"}),
            facets={"type": "object", "additionalProperties": _list(value)}, notices=_list(_TEXT),
            did_you_mean=_list(_object(q=_TEXT, count=_WHOLE)),
            next={**_MAYBE, "format": "uri", "description": "The next page; null on the last."},
        )),
        "Hit": hit,
        "Statement": statement,
        "Story": story,
        "FacetValues": _object(key=_TEXT, label=_TEXT, distinct=_WHOLE, unknown=_WHOLE, values=_list(value)),
        "Suggested": _object(groups=_list(_object(label=_TEXT, options=_list(option)))),
        "Saved": saved,
        "Description": _object(
            openapi=_TEXT, info={"type": "object"}, paths={"type": "object"}, components={"type": "object"}
        ),
        "Error": _object(error=_object(message=_TEXT, hint=_TEXT)),
    }  # fmt: skip


def _folding(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer that also tells how many hits it lists, where reprints are listed once."""
    groups = {**_WHOLE, "description": "With fold=yes: how many hits there are to list."}
    return {**answer, "properties": {**answer["properties"], "groups": groups}}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}
