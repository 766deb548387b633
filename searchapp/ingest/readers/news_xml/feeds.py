"""Feeds (RSS 2.0, RSS 1.0, Atom) and exports of WordPress blogs, which are RSS with more in it -> stories.

One story an entry, or one post. What a feed gives may be a summary; the story is then marked as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from searchapp.ingest.metadata.fields import FieldName, Fields, without_outlet
from searchapp.ingest.pages.fragment import local_name, text_of_markup, text_of_tree
from searchapp.ingest.readers.mail.days import mail_day
from searchapp.ingest.readers.news_xml.entries import (
    About,
    Entry,
    about_atom,
    about_rss,
    atom_entry,
    channel_of,
    children_named,
    rss_entry,
    values_of,
)
from searchapp.ingest.readers.news_xml.unit import Unit, child, story_of, words_of
from searchapp.ingest.source import Failure, Item, LeftOut, WhyLeftOut
from searchapp.provenance import Doubt

ORIGIN = "feed"
_LONG_ENOUGH = 1500
"""Characters; what a feed calls a description is seldom longer, where it is none."""
_GOES_ON = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\W{0,5}(?:(?:read|continue)\b[^\n]{0,200})?$"
    r"|^(?:read (?:more|on|the (?:full|whole|rest))|continue reading)\b[^\n]{0,200}$",
    re.IGNORECASE,
)
_APPEARED = re.compile(r"(?:^|\n\n)The post [^\n]{1,500} (?:appeared first on|first appeared on) [^\n]{1,300}$")
_CAPTION = re.compile(r"\[(?:wp_)?caption\b[^\[\]]{0,1000}\][^\[\]]{0,5000}\[/(?:wp_)?caption\]")
_SHORTCODE = re.compile(r"\[/?(?:caption|gallery|embed|audio|video|playlist|wp_caption)\b[^\[\]]{0,1000}\]")
_CLOSED = re.compile(r"\[/([a-z][a-z0-9_-]{0,40})\]")
_ANY_SHORTCODE = re.compile(r"\[/?([a-z][a-z0-9_-]{0,40})(?:\s[^\[\]]{0,2000})?/?\]")
_BLOCK_TAG = re.compile(r"<(?:p|div|h[1-6]|ul|ol|blockquote|table|pre|figure)\b", re.IGNORECASE)
_KIND = "schemas.google.com/g/2005#kind"
_WHOLE = ("content:encoded", "content", "body")
_SHORT = ("description", "dc:description", "summary")
_HELD = frozenset({"draft", "pending", "future", "private", "auto-draft"})


def read_rss(unit: Unit) -> Iterator[Item]:
    """The story of one <item>, which may be a post of a blog's export."""
    values = values_of(unit.element)
    kind = values.get("wp:post_type", "")
    if kind and (why := _no_post(kind, values.get("wp:status", ""))):
        yield LeftOut(unit.source, why)
        return
    text, doubts = rss_text(unit.element)
    entry, about = rss_entry(unit.element), about_rss(channel_of(unit.element))
    yield _item(unit, entry, about, text, doubts=doubts, format="WordPress export" if kind else "RSS")


def read_atom(unit: Unit) -> Iterator[Item]:
    """The story of one <entry>."""
    element = unit.element
    drafts = [words_of(draft) for draft in element.iter("{*}draft")]
    if values_of(element).get("app:draft", "").lower() == "yes" or "yes" in drafts:
        yield LeftOut(unit.source, "draft")
        return
    if (kind := _blog_kind(element)) and kind != "post":
        yield LeftOut(unit.source, "no story")
        return
    text, doubts = atom_text(element)
    entry, about = atom_entry(element), about_atom(element.getparent())
    yield _item(unit, entry, about, text, doubts=doubts, format="Atom")


def _item(unit: Unit, entry: Entry, about: About, text: str, *, doubts: tuple[Doubt, ...], format: str) -> Item:
    if not text:
        return Failure(unit.source, "", "the entry has no text, only a title")
    told: dict[FieldName, str] = {
        "title": without_outlet(entry.title, entry.outlet),
        "url": entry.url,
        "published": mail_day(entry.published),
        "byline": entry.byline,
        "language": entry.language,
        "outlet": entry.outlet,
        "section": entry.section,
    }
    outlet = "" if entry.leads_on else about.publisher or about.title
    below = Fields(ORIGIN, {"outlet": outlet, "language": about.language, "byline": about.byline})
    return story_of(unit, text, told, origin=ORIGIN, below=(below,), doubts=doubts, format=format)


def rss_text(item: Any) -> tuple[str, tuple[Doubt, ...]]:
    """The whole text of an <item> where the feed has it, else its description."""
    blog = bool(children_named(item, "wp:post_type"))
    if whole := _rss_text(item, _WHOLE, blog=blog):
        return whole, _doubts(whole, whole=True)
    text = _rss_text(item, _SHORT)
    return text, _doubts(text, whole=False)


def _rss_text(item: Any, names: tuple[str, ...], *, blog: bool = False) -> str:
    """The first text in elements of these names, its HTML escaped or, against the rules, as it is."""
    for element in (element for name in names for element in children_named(item, name)):
        is_tree = any(isinstance(inner.tag, str) for inner in element)
        text = text_of_tree(element) if is_tree else _text("".join(element.itertext()), blog=blog)
        if text:
            return text
    return ""


def atom_text(entry: Any) -> tuple[str, tuple[Doubt, ...]]:
    """The whole text of an <entry> where the feed has it, else its summary."""
    if text := _atom_text(child(entry, "content")):
        return text, _doubts(text, whole=True)
    text = _atom_text(child(entry, "summary"))
    return text, _doubts(text, whole=False)


def _blog_kind(entry: Any) -> str:
    """What an entry of a blog's export is: a post, a comment, a page, its settings; "" in any other feed."""
    categories = [c for c in entry if local_name(c) == "category" and _KIND in (c.get("scheme") or "")]
    return next(((c.get("term") or "").rpartition("#")[2] for c in categories), "")


def _no_post(kind: str, status: str) -> WhyLeftOut | None:
    """Why an item of an export is no story, if so."""
    if kind != "post" or status in {"trash", "inherit"}:
        return "no story"
    return "draft" if status in _HELD else None


def _text(markup: str, *, blog: bool = False) -> str:
    """The text of an entry's HTML; a blog's own has blank lines between paragraphs that no tags set apart."""
    if blog:
        markup = _without_shortcodes(markup)
    if not _BLOCK_TAG.search(markup):
        parts = re.split(r"\n[ \t\r]*\n", markup)
        if len(parts) > 1:
            markup = "".join(f"<p>{part}</p>" for part in parts)
    return _APPEARED.sub("", text_of_markup(markup)).strip()


def _without_shortcodes(markup: str) -> str:
    """A blog's text without pictures' captions, and without what plug-ins have in brackets ("[row] … [/row]")."""
    markup = _CAPTION.sub(lambda found: " " if "<img" in found[0] else found[0], markup)
    markup = _SHORTCODE.sub(" ", markup)
    closed = set(_CLOSED.findall(markup))
    return _ANY_SHORTCODE.sub(lambda found: "\n\n" if found[1] in closed else found[0], markup)


def _doubts(text: str, *, whole: bool) -> tuple[Doubt, ...]:
    """Whether a text is but a summary: it says so at its end, or the feed calls it one and it is short."""
    if text and (_GOES_ON.search(text[-300:].rpartition("\n")[2]) or (not whole and len(text) < _LONG_ENOUGH)):
        return (Doubt("only a summary", 0),)
    return ()


def _atom_text(content: Any) -> str:
    """The text of a <content> or <summary>, be it plain, escaped HTML or XHTML; "" where it lies elsewhere."""
    if content is None or content.get("src"):
        return ""
    kind = (content.get("type") or "text").lower()
    if kind == "xhtml" or kind.endswith("+xml") or len(content):
        return text_of_tree(content)
    written = "".join(content.itertext())
    return _text(written) if "html" in kind or _BLOCK_TAG.search(written) else written.strip()
