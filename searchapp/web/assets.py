"""The one style sheet and the one script of every page, each put together from its parts.

A part is of one room of the house; a page costs a request for each of the two, and none is built beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, abort

from searchapp.web.route_marks import for_anybody, never_kept
from searchapp.web.urls import static_url

_HERE = Path(__file__).parent
STYLE = (
    "base", "top", "results", "hits", "beside", "reading", "story", "plain", "names", "mend",
    "collections", "saved", "away", "choosing", "complete", "heard", "compare", "events", "cues",
    "narrow", "print",
)  # fmt: skip
"""The parts of the sheet in their order: a later rule wins over an earlier one."""
SCRIPT = ("page", "reader", "filters", "dates", "complete")
"""The parts of the script in their order."""
YEAR = 365 * 24 * 3600
"""Seconds for which a browser may keep what has its version in its address."""
blueprint = Blueprint("assets", __name__)


@blueprint.get("/static/<name>")
@for_anybody
@never_kept
def asset(name: str) -> Response:
    """A file that pages are made with; it may be kept for good, since another version has another address."""
    if name not in ASSETS:
        abort(404)
    mimetype, content = ASSETS[name]
    response = Response(content(), mimetype=mimetype)
    response.cache_control.public = True
    response.cache_control.max_age = YEAR
    return response


@cache
def _style_sheet() -> str:
    return "\n".join((_HERE / "style" / f"{name}.css").read_text("utf-8") for name in STYLE)


@cache
def _page_script() -> str:
    return "\n".join((_HERE / "script" / f"{name}.js").read_text("utf-8") for name in SCRIPT)


@cache
def _icon() -> str:
    return (_HERE / "static" / "icon.svg").read_text("utf-8")


ASSETS: Mapping[str, tuple[str, Callable[[], str]]] = {
    "app.css": ("text/css", _style_sheet),
    "app.js": ("text/javascript", _page_script),
    "icon.svg": ("image/svg+xml", _icon),
}
"""Every such file by its name: its media type, and what gives it."""


@cache
def versioned(name: str) -> str:
    """The address of a file of `ASSETS` with its version."""
    return static_url(name, sha256(ASSETS[name][1]().encode()).hexdigest()[:10])
