"""The results page in a browser: filters keep the place, the list of all values follows what is typed; paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.web.test_browser import FIGHTERS

Open = Callable[..., Any]


def test_a_chosen_value_leaves_the_page_where_it_was(open_page: Open) -> None:
    page = open_page("/search", height=500, bypass_csp=True)
    for address in (r"outlet=.*#facet-outlet$", r"/search#facet-outlet$"):
        page.mouse.wheel(0, 40)
        page.wait_for_function("scrollY === 40")
        page.locator("#facet-outlet .pick").first.click()
        page.wait_for_url(re.compile(address))
        page.wait_for_function("scrollY === 40")
        page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    assert page.troubles == []


def test_the_next_page_is_a_click_away(open_page: Open) -> None:
    from playwright.sync_api import expect

    page = open_page("/search?q=raqqa")
    page.get_by_role("link", name="Next →").click()
    expect(page.get_by_role("link", name="← Previous")).to_be_visible()


def test_on_a_phone_the_tray_stays_open_without_javascript(open_page: Open) -> None:
    from playwright.sync_api import expect

    page = open_page(f"{FIGHTERS}#filters", width=360, java_script_enabled=False)
    page.locator("#facet-speaker .pick").first.click()
    expect(page.locator("#facet-speaker .value.only")).to_be_in_viewport()
    page.get_by_role("link", name="Show 1 story").click()
    expect(page.locator(".facets")).not_to_be_visible()


def test_the_list_of_all_values_follows_what_is_typed(open_page: Open) -> None:
    from playwright.sync_api import expect

    page = open_page("/facet/outlet")
    page.get_by_label("Gulf Ledger", exact=True).check()
    page.get_by_label("Find among the outlets").press_sequentially("wire")
    expect(page.locator(".columns .value")).to_have_text([re.compile("Euphrates Wire")])
    expect(page.locator(".held input")).to_be_checked()
    page.get_by_label("Euphrates Wire", exact=True).check()
    page.get_by_label("Find among the outlets").fill("nix")
    expect(page.locator(".lead")).to_have_text("No outlet here has “nix” in the name.")
    expect(page.get_by_role("link", name="Search all stories for “nix”")).to_be_visible()
    expect(page.locator(".held input")).to_have_count(2)
    page.get_by_role("button", name="Show these").click()
    expect(page).to_have_url(re.compile(r"/search\?outlet=Euphrates\+Wire&outlet=Gulf\+Ledger$"))
    assert page.troubles == []


def test_ticked_values_are_shown_or_left_out_without_javascript(open_page: Open) -> None:
    from playwright.sync_api import expect

    page = open_page("/facet/outlet?q=siege", java_script_enabled=False)
    page.get_by_label("Gulf Ledger", exact=True).check()
    page.get_by_label("Find among the outlets").fill("wire")
    page.get_by_role("button", name="Find").click()
    page.get_by_label("Euphrates Wire", exact=True).check()
    page.get_by_role("button", name="Leave these out").click()
    expect(page).to_have_url(re.compile(r"q=siege&-outlet=Euphrates\+Wire&-outlet=Gulf\+Ledger$"))
    expect(page.get_by_role("status")).to_have_text("7 stories")


def test_nothing_scrolls_sideways_with_large_counts_on_a_small_phone(open_page: Open) -> None:
    page = open_page(f"{FIGHTERS}&kind=statement", width=320)
    for count in ("12,345", "1,234,567"):
        page.evaluate("n => document.querySelectorAll('.tabs .n').forEach(e => { e.textContent = n; })", count)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert page.evaluate("(e => e.scrollWidth - e.clientWidth)(document.querySelector('.tabs'))") == 0
    box = page.locator(".actions").bounding_box()
    assert box["y"] < page.locator(".hits").bounding_box()["y"]


def test_on_paper_stand_what_was_asked_and_where_each_hit_is_from(open_page: Open) -> None:
    from playwright.sync_api import expect

    page = open_page(f"{FIGHTERS}&outlet=Gulf+Ledger&-place=Raqqa&since=2017-10-02&until=2017-10-31")
    page.emulate_media(media="print")
    for line in ("Gulf Ledger", "Raqqa", "2–31 October 2017", "1 story"):
        expect(
            page.locator(".on-paper dd, [role=status]").filter(has_text=re.compile(f"^{line}$"))
        ).to_be_visible()
    expect(page.get_by_text("https://gulf-ledger.example/deal")).to_be_visible()
    for tool in (".tabs", ".chips", ".actions", ".ask", "#filters", ".tray-bar"):
        expect(page.locator(tool)).not_to_be_visible()


def test_a_story_from_right_to_left_has_its_head_on_that_side(open_page: Open) -> None:
    page = open_page("/search?q=%D8%A7%D9%84%D8%AD%D8%A7%D9%81%D9%84%D8%A7%D8%AA")
    hit = page.locator(".hit article").bounding_box()
    for part in (".title a", ".from .outlet", ".passage"):
        box = page.locator(f".hit {part}").bounding_box()
        assert box["x"] + box["width"] == pytest.approx(hit["x"] + hit["width"], abs=2), part
    assert page.locator(".hit .from").inner_text().split() == ["Gulf", "Ledger", "·", "no", "date", "Compare"]


def test_on_a_phone_the_way_to_the_hits_is_short(open_page: Open) -> None:
    page = open_page(f"{FIGHTERS}&kind=statement&sort=oldest", width=360)

    def top(selector: str) -> list[float]:
        return page.eval_on_selector_all(
            selector, "all => all.map(e => e.getBoundingClientRect()).map(r => r.top + r.height / 2)"
        )

    rows = [top(".brand, .site a"), top(".actions > *, .sort")]
    assert [max(row) - min(row) < 6 for row in rows] == [True, True], rows


def test_the_ways_to_the_other_pages_are_seen(open_page: Open) -> None:
    from playwright.sync_api import expect

    page = open_page("/search")
    page.get_by_role("link", name="Next →").click(timeout=3000)
    expect(page.get_by_role("link", name="Previous")).to_be_visible()
