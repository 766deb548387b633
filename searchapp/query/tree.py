"""The query language as a tree: what can be asked, and `str(node)` as the way back to text. No engine in sight."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from searchapp.facets import FACET_KEYS
from searchapp.query.foreign_syntax import escaped
from searchapp.text.analysis import LETTERS, is_orphan
from searchapp.text.languages import LOST_ENDINGS

TEXT_FIELDS: tuple[str, ...] = ("title", "text")
"""Fields that hold running text; every facet key is a field too."""
FIELDS: tuple[str, ...] = (*TEXT_FIELDS, *FACET_KEYS)
MAX_DISTANCE = 99


@dataclass(frozen=True, slots=True)
class Everything:
    """Every record."""

    def __str__(self) -> str:
        return "*"


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its inflections; in capitals it is an acronym and is taken as it stands."""

    text: str

    def __str__(self) -> str:
        return _escape(self.text)


@dataclass(frozen=True, slots=True)
class Phrase:
    """These very words in this order, one after the other."""

    text: str

    def __str__(self) -> str:
        return _shout_safe('"' + re.sub(r'(["“”„«»\\])', r"\\\1", self.text) + '"')


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins so."""

    text: str

    def __str__(self) -> str:
        return _escape(self.text) + "*"


@dataclass(frozen=True, slots=True)
class Near:
    """Both, at most `distance` words from each other, in either order; 1 means side by side."""

    left: Leaf
    right: Leaf
    distance: int

    def __str__(self) -> str:
        return _shout_safe(f"{self.left} NEAR/{self.distance} {self.right}")


@dataclass(frozen=True, slots=True)
class Field:
    """The node, looked for in one field only: a text field's words, or the words of a facet's values."""

    name: str
    node: Node

    def __str__(self) -> str:
        inner = str(self.node)
        plain = isinstance(self.node, Word | Phrase | Prefix) and not inner.startswith("\\")
        return f"{self.name}:{inner}" if plain else f"{self.name}:({inner})"


@dataclass(frozen=True, slots=True)
class After:
    """Published on this day or later."""

    day: date

    def __str__(self) -> str:
        return f"after:{self.day.isoformat()}"


@dataclass(frozen=True, slots=True)
class Before:
    """Published on this day or earlier."""

    day: date

    def __str__(self) -> str:
        return f"before:{self.day.isoformat()}"


@dataclass(frozen=True, slots=True)
class And:
    """Every one of the nodes; two or more, none of them an And."""

    nodes: tuple[Node, ...]

    def __str__(self) -> str:
        return _shout_safe(_apart(" ".join(f"({n})" if isinstance(n, Or) else str(n) for n in self.nodes)))


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the nodes; two or more, none of them an Or."""

    nodes: tuple[Node, ...]

    def __str__(self) -> str:
        return _shout_safe(" OR ".join(f"({n})" if isinstance(n, And) else str(n) for n in self.nodes))


@dataclass(frozen=True, slots=True)
class Not:
    """Every record but those of the node; never holds another Not."""

    node: Node

    def __str__(self) -> str:
        return f"-({self.node})" if isinstance(self.node, And | Or | Near) else f"-{self.node}"


Leaf = Word | Phrase | Prefix
Node = Everything | Word | Phrase | Prefix | Near | Field | After | Before | And | Or | Not

_LONE = re.compile(f"(?<![^ ])[{''.join(sorted(LOST_ENDINGS))}]")
_OPERATOR = re.compile(r"(AND|OR|NOT|NEAR(/\d+)?)\Z")


def _escape(text: str) -> str:
    """A word so written that it reads as itself: no operator, field, group or phrase."""
    out = re.sub(r'([\s"“”„«»()*\\])', r"\\\1", text)
    if m := re.match(r"([A-Za-z]+):", out):
        out = f"{m[1]}\\:{out[m.end() :]}"
    out = escaped(out)
    if out.startswith(("-", "−", "–")) or _OPERATOR.match(out):
        out = "\\" + out
    return out


def _apart(text: str) -> str:
    """A query whose single letters are read one by one, and whose last letters are no lost endings."""
    text = LETTERS.sub(lambda run: run[0].replace(" ", " \\"), text)
    return _LONE.sub(lambda one: f"\\{one[0]}" if is_orphan(text, *one.span()) else one[0], text)


def _shout_safe(text: str) -> str:
    """A text all in capitals is read as folded; one backslash says that these capitals are meant."""
    if not is_shouted(text):
        return text
    for word in re.finditer(r"[^\s()]+", text):
        letter = re.search(r"[^\W\d_]", word[0])
        if letter and not _OPERATOR.match(word[0]):
            at = word.start() + letter.start()
            return f"{text[:at]}\\{text[at:]}"
    return text


def is_shouted(text: str) -> bool:
    """Whether a query has more than three words and no lower case at all, so that its capitals tell nothing.

    A backslash anywhere says that the capitals are meant.
    """
    if "\\" in text or any(c.islower() for c in text):
        return False
    return sum(any(c.isupper() for c in word) for word in re.split(r"[\s()]+", text)) > 3


def conjoin(nodes: list[Node]) -> Node:
    """All of the nodes, flattened; Everything where there are none."""
    flat: list[Node] = []
    for node in nodes:
        flat.extend(node.nodes if isinstance(node, And) else () if isinstance(node, Everything) else (node,))
    return Everything() if not flat else flat[0] if len(flat) == 1 else And(tuple(flat))


def disjoin(nodes: list[Node]) -> Node:
    """Any of the nodes, flattened and without repeats; Everything where there are none."""
    flat: dict[Node, None] = {}
    for node in nodes:
        flat.update(dict.fromkeys(node.nodes if isinstance(node, Or) else (node,)))
    kept = list(flat)
    return Everything() if not kept or Everything() in flat else kept[0] if len(kept) == 1 else Or(tuple(kept))


def negate(node: Node) -> Node:
    """The opposite; a double negation cancels."""
    return node.node if isinstance(node, Not) else Not(node)


def rewrite(node: Node, change: Callable[[Node], Node]) -> Node:
    """The tree with `change` applied to each node from the leaves up."""
    match node:
        case And(nodes=nodes):
            node = conjoin([rewrite(n, change) for n in nodes])
        case Or(nodes=nodes):
            node = disjoin([rewrite(n, change) for n in nodes])
        case Not(node=inner):
            node = negate(rewrite(inner, change))
        case Field(name=name, node=inner):
            node = Field(name, rewrite(inner, change))
        case Near() | Word() | Phrase() | Prefix() | After() | Before() | Everything():
            pass
        case _:
            assert_never(node)
    return change(node)


def nodes_in(node: Node) -> Iterator[Node]:
    """A node and all that stand in it; what is near something stands in its Near."""
    yield node
    match node:
        case And(nodes=nodes) | Or(nodes=nodes):
            for inner in nodes:
                yield from nodes_in(inner)
        case Not(node=inner) | Field(node=inner):
            yield from nodes_in(inner)


def facets_in(node: Node) -> Iterator[str]:
    """The facets whose fields stand in a node."""
    return (n.name for n in nodes_in(node) if isinstance(n, Field) and n.name not in TEXT_FIELDS)


def asks_facet(node: Node) -> bool:
    """Whether a facet's field stands in a node."""
    return any(True for _ in facets_in(node))


def positive_leaves(node: Node, field_name: str = "") -> Iterator[tuple[str, Leaf | Near]]:
    """Each leaf that a hit may owe its match to, with the field it is bound to ("" for any text field)."""
    match node:
        case Word() | Phrase() | Prefix() | Near():
            yield field_name, node
        case And(nodes=nodes) | Or(nodes=nodes):
            for n in nodes:
                yield from positive_leaves(n, field_name)
        case Field(name=name, node=inner):
            yield from positive_leaves(inner, name)
        case Not() | Everything() | After() | Before():
            return
        case _:
            assert_never(node)
