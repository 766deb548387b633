"""The words of a query that may be misspelt, and the query with another word in the place of one. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from searchapp.query.tree import Leaf, Near, Node, Phrase, Prefix, Word, positive_leaves, rewrite
from searchapp.text.analysis import tokenize

MOST_WORDS = 40
"""Words of a query that are looked at; nobody types more by hand."""
LEAST_LETTERS = 3


def spelled_words(node: Node) -> tuple[tuple[str, str], ...]:
    """(field, exact form) of each word that a hit may owe its match to, once each; none that is only begun."""
    return tuple(dict.fromkeys(islice(_words(node), MOST_WORDS)))


def _words(node: Node) -> Iterator[tuple[str, str]]:
    for field, found in positive_leaves(node):
        for leaf in (found.left, found.right) if isinstance(found, Near) else (found,):
            if not isinstance(leaf, Prefix):
                for token in tokenize(leaf.text, shouted=False):
                    if len(token.exact) >= LEAST_LETTERS and token.exact.isalpha():
                        yield field, token.exact


def respelled(node: Node, exact: str, word: str) -> Node:
    """The query with `word` wherever a word of this exact form stands."""

    def leaf(one: Leaf) -> Leaf:
        text, at = [], 0
        for token in tokenize(one.text, shouted=False):
            if token.exact == exact:
                text += [one.text[at : token.start], word]
                at = token.end
        whole = "".join((*text, one.text[at:]))
        return one if isinstance(one, Prefix) else type(one)(whole)

    def change(one: Node) -> Node:
        match one:
            case Word() | Phrase():
                return leaf(one)
            case Near(left=left, right=right, distance=distance):
                return Near(leaf(left), leaf(right), distance)
            case _:
                return one

    return rewrite(node, change)
