"""Which words of a query count where not all must be there: with `match="any"`, with `least`, after widening.

A function word ("the", "of") is in most stories. Where all words must be there it is looked for like any other.
Where some will do it would make a hit of everything: there it is neither looked for, nor weighed, nor marked,
unless there is no other word. In a phrase, under a star and beside NEAR it is always what was asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from searchapp.query.request import SearchRequest
from searchapp.query.tree import (
    TEXT_FIELDS,
    After,
    And,
    Before,
    Everything,
    Field,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
    conjoin,
)
from searchapp.text.analysis import is_function_word


@dataclass(frozen=True, slots=True)
class Loosened:
    """A query's parts: `words` that may be missing, `uncounted` ones, and conditions that must hold.

    What may be missing are the positive parts at the top; exclusions, dates and facet fields stay `binding`.
    """

    words: tuple[Node, ...]
    uncounted: tuple[Node, ...]
    binding: tuple[Node, ...]

    @property
    def size(self) -> int:
        """How many words the query has, those that do not count among them."""
        return len(self.words) + len(self.uncounted)

    @property
    def node(self) -> Node:
        """The query without the words that do not count."""
        return conjoin([*self.words, *self.binding])


def loosened(node: Node) -> Loosened:
    """A query's parts where not all of its words must be there."""
    parts = node.nodes if isinstance(node, And) else (node,)
    words = tuple(n for n in parts if _is_wording(n))
    counted = tuple(n for n in words if not _is_empty(n))
    uncounted = tuple(n for n in words if _is_empty(n)) if counted else ()
    return Loosened(counted or words, uncounted, tuple(n for n in parts if not _is_wording(n)))


def marked(request: SearchRequest) -> Node:
    """What of a request's query is looked for and marked; a widened answer's is that of its `least`."""
    return loosened(request.node).node if request.match == "any" or request.least else request.node


def _is_empty(node: Node) -> bool:
    return is_function_word(node.text) if isinstance(node, Word) else False


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
