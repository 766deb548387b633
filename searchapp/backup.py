"""Backup and restore of the data folder: all that users made, in one .tar.gz file."""

from __future__ import annotations

import shutil
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from searchapp.errors import BadRequest, NotFound

_SIDE_FILES = ("-wal", "-shm", "-journal")


def write_backup(data: Path, file: Path) -> int:
    """Write every file of the data folder; a database is copied whole even while it is being used."""
    if not data.is_dir():
        raise NotFound(f"There is no data folder {data}.", hint="Name it with --data.")
    paths = [p for p in sorted(data.rglob("*")) if p.is_file() and not p.name.endswith(_SIDE_FILES)]
    with tempfile.TemporaryDirectory() as scratch, tarfile.open(file, "w:gz") as tar:
        for i, path in enumerate(paths):
            source = path
            if path.suffix == ".sqlite3":
                source = Path(scratch) / str(i)
                with closing(sqlite3.connect(path)) as live, closing(sqlite3.connect(source)) as copy:
                    live.backup(copy)
            tar.add(source, arcname=path.relative_to(data).as_posix())
    return len(paths)


def restore_backup(file: Path, data: Path) -> tuple[int, Path | None]:
    """Bring a backup back; returns how many files, and where what was there before was moved to."""
    data = data.absolute()
    data.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data.parent, prefix=f".{data.name}-") as scratch:
        fresh = Path(scratch) / "data"
        try:
            with tarfile.open(file, "r:gz") as tar:
                tar.extractall(fresh, filter="data")
        except (OSError, EOFError, tarfile.TarError) as error:
            raise BadRequest(f"{file}: is no backup: {error}.", hint="Give a file that `backup` wrote.") from error
        count = sum(p.is_file() for p in fresh.rglob("*"))
        aside = None
        if data.exists():
            aside = data.with_name(f"{data.name}-before-{datetime.now():%Y%m%d-%H%M%S-%f}")
            data.rename(aside)
        shutil.move(fresh, data)
    return count, aside
