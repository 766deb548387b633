"""Fixtures for the pages: a small newsroom made for them, a test client, a served app, and Chromium.

The newsroom has what the pages must cope with: unknown outlet, no date, no title, hard-wrapped text, reprints,
right-to-left text, overlapping statements. Browser tests skip without Chromium and the fonts they are seen in,
except under CI, where their absence is a failure.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from flask import Flask
from flask.testing import FlaskClient

from searchapp.config import Settings
from searchapp.model import Mention, Story
from searchapp.web import create_app
from tests.conftest import fill
from tests.stories import said, story
from tests.web import fonts

CHROMIUM_FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync --disable-dev-shm-usage""".split()


SAVED = (
    ("Fighters", "q=%22foreign+fighters%22"),
    ("What Omar Alloush said of foreign fighters", "q=fighters&kind=statement&speaker=Omar+Alloush&-place=Raqqa"),
    ("Internationalorganisationsberichterstattung", "q=siege&since=2017-10-05&until=2017-10-07"),
)
"""Saved queries by name: a short one, a long one, and a word that is longer than a narrow screen."""


def mention(text: str, words: str, kind: Any, name: str = "") -> Mention:
    """The mention of `words` in a text."""
    start = text.index(words)
    return Mention(kind, name or words, words, start, start + len(words))


def newsroom() -> list[Story]:
    """The stories that the page tests ask about. "foreign fighters" is in four of them."""
    deal = (
        'Officials gave accounts that differ. "Foreign fighters are included in the deal," Omar Alloush said. '
        "Ryan Dillon said the coalition would not comment on foreign fighters."
    )
    silo = "Talal Silo said the foreign fighters would stay behind in Raqqa.\n\nNobody named an hour for them."
    wrapped = (
        "The convoy of buses left Raqqa\nbefore dawn on Sunday, with\nforeign fighters on board, a\nmonitor said."
    )
    return [
        story(
            "deal", deal, title="Deal for Raqqa", outlet="Gulf Ledger", published="2017-10-14",
            url="https://gulf-ledger.example/deal", byline="A. Writer", origins={"outlet": "header"},
            statements=(
                said(deal, "Foreign fighters are included in the deal", "Omar Alloush", mode="direct", cue="said"),
                said(deal, "the coalition would not comment on foreign fighters", "Ryan Dillon", cue="said"),
            ),
            mentions=(mention(deal, "Omar Alloush", "person"), mention(deal, "Ryan Dillon", "person")),
        ),
        story(
            "silo", silo, title="Foreign fighters to stay behind", outlet="Euphrates Wire", published="2017-10-15",
            origins={"outlet": "dateline"},
            statements=(said(silo, "the foreign fighters would stay behind in Raqqa", "Talal Silo", cue="said"),),
            mentions=(mention(silo, "Talal Silo", "person"), mention(silo, "Raqqa", "place")),
        ),
        story(
            "wrapped", wrapped, outlet="Euphrates Wire",
            statements=(
                said(wrapped, "The convoy of buses left Raqqa", "a monitor", speaker_kind="unnamed", cue="said"),
                said(wrapped, "buses left Raqqa\nbefore dawn", "a monitor", speaker_kind="unnamed", cue="said"),
            ),
            mentions=(mention(wrapped, "Raqqa", "place"),),
        ),
        story("unknown", "A leaflet on foreign fighters in Raqqa, found without a source.", title="Leaflet"),
        story(
            "rtl", "وصلت الحافلات إلى الرقة يوم السبت.",
            title="حافلات الرقة", language="ar", outlet="Gulf Ledger",
        ),
        *(
            story(f"day-{n:02d}", f"Day {n} of the siege of Raqqa: civilians waited.", title=f"Siege, day {n}",
                  outlet=("Gulf Ledger", "Euphrates Wire", "Capital Courier")[n % 3], published=f"2017-10-{n:02d}")
            for n in range(1, 21)
        ),
    ]  # fmt: skip


@pytest.fixture(scope="session")
def newsroom_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the newsroom's index."""
    folder = tmp_path_factory.mktemp("newsroom") / "index"
    fill(folder, newsroom())
    return folder


@pytest.fixture
def app(newsroom_index: Path, tmp_path: Path) -> Flask:
    """An app on the newsroom, with a data folder of its own."""
    return create_app(Settings(index=newsroom_index, data=tmp_path / "data"))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of that app."""
    return app.test_client()


@pytest.fixture
def make_client(tmp_path: Path) -> Callable[..., FlaskClient]:
    """A client of an app on stories made in the test."""

    def make(*stories: Story, **settings: Any) -> FlaskClient:
        folder = tmp_path / "made"
        fill(folder, stories)
        return create_app(Settings(index=folder, data=tmp_path / "made-data", **settings)).test_client()

    return make


@pytest.fixture(scope="session")
def bureau_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the bureau's index."""
    from tests.web.bureau import bureau

    folder = tmp_path_factory.mktemp("bureau") / "index"
    fill(folder, bureau())
    return folder


@pytest.fixture
def desk_app(bureau_index: Path, tmp_path: Path) -> Flask:
    """An app on the bureau, with a data folder of its own."""
    return create_app(Settings(index=bureau_index, data=tmp_path / "data"))


@pytest.fixture
def desk_client(desk_app: Flask) -> FlaskClient:
    """A client of that app."""
    return desk_app.test_client()


@pytest.fixture
def desk_site(desk_app: Flask) -> Iterator[str]:
    """The address of that app, served."""
    yield from serve(desk_app)


def serve(app: Flask) -> Iterator[str]:
    """Serve an app on a free port."""
    import waitress

    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    for channel in list(server.active_channels.values()):
        channel.close_when_flushed = True  # a browser keeps its connections, for which the server would wait
    server.trigger.pull_trigger(server.close)  # in its own thread, which would look at what is closed otherwise
    thread.join(5)
    assert not thread.is_alive()


@pytest.fixture(scope="session")
def site(newsroom_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a served app, with the saved queries in it."""
    app = create_app(Settings(index=newsroom_index, data=tmp_path_factory.mktemp("data")))
    for name, query in SAVED:
        assert app.test_client().post("/saved", data={"name": name, "query": query}).status_code == 303
    yield from serve(app)


@pytest.fixture(scope="session")
def browser_with(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Any]]:
    """Debian's Chromium, driven by Playwright, by font: one a font and worker, started when it is asked for."""
    path = shutil.which("chromium")
    if path is None:
        missing("chromium", "chromium")
    from playwright.sync_api import sync_playwright

    started: dict[str, Any] = {}
    with sync_playwright() as playwright:

        def start(font: str) -> Any:
            if font not in started:
                if not fonts.font_files(font):
                    missing(*fonts.FAMILIES[font])
                only = fonts.only(font, tmp_path_factory.mktemp(font))
                environment = {**os.environ, "FONTCONFIG_FILE": str(only)}
                started[font] = playwright.chromium.launch(
                    executable_path=path, args=CHROMIUM_FLAGS, env=environment
                )
            return started[font]

        yield start
        for browser in started.values():
            browser.close()


def missing(what: str, package: str) -> NoReturn:
    """Skip a test that needs what is not installed; under CI fail it."""
    remedy = f"apt-get install -y --no-install-recommends {package}"
    if os.environ.get("CI"):
        pytest.fail(f"CI has no {what}: {remedy}")
    pytest.skip(f"needs {what}: {remedy}")


@pytest.fixture(scope="session")
def chromium(browser_with: Callable[[str], Any]) -> Any:
    """Chromium with the wide font."""
    return browser_with("wide")


@pytest.fixture
def open_page(browser_with: Callable[[str], Any], site: str) -> Iterator[Callable[..., Any]]:
    """Open a path in a fresh window; whatever it does wrong is in `page.troubles`."""
    contexts = []

    def open_(path: str, *, font: str = "wide", width: int = 1280, height: int = 900, **options: Any) -> Any:
        context = browser_with(font).new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.troubles = []
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on("console", lambda m: page.troubles.append(m.text) if m.type == "error" else None)
        page.on("dialog", lambda d: (page.troubles.append(f"dialog {d.message}"), d.dismiss()))
        url = path if path.startswith("http") else site + path
        own = "/".join(url.split("/")[:3])
        page.on("request", lambda r: None if r.url.startswith(own) else page.troubles.append(f"asked {r.url}"))
        page.goto(url)
        return page

    yield open_
    for context in contexts:
        context.close()
