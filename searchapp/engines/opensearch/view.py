"""A generation as it is looked at: which head of its records counts, and how their values are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from searchapp.curation.bearers import Resolution
from searchapp.engines.opensearch.answer.labels import FacetLabels
from searchapp.engines.opensearch.cluster import Cluster
from searchapp.engines.opensearch.layout import FOUND
from searchapp.engines.opensearch.words.beginnings import Beginnings
from searchapp.facets import AS_THEY_ARE, Called


class Names(Protocol):
    """What the values of facets are called."""

    def of(self, key: str) -> FacetLabels:
        """The values of a facet."""
        ...


@dataclass(frozen=True, slots=True)
class View:
    """One generation under decisions; `index` is its name in the cluster, `head` the one that counts.

    `resolutions` are the program's own decisions; `grouped` says whether some stories are of one group.
    """

    cluster: Cluster
    index: str
    labels: Names
    words: Beginnings
    head: str = FOUND
    called: Called = field(default_factory=lambda: AS_THEY_ARE)
    resolutions: Sequence[Resolution] = ()
    grouped: bool = False

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
