"""What commands, lists and pages understand alike: days, names of values, words that are let go, and counts."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from searchapp.archive.answer_notices import misnamed
from searchapp.cli.program import main
from searchapp.engines import Index
from searchapp.query.request import Filter, SearchRequest
from tests.conftest import fill
from tests.stories import said, story
from tests.web.test_pages import said as texts
from tests.web.test_pages import soup

FIGHTERS = "Foreign fighters are included"


BOTH = "“Omar Alloush” (2) or “Sara Alloush” (1)?"


def council() -> list:
    """Stories in which Omar Alloush speaks, Sara Alloush once, and others."""
    words = [("a", "Omar Alloush", "The Wire"), ("b", "Omar Alloush", "The Wire"), ("c", "Sara Alloush", "Ledger"),
             ("d", "Ryan Dillon", "Ledger")]  # fmt: skip
    return [
        story(i, f"{FIGHTERS}, {who} said.", outlet=outlet, published=f"201{n + 5}-03-1{n}", title=f"Deal {i}",
              statements=(said(f"{FIGHTERS}, {who} said.", FIGHTERS, who),))
        for n, (i, who, outlet) in enumerate(words)
    ]  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Path:
    fill(tmp_path / "index", council())
    return tmp_path


def run(place: Path, *args: object) -> Result:
    words = [str(a) for a in args]
    return CliRunner().invoke(main, [*words, "--index", str(place / "index"), "--data", str(place / "data")])


def answer(place: Path, *args: object) -> dict:
    return json.loads(run(place, "search", *args, "--json").output)


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        (["--since", "2016"], "bcd"), (["--until", "2016"], "ab"),
        (["--since", "2016-03", "--until", "2017-3"], "bc"),
        (["--since", "2017-03-12", "--until", "2017-03-12"], "c"), (["--since", "2018", "--until", "2017"], "cd"),
    ],
)  # fmt: skip
def test_a_command_reads_days_as_the_page_does(place: Path, given: list[str], ids: str) -> None:
    found = answer(place, "", *given)
    assert sorted(h["id"] for h in found["hits"]) == sorted(ids)
    lines = run(place, "export", "", *given).stdout.splitlines()
    assert sorted(json.loads(x)["id"] for x in lines if x.startswith("{")) == sorted(ids)
    row = {"id": "1", "q": "", **dict(zip([g.lstrip("-") for g in given[::2]], given[1::2], strict=True))}
    (place / "q.jsonl").write_text(json.dumps(row))
    run(place, "batch", place / "q.jsonl", "--out", place / "o", "--format", "trec")
    assert sorted(x.split()[2] for x in (place / "o").read_text().splitlines()) == sorted(ids)


def test_a_day_that_is_none_is_refused_with_the_form(place: Path) -> None:
    for bad in ("soon", "2017-13", "2017-02-30", "17-1-1"):
        result = run(place, "search", "", "--since", bad)
        assert result.exit_code == 2
        assert "such as 2017-10-14" in result.output


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("speaker", "Ryan", "No speaker is called “Ryan”. Did you mean “Ryan Dillon” (1)?"),
        ("speaker", "alloush", "No speaker is called “alloush”. Did you mean " + BOTH),
        ("speaker", "Omar Aloush", "No speaker is called “Omar Aloush”. Did you mean " + BOTH),
        ("outlet", "wire", "No outlet is called “wire”. Did you mean “The Wire” (2)?"),
        ("place", "Atlantis", "No place is called “Atlantis”."),
    ],
)  # fmt: skip
def test_a_value_that_is_none_leads_to_those_that_are(place: Path, key: str, value: str, says: str) -> None:
    found = answer(place, "fighters", "--kind", "statement", f"--{key}", value)
    assert (found["total"], found["notices"]) == (0, [says])
    assert says in run(place, "search", "fighters", "--kind", "statement", f"--{key}", value).output
    assert says in run(place, "export", "fighters", f"--{key}", value).output


def test_case_and_accents_make_no_other_value(place: Path) -> None:
    found = answer(place, "fighters", "--kind", "statement", "--speaker", "OMAR ÁLLOUSH")
    assert (found["total"], found["notices"]) == (2, [])


def test_pages_and_the_api_say_it_too(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(*council())
    says = "No speaker is called “Ryan”. Did you mean “Ryan Dillon” (1)?"
    assert client.get("/api/v1/search?kind=statement&speaker=Ryan").get_json()["notices"] == [says]
    page = soup(client, "/search?kind=statement&speaker=Ryan&q=fighters")
    assert texts(page, ".notice.warn") == [says]
    link = page.select_one(".notice.warn a")
    assert link is not None
    assert texts(soup(client, str(link["href"])), "[role=status]") == ["1 statement"]
    many = soup(client, "/search?kind=statement&speaker=Alloush")
    assert texts(many, ".notice.warn") == [
        "No speaker is called “Alloush”. Did you mean “Omar Alloush” (2) or “Sara Alloush” (1)? "
        "All with “Alloush” in the name"
    ]
    link = many.select_one(".notice.warn a")
    assert link is not None
    assert len(soup(client, str(link["href"])).select(".value")) == 2


def test_an_excluded_value_that_is_none_is_told(place: Path) -> None:
    found = answer(place, "", "--not-outlet", "wire")
    assert found["total"] == 4
    assert found["notices"] == [
        "No outlet is called “wire”; nothing was left out by it. Did you mean “The Wire” (2)?"
    ]
    assert answer(place, "", "--not-outlet", "The Wire")["notices"] == []


def test_a_value_that_is_there_but_not_in_this_answer_is_no_mistake(make_index: Callable[..., Index]) -> None:
    index = make_index(*council())
    request = SearchRequest(
        kind="statement", filters=(Filter("speaker", "Ryan Dillon"), Filter("outlet", "The Wire"))
    )
    result = index.search(request)
    assert result.total == 0
    assert misnamed(index, request, result) == ()


def test_commands_widen_when_asked_and_say_what_it_would_find(place: Path) -> None:
    strict = answer(place, "fighters zeppelin")
    assert strict["total"] == 0
    assert strict["notices"] == [
        "No story has all of these words; with --widen there are 4 that have at least 1 of 2."
    ]
    wide = answer(place, "fighters zeppelin", "--widen")
    assert wide["total"] == 4
    assert wide["notices"] == ["No story has all of these words; these have at least 1 of 2."]
    assert len(run(place, "export", "fighters zeppelin", "--widen").stdout.splitlines()) >= 4
    (place / "q.csv").write_text("id,q\n1,fighters zeppelin\n")
    assert "with --widen there are 4" in run(place, "batch", place / "q.csv", "--out", place / "o").output
    assert "0 without a hit" in run(place, "batch", place / "q.csv", "--out", place / "o", "--widen").output


def test_batch_knows_other_names_unless_they_are_exact(place: Path) -> None:
    (place / "data").mkdir()
    (place / "data" / "names.yaml").write_text(
        "- {id: f, kind: organization, preferred: Foreign fighters, aliases: [Jihadis]}\n"
    )
    (place / "q.csv").write_text("id,q\n1,jihadis\n")
    wide = run(place, "batch", place / "q.csv", "--out", place / "o")
    assert "1: Also searched: Foreign fighters." in wide.output
    assert len(list(csv.DictReader((place / "o").open(newline="", encoding="utf-8-sig")))) == 4
    exact = run(place, "batch", place / "q.csv", "--out", place / "o", "--exact")
    assert "1 query, 1 without a hit" in exact.output


@pytest.mark.parametrize(
    "content",
    [
        b"ID,Q\r\n7,fighters\r\n", b"id;q\n7;fighters\n", "id\tq\n7\tfighters\n".encode("utf-16"),
        b'\xef\xbb\xbfid,q\n7,"fighters"\n', b'Id , Query\n7,fighters\n',
    ],
)  # fmt: skip
def test_batch_reads_what_spreadsheets_write(place: Path, content: bytes) -> None:
    (place / "q.csv").write_bytes(content)
    result = run(place, "batch", place / "q.csv", "--out", place / "o", "--format", "trec")
    assert result.exit_code == 0, result.output
    assert {x.split()[0] for x in (place / "o").read_text().splitlines()} == {"7"}


def test_two_queries_of_one_id_are_told(place: Path) -> None:
    (place / "q.csv").write_text("id,q\n1,fighters\n1,dillon\n")
    assert (
        "1: An earlier query has the same id" in run(place, "batch", place / "q.csv", "--out", place / "o").output
    )


ONE = re.compile(
    r"\b1 (stories|statements|outlets|speakers|people|persons|organizations|places|names|queries|files|pages|marks"
    r"|hits|words|days|others|verbs|corrections|entries|forms|more statements|more outlets|new stories)\b"
)
URLS = [
    "/", "/search", "/search?kind=statement", "/search?kind=statement&group=speaker", "/search?q=fighters",
    "/search?q=fighters+zeppelin", "/search?q=zeppelin", "/facet/speaker", "/facet/outlet",
    "/facet/speaker?contains=o",
    "/names", "/corrections", "/saved", "/help", "/story/a?q=fighters", "/name/speaker/Omar%20Alloush",
    "/name/person/Omar%20Alloush", "/names/by-story?kind=person&name=Omar+Alloush", "/saved/x", "/saved/x?changed",
    "/search.atom", "/search?outlet=Nobody", "/saved/x.json", "/api/v1/search?q=fighters+zeppelin",
]  # fmt: skip


@pytest.mark.parametrize("stories", [0, 1, 2])
def test_one_is_one_on_every_page(make_client: Callable[..., FlaskClient], tmp_path: Path, stories: int) -> None:
    client = make_client(*council()[:stories])
    client.post("/saved", data={"name": "x", "query": "q=fighters"})
    fill(tmp_path / "made", council()[: stories + 1])
    for url in URLS:
        answer = client.get(url, follow_redirects=True)
        assert answer.status_code in (200, 404), url
        page = BeautifulSoup(answer.text, "lxml") if "<html" in answer.text else None
        shown = " ".join(page.get_text(" ").split()) if page else answer.text
        assert not (wrong := ONE.search(shown)), (url, wrong, shown[max(0, wrong.start() - 60) : wrong.end() + 60])


@pytest.mark.parametrize("stories", [0, 1, 2])
def test_one_is_one_in_every_command(tmp_path: Path, stories: int) -> None:
    given = tmp_path / "s.jsonl"
    given.write_text(
        "".join(json.dumps({"id": s.id, "text": s.text, "outlet": s.outlet}) + "\n" for s in council()[:stories])
    )
    (tmp_path / "q.csv").write_text("id,q\n1,fighters\n")
    run(tmp_path, "index", given, "--no-enrich")
    for args in (
        ["search"], ["search", "fighters"], ["search", "fighters zeppelin"], ["status"],
        ["verify"],
        ["export", "fighters"], ["batch", tmp_path / "q.csv", "--out", tmp_path / "o"], ["names", "--suggest"],
        ["backup", tmp_path / "b.tar.gz"],
    ):  # fmt: skip
        shown = run(tmp_path, *args).output
        assert not (wrong := ONE.search(shown)), (args, wrong, shown)
