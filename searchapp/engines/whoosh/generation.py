"""A generation: one published state of an index on disk, and the pointer that says which one answers.

    index/CURRENT                 name of the generation that answers
    index/LOCK                    held by the one writer
    index/<generation>/           Whoosh's files, columns/, stories.json, manifest.json
    index/building-<generation>/  a build that is not published (or that died)

A build becomes visible by one atomic replacement of CURRENT, after everything was synced to disk.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from searchapp.analysis import tokenize
from searchapp.engines import IndexStatus
from searchapp.engines.whoosh.schema import SCHEMA_VERSION
from searchapp.errors import IndexLocked, IndexMissing, IndexRefused
from searchapp.facets import FACET_KEYS
from searchapp.records import RECORDS_VERSION

CURRENT = "CURRENT"
LOCK = "LOCK"
MANIFEST = "manifest.json"
STORIES = "stories.json"
COLUMNS = "columns"
BUILDING = "building-"
ENGINE = "whoosh"
REBUILD = "Build it anew: searchapp index PATH… --rebuild --index {}"
_KEPT_GENERATIONS = 2
"""The one that answers and the one before, which a reader may just be opening."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of: versions, counts, and a sha256 by file."""

    engine: str
    schema: str
    records: str
    analysis: str
    facets: tuple[str, ...]
    enrichment: str
    generation: str
    built: str
    stories: int
    statements: int
    files: dict[str, str]

    def misfit(self) -> str:
        """Why this program can't use an index with this manifest, or ""."""
        for what, theirs, ours in (
            ("engine", self.engine, ENGINE),
            ("schema", self.schema, SCHEMA_VERSION),
            ("records", self.records, RECORDS_VERSION),
            ("tokens", self.analysis, analysis_version()),
            ("facets", ",".join(self.facets), ",".join(FACET_KEYS)),
        ):
            if theirs != ours:
                return f"its {what} are {theirs!r}, this program's {ours!r}"
        return ""


def analysis_version() -> str:
    """A digest of how the tokenizer treats a fixed sentence: another tokenizer can't read an index."""
    probe = "The U.S.-led IS's élite organisation labours; 1,000 Raqqa s (p.m.)"
    return hashlib.sha256(repr([tuple(t) for t in tokenize(probe)]).encode()).hexdigest()[:12]


def current(directory: Path) -> str | None:
    """The generation that answers now; None where nothing was published."""
    try:
        name = (directory / CURRENT).read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexRefused(
            f"{directory / CURRENT} can't be read: {error}.", hint=REBUILD.format(directory)
        ) from error
    if not name or not all(c.isalnum() or c == "-" for c in name):
        raise IndexRefused(f"{directory / CURRENT} does not name a generation.", hint=REBUILD.format(directory))
    return name


def load_manifest(directory: Path, generation: str) -> Manifest:
    """The manifest of a generation; IndexRefused where it is missing or can't be understood."""
    path = directory / generation / MANIFEST
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        return Manifest(**{**row, "facets": tuple(row["facets"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexRefused(f"{path} can't be used: {error}.", hint=REBUILD.format(directory)) from error


def checked_manifest(directory: Path) -> Manifest:
    """The manifest of the generation that answers, after all that is unpickled was hashed against it.

    IndexMissing where there is none; IndexRefused where it is another version's, was altered, or where
    another user owns or may write it.
    """
    generation = current(directory)
    if generation is None:
        raise IndexMissing(
            f"There is no index in {directory}.", hint=f"Make one: searchapp index PATH… --index {directory}"
        )
    manifest = load_manifest(directory, generation)
    if reason := manifest.misfit():
        raise IndexRefused(
            f"The index in {directory} was made by another version: {reason}.", hint=REBUILD.format(directory)
        )
    _refuse_strangers(directory, generation)
    if wrong := _altered(directory / generation, manifest, columns=False):
        raise IndexRefused(f"The index in {directory} was altered: {wrong[0]}.", hint=REBUILD.format(directory))
    return manifest


def _refuse_strangers(directory: Path, generation: str) -> None:
    """What is unpickled can run code: refuse an index that another user owns or can write."""
    me = os.geteuid()
    for path in (directory, directory / generation, directory / generation / MANIFEST):
        found = path.stat()
        if found.st_uid not in (me, 0):
            raise IndexRefused(
                f"{path} belongs to another user, who could make it run code.",
                hint="Build an index of your own, or serve it as that user.",
            )
        if found.st_mode & stat.S_IWOTH and not found.st_mode & stat.S_ISVTX:
            raise IndexRefused(
                f"{path} can be written by every user, who could make it run code.",
                hint=f"Take that right away: chmod o-w {path}",
            )


def _altered(folder: Path, manifest: Manifest, *, columns: bool) -> list[str]:
    """A line for each file that is missing, new or changed; without `columns` only what Whoosh unpickles."""
    wrong = []
    there = {name for name in _files(folder) if name != MANIFEST}
    for name in sorted(there | set(manifest.files)):
        if name.startswith(f"{COLUMNS}/") and not columns:
            continue
        if name not in there:
            wrong.append(f"{name} is missing")
        elif name not in manifest.files:
            wrong.append(f"{name} was not there when it was built")
        elif _sha256(folder / name) != manifest.files[name]:
            wrong.append(f"{name} has changed since it was built")
    return wrong


def verify(directory: Path) -> list[str]:
    """What is wrong with any file of the generation that answers, a line each."""
    manifest = checked_manifest(directory)
    return _altered(directory / manifest.generation, manifest, columns=True)


def status(directory: Path, manifest: Manifest) -> IndexStatus:
    """What a generation holds, with its size on disk in bytes."""
    folder = directory / manifest.generation
    return IndexStatus(
        engine=manifest.engine,
        generation=manifest.generation,
        built=manifest.built,
        stories=manifest.stories,
        statements=manifest.statements,
        enrichment=manifest.enrichment,
        size=sum((folder / name).stat().st_size for name in _files(folder)),
    )


@contextmanager
def write_lock(directory: Path) -> Iterator[None]:
    """The one writer's lock, let go by the system when the process dies; IndexLocked while another has it."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / LOCK).open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexLocked(
                f"Another process is writing the index in {directory}.",
                hint="Wait until it has finished, then try again.",
            ) from error
        yield


def begin(directory: Path, *, after: str | None) -> tuple[str, Path]:
    """A new generation's name and its empty folder; what an earlier writer left behind is cleared away."""
    for left in directory.glob(f"{BUILDING}*"):
        shutil.rmtree(left, ignore_errors=True)
    number = int(after.split("-")[0]) + 1 if after else 1
    name = f"{number:06d}-{secrets.token_hex(3)}"
    folder = directory / f"{BUILDING}{name}"
    (folder / COLUMNS).mkdir(parents=True)
    return name, folder


def publish(directory: Path, folder: Path, manifest: Manifest) -> Manifest:
    """Hash and sync a finished build, then make it the one that answers."""
    full = Manifest(**{**asdict(manifest), "files": {n: _sha256(folder / n) for n in _files(folder)}})
    (folder / MANIFEST).write_text(json.dumps(asdict(full), indent=1), encoding="utf-8")
    for name in _files(folder):
        _sync(folder / name)
    _sync(folder / COLUMNS)
    _sync(folder)
    folder.rename(directory / manifest.generation)
    pointer = directory / f"{CURRENT}.new"
    pointer.write_text(manifest.generation + "\n", encoding="ascii")
    _sync(pointer)
    pointer.replace(directory / CURRENT)
    _sync(directory)
    _drop_old(directory, manifest.generation)
    return full


def _drop_old(directory: Path, answering: str) -> None:
    generations = sorted(p.parent.name for p in directory.glob(f"*/{MANIFEST}"))
    older = [g for g in generations if g != answering and not g.startswith(BUILDING)]
    for name in older[: max(0, len(older) - _KEPT_GENERATIONS + 1)]:
        shutil.rmtree(directory / name, ignore_errors=True)


def link_files(source: Path, target: Path) -> None:
    """Whoosh's files of one generation in another: hard links, since Whoosh never changes a written file."""
    for path in source.iterdir():
        if path.is_file() and path.name not in (MANIFEST, STORIES):
            try:
                os.link(path, target / path.name)
            except OSError:
                shutil.copy2(path, target / path.name)


def _files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def _sha256(path: Path) -> str:
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
