"""What stands around every page: the archive's name, its static files, and the links on top."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import cast

from flask import Flask, current_app, request

from searchapp.web.assets import versioned
from searchapp.web.route_marks import may
from searchapp.web.ui.parts import Link
from searchapp.web.urls import AT, Addresses

_EXTENSION = "searchapp.site"
_KEPT = (("Saved", AT.saved), ("Collections", AT.collections), ("Names", AT.names))
_LED_TO = frozenset({AT.help, *(url for _, url in _KEPT)})


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
    around = Site(title, brand, versioned("app.css"), versioned("app.js"), versioned("icon.svg"))
    app.extensions[_EXTENSION] = lru_cache(maxsize=len(_LED_TO) + 1)(partial(_seen_from, around))


def site() -> Site:
    """The site as it stands around the page that is asked for."""
    seen_from = cast(Callable[[str], Site], current_app.extensions[_EXTENSION])
    return seen_from(request.path if request.path in _LED_TO else "")


def _seen_from(around: Site, here: str) -> Site:
    """The site around one of the pages that its links lead to, or around any other."""
    kept = tuple(Link(label, url, current=url == here) for label, url in _KEPT if may(url))
    return replace(around, kept=kept, help=replace(around.help, current=around.help.url == here))
