"""A generation: one published state of an index on disk, and the pointer that says which one answers.

    index/CURRENT                 name of the generation that answers, digest of its manifest
    index/LOCK                    held by the one writer; its line is the mark of what is ours (see `folder`)
    index/<generation>/           Whoosh's files, columns/, stories.json, manifest.json
    index/<generation>/columns/   archive.bin, resolved.bin, and <segment>.bin beside each of Whoosh's segments
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
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from searchapp.engines import IndexStatus
from searchapp.engines.versions import analysis_versions, difference
from searchapp.engines.whoosh.disk.array_file import ColumnFile
from searchapp.engines.whoosh.disk.folder import LOCK, MARK_LINE, clear, is_ours, mark, refuse_foreign
from searchapp.engines.whoosh.disk.pointer import CURRENT, REBUILD, digest_of, read_pointer, write_pointer
from searchapp.engines.whoosh.layout import SCHEMA_VERSION
from searchapp.errors import IndexLocked, IndexMissing, IndexRefused
from searchapp.facets import FACET_KEYS
from searchapp.records import RECORDS_VERSION
from searchapp.system.disk import sync
from searchapp.system.permissions import keep_to_oneself, let_in_readers, make_folder, refuse_strangers

MANIFEST = "manifest.json"
STORIES = "stories.json"
COLUMNS = "columns"
ARCHIVE = "columns/archive.bin"
RESOLVED = "columns/resolved.bin"
BUILDING = "building-"
ENGINE = "whoosh"
_KEPT_GENERATIONS = 2
"""The one that answers and the one before, which a reader may just be opening."""


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """One of Whoosh's segments: its name, its records, and the sums of its fields' lengths."""

    name: str
    stories: int
    statements: int
    field_lengths: dict[str, int]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of: versions, counts, segments, and a digest by file.

    `analysis` has the version of each language's. A file of columns has the digest of its table, which has those
    of its blocks; any other its sha256.
    """

    engine: str
    schema: str
    records: str
    analysis: dict[str, str]
    facets: tuple[str, ...]
    enrichment: str
    generation: str
    built: str
    stories: int
    statements: int
    segments: tuple[SegmentEntry, ...]
    files: dict[str, str]

    def misfit(self) -> str:
        """Why this program can't use an index with this manifest, or ""."""
        return difference(
            ("engine", self.engine, ENGINE),
            ("schema", self.schema, SCHEMA_VERSION),
            ("records", self.records, RECORDS_VERSION),
            ("tokens", self.analysis, analysis_versions()),
            ("facets", ",".join(self.facets), ",".join(FACET_KEYS)),
        )


def current(directory: Path) -> str | None:
    """The generation that answers now; None where nothing was published."""
    pointer = read_pointer(directory)
    return None if pointer is None else pointer.generation


def load_manifest(directory: Path, generation: str, *, digest: str = "") -> Manifest:
    """The manifest of a generation; IndexRefused where it is missing, altered or can't be understood."""
    path = directory / generation / MANIFEST
    try:
        read = path.read_bytes()
        if digest and digest_of(read) != digest:
            raise IndexRefused(f"{path} has changed since it was built.", hint=REBUILD.format(directory))
        row = json.loads(read)
        segments = tuple(SegmentEntry(**segment) for segment in row.get("segments", ()))
        return Manifest(**{**row, "facets": tuple(row["facets"]), "segments": segments})
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise IndexRefused(f"{path} can't be used: {error}.", hint=REBUILD.format(directory)) from error


def checked_manifest(directory: Path) -> Manifest:
    """The manifest of the generation that answers. Columns are checked as they are read, the rest by `verify`.

    IndexMissing where there is none; IndexRefused where it is another version's or altered, has a file too many
    or too few, or where another user owns or may write it.
    """
    pointer = read_pointer(directory)
    if pointer is None:
        raise IndexMissing(
            f"There is no index in {directory}.", hint=f"Make one: searchapp index PATH… --index {directory}"
        )
    manifest = load_manifest(directory, pointer.generation, digest=pointer.digest)
    if reason := manifest.misfit():
        raise IndexRefused(
            f"The index in {directory} was made by another version: {reason}.", hint=REBUILD.format(directory)
        )
    if not pointer.digest:
        raise IndexRefused(f"{directory / CURRENT} was cut short.", hint=REBUILD.format(directory))
    folder = directory / pointer.generation
    if wrong := _wrong_names(folder, manifest):
        raise IndexRefused(f"The index in {directory} was altered: {wrong[0]}.", hint=REBUILD.format(directory))
    own = [directory, directory / CURRENT, folder, folder / COLUMNS, folder / MANIFEST]
    refuse_strangers([*own, *(folder / name for name in manifest.files)], mend=f"chmod -R go-w {directory}")
    return manifest


def _wrong_names(folder: Path, manifest: Manifest) -> list[str]:
    """The files that are missing or were put in."""
    there = set(_files(folder)) - {MANIFEST}
    missing = [f"{name} is missing" for name in sorted(set(manifest.files) - there)]
    return missing + [f"{name} was not there when it was built" for name in sorted(there - set(manifest.files))]


def verify(directory: Path) -> list[str]:
    """What is wrong with any file of the generation that answers, a line each."""
    manifest = checked_manifest(directory)
    wrong = [n for n in sorted(manifest.files) if _altered(directory / manifest.generation, n, manifest)]
    return [f"{name} has changed since it was built" for name in wrong]


def _altered(folder: Path, name: str, manifest: Manifest) -> bool:
    if not name.startswith(f"{COLUMNS}/"):
        return _sha256(folder / name) != manifest.files[name]
    try:
        ColumnFile(folder / name, manifest.files[name]).check_all()
    except IndexRefused:
        return True
    return False


def read_fingerprints(directory: Path, manifest: Manifest) -> dict[str, str]:
    """Story id -> fingerprint, as the generation's builder left them."""
    path = directory / manifest.generation / STORIES
    read = path.read_bytes()
    if hashlib.sha256(read).hexdigest() != manifest.files[STORIES]:
        raise IndexRefused(f"{path} has changed since it was built.", hint=REBUILD.format(directory))
    found: dict[str, str] = json.loads(read)
    return found


def remembered(directory: Path) -> dict[str, str]:
    """Story id -> fingerprint in the index that is there, of whatever version; nothing where it can't be read."""
    try:
        found = json.loads((directory / (current(directory) or "") / STORIES).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError, IndexRefused):
        return {}
    rows = found.items() if isinstance(found, dict) else ()
    return {key: text for key, text in rows if isinstance(text, str)}


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
    """The one writer's lock, let go by the system when the process dies; IndexLocked while another has it.

    IndexRefused, and nothing is touched, where the folder holds anything but an index of ours.
    """
    refuse_foreign(directory)
    make_folder(directory)
    with (directory / LOCK).open("a", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexLocked(
                f"Another process is writing the index in {directory}.",
                hint="Wait until it has finished, then try again.",
            ) from error
        if not os.fstat(lock.fileno()).st_size:
            lock.write(MARK_LINE)
            lock.flush()
        keep_to_oneself(directory / LOCK)
        yield


def begin(directory: Path) -> tuple[str, Path]:
    """A new generation's name and its empty folder; what an earlier writer left behind is cleared away."""
    for left in directory.glob(f"{BUILDING}*"):
        clear(left)
    number = 1 + max((int(p.parent.name[:6]) for p in directory.glob(f"{'[0-9]' * 6}-*/{MANIFEST}")), default=0)
    name = f"{number:06d}-{secrets.token_hex(3)}"
    folder = directory / f"{BUILDING}{name}"
    folder.mkdir(mode=0o700)
    (folder / COLUMNS).mkdir()
    keep_to_oneself(directory)
    mark(folder)
    return name, folder


def publish(directory: Path, folder: Path, manifest: Manifest, *, synced: Collection[str]) -> Manifest:
    """Hash and sync a finished build, then make it the one that answers.

    Files in `synced` are those of an earlier generation, on disk since then.
    """
    known = manifest.files
    names = _files(folder)
    full = replace(manifest, files={n: known.get(n) or _sha256(folder / n) for n in names})
    written = json.dumps(asdict(full), indent=1).encode()
    (folder / MANIFEST).write_bytes(written)
    for path in folder.rglob("*"):
        keep_to_oneself(path)
    for name in [*(n for n in names if n not in synced), MANIFEST]:
        sync(folder / name)
    sync(folder / COLUMNS)
    let_in_readers(folder, like=folder / MANIFEST)
    sync(folder)
    folder.rename(directory / manifest.generation)
    write_pointer(directory, manifest.generation, written)
    sync(directory)
    _drop_old(directory, manifest.generation)
    return full


def _drop_old(directory: Path, answering: str) -> None:
    generations = sorted(p.parent.name for p in directory.glob(f"*/{MANIFEST}") if is_ours(p.parent))
    older = [g for g in generations if g != answering and not g.startswith(BUILDING)]
    for name in older[: max(0, len(older) - _KEPT_GENERATIONS + 1)]:
        clear(directory / name)


def segment_files(folder: Path, name: str) -> list[str]:
    """The files of one segment: Whoosh's and its columns."""
    return [f for f in _files(folder) if f.startswith((f"MAIN_{name}.", f"{COLUMNS}/{name}."))]


def link_segment(source: Path, target: Path, name: str) -> list[str]:
    """One segment's files in another generation, as hard links, since a written file is never changed.

    Returns their names.
    """
    found = segment_files(source, name)
    for file in found:
        try:
            os.link(source / file, target / file)
        except OSError:
            shutil.copy2(source / file, target / file)
    return found


def _files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def _sha256(path: Path) -> str:
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()
