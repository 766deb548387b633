"""The API does what its description says, whatever it is asked: no answer that is not described, never a 500."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, assume, given, settings
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from searchapp.compare.compared import Event
from searchapp.facets import FACET_KEYS
from searchapp.model import FramePart
from searchapp.provenance import Doubt
from searchapp.web.api.openapi import openapi
from searchapp.web.arguments import MAX_FILTERS
from searchapp.web.services import EXTENSION, now
from searchapp.web.urls import AT
from tests.stories import random_archive, said, story
from tests.web.compare.pairs import compared, pair
from tests.web.conftest import newsroom


def test_the_description_is_openapi() -> None:
    assert list(OpenAPIV31SpecValidator(openapi()).iter_errors()) == []


def checked(name: str, given: Any) -> None:
    """What the API gave is what a schema of its description says."""
    described = openapi()
    schema = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
    assert [e.message for e in Draft202012Validator(schema).iter_errors(given)] == []
    known = described["components"]["schemas"][name]["properties"]
    assert set(given) <= set(known), set(given) - set(known)


def test_a_story_tells_what_it_shares(make_client: Callable[..., FlaskClient], tmp_path: Path) -> None:
    a, b, c = story("a", "Ferry sank. Fog."), story("b", "Fog. Ferry sank."), story("c", "Rain.")
    client = make_client(a, b, c)
    found = pair(b, a, ("Ferry sank.", "Ferry sank."), share_a=0.6, share_b=0.7)
    event = Event("ferry", "Ferry", None, date(2019, 3, 4), ("a", "b"))
    compared(tmp_path / "made", [a, b, c], [found], events=[event])
    told, alone = (client.get(f"/api/v1/stories/{one}").get_json() for one in ("a", "c"))
    checked("Story", told)
    checked("Story", alone)
    assert told["shared"] == [
        {"a": "a", "b": "b", "share_a": 0.7, "share_b": 0.6, "passages": [{"a": [0, 11], "b": [5, 16]}]}
    ]
    assert told["event"]["stories"] == ["a", "b"]
    assert told["event"]["until"] == "2019-03-04"
    assert (alone["event"], alone["shared"]) == (None, [])


def test_every_answer_is_as_described(make_client: Callable[..., FlaskClient]) -> None:
    text = "The dam will hold, Ada Lund said. A page of its own."
    paged = story(
        "paged", text, pages=(0, 20), statements=(said(text, "The dam will hold", "Ada Lund"),), section="Opinion",
        frame=(FramePart("caption", 0, 3),), doubts=(Doubt("cut off", 0),), captured=("2019-01-01T00:00:00Z",),
        entities={"person": ("Ada Lund",)}, copies=("b.txt",), origins={"title": "header"},
    )  # fmt: skip
    client = make_client(paged, *newsroom(), *(replace(s, id=f"r{s.id}") for s in random_archive(30)))
    for query in ("", "?kind=statement&certainty=any", "?q=nothing-has-this", "?q=raqqa&limit=3&page=2"):
        answer = client.get(f"/api/v1/search{query}").get_json()
        checked("Answer", answer)
        for hit in answer["hits"]:
            checked("Hit", hit)
    for story_id in ("paged", "deal", "rs001"):
        checked("Story", client.get(f"/api/v1/stories/{story_id}").get_json())
    for key in FACET_KEYS:
        checked("FacetValues", client.get(f"/api/v1/facets/{key}").get_json())
    client.application.extensions[EXTENSION].saved.save("ports", "q=raqqa", seen=[], now=now())
    checked("Saved", client.get("/api/v1/saved/ports").get_json())
    checked("Description", client.get("/api/v1/openapi.json").get_json())
    checked("Error", client.get("/api/v1/nix").get_json())


def pages_of(client: FlaskClient, address: str) -> Iterator[dict[str, Any]]:
    """An answer and those that follow it, each by the address that the one before gives twice."""
    while address:
        answer = client.get(address)
        told = answer.get_json()
        links = {
            link.rpartition("rel=")[2].strip('"'): link[1 : link.index(">")]
            for link in answer.headers.getlist("Link")
        }
        assert links.get("next") == told["next"]
        yield told
        address = (told["next"] or "").removeprefix("http://localhost")


@pytest.mark.parametrize(
    "query", ["limit=7", "q=raqqa", "q=raqqa+submarine&widen=1&limit=4", "kind=statement&limit=1"]
)
def test_next_leads_over_all_pages(client: FlaskClient, query: str) -> None:
    found = list(pages_of(client, f"/api/v1/search?{query}"))
    ids = [hit["id"] for told in found for hit in told["hits"]]
    assert len(set(ids)) == len(ids) == found[0]["total"] > 0
    beyond = client.get(f"/api/v1/search?{query}&page=999")
    assert (beyond.get_json()["hits"], beyond.get_json()["next"]) == ([], None)
    assert 'rel="prev"' in beyond.headers["Link"]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("search?q=a&q=b", "q stands 2 times"), (f"search?{'&outlet=' * 61}", "outlet stands 61 times"),
        ("search?widen=2", "widen can be"), ("search?page=%1C", "page is blank"),
        ("search?-doubt=", "-doubt has a value that is empty"),
        ("search?exact=maybe", "exact can"),
        ("facets/outlet?prefx=a", "no parameter"), ("stories/deal?x=1", "no parameter"),
        (f"facets/outlet?prefix={'a' * 101}", "101 characters"), ("saved/x?q=1", "no parameter"),
        ("openapi.json?q=1", "no parameter"), ("search?prefix=a", "no parameter"),
    ],
)  # fmt: skip
def test_what_is_not_described_is_refused(client: FlaskClient, query: str, says: str) -> None:
    answer = client.get(f"/api/v1/{query}")
    assert (answer.status_code, says in answer.get_json()["error"]["message"]) == (400, True)
    assert answer.get_json()["error"]["hint"]


def test_what_is_refused_is_not_said_to_be_left_out_alone(client: FlaskClient) -> None:
    error = client.get("/api/v1/search?since=2017-13").get_json()["error"]
    assert "“2017-13”" in error["message"]
    assert error["hint"].startswith("Nothing was searched: put this right and ask again.")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_another_method_is_refused_as_json(client: FlaskClient, method: str) -> None:
    answer = getattr(client, method)("/api/v1/search", headers={"Origin": "http://localhost"})
    assert (answer.status_code, list(answer.get_json())) == (405, ["error"])
    assert "GET" in answer.headers["Allow"]


def questions() -> Iterator[tuple[str, schemathesis.GenerationMode]]:
    """What is asked of each route: what its description allows, and where it has parameters what that does not."""
    for path, described in openapi()["paths"].items():
        yield path, schemathesis.GenerationMode.POSITIVE
        if any(p["in"] == "query" for p in described["get"]["parameters"]):
            yield path, schemathesis.GenerationMode.NEGATIVE


@pytest.mark.ci
@pytest.mark.parametrize(("path", "mode"), list(questions()))
def test_hundreds_of_questions_are_answered_as_described(
    make_client: Callable[..., FlaskClient], path: str, mode: schemathesis.GenerationMode
) -> None:
    app = make_client(*newsroom(), *random_archive(20)).application
    app.extensions[EXTENSION].saved.save("ports", "q=raqqa", seen=[], now=now())
    operation = schemathesis.openapi.from_wsgi(AT.api_description, app)[path]["GET"]

    @settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        values = list(case.query.values())
        assume(not any(isinstance(value, float) for value in values))  # to JSON 10.0 is a whole number as well
        assume(sum(len(value) for value in values if isinstance(value, list)) <= MAX_FILTERS)  # of all together
        case.call_and_validate(headers={"Accept-Encoding": "identity"})  # the client unpacks nothing

    ask()
