"""A feed's entries out of its bytes, RSS or Atom, as the reader of such files finds them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import urljoin

from searchapp.errors import IngestError
from searchapp.ingest.fetch.outcome import Failed
from searchapp.ingest.metadata.fields import one_line
from searchapp.ingest.readers.news_xml.listing import ENTRIES_CAP, Listed, entries_of

_FEED_TYPES = ("application/rss+xml", "application/atom+xml")
_HEAD = 200_000
_LINK = re.compile(r"<link\s([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(type|href)\s?=\s?(["'])([^"'<>]{1,1000})\2""", re.IGNORECASE)
_JSON_FEED = re.compile(
    rb'\s{0,100}\{[^\x00]{0,2000}?"version"\s{0,9}:\s{0,9}"https?:\\?/\\?/(?:www\.)?jsonfeed\.org'
)

MOST_ENTRIES = ENTRIES_CAP


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its page's address, or "" where it has none; `text` is what words of its story the feed has.

    `outlet` is who published it, where entry or feed say so, and `is_summary` tells that `text` is not the whole.
    """

    key: str
    url: str
    title: str
    published: str
    byline: str
    outlet: str
    text: str
    is_summary: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: how it calls itself, `more` entries than are there, `damage` what is wrong with it."""

    title: str
    entries: tuple[Entry, ...]
    more: int = 0
    damage: str = ""


def read_feed(body: bytes, *, url: str, charset: str = "") -> Feed:
    """The feed as far as it can be read; raises Failed for what is none, or costs too much."""
    if _JSON_FEED.match(body):
        raise Failed("it is a JSON Feed, which is not read: RSS and Atom are")
    try:
        found = entries_of(body, url, charset=charset)
    except IngestError as error:
        raise Failed(f"the feed can't be read: {error.message}") from error
    if found is None:
        named = _feed_named(body)
        hint = f", but names one: {urljoin(url, named)}" if named else ""
        raise Failed(f"it is no feed (RSS or Atom){hint}")
    entries = tuple(_entry(listed, found.about.publisher) for listed in found.entries)
    return Feed(one_line(found.about.title), entries, found.more, one_line(found.damage)[:200])


def page_of(entry: Entry) -> bytes:
    """An entry that has no page as one: its title and its own words."""
    title = escape(entry.title)
    words = "</p>\n<p>".join(escape(part).replace("\n", "<br>") for part in entry.text.split("\n\n"))
    head = f'<meta charset="utf-8"><title>{title}</title>'
    body = f"<article><h1>{title}</h1>\n<p>{words}</p>\n</article>"
    page = f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>{body}</body></html>\n"
    return page.encode("utf-8", "replace")


def _feed_named(page: bytes) -> str:
    """The address of the feed that a web page names in its head, "" where it names none."""
    for tag in _LINK.findall(page[:_HEAD].decode("utf-8", "replace")):
        said = {name.lower(): unescape(value) for name, _, value in _ATTRIBUTE.findall(tag)}
        if said.get("type", "").lower() in _FEED_TYPES and said.get("href"):
            return said["href"].strip()
    return ""


def _entry(listed: Listed, publisher: str) -> Entry:
    entry = listed.entry
    title = one_line(entry.title)
    return Entry(
        key=entry.key or f"{title}\n{listed.text}",
        url=entry.url,
        title=title,
        published=one_line(entry.published),
        byline=one_line(entry.byline),
        outlet=one_line(entry.outlet or ("" if entry.leads_on else publisher)),
        text=listed.text,
        is_summary=listed.is_summary,
    )
