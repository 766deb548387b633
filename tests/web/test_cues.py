"""Accounts differ: the block and its page, what a reader says of a cue, and what becomes of that."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.archive.comparing.store import storing
from searchapp.compare.compared import Event
from searchapp.compare.cues.find import cues
from searchapp.config import Settings
from searchapp.web import create_app
from tests.conftest import fill
from tests.stories import story

STORIES = [
    story("a", "Divers found 12 bodies in the harbour, the mayor said.", title="Harbour", outlet="Aru Gazette"),
    story("b", "In the harbour divers found 19 bodies, Mara Quill said. It rained.", outlet="Harbour Post"),
    story("c", "It was cold in Belmar."),
]
PAGE = "/cues?story=a&story=b"
(CUE,) = cues(STORIES)
Make = Callable[..., FlaskClient]


@pytest.fixture
def newsdesk(make_client: Make) -> FlaskClient:
    return make_client(*STORIES)


def fields(page: str) -> dict[str, list[str]]:
    """What the first form of a page with an answer posts beside the answer."""
    form = page[page.index('class="judge"') :]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]):
        if name != "verdict":
            found.setdefault(name, []).append(value.replace("&amp;", "&"))
    return found


def answer(client: FlaskClient, verdict: str, **more: str) -> str:
    posted = client.post("/cues/decide", data=fields(client.get(PAGE).text) | {"verdict": verdict, **more})
    assert posted.status_code == 303
    return posted.location


def kept(client: FlaskClient) -> list[dict[str, object]]:
    return [json.loads(line) for line in client.get("/cues.jsonl").text.splitlines()]


def test_both_sentences_are_shown_with_the_words_that_differ_and_the_rule(newsdesk: FlaskClient) -> None:
    page = newsdesk.get(PAGE).text
    assert "Two numbers of the same thing." in page
    assert "Divers found <mark>12</mark> bodies in the harbour, the mayor said." in page
    assert "In the harbour divers found <mark>19</mark> bodies, Mara Quill said." in page
    links = re.findall(r'<p class="words" dir="auto"><a href="([^"]+)"', page)
    assert [newsdesk.get(link).status_code for link in links] == [200, 200]


def test_an_answer_is_kept_shown_and_taken_back(newsdesk: FlaskClient) -> None:
    assert answer(newsdesk, "yes", note="Two tolls") == f"{PAGE}#cues"
    page = newsdesk.get(PAGE).text
    assert "You said: this is a difference." in page
    assert "Two tolls" in page
    (line,) = kept(newsdesk)
    assert {k: v for k, v in line.items() if k != "when"} == {
        "cue": CUE.key, "kind": "number", "stories": ["a", "b"], "verdict": "yes", "note": "Two tolls",
    }  # fmt: skip
    answer(newsdesk, "")
    assert "Is this a difference?" in newsdesk.get(PAGE).text
    assert [line["verdict"] for line in kept(newsdesk)] == ["yes", ""]


def test_what_is_no_difference_is_folded_away(newsdesk: FlaskClient) -> None:
    answer(newsdesk, "no")
    page = newsdesk.get(PAGE).text
    assert "Said to be no difference (1)" in page
    assert page.index("<details>") < page.index("<mark>12</mark>")


def test_an_answer_outlives_a_new_index_whatever_the_stories_are_called(
    newsdesk: FlaskClient, tmp_path: Path
) -> None:
    answer(newsdesk, "yes")
    fill(tmp_path / "again", [story("x", f"New on top. {STORIES[1].text}"), story("y", STORIES[0].text)])
    client = create_app(Settings(index=tmp_path / "again", data=tmp_path / "made-data")).test_client()
    assert "You said: this is a difference." in client.get("/cues?story=y&story=x").text


def test_the_stories_of_an_event_are_compared(newsdesk: FlaskClient, tmp_path: Path) -> None:
    with storing(tmp_path / "made" / "compared.sqlite3") as store:
        store.put_events([Event("harbour", "Harbour", None, None, ("a", "b"))], {}, {})
        store.publish("1")
    page = newsdesk.get("/cues?event=harbour").text
    assert "Accounts differ: Harbour" in page
    assert "<mark>19</mark>" in page
    assert newsdesk.get("/cues?event=nix").status_code == 404


def test_where_nothing_differs_it_says_so(newsdesk: FlaskClient) -> None:
    assert "No difference is seen between these stories." in newsdesk.get("/cues?story=a&story=c").text


@pytest.mark.parametrize("query", ["", "?story=a", "?story=a&story=nix", "?story=a&story=a"])
def test_fewer_than_two_stories_are_refused_with_what_to_do(newsdesk: FlaskClient, query: str) -> None:
    refused = newsdesk.get(f"/cues{query}")
    assert refused.status_code == 400
    assert "two stories" in refused.text


@pytest.mark.parametrize(
    "wrong",
    [{"cue": "x"}, {"cue": []}, {"verdict": "perhaps"}, {"kind": "colour"}, {"story": []}, {"note": "x" * 3000}],
)
def test_what_is_no_answer_is_refused_and_nothing_is_kept(newsdesk: FlaskClient, wrong: dict[str, object]) -> None:
    data = fields(newsdesk.get(PAGE).text) | {"verdict": ["yes"]} | wrong
    assert newsdesk.post("/cues/decide", data=data).status_code == 400
    assert kept(newsdesk) == []


def test_a_public_archive_shows_cues_but_takes_no_answers_and_shows_no_notes(
    make_client: Make, tmp_path: Path
) -> None:
    answer(make_client(*STORIES), "yes", note="Two tolls")
    public = make_client(*STORIES, public=True)
    page = public.get(PAGE).text
    assert "<mark>12</mark>" in page
    assert "Two tolls" not in page
    assert "/cues/decide" not in page
    assert public.get("/cues.jsonl").status_code in (403, 404)
    assert public.post("/cues/decide", data={"verdict": "yes"}).status_code in (403, 404, 405)


def test_a_damaged_line_is_left_out_and_said(newsdesk: FlaskClient, tmp_path: Path) -> None:
    answer(newsdesk, "yes")
    with (tmp_path / "made-data" / "cues.jsonl").open("a") as file:
        file.write('{"cue": 3}\n')
    page = newsdesk.get(PAGE).text
    assert "You said: this is a difference." in page
    assert "A line of what was said of cues can&#39;t be read and is left out (line 2)." in page
