"""What every request must pass and every answer carries: Host, origin of a POST, and the headers.

There are no cookies and no log-in, so nothing here keeps a secret: what is kept out are other sites'
pages in the same browser (cross-site POST, DNS rebinding) and anything a story might try to run.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlencode, urlsplit

from flask import Flask, Response, request

from searchapp.errors import BadRequest

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
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
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
MAX_BODY = 64 * 1024
_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?")
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class ForeignOrigin(BadRequest):
    """A change was asked for by another site's page."""

    status = 403


def protect(app: Flask, *, host: str) -> None:
    """Check each request before its view and put the headers on each answer; `host` is what is served on."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_BODY

    @app.before_request
    def check() -> None:
        check_host(request.headers.get("Host", ""), serving=host)
        if request.method not in _SAFE_METHODS:
            check_origin()

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


def check_host(header: str, *, serving: str) -> None:
    """Refuse a Host header that can't be ours: on loopback all but its names, elsewhere what is no host."""
    m = _HOST.fullmatch(header)
    if m and (not is_loopback(serving) or m["name"].lower() in LOOPBACK_NAMES | {serving.lower()}):
        return
    raise BadRequest(
        "This address is not one that this archive is served under.",
        hint="Open it as http://127.0.0.1 or http://localhost with its port.",
    )


def is_loopback(host: str) -> bool:
    """Whether an address to serve on can be reached from this machine only."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


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


_OWN_PATH = re.compile(r"/(?:search|names|corrections|(?:story|name|saved)/[^\s\\?#\x00-\x20\x7f]+)(?:\?[!-~]*)?")


def own_path(raw: str, otherwise: str) -> str:
    """A path that a request names as the way back, if it is one of our pages; never another site's."""
    return raw if raw.isascii() and _OWN_PATH.fullmatch(raw) and "#" not in raw and "\\" not in raw else otherwise


def with_parameter(path: str, name: str, value: str) -> str:
    """One of our own paths with this parameter, in place of any that it had."""
    base, _, query = path.partition("?")
    kept = [p for p in query.split("&") if p and p.partition("=")[0] != name]
    return f"{base}?{'&'.join([*kept, urlencode({name: value})])}"
