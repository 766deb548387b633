"""What a page says in attributes of its elements, microdata or RDFa, in schema.org's words -> JSON-LD's nodes.

Knows lxml's trees, and nothing of what the words mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from searchapp.ingest.pages.markup import text_of, walk

_MOST = 5_000
"""Items and properties; a page of one article has a few dozen."""
_MOST_STEPS = 1_000_000
_ADDRESSES = frozenset({"url", "mainentityofpage", "sameas", "@id", "image", "logo"})


class _Way(NamedTuple):
    """The attributes by which a thing, its type, its address and its properties are marked."""

    scope: str
    kind: str
    id: str
    property: str


_WAYS = (_Way("itemscope", "itemtype", "itemid", "itemprop"), _Way("typeof", "typeof", "resource", "property"))
_Node = dict[str, object]


def items(tree: Any) -> tuple[_Node, ...]:
    """The things that a page's attributes describe, those within others too, in the page's order."""
    return tuple(node for way in _WAYS for node in _items(tree, way))


def _items(tree: Any, way: _Way) -> Iterator[_Node]:
    """The nodes of one way of marking, made without recursion: a page may be deep."""
    if not tree.xpath(f"boolean(//@{way.scope})"):
        return
    made: list[_Node] = []
    within: list[tuple[Any, _Node]] = []
    left = _MOST
    for event, element in walk(tree, _MOST_STEPS):
        if not isinstance(element.tag, str):
            continue
        if event == "end":
            if within and within[-1][0] is element:
                within.pop()
            continue
        names = (element.get(way.property) or "").lower().split()
        opens = element.get(way.scope) is not None
        if not (names or opens) or left <= 0:
            continue
        left -= 1
        node: _Node = {"@type": re.split(r"[\s]+", (element.get(way.kind) or "").strip())} if opens else {}
        if opens and (own := element.get(way.id)):
            node["@id"] = own
        if within:
            for name in names:
                _add(within[-1][1], name, node if opens else _value(element, name))
        if opens:
            made.append(node)
            within.append((element, node))
    yield from made


def _add(node: _Node, name: str, value: object) -> None:
    had = node.get(name)
    if had is None:
        node[name] = value
    elif isinstance(had, list):
        had.append(value)
    else:
        node[name] = [had, value]


def _value(element: Any, name: str) -> str:
    """What an element gives for a property: what a machine is to read, else its text."""
    for attribute in ("content", "datetime"):
        if (given := element.get(attribute)) is not None:
            return str(given)
    if name.removeprefix("schema:") in _ADDRESSES and (link := element.get("href") or element.get("src")):
        return str(link)
    return text_of(element)
