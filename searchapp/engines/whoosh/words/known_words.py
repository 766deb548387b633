"""The words of stories and of names: what may be meant by some that hardly any story has, and what begins so."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from searchapp.engines.spelling import MOST_INSTEAD, MOST_RESPELLED
from searchapp.engines.whoosh.read.facet_column import FacetColumn
from searchapp.engines.whoosh.words.dictionary import Dictionary
from searchapp.engines.whoosh.words.labels import LabelStarts, LabelWords
from searchapp.query.request import FEW, Beginning
from searchapp.query.respelling import spelled_words
from searchapp.query.result import Respelling, Spelling
from searchapp.query.tree import Node

Known = TypeVar("Known", LabelWords, LabelStarts)


class KnownWords:
    """All words under some decisions, those of a facet once it is asked for; safe to share between threads."""

    def __init__(self, dictionary: Dictionary, facets: Mapping[str, FacetColumn]) -> None:
        self._dictionary = dictionary
        self._facets = facets
        self._label_words: dict[str, LabelWords] = {}
        self._label_starts: dict[str, LabelStarts] = {}
        self._lock = threading.Lock()

    def respellings(self, node: Node) -> tuple[Respelling, ...]:
        """What may be meant by the words of a query that few stories have, or few have in the facet asked for."""
        out: dict[str, Respelling] = {}
        for field, exact in spelled_words(node):
            if exact not in out and len(out) < MOST_RESPELLED:
                words = (
                    self._of(field, self._label_words, LabelWords) if field in self._facets else self._dictionary
                )
                known = words.stories(exact)
                near = words.near(exact, most=MOST_INSTEAD) if known < FEW else ()
                if instead := tuple(s for s in near if s.stories > known):
                    out[exact] = Respelling(exact, instead)
        return tuple(out.values())

    def beginnings(self, asked: Sequence[Beginning], *, most: int) -> list[tuple[Spelling, ...]]:
        """For each the words, or the values of its facet, that begin so; those that most stories have first."""
        return [
            self._of(key, self._label_starts, LabelStarts).beginning(start, most=most)
            if key in self._facets
            else self._dictionary.beginning(start, most=most)
            for key, start in asked
        ]

    def _of(self, key: str, made: dict[str, Known], make: Callable[[FacetColumn], Known]) -> Known:
        """What is known of a facet, made when it is first asked for."""
        with self._lock:
            if key not in made:
                made[key] = make(self._facets[key])
            return made[key]
