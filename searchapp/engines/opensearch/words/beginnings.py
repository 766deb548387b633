"""Which words begin so, where a question to the cluster has to name them."""

from __future__ import annotations

from searchapp.engines.kept import Kept
from searchapp.engines.opensearch.cluster import Cluster
from searchapp.engines.opensearch.layout import BOTH
from searchapp.engines.opensearch.words import written

_MOST = 500
_ANSWERS_KEPT = 64


class Beginnings:
    """The commonest words that begin so, for questions to the cluster that have to name them."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster, self._index = cluster, index
        self._kept: Kept[tuple[str, ...], list[str]] = Kept(_ANSWERS_KEPT, lambda _: 1)

    def beginning(self, starts: tuple[str, ...], *, most: int) -> list[str]:
        """The exact forms that begin in one of these ways, those that most stories have first; 500 at most."""
        if (known := self._kept.get(starts)) is None:
            body = {
                "size": 0,
                "query": written.having(BOTH, starts),
                "aggs": {"begun": written.beginning(starts, most=2 * _MOST)},
            }
            told = self._cluster.search(self._index, body, scored=False)["aggregations"]["begun"]
            known = written.commonest(written.ways_of(told))[:_MOST]
            self._kept.keep(starts, known)
        return known[:most]
