"""Opening what may be hostile: only regular files, never a pipe or device, never more than a cap.

Gives bytes, gzip already undone. Must not know what the bytes mean.
"""

from __future__ import annotations

import errno
import gzip
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from searchapp.errors import IngestError
from searchapp.ingest.source import Source

MEGABYTE = 2**20
TEXT_CAP = 100 * MEGABYTE
STREAM_CAP = 4096 * MEGABYTE
BOMB_FLOOR = 64 * MEGABYTE
BOMB_RATIO = 200
"""Far above what text compresses to, far below what gzip can do, which is about 1,030 times."""

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)  # a link that appears after the check is not followed
    | getattr(os, "O_NONBLOCK", 0)  # a pipe that appears after the check does not block
)
_REASONS = {
    errno.ENOENT: "the file is no longer there",
    errno.EACCES: "permission denied: the file may not be read",
    errno.EPERM: "permission denied: the file may not be read",
    errno.ELOOP: "a link that leads out of the archive, or nowhere, is not followed",
    errno.EISDIR: "this is a folder, not a file",
}


def reason_of(error: OSError) -> str:
    """What went wrong, in words for a person."""
    return _REASONS.get(error.errno or 0) or f"the file can't be read: {error.strerror or error}"


def read_bytes(source: Source, *, cap: int = TEXT_CAP) -> bytes:
    """The whole content, at most `cap` bytes; raises IngestError when there is more or it can't be read."""
    return b"".join(read_blocks(source, cap=cap))


def read_blocks(source: Source, *, cap: int = STREAM_CAP) -> Iterator[bytes]:
    """The content in blocks of up to a megabyte; raises IngestError where it can't go on.

    A plain file is read up to the size it has when opened, so one that grows meanwhile ends.
    """
    with _translated(), _opened(source) as (file, size):
        if not (source.suffix or source.name).lower().endswith(".gz"):
            yield from _capped(file, size, cap=cap)
            return
        limit = min(cap, max(BOMB_FLOOR, BOMB_RATIO * size))
        with gzip.GzipFile(fileobj=file, mode="rb") as unpacked:
            given = 0
            while block := unpacked.read1(min(MEGABYTE, limit - given + 1)):  # all there is before a damage
                given += len(block)
                if given > limit:
                    raise IngestError(_too_large(cap, "unpacks to more") if limit == cap else _bomb(size))
                yield block


def read_raw(source: Source) -> Iterator[bytes]:
    """The bytes of a file as they lie on the disk, packed or not; raises IngestError where it can't go on."""
    with _translated(), _opened(source) as (file, size):
        yield from _capped(file, size, cap=size)


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The file as it lies there, to be read from any place; raises IngestError where it can't be opened."""
    with ExitStack() as stack:
        with _translated():
            file, _ = stack.enter_context(_opened(source))
        yield file


def size_of(source: Source) -> int:
    """How many bytes the file has; raises IngestError where that can't be known."""
    with _translated():
        return _target(source).stat().st_size


def _capped(file: BinaryIO, size: int, *, cap: int) -> Iterator[bytes]:
    if size > cap:
        raise IngestError(_too_large(cap, f"has {size:,} bytes"))
    while size > 0 and (block := file.read(min(MEGABYTE, size))):
        size -= len(block)
        yield block


def _too_large(cap: int, has: str) -> str:
    return f"{has}, and at most {cap:,} bytes are read: split the file"


def _bomb(size: int) -> str:
    return f"unpacks to more than {BOMB_RATIO} times its {size:,} bytes: taken for a decompression bomb"


@contextmanager
def _opened(source: Source) -> Iterator[tuple[BinaryIO, int]]:
    path = _target(source)
    if not stat.S_ISREG(path.stat().st_mode):
        raise IngestError("not a regular file (a pipe, a socket or a device)")
    with open(os.open(path, _FLAGS), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise IngestError("not a regular file (a pipe, a socket or a device)")
        yield file, status.st_size


def _target(source: Source) -> Path:
    """The file itself; a link is followed only within the archive, which `name` gives the depth of."""
    path, depth = source.path, source.name.count("/")
    if not path.is_symlink():
        return path
    target = path.resolve()
    if depth >= len(path.parents) or not target.is_relative_to(path.parents[depth].resolve()):
        raise IngestError(_REASONS[errno.ELOOP])
    return target


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (gzip.BadGzipFile, zlib.error) as error:
        raise IngestError(f"damaged, or not a gzip file: {error}") from error
    except EOFError as error:
        raise IngestError("the compressed file is cut short") from error
    except OSError as error:
        raise IngestError(reason_of(error)) from error
    except ValueError as error:  # a NUL in the path
        raise IngestError(f"not a possible file name: {error}") from error
