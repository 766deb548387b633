"""What a news page says about itself -> layers of fields: JSON-LD, then OpenGraph, then other metadata.

Pure: knows the vocabularies, not HTML. Values are taken as they stand, and broken ones are passed over.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from searchapp.ingest.metadata.address import Given, is_address, joined, own_address, same_page
from searchapp.ingest.metadata.fields import FieldName, Fields, one_line, unique

ARTICLES = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle"
    " OpinionNewsArticle ReviewNewsArticle BlogPosting LiveBlogPosting Report".split()
)
_OPENGRAPH: dict[FieldName, tuple[str, ...]] = {
    "title": ("og:title",),
    "outlet": ("og:site_name",),
    "published": ("article:published_time", "og:article:published_time", "og:published_time"),
    "byline": ("article:author", "og:article:author"),
    "url": ("og:url",),
}
_META: dict[FieldName, tuple[str, ...]] = {
    "title": ("headline", "title", "parsely-title", "sailthru.title", "dc.title", "twitter:title"),
    "outlet": ("publisher", "dc.publisher", "dcterms.publisher"),
    "published": (
        "datepublished", "article.published", "date", "pubdate", "publishdate", "publish-date",
        "publish_date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date",
        "dcterms.date", "dcterms.created", "dc.date.created",
    ),
    "byline": ("author", "byl", "byline", "parsely-author", "sailthru.author", "dc.creator"),
    "url": ("parsely-link", "twitter:url"),
    "language": ("language", "content-language", "dc.language", "og:locale"),
}  # fmt: skip
_Values = dict[FieldName, str]
REFUSED = "none that is this page's own"
"""Stands for addresses of which none can be the story's; no address itself, so that it is told as refused."""
_SEPARATORS = (" | ", " - ", " – ", " — ", " :: ")


@dataclass(frozen=True, slots=True)
class Page:
    """A page's own statements: `metas` by lower-case name, `json_ld` as the scripts' source.

    `base` is what its links are read against, `saved_from` the address that a browser noted when it saved it.
    """

    metas: Mapping[str, str] = field(default_factory=dict)
    json_ld: tuple[str, ...] = ()
    title: str = ""
    canonical: str = ""
    shortlink: str = ""
    base: str = ""
    saved_from: str = ""
    language: str = ""


def page_layers(page: Page) -> tuple[Fields, ...]:
    """The page's layers, best first."""
    graph = _named(page.metas, _OPENGRAPH)
    meta = _named(page.metas, _META)
    linked = _linked_data(page.json_ld, (page.canonical, graph.get("url", "")))
    if page.language:
        meta["language"] = page.language
    _settle_address(page, linked, graph, meta)
    told = (("json-ld", linked), ("opengraph", graph), ("meta", meta), ("title tag", _window_title(page)))
    outlets = [values["outlet"] for _, values in told if "outlet" in values]
    for _, values in told:
        if "title" in values:
            values["title"] = _without_outlet(one_line(values["title"]), outlets)
    return tuple(Fields(origin, values) for origin, values in told)


def _settle_address(page: Page, linked: _Values, graph: _Values, meta: _Values) -> None:
    """Leave the story's address in the layer that gives it, and no other in any; see `own_address`."""
    layers: dict[str, _Values] = {"meta": meta, "opengraph": graph, "json-ld": linked}
    given = [
        Given("meta", page.canonical),
        Given("opengraph", graph.get("url", "")),
        Given("json-ld", linked.get("url", "")),
        Given("meta", meta.get("url", "")),
        Given("meta", page.saved_from),
        Given("meta", page.shortlink),
    ]
    told = [g for g in given if g.url.strip()]
    own = own_address(told, base=joined(page.saved_from, page.base))
    for values in layers.values():
        values.pop("url", None)
    if own:
        layers[own.origin]["url"] = own.url
    elif told:
        meta["url"] = REFUSED


def _window_title(page: Page) -> dict[FieldName, str]:
    return {"title": page.title} if page.title else {}


def _named(metas: Mapping[str, str], table: Mapping[FieldName, tuple[str, ...]]) -> dict[FieldName, str]:
    found: dict[FieldName, str] = {}
    for name, keys in table.items():
        usable = (metas[key] for key in keys if metas.get(key))
        if value := next((v for v in usable if name not in {"byline", "outlet"} or not is_address(v)), ""):
            found[name] = value
    return found


def _without_outlet(title: str, outlets: list[str]) -> str:
    """The title less the outlet's name at its end."""
    for ending in (separator + outlet for outlet in outlets if outlet for separator in _SEPARATORS):
        if title.lower().endswith(ending.lower()) and len(title) > len(ending):
            return title[: -len(ending)]
    return title


def _linked_data(scripts: tuple[str, ...], own: Sequence[str]) -> _Values:
    """The article that the page's JSON-LD describes: the one at the page's address, else the first."""
    nodes = [node for script in scripts for node in _nodes(_loaded(script))]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [
        node
        for node in nodes
        if (node.get("headline") or node.get("datePublished"))
        and ARTICLES.intersection(_strings(node.get("@type")))
    ]
    here = (a for a in articles if any(same_page(found, url) for found in _places(a) for url in own))
    chosen = next(here, articles[0] if articles else None)
    return _article(chosen, by_id) if chosen else {}


def _places(node: Mapping[str, object]) -> tuple[str, ...]:
    """The addresses at which a node says it is."""
    return (*_strings(node.get("url")), *_addresses(node.get("mainEntityOfPage")), *_strings(node.get("@id")))


def _loaded(script: str) -> object:
    source = script.strip().removeprefix("<!--").removesuffix("-->").strip()
    source = source.removeprefix("//<![CDATA[").removeprefix("<![CDATA[").removesuffix("]]>").rstrip("/; \n")
    try:
        return json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object) -> Iterator[dict[str, object]]:
    """The objects at the top, in lists, in @graph, and those that are a page's main entity."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case list() as several:
                waiting.extend(reversed(several))
            case dict() as node:
                yield node
                waiting.extend((node.get("mainEntity"), node.get("@graph")))


def _article(node: Mapping[str, object], by_id: Mapping[object, dict[str, object]]) -> dict[FieldName, str]:
    found: dict[FieldName, tuple[str, ...]] = {
        "title": _strings(node.get("headline")) or _strings(node.get("name")),
        "outlet": _names(node.get("publisher"), by_id),
        "published": _strings(node.get("datePublished")),
        "byline": (", ".join(unique(n for n in _names(node.get("author"), by_id) if not is_address(n))),),
        "url": _strings(node.get("url")) or _addresses(node.get("mainEntityOfPage")),
        "language": _strings(node.get("inLanguage")),
    }
    return {name: html.unescape(values[0]) for name, values in found.items() if values and values[0].strip()}


def _strings(value: object) -> tuple[str, ...]:
    """The value, or the values of a list, that are strings."""
    several = value if isinstance(value, list) else [value]
    return tuple(v for v in several if isinstance(v, str) and v.strip())


def _names(value: object, by_id: Mapping[object, dict[str, object]]) -> tuple[str, ...]:
    """The names of people or organizations: given plainly, as objects, or as references to objects."""
    names: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            reference = one.get("@id")
            known = by_id.get(reference) if isinstance(reference, str) and "name" not in one else None
            names.extend(_strings((known or one).get("name")))
        else:
            names.extend(_strings(one))
    return tuple(names)


def _addresses(value: object) -> tuple[str, ...]:
    if isinstance(value, dict):
        return _strings(value.get("@id")) or _strings(value.get("url"))
    return _strings(value)
