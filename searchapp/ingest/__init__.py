"""Corpus files -> stories: find the sources under the paths a user names, and read each one.

Knows nothing of enrichment, of indexes, or of who asks. One bad file, or line, is a Failure; the run goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from searchapp.errors import IngestError
from searchapp.ingest.files import discovery
from searchapp.ingest.files.discovery import Discovered, real_path, safe_name
from searchapp.ingest.files.safe_open import MEGABYTE, read_blocks
from searchapp.ingest.metadata.ids import id_beside
from searchapp.ingest.readers.json_lines import read_jsonl
from searchapp.ingest.readers.text import read_markdown, read_text
from searchapp.ingest.source import Failure, LeftOut, Reader, Source
from searchapp.model import Story

__all__ = [
    "READERS",
    "Discovered",
    "Failure",
    "LeftOut",
    "Reader",
    "Source",
    "find_sources",
    "id_beside",
    "is_page",
    "is_text",
    "read_source",
    "real_path",
    "refusal",
    "safe_name",
    "story_lines",
]


def _read_html(source: Source) -> Iterator[Story | Failure]:
    from searchapp.ingest.readers.html import read_html  # noqa: PLC0415 (its libraries take a third of a second to load)

    return read_html(source)


_PLAIN: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".xhtml": _read_html,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
}
READERS: Mapping[str, Reader] = MappingProxyType(
    _PLAIN | {f"{suffix}.gz": reader for suffix, reader in _PLAIN.items()}
)
"""The reader of each format, by suffix in lower case; gzip is undone on the way."""


_ENOUGH_TO_COUNT = 16 * MEGABYTE
_PACKED = 4
"""How many times its size a packed text has, about."""


def is_page(source: Source) -> bool:
    """Whether a source is read as a web page."""
    return READERS.get(discovery.format_of(source.name)) is _read_html


def is_text(source: Source) -> bool:
    """Whether a source is one story as it stands there, not packed."""
    reader = READERS.get(discovery.format_of(source.name))
    return reader in (read_text, read_markdown) and not source.name.endswith(".gz")


def story_lines(source: Source) -> int:
    """About how many stories are in a source: the lines of JSON Lines, told from its beginning, else one."""
    if READERS.get(discovery.format_of(source.name)) is not read_jsonl:
        return 1
    seen = lines = 0
    try:
        for block in read_blocks(source):
            seen, lines = seen + len(block), lines + block.count(b"\n")
            if seen >= _ENOUGH_TO_COUNT:
                size = source.path.stat().st_size * (_PACKED if source.name.lower().endswith(".gz") else 1)
                return max(1, lines * size // seen)
    except (IngestError, OSError):
        pass
    return max(1, lines)


def find_sources(paths: Sequence[Path], *, apart: Callable[[Path], bool] = lambda folder: False) -> Discovered:
    """The files under `paths` that can be read, in a fixed order, what can't be, and what was passed over.

    Folders are searched through, but for hidden ones and those that are `apart`; README, CHANGELOG, LICENSE,
    sidecars and unknown formats in them are no stories. A file named by the user is read whatever it is called.
    """
    return discovery.find_sources(paths, READERS.keys(), apart=apart)


def refusal(path: Path) -> Failure | None:
    """Why nothing can be had of a path that a user named (no such file, a web address, a device), if so."""
    return discovery.refusal(path, READERS.keys())


def read_source(source: Source) -> Iterator[Story | Failure]:
    """The stories of one source and its failures, as they are read; never raises for a bad file."""
    reader = READERS.get(discovery.format_of(source.name))
    if reader is None:
        yield Failure(source.name, "", "not a kind of file that can be read")
        return
    try:
        yield from reader(source)
    except IngestError as error:
        yield Failure(source.name, "", error.message)
