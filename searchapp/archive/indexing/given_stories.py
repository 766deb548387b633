"""The stories of what a user names or pipes in, one after the other; no index is asked or written."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from searchapp.archive.indexing.run_report import Report
from searchapp.config import Settings
from searchapp.ingest import Failure, find_sources
from searchapp.ingest.limits import LimitedReader, Limits
from searchapp.model import Story


def limits_of(settings: Settings) -> Limits:
    """What one input may cost."""
    return Limits(page_seconds=settings.page_seconds, story_chars=settings.longest_story * 1_000_000)


def stories_of(path: Path, report: Report, limits: Limits) -> Iterator[Story]:
    """The stories of a file, a folder or ("-") standard input; what is not read goes into the report."""
    if str(path) == "-":
        content = sys.stdin.buffer.read()
        suffix = ".jsonl" if content.lstrip().startswith(b"{") else ".txt"
        with tempfile.TemporaryDirectory() as folder:
            given = Path(folder) / f"stdin{suffix}"
            given.write_bytes(content)
            yield from stories_of(given, report, limits)
        return
    found = find_sources([path])
    report.failures.extend(found.failures)
    report.left_out.extend(found.left_out)
    with LimitedReader(limits) as reading:
        for source in found.sources:
            for item in reading.read(source):
                if isinstance(item, Failure):
                    report.failures.append(item)
                else:
                    yield item
