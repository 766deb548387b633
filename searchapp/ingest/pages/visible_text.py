"""The running text that a reader of a page sees, and how much of it the story lacks.

Knows lxml's trees. Leaves out what is not the story's on any page: navigation, forms, comments, teasers, what is
hidden. It must not know how the article's text was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

_UNREAD = frozenset(
    "head script style noscript template nav header footer aside form button select option label svg math iframe"
    " object figure figcaption picture video audio canvas dialog menu address textarea".split()
)
_BLOCKS = frozenset(
    "html body main article section div p li ul ol dl dt dd table tbody thead tr td th blockquote pre center"
    " h1 h2 h3 h4 h5 h6 hr details summary fieldset".split()
)
_WHOLE = frozenset({"html", "body", "main", "article"})
_BESIDE = re.compile(
    r"(?:^|[-_])(?:comments?|disqus|replies|respond|related|recommend\w*|recirc\w*|promos?|newsletters?|subscri\w+"
    r"|cookies?|consent|gdpr|privacy|sidebar|side|rail|aside|footer|header|nav|navigation|menu|share|sharing|social"
    r"|teasers?|widgets?|adverts?|advertisement|ads?|sponsor\w*|popup|modal|overlay|outbrain|taboola|trending|popular"
    r"|latest|breadcrumbs?|bio|author|authors|byline|caption|credit|copyright|legal|disclaimer|login|signup|register"
    r"|tags?|cards?|carousel|slider|gallery|metadata|read|more|hidden|hide|invisible|alert|banner|notice|survey|poll"
    r"|correction|about|contact|profile|profiles|video|player|playlist|tooltip)(?:$|[-_\d])",
    re.IGNORECASE,
)
_TELLS_OF_PAGE = re.compile(r"(?:has|no|with|is|not|single|post|page)[-_]", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?:\s|$)")
_SHORTEST = 60
"""Characters; less is no running text."""
_LINKED = 0.4
_COMPARED = 50


class Block(NamedTuple):
    """A stretch of text that stands by itself on the page, and how much of it is linked."""

    text: str
    linked: int

    @property
    def is_prose(self) -> bool:
        """Whether it reads like running text."""
        size = len(self.text)
        return size >= _SHORTEST and self.linked <= _LINKED * size and bool(_SENTENCE.search(self.text))


def share_left_out(blocks: Sequence[Block], kept: str) -> float:
    """How much of the running text in `blocks` the story lacks, as a share of both together, by characters."""
    story = _folded(kept)
    prose = {_folded(block.text) for block in blocks if block.is_prose}
    left = sum(len(p) for p in prose if p[:_COMPARED] not in story and p[-_COMPARED:] not in story)
    return left / (left + len(story)) if left else 0.0


def visible_blocks(page: Any) -> list[Block]:
    """The blocks of a page that are seen and may be the story's, in order."""
    return [Block(" ".join(text.split()), linked) for text, linked in _blocks(page)]


def _blocks(page: Any) -> Iterator[tuple[str, int]]:
    """The text of each block by itself and how much of it is linked, without recursion: a page may be deep."""
    pieces: list[str] = []
    linked = in_link = 0
    steps: list[tuple[Any, bool]] = [(page, True)]
    around = {above for story in page.iter("h1", "main") for above in story.iterancestors()}
    while steps:
        element, entering = steps.pop()
        name = element.tag if isinstance(element.tag, str) else ""
        breaks = name in _BLOCKS
        unread = not name or (entering and element not in around and _is_beside(element, name))
        if breaks and pieces:
            yield "".join(pieces), linked
            pieces, linked = [], 0
        if entering and not unread:
            in_link += name == "a"
            if element.text:
                pieces.append(element.text)
                linked += len(element.text) if in_link else 0
            steps.append((element, False))
            steps.extend((child, True) for child in reversed(element))
            continue
        in_link -= name == "a" and not unread
        if element.tail and element is not page:
            pieces.append(f" {element.tail}" if name == "br" else element.tail)
            linked += len(element.tail) if in_link else 0
    if pieces:
        yield "".join(pieces), linked


def _is_beside(element: Any, name: str) -> bool:
    """Whether an element holds what is beside the story, or is not shown."""
    if name in _UNREAD:
        return True
    if name in _WHOLE:
        return False
    if not element.attrib:
        return False
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if _HIDDEN.search(element.get("style") or ""):
        return True
    if element.get("role") in {"navigation", "banner", "complementary", "contentinfo", "search", "dialog", "menu"}:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    return any(_BESIDE.search(n) and not _TELLS_OF_PAGE.match(n) for n in names)


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()
