"""The words in the values of one facet: those near to another, how each is written, which values begin so."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np

from searchapp.engines.arrays import Strings, distinct
from searchapp.engines.spelling.likelihood import Candidate, likeliest
from searchapp.engines.spelling.nearness import Letters
from searchapp.engines.whoosh.read.facet_column import FacetColumn
from searchapp.query.result import Spelling
from searchapp.text.analysis import stem_term, tokenize
from searchapp.text.letters import without_accents


class LabelWords:
    """The words of a facet's values, as `Dictionary` has those of stories."""

    def __init__(self, column: FacetColumn) -> None:
        self._column = column
        self._terms = sorted(t for t in column.labels.search.by_term() if t == t.lower() and t.isalnum())
        self._letters = Letters(Strings.of([t.encode() for t in self._terms]))

    def stories(self, word: str) -> int:
        """How many stories have a value with a word in its name."""
        return int(self._column.matrix.having(self._values(stem_term(word))).sum())

    def near(self, word: str, *, most: int) -> list[Spelling]:
        """Words that may be meant by one, likeliest first."""
        near = ((self._terms[n], edits) for n, edits in self._letters.near(word))
        there = (Candidate(exact, edits, self.stories(exact)) for exact, edits in near)
        found = likeliest(word, (c for c in there if c.uses), most=most)
        return [Spelling(self._written(c.exact), c.uses) for c in found]

    def _values(self, term: str) -> set[int]:
        return self._column.labels.search.having(term)

    def _written(self, exact: str) -> str:
        """A word as most values write it."""
        names = [self._column.labels.names[n] for n in sorted(self._values(exact))]
        ways = Counter(name[t.start : t.end] for name in names for t in tokenize(name) if t.exact == exact)
        return min(ways, key=lambda way: (-ways[way], way), default=exact)


class LabelStarts:
    """The values of a facet as one text, in which those with a word that begins so are found at once."""

    def __init__(self, column: FacetColumn) -> None:
        self._names = column.labels.names
        self._text = "\n".join(without_accents(name).replace("\n", " ") for name in self._names)
        self._ends = np.array([m.start() for m in re.finditer("\n", self._text)], dtype=np.int64)
        self._stories = np.diff(column.matrix.row_starts)

    def beginning(self, start: str, *, most: int) -> tuple[Spelling, ...]:
        """The values in whose name a word begins so, and goes on as told; those that most stories have first."""
        wanted = re.compile(rf"(?<!\w){re.escape(without_accents(start))}")
        places = np.array([m.start() for m in wanted.finditer(self._text)], dtype=np.int64)
        numbers = distinct(np.searchsorted(self._ends, places)) if start else np.arange(len(self._names))
        stories = self._stories[numbers]
        order = np.argsort(-stories, kind="stable")[:most].tolist()
        return tuple(Spelling(self._names[numbers[n]], int(stories[n])) for n in order if stories[n])
