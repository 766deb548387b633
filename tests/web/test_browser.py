"""In a browser: with keys, without script, on paper; no error, no request leaves."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.web.looks import wrong_with

Open = Callable[..., Any]
FIGHTERS = "/search?q=%22foreign+fighters%22"


def test_a_correction_and_a_merge_without_javascript(open_page: Open, desk_site: str) -> None:
    from playwright.sync_api import expect

    page = open_page(f"{desk_site}/search?kind=statement&speaker=Talal+Silo", java_script_enabled=False)
    page.locator(".context summary").click()
    expect(page.locator(".context .words")).to_be_visible()
    expect(page.locator(".context .evidence")).to_be_visible()
    page.get_by_role("link", name="Not right?").click()
    page.get_by_label("Someone else said it").check()
    page.get_by_label("Who", exact=True).fill("The drivers")
    page.get_by_label("That is").select_option("unnamed")
    page.get_by_role("button", name="Correct").click()
    expect(page).to_have_url(re.compile(r"/search\?kind=statement&speaker=Talal\+Silo&corrected="))
    expect(page.locator(".notice.done")).to_contain_text("Corrected.")
    expect(page.locator("li.hit")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("li.hit")).to_have_count(1)
    page.locator(".statement .who").get_by_role("link", name="Talal Silo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Talal Silo")
    page.get_by_role("link", name="Names", exact=True).click()
    while page.locator(".comparing").count():  # of a machine that has much else to do
        page.get_by_role("link", name="Look again").click()
    page.get_by_role("link", name="Merge… Raqqa and Raqqah").click()
    page.get_by_label("Raqqah", exact=True).check()
    page.get_by_role("button", name="Merge 4 stories").click()
    expect(page.locator(".notice.done")).to_contain_text("Merged Raqqa into Raqqah.")
    page.locator(".notice.done button").click()
    expect(page.locator(".notice.done")).to_have_text("Taken back.")
    assert page.troubles == []


def test_the_tray_of_filters_opens_and_closes_without_javascript(open_page: Open) -> None:
    from playwright.sync_api import expect

    page = open_page(FIGHTERS, width=375, height=700, java_script_enabled=False)
    expect(page.locator(".facets")).not_to_be_visible()
    page.get_by_role("link", name="Filters").click()
    expect(page.locator(".facets")).to_be_visible()
    page.get_by_role("link", name="Show 4 stories").click()
    expect(page.locator(".facets")).not_to_be_visible()
    assert wrong_with(open_page(f"{FIGHTERS}#filters", width=320, bypass_csp=True)) == []


def test_a_filter_chosen_in_the_tray_leads_back_to_it(open_page: Open) -> None:
    from playwright.sync_api import expect

    page = open_page(f"{FIGHTERS}#filters", width=375)
    page.get_by_role("link", name="Omar Alloush 1").first.click()
    page.wait_for_url(re.compile("speaker=Omar.*#facet-speaker"))
    expect(page.get_by_role("link", name="Show 1 story")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".facets")).not_to_be_visible()
    assert page.troubles == []


def test_the_whole_round_works_without_javascript(open_page: Open) -> None:
    from playwright.sync_api import expect

    page = open_page("/", java_script_enabled=False)
    page.get_by_label("Search the archive").fill('"foreign fighters"')
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile(re.escape(FIGHTERS) + "$"))
    page.locator(".facet").filter(has_text="Speaker").get_by_role("link", name="Omar Alloush 1").click()
    expect(page.locator("li.hit")).to_have_count(1)
    page.locator(".value", has_text="Gulf Ledger").hover()
    page.get_by_role("link", name="not Gulf Ledger").click()
    expect(page.locator(".zero")).to_be_visible()
    page.get_by_role("link", name="Clear all").click()
    page.get_by_role("link", name="Statements 3").click()
    page.get_by_text("In context").first.click()
    expect(page.locator(".context p").first).to_be_visible()
    page.get_by_role("link", name="Story “").first.click()
    expect(page.locator(".text .told:target")).to_have_count(1)
    page.locator(".back").click()
    expect(page).to_have_url(re.compile("kind=statement"))
    page.locator(".save summary").click()
    page.get_by_label("Keep this search as").fill("Without script")
    page.locator(".save button").click()
    expect(page).to_have_url(re.compile(r"/saved/without-script\?saved=1$"))
    page.get_by_role("link", name="all saved queries").click()
    page.get_by_role("button", name="Delete Without script").click()
    expect(page).to_have_url(re.compile(r"/saved\?deleted=without-script$"))
    expect(page.get_by_role("link", name="Without script", exact=True)).to_have_count(0)
    assert page.troubles == []


def test_the_next_page_of_results_is_a_link_that_can_be_seen(open_page: Open) -> None:
    page = open_page("/search?q=", java_script_enabled=False)
    page.get_by_role("link", name="Next →").click()
    assert page.locator(".pager .here").inner_text() == "2"


def test_keys(open_page: Open) -> None:
    page = open_page(FIGHTERS)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("jk?o/")
    assert page.locator("#q").input_value() == "jk?o/"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == ""
    hrefs = page.locator(".hit .open").evaluate_all("all => all.map(a => a.href)")
    focused = "document.activeElement.href"
    page.keyboard.press("j")
    assert page.evaluate(focused) == hrefs[0]
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate(focused) == hrefs[1]
    page.keyboard.press("o")
    page.wait_for_url(re.compile("/story/"))
    assert page.url == hrefs[1]
    page.keyboard.press("?")
    page.wait_for_url(re.compile("/help"))
    page.get_by_label("Use these keys in this browser").uncheck()
    page.keyboard.press("Tab")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "q"
    assert page.troubles == []


def test_every_step_has_a_visible_focus(open_page: Open) -> None:
    page = open_page(FIGHTERS)
    for _ in range(40):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
                const form = e.closest('form'), f = form && getComputedStyle(form);
                return [e.outerHTML.slice(0, 90), (s.outlineStyle !== 'none' && s.outlineWidth !== '0px')
                    || (f && f.outlineStyle !== 'none'), r.width > 0, getComputedStyle(e).opacity] }"""
        )
        assert seen[1], seen
        assert seen[2], seen
        assert seen[3] == "1", seen


def test_print_leaves_the_tool_out(open_page: Open) -> None:
    page = open_page("/story/deal?q=%22foreign+fighters%22")
    page.emulate_media(media="print")
    assert not page.locator(".ask").is_visible()
    assert page.locator(".text mark").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_no_story_runs_anything(open_page: Open, chromium: Any, tmp_path: Any) -> None:
    import threading

    import waitress

    from searchapp.config import Settings
    from searchapp.web import create_app
    from tests.conftest import fill
    from tests.web.test_security import PAYLOADS, infected

    fill(tmp_path / "index", [infected(f"p{n}", p) for n, p in enumerate(PAYLOADS)])
    app = create_app(Settings(index=tmp_path / "index", data=tmp_path / "data", page_size=100))
    server = waitress.create_server(app, host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    base = f"http://127.0.0.1:{server.effective_port}"
    context = chromium.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("dialog", lambda d: (wrong.append(d.message), d.dismiss()))
    page.on("request", lambda r: None if r.url.startswith(base) else wrong.append(r.url))
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    for path in (
        "/search?q=words",
        "/search?kind=statement",
        "/facet/speaker",
        *(f"/story/p{n}?q=words" for n in range(24)),
    ):
        page.goto(base + path)
        assert page.locator("main").is_visible()
    context.close()
    server.close()
    assert wrong == []
