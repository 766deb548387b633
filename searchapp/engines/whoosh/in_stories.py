"""Statements by the words of the stories that they stand in, not by their own alone.

A word, a phrase, a prefix or NEAR is looked for in the story; a facet's field is asked of the statement itself. So
the matches of stories are laid onto their statements, and only then set against what the statements have.
"""

from __future__ import annotations

from functools import reduce

import numpy as np

from searchapp.engines.arrays import Longs
from searchapp.engines.whoosh.read.executor import Executor, Matches, common
from searchapp.engines.whoosh.read.postings import PostingsReader
from searchapp.engines.whoosh.read.tables import Table
from searchapp.query.tree import And, Node, Not, Or, asks_facet, conjoin


class InStories(Executor):
    """As `Executor`, for statements; `stories` finds the stories."""

    def __init__(self, table: Table, postings: PostingsReader, stories: Executor) -> None:
        super().__init__(table, postings)
        self._stories = stories

    def run(self, node: Node, *, scored: bool = True) -> Matches:
        """All statements that the node matches; each scores as its story does."""
        if not asks_facet(node):
            return self._laid_out(self._stories.run(node, scored=scored))
        match node:
            case And(nodes=nodes):
                told = [n for n in nodes if not asks_facet(n)]
                parts = [conjoin(told)] if told else []
                parts += [n for n in nodes if asks_facet(n)]
                found = [self.run(n, scored=scored) for n in parts]
                return _summed(reduce(common, (f.ids for f in found)), found)
            case Or(nodes=nodes):
                found = [self.run(n, scored=scored) for n in nodes]
                return _summed(np.unique(np.concatenate([f.ids for f in found])), found)
            case Not(node=inner):
                mask = self._table.live.copy()
                mask[self.run(inner, scored=False).ids] = False
                return Matches(np.flatnonzero(mask))
        return super().run(node, scored=scored)

    def _laid_out(self, found: Matches) -> Matches:
        """The statements of some stories."""
        parent = self._table.parent
        score = np.full(self._stories.size, -1.0)
        score[found.ids] = 0 if found.scores is None else found.scores
        ids = np.flatnonzero((score[parent] >= 0) & self._table.live)
        return Matches(ids, None if found.scores is None else score[parent[ids]])


def own_first(matches: Matches, own: Matches) -> Matches:
    """The matches with those first that match by their own words: these score 1 and more, all others less."""
    told = np.zeros(len(matches.ids)) if matches.scores is None else matches.scores
    scores = told / (1 + told)
    mine = np.isin(matches.ids, own.ids, assume_unique=True)
    scores[mine] = 1 + own.score_of(matches.ids[mine])
    return Matches(matches.ids, scores)


def _summed(ids: Longs, parts: list[Matches]) -> Matches:
    """These records, each with all that it scores in the parts."""
    scored = [p for p in parts if p.scores is not None and len(p.ids)]
    scores = np.zeros(len(ids)) if scored else None
    for part in scored:
        there = np.isin(ids, part.ids, assume_unique=True)
        assert scores is not None
        scores[there] += part.score_of(ids[there])
    return Matches(ids, scores)
