"""Backup and restore of the data folder: all that users made, in one .tar.gz file.

A backup is written beside, read back and compared, and then put in place. A restore is unpacked beside, checked
against the digests that the backup has of its files, and then takes the data folder's place, whole or not at all.
"""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from searchapp.archive import DERIVED
from searchapp.archive.comparing import events_file
from searchapp.archive.saved_queries.file import FILE_NAME as SAVED
from searchapp.archive.saved_queries.file import SIDE_FILES, copy_database, is_unwritable, sqlite_error
from searchapp.collections import tags_file, verdicts_file
from searchapp.curation import authority_file, corrections_file
from searchapp.errors import BadRequest, DiskError, NotFound
from searchapp.system.disk import LOCK, PART, in_words, new_beside, sync, writing

LIST = ".searchapp-backup.json"
"""The last member of a backup: the digest of each of the others."""
_MARK = {"SEARCHAPP.backup": "1"}
"""In the first header of a backup that has a list; those of versions before this one have none."""
_TEMPORARY = {LOCK, LIST, *(SAVED + end for end in SIDE_FILES)}
_KNOWN = {
    SAVED,
    authority_file.FILE_NAME,
    authority_file.HISTORY,
    corrections_file.FILE_NAME,
    tags_file.FILE_NAME,
    verdicts_file.FILE_NAME,
    events_file.FILE_NAME,
}
_SHAPE = {errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP}
"""Errors that a member's name makes, not the disk."""
_NOT_OURS = (
    EOFError,
    zlib.error,
    tarfile.TarError,
    ValueError,
    LookupError,
    TypeError,
    RuntimeError,
    ArithmeticError,
)
"""What comes of reading what is no backup."""
_NO_BACKUP = "Give a file that `backup` wrote, whole; nothing was changed."


@dataclass(frozen=True, slots=True)
class Written:
    """How many files a backup has, and what was left out of it, since it is no file and leads to none."""

    files: int
    left_out: tuple[str, ...] = ()


def write_backup(data: Path, file: Path) -> Written:
    """Write every file of the data folder; a link's file is in it, a database whole even while it is used.

    Raises DiskError where one can't be read, or is a damaged database: `file` is then what it was.
    """
    if not data.is_dir():
        raise NotFound(f"There is no data folder {data}.", hint="Name it with --data.")
    target = Path(os.path.realpath(file))
    fresh = new_beside(target)
    with in_words(f"No backup of {data} could be written to {file}"), ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-")))
        stack.callback(fresh.unlink, missing_ok=True)
        with suppress(DiskError):  # Where the folder can't be written, nobody writes in it now.
            stack.enter_context(writing(data / corrections_file.FILE_NAME))
        derived = data / DERIVED
        found = [p for p in _below(data, frozenset()) if not _is_ours(p, target, scratch, derived)]
        with fresh.open("xb") as out:
            _pack(data, [p for p in found if p.is_file()], out, scratch)
            out.flush()
            os.fsync(out.fileno())
        try:
            count = _checked(fresh, scratch / "read")
        except BadRequest as error:
            raise DiskError(f"What was written to {file} reads otherwise.", hint="Check that disk.") from error
        fresh.replace(target)
        sync(target.parent)
    left_out = (p.relative_to(data).as_posix() for p in found if not p.is_file())
    return Written(count, tuple(f"{name} is no file, and leads to none" for name in left_out))


def restore_backup(file: Path, data: Path) -> tuple[int, Path | None]:
    """Bring a backup back; returns how many files, and where what was there before was moved to.

    BadRequest where the file is no backup, or not whole; nothing is changed then.
    """
    data = Path(os.path.realpath(data))
    with in_words(f"{data} can't be restored"), ExitStack() as stack:
        data.parent.mkdir(parents=True, exist_ok=True)
        made = tempfile.TemporaryDirectory(dir=data.parent, prefix=f".{data.name}-", ignore_cleanup_errors=True)
        fresh = Path(stack.enter_context(made)) / "data"
        count = _checked(file, fresh)
        for folder, _, names in os.walk(fresh):
            for name in names:
                sync(Path(folder) / name)
            sync(Path(folder))
        aside = None
        if data.exists():
            stack.enter_context(writing(data / LOCK))
            aside = data.with_name(f"{data.name}-before-{datetime.now():%Y%m%d-%H%M%S-%f}")
            data.rename(aside)
        try:
            fresh.rename(data)
        except BaseException:
            if aside is not None:
                aside.rename(data)
            raise
        sync(data.parent)
    return count, aside


# -- writing ----------------------------------------------------------------------------------------


class _Digested:
    """A file that is read once, and the digest of what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._file.read(size)
        self.digest.update(block)
        return block


def _below(folder: Path, above: frozenset[tuple[int, int]]) -> Iterator[Path]:
    """Everything in a folder but folders; those that links lead to are entered, each once on a way."""
    found = folder.stat()
    here = above | {(found.st_dev, found.st_ino)}
    for path in sorted(folder.iterdir()):
        if not path.is_dir():
            yield path
        elif (path.stat().st_dev, path.stat().st_ino) not in here:
            yield from _below(path, here)


def _is_ours(path: Path, target: Path, scratch: Path, derived: Path) -> bool:
    """Whether a file is not the users' but made on the way, or derived, or the backup itself."""
    name = path.name
    temporary = name in _TEMPORARY or (name.startswith(".") and name.endswith(PART)) or derived in path.parents
    return temporary or path.parent.samefile(scratch) or (target.exists() and path.resolve() == target)


def _pack(data: Path, paths: list[Path], out: IO[bytes], scratch: Path) -> None:
    """Write the files and their list."""
    digests: dict[str, str] = {}
    options: dict[str, Any] = {"dereference": True, "format": tarfile.PAX_FORMAT, "pax_headers": _MARK}
    with gzip.GzipFile("", "wb", fileobj=out) as packed, tarfile.open(fileobj=packed, mode="w", **options) as tar:
        for path in paths:
            name = path.relative_to(data).as_posix()
            source = _copied(path, scratch / "copy") if name == SAVED else path
            with source.open("rb") as f:
                told = _Digested(f)
                tar.addfile(tar.gettarinfo(arcname=name, fileobj=f), told)
            digests[name] = told.digest.hexdigest()
        listed = {"made": datetime.now(UTC).isoformat(timespec="seconds"), "files": digests}
        content = json.dumps(listed, indent=1).encode()
        member = tarfile.TarInfo(LIST)
        member.size = len(content)
        tar.addfile(member, io.BytesIO(content))


def _copied(path: Path, to: Path) -> Path:
    """A copy of a database as it is now; DiskError where it is damaged."""
    try:
        copy_database(path, to)
    except sqlite3.DatabaseError as error:
        raise sqlite_error(to.parent.parent if is_unwritable(error) else path, error) from error
    if wrong := _wrong(to):
        raise DiskError(f"{path} is damaged: {wrong}.", hint="Put a good copy in its place, then do it again.")
    return to


# -- reading ----------------------------------------------------------------------------------------


def _wrong(database: Path) -> str:
    """What is wrong with a database, "" where it is whole."""
    try:
        with closing(sqlite3.connect(database)) as db:
            found = str(db.execute("pragma quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if found == "ok" else found


def _checked(file: Path, folder: Path) -> int:
    """Unpack a backup into a folder that is made; returns its number of files. BadRequest unless it is whole."""
    try:
        found, has_list = _unpacked(file, folder)
        if has_list:
            path = folder / LIST
            wanted = json.loads(path.read_text(encoding="utf-8"))["files"]
            path.unlink()
            del found[LIST]
            if wanted != found:
                changed = sorted(n for n in {*wanted, *found} if wanted.get(n) != found.get(n))
                raise ValueError(f"{changed[0]} is not as it was")
        elif not {PurePosixPath(name).parts[0] for name in found} & _KNOWN:
            raise ValueError("nothing in it was made by users of searchapp")
        if (folder / SAVED).is_file() and (wrong := _wrong(folder / SAVED)):
            raise ValueError(f"the saved queries in it are damaged: {wrong}")
    except OSError as error:
        about_it = (
            error.errno is None or error.errno in _SHAPE or error.filename in (str(file), str(folder / LIST))
        )
        if not about_it:
            raise
        raise _no_backup(file, error) from error
    except _NOT_OURS as error:
        raise _no_backup(file, error) from error
    return len(found)


def _no_backup(file: Path, why: BaseException) -> BadRequest:
    return BadRequest(f"{file}: is no backup, or not as it was written: {why}.", hint=_NO_BACKUP)


def _unpacked(file: Path, folder: Path) -> tuple[dict[str, str], bool]:
    """The members' names with their digests, after writing them to a folder; and whether it has a list."""
    folder.mkdir()
    found: dict[str, str] = {}
    with file.open("rb") as raw, tarfile.open(fileobj=raw, mode="r:gz") as tar:
        for member in tar:
            parts = PurePosixPath(member.name).parts
            if member.name.startswith("/") or ".." in parts or "\0" in member.name:
                raise ValueError(f"{member.name!r} would lie outside of the data folder")
            path = folder.joinpath(*parts)
            if member.isdir():
                path.mkdir(parents=True, exist_ok=True)
                continue
            source = tar.extractfile(member) if member.isreg() else None
            if source is None or not parts:
                raise ValueError(f"{member.name!r} is a link or a device, without content")
            path.parent.mkdir(parents=True, exist_ok=True)
            told = _Digested(source)
            with path.open("xb") as out:
                shutil.copyfileobj(told, out)
            path.chmod(0o600 | (member.mode & 0o077))
            os.utime(path, (member.mtime, member.mtime))
            found["/".join(parts)] = told.digest.hexdigest()
        assert tar.fileobj is not None
        while rest := tar.fileobj.read(1 << 20):  # to the end, where gzip's own sum is checked
            if rest.strip(b"\0"):
                raise ValueError("something in it is no member of it")
    return found, tar.pax_headers == _MARK
