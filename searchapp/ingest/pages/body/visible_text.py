"""The running text that a reader of a page sees, and how much of it the story lacks.

Knows lxml's trees. Leaves out what is not the story's on any page: navigation, forms, comments, teasers, what is
hidden. It must not know how the article's text was found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

_UNREAD = frozenset(
    "head script style noscript template nav header footer aside form button select option label svg math iframe"
    " object figure figcaption picture video audio canvas dialog menu address textarea".split()
)
BLOCKS = frozenset(
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
    r"|about|contact|profile|profiles|video|player|playlist|tooltip)(?:$|[-_\d])",
    re.IGNORECASE,
)
_TELLS_OF_PAGE = re.compile(r"(?:has|no|with|is|not|single|post|page)[-_]", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ROLES = frozenset("navigation banner complementary contentinfo search dialog menu".split())
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?:\s|$)")
SHORTEST = 60
"""Characters; less is no running text."""
_SHORTEST_EAST = 25
"""The same of Chinese, Japanese and Korean, which say more in fewer."""
_EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LINKED = 0.4
_COMPARED = 50
_NEVER_SHOWN = frozenset("head script style noscript template svg iframe object select option textarea".split())


class Block(NamedTuple):
    """A stretch of text that stands by itself on the page, how much of it is linked, and the element around it.

    A line break is a line's end.
    """

    text: str
    linked: int
    element: Any = None

    @property
    def is_prose(self) -> bool:
        """Whether it reads like running text."""
        size = len(self.text)
        is_long = size >= SHORTEST or (size >= _SHORTEST_EAST and len(_EAST.findall(self.text)) * 2 > size)
        return is_long and self.linked <= _LINKED * size and self.has_sentence

    @property
    def has_sentence(self) -> bool:
        """Whether a sentence ends in it."""
        return bool(_SENTENCE.search(self.text))


def share_left_out(blocks: Sequence[Block], kept: str) -> float:
    """How much of the running text in `blocks` the story lacks, as a share of both together, by characters."""
    story = folded(kept)
    prose = {folded(block.text) for block in blocks if block.is_prose}
    left = sum(len(p) for p in prose if p[:_COMPARED] not in story and p[-_COMPARED:] not in story)
    return left / (left + len(story)) if left else 0.0


def visible_blocks(page: Any) -> list[Block]:
    """The blocks of a page that are seen and may be the story's, in order."""
    around = {above for story in page.iter("h1", "main") for above in story.iterancestors()}
    return list(_blocks(page, lambda element, name: element not in around and _is_beside(element, name)))


def shown_blocks(page: Any, *, but: frozenset[str] = frozenset()) -> list[Block]:
    """The blocks of a page that are seen, beside the story or not, in order; none in elements of `but`."""
    unread = _NEVER_SHOWN | but
    return list(_blocks(page, lambda element, name: name in unread or is_hidden(element)))


def _blocks(page: Any, unread: Callable[[Any, str], bool]) -> Iterator[Block]:
    """The text of each block by itself, without recursion: a page may be deep."""
    pieces: list[str] = []
    linked = in_link = 0
    steps: list[tuple[Any, bool]] = [(page, True)]
    inside: list[Any] = [page]
    while steps:
        element, entering = steps.pop()
        name = element.tag if isinstance(element.tag, str) else ""
        passed = not name or (entering and unread(element, name))
        if name in BLOCKS:
            if pieces:
                yield Block(_lines(pieces), linked, inside[-1])
                pieces, linked = [], 0
            if not entering:
                inside.pop()
            elif not passed:
                inside.append(element)
        if entering and not passed:
            in_link += name == "a"
            if element.text:
                pieces.append(element.text.replace("\n", " "))
                linked += len(element.text) if in_link else 0
            steps.append((element, False))
            steps.extend((child, True) for child in reversed(element))
            continue
        in_link -= name == "a" and not passed
        if name == "br" and pieces:
            pieces.append("\n")
        if element.tail and element is not page:
            pieces.append(element.tail.replace("\n", " "))
            linked += len(element.tail) if in_link else 0
    if pieces:
        yield Block(_lines(pieces), linked, inside[-1])


def _lines(pieces: Sequence[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _is_beside(element: Any, name: str) -> bool:
    """Whether an element holds what is beside the story, or is not shown."""
    if name in _UNREAD:
        return name != "header" or not _heads_part(element)
    if name in _WHOLE:
        return False
    if not element.attrib:
        return False
    if is_hidden(element) or element.get("role") in _ROLES:
        return True
    parent = element.getparent()
    in_sentence = parent is not None and parent.tag == "p" and name not in BLOCKS
    return not in_sentence and is_named_beside(element)


def _heads_part(element: Any) -> bool:
    """Whether a header is that of a part of a story, and leads to no other page."""
    parent = element.getparent()
    if parent is None or parent.tag not in ("article", "section"):
        return False
    heading = next(element.iter("h2", "h3", "h4"), None)
    return heading is not None and heading.getparent().tag != "a" and next(heading.iter("a"), None) is None


def is_named_beside(element: Any) -> bool:
    """Whether a class or the id of an element says that it is beside the story."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    return any(_BESIDE.search(n) and not _TELLS_OF_PAGE.match(n) for n in names)


def is_hidden(element: Any) -> bool:
    """Whether an element says that it is not shown."""
    if not element.attrib:
        return False
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN.search(element.get("style") or ""))


def folded(text: str) -> str:
    """The text without its spaces, in lower case."""
    return "".join(text.split()).casefold()
