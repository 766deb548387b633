"""What a route says of itself: that its answer may be of any length, or that it is for the archive's own people.

The marks stand at the views, and here are the only readers of them: in which lane of the server a request is
answered, and what a public archive leaves out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar
from urllib.parse import unquote

from flask import Flask, current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

View = TypeVar("View", bound=Callable[..., Any])
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_LONG, _IN_HOUSE = "gives_all", "in_house"


def gives_all(view: View) -> View:
    """Mark a view whose answer may be of any length: such are given in threads of their own."""
    setattr(view, _LONG, True)
    return view


def in_house(view: View) -> View:
    """Mark a view that lists, exports or edits what users made: it is left out of a public archive."""
    setattr(view, _IN_HOUSE, True)
    return view


def lane(app: Flask, method: str, path: str) -> Literal["quick", "export", "change"]:
    """Where a request is answered, by its method and its path as WSGI has it."""
    if method not in SAFE_METHODS:
        return "change"
    view = _view(app, path.encode("latin-1").decode("utf-8", "replace"))
    return "export" if getattr(view, _LONG, False) else "quick"


def open_to_all(app: Flask, path: str, method: str = "GET") -> bool:
    """Whether anybody may ask this of a public archive; `path` may be quoted, with a query."""
    return method in SAFE_METHODS and not getattr(_view(app, unquote(path.partition("?")[0])), _IN_HOUSE, False)


def may(path: str, method: str = "GET") -> bool:
    """Whether the reader of this page may do what a link or a form of it asks for."""
    return not current_app.config["PUBLIC"] or open_to_all(current_app, path, method)


def _view(app: Flask, path: str) -> Callable[..., Any] | None:
    try:
        endpoint, _ = app.url_map.bind("localhost").match(path)
    except (HTTPException, RequestRedirect):
        return None
    return app.view_functions.get(endpoint)
