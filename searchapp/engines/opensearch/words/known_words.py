"""The words of stories and of names: what may be meant by some that hardly any story has, and what begins so."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

from searchapp.engines.opensearch.ask.asked import Asked, strictly
from searchapp.engines.opensearch.count.rounds import Part, Search, run, together
from searchapp.engines.opensearch.count.side import Side
from searchapp.engines.opensearch.view import View
from searchapp.engines.opensearch.words.dictionary import begun, near, suggested, suggesting
from searchapp.engines.opensearch.words.labels import FacetWords
from searchapp.engines.spelling import MOST_INSTEAD, MOST_RESPELLED
from searchapp.facets import FACET_KEYS
from searchapp.query.request import FEW, Beginning, SearchRequest
from searchapp.query.respelling import spelled_words
from searchapp.query.result import Respelling, Spelling
from searchapp.query.tree import Node

Known = tuple[int, list[Spelling]]
"""How many stories have a word, and others that may be meant by it."""


class KnownWords:
    """All words under some decisions, those of a facet once it is asked for; safe to share between threads."""

    def __init__(self, view: View, search: Search) -> None:
        self._view, self._search = view, search
        self._facets: dict[str, FacetWords] = {}
        self._lock = threading.Lock()

    def beginnings(self, asked: Sequence[Beginning], *, most: int) -> list[tuple[Spelling, ...]]:
        """For each the words, or the values of its facet, that begin so; those that most stories have first."""
        every = self._every
        parts: list[Part[Any]] = [
            self._facet(key).begun(Side(self._view, every, key), start, most=most)
            if key in FACET_KEYS
            else begun(start, most=most)
            for key, start in asked
        ]
        return run(every, together(*parts), self._search)

    def respellings(self, nodes: Sequence[Node]) -> list[tuple[Respelling, ...]]:
        """For each query what may be meant by its words that few stories have, or few in the facet asked for."""
        words = [_first(node) for node in nodes]
        distinct = list(dict.fromkeys((field, exact) for own in words for exact, field in own.items()))
        known = dict(zip(distinct, self._known(distinct), strict=True))
        return [
            tuple(r for exact, field in own.items() if (r := _respelling(exact, *known[field, exact])))
            for own in words
        ]

    def _known(self, words: Sequence[tuple[str, str]]) -> list[Known]:
        """How many stories have each word, or have it in a facet, and what may be meant by those few have."""
        plain = list(dict.fromkeys(exact for key, exact in words if not key))
        answers = dict(zip(plain, self._search([suggesting(exact) for exact in plain]), strict=True))
        every = self._every
        parts = [
            self._facet(key).near(Side(self._view, every, key), exact, most=MOST_INSTEAD)
            if key
            else _of_stories(exact, answers[exact])
            for key, exact in words
        ]
        return run(every, together(*parts), self._search)

    @property
    def _every(self) -> Asked:
        """All stories."""
        return strictly(self._view, SearchRequest())

    def _facet(self, key: str) -> FacetWords:
        """The words of a facet, made when they are first asked for."""
        labels = self._view.labels.of(key)
        with self._lock:
            if key not in self._facets:
                self._facets[key] = FacetWords(labels)
            return self._facets[key]


def _first(node: Node) -> dict[str, str]:
    """The first words of a query for which others are sought, and the facet that each is looked for in."""
    words: dict[str, str] = {}
    for field, exact in spelled_words(node):
        if len(words) < MOST_RESPELLED:
            words.setdefault(exact, field if field in FACET_KEYS else "")
    return words


def _of_stories(exact: str, answer: dict[str, Any]) -> Part[Known]:
    known = int(answer["hits"]["total"]["value"])
    others = (yield from near(exact, suggested(exact, answer), most=MOST_INSTEAD)) if known < FEW else []
    return known, others


def _respelling(exact: str, known: int, others: Sequence[Spelling]) -> Respelling | None:
    """What may be meant by a word that few stories have, where more of them have that."""
    instead = tuple(one for one in others if one.stories > known)
    return Respelling(exact, instead) if instead and known < FEW else None
