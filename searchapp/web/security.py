"""What every request must pass and every answer carries: Host, origin of a POST, and the headers.

There are no cookies and no log-in, so nothing here keeps a secret: what is kept out are other sites'
pages in the same browser (cross-site POST, DNS rebinding) and anything a story might try to run. A public
archive is to read only, and answers under its own names only. What proxies say of a request is not believed.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from flask import Flask, Response, current_app, request

from searchapp.config import Settings
from searchapp.errors import BadRequest
from searchapp.web.route_marks import SAFE_METHODS, may, open_to_all
from searchapp.web.urls import AT, COLLECTION, EVENT, MISSING, NAME, STORY

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: dict[str, str] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_GIVEN = (*HEADERS.items(), ("Cache-Control", "private, no-cache"))
"""What an answer has that says nothing else of it itself."""
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
MAX_BODY = 64 * 1024
MAX_FILE = 2 * 1024 * 1024
"""Bytes of a file that a page takes in; a form of words has `MAX_BODY` at most."""
_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?")


class ForeignOrigin(BadRequest):
    """A change was asked for by another site's page."""

    status = 403


class ReadOnly(BadRequest):
    """Something was asked of a public archive that is for its own people."""

    status = 403


def protect(app: Flask, settings: Settings) -> None:
    """Check each request before its view and put the headers on each answer."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_BODY
    app.config["PUBLIC"] = settings.public
    app.config["HOSTS"] = public_hosts(settings)
    app.jinja_env.globals["may"] = may
    own = LOOPBACK_NAMES | {_in_url(settings.host.lower())}

    @app.before_request
    def check() -> None:
        if request.path not in (AT.healthz, AT.livez):  # What watches over servers asks them by their numbers.
            check_host(request.headers.get("Host", ""), own=own, public=app.config["HOSTS"])
        if settings.public and not open_to_all(app, quote(request.path), request.method):
            raise ReadOnly(
                "This archive is open to read only; what its own people make and change is not.",
                hint="Search it, read it, export what you find.",
            )
        if request.method not in SAFE_METHODS:
            check_origin()

    @app.after_request
    def add_headers(response: Response) -> Response:
        there = {name.lower() for name, _ in response.headers}
        response.headers.extend([pair for pair in _GIVEN if pair[0].lower() not in there])
        return response


def public_hosts(settings: Settings) -> dict[str, str]:
    """The Host headers of a public archive, each with the scheme it is reached by; empty where it is not public.

    A name without a port also stands with the port that is served on.
    """
    known: dict[str, str] = {}
    for given in settings.hosts if settings.public else ():
        scheme, _, name = given.rpartition("://")
        known[name] = scheme or "http"
        if not scheme and name.rpartition("]")[2].count(":") == 0:
            known[f"{name}:{settings.port}"] = "http"
    return known


def check_host(header: str, *, own: frozenset[str], public: dict[str, str]) -> None:
    """Refuse a Host header that is none of a public archive's, or else none of this machine's own names."""
    m = _HOST.fullmatch(header)
    if m and (header.lower() in public if public else m["name"].lower() in own):
        return
    raise BadRequest(
        "This address is not one that this archive is served under.",
        hint="" if public else "Open it as http://127.0.0.1 or http://localhost with its port.",
    )


def origin() -> str:
    """The address of this archive as this request reached it; its Host header has passed `check_host`."""
    host = request.host
    return f"{current_app.config['HOSTS'].get(host.lower(), request.scheme)}://{host}"


def _in_url(address: str) -> str:
    return f"[{address.strip('[]')}]" if ":" in address else address


def check_origin() -> None:
    """Refuse a change that a page of another site asks for.

    A browser says where a request comes from: Sec-Fetch-Site, or else Origin or Referer. What says none
    of them is no browser, and can do no more than its user can.
    """
    site = request.headers.get("Sec-Fetch-Site")
    source = request.headers.get("Origin") or request.headers.get("Referer")
    same = (
        site == "same-origin" if site else source is None or urlsplit(source).netloc == request.headers.get("Host")
    )
    if not same:
        raise ForeignOrigin(
            "This change was asked for by another site's page, and was not made.",
            hint="Make it on a page of this archive.",
        )


_WHOLE = "|".join((AT.search, AT.names, AT.corrections, AT.collections, AT.collections_add, AT.compare, AT.cues))
_BEGUN = "|".join((STORY, NAME, COLLECTION, EVENT, AT.saved, MISSING))
_OWN_PATH = re.compile(rf"(?:{_WHOLE}|(?:{_BEGUN})/[^\s\\?#\x00-\x20\x7f]+)(?:\?[!-~]*)?")


def own_path(raw: str, otherwise: str) -> str:
    """A path that a request names as the way back, if it is one of our pages; never another site's."""
    return raw if raw.isascii() and _OWN_PATH.fullmatch(raw) and "#" not in raw and "\\" not in raw else otherwise
