"""The dates beside the results: each number is what its link gives; one comes in and out of years and months."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from searchapp.config import Settings
from searchapp.query.result import Bucket
from searchapp.web import create_app
from searchapp.web.ui.date_bars import axis
from tests.conftest import fill
from tests.stories import story

Open = Callable[..., Any]
DAYS = ("1998-03-01", "2016-02-29", "2017-01-02", *["2017-10-14"] * 3, "2017-10-15", "2017-12-31", "2018-05-06")


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """An archive of twenty years, with a story that has no date."""
    folder = tmp_path_factory.mktemp("years")
    stories = [story(f"s{i}", "The ferry sailed.", published=day) for i, day in enumerate((*DAYS, None))]
    fill(folder / "index", stories)
    return create_app(Settings(index=folder / "index", data=folder / "data")).test_client()


def seen(client: FlaskClient, url: str) -> BeautifulSoup:
    found = BeautifulSoup(client.get(url).text, "lxml").select_one(".when")
    assert found
    return BeautifulSoup(str(found), "lxml")


def total(client: FlaskClient, url: str) -> int:
    answer = client.get(url.replace("/search", "/api/v1/search", 1)).json
    assert answer
    return int(answer["total"])


def trail(page: BeautifulSoup) -> list[str]:
    """The ways out, and what is shown."""
    here = page.select_one(".here")
    assert here
    return [*(a.get_text() for a in page.select(".trail a")), here.get_text(" ", strip=True)]


def bars(page: BeautifulSoup) -> list[tuple[str, int]]:
    frame = page.select(".brush")[0]
    labels, counts = str(frame["data-labels"]).split("|"), [int(n) for n in str(frame["data-n"]).split()]
    assert len(labels) == len(page.select(".bars g"))
    return [(label, n) for label, n in zip(labels, counts, strict=True) if n]


@pytest.mark.parametrize("days", ["", "since=2017&until=2017", "since=2017-10&until=2017-10",
                                  "since=2017-10-14&until=2017-10-14", "since=2016-12-30"])  # fmt: skip
def test_every_number_is_what_its_link_gives(years: FlaskClient, days: str) -> None:
    page = seen(years, f"/search?{days}")
    links = page.select(".bars a, .counts a, .head a")
    assert len(links) > 4
    for link in links:
        said = re.search(r"([0-9]+) stor|no date \(([0-9]+)\)", link.get_text())
        assert said
        assert total(years, str(link["href"])) == int(said[1] or said[2])


def test_a_year_opens_its_months_and_a_month_its_days(years: FlaskClient) -> None:
    page = seen(years, "/search")
    assert trail(page) == ["1 March 1998 – 6 May 2018"]
    assert bars(page) == [("1998", 1), ("2016", 1), ("2017", 6), ("2018", 1)]
    page = seen(years, str(page.select(".bars a")[2]["href"]))
    assert trail(page) == ["All years", "2017 6 stories"]
    assert bars(page) == [("January 2017", 1), ("October 2017", 4), ("December 2017", 1)]
    page = seen(years, str(page.select(".bars a")[1]["href"]))
    assert trail(page) == ["All years", "2017", "October 2017 4 stories"]
    assert bars(page) == [("14 October 2017", 3), ("15 October 2017", 1)]
    assert len(page.select(".bars g")) == 31
    page = seen(years, str(page.select(".bars a")[0]["href"]))
    assert trail(page) == ["All years", "2017", "October 2017", "14 October 2017 3 stories"]
    assert [len(page.select(s)) for s in (".bars g", ".bars g.on")] == [31, 1]
    hrefs = [str(a["href"]) for a in page.select(".trail a")]
    assert [total(years, url) for url in hrefs] == [9 + 1, 6, 4]


def test_fields_take_days_as_people_write_them_and_show_them_so(years: FlaskClient) -> None:
    page = seen(years, "/search?since=Oct+2017&until=15/10/2017")
    assert [i["value"] for i in page.select(".days input[name]")] == ["1 October 2017", "15 October 2017"]
    assert [i["value"] for i in page.select(".days input[type=date]")] == ["2017-10-01", "2017-10-15"]
    said = years.get("/search?since=3/4/2017").text
    assert "“3/4/2017” could be either of two days and was left out. Write 14 October 2017" in said


def test_what_has_no_date_or_one_day_has_no_bars(tmp_path: Path) -> None:
    fill(
        tmp_path / "index", [story("a", "One.", published="2017-10-14"), story("b", "Two."), story("c", "Three.")]
    )
    client = create_app(Settings(index=tmp_path / "index", data=tmp_path / "data")).test_client()
    page = seen(client, "/search")
    assert (trail(page), page.select(".bars")) == (["14 October 2017"], [])
    assert trail(seen(client, "/search?date=none")) == ["All dates", "no date 2 stories"]


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2017-10-09", "2017-10-12", ["9 Oct", "10 Oct", "11 Oct", "12 Oct"]),
        ("2017-10-01", "2017-10-31", ["1 Oct", "10 Oct", "20 Oct"]),
        ("2017-10-01", "2017-11-30", ["1 Oct", "1 Nov"]),
    ],
)
def test_an_axis_has_round_days(first: str, last: str, labels: list[str]) -> None:
    days = range(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal() + 1)
    assert [t.label for t in axis([Bucket(d, d, 1) for d in map(date.fromordinal, days)])] == labels


def test_an_axis_has_round_months_and_years() -> None:
    months = [(y, m) for y in (2016, 2017) for m in range(1, 13)]
    buckets = [Bucket(date(y, m, 1), date(y, m, 28), 1) for y, m in months]
    assert [t.label for t in axis(buckets)] == ["2016", "Jul", "2017", "Jul"]
    assert [t.label for t in axis(buckets[:12])] == ["Jan", "Apr", "Jul", "Oct"]
    years = [Bucket(date(y, 1, 1), date(y, 12, 31), 1) for y in range(1987, 2018)]
    assert [t.label for t in axis(years)] == ["1990", "2000", "2010"]


# -- in a browser -------------------------------------------------------------------------------------


def test_days_are_typed_or_clicked_without_javascript(open_page: Open) -> None:
    from playwright.sync_api import expect

    page = open_page("/search?q=siege", java_script_enabled=False)
    expect(page.locator(".brush-hint")).not_to_be_visible()
    page.get_by_label("From", exact=True).fill("5 Oct 2017")
    page.get_by_label("To", exact=True).fill("2017-10-07")
    page.get_by_role("button", name="Show these days").click()
    expect(page.get_by_role("status")).to_have_text("3 stories")
    expect(page.get_by_label("From", exact=True)).to_have_value("5 October 2017")
    expect(page.locator(".bars .chosen")).to_have_count(3)
    page.locator(".bars a").first.click()
    expect(page.get_by_role("status")).to_have_text("1 story")
    assert page.troubles == []


def test_what_is_below_the_bars_stays_where_it_is_once_days_can_be_drawn(open_page: Open) -> None:
    page = open_page("/")
    page.route("**/*.js*", lambda route: route.abort())
    tops = []
    for _ in range(2):
        page.goto(page.url.partition("search")[0] + "search?q=siege")
        tops.append(page.locator("form.days").bounding_box()["y"])
        assert page.locator(".brush-hint").is_visible() is (len(tops) == 2)
        page.unroute_all()
    assert tops[0] == tops[1]


def test_a_range_is_drawn_over_the_bars(open_page: Open) -> None:
    from playwright.sync_api import expect

    page = open_page("/search?q=siege")
    box = page.locator(".bars").bounding_box()
    step = box["width"] / 20
    page.mouse.move(box["x"] + 4.5 * step, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 6.5 * step, box["y"] + 20, steps=4)
    expect(page.locator(".brush-hint")).to_have_text("5–7 October 2017: 3 stories")
    page.mouse.up()
    expect(page.get_by_role("status")).to_have_text("3 stories")
    assert "since=2017-10-05&until=2017-10-07" in page.url
    page.locator(".bars a").nth(9).click()
    expect(page.locator(".here b")).to_have_text("10 October 2017")
    assert page.troubles == []


def test_a_range_is_chosen_by_keys_and_told(open_page: Open) -> None:
    from playwright.sync_api import expect

    page = open_page("/search?q=siege")
    slider = page.get_by_role("slider", name="Choose days")
    slider.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    expect(slider).to_have_attribute("aria-valuetext", "2–4 October 2017: 3 stories")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("3 stories")
    page.get_by_role("slider", name="Choose days").focus()
    page.keyboard.press("Shift+End")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("19 stories")
    assert page.troubles == []
