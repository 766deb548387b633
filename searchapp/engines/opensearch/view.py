"""A generation as it is looked at: which head of its records counts, and how their values are called."""

from __future__ import annotations

from dataclasses import dataclass, field

from searchapp.engines.opensearch.answer.labels import Labels
from searchapp.engines.opensearch.answer.words import KnownWords
from searchapp.engines.opensearch.cluster import Cluster
from searchapp.engines.opensearch.layout import FOUND
from searchapp.facets import AS_THEY_ARE, Called


@dataclass(frozen=True, slots=True)
class View:
    """One generation under decisions; `index` is its name in the cluster, `head` the one that counts."""

    cluster: Cluster
    index: str
    labels: Labels
    words: KnownWords
    head: str = FOUND
    called: Called = field(default_factory=lambda: AS_THEY_ARE)

    def facet(self, key: str) -> str:
        """The field with the keys of a facet."""
        return f"{self.head}.{key}"

    @property
    def day(self) -> str:
        """The field with a record's day, an ordinal."""
        return f"{self.head}.day"

    @property
    def group(self) -> str:
        """The field with the group that a story is listed in."""
        return f"{self.head}.group"
