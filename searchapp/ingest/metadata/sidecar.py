"""The sidecar of a file: `story.txt.meta.json`, or else `story.meta.json`, beside it.

Finds and reads the file; what its keys mean, ingest/columns knows.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from searchapp.errors import IngestError
from searchapp.ingest.columns.record import fields_of
from searchapp.ingest.files.encoding import decode
from searchapp.ingest.files.safe_open import MEGABYTE, read_bytes
from searchapp.ingest.metadata.fields import Fields
from searchapp.ingest.metadata.json_object import capture_of, parse_object
from searchapp.ingest.metadata.merge import filled
from searchapp.ingest.source import Failure, Item, Source
from searchapp.model import Story

ENDING = ".meta.json"
ORIGIN = "sidecar"
_OF_ONE_STORY = frozenset({"id", "title", "url"})
_CAP = 4 * MEGABYTE


def sidecar_of(source: Source) -> Source | None:
    """The sidecar of a source as a source of its own; None where it has none."""
    shown = stems(source.name)
    for i, stem in enumerate(stems(source.path.name)):
        path = source.path.with_name(stem + ENDING)
        if _is_there(path):
            return Source(path, shown[min(i, len(shown) - 1)] + ENDING)
    return None


def read_sidecar(source: Source) -> Fields | Failure | None:
    """What the source's sidecar says; None without one; a Failure under its own name for a bad one."""
    if (sidecar := sidecar_of(source)) is None:
        return None
    try:
        record = parse_object(decode(read_bytes(sidecar, cap=_CAP)))
        return replace(fields_of(record, origin=ORIGIN), capture=capture_of(record))
    except IngestError as error:
        return Failure(sidecar.name, "", f"{error.message}; what it stands beside is kept without it")


def read_defaults(source: Source) -> Fields | Failure | None:
    """What the sidecar of a file of many stories says of all of them: not an id, a title or an address."""
    found = read_sidecar(source)
    if not isinstance(found, Fields):
        return found
    values = {name: v for name, v in found.values.items() if name not in _OF_ONE_STORY}
    return replace(found, values=values, capture=None)


def with_defaults(source: Source, items: Iterator[Item]) -> Iterator[Item]:
    """What lies in a file of files, with what the sidecar of that file says of all its stories."""
    defaults = read_defaults(source)
    if isinstance(defaults, Failure):
        yield defaults
        defaults = None
    for item in items:
        yield filled(item, defaults) if defaults and isinstance(item, Story) else item


def stems(name: str) -> list[str]:
    """The file's name, and that name with one ending less, twice at most ("a.txt.gz", "a.txt", "a")."""
    shorter = os.path.splitext(name)[0]
    stems = [name, shorter]
    if name.lower().endswith(".gz"):
        stems.append(os.path.splitext(shorter)[0])
    return stems


def _is_there(path: Path) -> bool:
    try:
        return os.path.lexists(path)
    except ValueError:
        return False
