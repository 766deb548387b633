"""A story's fields put right in a browser, with keys alone and without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.web.looks import wrong_with

Open = Callable[..., Any]


def test_a_date_is_put_right_and_taken_back_without_javascript(open_page: Open, desk_site: str) -> None:
    from playwright.sync_api import expect

    page = open_page(f"{desk_site}/story/b", java_script_enabled=False)
    page.locator(".put-right a").click()
    page.get_by_label("Date").fill("2999-01-02")
    page.get_by_label("Outlet", exact=True).fill("Ledger of the Gulf")
    page.get_by_label("Outlet", exact=True).press("Enter")
    expect(page.locator("#problem-published")).to_have_text("2 January 2999 has not come yet. Is it right?")
    expect(page.get_by_label("Outlet", exact=True)).to_have_value("Ledger of the Gulf")
    page.get_by_label("Date").fill("2017-10-31")
    page.get_by_role("button", name="Correct", exact=True).click()
    expect(page.locator("article header")).to_contain_text("Ledger of the Gulf")
    expect(page.locator("article header time")).to_have_text("31 October 2017")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("article header time")).to_have_text("14 October 2017")
    assert page.troubles == []


def test_the_form_holds_on_a_phone(open_page: Open, desk_site: str) -> None:
    page = open_page(
        f"{desk_site}/corrections/story?story=a&url=x&published=2999-01-02", width=320, bypass_csp=True
    )
    assert wrong_with(page) == []
