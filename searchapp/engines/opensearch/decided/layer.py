"""What is written into the records of the stories that decisions are about, as the layers of it share it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol, TypeVar

from searchapp.engines.opensearch.cluster import Cluster
from searchapp.engines.opensearch.documents import wire

T = TypeVar("T")
Signs = Mapping[str, str]
"""By story, as the index calls it, a digest of what decisions make of it."""
AT_ONCE = 500
"""Stories that are read, and whose records are written, together."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The generation that is written to."""

    cluster: Cluster
    index: str


class Layer(Protocol):
    """A part of what decisions change; `field` is where a story keeps its sign, `what` says it in words."""

    field: str
    what: str

    def signs(self) -> Signs:
        """The sign of every story that it is about, perhaps also of some that are not there."""
        ...

    def updates(self, stories: Sequence[str]) -> Iterator[dict[str, Any]]:
        """What is to be written for the records of these stories, those that it is about no longer among them."""
        ...


def sign_of(told: object) -> str:
    """A digest of what is made of a story; equal values of tuples and texts have equal ones."""
    return hashlib.blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()


def signs_there(archive: Archive, field: str) -> Signs:
    """The signs that the records of a generation bear."""
    hits = archive.cluster.scan(
        archive.index, {"exists": {"field": field}}, _source=False, docvalue_fields=["id", field]
    )
    return {hit["fields"]["id"][0]: hit["fields"][field][0] for hit in hits}


def in_chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """As many at a time as are read together."""
    rest = iter(values)
    while chunk := list(islice(rest, AT_ONCE)):
        yield chunk


def update(index: str, *, id: str, routing: str, doc: Mapping[str, Any]) -> dict[str, Any]:
    """The writing of some fields of a record's document, as a bulk action."""
    return {
        "_op_type": "update", "_index": index, "_id": id, "routing": routing, "retry_on_conflict": 3, "doc": doc,
    }  # fmt: skip


def wired(by_story: Mapping[str, T]) -> dict[str, T]:
    """The same by the ids that stories have in the index."""
    return {wire(story): value for story, value in by_story.items()}
