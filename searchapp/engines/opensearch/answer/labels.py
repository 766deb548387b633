"""What a facet's values are called: by each key the spelling that most stories have, and names that are one.

The spellings of a facet are read from the cluster once a generation, when the facet is first asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from searchapp.engines.label_search import LabelSearch
from searchapp.engines.opensearch.cluster import Cluster
from searchapp.engines.opensearch.documents import key_of, spelling
from searchapp.model import RECORD_KINDS, RecordKind
from searchapp.query.tree import Node

_AT_ONCE = 40_000
"""Spellings of a part; a cluster as it is installed gives no more than 65,535."""


@dataclass(frozen=True)
class FacetLabels:
    """The values of one facet: `spelled` gives each key's label; `merged` the key that others are counted as."""

    spelled: Mapping[str, str]
    merged: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """By the key that others are counted as all of these keys, itself among them."""
        out: dict[str, list[str]] = {}
        for key, into in self.merged.items():
            out.setdefault(into, [into]).append(key)
        return {into: tuple(dict.fromkeys(keys)) for into, keys in out.items()}

    @cached_property
    def search(self) -> LabelSearch:
        """Queries over the labels."""
        return LabelSearch(list(self.spelled.values()), list(range(len(self.spelled))))

    def key(self, value: str) -> str:
        """The key by which a value counts, in any spelling of its name."""
        key = key_of(value)
        return self.merged.get(key, key)

    def label(self, key: str) -> str:
        """How the value of a key is called."""
        return self.spelled.get(key, key)

    def called(self, key: str) -> str:
        """How the value is called that a key counts as."""
        return self.label(self.merged.get(key, key))

    def keys(self, key: str) -> tuple[str, ...]:
        """All keys that are counted as this one."""
        return self.groups.get(key, (key,))

    def keys_of(self, value: str) -> tuple[str, ...]:
        """All keys that stand for a value."""
        return self.keys(self.key(value))

    def matching(self, node: Node) -> list[str]:
        """The keys of the values whose label a node matches."""
        keys = list(self.spelled)
        found = [self.merged.get(keys[n], keys[n]) for n in self.search.matching(node)]
        return list(dict.fromkeys(k for key in found for k in self.groups.get(key, (key,))))


class Labels:
    """The values of all facets of a generation; safe to share between threads."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster, self._index = cluster, index
        self._lock = threading.Lock()
        self._facets: dict[str, FacetLabels] = {}

    def of(self, key: str) -> FacetLabels:
        """The values of a facet."""
        with self._lock:
            if key not in self._facets:
                best = self._commonest(key)
                self._facets[key] = FacetLabels({value: best[value] for value in sorted(best, key=_order(best))})
            return self._facets[key]

    def _commonest(self, key: str) -> dict[str, str]:
        """By key the spelling that most stories have, or else most statements; the first of equal ones."""
        best: dict[str, str] = {}
        for kind in RECORD_KINDS:
            for text, _ in sorted(self._spellings(key, kind), key=lambda found: (-found[1], found[0])):
                best.setdefault(*spelling(text))
        return best

    def _spellings(self, key: str, kind: RecordKind) -> list[tuple[str, int]]:
        """Each spelling of a facet's values, and how many records have it; read in parts, each whole."""
        parts = 1
        while True:
            asked = [_part(key, kind, number, parts) for number in range(parts)]
            answers = self._cluster.searches(self._index, asked, scored=False)
            found = [answer["aggregations"]["names"] for answer in answers]
            if not any(part["sum_other_doc_count"] for part in found):
                return [(bucket["key"], bucket["doc_count"]) for part in found for bucket in part["buckets"]]
            parts *= 4


def _part(key: str, kind: RecordKind, number: int, parts: int) -> dict[str, Any]:
    """What asks for a part of a facet's spellings."""
    terms: dict[str, Any] = {"field": f"names.{key}", "size": _AT_ONCE, "shard_size": _AT_ONCE}
    if parts > 1:
        terms["include"] = {"partition": number, "num_partitions": parts}
    return {"query": {"term": {"kind": kind}}, "size": 0, "aggs": {"names": {"terms": terms}}}


def _order(labels: Mapping[str, str]) -> Callable[[str], tuple[str, str]]:
    """What keys are sorted by, so that equal counts are shown by their labels."""
    return lambda key: (labels[key].casefold(), labels[key])
