"""How answers travel: a tag by which a reader's browser asks only whether a page has changed, and gzip.

A page of results depends on its address, the index, the names, corrections, tags, collections and notes in force,
and this program; a file that says when it was taken depends on the day besides. Its ETag says which these were.
What depends on more (saved queries, what was just done, how far a decision is applied) has none.
"""

from __future__ import annotations

import gzip
import time
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, g, make_response, request

from searchapp import __version__
from searchapp.config import Settings
from searchapp.errors import SearchAppError
from searchapp.system.looks import look_once
from searchapp.web.assets import ASSETS, versioned
from searchapp.web.route_marks import SAFE_METHODS, how_kept
from searchapp.web.services import EXTENSION, now, services

_LEAST = 1_000
"""Bytes below which packing saves no packet."""
_LEVEL = 5
"""gzip's level: nine tenths of what the best one saves, in a third of its time."""
_PACKED = ("text/", "application/json", "application/atom+xml", "application/x-ndjson", "image/svg+xml")


def deliver(app: Flask, templates: Path) -> None:
    """Have an app tag and pack what it answers."""
    settings: Settings = app.extensions[EXTENSION].settings
    program = f"{_program(templates)} {settings!r}"

    @app.before_request
    def unchanged() -> Response | None:
        """304 where the reader has the page as it is."""
        g.asked = time.monotonic()
        look_once(request.method in SAFE_METHODS)
        g.tag = tag = _tag(program)
        if tag is None or not request.if_none_match.contains_weak(tag):
            return None
        return _tagged(make_response("", 304), tag)

    @app.after_request
    def send(response: Response) -> Response:
        tag = g.get("tag") if response.status_code == 200 else None
        if tag is not None and not services().archive.unsettled_since(g.asked):
            _tagged(response, tag)
        return _packed(response)

    @app.teardown_request
    def done(_: BaseException | None) -> None:
        look_once(False)


def _tagged(response: Response, tag: str) -> Response:
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("Accept-Encoding")
    return response


def _tag(program: str) -> str | None:
    """The tag of the page that is asked for; None where it depends on more than can be told beforehand."""
    kept = how_kept(request.endpoint) if request.method in ("GET", "HEAD") else None
    if kept in (None, "never"):
        return None
    here = services()
    try:
        generation = here.archive.generation()
    except SearchAppError:
        return None
    if generation is None or here.notices():
        return None
    kept_beside = here.archive.collected, here.archive.compared, here.archive.verdicts
    files = [file.stamp() for file in (here.names, here.corrections, here.tags, *kept_beside)]
    day = now().date() if kept == "for the day" else None
    seen = (program, generation, files, request.full_path, day)
    return sha256(repr(seen).encode()).hexdigest()[:24]


def _program(templates: Path) -> str:
    """What of this program shows in a page: its version, its templates, its style and script."""
    digest = sha256(__version__.encode())
    for name in ASSETS:
        digest.update(versioned(name).encode())
    for path in sorted(templates.rglob("*.html")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _packed(response: Response) -> Response:
    """The response as gzip, where the reader takes it and it is worth it."""
    if response.direct_passthrough or response.is_streamed or "Content-Encoding" in response.headers:
        return response
    if not (response.mimetype or "").startswith(_PACKED):
        return response
    response.vary.add("Accept-Encoding")
    data = response.get_data()
    if len(data) < _LEAST or not request.accept_encodings["gzip"]:
        return response
    response.set_data(gzip.compress(data, _LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    return response
