"""The reader in a browser: from mark to mark, along who speaks, to a sentence; with and without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from searchapp.curation.corrections import digest
from searchapp.web.urls import passage_url

Open = Callable[..., Any]
LAST = "Ryan Dillon said the coalition would not comment on foreign fighters."
SENTENCE = passage_url("deal", digest(LAST))


@pytest.mark.parametrize("width", [320, 1280])
def test_links_lead_from_mark_to_mark_without_javascript(open_page: Open, width: int) -> None:
    from playwright.sync_api import expect

    page = open_page("/story/silo?q=foreign+fighters", width=width, java_script_enabled=False)
    page.get_by_role("link", name="Go to the first").click()
    expect(page.locator("h1 mark:target")).to_have_text("Foreign fighters")
    page.get_by_role("link", name="Next mark").click()
    expect(page.locator(".text mark:target")).to_have_text("foreign fighters")
    shown = page.locator(".onward").locator("visible=true")
    expect(shown).to_have_count(1)
    assert shown.evaluate("e => getComputedStyle(e, '::after').content") == '"2 of 2 marks"'
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Previous mark"
    page.keyboard.press("Enter")
    expect(page.locator("h1 mark:target")).to_have_count(1)
    assert page.troubles == []


def test_keys_lead_along_and_the_rail_lights_up_what_it_names(open_page: Open) -> None:
    from playwright.sync_api import expect

    page = open_page("/story/deal?q=fighters")
    for key, mark in (("j", "m1"), ("j", "m2"), ("j", "m2"), ("k", "m1")):
        page.keyboard.press(key)
        assert page.evaluate("location.hash") == f"#{mark}"
    speaker = page.locator(".speaker", has_text="Omar Alloush")
    speaker.locator("> summary").click()
    speaker.locator("li").hover()
    expect(page.locator(".told.lit")).to_have_count(3)
    assert page.locator(".told.lit").all_inner_texts() == ["Foreign ", "fighters", " are included in the deal"]
    page.locator("h1").hover()
    expect(page.locator(".told.lit")).to_have_count(0)
    speaker.locator(".place").click()
    expect(page.locator(".place[aria-current]")).to_have_text(["Foreign fighters are included in the deal"])
    expect(page.locator(".told.lit")).to_have_count(3)
    page.go_back()
    expect(page.locator(".told.lit")).to_have_count(0)
    assert page.troubles == []


@pytest.mark.parametrize("scripted", [True, False])
def test_the_link_of_a_sentence_leads_to_it_and_stays_in_the_bar(open_page: Open, scripted: bool) -> None:
    from playwright.sync_api import expect

    page = open_page(SENTENCE, height=220, java_script_enabled=scripted)
    assert page.url.endswith(SENTENCE)
    expect(page.locator(".sentence.lit")).to_have_text(LAST)
    expect(page.locator(".sentence.lit")).to_be_in_viewport()
    expect(page.locator("#sentence")).to_be_focused()
    page.locator(".sentence.lit").hover()
    expect(page.locator(".lit > .pin")).to_be_visible()
    assert page.troubles == []


def test_what_is_printed_is_the_story(open_page: Open) -> None:
    page = open_page(f"{SENTENCE}?q=fighters#m1")
    page.emulate_media(media="print")
    for left_out in (".rail-left", ".rail-right", ".onward", ".pin", ".led"):
        assert not page.locator(left_out).locator("visible=true").count(), left_out
    look = page.locator(".text mark").first.evaluate(
        "m => [getComputedStyle(m).textDecorationLine, m.textContent]"
    )
    assert look == ["underline", "fighters"]
    assert page.locator(".origins .cite").is_visible()


def test_the_rail_says_where_one_is(open_page: Open) -> None:
    page = open_page(f"{SENTENCE}?q=fighters#m1")
    here = page.locator(".place[aria-current]")
    assert here.all_text_contents() == ["the coalition would not comment on foreign fighters"]
    page.locator(".speaker > summary", has_text="Omar Alloush").click()
    page.get_by_role("link", name="Foreign fighters are included in the deal", exact=True).click()
    assert here.all_text_contents() == ["Foreign fighters are included in the deal"]
    page.get_by_role("link", name="Go to the first").click()
    assert here.count() == 0
