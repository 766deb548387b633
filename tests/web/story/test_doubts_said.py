"""What is doubtful in a story, said on its page and in answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask.testing import FlaskClient

from searchapp.provenance import NOT_ENGLISH, Doubt, doubt_said
from tests.stories import story

SEVERAL = Doubt("several documents", 2)


def test_the_reader_says_what_is_doubtful(make_client: Callable[..., FlaskClient]) -> None:
    doubtful = story("a", "The road was open.", doubts=(Doubt("part left out", 40), SEVERAL))
    client = make_client(doubtful, replace(doubtful, id="b", doubts=()))
    page = client.get("/story/a").text
    assert doubt_said(doubtful.doubts[0]) in page
    assert doubt_said(SEVERAL) in page
    assert "may not be the whole story" not in client.get("/story/b").text
    assert client.get("/api/v1/stories/a").json["doubts"][1]["kind"] == "several documents"  # type: ignore[index]
    assert [v["value"] for v in client.get("/api/v1/search").json["facets"]["doubt"]] == [  # type: ignore[index]
        d.kind for d in doubtful.doubts
    ]


def test_the_reader_says_that_a_story_is_not_looked_through(make_client: Callable[..., FlaskClient]) -> None:
    elsewhere = Doubt(NOT_ENGLISH, 0)
    french = story("a", "Le port est fermé.", language="fr", origins={"language": "text"}, doubts=(elsewhere,))
    shown = make_client(french).get("/story/a").text
    assert doubt_said(elsewhere) in shown
    assert "Language: from the text itself" in shown
