"""Feeds (RSS 2.0, RSS 1.0, Atom) and exports of WordPress blogs, which are RSS with more in it -> stories.

One story an entry, or one post. What a feed gives may be a summary; the story is then marked as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

<<<<<<< HEAD
from searchapp.ingest.metadata.fields import FieldName, Fields
from searchapp.ingest.pages.fragment import text_of_markup, text_of_tree
=======
from searchapp.ingest.metadata.address import is_address
from searchapp.ingest.metadata.fields import FieldName, Fields, without_outlet
from searchapp.ingest.pages.fragment import local_name, text_of_markup, text_of_tree
>>>>>>> files2
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
<<<<<<< HEAD
=======
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_CAPTION = re.compile(r"\[(?:wp_)?caption\b[^\[\]]{0,1000}\][^\[\]]{0,5000}\[/(?:wp_)?caption\]")
>>>>>>> files2
_SHORTCODE = re.compile(r"\[/?(?:caption|gallery|embed|audio|video|playlist|wp_caption)\b[^\[\]]{0,1000}\]")
_CLOSED = re.compile(r"\[/([a-z][a-z0-9_-]{0,40})\]")
_ANY_SHORTCODE = re.compile(r"\[/?([a-z][a-z0-9_-]{0,40})(?:\s[^\[\]]{0,2000})?/?\]")
_BLOCK_TAG = re.compile(r"<(?:p|div|h[1-6]|ul|ol|blockquote|table|pre|figure)\b", re.IGNORECASE)
<<<<<<< HEAD
_WHOLE = ("content:encoded", "content", "body")
_SHORT = ("description", "dc:description", "summary")
=======
_ADDRESS_THEN_NAME = re.compile(r"\S+@\S+\s*\(([^()]{2,200})\)|([^<>@]{2,200}?)\s*<\S+@\S+>")
_LEADS_ON = frozenset({"url", "redirect", "redir", "link", "apiclick.aspx", "l.php", "click", "out"})
_LEADS_TO = ("url", "u", "q", "target", "dest", "to")
_KIND = "schemas.google.com/g/2005#kind"
>>>>>>> files2
_HELD = frozenset({"draft", "pending", "future", "private", "auto-draft"})


def read_rss(unit: Unit) -> Iterator[Item]:
    """The story of one <item>, which may be a post of a blog's export."""
    values = values_of(unit.element)
    kind = values.get("wp:post_type", "")
    if kind and (why := _no_post(kind, values.get("wp:status", ""))):
        yield LeftOut(unit.source, why)
        return
<<<<<<< HEAD
    text, doubts = rss_text(unit.element)
    entry, about = rss_entry(unit.element), about_rss(channel_of(unit.element))
    yield _item(unit, entry, about, text, doubts=doubts, format="WordPress export" if kind else "RSS")
=======
    text, doubts = _rss_text(values)
    if not text:
        yield Failure(unit.source, "", "the entry has no text, only a title")
        return
    told: dict[FieldName, str] = {
        "title": _title(values.get("title", "")),
        "url": _rss_address(unit.element, values),
        "published": mail_day(
            _day(values, "pubDate", "dc:date", "dc:issued", "dc:created", "prism:publicationDate")
        ),
        "byline": _rss_byline(unit.element, values, channel),
        "language": values.get("dc:language", ""),
        "outlet": values.get("source", "") or values.get("dc:publisher", ""),
        "section": values.get("prism:section", "") or _section(unit.element),
    }
    whole = _values(channel) if channel is not None else {}
    led_on = led_on_to(told["url"])
    told["url"] = led_on or told["url"]
    told["title"] = without_outlet(told["title"], values.get("source", ""))
    below = Fields(
        ORIGIN,
        {
            "outlet": "" if led_on else _title(whole.get("dc:publisher", "") or whole.get("title", "")),
            "language": whole.get("language", "") or whole.get("dc:language", ""),
        },
    )
    name = "WordPress export" if kind else "RSS"
    yield story_of(unit, text, told, origin=ORIGIN, below=(below,), doubts=doubts, format=name)
>>>>>>> files2


def read_atom(unit: Unit) -> Iterator[Item]:
    """The story of one <entry>."""
    element = unit.element
    drafts = [words_of(draft) for draft in element.iter("{*}draft")]
    if values_of(element).get("app:draft", "").lower() == "yes" or "yes" in drafts:
        yield LeftOut(unit.source, "draft")
        return
<<<<<<< HEAD
    text, doubts = atom_text(element)
    entry, about = atom_entry(element), about_atom(element.getparent())
    yield _item(unit, entry, about, text, doubts=doubts, format="Atom")


def _item(unit: Unit, entry: Entry, about: About, text: str, *, doubts: tuple[Doubt, ...], format: str) -> Item:
=======
    if (kind := _blog_kind(entry)) and kind != "post":
        yield LeftOut(unit.source, "no story")
        return
    content, summary = child(entry, "content"), child(entry, "summary")
    text = _atom_text(content)
    doubts = _doubts(text, whole=True)
>>>>>>> files2
    if not text:
        return Failure(unit.source, "", "the entry has no text, only a title")
    told: dict[FieldName, str] = {
        "title": entry.title,
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


<<<<<<< HEAD
=======
def _title(written: str) -> str:
    """A title without markup, which feeds escape once or twice."""
    plain = html.unescape(written)
    return html.unescape(_TAG.sub("", plain)) if "<" in plain or "&" in plain else plain


def _rss_address(item: Any, values: dict[str, str]) -> str:
    guid = child(item, "guid")
    is_link = guid is not None and (guid.get("isPermaLink") or "true").lower() != "false"
    links = [link.get("href") or "" for link in item if local_name(link) == "link" and link.get("href")]
    given = [
        values.get("feedburner:origLink", ""),
        values.get("link", ""),
        values.get("guid", "") if is_link else "",
        *links,
    ]
    return next((url for url in given if is_address(url)), "")


def _rss_byline(item: Any, values: dict[str, str], channel: Any) -> str:
    names = [words_of(c) for c in item if _short_name(c) == "dc:creator"]
    if not names and (author := values.get("author", "")):
        found = _ADDRESS_THEN_NAME.search(author)
        names = [found[1] or found[2]] if found else ([] if "@" in author else [author])
    if "wp:post_type" in values and channel is not None:
        shown = {
            words_of(child(a, "author_login")): words_of(child(a, "author_display_name"))
            for a in channel
            if local_name(a) == "author"
        }
        names = [shown.get(name) or name for name in names]
    return ", ".join(
        dict.fromkeys(html.unescape(name).strip(" \"'") for name in names if name and not is_address(name))
    )


def _section(item: Any) -> str:
    """The one category of an entry; of several none is its section, but for a blog's own first."""
    found = [c for c in item if local_name(c) == "category" and words_of(c)]
    own = [c for c in found if c.get("domain") == "category"]
    return words_of(own[0]) if own else (words_of(found[0]) if len(found) == 1 else "")


def _day(values: dict[str, str], *names: str) -> str:
    return next((values[name] for name in names if values.get(name)), "")


# -- Atom -------------------------------------------------------------------------------------------------


def _blog_kind(entry: Any) -> str:
    """What an entry of a blog's export is: a post, a comment, a page, its settings; "" in any other feed."""
    terms = (
        c.get("term") or "" for c in entry if local_name(c) == "category" and _KIND in (c.get("scheme") or "")
    )
    return next((term.rpartition("#")[2] for term in terms), "")


>>>>>>> files2
def _atom_text(content: Any) -> str:
    """The text of a <content> or <summary>, be it plain, escaped HTML or XHTML; "" where it lies elsewhere."""
    if content is None or content.get("src"):
        return ""
    kind = (content.get("type") or "text").lower()
    if kind == "xhtml" or kind.endswith("+xml") or len(content):
        return text_of_tree(content)
    written = "".join(content.itertext())
    return _text(written) if "html" in kind or _BLOCK_TAG.search(written) else written.strip()
