"""What a facet's values are called: by each key the spelling that most stories have, and names that are one.

The spellings of a facet are read from the cluster once a generation, when the facet is first asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from searchapp.engines.label_search import LabelSearch
from searchapp.engines.opensearch.cluster import Cluster
from searchapp.engines.opensearch.documents import key_of
from searchapp.query.tree import Node

_AT_ONCE = 5000


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

    def keys_of(self, value: str) -> tuple[str, ...]:
        """All keys that stand for a value."""
        key = self.key(value)
        return self.groups.get(key, (key,))

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
                self._facets[key] = FacetLabels(_commonest(self._read(key)))
            return self._facets[key]

    def _read(self, key: str) -> Iterable[tuple[str, int]]:
        """Each spelling of a facet's values, and how many records have it."""
        after = None
        while True:
            composite = {"size": _AT_ONCE, "sources": [{"label": {"terms": {"field": f"names.{key}"}}}]}
            if after:
                composite["after"] = after
            body = {"size": 0, "aggs": {"labels": {"composite": composite}}}
            found = self._cluster.search(self._index, body, scored=False)["aggregations"]["labels"]
            yield from ((bucket["key"]["label"], bucket["doc_count"]) for bucket in found["buckets"])
            after = found.get("after_key")
            if not after:
                return


def _commonest(spellings: Iterable[tuple[str, int]]) -> dict[str, str]:
    """By key the spelling that most records have, the first of equal ones; keys as equal counts are shown."""
    best: dict[str, tuple[int, str]] = {}
    for label, count in spellings:
        key = key_of(label)
        if key not in best or (-count, label) < best[key]:
            best[key] = (-count, label)
    named = {key: label for key, (_, label) in best.items()}
    return dict(sorted(named.items(), key=lambda item: (item[1].casefold(), item[1])))


def in_order(labels: Collection[str]) -> list[str]:
    """Labels as those of equal counts are shown."""
    return sorted(labels, key=lambda label: (label.casefold(), label))
