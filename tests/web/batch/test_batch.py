"""Many names or searches at once: each number is what its link gives, whatever is in the list."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from urllib.parse import quote_plus

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from searchapp.web.batch.asked import MAX_LINES
from searchapp.web.security import MAX_FILE
from tests.web.test_pages import said, soup

LINES = "Raqqa\nforeign fighters\nno such words\n\nsiege OR convoy\n“Omar Alloush”"


def at(lines: str, **more: str) -> str:
    return f"/batch?lines={quote_plus(lines)}" + "".join(f"&{k}={v}" for k, v in more.items())


@pytest.mark.parametrize("reading", ["typed", "phrase", "speaker"])
def test_each_number_is_what_its_link_gives(client: FlaskClient, reading: str) -> None:
    page = soup(client, at(LINES, **{"as": reading}))
    rows = page.select(".batch-counts tbody tr")
    assert len(rows) == 5
    for row in rows:
        for cell in row.select("td a"):
            shown = said(soup(client, str(cell["href"])), "[role=status]")[0].split()[0]
            assert cell.find(string=True) == shown, row


def test_what_has_nothing_comes_first(client: FlaskClient) -> None:
    page = soup(client, at(LINES))
    assert said(page, "tbody th bdi")[:2] == ["no such words", "Raqqa"]
    assert said(page, "#counts") == ["5 lines, 1 without a result"]
    speakers = soup(client, at("Ryan Dillon\nRaqqa", **{"as": "speaker"}))
    assert said(speakers, "tbody th bdi") == ["Raqqa", "Ryan Dillon"]


def test_outlets_are_counted_by_the_kind_that_is_asked_for(client: FlaskClient) -> None:
    for kind in ("story", "statement"):
        page = soup(client, at("raqqa", kind=kind))
        outlets = said(page, "thead .by")
        counts = dict(zip(outlets, said(page, "tbody .by"), strict=True))
        facet = client.get(f"/api/v1/facets/outlet?q=raqqa&kind={kind}").get_json()
        expected = {v["label"]: str(v["count"]) for v in facet["values"]}
        if facet["unknown"]:
            expected["unknown outlet"] = str(facet["unknown"])
        assert counts == expected


def test_the_file_has_every_line_and_outlet(client: FlaskClient) -> None:
    page = soup(client, at("raqqa\nno such words"))
    link = page.select_one(".batch-head a")
    assert link is not None
    answer = client.get(str(link["href"]))
    assert (answer.mimetype, answer.headers["Content-Disposition"][:10]) == ("text/csv", "attachment")
    first, second = csv.DictReader(io.StringIO(answer.text))
    assert (first["id"], first["q"], first["stories"], second["stories"]) == ("1", "raqqa", "24", "0")
    assert sum(int(first[name]) for name in list(first)[4:]) == 24
    posted = client.post("/batch", data={"lines": "raqqa\nno such words", "give": "csv"})
    assert posted.text == answer.text


def test_a_short_list_has_an_address_and_a_long_one_is_answered(client: FlaskClient) -> None:
    short = client.post("/batch", data={"lines": "raqqa\r\nsiege", "as": "phrase", "kind": "statement"})
    assert (short.status_code, short.headers["Location"]) == (
        303,
        "/batch?lines=raqqa%0Asiege&as=phrase&kind=statement",
    )
    long = client.post("/batch", data={"lines": "\n".join(f"name number {n}" for n in range(MAX_LINES + 20))})
    assert long.status_code == 200
    assert f"Only the first {MAX_LINES} of 520 lines were counted." in long.text
    assert long.text.count("<tr") == MAX_LINES + 1
    assert "too long to be sent as a link" in long.text


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("raqqa\r\nsiege\r\n".encode("utf-16"), ["raqqa", "siege"]),
        ('\ufeffid;q;note\r\n1;raqqa;x\r\n2;"siege; convoy";y\r\n'.encode(), ["raqqa", "siege; convoy"]),
        ("الرقة\nZoë\n".encode(), ["الرقة", "Zoë"]),
    ],
)
def test_a_file_is_read_as_it_was_saved(client: FlaskClient, content: bytes, lines: list[str]) -> None:
    answer = client.post("/batch", data={"file": (io.BytesIO(content), "list.csv")}, follow_redirects=True)
    assert answer.status_code == 200
    for line in lines:
        assert f"<bdi>{line}</bdi>" in answer.text


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("raqqa\n-\n", "Line 2 has no word to look for."),
        (f"raqqa\n{'a' * 501}", "Line 2 has more than 500 characters."),
        ("id,q\n1,a,b\n2,raqqa", "Line 2: it has more cells than there are columns."),
        ('q\n"raqqa\nsiege', "Line 2: a quotation mark is opened and not closed"),
        ("id,outlet\n1,Wire", "The list has no column q."),
        ("q\n", "There is no line to count in this list."),
        ("\n \n", "There is no line to count in this list."),
    ],
)
def test_lines_that_cannot_be_read_are_said(client: FlaskClient, lines: str, says: str) -> None:
    answer = client.get(at(lines))
    assert says in answer.text
    assert answer.status_code == (400 if "column q" in says else 200)


def test_what_is_no_text_is_refused_and_the_list_stays(client: FlaskClient) -> None:
    answer = client.post(
        "/batch", data={"lines": "raqqa", "file": (io.BytesIO(b"PK\x03\x04" + bytes(90)), "a.xlsx")}
    )
    assert (answer.status_code, "can’t be read as text" in answer.text) == (400, True)
    assert ">raqqa</textarea>" in answer.text


def test_a_file_is_as_long_as_one_of_saved_queries_may_be_and_stays_in_the_form(client: FlaskClient) -> None:
    lines = "\n".join(f"somebody by the name of number {n}" for n in range(10_000))
    answer = client.post("/batch", data={"file": (io.BytesIO(lines.encode()), "list.txt")})
    assert "Only the first 500 of 10,000 lines were counted." in answer.text
    typed = str(BeautifulSoup(answer.text, "lxml").select("textarea")[0].string)
    assert client.post("/batch", data={"lines": typed, "give": "csv"}).text.count("\r\n") == 501
    answer = client.post("/batch", data={"lines": "a" * MAX_FILE})
    assert (answer.status_code, "This is more than can be sent at once." in answer.text) == (413, True)


@pytest.mark.parametrize("head", ["name", "Name", "id,name,country", "q,name", "country;query"])
def test_a_table_may_call_its_lines_names(client: FlaskClient, head: str) -> None:
    row = {"name": "raqqa", "q": "raqqa", "query": "raqqa", "id": "7", "country": "siege"}
    mark = ";" if ";" in head else ","
    cells = mark.join(row[column.lower()] for column in head.split(mark))
    assert said(soup(client, at(f"{head}\n{cells}")), "tbody th bdi") == ["raqqa"]


def test_it_costs_one_call(client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    with app.extensions["searchapp"].archive.lease() as index:
        ask = type(index).search_many
    monkeypatch.setattr(
        type(index), "search_many", lambda self, asked: (calls.append(len(asked)), ask(self, asked))[1]
    )
    assert client.get(at("\n".join(f"name {n}" for n in range(50)))).status_code == 200
    assert calls == [50]


def test_the_form_is_reached_from_the_front_page_and_from_help(client: FlaskClient) -> None:
    for address in ("/", "/help"):
        assert '<a href="/batch">' in client.get(address).text
    page = soup(client, "/batch")
    assert page.select("textarea")
    assert not page.select("table")


def test_a_public_archive_takes_lists_by_address(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(public=True, hosts=("archive.example",))
    page = client.get("/batch?lines=a", base_url="http://archive.example")
    assert page.status_code == 200
    assert 'method="post"' not in page.text
    answer = client.post("/batch", base_url="http://archive.example", headers={"Origin": "http://archive.example"})
    assert answer.status_code == 403
