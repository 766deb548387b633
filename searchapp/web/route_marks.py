"""What a route says of itself: whom it is for, whether its answer may be kept, and that it may be of any length.

The words stand at the views, each of which has one of whom and one of keeping. Here are the only readers of them:
what a public archive leaves out, what a browser need not be sent again, in which lane of the server a request is
answered. What changes something has one word for all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from urllib.parse import unquote

from flask import Flask, current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

if TYPE_CHECKING:
    from searchapp.web.serving.connections import Lane

View = TypeVar("View", bound=Callable[..., Any])
Whom = Literal["anybody", "its own people"]
Kept = Literal["by address", "for the day", "never"]
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_WHOM, _KEPT, _LENGTH, _CHANGES, _ASKS = "for_whom", "is_kept", "of_any_length", "changes", "asks"


def for_anybody(view: View) -> View:
    """Mark a view that readers of a public archive see too."""
    return _marked(view, _WHOM, "anybody")


def in_house(view: View) -> View:
    """Mark a view that lists, exports or edits what users made: it is left out of a public archive."""
    return _marked(view, _WHOM, "its own people")


def kept_by_address(view: View) -> View:
    """Mark a view whose answer follows from its address, the index, and the names, corrections and tags alone."""
    return _marked(view, _KEPT, "by address")


def kept_for_the_day(view: View) -> View:
    """Mark a view whose answer follows from these and the day on which it is given."""
    return _marked(view, _KEPT, "for the day")


def never_kept(view: View) -> View:
    """Mark a view whose answer depends on more: saved queries, what was just done, what is being compared."""
    return _marked(view, _KEPT, "never")


def gives_all(view: View) -> View:
    """Mark a view whose answer may be of any length: such are given in threads of their own."""
    return _marked(view, _LENGTH, "any")


def changes(view: View) -> View:
    """Mark a view that changes what users made: it is for the archive's own people, and never kept."""
    return in_house(never_kept(_marked(view, _CHANGES, "what users made")))


def asks_at_length(view: View) -> View:
    """Mark a view to which a question is posted that may be too long for an address; it changes nothing."""
    return in_house(never_kept(gives_all(_marked(view, _ASKS, "at length"))))


def words_of(view: Callable[..., Any] | None) -> tuple[Whom | None, Kept | None]:
    """For whom a view is and whether its answer is kept; None for what it does not say."""
    return getattr(view, _WHOM, None), getattr(view, _KEPT, None)


def is_change(view: Callable[..., Any]) -> bool:
    """Whether a view is marked to change something."""
    return hasattr(view, _CHANGES)


def is_question(view: Callable[..., Any]) -> bool:
    """Whether a view is marked to be posted to without changing anything."""
    return hasattr(view, _ASKS)


def lane(app: Flask, method: str, path: str) -> Lane:
    """Where a request is answered, by its method and its path as WSGI has it."""
    view = _view(app, path.encode("latin-1").decode("utf-8", "replace"), method)
    if method not in SAFE_METHODS and not hasattr(view, _ASKS):
        return "change"
    return "export" if hasattr(view, _LENGTH) else "quick"


def open_to_all(app: Flask, path: str, method: str = "GET") -> bool:
    """Whether anybody may ask this of a public archive; `path` may be quoted, with a query."""
    view = _view(app, unquote(path.partition("?")[0]))
    return method in SAFE_METHODS and words_of(view)[0] != "its own people"


def may(path: str, method: str = "GET") -> bool:
    """Whether the reader of this page may do what a link or a form of it asks for."""
    return not current_app.config["PUBLIC"] or open_to_all(current_app, path, method)


def how_kept(endpoint: str | None) -> Kept | None:
    """Whether what an endpoint answers is kept, by the word at its view; None where there is no such endpoint."""
    return words_of(current_app.view_functions.get(endpoint or ""))[1]


def _marked(view: View, mark: str, word: str) -> View:
    if hasattr(view, mark):
        raise TypeError(f"{view.__name__} says twice: {mark}.")
    setattr(view, mark, word)
    return view


def _view(app: Flask, path: str, method: str = "GET") -> Callable[..., Any] | None:
    try:
        endpoint, _ = app.url_map.bind("localhost").match(path, method)
    except (HTTPException, RequestRedirect):
        return None
    return app.view_functions.get(endpoint)
