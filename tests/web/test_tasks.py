"""What people come for, done as they do it: in a browser, by what they see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import rispy
from click.testing import CliRunner
from flask import Flask

from searchapp.cli.program import main
from searchapp.config import Settings
from searchapp.model import Story
from searchapp.web import create_app
from searchapp.web.services import EXTENSION
from tests.conftest import fill
from tests.stories import said, story
from tests.web.conftest import serve

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


def harbour() -> Iterator[Story]:
    """What two people said of a harbour and of a bridge in two years, in two outlets."""
    told = (
        ("Gazette", 2019, "harbour"),
        ("Post", 2019, "harbour"),
        ("Gazette", 2020, "harbour"),
        ("Post", 2019, "bridge"),
    )
    for n, (outlet, year, matter) in enumerate(told):
        text = (
            f'"The {matter} will open in spring," Ines Varga said. Tobin Ashe said the {matter} would stay shut.'
        )
        yield story(
            f"s{n}", text, title=f"Of the {matter}, {n}", outlet=outlet, published=f"{year}-03-0{n + 1}",
            statements=(
                said(text, f"The {matter} will open in spring", "Ines Varga", mode="direct", cue="said"),
                said(text, f"the {matter} would stay shut", "Tobin Ashe", cue="said"),
            ),
        )  # fmt: skip


def test_what_one_person_said_on_a_matter_in_a_year_by_outlet_is_six_clicks_from_a_blank_page(
    open_page: Open, tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    fill(tmp_path / "index", harbour())
    (site,) = [
        *islice(serving := serve(create_app(Settings(index=tmp_path / "index", data=tmp_path / "data"))), 1)
    ]
    page = open_page(site, accept_downloads=True)
    clicks = 0

    def click(what: Any) -> None:
        nonlocal clicks
        clicks += 1
        what.click()

    page.get_by_label("Search the archive").fill('harbour speaker:"Ines Varga"')
    page.keyboard.press("Enter")
    click(page.get_by_role("link", name="Statements 3"))
    click(page.locator(".bars a", has_text="2019").first)
    click(page.locator(".sort summary"))
    click(page.get_by_role("link", name="By outlet"))
    expect(page.locator(".group-head h2")).to_have_text([re.compile("^Gazette"), re.compile("^Post")])
    click(page.locator(".actions summary", has_text="Export"))
    with page.expect_download() as saved:
        click(page.get_by_role("link", name=re.compile("RIS")))
    assert (clicks, page.troubles) == (6, [])
    cited = rispy.loads(Path(saved.value.path()).read_text(encoding="utf-8"))
    assert sorted(
        (c["journal_name"] if "journal_name" in c else c["secondary_title"], c["title"]) for c in cited
    ) == [
        ("Gazette", "Of the harbour, 0"),
        ("Post", "Of the harbour, 1"),
    ]
    assert all("The harbour will open in spring" in str(c) and "Ines Varga" in str(c) for c in cited)
    next(serving, None)


def test_a_colleague_opens_a_dossier_offline_and_checks_it_against_the_archive(
    open_page: Open, chromium: Any, desk_app: Flask, desk_site: str, tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    page = open_page(f"{desk_site}/search?kind=statement&speaker=Talal+Silo", accept_downloads=True)
    words = page.locator(".hit .words").first.inner_text()
    page.get_by_role("link", name="Add to …").first.click()
    page.get_by_label("Begin a collection, called").fill("What Silo says")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("link", name="Open it").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save it as one file").click()
    assert page.troubles == []
    dossier = tmp_path / saved.value.suggested_filename
    saved.value.save_as(dossier)

    context = chromium.new_context(offline=True)
    colleague = context.new_page()
    asked: list[str] = []
    colleague.on("request", lambda request: asked.append(request.url))
    colleague.goto(dossier.as_uri())
    expect(colleague.get_by_role("heading", level=1)).to_have_text("What Silo says")
    expect(colleague.locator("main")).to_contain_text(words.strip("“”\"' "))
    expect(colleague.locator("main")).to_contain_text("Talal Silo")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    context.close()

    settings = desk_app.extensions[EXTENSION].settings
    where = ["--index", str(settings.index), "--data", str(settings.data)]
    checked = CliRunner().invoke(main, ["verify-dossier", str(dossier), *where])
    assert checked.exit_code == 0, checked.output
    dossier.write_bytes(dossier.read_bytes().replace(b"Talal Silo", b"Omar Silo!"))
    assert CliRunner().invoke(main, ["verify-dossier", str(dossier), *where]).exit_code == 1
