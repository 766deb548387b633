"""Writes a generation: a new one, or a clone of the one that answers with what has changed; then shows it.

A story's own document is written after those of its statements, and lies in the same shard: where it is there, all
of it is. So a build that was cut off (the process killed, the cluster lost) is gone on with by the next one, which
finds what was written; ids are those of the records, and writing one again changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from searchapp.engines import IndexStatus, Place
from searchapp.engines.opensearch.cluster import Cluster, open_cluster
from searchapp.engines.opensearch.documents import documents, id_of, marked, marked_id, wire
from searchapp.engines.opensearch.write import generations
from searchapp.engines.opensearch.write.beside import write_lock
from searchapp.engines.opensearch.write.generations import Manifest
from searchapp.engines.opensearch.write.history import Step, with_step
from searchapp.errors import EngineRefused, EngineUnavailable
from searchapp.model import Record, RecordKind
from searchapp.text.wording import number

_WAITING = 500
"""Documents that are sent together."""
_PATIENCE = 10.0
"""Seconds that are waited for what was written to be found."""


class OpenSearchBuilder:
    """One write; see `searchapp.engines.Builder`."""

    def __init__(self, place: Place, *, enrichment: str, rebuild: bool) -> None:
        self._cluster, self._address = open_cluster(place)
        self._enrichment = enrichment
        self._before: tuple[str, Manifest] | None = None
        self._changed = False
        with ExitStack() as stack:
            stack.enter_context(write_lock(self._cluster, self._address))
            generations.refuse_foreign(self._cluster, self._address)
            if not rebuild and generations.current(self._cluster, self._address):
                self._before = generations.checked(self._cluster, self._address)
            self._name = generations.unfinished(self._cluster, self._address, self._manifest())
            self.fingerprints = self._written()
            self._exit = stack.pop_all()
        self._known = set(self.fingerprints)
        self._going_on = self._name is not None
        self._added: set[str] = set()
        self._altered: set[str] = set()
        self._waiting: list[dict[str, Any]] = []
        self._going: list[str] = []
        self._sender = ThreadPoolExecutor(1)
        self._sent: Future[None] | None = None

    def add(self, story_records: Iterable[Record], *, fingerprint: str) -> None:
        """A story's records, in place of any that the story had."""
        found = list(story_records)
        story_id = found[0].id
        if story_id in self.fingerprints and story_id not in self._known:
            raise ValueError(f"story {story_id} was added twice in one build")
        self.remove(story_id)
        self._added.add(story_id)
        self.fingerprints[story_id] = fingerprint
        self._wait(reversed(list(documents(found, fingerprint))))

    def keep(self, story_id: str, *, fingerprint: str) -> None:
        """Leave a story's records as they are, under another fingerprint."""
        self.fingerprints[story_id] = fingerprint
        note = {"fingerprint": marked(story_id, fingerprint)}
        self._wait([{"_op_type": "update", "_id": id_of(story_id), "routing": id_of(story_id), "doc": note}])

    def remove(self, story_id: str) -> None:
        """Take a story and its statements out."""
        if self.fingerprints.pop(story_id, None) is not None:
            if story_id in self._known:
                self._known.discard(story_id)
                self._altered.add(story_id)
            self._going.append(wire(story_id))
            self._wait(())

    def publish(self) -> IndexStatus:
        """Make the new state the one that answers; a build without a change leaves the old one."""
        if self._before and self._name is None and not self._changed:
            generation, manifest = self._before
            if manifest.enrichment == self._enrichment:
                return generations.status(self._cluster, generation, manifest)
        name = self._generation()
        self._send()
        self._wait_for_sent()
        counts = self._counted(name)
        built = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = replace(
            self._manifest(),
            built=built,
            stories=counts["story"],
            statements=counts["statement"],
            history=self._history(),
        )
        generations.publish(self._cluster, self._address, name, manifest)
        self._name = None
        return generations.status(self._cluster, name, manifest)

    def _counted(self, name: str) -> dict[RecordKind, int]:
        """How many records of each kind there are, once as many stories are found as were written.

        A shard whose node is lost just then is not refreshed, and the cluster does not say so.
        """
        written, started = len(self.fingerprints), time.monotonic()
        while True:
            self._cluster.ask(lambda c: c.indices.refresh(index=name))
            counts = generations.counts(self._cluster, name)
            found = counts["story"]
            if found == written:
                return counts
            if time.monotonic() - started > _PATIENCE:
                raise EngineUnavailable(
                    f"The cluster finds {number(found)} of the {number(written)} stories that were written.",
                    hint="Nothing was published. Do it again: what is there is gone on with.",
                )
            time.sleep(1)

    def _manifest(self) -> Manifest:
        """What the generation that is being written is made of."""
        base = self._before[0] if self._before else ""
        return generations.manifest_of(self._address, enrichment=self._enrichment, base=base)

    def _history(self) -> str:
        """What was written since the generations before; nothing is known of what an earlier build wrote."""
        if self._before is None or self._going_on:
            return ""
        generation, manifest = self._before
        step = Step(generation, tuple(self._added - self._altered), tuple(self._altered))
        return with_step(manifest.history, step)

    def _written(self) -> dict[str, str]:
        """The fingerprints of all that is written so far."""
        generation = self._name or (self._before[0] if self._before else "")
        return fingerprints(self._cluster, generation) if generation else {}

    def _generation(self) -> str:
        """The generation that is being written, begun when something is to be written."""
        if self._name is None:
            begin = generations.clone if self._before else generations.begin
            self._name = begin(self._cluster, self._address, self._manifest())
        return self._name

    def _wait(self, documents: Iterable[dict[str, Any]]) -> None:
        """Have documents wait until they are enough to be sent."""
        self._changed = True
        self._waiting += documents
        if len(self._waiting) + len(self._going) >= _WAITING:
            self._send()

    def _send(self) -> None:
        """Have what is waiting sent by a thread of its own, one lot at a time, while the next is made."""
        self._wait_for_sent()
        name = self._generation()
        waiting, self._waiting = self._waiting, []
        going, self._going = self._going, []
        self._sent = self._sender.submit(_write, self._cluster, name, going, waiting)

    def _wait_for_sent(self) -> None:
        """Return once what was handed over is written, or raise why it is not."""
        if self._sent is not None:
            sent, self._sent = self._sent, None
            sent.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Without publish nothing stays of the build, but where the cluster was lost; the lock is let go."""
        with self._exit:
            self._sender.shutdown()
            if self._name is not None and not isinstance(error, EngineUnavailable):
                with suppress(EngineUnavailable):
                    generations.delete(self._cluster, self._name)


def _write(cluster: Cluster, name: str, going: Sequence[str], waiting: Sequence[dict[str, Any]]) -> None:
    """Take stories out, then write documents; EngineRefused names the first that is not taken."""
    if going:
        _delete(cluster, name, going)
    for taken, told in cluster.write({"_index": name, **document} for document in waiting):
        if not taken:
            (outcome,) = told.values()
            raise EngineRefused(
                f"The cluster did not take {outcome['_id']}: {outcome.get('error')}.",
                hint="Nothing was published; the archive is as it was.",
            )


def _delete(cluster: Cluster, generation: str, stories: Sequence[str]) -> None:
    """Take all records of some stories out."""
    body = {"query": {"terms": {"story": stories}}}
    params = {"refresh": "true", "conflicts": "proceed"}
    cluster.ask(lambda c: c.delete_by_query(index=generation, body=body, params=params))


def fingerprints(cluster: Cluster, generation: str) -> dict[str, str]:
    """Story id -> fingerprint of all stories of a generation."""
    found = cluster.scan(generation, {"term": {"kind": "story"}}, _source=["fingerprint"])
    return dict(marked_id(hit["_source"]["fingerprint"]) for hit in found)
