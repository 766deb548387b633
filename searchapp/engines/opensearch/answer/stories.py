"""Whole stories out of the cluster; those read last are kept."""

from __future__ import annotations

from collections.abc import Iterable

from searchapp.engines.kept import Kept
from searchapp.engines.opensearch.cluster import Cluster
from searchapp.engines.opensearch.documents import id_of, unpacked
from searchapp.model import Story

_CHARS_KEPT = 8_000_000
"""Characters of stories that are kept unpacked."""


class Stories:
    """The stories of a generation as they were indexed; safe to share between threads."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster, self._index = cluster, index
        self._kept: Kept[str, Story] = Kept(_CHARS_KEPT, lambda story: len(story.text) + 1000)

    def read(self, ids: Iterable[str]) -> dict[str, Story]:
        """The stories of these ids; unknown ones are left out."""
        wanted = list(dict.fromkeys(ids))
        found = {id: story for id in wanted if (story := self._kept.get(id)) is not None}
        missing = [id for id in wanted if id not in found]
        found.update(self._fetched(missing))
        return {id: found[id] for id in wanted if id in found}

    def _fetched(self, ids: list[str]) -> dict[str, Story]:
        docs = [{"_id": id_of(id), "routing": id_of(id), "_source": ["data"]} for id in ids]
        out: dict[str, Story] = {}
        for id, doc in zip(ids, self._cluster.documents(self._index, docs), strict=True):
            if doc.get("found") and "data" in doc["_source"]:
                out[id] = unpacked(doc["_source"]["data"])
                self._kept.keep(id, out[id])
        return out
