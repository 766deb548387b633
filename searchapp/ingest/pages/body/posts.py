"""Posts of other sites that a page shows within its story: each becomes one paragraph, a quotation of its author.

Its words are not the story's own. What the markup does not say stays out: a post that a script would have fetched
is not there. Knows the marks of the sites' own embeds; a blockquote without them counts that ends in
"— Name (@handle)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from searchapp.ingest.pages.body.visible_text import Block, shown_blocks

_MARKS = re.compile(
    r"(?:^|[\s_-])(?:twitter-(?:tweet|video)|tweet-embed|instagram-media|fb-post|fb-xfbml-parse-ignore|bluesky-embed"
    r"|mastodon-embed|tiktok-embed|text-post-media|reddit-(?:embed-bq|card)|tgme_widget_message|telegram-post"
    r"|truthsocial-embed|vk-post)(?:$|\s)"
)
_HANDLE = r"@[\w.-]{1,60}(?:@[\w.-]{1,60})?"
_CREDIT = re.compile(
    rf"(?:[—–-]{{1,2}}\s*|(?:a\s+(?:post|reel|video)\s+shared\s+by|posted\s+by|post\s+by|published\s+by|shared\s+by|by)\s+)"
    rf"(?P<name>[^\n()@]{{0,80}}?)(?:\s*(?:\((?P<handle>{_HANDLE})\)|(?<=\s)(?P<bare>{_HANDLE}))(?P<date>[^\n()@]{{0,60}}))?"
    r"[\s,·•|]*(?:\bon)?\s*$",
    re.IGNORECASE,
)
_OF_AUTHOR = re.compile(r"author|owner|user-?name|display-?name", re.IGNORECASE)
_BUTTON = re.compile(
    r"(?:view|see|open|watch|show)\s+(?:this\s+|the\s+|more\s+)?(?:\w{1,20}\s+)?(?:on|in|at)\s+\w{2,20}(?:\s+\w{1,20})?\.?|"
    r"\[?(?:image|video|link|quoted post|media)(?:\s+or\s+embed)?\]?|join\s+the\s+discussion"
    r"|(?:pic\.)?t(?:witter)?\.com?/\S+"
    r"|https?://\S+|[\d,.\s]{1,12}(?:[kKmM]\s*)?(?:likes?|views?|comments?|shares?|retweets?|reposts?|replies)?|♬.*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\s*(?:https?://t\.co/\w+|pic\.(?:twitter|x)\.com/\w+)")
_LONGEST = 120
"""Characters of a line that tells the author."""


@dataclass(frozen=True, slots=True)
class _Post:
    words: str
    author: str
    date: str

    def __str__(self) -> str:
        told = ", ".join(filter(None, (self.author, self.date)))
        inner = re.sub('[“„]|(?<!\\w)"(?=\\w)', "‘", re.sub('”|"(?!\\w)', "’", self.words))
        return f"“{inner}”" + (f" — {told}" if told else "")


def quote_posts(page: Any) -> None:
    """Put a paragraph in the place of each post in the page; one without words of its own is taken out."""
    for element in list(_posts(page)):
        if element.getparent() is None or not _is_below(element, page):
            continue
        post = _read(element)
        if post is None and _marked(element) is None:
            continue
        _put(element, str(post) if post else "")


def _posts(page: Any) -> Iterator[Any]:
    for element in page.iter("blockquote", "div"):
        if _marked(element) or (element.tag == "blockquote" and "@" in (element.text_content() or "")[-200:]):
            yield element


def _marked(element: Any) -> re.Match[str] | None:
    return _MARKS.search(element.get("class") or "")


def _is_below(element: Any, page: Any) -> bool:
    """Whether an element is still in the page, not in a post that was replaced."""
    return any(above is page for above in element.iterancestors())


def _read(element: Any) -> _Post | None:
    """The post in its element; None where it has no words, or none that has an author and no mark."""
    stamp = _stamp(element)
    words: list[str] = []
    author = date = ""
    for line in (line for block in shown_blocks(element) for line in _parts(block)):
        told = line.removesuffix(stamp) if len(line) <= _LONGEST else line
        credit = _CREDIT.fullmatch(told) if len(line) <= _LONGEST else None
        if credit and not author:
            author, date = _author(credit), (credit["date"] or "").strip(" ,·•|").removeprefix("on ")
        elif told.strip() and not _BUTTON.fullmatch(told.strip(" ·•|")):
            words.append(_ADDRESS.sub("", line).strip())
    if not author and _marked(element):
        author = _named_author(element)
        words = [line for line in words if line not in (author, author.partition(" (")[0])]
    date = stamp or date
    words = [line for line in words if line and line != date]
    found = " ".join(words)
    if not found or not (_marked(element) is not None or "@" in author):
        return None
    return _Post(found.strip('“”"'), author, date)


def _stamp(element: Any) -> str:
    """When it was posted, as the page shows it: the last link or time with a figure in it."""
    for inner in reversed(list(element.iter("a", "time"))):
        text = " ".join(inner.text_content().split())
        if len(text) <= 60 and re.search(r"\d", text) and not re.search("[@#/]", text):
            return text
    return ""


def _parts(block: Block) -> Iterator[str]:
    """The lines of a block, the author's, which begins with a dash, apart."""
    for line in block.text.split("\n"):
        head, dash, credit = line.rpartition(" — ") if "@" in line[-_LONGEST:] else ("", "", "")
        if dash and len(credit) <= _LONGEST:
            yield from (head, f"— {credit}")
        else:
            yield line


def _author(credit: re.Match[str]) -> str:
    name = credit["name"].strip(" ,")
    handle = credit["handle"] or credit["bare"]
    return f"{name} ({handle})" if name and handle else name or handle or ""


def _named_author(element: Any) -> str:
    """The author whom only a class of an element, or a profile's link, names."""
    for inner in element.iter("a", "span", "div"):
        text = " ".join(inner.text_content().split())
        if 0 < len(text) <= 80 and (_OF_AUTHOR.search(inner.get("class") or "") or re.fullmatch(_HANDLE, text)):
            return text
    return ""


def _put(element: Any, text: str) -> None:
    """Put a paragraph of the text in an element's place; without text, nothing but what stands after it."""
    parent = element.getparent()
    paragraph = HtmlElement()
    paragraph.tag = "p"
    paragraph.text, paragraph.tail = text, element.tail
    parent.replace(element, paragraph)
