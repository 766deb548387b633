"""What people come for, done as they do it: in a browser, by what they see."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Open = Callable[..., Any]


def test_find_a_phrase_narrow_to_one_speaker_then_another_save_it_and_send_the_link(open_page: Open) -> None:
    from playwright.sync_api import expect

    page = open_page("/")
    page.get_by_label("Search the archive").fill('"foreign fighters"')
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_have_text("4 stories")
    speakers = page.locator(".facet", has_text="Speaker")
    speakers.get_by_role("link", name="Omar Alloush").first.click()
    expect(page.get_by_role("status").first).to_have_text("1 story")
    expect(page.locator(".hit .words").first).to_contain_text("Foreign fighters are included in the deal")
    speakers.get_by_role("link", name="Omar Alloush").first.click()
    speakers.get_by_role("link", name="Ryan Dillon").first.click()
    expect(page.locator(".hit .words").last).to_contain_text("would not comment on foreign fighters")
    page.locator(".save summary").click()
    page.get_by_label("Keep this search as").fill("Dillon on foreign fighters")
    page.locator(".save button").click()
    expect(page).to_have_url(re.compile("/saved/dillon-on-foreign-fighters"))
    assert page.troubles == []

    colleague = open_page(page.url.partition("?")[0])
    expect(colleague.get_by_role("status").first).to_have_text("1 story")
    expect(colleague.locator(".hit .words").last).to_contain_text("would not comment on foreign fighters")
    expect(colleague.locator(".chip", has_text="Ryan Dillon")).to_be_visible()
    assert colleague.troubles == []
