"""Corrected titles as postings, laid over those of the index: what they say is found at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from searchapp.engines.arrays import Array, Ints, are_among, starts_of, stretches
from searchapp.engines.whoosh.layout import length_code
from searchapp.engines.whoosh.read.postings import Occurrences
from searchapp.query.matching import Slot
from searchapp.text.analysis import index_terms, tokenize


def title_length(title: str) -> int:
    """The code of a title's length, as an index has it."""
    tokens = tokenize(title)
    return length_code(sum(2 + 2 * len(t.also) if t.also else len(index_terms(t)) for t in tokens))


@dataclass(frozen=True)
class _Laid(Occurrences):
    """Occurrences whose places are at hand."""

    laid: Array

    @cached_property
    def places(self) -> Array:
        """The positions, record after record."""
        return self.laid


class Retitled:
    """The titles of some records; `records` are their numbers, ascending."""

    def __init__(self, titles: Mapping[int, str]) -> None:
        self.records: Ints = np.array(sorted(titles), dtype=np.int32)
        self._places: dict[str, dict[int, list[int]]] = {}
        for number in sorted(titles):
            for position, token in enumerate(tokenize(titles[number])):
                for term in index_terms(token):
                    self._places.setdefault(term, {}).setdefault(number, []).append(position)

    def over(self, found: Occurrences, slot: Slot) -> Occurrences:
        """What stands at a slot in a title, where some titles are others than those that were indexed."""
        own = [(number, places) for term in self._terms(slot) for number, places in self._places[term].items()]
        keep = ~are_among(found.ids, self.records)
        if keep.all() and not own:
            return found
        ids = np.concatenate([found.ids[keep], np.array([number for number, _ in own], dtype=np.int32)])
        freqs = np.concatenate([found.freqs[keep], np.array([len(places) for _, places in own], dtype=np.int64)])
        kept = found.places[np.repeat(keep, found.freqs)]
        places = np.concatenate([kept, np.array([p for _, where in own for p in where], dtype=np.int64)])
        order = np.argsort(ids, kind="stable")
        first = starts_of(freqs)[:-1]
        laid = places[stretches(first[order], freqs[order])]
        return _Laid(ids[order], freqs[order], found.single, (), None, laid)

    def _terms(self, slot: Slot) -> Iterator[str]:
        if slot.starts:
            return (term for term in self._places if term.startswith(slot.starts))
        return iter((slot.term,) if slot.term in self._places else ())
