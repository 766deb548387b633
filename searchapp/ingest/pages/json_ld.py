"""The article of a page, of all that it describes in the words of schema.org, in JSON-LD or in attributes.

Pure. Scripts are read as leniently as browsers' tools do: with comments, a comma too many, or escaped as HTML.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from searchapp.ingest.metadata.address import is_address, is_front_page, same_page
from searchapp.ingest.metadata.fields import FieldName, one_line, unique

Node = Mapping[str, object]
ARTICLES = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle askpublicnewsarticle backgroundnewsarticle"
    " opinionnewsarticle reviewnewsarticle satiricalarticle advertisercontentarticle scholarlyarticle"
    " medicalscholarlyarticle techarticle blogposting liveblogposting socialmediaposting report review"
    " criticreview claimreview mediareview employerreview userreview".split()
)
"""Types of what has a headline and an author, in lower case."""
_PAGES = frozenset({"webpage", "itempage", "qapage", "collectionpage"})
_SITES = frozenset({"website", "newsmediaorganization", "newspaper", "organization", "blog", "corporation"})
_VOCABULARY = re.compile(r"(?:https?://(?:www\.)?schema\.org/|schema:)", re.IGNORECASE)
_FRAMED = re.compile(r"(?:\s|<!--|-->|//|/\*|\*/|<!\[CDATA\[|\]\]>|;)*+", re.IGNORECASE)
_SLIPS = re.compile(
    r"""(?P<string>"(?:[^"\\]|\\.)*+(?:"|\Z))|(?P<commas>,[\s,]*+)|/\*.*?(?:\*/|\Z)|//[^\n]*|<!--|-->""", re.DOTALL
)
_BAD_ESCAPE = re.compile(r'\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|(.?))', re.DOTALL)
_MOST_NODES = 5_000
_MOST_NAMES = 100
_ALIKE = 0.3


@dataclass(frozen=True, slots=True)
class Described:
    """What a page's structured data says of its article: values as written, the writers' and the site's names."""

    values: Mapping[FieldName, str]
    people: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()


def loaded(script: str) -> list[Node]:
    """The objects of a script: at the top, in lists, in @graph, and those that are a page's main entity."""
    return list(_nodes(_values(script)))


def described(nodes: Sequence[Node], own: Sequence[str], headings: Sequence[str]) -> Described:
    """The page's own article among `nodes`: the one at one of the addresses, else with one of the headings.

    Where neither tells, the one that says the most of itself, or what is said of the page itself.
    """
    nodes = [_plain(node) for node in nodes[:_MOST_NODES]]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    sites = tuple(
        name for node in nodes if _is(node, _SITES) and _is_site(node) for name in _strings(node.get("name"))
    )
    sites = sites[:_MOST_NAMES]
    articles = [
        n for n in nodes if _is(n, ARTICLES) and (n.get("headline") or n.get("datepublished") or _title(n))
    ]
    titles = {_words(heading) for heading in headings} - {()}
    if not (ranked := sorted(articles, key=lambda n: _rank(n, own, titles), reverse=True)):
        ranked = [node for node in nodes if _is(node, _PAGES) and _here(node, own)]
    if not ranked:
        return Described({}, sites=sites)
    best = _rank(ranked[0], own, titles)
    alike = [node for node in ranked if best[:2] != (False, False) and _rank(node, own, titles)[:2] == best[:2]]
    return _article(alike or ranked[:1], by_id, sites)


def without_others(nodes: Sequence[Node], headings: Sequence[str]) -> list[Node]:
    """The nodes but those of articles that no heading of the page speaks of: what it marks up, it shows."""
    shown = [set(_words(heading)) for heading in headings]
    return [
        node
        for node in nodes
        if not (shown and _is(_plain(node), ARTICLES) and (names := _title(node)))
        or any(_ALIKE * len(words) <= len(words.intersection(_words(name))) for name in names for words in shown)
    ]


def _rank(node: Node, own: Sequence[str], titles: set[tuple[str, ...]]) -> tuple[bool, bool, int]:
    told = sum(bool(node.get(key)) for key in ("headline", "datepublished", "author"))
    return _here(node, own), any(_words(name) in titles for name in _title(node)), told


def _here(node: Node, own: Sequence[str]) -> bool:
    return any(same_page(found, url) for found in _places(node) for url in own)


def _is(node: Node, kinds: frozenset[str]) -> bool:
    return any(kind.lower() in kinds for kind in _strings(node.get("@type")) or _strings(node.get("type")))


def _is_site(node: Node) -> bool:
    """Whether a site or an organization is the page's own: its address is a front page, or not given."""
    places = [*_strings(node.get("url")), *_strings(node.get("@id"))]
    return any(map(is_front_page, places)) or (not places and _is(node, frozenset({"website"})))


def _article(nodes: Sequence[Node], by_id: Mapping[object, Node], sites: tuple[str, ...]) -> Described:
    """What the nodes, best first, say of the article that they all describe."""
    values: dict[FieldName, str] = {}
    people: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    for node in nodes:
        found: dict[FieldName, tuple[str, ...]] = {
            "title": _title(node),
            "published": _strings(node.get("datepublished")),
            "url": _strings(node.get("url")) or _addresses(node.get("mainentityofpage")),
            "language": _languages(node.get("inlanguage")),
        }
        for name, given in found.items():
            if given and (value := html.unescape(given[0])).strip():
                values.setdefault(name, value)
        writers = _names(node.get("author"), by_id, but=_SITES) or _names(node.get("creator"), by_id, but=_SITES)
        people = people or unique(html.unescape(name) for name in writers if not is_address(name))
        owners = [
            name
            for key in ("publisher", "ispartof", "sourceorganization", "provider")
            for name in _names(node.get(key), by_id)
        ]
        publishers = publishers or unique(html.unescape(name) for name in owners)
    return Described(values, people, publishers, sites)


def _title(node: Node) -> tuple[str, ...]:
    return _strings(node.get("headline")) or _strings(node.get("name"))


def _places(node: Node) -> tuple[str, ...]:
    """The addresses at which a node says it is."""
    return (*_strings(node.get("url")), *_addresses(node.get("mainentityofpage")), *_strings(node.get("@id")))


def _plain(node: Node) -> dict[str, object]:
    """A node with its keys in lower case, and those and its types without the vocabulary's name."""
    made = {_VOCABULARY.sub("", key, count=1).lower(): value for key, value in node.items()}
    if kinds := _strings(made.get("@type")):
        made["@type"] = [_VOCABULARY.sub("", kind, count=1) for kind in kinds]
    return made


def _values(script: str) -> Iterator[object]:
    """The JSON values that stand one after another in a script; what can't be mended is passed over."""
    best: list[object] = []
    for read in (str, _mended, html.unescape, lambda written: _mended(html.unescape(written))):
        found, whole = _decoded(read(script))
        best = max(best, found, key=len)
        if whole:
            break
    yield from best


def _decoded(text: str) -> tuple[list[object], bool]:
    """What can be decoded from the beginning, and whether that is all."""
    decoder = json.JSONDecoder(strict=False)
    found: list[object] = []
    at = _framed(text, 0)
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return found, False
        found.append(value)
        at = _framed(text, at)
    return found, True


def _framed(text: str, at: int) -> int:
    around = _FRAMED.match(text, at)
    return around.end() if around else at


def _mended(text: str) -> str:
    """JSON as it was meant: without comments, commas too many and escapes that are none."""

    def mend(slip: re.Match[str]) -> str:
        if slip["commas"]:
            return "" if text[slip.end() : slip.end() + 1] in {"]", "}", ""} else ","
        return _BAD_ESCAPE.sub(_escape, slip["string"] or "")

    return _SLIPS.sub(mend, text)


def _escape(found: re.Match[str]) -> str:
    return found[0] if found[1] else found[2]


def _nodes(values: Iterator[object]) -> Iterator[Node]:
    waiting: list[object] = list(values)[::-1]
    while waiting:
        match waiting.pop():
            case list() as several:
                waiting.extend(reversed(several))
            case dict() as node:
                yield node
                inner = {_VOCABULARY.sub("", key, count=1).lower(): value for key, value in node.items()}
                waiting.extend((inner.get("mainentity"), inner.get("@graph")))
                if isinstance(page := inner.get("mainentityofpage"), dict) and page.get("headline"):
                    waiting.append(page)


def _strings(value: object) -> tuple[str, ...]:
    """The value, or the values of a list, that are strings; JSON-LD may write one as {"@value": …}."""
    several = value if isinstance(value, list) else [value]
    plain = (v.get("@value") if isinstance(v, dict) else v for v in several)
    return tuple(v for v in plain if isinstance(v, str) and v.strip())


def _names(value: object, by_id: Mapping[object, Node], *, but: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The names of people or organizations, `but` of some types: as strings, objects, or references to objects."""
    names: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            thing = _plain(one)
            reference = thing.get("@id")
            known = by_id.get(reference) if isinstance(reference, str) and "name" not in thing else None
            thing = dict(known) if known else thing
            parts = " ".join((*_strings(thing.get("givenname")), *_strings(thing.get("familyname"))))
            if not _is(thing, but):
                names.extend(_strings(thing.get("name")) or _strings(thing.get("@value")) or _strings(parts))
        else:
            names.extend(_strings(one))
    return tuple(names[:_MOST_NAMES])


def _languages(value: object) -> tuple[str, ...]:
    if isinstance(value, dict):
        return _strings(value.get("alternateName")) or _strings(value.get("name"))
    return _strings(value)


def _addresses(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(url for one in value for url in _addresses(one))
    if isinstance(value, dict):
        return _strings(value.get("@id")) or _strings(value.get("url"))
    return _strings(value)


def _words(line: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", one_line(html.unescape(line)).casefold()))
