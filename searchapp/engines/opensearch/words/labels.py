"""The words in the values of one facet: those near to another, how each is written, which values begin so."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from searchapp.engines.arrays import Strings
from searchapp.engines.label_search import LabelSearch
from searchapp.engines.opensearch.answer.labels import FacetLabels
from searchapp.engines.opensearch.count.facets import facet
from searchapp.engines.opensearch.count.rounds import Part, Question
from searchapp.engines.opensearch.count.side import Side
from searchapp.engines.spelling.likelihood import Candidate, likeliest
from searchapp.engines.spelling.nearness import Letters
from searchapp.query.result import Spelling
from searchapp.text.analysis import stem_term, tokenize
from searchapp.text.letters import without_accents

_MOST_NAMED = 2000
"""Values that are counted by name; of more all are counted."""
_MOST_NEAR = 100


class FacetWords:
    """The words of the values that a facet has, as they are called; safe to share between threads."""

    def __init__(self, labels: FacetLabels) -> None:
        self._keys = [key for key in labels.spelled if labels.merged.get(key, key) == key]
        self._names = [labels.spelled[key] for key in self._keys]
        self._plain = [without_accents(name).replace("\n", " ") for name in self._names]

    @cached_property
    def _search(self) -> LabelSearch:
        return LabelSearch(self._names, list(range(len(self._names))))

    @cached_property
    def _terms(self) -> list[str]:
        return sorted(t for t in self._search.by_term() if t == t.lower() and t.isalnum())

    @cached_property
    def _letters(self) -> Letters:
        return Letters(Strings.of([term.encode() for term in self._terms]))

    def begun(self, side: Side, start: str, *, most: int) -> Part[tuple[Spelling, ...]]:
        """The values in whose name a word begins so, and goes on as told; those that most stories have first."""
        wanted = re.compile(rf"(?<!\w){re.escape(without_accents(start))}")
        some = [n for n, name in enumerate(self._plain) if wanted.search(name)] if start else []
        if start and not some:
            return ()
        if start and len(some) <= _MOST_NAMED:
            values = [self._keys[n] for n in some]
            (told,) = yield [Question(side.some(values), buckets=len(values))]
            counts = {key: bucket["doc_count"] for key, bucket in side.read(values, told).items()}
            found = [Spelling(self._names[n], counts.get(self._keys[n], 0)) for n in some]
        else:
            every = yield from facet(side, size=0)
            kept = {self._names[n] for n in some}
            found = [Spelling(v.value, v.count) for v in every.values if not start or v.value in kept]
        found.sort(key=lambda one: -one.stories)
        return tuple(one for one in found[:most] if one.stories)

    def near(self, side: Side, word: str, *, most: int) -> Part[tuple[int, list[Spelling]]]:
        """How many stories have a value with a word in its name, and what may be meant by it, likeliest first."""
        near = [(self._terms[n], edits) for n, edits in self._letters.near(word)][:_MOST_NEAR]
        clauses = [self._having(side, term) for term in (stem_term(word), *(exact for exact, _ in near))]
        (told,) = yield [Question({"each": {"filters": {"filters": clauses}}})]
        known, *uses = (bucket["doc_count"] for bucket in told["each"]["buckets"])
        there = [Candidate(exact, edits, n) for (exact, edits), n in zip(near, uses, strict=True) if n]
        return known, [Spelling(self._written(one.exact), one.uses) for one in likeliest(word, there, most=most)]

    def _having(self, side: Side, term: str) -> dict[str, object]:
        """The records that have a value with a term in its name."""
        return side.any_of(self._keys[n] for n in sorted(self._search.having(term)))

    def _written(self, exact: str) -> str:
        """A word as most values write it."""
        names = [self._names[n] for n in sorted(self._search.having(exact))]
        ways = Counter(name[t.start : t.end] for name in names for t in tokenize(name) if t.exact == exact)
        return min(ways, key=lambda way: (-ways[way], way), default=exact)
