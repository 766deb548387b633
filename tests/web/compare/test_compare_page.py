"""Stories side by side: what they share faces each other, each sentence with its link; what can't be compared."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.collections.passages import passage_key
from searchapp.compare.compared import Event
from searchapp.text.sentences import sentences
from searchapp.web.urls import compare_url, passage_url
from tests.stories import said, story
from tests.web.compare.pairs import compared, pair

FERRY = "The ferry sank off Brill on Monday. Divers went down at noon. Ada Lund said boats must wait."
SUNK = "The ferry sank near Brill on Monday. A bell rang.\n\nAda Lund promised help."
STORIES = (
    story("a", FERRY, title="Ferry sinks", outlet="Brill Post", published="2019-03-04",
          statements=(said(FERRY, "boats must wait", "Ada Lund"),)),
    story("b", SUNK, title="Ferry lost", outlet="Coast Wire", statements=(said(SUNK, "help", "Ada Lund"),)),
    story("c", "Rain fell.", title="Rain"),
    story("rtl", "غرقت العبارة يوم الاثنين.", title="عبارة", language="ar"),
    story("e", "Snow fell.", title="Snow"),
    story("d", "Ada Lund spoke. The ferry sank near Brill on Monday.", title="Old"),
)  # fmt: skip
SHARED = pair(*STORIES[:2], ("The ferry sank off Brill on Monday.", "The ferry sank near Brill on Monday."))


TURNED = pair(STORIES[1], STORIES[5], (SUNK[:36], SUNK[:36]))
"""What one story has first and another last."""
COMPARED = ("/story/b", "/compare?story=a", "/compare?story=a&story=b&story=c", "/compare?story=b&story=d")
"""Pages on which there is all that a page of the comparison may have."""


@pytest.fixture
def client(make_client: Callable[..., FlaskClient], tmp_path: Path) -> FlaskClient:
    return compared_client(make_client, tmp_path)


def compared_client(make_client: Callable[..., FlaskClient], tmp_path: Path) -> FlaskClient:
    """A client of an app on these stories, with the event and the pairs that were found."""
    made = make_client(*STORIES)
    event = Event("ferry", "Ferry, Brill", STORIES[0].published, STORIES[0].published, ("a", "b"))
    compared(tmp_path / "made", STORIES, [SHARED, TURNED], events=[event])
    return made


def table(page: str) -> list[list[str]]:
    """The rows of the page, each cell as its words."""
    body = page.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    return [
        [" ".join(re.sub("<[^>]+>", " ", cell).split()) for cell in re.findall(r"(?s)<t[hd].*?</t[hd]>", row)]
        for row in body.split("</tr>")[:-1]
    ]


def test_what_is_shared_faces_each_other_and_a_speaker_faces_themselves(client: FlaskClient) -> None:
    page = client.get(compare_url("a", "b")).text
    assert table(page) == [
        ["the same words", "The ferry sank off Brill on Monday.", "The ferry sank near Brill on Monday."],
        ["only in Brill Post", "Divers went down at noon.", "nothing like it"],
        ["only in Coast Wire", "nothing like it", "A bell rang."],
        ["Ada Lund", "Ada Lund said boats must wait.", "Ada Lund promised help."],
    ]
    assert "3 sentences · 40\N{NO-BREAK SPACE}% shared" in page
    assert "Ferry, Brill, 4 March 2019" in page


@pytest.mark.parametrize(
    ("view", "heads"), [("shared", ["the same words"]), ("only", ["only in Brill Post", "only in Coast Wire"])]
)
def test_a_view_shows_its_rows_and_counts_them(client: FlaskClient, view: str, heads: list[str]) -> None:
    page = client.get(compare_url("a", "b", view=view)).text
    assert [row[0] for row in table(page)] == heads
    assert re.search(rf'aria-current="page">[\w ]+ <span class="n">{len(heads)}</span>', page)


def test_every_sentence_is_its_permanent_link(client: FlaskClient) -> None:
    page = client.get(compare_url("a", "b", "rtl")).text
    for one in (*STORIES[:2], STORIES[3]):
        for span in sentences(one.text):
            assert f'href="{passage_url(one.id, passage_key(one, span))}"' in page
    assert client.get(passage_url("a", passage_key(STORIES[0], next(sentences(FERRY))))).status_code == 200
    assert 'dir="rtl" lang="ar"' in page


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/compare", 200, "Two to four stories stand side by side"),
        (compare_url("a"), 200, "Beside <a"),
        (compare_url("c"), 200, "No other story is known to tell of the same."),
        (compare_url("a", "a"), 200, "chosen twice"),
        (compare_url("a", "nix"), 404, "There is no story “nix” in this archive"),
        (compare_url("a", "b", "nix"), 200, "There is no story “nix” in this archive"),
        (compare_url("a", "b", "c", "rtl", "e"), 200, "At most 4 stories stand side by side"),
        (compare_url("a", "b", view="half"), 200, "“half” was left out"),
        (compare_url("c", "e"), 200, "Two stories side by side"),
        (compare_url("c", "e", view="shared"), 200, "share no passage word for word"),
        (compare_url("x" * 900, "<b>"), 404, "There is no story “&lt;b&gt;”"),
    ],
)
def test_what_cant_be_compared_is_said(client: FlaskClient, address: str, status: int, told: str) -> None:
    page = client.get(address)
    assert page.status_code == status
    assert told in page.text


def test_one_story_is_shown_what_may_stand_beside_it(client: FlaskClient) -> None:
    page = client.get(compare_url("a")).text
    assert compare_url("a", "b").replace("&", "&amp;") in page
    assert "shares 40\N{NO-BREAK SPACE}%" in page


def test_a_story_without_text_has_an_empty_column(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(story("a", ""), story("b", ""), story("c", "Rain."))
    assert "These stories have no text." in client.get(compare_url("a", "b")).text
    (row,) = table(client.get(compare_url("a", "c")).text)
    assert row == ["only in “Untitled story”", "nothing like it", "Rain."]
