"""Files that are byte for byte the same, with the same sidecar or none: one story, wherever else it lies too.

Reads only what has the size of another. What can't be read is no copy: its reader says why.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from searchapp.errors import IngestError
from searchapp.ingest import Source
from searchapp.ingest.files.discovery import format_of
from searchapp.ingest.files.safe_open import read_raw
from searchapp.ingest.metadata.sidecar import sidecar_of


def copies_among(order: Sequence[str], sources: Mapping[str, Source]) -> dict[str, tuple[str, ...]]:
    """By the first of each set of copies the others, in this order of real paths; an empty file has none."""
    by_size: dict[tuple[int, str], list[str]] = defaultdict(list)
    for real in order:
        if size := _size(sources[real]):
            by_size[size, format_of(sources[real].name)].append(real)
    found: dict[str, tuple[str, ...]] = {}
    for alike in by_size.values():
        if len(alike) > 1:
            found.update(_same(alike, sources))
    return found


def _same(alike: Iterable[str], sources: Mapping[str, Source]) -> dict[str, tuple[str, ...]]:
    by_digest: dict[str, list[str]] = defaultdict(list)
    for real in alike:
        if digest := _digest(sources[real]):
            by_digest[digest].append(real)
    return {reals[0]: tuple(reals[1:]) for reals in by_digest.values() if len(reals) > 1}


def _size(source: Source) -> int:
    try:
        return os.stat(source.path).st_size
    except (OSError, ValueError):
        return 0


def _digest(source: Source) -> str:
    digest = hashlib.sha256()
    try:
        for part in (source, sidecar_of(source)):
            for block in read_raw(part) if part else ():
                digest.update(block)
            digest.update(b"\0sidecar\0")
    except IngestError:
        return ""
    return digest.hexdigest()
