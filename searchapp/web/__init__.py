"""The web application: `create_app(settings)` wires the archive, the views and their protection together.

An app factory and nothing else at import time: no global app, index or settings. Run by `searchapp serve`.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, current_app, jsonify, make_response, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

from searchapp.archive.open_archive import Archive
from searchapp.config import Settings
from searchapp.errors import IndexMissing, SearchAppError
from searchapp.system.disk import disk_error
from searchapp.web import assets, site
from searchapp.web.api import health, suggest
from searchapp.web.api import views as api
from searchapp.web.batch import views as batch
from searchapp.web.cite import views as cite
from searchapp.web.collections import dossier_views as dossiers
from searchapp.web.collections import views as collections
from searchapp.web.compare import views as compare
from searchapp.web.corrections import views as corrections
from searchapp.web.cues import views as cues
from searchapp.web.events import views as events
from searchapp.web.files import description, downloads, feeds
from searchapp.web.front import views as front
from searchapp.web.heard import views as heard
from searchapp.web.http_cache import deliver
from searchapp.web.names import file_views as names_file
from searchapp.web.names import views as names
from searchapp.web.pages import ErrorPage, PageEnvironment, render
from searchapp.web.reading import views as reading
from searchapp.web.saved import file_views as saved_file
from searchapp.web.saved import snapshot_views as snapshots
from searchapp.web.saved import views as saved
from searchapp.web.search import views as search
from searchapp.web.search_state import SearchState
from searchapp.web.security import protect
from searchapp.web.services import EXTENSION, Services
from searchapp.web.story import views as story
from searchapp.web.ui.parts import SearchBox
from searchapp.web.ui.search_box import box
from searchapp.web.urls import API_ROOT, AT, TextConverter

logger = logging.getLogger(__name__)
HERE = Path(__file__).resolve().parent
FEATURES = (
    front,
    search,
    heard,
    story,
    compare,
    saved,
    saved_file,
    snapshots,
    corrections,
    collections,
    dossiers,
    cues,
    names,
    names_file,
    reading,
    feeds,
    downloads,
    description,
    cite,
    batch,
    events,
    api,
    suggest,
    health,
    assets,
)
"""The modules with the views of each feature."""
_SAID = {
    404: ("There is no such page.", "Check the address, or search for what you look for."),
    405: ("This address does not take what was sent.", "Use the buttons of this page."),
    413: ("This is more than can be sent at once.", "Send less at a time."),
}
"""What is said of an error that no view knows, and what to do next."""
_PASSES = (
    "The archive can’t answer just now.",
    "Nothing is lost. Try again in a minute; if it goes on, tell those who run this archive.",
)
"""What is said to readers of an error that passes; what those who run the archive have to know stands below."""


def create_app(settings: Settings) -> Flask:
    """The application for one index and one data folder; the index may still be missing."""
    app = Flask("searchapp.web", root_path=str(HERE), template_folder=str(template_folder()), static_folder=None)
    app.url_map.merge_slashes = False
    app.url_map.converters["text"] = TextConverter
    app.jinja_environment = PageEnvironment
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.json.sort_keys = False  # type: ignore[attr-defined]
    archive = Archive(settings, forgiving=True)
    app.extensions[EXTENSION] = Services(
        settings, archive, archive.names, archive.corrections, archive.tags, archive.saved
    )
    protect(app, settings)
    deliver(app, template_folder())
    site.install(app, settings.title)
    for feature in FEATURES:
        app.register_blueprint(feature.blueprint)
    app.register_error_handler(SearchAppError, _known_error)
    app.register_error_handler(OSError, _disk_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unknown_error)
    return app


def template_folder() -> Path:
    """`templates/` inside the installed package, or at the top of a checkout."""
    inside = HERE.parent / "templates"
    return inside if inside.is_dir() else HERE.parent.parent / "templates"


def _known_error(error: SearchAppError) -> Response:
    if error.status >= 500:
        logger.warning("%s", error.in_a_line)
    if error.retry_after:
        return _passing_error(error)
    command = "searchapp index corpus/" if isinstance(error, IndexMissing) else ""
    return _error(error.status, error.message, error.hint, command=command)


def _passing_error(error: SearchAppError) -> Response:
    """An error that is gone in a while; where the index lies is nothing for the readers of a public archive."""
    inside = not current_app.config["PUBLIC"]
    message, hint = (error.message, error.hint) if inside and _for_programs() else _PASSES
    response = _error(error.status, message, hint, cause=error.in_a_line if inside else "")
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def _disk_error(error: OSError) -> Response:
    logger.error("a request failed: %s", request.path, exc_info=error)
    return _known_error(disk_error(error))


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return make_response(error.get_response())
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Error"
    message, hint = _SAID.get(status, (f"{phrase}.", "Go back, and try it another way."))
    if request.path.startswith(f"{API_ROOT}/"):
        hint = f"{AT.api_description} lists all that can be asked, and how."
    response = _error(status, message, hint)
    if status == 405 and (allow := error.get_response().headers.get("Allow")):
        response.headers["Allow"] = allow
    return response


def _unknown_error(error: Exception) -> Response:
    logger.error("a request failed: %s", request.path, exc_info=error)
    return _error(
        500,
        "Something went wrong in searchapp itself.",
        "The log of the server says what; your search is not lost.",
    )


def _for_programs() -> bool:
    """Whether what is asked for is answered as JSON."""
    return request.path.startswith(f"{API_ROOT}/") or request.path.endswith(".json") or request.path == AT.healthz


def _error(status: int, message: str, hint: str, *, command: str = "", cause: str = "") -> Response:
    """An error as JSON for the API, as a page for all else; never a stack trace."""
    if _for_programs():
        response = jsonify({"error": {"message": message, "hint": hint}})
    else:
        asked = box(SearchState.from_args(request.args)[0]) if request.args else SearchBox()
        page = ErrorPage(
            title=message.rstrip("."),
            box=asked,
            status=status,
            message=message,
            hint=hint,
            command=command,
            cause=cause,
        )
        response = make_response(render(page))
    response.status_code = status
    return response
