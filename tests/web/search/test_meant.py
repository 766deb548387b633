"""No answer, or few hits: what else may be meant, each with what it finds. Nothing is changed unasked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from searchapp.model import Mention
from tests.stories import said as says
from tests.stories import story
from tests.web.test_pages import said, soup


@pytest.fixture
def client(make_client: Callable[..., FlaskClient]) -> FlaskClient:
    text = "Mira McAdder said the harbour is open. The convoy left."
    return make_client(
        *(
            story(
                f"s{n}", f"{text} Day {n}.", outlet="Harbor Post" if n else "Valley Echo",
                statements=(says(text, "the harbour is open", "Mira McAdder"),),
                mentions=(Mention("person", "Mira McAdder", "Mira McAdder", 0, 12),),
            )
            for n in range(4)
        ),
        story("tug", "A tug lay in the harbour; the convoy waited."),
    )  # fmt: skip


def meant(page: BeautifulSoup) -> list[str]:
    return said(page, ".meant")


def check_counts(client: FlaskClient, page: BeautifulSoup, selector: str) -> int:
    """Every count is what its link leads to; how many there are."""
    links = page.select(selector)
    for a in links:
        number = (a.select_one("b bdi") or a.find_next_sibling(class_="n")).get_text()  # type: ignore[union-attr]
        found = said(soup(client, str(a["href"])), "[role=status]")[0]
        assert found.split()[0] == number.strip("()").split()[0], a
    return len(links)


def test_a_misspelt_name_leads_to_its_spelling_and_stays_in_the_box(client: FlaskClient) -> None:
    page = soup(client, "/search?q=mcader")
    assert said(page, ".zero .lead") == ["No story matches this."]
    assert meant(page) == ["Did you mean McAdder (4)?"]
    assert page.select_one("#q")["value"] == "mcader"  # type: ignore[index]
    assert check_counts(client, page, ".meant a") == 1


def test_filters_and_the_kind_of_record_are_kept(client: FlaskClient) -> None:
    page = soup(client, "/search?q=harbur&kind=statement&outlet=Harbor+Post")
    assert meant(page) == ["Did you mean harbour (3)?"]
    assert check_counts(client, page, ".meant a") == 1
    assert meant(soup(client, "/search?q=harbur&outlet=Nobody")) == []


def test_the_query_around_the_word_is_kept_and_where_words_were_left_out_it_says_so_too(
    client: FlaskClient,
) -> None:
    page = soup(client, '/search?q="the harbor" mcader -tug')
    assert said(page, ".hit")
    assert not page.select(".zero")
    assert meant(page) == ['Did you mean "the harbor" McAdder -tug (4)?']
    assert check_counts(client, page, ".meant a") == 1
    assert meant(soup(client, "/search?q=speaker:mcader")) == ["Did you mean speaker:McAdder (4)?"]


def test_several_wrong_words_are_put_right_together(client: FlaskClient) -> None:
    assert meant(soup(client, "/search?q=convoi harbur")) == ["Did you mean convoy harbour (5)?"]


def test_who_bears_the_name_is_told_where_the_words_find_nothing(client: FlaskClient) -> None:
    page = soup(client, "/search?q=mcadder&kind=statement")
    assert said(page, ".zero li")[:2] == [
        "4 statements by Mira McAdder",
        "4 stories in which Mira McAdder is named",
    ]
    assert "4 stories with these words" in said(page, ".zero li")
    assert "3 stories of Harbor Post" in said(soup(client, '/search?q="harbor post"'), ".zero li")
    assert check_counts(client, page, ".zero li a") > 3


def test_who_stands_beside_the_name_is_another(make_client: Callable[..., FlaskClient]) -> None:
    named = {"person": ("Mira McAdder", "Olle Fink")}
    text = "The harbour is open, he said."
    spoken = (says(text, "The harbour is open", "Olle Fink"),)
    client = make_client(story("a", text, entities=named, statements=spoken))
    rows = said(soup(client, "/search?q=mira+mcadder"), ".zero li")
    assert rows == ["1 story in which Mira McAdder is named"]


def test_where_nothing_is_found_a_query_that_finds_some_of_its_words_will_do(client: FlaskClient) -> None:
    page = soup(client, "/search?q=convoi+harbur&kind=statement")
    assert meant(page) == ["Did you mean convoy harbour (4)?"]
    assert check_counts(client, page, ".meant a") == 1


def test_what_is_offered_finds_what_it_says_and_is_offered_once(client: FlaskClient) -> None:
    page = soup(client, "/search?q=hrbour+convoy+waitde")
    assert said(page, ".zero li") == ["5 stories with convoy alone"]
    page = soup(client, "/search?q=tug+zzyzx+mcadder&strict=1")
    assert said(page, ".zero li") == [
        "5 stories with any of the words", "4 stories with mcadder alone", "1 story with tug alone",
    ]  # fmt: skip
    assert check_counts(client, page, ".zero li a") == 3


def test_under_a_few_hits_stands_what_finds_more(client: FlaskClient) -> None:
    page = soup(client, "/search?q=tug+convoy")
    assert said(page, "[role=status]") == ["1 story"]
    assert said(page, ".few li") == ["5 stories without tug"]
    assert check_counts(client, page, ".few a") == 1
    assert not soup(client, "/search?q=convoy").select(".few, .meant")


def test_programs_are_told_too(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=harbur&kind=statement").get_json()
    assert (answer["total"], answer["did_you_mean"]) == (0, [{"q": "harbour", "count": 4}])
    assert client.get("/api/v1/search?q=harbour").get_json()["did_you_mean"] == []


@pytest.mark.parametrize("q", ["zzxqv", "the", "mcader* ", "(", '"', "a" * 8000, "harbur " * 1000, "ما هاربور"])
def test_odd_queries_are_answered(client: FlaskClient, q: str) -> None:
    assert client.get("/search", query_string={"q": q}).status_code == 200
