"""The stories of what a user names or pipes in, one after the other; no index is asked or written."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from searchapp.archive.indexing.run_report import Report, Untaken
from searchapp.config import Settings
from searchapp.ingest import Choices, Failure, LeftOut, Remark, Source, find_sources
from searchapp.ingest.limits import LimitedReader, Limits
from searchapp.model import Story


def limits_of(settings: Settings) -> Limits:
    """What one input may cost."""
    return Limits(page_seconds=settings.page_seconds, story_chars=settings.longest_story * 1_000_000)


def choices_of(settings: Settings) -> Choices:
    """How files are to be read, where they do not say it themselves."""
    columns = (one.partition("=") for one in settings.columns)
    return Choices(tuple((key, where) for key, _, where in columns), settings.separator, settings.ocr)


def stories_of(path: Path, report: Report, limits: Limits, choices: Choices) -> Iterator[Story]:
    """The stories of a file, a folder or ("-") standard input; what is not read goes into the report."""
    if str(path) == "-":
        content = sys.stdin.buffer.read()
        suffix = ".jsonl" if content.lstrip().startswith((b"{", b"[{")) else ".txt"
        with tempfile.TemporaryDirectory() as folder:
            given = Path(folder) / f"stdin{suffix}"
            given.write_bytes(content)
            yield from stories_of(given, report, limits, choices)
        return
    yield from stories_in(sources_of(path, report), report.of(str(path)), report, limits, choices)


def sources_of(
    path: Path, report: Report, *, apart: Callable[[Path], bool] = lambda folder: False
) -> Sequence[Source]:
    """The files of a path that can be read; what else is there goes into the report."""
    found = find_sources([path], apart=apart)
    untaken = report.of(str(path))
    untaken.failures.extend(found.failures)
    untaken.left_out.extend(found.left_out)
    return found.sources


def stories_in(
    sources: Sequence[Source], untaken: Untaken, report: Report, limits: Limits, choices: Choices
) -> Iterator[Story]:
    """The stories of files, which are read ahead; what is not read goes into the report."""
    chosen = [replace(source, choices=choices) for source in sources]
    with LimitedReader(limits) as reading:
        reading.expect(chosen)
        for source in chosen:
            for item in reading.read(source):
                if isinstance(item, Failure):
                    untaken.failures.append(item)
                elif isinstance(item, LeftOut):
                    untaken.left_out.append(item)
                elif isinstance(item, Remark):
                    report.notes.append(item)
                else:
                    yield item
