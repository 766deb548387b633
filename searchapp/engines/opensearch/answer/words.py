"""The words that stories are written in."""

from __future__ import annotations

from collections.abc import Sequence

from searchapp.engines.opensearch.cluster import Cluster


class KnownWords:
    """The words of a generation."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster, self._index = cluster, index

    def beginning(self, starts: Sequence[str], *, most: int) -> list[str]:
        """The exact forms that begin in one of these ways, those that most stories have first."""
        return []
