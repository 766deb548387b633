"""What an entry of a feed (RSS 2.0, RSS 1.0, Atom) says of its story, and what a feed says of itself.

Pure, but for lxml's trees. Addresses are whole where `base`, or the feed's own xml:base, tells what they are
relative to.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from searchapp.ingest.metadata.address import is_address
from searchapp.ingest.metadata.fields import unique
from searchapp.ingest.pages.fragment import local_name
from searchapp.ingest.readers.news_xml.unit import XML, child, words_of

_NAMESPACES = {
    "": "", "http://purl.org/rss/1.0/": "", "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "", "http://www.w3.org/2005/atom": "", "http://purl.org/atom/ns#": "",
    "http://purl.org/dc/elements/1.1/": "dc:", "http://purl.org/dc/terms/": "dc:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://prismstandard.org/namespaces/basic/2.0/": "prism:",
    "http://www.w3.org/1999/xhtml": "",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:", "http://www.w3.org/2007/app": "app:",
}  # fmt: skip
_WORDPRESS = "http://wordpress.org/export/"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_ADDRESS_THEN_NAME = re.compile(r"@[^\s()@]+\s*\(([^()]{2,200})\)|^([^<>@]{2,200})<[^\s<>@]+@")
_LONGEST_AUTHOR = 400
_LEADS_ON = frozenset({"url", "redirect", "redir", "link", "apiclick.aspx", "l.php", "click", "out"})
_LEADS_TO = ("url", "u", "q", "target", "dest", "to")
_PAGES = frozenset({"", "text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry says; "" for what it does not say. `key` is its own name for itself, which is no address.

    `leads_on` where its address is that of another site, to which the one given only led: a search for news.
    """

    key: str = ""
    title: str = ""
    url: str = ""
    leads_on: bool = False
    published: str = ""
    byline: str = ""
    language: str = ""
    outlet: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What a feed says of itself and its entries: how it calls itself is seldom the name of an outlet alone."""

    title: str = ""
    publisher: str = ""
    language: str = ""
    byline: str = ""


def rss_entry(item: Any, *, base: str = "") -> Entry:
    """What an <item> says, which may be a post of a blog's export."""
    values = values_of(item)
    url, leads_on = _led(_rss_address(item, values, base_of(item, base)))
    days = ("pubdate", "dc:date", "dc:issued", "dc:created", "prism:publicationdate", "published", "updated")
    return Entry(
        key=values.get("guid", "") or item.get(f"{_RDF}about") or "",
        title=plain(values.get("title", "") or values.get("dc:title", "")),
        url=url,
        leads_on=leads_on,
        published=first_of(values, *days),
        byline=_rss_byline(item, values, channel_of(item)),
        language=values.get("dc:language", ""),
        outlet=plain(values.get("source", "") or values.get("dc:publisher", "")),
        section=values.get("prism:section", "") or _section(item),
    )


def about_rss(channel: Any) -> About:
    """What a <channel> says of all its items."""
    values = values_of(channel) if channel is not None else {}
    return About(
        title=plain(values.get("title", "")),
        publisher=plain(values.get("dc:publisher", "")),
        language=values.get("language", "") or values.get("dc:language", ""),
    )


def atom_entry(entry: Any, *, base: str = "") -> Entry:
    """What an <entry> says."""
    values = values_of(entry)
    content, origin = child(entry, "content"), child(entry, "source")
    url, leads_on = _led(_atom_address(entry, base_of(entry, base)))
    return Entry(
        key=values.get("id", ""),
        title=_atom_words(child(entry, "title")),
        url=url,
        leads_on=leads_on,
        published=first_of(values, "published", "issued", "created", "updated", "modified"),
        byline=_people(entry) or _people(origin),
        language=entry.get(f"{XML}lang") or (content.get(f"{XML}lang") or "" if content is not None else ""),
        outlet=_atom_words(child(origin, "title")) or plain(values.get("dc:publisher", "")),
    )


def about_atom(feed: Any) -> About:
    """What a <feed> says of all its entries; nothing of one that stands alone."""
    if feed is None:
        return About()
    publisher = plain(values_of(feed).get("dc:publisher", ""))
    return About(_atom_words(child(feed, "title")), publisher, feed.get(f"{XML}lang") or "", _people(feed))


# -- both -------------------------------------------------------------------------------------------------


def values_of(element: Any) -> dict[str, str]:
    """The first value of each child by its name in lower case with its namespace's short one: "dc:creator"."""
    found: dict[str, str] = {}
    for inner in element:
        if (name := _short_name(inner)) and (value := "".join(inner.itertext()).strip()):
            found.setdefault(name, value)
    return found


def children_named(element: Any, name: str) -> list[Any]:
    """The children of such a name, as `values_of` has it."""
    return [inner for inner in element if _short_name(inner) == name]


def _short_name(element: Any) -> str:
    """An element's name, with the short name of its namespace; "" where that is none of a feed's own."""
    if not isinstance(element.tag, str):
        return ""
    space, _, name = element.tag.removeprefix("{").rpartition("}")
    if space.startswith(_WORDPRESS):
        prefix = "wp:" if "excerpt" not in space else None
    else:
        prefix = "" if space == _space_of(element.getparent()) else _NAMESPACES.get(space.lower())
    return "" if prefix is None else prefix + name.lower()


def _space_of(element: Any) -> str:
    """The namespace of an entry or feed, whatever it is: what is in the same is of its own kind."""
    return str(element.tag).removeprefix("{").rpartition("}")[0] if element is not None else ""


def first_of(values: dict[str, str], *names: str) -> str:
    """The first of these values that is there."""
    return next((values[name] for name in names if values.get(name)), "")


def plain(written: str) -> str:
    """A title without markup, which feeds escape once or twice."""
    if "<" not in written and "&" not in written:
        return " ".join(written.split())
    return " ".join(html.unescape(_TAG.sub("", html.unescape(written))).split())


def base_of(element: Any, base: str) -> str:
    """What addresses in an element are relative to: each xml:base around it, from the outside in."""
    around = [one.get(f"{XML}base") for one in (element, *element.iterancestors())]
    for inner in reversed([one for one in around if one]):
        base = _joined(base, inner)
    return base


def _joined(base: str, url: str) -> str:
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return url.strip()


def _led(link: str) -> tuple[str, bool]:
    led_on = led_on_to(link)
    return led_on or link, bool(led_on)


def led_on_to(link: str) -> str:
    """The address that a link only leads on to, as those of a search for news do; "" for one that leads to a page.

    Such an entry is not the feed's own, so that the feed's title is not its outlet.
    """
    try:
        parts = urlsplit(link)
        given = parse_qs(parts.query, max_num_fields=50)
    except ValueError:
        return ""
    if parts.path.rstrip("/").rpartition("/")[2].lower() not in _LEADS_ON:
        return ""
    return next((value for key in _LEADS_TO for value in given.get(key, ()) if is_address(value)), "")


def _first_address(given: Iterable[str], base: str) -> str:
    return next((url for one in given if one and is_address(url := _joined(base, one))), "")


def _alternates(element: Any) -> list[str]:
    """The addresses of an entry's pages in its <link href>s, HTML before other forms of it."""
    links = [link for link in element if local_name(link) == "link" and link.get("href")]
    own = [link for link in links if (link.get("rel") or "alternate").lower() == "alternate"]
    own.sort(key=lambda link: (link.get("type") or "").lower() not in _PAGES)
    return [str(link.get("href")) for link in own]


# -- RSS --------------------------------------------------------------------------------------------------


def channel_of(item: Any) -> Any:
    """What tells of the whole feed: around the items in RSS 2.0, beside them in RSS 1.0."""
    above = item.getparent()
    return above if above is None or local_name(above) == "channel" else child(above, "channel")


def _rss_address(item: Any, values: dict[str, str], base: str) -> str:
    guid = child(item, "guid")
    is_link = guid is not None and (guid.get("isPermaLink") or "true").lower() != "false"
    own = (values.get("feedburner:origlink", ""), values.get("link", ""))
    named = (values.get("guid", "") if is_link else "", item.get(f"{_RDF}about") or "")
    return (
        _first_address(own, base)
        or _first_address((one for one in named if is_address(one)), base)
        or _first_address(_alternates(item), base)
    )


def _rss_byline(item: Any, values: dict[str, str], channel: Any) -> str:
    names = [words_of(c) for c in children_named(item, "dc:creator")]
    if not names:
        names = [name for c in children_named(item, "author") if (name := _author(c))]
    if "wp:post_type" in values and channel is not None:
        shown = {
            words_of(child(a, "author_login")): words_of(child(a, "author_display_name"))
            for a in channel
            if local_name(a) == "author"
        }
        names = [shown.get(name) or name for name in names]
    return _together(html.unescape(name).strip(" \"'") for name in names)


def _author(element: Any) -> str:
    """The name in an <author>, which by the rules is an address with a name in brackets."""
    written = (words_of(child(element, "name")) or words_of(element))[:_LONGEST_AUTHOR]
    if found := _ADDRESS_THEN_NAME.search(written):
        return (found[1] or found[2]).strip()
    return "" if "@" in written else written


def _together(names: Iterable[str]) -> str:
    return ", ".join(name for name in unique(names) if not is_address(name))


def _section(item: Any) -> str:
    """The one category of an entry; of several none is its section, but for a blog's own first."""
    found = [c for c in item if local_name(c) == "category" and words_of(c)]
    own = [c for c in found if c.get("domain") == "category"]
    return words_of(own[0]) if own else (words_of(found[0]) if len(found) == 1 else "")


# -- Atom -------------------------------------------------------------------------------------------------


def _atom_words(element: Any) -> str:
    if element is None:
        return ""
    return plain(words_of(element)) if "html" in (element.get("type") or "") else words_of(element)


def _atom_address(entry: Any, base: str) -> str:
    """The page of an entry; where it names none its name for itself, if that is an address."""
    url = _first_address(_alternates(entry), base)
    name = words_of(child(entry, "id"))
    return url or (name if is_address(name) else "")


def _people(element: Any) -> str:
    if element is None:
        return ""
    return _together(words_of(child(a, "name")) for a in element if local_name(a) == "author")
