"""Who was heard: whole names, the filters in force, and never "not heard" of someone who may have been."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.config import Settings
from searchapp.model import Story
from searchapp.web import create_app
from searchapp.web.search.heard import may_be, short_names
from tests.conftest import fill
from tests.stories import said, story
from tests.web.test_pages import said as texts
from tests.web.test_pages import soup

AP, USA, ABC = "The Associated Press (via ABC News)", "USA TODAY", "ABC News"


def told(id: str, outlet: str, *speakers: str, **more: str) -> Story:
    """A story in which each of them speaks."""
    text = " ".join(f"The road {n} is open, {who} said." for n, who in enumerate(speakers))
    statements = tuple(said(text, f"The road {n} is open", who) for n, who in enumerate(speakers))
    return story(id, text, outlet=outlet, statements=statements, **more)


def accounts() -> list[Story]:
    """Omar Alloush whole in one outlet, by his surname in another, misspelled in the third; Ryan Dillon in one."""
    return [
        told("a", AP, *["Omar Alloush"] * 3, *["Ryan Dillon"] * 2, published="2017-10-01"),
        told("b", USA, "Alloush", "Alloush", "Jane Roe", "Jane Roe", published="2017-10-02"),
        told("c", ABC, "Omar Aloush", "Jane Roe", "Mr. Dillon", published="2017-10-03"),
    ]


def table(client: FlaskClient, url: str) -> dict[str, list[str]]:
    """The rows of the table: name -> what each cell says."""
    page = soup(client, url)
    return {
        " ".join(row.select_one("th").get_text().split()): [
            " ".join(c.get_text().split()) for c in row.select("td")
        ]  # type: ignore[union-attr]
        for row in page.select(".heard tbody tr")
    }


def test_nobody_is_not_heard_whose_name_is_there_otherwise(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(*accounts())
    page = soup(client, "/search")
    heads = [(str(a["title"]), a.get_text()) for a in page.select(".heard thead abbr")]
    assert sorted(heads) == sorted([(AP, "The Associated Press"), (USA, USA), (ABC, ABC)])
    found = table(client, "/search")
    order = [name for name, _ in heads]
    omar = dict(zip(order, found["Omar Alloush"], strict=True))
    assert omar[AP] == f"3 of Omar Alloush in {AP}"
    assert omar[USA] == f"2? perhaps, as “Alloush”, in {USA}"
    assert omar[ABC] == f"1? perhaps, as “Omar Aloush”, in {ABC}"
    dillon = dict(zip(order, found["Ryan Dillon"], strict=True))
    assert dillon[ABC] == f"1? perhaps, as “Mr. Dillon”, in {ABC}"
    assert dillon[USA] == "not heard"
    for link in page.select(".heard td a"):
        number = "".join(c for c in str(link.find(string=True)) if c.isdigit())
        assert texts(soup(client, str(link["href"])), "[role=status]")[0].split()[0] == number
    assert "may be the same" in page.select_one(".heard .foot").get_text()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("query", "outlets", "speakers"),
    [
        (f"outlet={AP}", {AP}, {"Omar Alloush", "Ryan Dillon"}),
        (f"outlet={USA}&outlet={ABC}", {USA, ABC}, {"Jane Roe", "Alloush", "Omar Aloush", "Mr. Dillon"}),
        (f"-outlet={AP}", {USA, ABC}, {"Jane Roe", "Alloush", "Omar Aloush", "Mr. Dillon"}),
        ("speaker=Jane Roe", {USA, ABC}, {"Jane Roe"}),
        (
            "-speaker=Jane Roe", {AP, USA, ABC},
            {"Omar Alloush", "Alloush", "Ryan Dillon", "Omar Aloush", "Mr. Dillon"},
        ),
        ("until=2017-10-02", {AP, USA}, {"Omar Alloush", "Alloush", "Jane Roe", "Ryan Dillon"}),
        ("kind=statement&mode=direct", set(), set()),
    ],
)  # fmt: skip
def test_the_table_is_of_what_the_filters_leave(
    make_client: Callable[..., FlaskClient], query: str, outlets: set[str], speakers: set[str]
) -> None:
    client = make_client(*accounts())
    page = soup(client, f"/search?{query}")
    assert {str(a["title"]) for a in page.select(".heard thead abbr")} == outlets
    assert set(table(client, f"/search?{query}")) == speakers


def test_a_row_counts_all_spellings_that_the_names_file_merges(tmp_path: Path) -> None:
    fill(tmp_path / "index", accounts())
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "names.yaml").write_text(
        "- {id: o, kind: person, preferred: Omar Alloush, aliases: [Alloush, Omar Aloush]}\n"
    )
    client = create_app(Settings(index=tmp_path / "index", data=tmp_path / "data")).test_client()
    cells = table(client, "/search")["Omar Alloush"]
    assert sorted(c.split(" ")[0] for c in cells) == ["1", "2", "3"]


def test_heads_are_distinct_and_never_a_last_word() -> None:
    assert short_names([AP, USA], among=[AP, USA]) == ("The Associated Press", USA)
    assert short_names([AP, "Associated Press"], among=[AP, "Associated Press"])[0] == AP
    long = "The Very Long Name of a Newspaper"
    assert short_names([long], among=[long]) == ("Very Long Name of a Newspaper",)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Alloush", "Omar Alloush", True), ("President Trump", "Donald Trump", True),
        ("Ryan Dillon", "Col. Ryan Dillon", True), ("Melania Trump", "Donald Trump", False),
        ("Omar", "Omar Alloush", True), ("Jane Roe", "Omar Alloush", False),
        ("", "Omar", False),
    ],
)  # fmt: skip
def test_which_names_may_be_one(one: str, other: str, same: bool) -> None:
    assert may_be(one, other) is same
    assert may_be(other, one) is same
