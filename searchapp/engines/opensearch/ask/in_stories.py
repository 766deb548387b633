"""Statements by the words of the stories that they stand in, not by their own alone.

A word, a phrase, a prefix or NEAR is looked for in the story; a facet's field is asked of the statement itself. So
what stories match is laid onto their statements, and only then set against what the statements have. A story
weighs what its shard makes of it: the cluster weighs no words of parents by all shards together.
"""

from __future__ import annotations

from collections.abc import Sequence

from searchapp.engines.opensearch.ask.words import ALL, Clause, Words, any_of
from searchapp.engines.opensearch.view import View
from searchapp.query.tree import And, Everything, Node, Or, asks_facet, conjoin

_BELOW_ONE = 1e-3
"""What makes less than 1 of whatever a story weighs."""


class InStories(Words):
    """As `Words`, for statements."""

    def __init__(self, view: View, node: Node) -> None:
        super().__init__(view, "statement", node)
        self._stories = Words(view, "story", node)

    def clause(self, node: Node, field: str = "") -> Clause:
        """The statements that a node matches; each weighs as its story does."""
        match node:
            case Everything():
                return ALL
            case _ if not asks_facet(node):
                return _of(self._stories.clause(node))
            case And(nodes=nodes):
                told = [n for n in nodes if not asks_facet(n)]
                parts = [conjoin(told)] if told else []
                parts += [n for n in nodes if asks_facet(n)]
                return {"bool": {"must": [self.clause(n) for n in parts]}}
            case Or(nodes=nodes):
                return any_of([self.clause(n) for n in nodes])
        return super().clause(node, field)

    def at_least(self, parts: Sequence[Node], binding: Sequence[Node], least: int) -> Clause:
        """The statements of the stories that have so many of the parts, where stories alone tell."""
        if any(map(asks_facet, (*parts, *binding))):
            return super().at_least(parts, binding, least)
        return _of(self._stories.at_least(parts, binding, least))


def own_first(found: Clause, own: Clause) -> Clause:
    """What is found, first what is found by its own words: this weighs 1 and more, all else less."""
    mine: Clause = {"bool": {"must": [own, {"match_all": {}}], "filter": [found]}}
    return {"dis_max": {"queries": [{"bool": {"must": [found], "boost": _BELOW_ONE}}, mine]}}


def _of(stories: Clause) -> Clause:
    """The statements of some stories."""
    return {"has_parent": {"parent_type": "story", "query": stories, "score": True}}
