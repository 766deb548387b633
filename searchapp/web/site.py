"""What stands around every page: the archive's name, its static files, and the links on top."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import cast

from flask import Flask, current_app, request

from searchapp.web.route_marks import may
from searchapp.web.ui.parts import Link
from searchapp.web.urls import AT, Addresses, static_url

_EXTENSION = "searchapp.site"
_STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class Site:
    """The archive's name in two tones, the addresses of static files, and the links on top of a page.

    `kept` leads to what the archive's own people keep, as far as the one who asks may see it.
    """

    title: str
    brand: tuple[str, str]
    css: str
    js: str
    icon: str
    at: Addresses = AT
    kept: tuple[Link, ...] = ()
    help: Link = Link("Help", AT.help)


def install(app: Flask, title: str) -> None:
    """Give an app its site."""
    brand = ("search", "app") if title == "searchapp" else (title, "")
    app.extensions[_EXTENSION] = Site(title, brand, _static("app.css"), _static("app.js"), _static("icon.svg"))


def site() -> Site:
    """The site as it stands around the page that is asked for."""
    around = cast(Site, current_app.extensions[_EXTENSION])
    kept = tuple(_here(Link(label, url)) for label, url in (("Saved", AT.saved), ("Names", AT.names)) if may(url))
    return replace(around, kept=kept, help=_here(around.help))


def _here(link: Link) -> Link:
    return replace(link, current=link.url == request.path)


def _static(name: str) -> str:
    """A static file's address with its version, so that it may be cached for good."""
    version = sha256((_STATIC / name).read_bytes()).hexdigest()[:10]
    return static_url(name, version)
