"""CURRENT: the name of the generation that answers and the digest of its manifest, one line, replaced as a whole.

With it all is checked that is read: the manifest has the digests of all other files. It must not know what a
manifest says.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from searchapp.errors import IndexRefused
from searchapp.system.permissions import keep_to_oneself

CURRENT = "CURRENT"
REBUILD = "Build it anew: searchapp index PATH… --rebuild --index {}"
_LINE = re.compile(r"([0-9A-Za-z-]+)(?: ([0-9a-f]{64}))?\n")


@dataclass(frozen=True, slots=True)
class Pointer:
    """What answers; the digest is "" where an earlier version wrote it."""

    generation: str
    digest: str


def read_pointer(directory: Path) -> Pointer | None:
    """What answers now; None where nothing was published, IndexRefused where it can't be told."""
    path = directory / CURRENT
    try:
        line = path.read_bytes().decode("ascii")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexRefused(f"{path} can't be read: {error}.", hint=REBUILD.format(directory)) from error
    found = _LINE.fullmatch(line)
    if found is None:
        raise IndexRefused(
            f"{path} does not name a generation: it was cut short or altered.", hint=REBUILD.format(directory)
        )
    return Pointer(found[1], found[2] or "")


def write_pointer(directory: Path, generation: str, manifest: bytes) -> None:
    """Let a generation with this manifest answer from now on."""
    pointer = directory / f"{CURRENT}.new"
    with pointer.open("w", encoding="ascii", newline="") as f:
        f.write(f"{generation} {digest_of(manifest)}\n")
        f.flush()
        os.fsync(f.fileno())
    keep_to_oneself(pointer)
    pointer.replace(directory / CURRENT)


def digest_of(manifest: bytes) -> str:
    """The digest of a manifest."""
    return hashlib.sha256(manifest).hexdigest()
