"""Processes that work for this one, and end with it, however it ends. It must not know what they do."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from typing import Any, TypeVar

from searchapp.errors import ProcessLost

T = TypeVar("T")


class Processes:
    """Up to so many processes, started as there is work for them. ProcessLost where one of them ends by itself.

    Each begins with `begin(*given)`. Ctrl-C, which a terminal sends to all, is for this process alone.
    """

    def __init__(self, most: int, begin: Callable[..., object] | None = None, *given: object) -> None:
        packed = pickle.dumps((begin, given))
        self._pool = ProcessPoolExecutor(
            most, mp_context=get_context("spawn"), initializer=_begin, initargs=(packed,)
        )

    def give(self, work: Callable[..., T], *given: object) -> Future[T]:
        """Have some work done, as soon as a process is free."""
        with _without_interrupts():
            try:
                return self._pool.submit(work, *given)
            except BrokenProcessPool as error:
                raise _lost() from error

    def take(self, work: Future[T]) -> T:
        """Wait for what some work gives."""
        try:
            return work.result()
        except BrokenProcessPool as error:
            raise _lost() from error

    def close(self) -> None:
        """End the processes; what is under way is dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _lost() -> ProcessLost:
    return ProcessLost(
        "A process that was helping was ended before it was done; memory may have run out.",
        hint="Run the same command again; with --jobs 1 it needs less memory.",
    )


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach, not even before they can say so themselves."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(packed: bytes) -> None:
    """Begin a process: watch the parent first, then unpack what to do, which may import for seconds."""
    end_with_parent()
    begin, given = _unpacked(packed)
    if begin is not None:
        begin(*given)


def _unpacked(packed: bytes) -> tuple[Callable[..., object] | None, tuple[Any, ...]]:
    found: tuple[Callable[..., object] | None, tuple[Any, ...]] = pickle.loads(packed)
    return found


def end_with_parent() -> None:
    """End this process at once when the one that started it has ended: that closes the pipe between the two."""
    threading.Thread(target=_watch, name="parent", daemon=True).start()


def _watch() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
