"""Which of the addresses that a page gives is the story's own: never a home page's or a section's.

Pure: knows addresses, not HTML. A site often repeats its front page's address on every page of it; a story
that took that for its own would pass for every other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

_HOME = re.compile(r"(?:index|home|homepage|default|main|start)(?:\.\w{2,5})?", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?", re.IGNORECASE)
SECTIONS = frozenset(
    "africa agencies all americas archive archives articles arts asia blog blogs books breaking business category"
    " culture economy education elections en entertainment environment europe events features finance food health"
    " international latest life lifestyle local magazine markets media middleeast money national news opinion"
    " opinions pages politics posts region reports science section sections sport sports stories story tag tags"
    " tech technology top topic topics travel tv uk us usa video videos weather world".split()
)
_PAGE_NUMBERS = frozenset({"page", "paged", "lang", "hl", "locale", "ref", "source", "amp"})
_DAY = re.compile(r"(?:19|20)\d\d(?:/\d{1,2}){0,2}")
_OTHER_VIEW = re.compile(r"amp|print|all|full|(?:page/)?\d{1,2}|(?:amp|print)\.\w+", re.IGNORECASE)
"""What follows a story's own address in that of another view of it."""
_OTHER_HOST = re.compile(r"(?:(?:www\d?|m|amp|mobile)\.)+(?=[^.]+\.)")
_KEPT = re.compile(
    r"https?://(?:(?:web\.archive\.org/(?:web/)?|wayback\.archive-it\.org/\d{1,9}/)\d{4,14}(?:[a-z]{2}_)?"
    r"|archive\.(?:today|ph|is|li|md|fo|vn)/[\d.-]{8,20})/(?=https?://)"
)
_PLAIN_WORD = re.compile(r"[^\W\d_]+")


class Given(NamedTuple):
    """An address with the place that gives it."""

    origin: str
    url: str


def own_address(given: Sequence[Given], *, base: str = "") -> Given | None:
    """The first of `given`, best first, that can be the address of one story; None where none can.

    Relative ones are read against `base`, else against the first whole one. One that may be a section's gives
    way to one that is plainly a page's, unless several places agree on it.
    """
    base = next((url for url in (base, *(g.url for g in given)) if is_address(url)), "")
    able = [g for g in (Given(g.origin, joined(base, g.url)) for g in given) if leads_to_page(g.url)]
    agreed = Counter(_form(g.url) for g in able)
    ends = [g for g in able if not any(_is_below(other.url, g.url) for other in able)]
    for one in able:
        if agreed[_form(one.url)] > 1 or (one in ends and not _may_be_section(one.url)):
            return one
    return ends[0] if ends else None


def joined(base: str, url: str) -> str:
    """A link as it is read on the page `base`."""
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return url


def original(url: str) -> str:
    """An address as it was before a web archive put its own in front of it."""
    return _KEPT.sub("", url.strip(), count=1)


def is_address(written: str) -> bool:
    """Whether something written where a name belongs is a web address."""
    return written.strip().lower().startswith(("http:", "https:", "www.", "//"))


def leads_to_page(url: str) -> bool:
    """Whether a web address can be one story's: it is neither a site's home page nor plainly a section."""
    parts = _parts(url)
    if parts is None:
        return False
    if _tells_page(parts.query) or parts.fragment.startswith("!"):
        return True
    names = [name for name in parts.path.lower().split("/") if name]
    while names and _HOME.fullmatch(names[-1]):
        names.pop()
    if names and _LANGUAGE.fullmatch(names[0]):
        del names[0]
    return any(name not in SECTIONS for name in names) and not _DAY.fullmatch("/".join(names))


def is_front_page(url: str) -> bool:
    """Whether an address is that of a whole site."""
    parts = _parts(url)
    if parts is None or _tells_page(parts.query):
        return False
    names = [name for name in parts.path.split("/") if name]
    return all(_HOME.fullmatch(name) or _LANGUAGE.fullmatch(name) for name in names)


def host_of(url: str) -> str:
    """The site's name in an address, less "www." and what is put before it for other devices; "" without one."""
    parts = _parts(url)
    found = _OTHER_HOST.match(parts.hostname or "") if parts else None
    return (parts.hostname or "")[found.end() if found else 0 :] if parts else ""


def same_page(one: str, other: str) -> bool:
    """Whether two addresses are one but for their scheme, "www.", query and last slash."""
    return bool(one) and bool(other) and _form(one) == _form(other)


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return parts if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def _tells_page(query: str) -> bool:
    """Whether a query names a page: `?p=123`, `?id=7`, not `?page=2` or `?utm_source=…`."""
    for part in query.split("&"):
        key, _, value = part.partition("=")
        if any(c.isdigit() for c in value) and key.lower() not in _PAGE_NUMBERS and not key.startswith("utm_"):
            return True
    return False


def _may_be_section(url: str) -> bool:
    """One plain word or two after the host, and no more: /harbour/, /world/europe."""
    parts = urlsplit(url.strip())
    names = [name for name in parts.path.split("/") if name]
    return len(names) <= 2 and all(map(_PLAIN_WORD.fullmatch, names)) and not _tells_page(parts.query)


def _is_below(url: str, upper: str) -> bool:
    rest = _form(url).removeprefix(_form(upper) + "/")
    return rest != _form(url) and not _OTHER_VIEW.fullmatch(rest)


def _form(url: str) -> str:
    parts = _parts(url)
    if parts is None:
        return url
    query = f"?{parts.query}" if _tells_page(parts.query) else ""
    return (parts.netloc.lower().removeprefix("www.") + parts.path).rstrip("/") + query
