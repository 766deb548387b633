"""The bylines that a page shows beside its headline, marked as such or not, as they are written there.

Knows lxml's trees. What is a person in them, names knows. A byline of a teaser, a comment, a caption or a note
about the author is none of the story's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from searchapp.ingest.pages.bylines.words import AND, LEADS, LEADS_WITHIN, PICTURES, SHORT_LEADS, SIGNS
from searchapp.ingest.pages.markup import TEXT_CAP, TEXT_STEPS, walk

_MARKED = re.compile(
    r"(?:^|[-_])(?:by-?lines?(?:s|-?name)?|by|authors?|author-?names?|writers?|reporters?|contributors?|journalists?"
    r"|vcard|autor(?:es)?|auteurs?|redakteur|autore|penulis|(?:written|posted|created|submitted|story|article)-?by)"
    r"(?:$|[-_\d])"
)
_BESIDE = re.compile(
    r"(?:^|[-_])(?:comment(?!ary)\w*|respond|reply|replies|disqus|related|recommend\w*|recirc\w*|sidebar|widgets?|(?<!post-)(?<!entry-)(?<!article-)footer|teasers?"
    r"|cards?|promos?|more|most|popular|trending|latest|bio|bios|biography|about|desc|description|intro|avatars?|images?"
    r"|photos?|pictures?|captions?|credits?|nav|menu|form|search|newsletter|share|social|follow|tags?|quote|pullquote"
    r"|statement|source-org|org|carousel|slider|gallery|rail|ads?|advert\w*|list|feed|next|previous|prev|pagination|box-author"
    r"|author-?(?:box|card|profile|bio|info-?bio|meta-?bottom)|modal|dialog|hidden)(?:$|[-_\d])"
)
_OWN_BESIDE = re.compile(
    r"(?:^|[-_])(?:twitter|email|mail|avatar|image|img|photo|icon|bio|title|role|job|location|link-?more|date|time|desc"
    r"|description|social|share|follow|count)(?:$|[-_\d])"
)
_NAMED = re.compile(
    r"(?:^|[-_])(?:author-?name|byline-?name|name|fn|byline-?author|author-?link|byline-?link)(?:$|[-_\d])"
)
_PERSONS_PAGE = re.compile(
    r"/(?:authors?|by|people|person|staff|profiles?|writers?|journalists?|contributors?|columnists?|reporters?|autor(?:es)?"
    r"|auteurs?|redaktion|team)/[^/]",
    re.IGNORECASE,
)
_MAY_BE_MARKED = re.compile(
    r"by|author|vcard|writer|report|contribut|journalist|auto?r|auteur|redakt|penulis", re.IGNORECASE
)
_MARK_JOINT = re.compile(r"[_-]+")
_MARKS_CAP = 500
_AROUND = frozenset({"nav", "form", "figure", "figcaption", "blockquote", "button", "dialog", "select"})
_WHOLE = frozenset({"html", "body", "main", "article"})
_INLINE = frozenset({"a", "b", "i", "em", "strong", "span", "cite", "small", "font", "abbr", "u", "bdi", "mark"})
_UNREAD = frozenset({"script", "style", "noscript", "template", "svg", "button", "time", "img", "select"})
_BARS = re.compile(r"(?: ?\| ?)+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONGEST = 300
_MOST = 40
_MOST_CANDIDATES = 200
_MOST_WITHIN = 200
_TEASER_DEEP = 2
_TEASER_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_BY_AFTER_MARK = re.compile(r"[|·•–—]\s*by\s+\S", re.IGNORECASE)
_DEEP = 60
_NEAR = 25
_MOST_PARTS = 6
_SHORT = 120


def shown_bylines(elements: list[Any], headline: Any) -> list[tuple[str, ...]]:
    """The bylines among a page's elements, the likeliest first: marked ones after the headline, then before it.

    Each is the names that it marks, or all of its text. Last comes a line that begins as a byline does, "By …".
    """
    at = next((n for n, element in enumerate(elements) if element is headline), 0)
    after, before = elements[at + 1 :], elements[:at]
    around = set(headline.iterancestors()) if headline is not None else set()
    found = [*_marked(after, around), *_marked(before, around)]
    plain = _plain(after, around) if headline is not None else None
    return [*found, *([(plain,)] if plain else [])]


def _marked(elements: list[Any], around: set[Any]) -> Iterator[tuple[str, ...]]:
    """The texts of marked elements, those within another that was taken left out."""
    taken: list[Any] = []
    parents: dict[Any, int] = {}
    groups: list[tuple[str, ...]] = []
    for element in islice(filter(_is_marked, elements), _MOST_CANDIDATES):
        if len(groups) >= _MOST:
            break
        if not _is_storys(element, taken, around) or _is_teasers(element, around):
            continue
        texts = _texts_of(element)
        if not texts or sum(map(len, texts)) > _LONGEST:
            continue
        taken.append(element)
        parent = element.getparent()
        if parent is not None and parent in parents:
            groups[parents[parent]] += texts
        else:
            parents[parent] = len(groups)
            groups.append(texts)
    yield from groups


def _texts_of(element: Any) -> tuple[str, ...]:
    """The names marked within a byline; all of it where none is, or where it joins several by words."""
    whole, names = text_in(element), _names_in(element)
    if names and not (len(whole) <= _SHORT and AND.search(whole)):
        return names
    return (whole,) if whole and not PICTURES.fullmatch(whole.rpartition(" | ")[2]) else ()


def _is_marked(element: Any) -> bool:
    if element.tag in _WHOLE or not element.attrib:
        return False
    if "author" in f"{element.get('rel') or ''} {element.get('itemprop') or ''}".lower().split():
        return True
    if not _MAY_BE_MARKED.search(_marks(element)):
        return False
    marks = marks_of(element)
    return any(_MARKED.search(mark) for mark in marks) and not any(_BESIDE.search(mark) for mark in marks)


def _is_teasers(element: Any, around: set[Any]) -> bool:
    """Whether a byline stands beside the linked headline of another story."""
    for above in islice(element.iterancestors(), _TEASER_DEEP):
        if above in around or above.tag in _WHOLE:
            return False
        for event, one in walk(above, TEXT_STEPS):
            if event == "start" and one.tag in _TEASER_HEADINGS and one is not element:
                links = (*one.iterancestors("a"), *islice(one.iter("a"), 1))
                if any(link.get("href") and not _is_name(link) for link in links):
                    return True
    return False


def _is_article(element: Any) -> bool:
    return element.tag == "article" or (element.get("itemtype") or "").lower().endswith(("article", "posting"))


def _is_storys(element: Any, taken: list[Any], around: set[Any]) -> bool:
    """Whether a byline is the story's: by what it stands in, and in no article but that `around` the headline."""
    in_article = any(_is_article(above) for above in around)
    for n, above in enumerate(element.iterancestors()):
        if above in taken or above.tag in _AROUND or n > _DEEP:
            return False
        if in_article and _is_article(above) and above not in around:
            return False
        if above.tag == "footer" and next(above.iterancestors("article"), None) is None:
            return False
        if above.tag not in _WHOLE and any(_BESIDE.search(mark) for mark in marks_of(above)):
            return False
    return True


def marks_of(element: Any) -> list[str]:
    """An element's classes and id in lower case, their parts with hyphens between."""
    return _MARK_JOINT.sub("-", _CAMEL.sub("-", _marks(element))).lower().split()


def _marks(element: Any) -> str:
    get = element.get
    return f"{get('class') or ''} {get('id') or ''} {get('data-testid') or ''}"[:_MARKS_CAP]


def _names_in(element: Any) -> tuple[str, ...]:
    """The texts of what is marked as a name within a byline, the byline itself where it is such."""
    found: list[str] = []
    inner: list[Any] = []
    for one in islice(element.iter("*"), _MOST_WITHIN):
        if (inner and any(above in inner for above in islice(one.iterancestors(), _DEEP))) or not _is_name(one):
            continue
        text = one.get("content") or "" if one.tag == "meta" else text_in(one)
        if text and not _made_pictures(one, text):
            inner.append(one)
            found.append(text)
        if len(found) >= _MOST:
            break
    return tuple(dict.fromkeys(found))


def _made_pictures(element: Any, name: str) -> bool:
    """Whether all that stands beside a name is that its bearer made the pictures."""
    parent = element.getparent()
    beside = text_in(parent).replace(name, "", 1).strip(" |:·()-–—") if parent is not None else ""
    return bool(PICTURES.fullmatch(beside))


def _is_name(element: Any) -> bool:
    marks = marks_of(element)
    if any(_OWN_BESIDE.search(mark) for mark in marks):
        return False
    if "author" in (element.get("rel") or "").lower().split() or element.get("itemprop") == "name":
        return True
    if element.tag == "a" and _PERSONS_PAGE.search(element.get("href") or ""):
        return True
    return any(_NAMED.search(mark) for mark in marks)


def text_in(element: Any) -> str:
    """An element's text on one line, a bar where another part of it begins; without times and pictures."""
    pieces: list[str] = []
    unread: list[Any] = []
    for event, one in walk(element, TEXT_STEPS):
        if unread and not (event == "end" and one is unread[-1]):
            continue
        parted = one is not element and (one.tag not in _INLINE or _touches(one))
        if event == "start" and (not isinstance(one.tag, str) or one.tag in _UNREAD):
            unread.append(one)
            continue
        pieces.append(" | " if parted else "")
        pieces.append((one.text if event == "start" else one.tail if one is not element else "") or "")
        if event == "end":
            unread.clear()
    return _BARS.sub(" | ", " ".join("".join(pieces)[:TEXT_CAP].split())).strip(" |")


def _touches(element: Any) -> bool:
    """Whether nothing stands between an inline element and the one before it: they are boxes of their own."""
    before = element.getprevious()
    return before is not None and not before.tail


def _plain(elements: list[Any], around: set[Any]) -> str:
    """A short line near the headline that begins as a byline does."""
    lines = 0
    for element in elements:
        if lines > _NEAR:
            break
        if element.tag in _UNREAD:
            continue
        own = (element.text or "").strip()
        line = own if own or len(element) > _MOST_PARTS else text_in(element)
        if own or SIGNS.fullmatch(line):
            own = line
        else:
            continue
        lines += 1
        if (
            _leads(own)
            and _is_storys(element, [], around)
            and not _is_teasers(element, around)
            and len(text := text_in(element)) <= _SHORT
            and LEADS.sub("", text, 1)
        ):
            return text
    return ""


def _leads(text: str) -> bool:
    """Whether a line begins as a byline does."""
    return (
        bool(LEADS.match(text) or _BY_AFTER_MARK.search(text[:_SHORT]) or LEADS_WITHIN.search(text[:_SHORT]))
        or (len(text) <= _SHORT and bool(SIGNS.fullmatch(text)))
        or text.split(maxsplit=1)[0].lower() in SHORT_LEADS
    )
