"""Permanent links of sentences: each has one, it stays, and where it leads nowhere that is said."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient

from searchapp.curation.corrections import digest
from searchapp.web.urls import passage_url
from tests.stories import said as heard
from tests.stories import story
from tests.web.test_pages import said, soup

Client = Callable[..., FlaskClient]
TEXT = "Gen. Marsh left at nine. The ferry to Orm is late, Ada Lund said.\n\nNobody waited for it."
LATE = "The ferry to Orm is late, Ada Lund said."


def test_every_sentence_has_a_link_that_lights_it_up(make_client: Client) -> None:
    client = make_client(
        story("a", TEXT, title="Orm", statements=(heard(TEXT, "The ferry to Orm is late", "Ada Lund"),))
    )
    links = [str(a["href"]) for a in soup(client, "/story/a").select(".pin")]
    assert [said(soup(client, link), ".sentence.lit") for link in links] == [
        ["Gen. Marsh left at nine."], [LATE], ["Nobody waited for it."]
    ]  # fmt: skip
    page = soup(client, links[1])
    assert [t["id"] for t in page.select("[autofocus]")] == ["sentence"]
    assert page.select(".led a[href='#sentence']")
    assert said(page, ".led .cited") == [f"“{LATE}” “Orm”, unknown outlet, no date."]
    assert page.select_one(".led .copy")["href"] == links[1]  # type: ignore[index]
    assert said(page, ".speaker[open] .place[aria-current]") == ["The ferry to Orm is late"]
    assert not soup(client, links[0]).select(".speaker[open]")


def test_a_link_made_for_a_statement_leads_to_its_sentence(client: FlaskClient) -> None:
    place = soup(client, "/story/silo").select_one(".speaker li .copy")
    assert place is not None
    assert said(soup(client, str(place["href"])), ".sentence.lit") == [
        "Talal Silo said the foreign fighters would stay behind in Raqqa."
    ]


def test_a_sentence_that_changed_is_told_apart_from_one_that_is_unknown(make_client: Client) -> None:
    client = make_client(story("a", TEXT.replace("late", "very late"), title="Orm"))
    key = digest(LATE)
    changed = soup(client, passage_url("a", key, LATE))
    assert said(changed, ".notice.warn") == [
        "The sentence that this link was made for has changed since. The one most like it now is marked below."
    ]
    assert said(changed, ".sentence.lit") == ["The ferry to Orm is very late, Ada Lund said."]
    for url in (passage_url("a", key), passage_url("a", key, "Nobody waited for it."), passage_url("a", "x")):
        unknown = soup(client, url, 404)
        assert said(unknown, ".notice.warn")[0].startswith("This link is to a sentence that does not stand in")
        assert not unknown.select(".lit")
        assert said(unknown, "h1") == ["Orm"]
    other = "Prices of corn rose by a third."
    assert soup(client, passage_url("a", digest(other), other), 404)
    assert "no such story" in client.get(passage_url("gone", key)).text
    assert client.get(passage_url("gone", key)).status_code == 404


def test_a_sentence_that_a_reader_put_right_and_that_is_gone_has_changed(make_client: Client) -> None:
    client = make_client(story("a", TEXT, statements=(heard(TEXT, LATE, "Ada Lund"),)))
    place = soup(client, "/story/a").select_one(".speaker li .copy")
    assert place is not None
    link = str(place["href"])
    form = {"words": digest(LATE), "action": "reject"}
    assert client.post(f"{link}/correct", data=form).status_code == 303
    assert said(soup(client, link), ".sentence.lit") == [LATE]
    again = make_client(story("a", "All is well."))
    assert said(soup(again, link), ".notice.warn") == [
        "The sentence that this link was made for has changed since, or was taken out."
    ]


def test_the_links_are_shown_where_they_are_asked_for(client: FlaskClient) -> None:
    page = soup(client, "/story/deal?q=deal")
    show = page.select_one(".show-links")
    assert show is not None
    assert not page.select(".with-links")
    shown = soup(client, str(show["href"]))
    assert shown.select(".with-links .pin")
    assert said(shown, ".notice") == ["The ¶ behind each sentence is its permanent link."]
    hide = shown.select_one(".show-links")
    assert hide is not None
    assert (hide.get_text(), hide["href"]) == ("Hide the links to sentences", "/story/deal?q=deal")


def test_a_story_and_a_sentence_can_be_cited_as_files(client: FlaskClient) -> None:
    link = str(soup(client, "/story/silo").select(".pin")[0]["href"])
    for url, where in (("/story/silo", ".take"), (link, ".led"), (link, ".take")):
        files = soup(client, url).select(f"{where} .files a")
        assert [a.get_text() for a in files] == ["RIS", "BibTeX", "CSL-JSON"]
        assert [client.get(str(a["href"])).status_code for a in files] == [200] * 3


def test_a_sentence_that_was_kept_and_has_changed_is_told_without_its_words(make_client: Client) -> None:
    client = make_client(story("a", TEXT, title="Orm"))
    key = digest(LATE)
    form = {"story": "a", "passage": key, "name": "Ferries"}
    assert client.post("/collections/add", data=form).status_code == 303
    again = make_client(story("a", TEXT.replace("late", "very late"), title="Orm"))
    page = soup(again, passage_url("a", key))
    assert said(page, ".sentence.lit") == ["The ferry to Orm is very late, Ada Lund said."]
