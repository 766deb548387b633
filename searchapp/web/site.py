"""What stands around every page: the archive's name, its static files, and the links on top."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from flask import Flask, current_app, request

from searchapp.web.assets import versioned
from searchapp.web.route_marks import may
from searchapp.web.ui.parts import Link
from searchapp.web.urls import AT, Addresses

_EXTENSION = "searchapp.site"
_KEPT = (("Saved", AT.saved), ("Collections", AT.collections), ("Names", AT.names))


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
    app.extensions[_EXTENSION] = Site(
        title, brand, versioned("app.css"), versioned("app.js"), versioned("icon.svg")
    )


def site() -> Site:
    """The site as it stands around the page that is asked for."""
    around = cast(Site, current_app.extensions[_EXTENSION])
    kept = tuple(_here(Link(label, url)) for label, url in _KEPT if may(url))
    return replace(around, kept=kept, help=_here(around.help))


def _here(link: Link) -> Link:
    return replace(link, current=link.url == request.path)
