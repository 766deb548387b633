"""The file of saved queries: opened, checked, copied once a day, and mended from the last good copy. SQLite only.

Whenever the file is another than it was, it is checked before it is read. A damaged one is set aside and kept, and
the newest good copy takes its place. This module must not know what the tables hold beyond their names.
"""

from __future__ import annotations

import logging
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from searchapp.archive.saved_queries.tables import MIGRATIONS, TABLES
from searchapp.errors import DiskError, SavedQueriesError
from searchapp.system import disk
from searchapp.system.disk import aside_of, disk_error, is_there, new_beside, sync

logger = logging.getLogger(__name__)
FILE_NAME = "saved.sqlite3"
HISTORY = "saved.history"
BUSY_SECONDS = 2.0
COPIES_KEPT = 7
"""Days of which the last copy is kept."""
_COPY = re.compile(r"\d{4}-\d\d-\d\d\.sqlite3")
_ASIDE = re.compile(r"saved\.damaged-(\d{4})(\d\d)(\d\d)-\d{6}(?:-\d+)?\.copy-of-(\d{4}-\d\d-\d\d)\.sqlite3")
SIDE_FILES = ("-wal", "-shm", "-journal")
_DAMAGE = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
_UNWRITABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL}
_ANEW = f"Put a backup in its place, or move it and {HISTORY} away to start anew."


class SavedFile:
    """The database of one data folder. Every call opens and closes it, so it is safe between threads."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self._sound: tuple[int, ...] | None = None

    def notices(self) -> tuple[str, ...]:
        """What users have to be told: of damage, and of what is shown instead."""
        kept = (_ASIDE.fullmatch(p.name) for p in sorted(self.path.parent.glob("saved.damaged-*")))
        said = [_said_of(m) for m in kept if m]
        file = self._readable()
        if file is not None and file != self.path:
            said.append(f"{FILE_NAME} is damaged; these are of its copy of {file.stem}, and nothing can be saved.")
        return tuple(said)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """A connection to read from, as of this version; None where nothing was ever saved.

        A file of an earlier version stays as it is, so that it can be read where nothing can be written.
        """
        with self._translated():
            file = self._readable()
            if file is None:
                yield None
                return
            with closing(_opened(file)) as db:
                if self._version(db) in (0, len(MIGRATIONS)):
                    yield db if self._version(db) else None
                    return
                with closing(_prepared(sqlite3.connect(":memory:", isolation_level=None))) as copy:
                    db.backup(copy)
                    self._migrate(copy)
                    yield copy

    @contextmanager
    def writing(self, *, every: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction on an up-to-date database, made where it is absent; an error undoes it.

        A copy is kept of the first change of a day; with `every` of this one in any case.
        """
        with self._translated():
            if self._readable() not in (self.path, None):
                raise SavedQueriesError(
                    f"{self.path} is damaged and can't be replaced.",
                    hint="Check that the disk has room and that the folder can be written, then do it again.",
                )
            with disk.writing(self.path):
                with closing(_connect(self.path, "mode=rwc")) as db:
                    _leave_wal(db)
                    db.execute("begin immediate")
                    with db:  # Commits, or rolls back whatever was raised.
                        self._migrate(db)
                        yield db
                if every or not self._copy_of_today().exists():
                    self._keep_copy()

    def _readable(self) -> Path | None:
        """The file to read, mended where it was damaged; a copy where it can't be mended, None for nothing saved.

        Raises SavedQueriesError where it is damaged and there is no good copy.
        """
        with self._translated():
            there = is_there(self.path)
            if not there and not self._copies():
                return None
            stamp = _stamp(self.path) if there else ()
            if there and stamp == self._sound:
                return self.path
            wrong = self._wrong(self.path) if there else "it is gone"
            if not wrong:
                self._sound = stamp
                if not self._copy_of_today().exists():
                    with suppress(DiskError), disk.writing(self.path):
                        self._keep_copy()
                return self.path
            copy = next((c for c in self._copies() if not self._wrong(c)), None)
            if copy is None:
                raise SavedQueriesError(f"{self.path} is damaged: {wrong}.", hint=_ANEW)
            logger.warning("%s is damaged (%s); %s is used", self.path, wrong, copy)
            try:
                with disk.writing(self.path) as target:
                    if not target.exists() or self._wrong(target):
                        self._replace(target, copy)
            except (DiskError, OSError) as error:
                logger.warning("%s can't be set aside: %s", self.path, error)
                return copy
            return self.path

    def _replace(self, damaged: Path, copy: Path) -> None:
        """Set the damaged file aside, with what SQLite left beside it, and put a copy of the copy in its place."""
        aside = aside_of(self.path, ending=f".copy-of-{copy.stem}.sqlite3")
        fresh = new_beside(damaged)
        try:
            shutil.copyfile(copy, fresh)
            sync(fresh)
            if damaged.exists():
                shutil.copyfile(damaged, aside)
            else:
                aside.touch()
            sync(aside)
            for end in SIDE_FILES:  # What belongs to the damaged file would spoil the copy.
                with suppress(FileNotFoundError):
                    damaged.with_name(damaged.name + end).rename(aside.with_name(aside.name + end))
            fresh.replace(damaged)
        finally:
            fresh.unlink(missing_ok=True)
        sync(damaged.parent)

    def _wrong(self, path: Path) -> str:
        """What is wrong with a database, "" where it is whole; an error where that can't be told."""
        try:
            with closing(_opened(path)) as db:
                version = self._version(db)
                tables = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
                if not version and not tables:
                    return "" if path == self.path and not self._copies() else "it is empty"
                if path.stat().st_size % db.execute("pragma page_size").fetchone()[0]:
                    return "it is cut short"
                if version < 0 or not tables >= TABLES[version]:
                    return "its tables are not those of saved queries"
                checks = "pragma quick_check(1)", "pragma integrity_check('saved')"
                found = [str(db.execute(check).fetchone()[0]) for check in checks]
        except sqlite3.DatabaseError as error:
            if _code(error) in _DAMAGE:
                return str(error)
            raise
        except UnicodeDecodeError:  # sqlite3 fails to word an error that quotes a damaged name
            return "its tables have names that are no text"
        return next((said.replace("\n", " ")[:200] for said in found if said != "ok"), "")

    # -- its copies -----------------------------------------------------------------------------------

    def _copies(self) -> list[Path]:
        """The kept copies, newest first."""
        found = (p for p in (self.path.parent / HISTORY).glob("*.sqlite3") if _COPY.fullmatch(p.name))
        return sorted(found, reverse=True)

    def _copy_of_today(self) -> Path:
        return self.path.parent / HISTORY / f"{datetime.now(UTC):%Y-%m-%d}.sqlite3"

    def _keep_copy(self) -> None:
        """Keep a checked copy of the file as it is; where that fails the copies stay as they were."""
        copy = self._copy_of_today()
        fresh = new_beside(copy)
        try:
            copy.parent.mkdir(exist_ok=True)
            copy_database(self.path, fresh)
            if not self._wrong(fresh):
                sync(fresh)
                fresh.replace(copy)
                sync(copy.parent)
                self._sound = _stamp(self.path)
                for old in self._copies()[COPIES_KEPT:]:
                    old.unlink(missing_ok=True)
        except (OSError, sqlite3.Error) as error:
            logger.warning("no copy of %s could be kept: %s", self.path, error)
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)

    def _migrate(self, db: sqlite3.Connection) -> None:
        """Bring a database up to date; whoever opened the transaction ends it."""
        for number, migrate in enumerate(MIGRATIONS[self._version(db) :], self._version(db) + 1):
            migrate(db)
            db.execute(f"pragma user_version = {number}")

    def _version(self, db: sqlite3.Connection) -> int:
        version = int(db.execute("pragma user_version").fetchone()[0])
        if version > len(MIGRATIONS):
            raise SavedQueriesError(
                f"{self.path} was written by a newer version of searchapp.",
                hint="Update searchapp, or put an older copy of the file in its place.",
            )
        return version

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """SQLite's and the disk's errors as ours, each with its remedy."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if _code(error) in _DAMAGE:
                self._sound = None  # It is checked, and mended, at the next look.
            raise sqlite_error(self.path, error) from error
        except OSError as error:
            said = disk_error(error, f"{self.path} can't be used")
            raise SavedQueriesError(said.message, hint=said.hint, full=said.status == 507) from error


def sqlite_error(path: Path, error: sqlite3.DatabaseError) -> SavedQueriesError:
    """An error of SQLite's that says what to do."""
    match _code(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return SavedQueriesError(f"{path} is in use by another program.", hint="Try again in a moment.")
        case sqlite3.SQLITE_FULL:
            hint = "Free some space on that disk, then do it again."
            return SavedQueriesError(f"{path} can't be written: the disk is full.", hint=hint, full=True)
        case code if code in _UNWRITABLE:
            hint = "Check that the disk has room and that the folder can be written, then do it again."
            return SavedQueriesError(f"{path} can't be written: {error}.", hint=hint)
        case _:
            return SavedQueriesError(f"{path} is damaged: {error}.", hint=_ANEW)


def copy_database(path: Path, to: Path) -> None:
    """A copy of a database as it is now, by SQLite's own means; sqlite3.DatabaseError where there can be none."""
    with closing(_opened(path)) as db, closing(_connect(to, "mode=rwc")) as copy:
        db.backup(copy)


def is_unwritable(error: sqlite3.DatabaseError) -> bool:
    """Whether it was the disk, or a right, that stopped SQLite."""
    return _code(error) in _UNWRITABLE


def _code(error: sqlite3.DatabaseError) -> int:
    """SQLite's primary code of an error; the general one where Python raised it."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)) & 0xFF


def _connect(path: Path, how: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{how}"
    return _prepared(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None))


def _prepared(db: sqlite3.Connection) -> sqlite3.Connection:
    """A connection under which bytes that are no text can be read, and what belongs together goes together."""
    db.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    db.execute("pragma foreign_keys = on")
    return db


def _opened(path: Path) -> sqlite3.Connection:
    """A database to read from; as it lies there where SQLite can't write beside it (a full or read-only disk)."""
    db = _connect(path, "mode=rw")
    try:
        db.execute("select count(*) from sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        db.close()
        if _code(error) not in _UNWRITABLE:
            raise
        return _connect(path, "immutable=1")
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


def _leave_wal(db: sqlite3.Connection) -> None:
    """Have no log beside the file, without which it could not be read on a full or read-only disk.

    Versions before this one kept one; where another program is reading, a later write ends it.
    """
    if db.execute("pragma journal_mode").fetchone()[0] == "wal":
        with suppress(sqlite3.OperationalError):
            db.execute("pragma journal_mode = delete")


def _stamp(path: Path) -> tuple[int, ...]:
    """What changes whenever a file does; its size first."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _said_of(aside: re.Match[str]) -> str:
    year, month, day, copied = aside.groups()
    return (
        f"The saved queries were found damaged on {year}-{month}-{day}. The copy of {copied} is used since; what"
        f" was damaged is kept as {aside[0]}. What was saved in between may be missing: look, save it again, then"
        " move that file out of the data folder."
    )
