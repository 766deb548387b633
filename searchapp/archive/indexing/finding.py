"""What finds names and statements for a run: as many processes as are set, with its memory beside the index."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from searchapp.archive import derived_folder
from searchapp.config import Settings
from searchapp.engines import folder_of, refuse_foreign
from searchapp.enrich.run.cache import CachedFinder, Finder
from searchapp.enrich.run.workers import Workers
from searchapp.errors import IndexRefused

MEMORY = "found.sqlite3"
"""What was found in which text."""


def memory_path(settings: Settings) -> Path:
    """The file that has it."""
    return derived_folder(settings.place, settings.data) / MEMORY


@contextmanager
def finder(settings: Settings) -> Iterator[Finder]:
    """What finds names and statements; its processes start when there is enough to do, and end with the block."""
    with Workers(settings.model, jobs=settings.jobs) as workers, ExitStack() as held:
        found: Finder = workers
        with suppress(IndexRefused):  # in a folder of others nothing is left, not even by `extract`
            if folder_of(settings.place):
                refuse_foreign(settings.place)
            found = held.enter_context(closing(CachedFinder(workers, memory_path(settings))))
        yield found
