"""Which words begin so, where a question to the cluster has to name them."""

from __future__ import annotations

from collections.abc import Sequence

from searchapp.engines.opensearch.cluster import Cluster
from searchapp.engines.opensearch.layout import BOTH
from searchapp.engines.opensearch.words import written


class Beginnings:
    """The commonest words that begin so, for questions to the cluster that have to name them."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster, self._index = cluster, index

    def beginning(self, starts: Sequence[str], *, most: int) -> list[str]:
        """The exact forms that begin in one of these ways, those that most stories have first."""
        query, begun = written.having(BOTH, starts), written.beginning(starts, most=2 * most)
        body = {"size": 0, "query": query, "aggs": {"begun": begun}}
        told = self._cluster.search(self._index, body, scored=False)["aggregations"]["begun"]
        return written.commonest(written.ways_of(told))[:most]
