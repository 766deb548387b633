"""Whether a generation in a cluster still is what was published: its records, counted, and each story's own text.

The cluster checks its files by itself; this tells what was changed or taken out by way of its door.
"""

from __future__ import annotations

import zlib

from searchapp.curation.corrections import digest
from searchapp.engines.opensearch.address import Address
from searchapp.engines.opensearch.cluster import Body, Cluster
from searchapp.engines.opensearch.documents import unpacked
from searchapp.engines.opensearch.write import generations

_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, zlib.error)


def verify(cluster: Cluster, address: Address) -> list[str]:
    """What is wrong with the generation that answers, a line each; IndexMissing or IndexRefused as opening it."""
    generation, manifest = generations.checked(cluster, address)
    published = {"story": manifest.stories, "statement": manifest.statements}
    wrong = [
        f"{generation}: {count:,} {kind} records, {published[kind]:,} were published"
        for kind, count in generations.counts(cluster, generation).items()
        if count != published[kind]
    ]
    stories = cluster.scan(generation, {"term": {"kind": "story"}}, _source=["id", "digest", "data"])
    return [*wrong, *(f"{generation}: {hit['_id']} is not as it was" for hit in stories if not _is_whole(hit))]


def _is_whole(hit: Body) -> bool:
    """Whether a story's document has the text that it was made of."""
    source = hit["_source"]
    try:
        return bool(digest(unpacked(source["data"]).text) == source["digest"])
    except _UNREADABLE:
        return False
