"""What a news page says about itself -> layers of fields: JSON-LD, then microdata, OpenGraph, other metadata.

Pure: knows the vocabularies, not HTML. Values are taken as they stand, and broken ones are passed over. Of what
several places say, the title is the one that the page shows, the outlet the one that is the site's, the byline the
first that names people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from searchapp.ingest.metadata.address import (
    Given,
    host_of,
    is_address,
    joined,
    leads_to_page,
    original,
    own_address,
)
from searchapp.ingest.metadata.fields import FieldName, Fields, language_of
from searchapp.ingest.pages.bylines.names import all_people, names_nothing, squeezed
from searchapp.ingest.pages.json_ld import Described, Node, described, loaded, without_others
from searchapp.ingest.pages.outlets import Named, is_site, label_of, outlet
from searchapp.ingest.pages.titles import Heading, Told, site_in, title

_OPENGRAPH: dict[FieldName, tuple[str, ...]] = {
    "title": ("og:title",),
    "published": ("article:published_time", "og:article:published_time", "og:published_time"),
    "url": ("og:url",),
}
_META: dict[FieldName, tuple[str, ...]] = {
    "title": ("headline", "title", "parsely-title", "sailthru.title", "dc.title", "twitter:title"),
    "published": (
        "datepublished", "article.published", "date", "pubdate", "publishdate", "publish-date",
        "publish_date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date",
        "dcterms.date", "dcterms.created", "dc.date.created",
    ),
    "url": ("parsely-link", "twitter:url", "al:web:url", "cxenseparse:url", "citation_abstract_html_url"),
    "language": ("language", "content-language", "dc.language"),
}  # fmt: skip
_AUTHORS = (
    "author", "authors", "og:author", "byl", "byline", "parsely-author", "sailthru.author",
    "cxenseparse:author", "article.author", "analytics:author", "dc.creator", "dcterms.creator",
    "dc.contributor", "citation_author", "article:author", "og:article:author", "article_author",
    "twitter:data1",
)  # fmt: skip
"""Of `twitter:data1` only what `twitter:label1` calls the writer."""
_SITES: tuple[tuple[str, str, int], ...] = (
    ("opengraph", "og:site_name", 5),
    ("meta", "application-name", 2),
    ("meta", "apple-mobile-web-app-title", 2),
    ("meta", "dc.publisher", 4),
    ("meta", "dcterms.publisher", 4),
    ("meta", "publisher", 3),
    ("meta", "citation_journal_title", 4),
    ("meta", "sourceorganization", 2),
    ("meta", "cxenseparse:site", 2),
    ("meta", "page.content.source", 1),
)
"""Where a page names its site, and how far that is to be trusted."""
_OWNERS = ("copyright", "copyrightholder", "dc.rights", "rights", "owner", "company", "publisher")
"""Who is named here owns the page, and did not write it where the meta author says no more."""
_RIGHTS = re.compile(r"copyright|\(c\)|©|&copy;|\ball rights reserved\b|\b\d{4}\b", re.IGNORECASE)
_WRITER = frozenset("written by author auteur autor von by geschrieben escrito por verfasst".split())
_LANGUAGES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es",
    "español": "es", "italian": "it", "italiano": "it", "portuguese": "pt", "português": "pt", "russian": "ru",
    "русский": "ru", "dutch": "nl", "nederlands": "nl", "arabic": "ar", "chinese": "zh", "japanese": "ja",
    "korean": "ko", "polish": "pl",
}  # fmt: skip
_Values = dict[FieldName, str]
REFUSED = "none that is this page's own"
"""Stands for addresses of which none can be the story's; no address itself, so that it is told as refused."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page's own statements: `metas` by lower-case name, all of them in `repeated`, `json_ld` as scripts.

    `items` are what its attributes describe. `base` is what its links are read against, `saved_from` the address
    that a browser noted when it saved it. `headings` and `bylines` are what it shows, and `site_marks` what its
    logos, its line of copyright and its feeds are called.
    """

    metas: Mapping[str, str] = field(default_factory=dict)
    repeated: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    json_ld: tuple[str, ...] = ()
    items: tuple[Node, ...] = ()
    title: str = ""
    canonical: str = ""
    shortlink: str = ""
    base: str = ""
    saved_from: str = ""
    language: str = ""
    headings: tuple[Heading, ...] = ()
    bylines: tuple[tuple[str, ...], ...] = ()
    site_marks: tuple[str, ...] = ()


def page_layers(page: Page) -> tuple[Fields, ...]:
    """The page's layers, best first: its own choice of title, outlet and byline, then all that it says."""
    graph = _named(page.metas, _OPENGRAPH)
    meta = _named(page.metas, _META)
    own = (original(page.canonical), original(graph.get("url", "")))
    heads = tuple(heading.text for heading in page.headings)
    titles = (*heads, *_titles(page.metas))
    scripts = [node for script in page.json_ld for node in loaded(script)]
    linked = described(scripts, own, titles)
    marked = described(without_others(page.items, titles), own, titles)
    told: tuple[tuple[str, _Values], ...] = (
        ("json-ld", dict(linked.values)),
        ("microdata", dict(marked.values)),
        ("opengraph", graph),
        ("meta", meta),
        ("title tag", {"title": page.title} if page.title else {}),
    )
    if page.language:
        meta["language"] = page.language
    for _, values in told:
        _settle_language(values)
    host = host_of(_settle_address(page, told))
    told_titles = {squeezed(values["title"]) for _, values in told if "title" in values}
    sites = [
        site
        for site in _sites(page, linked, marked, host)
        if squeezed(site.name) not in told_titles or is_site(site.name, host)
    ]
    site = _outlet(sites, host)
    names = [*(one.name for one in sites), *(site.values.values() if site else ())]
    chosen = _title(page, told, names, host), site, _byline(page, linked, marked, names, host)
    for _, values in told:
        for name in ("outlet", "byline"):
            values.pop(name, None)
    layers = [Fields(origin, values) for origin, values in told]
    if locale := page.metas.get("og:locale"):  # it says what the site's software is set to, more often than not
        layers.append(Fields("opengraph", {"language": locale}))
    return (*(one for one in chosen if one), *layers)


def _titles(metas: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(metas[key] for key in ("og:title", "twitter:title") if key in metas)


def _title(page: Page, told: Sequence[tuple[str, _Values]], sites: Sequence[str], host: str) -> Fields | None:
    given = [Told(origin, values["title"]) for origin, values in told if "title" in values]
    found = title(given, page.headings, sites, host)
    return Fields(found.origin, {"title": found.title}) if found else None


def _outlet(sites: Sequence[Named], host: str) -> Fields | None:
    found = outlet(sites, host)
    return Fields(found[0], {"outlet": found[1]}) if found else None


def _sites(page: Page, linked: Described, marked: Described, host: str) -> Iterator[Named]:
    """All names that the page gives its site, the best trusted first."""
    yield from (Named(origin, page.metas[key], trust) for origin, key, trust in _SITES[:1] if key in page.metas)
    for origin, found in (("json-ld", linked), ("microdata", marked)):
        yield from (Named(origin, name, 5) for name in found.publishers[:1])
        yield from (Named(origin, name, 3) for name in (*found.sites, *found.publishers[1:]))
    known = [*(heading.text for heading in page.headings), *_titles(page.metas)]
    known += [found.values["title"] for found in (linked, marked) if "title" in found.values]
    for line in (page.title, *_titles(page.metas)):
        if name := site_in(line, known, host=host, marks=page.site_marks):
            yield Named("title tag", name, 3)
    yield from (Named(origin, page.metas[key], trust) for origin, key, trust in _SITES[1:] if key in page.metas)
    shown = [*page.site_marks, *(heading.text for heading in page.headings)]
    yield from (Named("page", name, 1) for name in shown if is_site(name, host))


def _byline(page: Page, linked: Described, marked: Described, sites: Sequence[str], host: str) -> Fields | None:
    """Those whom the first place names that does; of what a page shows its first byline, be it an agency's."""
    owners = (_RIGHTS.sub(" ", page.metas[key]).strip(" .,-–") for key in _OWNERS if key in page.metas)
    but = [*sites, *page.site_marks, *owners, host, label_of(host)]
    places: list[tuple[str, Sequence[str]]] = [("json-ld", linked.people), ("microdata", marked.people)]
    for key in _AUTHORS:
        values = page.repeated.get(key, ())
        label = page.metas.get("twitter:label1", "").lower().strip(" :").split()
        if key == "twitter:data1" and not (label and _WRITER.issuperset(label)):
            continue
        origin = "opengraph" if key.startswith(("article:", "og:")) else "meta"
        places.append((origin, [value for value in values if not is_address(value)]))
    shown = next((texts for texts in page.bylines if not all(map(names_nothing, texts))), ())
    places.append(("page", shown))
    for origin, written in places:
        if people := all_people(written, but=but):
            return Fields(origin, {"byline": ", ".join(people)})
    return None


def _settle_language(values: _Values) -> None:
    """A language that is written as a word becomes its tag; what is neither goes."""
    if written := values.get("language"):
        tag = _LANGUAGES.get(written.strip().lower(), written)
        if language_of(tag):
            values["language"] = tag
        else:
            del values["language"]


def _settle_address(page: Page, told: Sequence[tuple[str, _Values]]) -> str:
    """Leave the story's address in the layer that gives it, and no other in any; see `own_address`.

    The result is an address of the site's, if any is told: that one, else the first.
    """
    layers = dict(told)
    given = [
        Given("meta", page.canonical),
        *(Given("opengraph", url) for url in page.repeated.get("og:url", ())),
        Given("json-ld", layers["json-ld"].get("url", "")),
        Given("microdata", layers["microdata"].get("url", "")),
        Given("meta", layers["meta"].get("url", "")),
        Given("meta", page.saved_from),
        Given("meta", page.shortlink),
    ]
    if leads_to_page(page.base) and not page.base.endswith("/"):  # some software names the page itself there
        given.append(Given("meta", page.base))
    urls = [Given(g.origin, original(g.url)) for g in given if g.url.strip()]
    own = own_address(urls, base=joined(page.saved_from, page.base))
    for values in layers.values():
        values.pop("url", None)
    if own:
        layers[own.origin]["url"] = own.url
    elif urls:
        layers["meta"]["url"] = REFUSED
    return own.url if own else next((g.url for g in urls if host_of(g.url)), page.base or page.saved_from)


def _named(metas: Mapping[str, str], table: Mapping[FieldName, tuple[str, ...]]) -> _Values:
    found: _Values = {}
    for name, keys in table.items():
        if value := next((metas[key] for key in keys if metas.get(key)), ""):
            found[name] = value
    return found
