"""A reader puts right what a story says of itself: it shows at once, everywhere, and is taken back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.config import Settings
from searchapp.curation.corrections_file import history
from searchapp.web import create_app
from tests.conftest import fill
from tests.stories import story
from tests.web.bureau import bureau
from tests.web.test_pages import soup

TEXT = "The bus left at dawn, the driver said, and nobody was told where it went."


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    """The bureau, and two stories of an outlet that is spelled in two ways."""
    more = [
        story(
            "typo", TEXT, title="Bus leaves", outlet="Gulf Ldger", published="1970-01-01",
            origins={"outlet": "meta"},
        ),
        story("typo-2", "Another bus left.", title="Another", outlet="Gulf Ldger"),
        story("bare", "A third bus left. It was blue."),
    ]  # fmt: skip
    fill(tmp_path / "index", [*bureau(), *more])
    return create_app(Settings(index=tmp_path / "index", data=tmp_path / "data")).test_client()


def put_right(client: FlaskClient, story_id: str, **typed: str) -> str:
    """Fill in a story's form and send it; returns the address that it leads to."""
    form = soup(client, f"/corrections/story?story={story_id}").select_one("form.fields")
    assert form is not None
    fields = {str(i["name"]): str(i["value"]) for i in form.select("input:not([type=checkbox])")}
    answer = client.post(str(form["action"]), data={**fields, **typed})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def outlets(client: FlaskClient, kind: str = "story") -> dict[str, int]:
    found = client.get("/api/v1/search", query_string={"kind": kind}).get_json()["facets"]["outlet"]
    return {v["value"]: v["count"] for v in found}


def test_several_fields_are_put_right_at_once_and_taken_back_at_once(client: FlaskClient) -> None:
    to = put_right(client, "typo", outlet="Gulf Ledger", published="", title="Night bus", byline="Ada Lund")
    page = soup(client, to)
    assert "Corrected." in page.select_one(".notice.done").get_text()  # type: ignore[union-attr]
    told = " ".join(page.select_one("article header").get_text(" ").split())  # type: ignore[union-attr]
    assert told.startswith("Gulf Ledger · no date · Ada Lund · Not right?")
    assert told.endswith(" Night bus")
    origins = page.select_one(".origins details").get_text()  # type: ignore[union-attr]
    assert "Outlet: from a reader, who put it right" in origins
    assert "Date: not known (a reader took it away)" in origins
    assert outlets(client)["Gulf Ledger"] == 3
    found = client.get("/api/v1/search?q=night&date=none").get_json()["hits"]
    assert [(h["story_id"], h["title"], h["outlet"], h["published"]) for h in found] == [
        ("typo", "Night bus", "Gulf Ledger", None)
    ]
    assert "Ada Lund, “Night bus”, Gulf Ledger, no date" in client.get("/story/typo").text
    assert "Night bus" in client.get("/search.csv?q=night").text
    undo = page.select_one(".notice.done form")
    assert client.post(str(undo["action"]), data={"back": "/story/typo"}).status_code == 303  # type: ignore[index]
    assert (outlets(client)["Gulf Ldger"], client.get("/api/v1/search?q=night").get_json()["total"]) == (2, 0)


def test_the_form_says_what_the_file_says_and_from_where(client: FlaskClient) -> None:
    form = soup(client, "/corrections/story?story=typo")
    assert form.select_one("#told-outlet").get_text() == "Taken from the page’s meta tags."  # type: ignore[union-attr]
    put_right(client, "typo", outlet="Gulf Ledger")
    told = soup(client, "/corrections/story?story=typo").select_one("#told-outlet").get_text(" ")  # type: ignore[union-attr]
    assert "A reader put it right. The file says “Gulf Ldger”, taken from the page’s meta tags." in told
    assert "Undo" in told


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("published", "2017-02-30", "There is no such day."),
        ("published", "soon", "There is no such day."),
        ("url", "ftp://files.example/x", "begins with http:// or https://"),
        ("url", "javascript:alert(1)", "begins with http:// or https://"),
        ("outlet", "---", "at least one letter or digit"),
        ("title", "x" * 501, "longer than 500 characters"),
    ],
)
def test_nonsense_is_asked_for_anew_with_what_was_typed(
    client: FlaskClient, tmp_path: Path, field: str, typed: str, said: str
) -> None:
    form = soup(client, put_right(client, "typo", **{field: typed}, byline="Ada Lund", sure="1"))
    assert said in form.select_one(f"#problem-{field}").get_text()  # type: ignore[union-attr]
    assert form.select_one(f"#field-{field}")["value"] == typed  # type: ignore[index]
    assert form.select_one("#field-byline")["value"] == "Ada Lund"  # type: ignore[index]
    assert history(tmp_path / "data" / "corrections.jsonl") == []


def test_a_day_to_come_is_asked_back_and_taken(client: FlaskClient) -> None:
    day = (date.today() + timedelta(days=40)).isoformat()
    form = soup(client, put_right(client, "typo", published=day))
    assert "has not come yet. Is it right?" in form.select_one("#problem-published").get_text()  # type: ignore[union-attr]
    put_right(client, "typo", published=day, sure="1")
    assert client.get("/api/v1/stories/typo").get_json()["published"] == day


def test_all_stories_of_an_outlet_are_another_s_and_it_is_listed_and_taken_back(client: FlaskClient) -> None:
    form = soup(client, "/corrections/story?story=typo")
    assert "in all 2 stories of “Gulf Ldger”" in form.get_text()
    put_right(client, "typo", outlet="Gulf Ledger", everywhere="1")
    assert (outlets(client).get("Gulf Ldger"), outlets(client)["Gulf Ledger"]) == (None, 4)
    row = soup(client, "/corrections").select_one(".decided li")
    assert row is not None
    assert "All stories of “Gulf Ldger” are of “Gulf Ledger”." in row.get_text()
    assert client.post(str(row.select_one("form")["action"])).status_code == 303  # type: ignore[index]
    assert outlets(client)["Gulf Ldger"] == 2


def test_it_holds_over_indexing_and_lapses_when_the_file_says_something_else(
    client: FlaskClient, tmp_path: Path
) -> None:
    put_right(client, "typo", outlet="Gulf Ledger", published="2017-10-14")
    again = story("typo", TEXT, title="Bus leaves early", outlet="Gulf Ldger", published="1969-07-20")
    fill(tmp_path / "index", [again])
    page = soup(client, "/story/typo")
    assert "Gulf Ledger · 20 July 1969" in " ".join(page.select_one("article header").get_text(" ").split())  # type: ignore[union-attr]
    assert "Date: was put right when the file said 1 January 1970; it says 20 July 1969 now." in page.get_text()
    rows = soup(client, "/corrections").get_text()
    assert "It holds no longer: the file says 20 July 1969 now, and that is shown." in rows


def test_stories_that_lack_something_are_listed_to_be_put_right(client: FlaskClient) -> None:
    links = {a["href"]: a.get_text() for a in soup(client, "/reading").select(".to-mend a")}
    assert links["/corrections/missing/outlet"] == "without outlet"
    page = soup(client, "/corrections/missing/outlet")
    (row,) = (li for li in page.select(".missing > li") if "A third bus left." in li.get_text())
    form = soup(client, str(row.select_one("a[rel=nofollow]")["href"]))  # type: ignore[index]
    assert form.select_one("input[name=back]")["value"] == "/corrections/missing/outlet"  # type: ignore[index]
    assert put_right(client, "bare", outlet="Harbour Post").startswith("/story/bare?corrected=")
    assert "A third bus left." not in soup(client, "/corrections/missing/outlet").get_text()
    assert client.get("/corrections/missing/nonsense").status_code == 404


def test_what_was_not_changed_is_not_kept(client: FlaskClient, tmp_path: Path) -> None:
    form = soup(client, "/corrections/story?story=typo").select_one("form.fields")
    assert form is not None
    fields = {str(i["name"]): str(i["value"]) for i in form.select("input:not([type=checkbox])")}
    answer = client.post("/corrections/story", data=fields)
    assert (answer.status_code, "Nothing was changed." in answer.text) == (400, True)
    assert client.get("/corrections/story?story=none").status_code == 404
    put_right(client, "typo", title="Other")
    assert [n.correction.story for n in history(tmp_path / "data" / "corrections.jsonl")] == ["typo"]


def test_visitors_see_no_way_to_it(client: FlaskClient, tmp_path: Path) -> None:
    settings = Settings(index=tmp_path / "index", data=tmp_path / "data", public=True, hosts=("archive.example",))
    visitor = create_app(settings).test_client()
    base = {"base_url": "http://archive.example"}
    assert "Not right?" not in visitor.get("/story/typo", **base).text
    assert "to-mend" not in visitor.get("/reading", **base).text
    for path in ("/corrections/story?story=typo", "/corrections/missing/date"):
        assert visitor.get(path, **base).status_code == 403
