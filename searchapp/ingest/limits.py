"""Sources read within limits, most formats in a process of their own, which is ended when a story costs too much.

What a file costs can't be known before, and its parsers are C code that nothing interrupts. A process is begun
with the first such file, used for all, and begun anew after it was ended. Must not know what is read.
"""

from __future__ import annotations

import os
import resource
import signal
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from tempfile import TemporaryDirectory
from typing import Self

from searchapp.ingest.files.discovery import format_of
from searchapp.ingest.files.safe_open import MEGABYTE
from searchapp.ingest.formats import Format, format_read, read_source
from searchapp.ingest.source import Failure, Item, Source
from searchapp.model import Story
from searchapp.system.processes import end_with_parent

_BYTES_A_CHARACTER = 4
_OUT_OF_MEMORY = 77
_ONE_TEXT = frozenset({".txt", ".text", ".md"})
"""One story as it stands there, not packed."""
_AHEAD = 4
"""Sources that each process is asked for before they are wanted."""
_MANY = 12
"""Sources after which a second process is worth its start."""
PATIENCE = 4
"""Seconds by the clock for each second of computing that a story may take: the machine may be busy."""
OCR_PATIENCE = 45 * PATIENCE
"""The same where another program reads the pages of a story one by one, which has a limit for each."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may cost: seconds of computing and bytes of memory a page or file, characters a story.

    Of a file of many stories each may take as many seconds.
    """

    page_seconds: int = 20
    page_memory: int = 1024 * MEGABYTE
    story_chars: int = 10_000_000


@dataclass(slots=True)
class _Child:
    """A process that reads, and what it was asked for and has not given to its end, in that order.

    `folder` is what it unpacks to, which outlives it when it is killed.
    """

    process: BaseProcess
    pages: Connection
    folder: TemporaryDirectory[str]
    asked: deque[Source] = field(default_factory=deque)

    def ask(self, source: Source) -> None:
        self.pages.send(source)
        self.asked.append(source)

    def end(self) -> None:
        self.pages.close()
        self.process.kill()
        self.process.join()
        self.folder.cleanup()


class LimitedReader:
    """Reads one source after the other; a context, since its processes have to end.

    What is to be read next may be told, and is then read ahead, in two processes where there is much of it.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._children: list[_Child] = []
        self._reading: _Child | None = None
        self._coming: Iterator[Source] = iter(())
        self._next: Source | None = None
        self._told = 0

    @property
    def process_id(self) -> int | None:
        """The process that reads, once there was something for it."""
        return self._children[0].process.pid if self._children else None

    def expect(self, sources: Iterable[Source]) -> None:
        """Tell which sources will be read, in which order; one that is then read out of turn costs more."""
        self._coming = filter(self._is_apart, sources)
        self._next = next(self._coming, None)

    def read(self, source: Source) -> Iterator[Item]:
        """The stories of a source, and a Failure for each input that is no story or is beyond a limit."""
        if too_long := self._file_too_long(source):
            yield too_long
            return
        row, apart = format_read(source), self._is_apart(source)
        for item in self._read_apart(source) if apart else read_source(source, members=self.read):
            if isinstance(item, Story) and len(item.text) > self._limits.story_chars:
                place = item.source.removeprefix(source.name).removeprefix("#")
                place = f"{row.part if row else 'line'} {place}" if place.isdecimal() else place
                yield Failure(source.name, place, self._too_long(len(item.text), "characters"))
            else:
                yield item

    def _file_too_long(self, source: Source) -> Failure | None:
        """Of a text so long that it is not read at all; the readers say what else is wrong with a file."""
        if (source.suffix or format_of(source.name)) not in _ONE_TEXT:
            return None
        try:
            size = source.path.stat().st_size
        except (OSError, ValueError):
            return None
        most = self._limits.story_chars * _BYTES_A_CHARACTER
        return Failure(source.name, "", self._too_long(size, "bytes")) if size > most else None

    def _too_long(self, size: int, of: str) -> str:
        return (
            f"{size:,} {of}, and at most {self._limits.story_chars:,} characters are taken as one story:"
            " split the file, or raise the setting `longest_story`"
        )

    def _is_apart(self, source: Source) -> bool:
        row = format_read(source)
        return row is not None and row.apart and not current_process().daemon  # which may have no children

    def _read_apart(self, source: Source) -> Iterator[Item]:
        if self._reading is not None:
            self._end(self._reading)  # somebody stopped asking in the middle of a file
        in_turn = source == self._next or any(child.asked and child.asked[0] == source for child in self._children)
        child = self._reading = self._child_asked_for(source)
        if in_turn:
            self._ask_ahead()
        patience = OCR_PATIENCE if source.choices.ocr else PATIENCE
        try:
            while child.pages.poll(self._limits.page_seconds * patience):
                item: Item | None = child.pages.recv()
                if item is None:
                    child.asked.popleft()
                    self._reading = None
                    return
                yield item
            child.process.kill()
        except (EOFError, OSError):
            pass
        child.process.join()
        code = child.process.exitcode
        self._end(child)
        yield Failure(source.name, "", self._end_said(code, format_read(source)))

    def _child_asked_for(self, source: Source) -> _Child:
        """The process that reads a source now: it was asked ahead, or it is asked here."""
        for child in self._children:
            if child.asked and child.asked[0] == source:
                return child
        if self._next == source:
            self._next = next(self._coming, None)
        for child in [child for child in self._children if source in child.asked]:
            self._end(child)
        idle = next((child for child in self._children if not child.asked), None)
        if idle is None and len(self._children) >= _most_children():
            self._end(self._children[-1])
        child = idle or self._begin()
        try:
            child.ask(source)
        except OSError:  # it ended while nothing was asked of it
            self._end(child)
            child = self._begin()
            child.ask(source)
        return child

    def _ask_ahead(self) -> None:
        while self._next is not None:
            child = min(self._children, key=lambda one: len(one.asked))
            if child.asked and self._told >= _MANY and len(self._children) < _most_children():
                child = self._begin()
            if len(child.asked) >= _AHEAD:
                return
            try:
                child.ask(self._next)
            except OSError:  # it has ended; what it gave before is read first
                return
            self._told += 1
            self._next = next(self._coming, None)

    def _end_said(self, code: int | None, row: Format | None) -> str:
        what = "the page" if row and row.name == "HTML" else "a story of the file"
        if code == _OUT_OF_MEMORY:
            return f"{what} takes more than {self._limits.page_memory // MEGABYTE:,} MB of memory to read"
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            return f"{what} takes more than {self._limits.page_seconds} seconds to read"
        return f"{what} breaks the program that reads it"

    def _begin(self) -> _Child:
        spawn = get_context("spawn")
        ours, theirs = spawn.Pipe()
        folder = TemporaryDirectory(prefix="searchapp-")
        process = spawn.Process(target=_serve, args=(theirs, self._limits, folder.name), daemon=True)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # Ctrl-C is for this process alone
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        self._children.append(child := _Child(process, ours, folder))
        return child

    def _end(self, child: _Child) -> None:
        """End a process; what it was asked ahead is asked again when it is read."""
        child.end()
        self._children.remove(child)
        if self._reading is child:
            self._reading = None

    def close(self) -> None:
        """End the processes, if there are any."""
        for child in list(self._children):
            self._end(child)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _most_children() -> int:
    return min(2, len(os.sched_getaffinity(0)))


def _serve(pages: Connection, limits: Limits, folder: str) -> None:
    """Read what is asked for until the asker is gone; the system ends this process at a limit."""
    end_with_parent()
    tempfile.tempdir = folder
    from searchapp.ingest.readers import html as _  # noqa: F401, PLC0415 (its memory is not the first page's)

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _limit_memory(limits.page_memory)
    while True:
        try:
            source = pages.recv()
            _limit_time(limits.page_seconds)
            for item in read_source(source):
                pages.send(item)
                _limit_time(limits.page_seconds)
            pages.send(None)
        except (EOFError, OSError):
            return
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)


def _limit_memory(more: int) -> None:
    with open("/proc/self/statm", encoding="ascii") as statm:
        now = int(statm.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + more, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _limit_time(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))
