"""A process of its own for each engine, which is told what to do through a pipe and measures itself.

Times are those inside the process, so that the pipe costs an engine nothing.
"""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from traceback import format_exception
from types import TracebackType
from typing import Any, Self

from benchmarks.peers import engine_named
from benchmarks.workload import Answer, Query

MB = 1_000_000
_WATCHED_EVERY = 0.1
"""Seconds between two looks at the memory of a build."""


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds by the clock and of the processor."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Built:
    """Seconds by the clock and of the processor, megabytes of the folder, and of the process at its largest."""

    wall: float
    cpu: float
    size: float
    rss: float


class Worker:
    """One engine in one fresh process."""

    def __init__(self, name: str) -> None:
        context = get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(name, other))
        self._process.start()
        other.close()

    def build(self, corpus: Path, folder: Path) -> Built:
        """Index a corpus file in an empty folder."""
        return self._call("build", corpus, folder)  # type: ignore[no-any-return]

    def open(self, folder: Path, queries: Sequence[Query]) -> Took:
        """Open a folder and answer the first query; then prepare all. Imports are not counted."""
        return self._call("open", folder, list(queries))  # type: ignore[no-any-return]

    def ask(self, query: Query) -> Took | None:
        """Answer a query; None where the engine can't ask it."""
        return self._call("ask", query.id)  # type: ignore[no-any-return]

    def ask_anew(self, query: Query, other: Query) -> Took | None:
        """Answer a query with nothing kept of earlier ones: opened anew, and warmed by another query."""
        return self._call("ask_anew", query.id, other.id)  # type: ignore[no-any-return]

    def last(self) -> Answer:
        """The answer to the last query."""
        return self._call("last")  # type: ignore[no-any-return]

    def rss(self) -> float:
        """Megabytes of memory the process has held at most, mapped files included."""
        return self._call("rss")  # type: ignore[no-any-return]

    def version(self) -> str:
        """The engine's version."""
        return self._call("version")  # type: ignore[no-any-return]

    def _call(self, what: str, *arguments: Any) -> Any:
        self._pipe.send((what, arguments))
        result = self._pipe.recv()
        if isinstance(result, BaseException):
            raise result
        return result

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pipe.close()
        self._process.join(10)
        if self._process.is_alive():
            self._process.terminate()


def _serve(name: str, pipe: Connection) -> None:
    try:
        served = _Served(name)
    except ImportError as error:
        pipe.recv()
        hint = "CONTRIBUTING.md says how to install it; or leave it out of --peers."
        pipe.send(SystemExit(f"{name} can't be used: {error}. {hint}"))
        return
    while True:
        try:
            what, arguments = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            result = getattr(served, what)(*arguments)
        except Exception as error:  # noqa: BLE001 (the caller raises it)
            result = RuntimeError(f"{name}: {''.join(format_exception(error))}")
        pipe.send(result)


class _Served:
    """What a worker does on its side of the pipe."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._engine = engine_named(name)
        self._folder = Path()
        self._prepared: dict[str, Any] = {}
        self._queries: dict[str, Query] = {}
        self._last: Answer | None = None

    def build(self, corpus: Path, folder: Path) -> Built:
        wall, cpu = time.perf_counter(), _cpu_of_all()
        with _Memory() as memory:
            self._engine.build(corpus, folder)
        wall, cpu = time.perf_counter() - wall, _cpu_of_all() - cpu
        size = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
        return Built(wall, cpu, size / MB, max(memory.most, self.rss()))

    def open(self, folder: Path, queries: Sequence[Query]) -> Took:
        self._folder = folder
        wall, cpu = time.perf_counter(), time.process_time()
        self._engine.open(folder)
        self._engine.answer(self._engine.prepare(queries[0]))
        took = Took((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000)
        self._queries = {query.id: query for query in queries}
        for query in queries:
            try:
                self._prepared[query.id] = self._engine.prepare(query)
            except NotImplementedError:
                self._prepared[query.id] = None
        return took

    def ask(self, query: str) -> Took | None:
        prepared = self._prepared[query]
        if prepared is None:
            return None
        answer = self._engine.answer
        wall, cpu = time.perf_counter(), time.process_time()
        self._last = answer(prepared)
        done, used = time.perf_counter(), time.process_time()
        return Took((done - wall) * 1000, (used - cpu) * 1000)

    def ask_anew(self, query: str, other: str) -> Took | None:
        if self._prepared[query] is None:
            return None
        self._last = None
        self._engine = engine_named(self._name)
        gc.collect()
        self._engine.open(self._folder)
        asked = {one: self._engine.prepare(self._queries[one]) for one in (query, other)}
        self._engine.answer(asked[other])
        self._prepared[query] = asked[query]
        return self.ask(query)

    def last(self) -> Answer | None:
        return self._last

    def rss(self) -> float:
        return peak_memory("self")

    def version(self) -> str:
        return self._engine.version()


class _Memory:
    """Watches the memory of this process and its children together."""

    def __init__(self) -> None:
        self.most = 0.0
        self._done = threading.Event()
        self._watching = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._watching.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._watching.join()

    def _watch(self) -> None:
        while not self._done.wait(_WATCHED_EVERY):
            children = Path("/proc/self/task").glob("*/children")
            numbers = {n for path in children for n in path.read_text(encoding="ascii").split()}
            self.most = max(self.most, sum(memory(n) for n in ("self", *numbers)))


def _cpu_of_all() -> float:
    """Seconds of the processor that this process and its children that have ended took."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def memory(process: int | str) -> float:
    """The memory a process holds now, mapped files included, in megabytes; 0 where it is gone."""
    return _memory(process, "VmRSS:")


def peak_memory(process: int | str) -> float:
    """The most memory a process has held, in megabytes; 0 where it is gone."""
    return _memory(process, "VmHWM:")


def _memory(process: int | str, what: str) -> float:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    lines = (line.split() for line in status.splitlines() if line.startswith(what))
    return next((int(line[1]) * 1024 / MB for line in lines), 0.0)
