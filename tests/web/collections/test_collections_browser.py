"""In a browser: a passage is gathered in the reader and put in order without script; a dossier opens from disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.web.conftest import serve
from tests.web.looks import AXE, wrong_with

Open = Callable[..., Any]


def test_a_passage_is_gathered_in_the_reader_and_put_in_order_without_javascript(
    open_page: Open, desk_site: str
) -> None:
    from playwright.sync_api import expect

    page = open_page(f"{desk_site}/story/a", java_script_enabled=False)
    page.get_by_role("link", name="Add this story to a collection").click()
    page.get_by_label("Begin a collection, called").fill("The deal")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".notice.done")).to_contain_text("Added to “The deal”.")
    page.locator(".speaker summary").first.click()
    page.get_by_role("link", name="Add to …").first.click()
    words = page.locator(".kept-words .words").inner_text()
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("link", name="Open it").click()
    expect(page.locator(".items > li")).to_have_count(2)
    page.get_by_role("button", name="Up item 2").click()
    expect(page.locator(".items > li").first.locator(".words")).to_have_text(words)
    page.get_by_role("button", name="Remove item 2").click()
    expect(page.locator(".items > li")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".items > li")).to_have_count(2)
    assert page.troubles == []


@pytest.fixture
def saved_dossier(desk_app: Flask, tmp_path: Path) -> Path:
    """A dossier of what everybody says, as a file on disk."""
    path = tmp_path / "dossier.html"
    path.write_bytes(desk_app.test_client().get("/dossier?kind=statement").data)
    return path


@pytest.mark.parametrize(
    ("scheme", "width"),
    [
        ("light", 1280),
        pytest.param("dark", 360, marks=pytest.mark.ci),
        pytest.param("light", 320, marks=pytest.mark.ci),
    ],
)
def test_a_saved_dossier_opens_from_disk_without_any_request(
    chromium: Any, saved_dossier: Path, scheme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)
    page = context.new_page()
    asked, troubles = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: troubles.append(message.text))
    page.goto(saved_dossier.as_uri())
    page.locator("summary").click()
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert troubles == []
    context.close()


def test_a_dossier_prints_with_its_links_spelled_out(chromium: Any, saved_dossier: Path) -> None:
    page = chromium.new_page()
    page.goto(saved_dossier.as_uri())
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("details").is_hidden()
    after = "getComputedStyle(document.querySelector('.links a'), '::after').content"
    assert "http" in page.evaluate(after)
    assert page.pdf().startswith(b"%PDF")
    page.close()


def test_a_dossier_in_the_archive_looks_as_it_does_when_it_is_saved(open_page: Open, desk_app: Flask) -> None:
    for site in serve(desk_app):
        page = open_page(f"{site}/dossier?kind=statement", bypass_csp=False)
        assert (
            page.evaluate("getComputedStyle(document.querySelector('mark')).backgroundColor")
            == "rgb(255, 225, 132)"
        )
        assert page.troubles == []
        page.context.close()
        page = open_page(f"{site}/dossier?kind=statement", width=360, bypass_csp=True)
        assert wrong_with(page) == []
