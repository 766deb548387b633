"""The finder spread over processes, each with its own model, started when there is enough to do.

Order is kept, and only a few batches are under way at once, so that memory stays bounded however many stories
come. It must not know what is found.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from itertools import chain, islice

from searchapp.enrich import ENRICHMENT_VERSION, Enricher, open_enricher
from searchapp.enrich.models.choice import model_version, notice_of
from searchapp.model import Story
from searchapp.system.processes import Processes

MAX_JOBS = 8
"""Processes unless more are asked for, one a core: each holds a model of its own, some 200 MB."""
WORTH_PROCESSES = 24
"""Stories; fewer are done sooner here than another process has loaded its model."""
BATCH_CHARS = 20_000
UNDER_WAY = 3
"""Batches a process that are handed out ahead of the one waited for."""


class Workers:
    """Finds mentions and statements in one or several processes; a context, since processes have to end."""

    def __init__(self, model: str, *, jobs: int = 0) -> None:
        self._model = model
        self._jobs = jobs or min(MAX_JOBS, len(os.sched_getaffinity(0)))
        self._here: Enricher | None = None
        self._pool: Processes | None = None
        self.version = finder_version(model)
        self.notice = notice_of(model)

    def pipe(self, stories: Iterable[Story]) -> Iterator[Story]:
        """The same stories in the same order, each with its mentions and statements."""
        given = iter(stories)
        first = list(islice(given, WORTH_PROCESSES))
        if not first:
            return  # The cache knew them all: no model is loaded.
        if self._pool is None and (self._jobs == 1 or len(first) < WORTH_PROCESSES):
            self._here = self._here or open_enricher(self._model)
            yield from self._here.pipe(chain(first, given))
            return
        yield from self._spread(chain(first, given))

    def _spread(self, stories: Iterable[Story]) -> Iterator[Story]:
        pool = self._pool = self._pool or Processes(self._jobs, _load, self._model)
        waiting: deque[Future[list[Story]]] = deque()
        for batch in batches(stories):
            waiting.append(pool.give(_enrich, batch))
            if len(waiting) >= self._jobs * UNDER_WAY:
                yield from pool.take(waiting.popleft())
        while waiting:
            yield from pool.take(waiting.popleft())

    def close(self) -> None:
        """End the processes; what is under way is dropped."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def finder_version(model: str) -> str:
    """The version of what a model finds, without loading it; see `Finder`."""
    return f"{ENRICHMENT_VERSION}+{model_version(model)}"


def batches(stories: Iterable[Story], chars: int = BATCH_CHARS) -> Iterator[list[Story]]:
    """The stories in their order, as many together as have so much text."""
    batch: list[Story] = []
    size = 0
    for story in stories:
        batch.append(story)
        size += len(story.text)
        if size >= chars:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


_here: list[Enricher] = []
"""In a worker process only: its one enricher."""


def _load(model: str) -> None:
    """Begin a worker: one thread for arithmetic, since each core has a process."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    _here.append(open_enricher(model))


def _enrich(batch: list[Story]) -> list[Story]:
    return list(_here[0].pipe(batch))
