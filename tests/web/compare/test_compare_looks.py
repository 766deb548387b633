"""Stories side by side, the reader and results that name others, in a browser: as every page has to look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from searchapp.config import Settings
from searchapp.web import create_app
from tests.conftest import fill
from tests.web.compare.test_compare_page import COMPARED, STORIES, put
from tests.web.conftest import serve
from tests.web.looks import LOOKS, Look, wrong_in

PAGES = (*COMPARED, "/compare", "/search?q=ferry", "/compare?story=a&story=rtl&view=only")
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def compared_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a served app on stories of which something was found."""
    folder = tmp_path_factory.mktemp("compared")
    fill(folder / "index", STORIES)
    put(folder / "index")
    yield from serve(create_app(Settings(index=folder / "index", data=folder / "data")))


@pytest.mark.parametrize("look", LOOKS)
def test_pages_of_the_comparison_hold(open_page: Open, compared_site: str, look: Look) -> None:
    wrong = wrong_in(open_page, look, {path: compared_site + path for path in PAGES})
    assert wrong == [], "\n".join(wrong)


def test_on_a_phone_each_account_stands_beneath_the_other_with_its_outlet(
    open_page: Open, compared_site: str
) -> None:
    page = open_page(f"{compared_site}/compare?story=a&story=b", width=360)
    cells = page.locator("tbody tr").first.locator("td")
    (one, other) = (cell.bounding_box() for cell in cells.all())
    assert one["y"] + one["height"] <= other["y"]
    named = cells.evaluate_all("all => all.map(e => getComputedStyle(e, '::before').content)")
    assert named == ['"Brill Post"', '"Coast Wire"']


def test_a_shared_passage_leads_from_the_reader_to_its_row(open_page: Open, compared_site: str) -> None:
    from playwright.sync_api import expect

    page = open_page(f"{compared_site}/story/a", java_script_enabled=False)
    page.get_by_role("link", name="also in Coast Wire").click()
    expect(page.locator("td a:target")).to_have_text("The ferry sank off Brill on Monday.")
    assert page.troubles == []
