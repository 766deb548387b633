"""The tags in which a page speaks about itself, by bs4 -> a Page; what they mean, head knows."""

from __future__ import annotations

import re
from typing import Any

from bs4.filter import SoupStrainer

from searchapp.ingest.metadata.fields import one_line
from searchapp.ingest.pages.head import Page
from searchapp.ingest.pages.markup import soup

_LANGUAGE = re.compile(r"""<html\b[^>]{0,2000}?\blang\s*=\s*["']?([A-Za-z][\w-]{1,30})""", re.IGNORECASE)
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d{1,5}\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s<>\"]{1,2000})",
    re.IGNORECASE,
)


def read_page(markup: str) -> Page:
    """What the page says about itself, as it stands there."""
    found = soup(markup, SoupStrainer(["meta", "title", "link", "script", "base"]))
    metas: dict[str, str] = {}
    for tag in found.find_all("meta"):
        content = str(tag.get("content") or "")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if (key := tag.get(attribute)) and content.strip():
                metas.setdefault(str(key).strip().lower(), content)
    scripts = found.find_all("script", type=re.compile(r"^\s*application/ld\+json", re.IGNORECASE))
    title = found.find("title")
    language = _LANGUAGE.search(markup[:65536])
    saved = _SAVED_FROM.search(markup[:65536])
    return Page(
        metas=metas,
        json_ld=tuple(script.get_text() for script in scripts),
        title=one_line(title.get_text()) if title else "",
        canonical=_href(found.find("link", rel="canonical")),
        shortlink=_href(found.find("link", rel="shortlink")),
        base=_href(found.find("base")),
        saved_from=saved[1] if saved else "",
        language=language[1] if language else "",
    )


def _href(tag: Any) -> str:
    return str(tag.get("href") or "").strip() if tag else ""
