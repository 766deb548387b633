"""Writes a generation: a new one, or a clone of the one that answers with what has changed; then shows it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from searchapp.engines import IndexStatus
from searchapp.engines.opensearch.cluster import Cluster, open_cluster
from searchapp.engines.opensearch.documents import documents, id_of, wire
from searchapp.engines.opensearch.write import generations
from searchapp.engines.opensearch.write.beside import write_lock
from searchapp.errors import SearchAppError
from searchapp.model import Record

_WAITING = 500
"""Documents that are sent together."""


class OpenSearchBuilder:
    """One write; see `searchapp.engines.Builder`."""

    def __init__(self, address: str, *, enrichment: str, rebuild: bool) -> None:
        self._cluster, self._address = open_cluster(address)
        self._enrichment = enrichment
        with ExitStack() as stack:
            stack.enter_context(write_lock(self._cluster, self._address))
            self._before = None if rebuild else generations.current(self._cluster, self._address)
            self._manifest = None
            self.fingerprints: dict[str, str] = {}
            if self._before:
                self._before, self._manifest = generations.checked(self._cluster, self._address)
                self.fingerprints = fingerprints(self._cluster, self._before)
            self._exit = stack.pop_all()
        self._known = set(self.fingerprints)
        self._changed = False
        self._name: str | None = None
        self._waiting: list[dict[str, Any]] = []

    def add(self, story_records: Iterable[Record], *, fingerprint: str) -> None:
        """A story's records, in place of any that the story had."""
        found = list(story_records)
        story_id = found[0].id
        if story_id in self.fingerprints and story_id not in self._known:
            raise ValueError(f"story {story_id} was added twice in one build")
        self.remove(story_id)
        self.fingerprints[story_id] = fingerprint
        self._changed = True
        index = self._generation()
        self._waiting += [{"_index": index, **document} for document in documents(found, fingerprint)]
        if len(self._waiting) >= _WAITING:
            self._send()

    def keep(self, story_id: str, *, fingerprint: str) -> None:
        """Leave a story's records as they are, under another fingerprint."""
        self.fingerprints[story_id] = fingerprint
        self._changed = True
        self._waiting.append({
            "_op_type": "update", "_index": self._generation(), "_id": id_of(story_id), "routing": id_of(story_id),
            "doc": {"fingerprint": wire(fingerprint)},
        })  # fmt: skip

    def remove(self, story_id: str) -> None:
        """Take a story and its statements out."""
        if self.fingerprints.pop(story_id, None) is None:
            return
        self._known.discard(story_id)
        self._changed = True
        index = self._generation()
        body = {"query": {"term": {"story": wire(story_id)}}}
        self._send()
        self._cluster.ask(
            lambda c: c.delete_by_query(
                index=index, body=body, params={"routing": id_of(story_id), "refresh": "true", "conflicts": "proceed"}
            )
        )

    def publish(self) -> IndexStatus:
        """Make the new state the one that answers; a build without a change leaves the old one."""
        if self._before and self._manifest and not self._changed and self._manifest.enrichment == self._enrichment:
            return generations.status(self._cluster, self._before, self._manifest)
        name = self._generation()
        self._send()
        self._cluster.ask(lambda c: c.indices.refresh(index=name))
        counted = self._cluster.searches(name, [
            {"size": 0, "track_total_hits": True, "query": {"term": {"kind": kind}}}
            for kind in ("story", "statement")
        ], scored=False)  # fmt: skip
        stories, statements = (answer["hits"]["total"]["value"] for answer in counted)
        manifest = generations.manifest_of(
            self._address,
            enrichment=self._enrichment,
            built=datetime.now(UTC).isoformat(timespec="seconds"),
            stories=stories,
            statements=statements,
        )
        generations.publish(self._cluster, self._address, name, manifest)
        self._name = None
        return generations.status(self._cluster, name, manifest)

    def _generation(self) -> str:
        """The generation that is being written, begun when something is to be written."""
        if self._name is None:
            if self._before:
                self._name = generations.clone(self._cluster, self._address, self._before)
            else:
                manifest = generations.manifest_of(
                    self._address, enrichment=self._enrichment, built="", stories=0, statements=0
                )
                self._name = generations.begin(self._cluster, self._address, manifest)
        return self._name

    def _send(self) -> None:
        """Send what is waiting; SearchAppError names the first document that was not taken."""
        waiting, self._waiting = self._waiting, []
        for taken, told in self._cluster.write(waiting):
            if not taken:
                (outcome,) = told.values()
                raise SearchAppError(
                    f"The cluster did not take {outcome['_id']}: {outcome.get('error')}.",
                    hint="Nothing was published; the archive is as it was.",
                )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Without publish nothing stays of the build; the lock is let go in any case."""
        with self._exit:
            if self._name is not None:
                generations.delete(self._cluster, self._name)


def fingerprints(cluster: Cluster, generation: str) -> dict[str, str]:
    """Story id -> fingerprint of all stories of a generation."""
    found = cluster.scan(generation, {"term": {"kind": "story"}}, _source=["id", "fingerprint"])
    return {hit["_source"]["id"]: hit["_source"]["fingerprint"] for hit in found}
