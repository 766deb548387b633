"""A statement is cited with its words or its sentence, who said it how, and where it stands."""

import dataclasses
from collections.abc import Callable

from flask.testing import FlaskClient

from searchapp.web.ui.citing import MAX_CITED, citation, statement_citation
from tests.stories import said as statement_of
from tests.stories import story
from tests.web.bureau import bureau
from tests.web.conftest import newsroom
from tests.web.test_pages import said, soup

DEAL, WRAPPED = newsroom()[0], newsroom()[2]
IN_DEAL = "A. Writer, “Deal for Raqqa”, Gulf Ledger, 14 October 2017, https://gulf-ledger.example/deal."


def test_direct_speech_is_cited_by_its_words_and_else_by_the_sentence() -> None:
    direct, indirect = DEAL.statements
    assert statement_citation(DEAL, direct) == (
        f"“Foreign fighters are included in the deal” – said by Omar Alloush. {IN_DEAL}"
    )
    whole = dataclasses.replace(indirect, sentence=(DEAL.text.index("Ryan"), len(DEAL.text)))
    assert statement_citation(DEAL, whole) == (
        "“Ryan Dillon said the coalition would not comment on foreign fighters.” – "
        "indirect speech of Ryan Dillon. " + IN_DEAL
    )


def test_what_is_not_known_and_not_sure_is_said() -> None:
    assert statement_citation(WRAPPED, WRAPPED.statements[0]) == (
        "“The convoy of buses left Raqqa” – indirect speech of a monitor (unnamed). "
        "Untitled story, Euphrates Wire, no date."
    )
    lost = bureau()[0]
    assert "indirect speech of Omar Alloush, possibly verbatim." in statement_citation(lost, lost.statements[1])


def test_the_page_of_a_document_is_cited(make_client: Callable[..., FlaskClient]) -> None:
    text = "Ada Lund spoke first. “It is late,” said Ada Lund.\n\n“It is cold,” said Bo Lind."
    first, second = statement_of(text, "It is late", "Ada Lund"), statement_of(text, "It is cold", "Bo Lind")
    paged = story("p", text, title="Night", statements=(first, second), pages=(0, 10, text.index("“It is cold")))
    assert statement_citation(paged, first).endswith("“Night”, unknown outlet, no date, p. 2.")
    assert statement_citation(paged, second).endswith(", p. 3.")
    assert "p. 1" not in statement_citation(dataclasses.replace(paged, pages=(0,)), first)
    client = make_client(paged, dataclasses.replace(paged, id="q", pages=()))
    assert said(soup(client, "/story/p"), ".speaker li small") == ["p. 2", "p. 3"]
    assert said(soup(client, "/story/q"), ".speaker li small") == []
    assert said(soup(client, "/search?kind=statement&q=late"), ".acts .page") == ["p. 2"]
    found = client.get("/api/v1/stories/p").json
    assert found is not None
    assert [s["page"] for s in found["statements"]] == [2, 3]
    assert "page" not in client.get("/api/v1/stories/q").json["statements"][0]  # type: ignore[index]
    hits = client.get("/api/v1/search?kind=statement&q=cold").json["hits"]  # type: ignore[index]
    assert sorted(hit["statement"].get("page", 0) for hit in hits) == [0, 3]


def test_an_address_that_no_browser_may_follow_is_left_out() -> None:
    assert citation(story("x", "t", title="T", url="javascript:alert(1)")) == "“T”, unknown outlet, no date."


def test_a_long_one_is_cut() -> None:
    text = "word " * 3000
    long = story("x", text, statements=(statement_of(text, text.strip(), "Somebody"),))
    assert len(statement_citation(long, long.statements[0])) < MAX_CITED + 100


def test_it_stands_under_each_statement(client: FlaskClient) -> None:
    for url in ("/search?kind=statement&q=included", "/search?kind=statement&q=included&group=speaker"):
        assert said(soup(client, url), ".under .cited") == [statement_citation(DEAL, DEAL.statements[0])]
    page = soup(client, "/story/deal")
    assert said(page, ".speaker .cited") == [statement_citation(DEAL, s) for s in DEAL.statements]
    assert said(page, ".cite") == [citation(DEAL)]
