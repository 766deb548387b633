"""Ids and names as a part of a path, and back: any text has an address that means nothing else.

Most stand as they are, percent-encoded. What a path could not carry (an empty segment, ".", "..") or our own
paths could mistake for another page (a segment "s") stands as "~" and base64url. Must not know an archive.
"""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from urllib.parse import quote

from werkzeug.routing import BaseConverter

_MARK = "~"
_UNFIT = frozenset({"", ".", "..", "s"})


def part(text: str) -> str:
    """A text as a part of a path."""
    if _is_plain(text):
        return quote(text, safe="")
    return _MARK + urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode().rstrip("=")


def meant(given: str) -> str:
    """The text that a part of a path, already percent-decoded, stands for; what `part` never gives is itself."""
    if not given.startswith(_MARK):
        return given
    code = given.removeprefix(_MARK)
    try:
        text = urlsafe_b64decode(code + "=" * (-len(code) % 4)).decode("utf-8", "surrogatepass")
    except (binascii.Error, ValueError):
        return given
    return text if part(text) == given else given


class TextConverter(BaseConverter):
    """`<text:name>` in a route: any text, slashes and all."""

    regex = "(?s:.+?)"
    weight = 200
    part_isolating = False

    def to_python(self, value: str) -> str:
        """The text that is meant."""
        return meant(value)

    def to_url(self, value: str) -> str:
        """The part of the path."""
        return part(value)


def _is_plain(text: str) -> bool:
    fit = not text.startswith(_MARK) and text.isprintable()
    return fit and not any(segment in _UNFIT for segment in text.split("/"))
