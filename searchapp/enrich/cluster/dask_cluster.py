"""The workers of a Dask cluster: stories go out in shards, a few for each worker, and come back as they are done.

Dask gives the shards of a worker that is lost to the others. One that fails is cut in halves until the story is
alone on which the workers fail.
"""

from __future__ import annotations

import logging
import re
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from queue import Empty, SimpleQueue
from typing import Self

from distributed import CancelledError, Client, Future, KilledWorker, Security

from searchapp.enrich.cluster import Found
from searchapp.enrich.cluster.looking_through import look_through, program_of, shard_of
from searchapp.enrich.run.memory import packed
from searchapp.enrich.run.workers import batches
from searchapp.errors import ClusterError
from searchapp.model import Story
from searchapp.provenance import STOPPED, Doubt
from searchapp.text.wording import shorten

Shard = list[Story]
SHARD_CHARS = 60_000
"""Text that a worker is given at once: a few seconds' work, which is what the loss of a worker costs."""
AHEAD = 3
"""Shards a thread of the cluster that are handed out before one of them has come back."""
CONNECT_SECONDS = 10.0
ASK_SECONDS = 2.0
"""How often it is asked how many workers there are."""
_WAKE_SECONDS = 0.5
_REASON = 200
_GO_ON = "What was found so far is kept: run the same command again to go on."
_ADDRESS = re.compile(r"((tcp|tls)://)?(\[[0-9a-fA-F:.]+\]|[\w.-]+):[0-9]{1,5}")
_CHECK = "Check the address (tcp://HOST:8786), and that `dask scheduler` runs there."
_START = "dask worker {} --nthreads 1 --nworkers auto"


class DaskCluster:
    """See `Cluster`; a context, since it holds a connection."""

    def __init__(self, address: str, model: str, *, say: Callable[[str], object]) -> None:
        self._address = address
        self._model, self._program = model, program_of(model)
        self._say = say
        self._client = _connected(address)
        self._done: SimpleQueue[Future] = SimpleQueue()
        self._under_way: dict[str, tuple[Future, Shard]] = {}
        self._threads = 0
        self._asked = 0.0
        self._waiting_said = False
        with ExitStack() as stack:
            stack.callback(self._client.close)
            self._refuse_none()
            self._refuse_others()
            stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def find(self, stories: Iterable[Story], *, stop: Callable[[], bool]) -> Generator[list[Found], None, None]:
        """See `Cluster.find`."""
        failed: list[tuple[Story, str]] = []
        yield from self._look_through(batches(stories, SHARD_CHARS), failed, stop)
        alone: list[tuple[Story, str]] = []
        for story, _ in failed:  # once more, with nothing beside it for which it may have been blamed
            yield from self._look_through(iter([[story]]), alone, stop)
        yield from ([_put_aside(story, why)] for story, why in alone)

    def _look_through(
        self, shards: Iterator[Shard], failed: list[tuple[Story, str]], stop: Callable[[], bool]
    ) -> Iterator[list[Found]]:
        """What is found in shards; the stories on which workers failed are added to those that failed."""
        halves: deque[Shard] = deque()
        try:
            while not stop():
                self._hand_out(halves, shards)
                if not self._under_way:
                    return
                if (future := self._next_done()) is None:
                    continue
                _, shard = self._under_way.pop(future.key)
                found = self._found(future)
                if not isinstance(found, str):
                    yield [Found(story, body) for story, body in zip(shard, found, strict=True)]
                elif len(shard) == 1:
                    failed.append((shard[0], found))
                else:
                    middle = len(shard) // 2
                    halves.extend((shard[:middle], shard[middle:]))
        finally:
            self._client.cancel([future for future, _ in self._under_way.values()])
            self._under_way.clear()

    def _hand_out(self, halves: deque[Shard], shards: Iterator[Shard]) -> None:
        """Keep every worker busy, as long as nothing comes back that has to be kept."""
        while self._done.empty() and len(self._under_way) < max(1, self._threads_now() * AHEAD):
            shard = halves.popleft() if halves else next(shards, None)
            if shard is None:
                return
            future = self._client.submit(look_through, shard_of(shard), self._model, self._program, pure=False)
            self._under_way[future.key] = future, shard
            future.add_done_callback(self._done.put)

    def _next_done(self) -> Future | None:
        """One that is done; None where there is none for a moment."""
        try:
            future = self._done.get(timeout=_WAKE_SECONDS)
        except Empty:
            if self._client.status == "closed":
                raise self._lost() from None
            return None
        return future if future.key in self._under_way else None

    def _found(self, future: Future) -> list[bytes] | str:
        """What was found in the stories of a shard, or why workers failed on it."""
        if future.status == "finished":
            with suppress(CancelledError, KilledWorker):  # its worker may end before it is fetched
                found: list[bytes] | str = future.result()
                if not isinstance(found, str):
                    return found
                self._refuse_others()  # else the stories would be blamed for it
                return found
        if future.status != "error":
            raise self._lost()
        self._refuse_others()
        error = future.exception()
        if isinstance(error, KilledWorker):
            return "the workers that looked through it ended; their memory may have run out"
        return f"the workers can't be asked for it ({type(error).__name__}: {shorten(str(error), _REASON)})"

    def _threads_now(self) -> int:
        """How many threads the workers have, which come and go."""
        if (now := time.monotonic()) - self._asked < ASK_SECONDS:
            return self._threads
        self._asked = now
        try:
            self._threads = sum(self._client.nthreads().values())
        except OSError as error:
            raise self._lost() from error
        if not self._threads and not self._waiting_said:
            self._say(f"{self._address} has no workers any more: waiting for one. Ctrl-C ends it.")
        self._waiting_said = not self._threads
        return self._threads

    def _refuse_none(self) -> None:
        if not self._client.nthreads():
            raise ClusterError(
                f"The scheduler at {self._address} has no workers.",
                hint=f"Start some, on each machine: {_START.format(self._address)}",
            )

    def _refuse_others(self) -> None:
        """Raise ClusterError where a worker would find something else."""
        try:
            said = self._client.run(program_of, self._model, on_error="return")
        except OSError as error:
            raise self._lost() from error
        for worker, program in sorted(said.items()):
            if isinstance(program, OSError) or program == self._program:  # one that just ended is no other
                continue
            what = f"finds by {program}" if isinstance(program, str) else f"can't find anything ({program})"
            raise ClusterError(
                f"The worker {worker} {what}; here it is {self._program}.",
                hint=f"Install the same searchapp there as here, and start that worker again. {_GO_ON}",
            )

    def _lost(self) -> ClusterError:
        return ClusterError(f"The scheduler at {self._address} is gone.", hint=f"Start it again. {_GO_ON}")


def _connected(address: str) -> Client:
    """A connection to a scheduler; ClusterError where there is none to be had."""
    for name in ("distributed", "distributed.client"):  # what users have to know of it, we say
        logging.getLogger(name).setLevel(logging.CRITICAL)
    if not _ADDRESS.fullmatch(address):
        raise ClusterError(f"{address!r} is no address of a scheduler.", hint=_CHECK)
    if address.startswith("tls:") and Security().get_connection_args("client").get("ssl_context") is None:
        raise ClusterError(
            f"For {address} Dask needs certificates, and has none.",
            hint="Name them in its settings: DASK_DISTRIBUTED__COMM__TLS__CA_FILE, and __CLIENT__CERT and __KEY.",
        )
    try:
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except OSError as error:
        reason = shorten(str(error), _REASON)
        raise ClusterError(f"The scheduler at {address} can't be reached: {reason}.", hint=_CHECK) from error


def _put_aside(story: Story, why: str) -> Found:
    nothing = replace(story, mentions=(), statements=(), frame=(), doubts=(Doubt(STOPPED, 0),))
    return Found(story, packed(nothing), why)
