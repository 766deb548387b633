"""What may be meant by words of a query that hardly any story has: other words, of stories or of names."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from searchapp.engines.whoosh.read.facet_column import FacetColumn
from searchapp.engines.whoosh.words.dictionary import Dictionary
from searchapp.engines.whoosh.words.labels import LabelWords
from searchapp.query.request import FEW
from searchapp.query.respelling import spelled_words
from searchapp.query.result import Respelling
from searchapp.query.tree import Node

MOST_RESPELLED = 4
"""Words of a query for which others are sought."""
MOST_INSTEAD = 4
"""Other words for one."""


class Speller:
    """Knows the words of stories and of facets; safe to share between threads."""

    def __init__(self, dictionary: Dictionary, facets: Mapping[str, FacetColumn]) -> None:
        self._dictionary = dictionary
        self._facets = facets
        self._by_facet: dict[str, LabelWords] = {}
        self._lock = threading.Lock()

    def respellings(self, node: Node) -> tuple[Respelling, ...]:
        """What may be meant by the words of a query that few stories have, or few have in the facet asked for."""
        out: dict[str, Respelling] = {}
        for field, exact in spelled_words(node):
            if exact not in out and len(out) < MOST_RESPELLED:
                words = self._words(field)
                known = words.stories(exact)
                near = words.near(exact, most=MOST_INSTEAD) if known < FEW else ()
                if instead := tuple(s for s in near if s.stories > known):
                    out[exact] = Respelling(exact, instead)
        return tuple(out.values())

    def _words(self, field: str) -> Dictionary | LabelWords:
        if field not in self._facets:
            return self._dictionary
        with self._lock:
            if field not in self._by_facet:
                self._by_facet[field] = LabelWords(self._facets[field])
            return self._by_facet[field]
