"""The query vocabulary: what can be asked, and what an engine answers. No engine in sight.

A node's `str` is its canonical text, and `parse(str(node)) == node` (see `searchapp.parse`). Nodes hold
words as they were typed; an engine turns them into terms with `searchapp.analysis`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple, assert_never

from searchapp.facets import FACET_KEYS
from searchapp.foreign import escaped
from searchapp.model import RecordKind, Statement

TEXT_FIELDS: tuple[str, ...] = ("title", "text")
"""Fields that hold running text; every facet key is a field too."""
FIELDS: tuple[str, ...] = (*TEXT_FIELDS, *FACET_KEYS)
MAX_DISTANCE = 99

State = Literal["any", "only", "not"]
Match = Literal["all", "any"]
Sort = Literal["relevance", "newest", "oldest"]


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
        return (
            f"{self.name}:{inner}" if isinstance(self.node, Word | Phrase | Prefix) else f"{self.name}:({inner})"
        )


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
        return _shout_safe(" ".join(f"({n})" if isinstance(n, Or) else str(n) for n in self.nodes))


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


def loosened(node: Node) -> tuple[list[Node], list[Node]]:
    """A query's parts as (words that may be missing, conditions that may not).

    What `match any` and widening let go are the positive parts at the top; exclusions, dates and
    facet fields stay binding.
    """
    parts = list(node.nodes) if isinstance(node, And) else [node]
    binding = [n for n in parts if not _is_wording(n)]
    return [n for n in parts if _is_wording(n)], binding


def _is_wording(node: Node) -> bool:
    match node:
        case Word() | Phrase() | Prefix() | Near() | Or() | And():
            return True
        case Field(name=name):
            return name in TEXT_FIELDS
        case Everything() | After() | Before() | Not():
            return False
        case _:
            assert_never(node)


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


@dataclass(frozen=True, slots=True)
class Filter:
    """One chosen value of a facet: only it, or not it. The empty value stands for records that have none."""

    key: str
    value: str
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One question to an engine.

    Filters of one facet widen each other, facets narrow. `since` and `until` are inclusive; `undated`
    asks for records without a date only. `match="any"` takes records with at least one of the top-level
    words, `least` those with at least so many (0: all); `widen` does so only when no record has them all, and
    then asks for as many as can be had.
    `facets` are the keys to count; `facet_size` cuts each list (None: as the table says, 0: all values).
    `sideways` counts each facet as if none of its values were chosen, as a panel needs; without it under all
    filters, which tells what stands beside a chosen value.
    """

    node: Node = field(default_factory=Everything)
    kind: RecordKind = "story"
    filters: tuple[Filter, ...] = ()
    since: date | None = None
    until: date | None = None
    undated: bool = False
    match: Match = "all"
    least: int = 0
    widen: bool = False
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 10
    facets: tuple[str, ...] = FACET_KEYS
    facet_size: int | None = None
    timeline: bool = True
    sideways: bool = True


class Span(NamedTuple):
    """A run of text, and whether it is a match."""

    text: str
    hit: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One record of an answer, ready to be shown.

    `title` and `snippet` are runs of text; a run with `hit` is a match. `quotes` are those statements of
    a story whose words match, each with its words as runs. For a statement record `statement` is set and
    `snippet` is all its words.
    """

    id: str
    kind: RecordKind
    story_id: str
    score: float
    title: tuple[Span, ...]
    outlet: str | None
    published: date | None
    url: str | None
    snippet: tuple[Span, ...]
    byline: str | None = None
    statement: Statement | None = None
    quotes: tuple[tuple[Statement, tuple[Span, ...]], ...] = ()


class FacetCount(NamedTuple):
    """A facet's value, how it is called, how many records it would leave, and whether it is chosen."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # nobody counts in this tuple
    state: State = "any"


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """One facet of an answer: its values by count, how many values have any, and records without one.

    Each count is the total of the same request with that value as the facet's only choice, beside what else is
    left out of it.
    """

    key: str
    values: tuple[FacetCount, ...]
    distinct: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Bucket:
    """A stretch of the timeline: first and last day, and the records published in it."""

    first: date
    last: date
    count: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Records by date, counted without the date filter; empty buckets are there too."""

    buckets: tuple[Bucket, ...] = ()
    undated: int = 0


@dataclass(frozen=True, slots=True)
class SearchResult:
    """An engine's answer.

    `total` counts the records of the asked kind, `totals` those of both kinds. `wanted` is how many
    top-level words the query has and `had` how many of them each hit has at least: less than `wanted`
    only after widening, or with `least` or `match="any"`. `facets` are in the order of the request.
    """

    total: int
    totals: Mapping[RecordKind, int]
    hits: tuple[Hit, ...]
    facets: tuple[FacetCounts, ...]
    timeline: Timeline
    wanted: int
    had: int
    took_ms: float
    generation: str
