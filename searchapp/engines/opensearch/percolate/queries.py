"""Queries that are kept in the cluster, each by a digest of itself, so that records can be held against them.

The index has the fields of records that a query may ask, read as in a generation, and is made anew where these
are others. A query is put there when it is first asked for; one that is not asked for any more goes after a while.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from opensearchpy.exceptions import NotFoundError, TransportError

from searchapp.engines.opensearch import layout
from searchapp.engines.opensearch.address import Address
from searchapp.engines.opensearch.ask.words import Clause
from searchapp.engines.opensearch.cluster import Cluster, digest_of
from searchapp.engines.opensearch.layout import MOST_FOUND
from searchapp.engines.versions import analysis_versions

logger = logging.getLogger(__name__)
Document = Mapping[str, Any]
_AT_ONCE = 300
"""Records that are held against the queries together."""
_LONGEST = 4_000_000
"""Characters of these."""
_QUERIES_AT_ONCE = 1_000
"""Queries that they are held against in one request, which a cluster answers in a second or two."""
_RENEWED, _KEPT = 30, 90
"""Days after which it is noted again that a query is asked for, and after which one is let go."""


class Queries:
    """The queries of one archive."""

    def __init__(self, cluster: Cluster, address: Address) -> None:
        self._cluster, self._address = cluster, address
        self._index = address.queries

    def matching(self, clauses: Sequence[Clause], records: Iterable[Document]) -> list[bool | None]:
        """For each query whether it matches any of these records; None where the cluster can't tell so."""
        digests = [digest_of(clause) for clause in clauses]
        try:
            kept = self._kept(dict(zip(digests, clauses, strict=True)))
            found = self._matched(kept, records)
        except TransportError as error:
            logger.warning("queries can't be kept beside %s: %s", self._address, error.error)
            return [None] * len(clauses)
        return [digest in found if digest in kept else None for digest in digests]

    def _matched(self, digests: Collection[str], records: Iterable[Document]) -> set[str]:
        """Those of some queries that match any of these records."""
        found: set[str] = set()
        for some in _chunks(records):
            percolate: Clause = {"percolate": {"field": "query", "documents": some}}
            left = sorted(set(digests) - found)
            for start in range(0, len(left), _QUERIES_AT_ONCE):
                these = left[start : start + _QUERIES_AT_ONCE]
                found |= {hit["_id"] for hit in self._hits([{"ids": {"values": these}}, percolate], len(these))}
        return found

    def _kept(self, asked: Mapping[str, Clause]) -> set[str]:
        """Which of these queries are there, after those that are not were put there."""
        if not asked or not self._made():
            return set()
        some = list(asked)[:MOST_FOUND]
        today = int(time.time() // 86_400)
        hits = self._hits([{"ids": {"values": some}}], len(some), "day")
        there = {hit["_id"]: hit["fields"]["day"][0] for hit in hits}
        new = {digest for digest in some if there.get(digest, 0) < today - _RENEWED}
        if not new:
            return set(there)
        taken = self._put({digest: {"query": asked[digest], "day": today} for digest in sorted(new)})
        old = {"query": {"range": {"day": {"lt": today - _KEPT}}}}
        params = {"refresh": "true", "conflicts": "proceed"}
        self._cluster.ask(lambda c: c.delete_by_query(index=self._index, body=old, params=params))
        return there.keys() - new | taken

    def _put(self, documents: Mapping[str, Document]) -> set[str]:
        """Put queries there; which of them the cluster took."""
        actions = [{"_index": self._index, "_id": id, "_source": source} for id, source in documents.items()]
        refused = {told["index"]["_id"] for _, told in self._cluster.write(actions)}
        self._cluster.ask(lambda c: c.indices.refresh(index=self._index))
        return documents.keys() - refused

    def _hits(self, filters: Sequence[Clause], size: int, *fields: str) -> list[dict[str, Any]]:
        body = {"query": {"bool": {"filter": filters}}, "size": size, "_source": False, "docvalue_fields": fields}
        hits: list[dict[str, Any]] = self._cluster.search(self._index, body, scored=False)["hits"]["hits"]
        return hits

    def _made(self) -> bool:
        """Whether the index is there and ours; it is made where it is not there, or holds other fields."""
        own = {"mark": layout.MARK, "name": self._address.name, "fields": _fields()}
        try:
            found = self._cluster.ask(lambda c: c.indices.get_mapping(index=self._index))
            meta = next(iter(found.values()))["mappings"].get("_meta", {})
            if meta == own:
                return True
            if {**meta, "fields": own["fields"]} != own:
                return False
            self._cluster.ask(lambda c: c.indices.delete(index=self._index, params={"ignore_unavailable": "true"}))
        except NotFoundError:
            pass
        version = self._cluster.ask(lambda c: c.info())["version"]["number"]
        settings = layout.settings(shards=1, replicas=0, major=int(version.split(".")[0]))
        del settings["number_of_replicas"]
        body = {
            "settings": {**settings, "auto_expand_replicas": "0-1"},
            "mappings": {**layout.query_mappings(), "_meta": own},
        }
        self._cluster.make(lambda c: c.indices.create(index=self._index, body=body))
        return True


def _fields() -> str:
    """A digest of the fields and of how words are read."""
    return digest_of(
        [layout.query_mappings(), layout.settings(shards=1, replicas=0, major=0), analysis_versions()]
    )


def _chunks(records: Iterable[Document]) -> Iterator[list[Document]]:
    """As many records at a time as are sent together."""
    some: list[Document] = []
    length = 0
    for record in records:
        own = len(json.dumps(record))
        if some and (len(some) == _AT_ONCE or length + own > _LONGEST):
            yield some
            some, length = [], 0
        some.append(record)
        length += own
    if some:
        yield some
