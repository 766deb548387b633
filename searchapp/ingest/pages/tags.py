"""The tags in which a page speaks about itself, in lxml's tree of it -> a Page; what they mean, head knows."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import Any

from searchapp.ingest.metadata.fields import one_line
from searchapp.ingest.pages.bylines.shown import marks_of, shown_bylines
from searchapp.ingest.pages.head import Page
from searchapp.ingest.pages.markup import text_of
from searchapp.ingest.pages.microdata import items
from searchapp.ingest.pages.titles import Heading, beside_part, first_parts, last_parts

_LANGUAGE = re.compile(r"""<html\b[^>]{0,2000}?\s(?:xml:)?lang\s*=\s*["']?([A-Za-z][\w-]{1,30})""", re.IGNORECASE)
_SAVED_FROM = re.compile(
    r"(?:<!--\s*(?:saved from url=\(\d{1,5}\)|Page saved with SingleFile\s+url:\s*)|__wm\.wombat\(\")"
    r"(https?://[^\s<>\"]{1,2000})",
    re.IGNORECASE,
)
_LINKED_DATA = re.compile(r"\s*application/(?:ld\+json|json\+ld)", re.IGNORECASE)
_HEADLINE = re.compile(
    r"(?:^|-)(?:(?:entry|post|article|story|news|page|content|single|main)-?(?:title|headline|heading|hed)|headline|hed"
    r"|p-name|titre|titulo|titel)(?:$|-)"
)
_AROUND = frozenset({"nav", "footer", "aside", "form", "dialog", "template", "noscript"})
_BESIDE = re.compile(
    r"(?:^|-)(?:modal|dialog|related|sidebar|widgets?|footer|comments?|popup|newsletter|cards?|teasers?)(?:$|-)"
)
_LOGO = re.compile(r"(?:^|[-_/])(?:logo|brand|masthead|site-?(?:name|title))(?:$|[-_.\d])", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[\s©,:-]*(?:\(c\)\s*)?(?:\d{4}(?:\s*[-–—]\s*\d{2,4})?[\s,.:|-]*)?(?:by\s+)?([^\W\d_][^.|,;©\n()]{1,50})",
    re.IGNORECASE,
)
_FEED = re.compile(r"[\s|»:–—-]*\b(?:(?:rss|atom|news)\s+)*(?:comments?\s+)?(?:feed|rss|atom)\b.*", re.IGNORECASE)
_MOST_HEADINGS = 40
_MOST_VALUES = 40
_MOST_CANDIDATES = 400
_DEEP = 60
_MOST_NAMES = 6
_LONGEST_HEADING = 400
_NAMED = frozenset({"headline", "schema:headline"})
_HEADINGS = ("h1", "h2", "h3")


def read_page(markup: str, tree: Any) -> Page:
    """What the page says about itself, as it stands there; `tree` is made of the markup, or None."""
    saved = _SAVED_FROM.search(markup[:65536])
    language = _LANGUAGE.search(markup[:65536])
    bare = Page(saved_from=saved[1] if saved else "", language=language[1] if language else "")
    if tree is None:
        return bare
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    metas = _metas(elements)
    titles = [element for element in elements if element.tag == "title"]
    title = one_line(text_of(titles[0])) if titles else ""
    headings = [*_headings(elements), *_repeated(elements, title)]
    headline = next((e for e, heading in headings if heading.marked), headings[0][0] if headings else None)
    return replace(
        bare,
        metas={name: values[0] for name, values in metas.items()},
        repeated=metas,
        json_ld=tuple(
            _script(e) for e in elements if e.tag == "script" and _LINKED_DATA.match(e.get("type") or "")
        ),
        items=items(tree),
        title=title,
        canonical=_link(elements, "canonical"),
        shortlink=_link(elements, "shortlink"),
        base=next((_href(e) for e in elements if e.tag == "base"), ""),
        headings=tuple(heading for _, heading in headings),
        bylines=tuple(shown_bylines(elements, headline)),
        site_marks=(*_logos(elements), *_copyright(elements), *_feeds(elements)),
    )


def _metas(elements: list[Any]) -> dict[str, tuple[str, ...]]:
    metas: dict[str, list[str]] = {}
    for element in elements:
        content = element.get("content") or "" if element.tag == "meta" else ""
        if content.strip():
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                if key := element.get(attribute):
                    metas.setdefault(key.strip().lower(), []).append(content)
    return {name: tuple(values[:_MOST_VALUES]) for name, values in metas.items()}


def _script(element: Any) -> str:
    return element.text or ""


def _href(element: Any) -> str:
    return (element.get("href") or "").strip()


def _link(elements: list[Any], relation: str) -> str:
    links = (e for e in elements if e.tag == "link" and relation in (e.get("rel") or "").lower().split())
    return next((found for found in map(_href, links) if found), "")


def _headings(elements: list[Any]) -> list[tuple[Any, Heading]]:
    """The headings that may be the story's: every h1, and another where it is marked as such."""
    found: list[tuple[Any, Heading]] = []
    left = _MOST_CANDIDATES
    for element in elements:
        if len(found) >= _MOST_HEADINGS or not left:
            break
        prop = set((element.get("itemprop") or element.get("property") or "").lower().split())
        parent = element.getparent()
        linked = parent is not None and parent.tag == "a"
        marked = not prop.isdisjoint(_NAMED) and element.tag not in {"meta", "a"} and not linked
        if element.tag not in _HEADINGS and not marked:
            continue
        left -= 1
        marked = marked or any(_HEADLINE.search(mark) for mark in marks_of(element))
        if (element.tag == "h1" or marked) and _is_storys(element):
            text = text_of(element)
            if text and len(text) <= _LONGEST_HEADING:
                marked = marked or (element.tag == "h1" and _is_first_within(element, found))
                found.append(
                    (element, Heading(text, marked and (element.tag == "h1" or not prop.isdisjoint(_NAMED))))
                )
    return found


def _is_first_within(element: Any, found: list[tuple[Any, Heading]]) -> bool:
    """Whether an h1 is the first heading within the page's article or main part."""
    around = next((a for a in islice(element.iterancestors(), _DEEP) if a.tag in {"article", "main"}), None)
    return around is not None and not any(heading.marked for _, heading in found)


def _is_storys(element: Any) -> bool:
    return not any(
        above.tag in _AROUND
        or (above.tag not in {"html", "body", "main"} and any(map(_BESIDE.search, marks_of(above))))
        for above in islice(element.iterancestors(), _DEEP)
    )


def _repeated(elements: list[Any], title: str) -> list[tuple[Any, Heading]]:
    """What of the title tag the page shows by itself, where that is most of it: a headline that is no heading."""
    parts = [part for part in first_parts(title) if 2 * len(part) > len(title)]
    parts += [part for part in last_parts(title) if 2 * len(part) > len(title)]
    shown: dict[str, Any] = {}
    for element in elements if parts else ():
        if element.tag not in {"title", "a"} and (text := one_line(element.text or "")) in parts:
            shown.setdefault(text, element)
    found = [part for part in parts if part in shown][:1]
    order = {element: at for at, element in enumerate(elements)} if found else {}
    for part in found:  # a masthead's name may be longer than the title that stands below it
        rest = beside_part(title, part)
        below = next(
            (e for e in elements if rest and e.tag not in {"title", "a"} and one_line(e.text or "") == rest), None
        )
        if below is not None and order[below] > order[shown[part]]:
            return [(below, Heading(rest))]
    return [(shown[part], Heading(part)) for part in found]


def _logos(elements: list[Any]) -> tuple[str, ...]:
    """What is written where a site's logo stands."""
    found: list[str] = []
    for element in elements:
        if element.tag == "img" and (alt := (element.get("alt") or "").strip()) and len(found) < _MOST_NAMES:
            parent = element.getparent()
            marks = [
                *marks_of(element),
                *(marks_of(parent) if parent is not None else []),
                element.get("src") or "",
            ]
            if any(_LOGO.search(mark) for mark in marks):
                found.append(re.sub(r"\s*\blogo\b\s*", " ", alt, flags=re.IGNORECASE).strip())
    return tuple(dict.fromkeys(name for name in found if name))


def _copyright(elements: list[Any]) -> tuple[str, ...]:
    """Whom the line of copyright at the page's end names."""
    for element in reversed(elements):
        for text in (element.tail, element.text):
            if not text or len(text) > _LONGEST_HEADING or element.tag in {"script", "style"}:
                continue
            if ("©" in text or "opyright" in text) and (
                found := _COPYRIGHT.search(text) or _COPYRIGHT.search(text_of(element)[:_LONGEST_HEADING])
            ):
                return (found[1].strip(),)
    return ()


def _feeds(elements: list[Any]) -> tuple[str, ...]:
    """What the page's feeds are called, less that they are feeds."""
    kinds = {"application/rss+xml", "application/atom+xml"}
    titles = (e.get("title") or "" for e in elements if e.tag == "link" and (e.get("type") or "").lower() in kinds)
    named = (_FEED.sub("", one_line(title)) for title in titles)
    return tuple(dict.fromkeys(name for name in named if name))[:1]
