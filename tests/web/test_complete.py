"""In a browser: the search box offers how a query may go on, by keys and by pointer, and is a box without it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.web.looks import wrong_with

Open = Callable[..., Any]


def test_a_query_goes_on_by_keys_alone(open_page: Open) -> None:
    from playwright.sync_api import expect

    page = open_page("/", bypass_csp=True)
    box = page.get_by_role("combobox", name="Search the archive")
    box.press_sequentially("siege ta")
    options = page.get_by_role("option")
    expect(options).to_have_count(3)
    expect(page.get_by_role("group", name="Speakers").get_by_role("option")).to_have_text("Talal Silo")
    expect(page.locator(".ask [aria-live]")).to_have_text("3 suggestions. Choose with the arrow keys.")
    assert wrong_with(page) == []
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", str(options.first.get_attribute("id")))
    expect(box).to_have_value("siege ta")
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_be_focused()
    expect(box).to_have_value("siege ta")
    box.press("ArrowDown")
    expect(options).to_have_count(3)
    box.press("ArrowUp")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=siege\+Talal\+Silo$"))


def test_enter_without_a_choice_searches_what_is_typed(open_page: Open) -> None:
    from playwright.sync_api import expect

    page = open_page("/search?kind=statement", width=360)
    box = page.get_by_role("combobox", name="Search the archive")
    box.press_sequentially("omar al")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    box.press("ArrowLeft")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=omar\+al&kind=statement$"))
    page.get_by_role("combobox").fill("speaker:ry")
    page.get_by_role("option", name="Ryan Dillon").click()
    expect(page.locator("li.hit")).to_have_count(1)
    expect(page.get_by_role("combobox")).to_have_value('speaker:"Ryan Dillon"')
    assert page.troubles == []


def test_without_javascript_the_box_is_a_box(open_page: Open) -> None:
    page = open_page("/", java_script_enabled=False)
    assert page.locator("#q").get_attribute("role") is None
    page.locator("#q").fill("siege")
    page.locator("#q").press("Enter")
    assert page.url.endswith("/search?q=siege")
