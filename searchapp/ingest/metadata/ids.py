"""Ids that stay: the same story has the same id after a rebuild, and when the archive is moved.

Pure. A derived id is a readable slug and ten hexadecimal digits: only a-z, 0-9 and "-".
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit, urlunsplit

from searchapp.text.slugs import hyphenated

LONGEST_ID = 200
LONGEST_URL = 2000
_LONGEST_SLUG = 60
_ENDINGS = re.compile(
    r"(\.(txt|text|md|html?|xhtml|jsonl|ndjson|json|csv|tsv|xlsx|php|aspx?|jsp|gz))+$", re.IGNORECASE
)


def id_from_given(given: str) -> str:
    """The id as given, or one derived from it where it could not stand in an address or a list."""
    if len(given) <= LONGEST_ID and given.isprintable() and given not in {".", ".."}:
        return given
    return _derived(given, given)


def id_from_url(url: str) -> str:
    """The id of a story known by its (normalised) address."""
    segments = [s for s in urlsplit(url).path.split("/") if s]
    return _derived(segments[-1] if segments else urlsplit(url).netloc, url)


def id_from_name(name: str) -> str:
    """The id of a story known by its path within the archive."""
    return _derived(name.rpartition("/")[2], name)


def id_from_content(title: str | None, text: str) -> str:
    """The id of a story that has neither id nor address nor a file of its own."""
    return _derived(title or "", f"{title or ''}\n{text}")


def id_beside(taken: str, place: str) -> str:
    """An id for a second story that claims one which is taken: that one, and ten digits made of where it lies."""
    digest = hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{taken[: LONGEST_ID - len(digest) - 1]}-{digest}"


def normalised_url(given: str) -> str | None:
    """The address in its one form, or None where it is no web address that may be linked to.

    Lower-case host, no fragment, no `utm_…` parameters; only http and https, nobody's password.
    """
    if len(given) > LONGEST_URL or "\\" in given or any(c.isspace() or not c.isprintable() for c in given):
        return None
    try:
        parts = urlsplit(given)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    host = f"[{host}]" if ":" in host else host
    netloc = host if port is None else f"{host}:{port}"
    kept = [p for p in parts.query.split("&") if not p.lower().startswith("utm_")]
    return urlunsplit((parts.scheme.lower(), netloc, parts.path, "&".join(kept), ""))


def _derived(readable: str, whole: str) -> str:
    return id_beside(_slug(readable), whole)


def _slug(readable: str) -> str:
    slug = hyphenated(_ENDINGS.sub("", readable[:1000])).strip("-")
    return slug[:_LONGEST_SLUG].rstrip("-") or "story"
