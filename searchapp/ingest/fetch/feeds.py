"""A feed's entries out of its bytes, RSS or Atom; the only module that knows feedparser.

A feed is read in a process of its own: a short one can be made to keep feedparser busy for years.
"""

from __future__ import annotations

import re
import resource
from dataclasses import dataclass
from html import escape, unescape
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

import feedparser

from searchapp.errors import ProcessLost
from searchapp.ingest.fetch.outcome import Failed
from searchapp.system.processes import Processes

MOST_ENTRIES = 1000
FEED_CAP = 5_000_000
FEED_SECONDS = 20
"""Of computing."""
_MEMORY = 2**30
_LONGEST = 1000
_BROKEN = (AssertionError, AttributeError, LookupError, TypeError, ValueError, RecursionError)
"""What feedparser raises on markup that it does not expect."""
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")
_HEAD = 200_000
_LINK = re.compile(r"<link\s([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(type|href)\s?=\s?(["'])([^"'<>]{1,1000})\2""", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its page's address, or "" where it has none; `content` is HTML, and so may be `summary`."""

    key: str
    url: str
    title: str
    published: str
    byline: str
    content: str
    summary: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: how it calls itself, who publishes it where it says so, `damage` what is wrong with it."""

    title: str
    publisher: str
    entries: tuple[Entry, ...]
    more: int = 0
    damage: str = ""


def read_feed(body: bytes, *, url: str, content_type: str = "", seconds: int = FEED_SECONDS) -> Feed:
    """The feed as far as it can be read; raises Failed for what is none, or takes too much."""
    if len(body) > FEED_CAP:
        raise Failed(f"the feed has {len(body):,} bytes, and at most {FEED_CAP:,} are read")
    reading = Processes(1, _limit, seconds)
    try:
        return reading.take(reading.give(parse_feed, body, url, content_type))
    except (ProcessLost, MemoryError) as error:
        raise Failed(f"the feed takes more than {seconds} seconds, or too much memory, to read") from error
    finally:
        reading.close()


def _limit(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def parse_feed(body: bytes, url: str, content_type: str) -> Feed:
    """The feed, however long that takes; raises Failed."""
    headers = {"content-location": url, **({"content-type": content_type} if content_type else {})}
    try:
        found = feedparser.parse(BytesIO(body), response_headers=headers)  # bytes it would take for a file's name
    except _BROKEN as error:
        raise Failed(f"the feed can't be read ({type(error).__name__})") from error
    if not found.get("version"):
        named = _feed_named(body)
        hint = f", but names one: {urljoin(url, named)}" if named else ""
        raise Failed(f"it is no feed (RSS or Atom){hint}")
    broken = found.get("bozo_exception") if found.bozo else None
    benign = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
    return Feed(
        _plain(found.feed.get("title", "")),
        _plain(found.feed.get("publisher", "")),
        tuple(_entry(entry) for entry in found.entries[:MOST_ENTRIES]),
        more=max(0, len(found.entries) - MOST_ENTRIES),
        damage="" if broken is None or isinstance(broken, benign) else " ".join(str(broken).split())[:200],
    )


def page_of(entry: Entry) -> bytes:
    """An entry that has no page as one: its title and its own words."""
    title = escape(entry.title)
    head = f'<meta charset="utf-8"><title>{title}</title>'
    body = f"<article><h1>{title}</h1>\n{entry.content or entry.summary}\n</article>"
    page = f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>{body}</body></html>\n"
    return page.encode("utf-8", "replace")


def _feed_named(page: bytes) -> str:
    """The address of the feed that a web page names in its head, "" where it names none."""
    for tag in _LINK.findall(page[:_HEAD].decode("utf-8", "replace")):
        said = {name.lower(): unescape(value) for name, _, value in _ATTRIBUTE.findall(tag)}
        if said.get("type", "").lower() in _FEED_TYPES and said.get("href"):
            return said["href"].strip()
    return ""


def _entry(entry: Any) -> Entry:
    content = max((str(part.get("value", "")) for part in entry.get("content", ())), key=len, default="")
    summary = str(entry.get("summary", ""))
    title = _plain(entry.get("title", ""))
    return Entry(
        key=str(entry.get("id", "") or f"{title}\n{content or summary}"),
        url=str(entry.get("link", "")).strip(),
        title=title,
        published=_plain(entry.get("published", "")),
        byline=", ".join(names) if (names := _authors(entry)) else "",
        content=content,
        summary=summary,
    )


def _authors(entry: Any) -> list[str]:
    names = [_plain(author.get("name", "")) for author in entry.get("authors", ())]
    return [name for name in dict.fromkeys(names) if name and "@" not in name]


def _plain(written: object) -> str:
    """A value as one line of text: a feed's titles may be HTML."""
    line = unescape(_TAG.sub("", str(written)[: 4 * _LONGEST]))
    return " ".join(line.split())[:_LONGEST]
