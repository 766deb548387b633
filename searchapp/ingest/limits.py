"""Sources read within limits, most formats in a process of their own, which is ended when a story costs too much.

What a file costs can't be known before, and its parsers are C code that nothing interrupts. The process is begun
with the first such file, used for all, and begun anew after it was ended. Must not know what is read.
"""

from __future__ import annotations

import os
import resource
import signal
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
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


class LimitedReader:
    """Reads one source after the other; a context, since its process has to end."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: BaseProcess | None = None
        self._folder: TemporaryDirectory[str] | None = (
            None  # what it unpacks to, which outlives it when it is killed
        )
        self._pages: Connection | None = None
        self._busy = False

    @property
    def process_id(self) -> int | None:
        """The process that reads, once there was something for it."""
        return self._process.pid if self._process else None

    def read(self, source: Source) -> Iterator[Item]:
        """The stories of a source, and a Failure for each input that is no story or is beyond a limit."""
        if too_long := self._file_too_long(source):
            yield too_long
            return
        row = format_read(source)
        apart = row is not None and row.apart and not current_process().daemon  # which may have no children
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

    def _read_apart(self, source: Source) -> Iterator[Item]:
        if self._busy:
            self.close()  # somebody stopped asking in the middle of a file
        if self._pages is None:
            self._begin()
        assert self._pages is not None
        assert self._process is not None
        self._busy = True
        patience = OCR_PATIENCE if source.choices.ocr else PATIENCE
        try:
            self._pages.send(source)
            while self._pages.poll(self._limits.page_seconds * patience):
                item: Item | None = self._pages.recv()
                if item is None:
                    self._busy = False
                    return
                yield item
            self._process.kill()
        except (EOFError, OSError):
            pass
        self._process.join()
        code = self._process.exitcode
        self.close()
        yield Failure(source.name, "", self._end_said(code, format_read(source)))

    def _end_said(self, code: int | None, row: Format | None) -> str:
        what = "the page" if row and row.name == "HTML" else "a story of the file"
        if code == _OUT_OF_MEMORY:
            return f"{what} takes more than {self._limits.page_memory // MEGABYTE:,} MB of memory to read"
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            return f"{what} takes more than {self._limits.page_seconds} seconds to read"
        return f"{what} breaks the program that reads it"

    def _begin(self) -> None:
        spawn = get_context("spawn")
        self._pages, theirs = spawn.Pipe()
        self._folder = TemporaryDirectory(prefix="searchapp-")
        given = (theirs, self._limits, self._folder.name)
        self._process = spawn.Process(target=_serve, args=given, daemon=True)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # Ctrl-C is for this process alone
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()

    def close(self) -> None:
        """End the process, if there is one."""
        if self._pages is not None and self._process is not None:
            self._pages.close()
            self._process.kill()
            self._process.join()
            self._pages = self._process = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
        self._busy = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


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
