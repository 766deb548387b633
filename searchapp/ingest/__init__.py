"""Corpus files -> stories: find the sources under the paths a user names, and read each one.

Knows nothing of enrichment, of indexes, or of who asks. One bad file, or line, is a Failure; the run goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from searchapp.ingest.files import discovery
from searchapp.ingest.files.discovery import Discovered, real_path, safe_name
from searchapp.ingest.formats import BY_SUFFIX, FORMATS, Format, read_source, story_lines
from searchapp.ingest.metadata.ids import id_beside
from searchapp.ingest.source import Choices, Failure, Item, LeftOut, Reader, Remark, Source

__all__ = [
    "BY_SUFFIX",
    "FORMATS",
    "Choices",
    "Discovered",
    "Failure",
    "Format",
    "Item",
    "LeftOut",
    "Reader",
    "Remark",
    "Source",
    "find_sources",
    "id_beside",
    "read_source",
    "real_path",
    "refusal",
    "safe_name",
    "story_lines",
]


def find_sources(paths: Sequence[Path], *, apart: Callable[[Path], bool] = lambda folder: False) -> Discovered:
    """The files under `paths` that can be read, in a fixed order, what can't be, and what was passed over.

    Folders are searched through, but for hidden ones and those that are `apart`; README, CHANGELOG, LICENSE,
    sidecars and unknown formats in them are no stories. A file named by the user is read whatever it is called.
    """
    return discovery.find_sources(paths, BY_SUFFIX.keys(), apart=apart)


def refusal(path: Path) -> Failure | None:
    """Why nothing can be had of a path that a user named (no such file, a web address, a device), if so."""
    return discovery.refusal(path, BY_SUFFIX.keys())
