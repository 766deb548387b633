"""A desk's morning in a browser: save, file, look, delete by mistake; with a script and without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Open = Callable[..., Any]


@pytest.mark.parametrize("script", [pytest.param(True, marks=pytest.mark.ci), False])
def test_a_search_is_saved_filed_deleted_and_brought_back(open_page: Open, script: bool) -> None:
    from playwright.sync_api import expect

    name = f"Leaflets {'with' if script else 'without'} a script"
    page = open_page(f"/search?q=leaflet{'+-x' if script else '+-y'}", java_script_enabled=script)
    page.locator(".save summary").click()
    page.get_by_label("Keep this search as").fill(name)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved. The link of this page stays the same")).to_be_visible()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Note").fill("Who printed them?\nAsk the archive.")
    page.get_by_label("Folder").fill("Paper/Raqqa")
    page.get_by_role("button", name="Keep these changes").click()
    expect(page.get_by_text("Who printed them?")).to_be_visible()
    page.get_by_role("link", name="As it was on").click()
    expect(page.get_by_text("1 story; today 1: the same.")).to_be_visible()
    page.get_by_role("link", name="Saved", exact=True).click()
    expect(page.get_by_role("heading", name="Paper / Raqqa")).to_be_visible()
    page.get_by_role("button", name=f"Delete {name}").click()
    expect(page.get_by_text(f"“{name}” was deleted.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name=name).first).to_be_visible()
    page.get_by_role("button", name=f"Delete {name}").click()
    assert page.troubles == []
