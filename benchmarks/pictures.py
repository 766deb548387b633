"""Draw the pictures of docs/: each page of the running demo, by a browser.

    python -m benchmarks.pictures [--to docs/pictures]

Indexes the demo's stories in a temporary folder, serves them on loopback, and takes each picture of `PICTURES`
with Debian's Chromium, in whatever fonts the machine has. Its words are those of invented outlets.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.web import served
from searchapp.archive.open_archive import Archive
from searchapp.cli.serving import demo_corpus
from searchapp.config import Settings

QUERY = "q=%22foreign+fighters%22"
FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync --disable-dev-shm-usage""".split()


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it is drawn: what leads there, in a window of this size and scheme."""

    name: str
    go: Callable[[Page, str], object]
    width: int = 1280
    height: int = 860
    scheme: str = "light"


def _at(path: str) -> Callable[[Page, str], object]:
    return lambda page, site: page.goto(site + path)


def _reader(page: Page, site: str) -> None:
    page.goto(f"{site}/search?{QUERY}")
    page.locator(".hit .open").first.click()


def _dossier(page: Page, site: str) -> None:
    page.goto(f"{site}/dossier?{QUERY}&kind=statement&speaker=Omar+Alloush")
    page.locator("main a[href^='#'], article a[href^='#'], nav a[href^='#']").first.click()


def _event(page: Page, site: str) -> None:
    page.goto(f"{site}/events?order=stories")
    page.locator("a.open").first.click()


PICTURES: tuple[Picture, ...] = (
    Picture("search", _at(f"/search?{QUERY}")),
    Picture("statements", _at(f"/search?{QUERY}&kind=statement&group=speaker")),
    Picture("reader", _reader),
    Picture("event", _event),
    Picture("phone", _at(f"/search?{QUERY}"), width=390, height=780),
    Picture("dossier", _dossier),
    Picture("dark", _at(f"/search?{QUERY}"), scheme="dark"),
)


@contextmanager
def demo_served() -> Iterator[str]:
    """The address of the demo, indexed and served from a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(index=Path(folder) / "index", data=Path(folder) / "data")
        corpus = demo_corpus(settings)
        with Archive(settings) as archive:
            archive.index([corpus])
        with served(settings.index, settings.data) as server:
            yield f"http://{server.host}:{server.port}"


def draw(browser: Browser, site: str, to: Path, pictures: Sequence[Picture] = PICTURES) -> None:
    """Take the pictures and write each into a folder."""
    to.mkdir(parents=True, exist_ok=True)
    for one in pictures:
        window = {"width": one.width, "height": one.height}
        scheme = "dark" if one.scheme == "dark" else "light"
        context = browser.new_context(viewport=window, color_scheme=scheme, device_scale_factor=1)  # type: ignore[arg-type]
        page = context.new_page()
        one.go(page, site)
        page.screenshot(path=to / f"{one.name}.png")
        context.close()
        print(f"{one.name}.png")


def main() -> None:
    """Draw all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, default=Path("docs/pictures"))
    args = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("Needs Chromium: apt-get install -y --no-install-recommends chromium")
    with demo_served() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        draw(browser, site, args.to)
        browser.close()


if __name__ == "__main__":
    main()
