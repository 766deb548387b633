"""The CSV of a search: all of its hits in the page's order, from the first line on, over many blocks."""

import csv
import io
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from flask.testing import FlaskClient

from searchapp.archive.exporting import BLOCK
from searchapp.config import Settings
from searchapp.formats.downloads import DOWNLOADS, STATEMENT_COLUMNS, STORY_COLUMNS, Blocks, Download
from searchapp.web import create_app
from searchapp.web.services import now
from tests.conftest import fill
from tests.stories import random_archive


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of an archive of which an export takes several blocks."""
    folder = tmp_path_factory.mktemp("large")
    fill(folder / "index", random_archive(2 * BLOCK + 50))
    return create_app(Settings(index=folder / "index", data=folder / "data")).test_client()


def on_screen(client: FlaskClient, query: str) -> list[str]:
    """The ids of all pages of an answer."""
    found: list[str] = []
    for page in count(1):
        answer = client.get(f"/api/v1/search?{query}&limit=100&page={page}").get_json()
        found += [hit["id"] for hit in answer["hits"]]
        if len(found) >= answer["total"]:
            return found
    raise AssertionError


def exported(client: FlaskClient, query: str) -> list[dict[str, str]]:
    answer = client.get(f"/search.csv?{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


@pytest.mark.parametrize(
    "query",
    [
        "kind=story", "kind=statement", "q=fighters", "q=raqqa+deal&match=any",
        "q=raqqa&kind=statement&sort=oldest",
        "kind=statement&speaker=Omar+Alloush", "kind=statement&-speaker=Omar+Alloush&sort=newest",
        "outlet=unknown+outlet&sort=oldest", "date=none", "q=nothing-has-this", "kind=statement&page=3",
    ],
)  # fmt: skip
def test_an_export_is_all_that_is_on_the_screen_in_its_order(large: FlaskClient, query: str) -> None:
    shown = on_screen(large, query.replace("&page=3", ""))
    assert [row["id"] for row in exported(large, query)] == shown
    if query in ("kind=story", "kind=statement"):
        assert len(shown) > 2 * BLOCK


@pytest.mark.parametrize("size", [BLOCK - 1, BLOCK, BLOCK + 1])
def test_an_export_ends_where_a_block_does(make_client: Callable[..., FlaskClient], size: int) -> None:
    client = make_client(*random_archive(size))
    assert [row["id"] for row in exported(client, "")] == on_screen(client, "kind=story")


def test_a_row_says_what_the_hit_does(client: FlaskClient) -> None:
    told = exported(client, "kind=statement&q=stay")
    assert tuple(told[0]) == STATEMENT_COLUMNS
    assert told[0] == {
        "id": "silo/0", "speaker": "Talal Silo", "speaker_kind": "person", "cue": "said", "mode": "indirect",
        "words": "the foreign fighters would stay behind in Raqqa", "confidence": "1.00", "story_id": "silo",
        "title": "Foreign fighters to stay behind", "outlet": "Euphrates Wire", "published": "2017-10-15",
        "byline": "", "url": "", "speakers": "", "polarity": "affirmed", "uncertain": "",
        "archive_link": "http://localhost/story/silo/s/2e2e1fe1efed", "accessed": f"{now():%Y-%m-%d}",
    }  # fmt: skip
    story = exported(client, "q=title:deal")
    assert tuple(story[0]) == STORY_COLUMNS
    assert (story[0]["id"], story[0]["byline"], story[0]["url"]) == (
        "deal", "A. Writer", "https://gulf-ledger.example/deal",
    )  # fmt: skip


def test_the_first_line_comes_before_the_rest_is_ranked(large: FlaskClient) -> None:
    answer = large.get("/search.csv?kind=statement", buffered=False)
    lines = iter(answer.response)
    assert next(lines) == (",".join(STATEMENT_COLUMNS) + "\r\n").encode()
    assert next(lines).count(b"\r\n") == BLOCK
    answer.close()


def test_an_export_without_an_index_is_an_error_and_no_table(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client()
    assert exported(client, "") == []
    for path in (client.application.extensions["searchapp"].settings.index).iterdir():
        if path.is_file():
            path.unlink()
    assert client.get("/search.csv").status_code == 503


def test_a_form_of_file_is_one_row(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def ids(kind: str, blocks: Blocks) -> Iterator[str]:
        yield from (f"{kind} {entry.hit.id}\n" for entries in blocks for entry in entries)

    monkeypatch.setitem(DOWNLOADS, "txt", Download("Ids", "txt", "text/plain", ids))
    page = client.get("/search?q=siege&page=2").text
    assert '<a href="/search.txt?q=siege">Ids</a>' in page
    assert '<a href="/search.csv?q=siege&amp;excel=1">CSV for Excel</a>' in page
    answer = client.get("/search.txt?q=siege")
    assert (answer.mimetype, answer.headers["Content-Disposition"]) == (
        "text/plain",
        'attachment; filename="stories.txt"',
    )
    assert len(answer.text.splitlines()) == client.get("/api/v1/search?q=siege").get_json()["total"] == 20
    assert client.get("/search.xml").status_code == client.get("/search.excel").status_code == 404
