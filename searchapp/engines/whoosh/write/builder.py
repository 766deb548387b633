"""Writes a generation: parts gathered from records, one new segment out of them, the archive's tables, publish.

Segments that have not changed are linked from the generation before. So that there are never many, the newest
are merged into the new one until each is at least twice as large as what came after it; a segment of which
much was deleted is merged too, which gives its room back.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import current_process
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from searchapp.engines import IndexStatus
from searchapp.engines.versions import analysis_versions
from searchapp.engines.whoosh.disk import generation
from searchapp.engines.whoosh.disk.array_file import ColumnFile, ColumnWriter
from searchapp.engines.whoosh.disk.generation import (
    ARCHIVE,
    COLUMNS,
    RESOLVED,
    Manifest,
    SegmentEntry,
    write_lock,
)
from searchapp.engines.whoosh.disk.segment import Segment
from searchapp.engines.whoosh.layout import KINDS, SCHEMA_VERSION
from searchapp.engines.whoosh.read.overlay.resolved import write_resolved
from searchapp.engines.whoosh.read.tables import Live, load_columns, write_columns
from searchapp.engines.whoosh.write.invert import gather
from searchapp.engines.whoosh.write.merge import Input, merge
from searchapp.engines.whoosh.write.whoosh_files import SegmentNote, write_contents, write_segment
from searchapp.facets import FACET_KEYS
from searchapp.model import Record, RecordKind
from searchapp.records import RECORDS_VERSION
from searchapp.system.processes import Processes

PART_CHARS = 4_000_000
"""Characters of records that are gathered at a time: what bounds a build's memory."""
_UNDER_WAY = 1
"""Parts a process that are handed out ahead of the one waited for."""
MAX_PROCESSES = 2
_ALL: dict[RecordKind, None] = dict.fromkeys(KINDS)
_DELETED_SHARE = 0.2
"""Above this share of deleted records a segment is merged."""


@dataclass(slots=True, eq=False)
class _Base:
    """A segment of the generation before, and which of its records are still there."""

    entry: SegmentEntry
    segment: Segment
    live: Live

    @property
    def kept(self) -> int:
        return sum(int(np.count_nonzero(alive)) for alive in self.live.values())

    @property
    def size(self) -> int:
        return sum(len(alive) for alive in self.live.values())

    @property
    def deleted(self) -> list[int]:
        """The numbers of its deleted documents, as Whoosh counts them."""
        whole = np.concatenate([self.live[kind] for kind in KINDS])
        return [int(n) for n in np.flatnonzero(~whole)]


class WhooshBuilder:
    """One write; see `searchapp.engines.Builder`."""

    def __init__(
        self, directory: Path, *, enrichment: str, rebuild: bool, part_chars: int, processes: int
    ) -> None:
        self._directory = directory
        self._enrichment = enrichment
        with ExitStack() as stack:
            stack.enter_context(write_lock(directory))
            current = None if rebuild else generation.current(directory)
            self._before = generation.checked_manifest(directory) if current else None
            self.fingerprints = generation.read_fingerprints(directory, self._before) if self._before else {}
            self._name, self._folder = generation.begin(directory)
            self._exit = stack.pop_all()
        self._known = set(self.fingerprints)
        self._gone: set[str] = set()
        self._changed = False
        self._waiting: list[list[Record]] = []
        self._chars = 0
        self._parts: list[ColumnFile] = []
        self._pool: Processes | None = None
        self._part_chars = part_chars
        alone = current_process().daemon  # which may have no children
        self._processes = 1 if alone else min(processes, len(os.sched_getaffinity(0)))
        self._under_way: deque[tuple[Path, Future[str]]] = deque()

    @classmethod
    def begin(
        cls,
        directory: Path,
        *,
        enrichment: str,
        rebuild: bool = False,
        part_chars: int = PART_CHARS,
        processes: int = MAX_PROCESSES,
    ) -> Self:
        """A write to the index in a directory; IndexLocked while another one writes.

        Records are gathered `part_chars` characters at a time, in up to so many processes.
        """
        return cls(directory, enrichment=enrichment, rebuild=rebuild, part_chars=part_chars, processes=processes)

    def add(self, story_records: Iterable[Record], *, fingerprint: str) -> None:
        """A story's records, in place of any that the story had."""
        found = list(story_records)
        story_id = found[0].id
        if story_id in self.fingerprints and story_id not in self._known:
            raise ValueError(f"story {story_id} was added twice in one build")
        self.remove(story_id)
        self.fingerprints[story_id] = fingerprint
        self._changed = True
        self._waiting.append(found)
        self._chars += sum(len(record.text) for record in found)
        if self._chars >= self._part_chars:
            if self._processes > 1:
                self._hand_out()
            else:
                self._gather()

    def keep(self, story_id: str, *, fingerprint: str) -> None:
        """Leave a story's records as they are, under another fingerprint."""
        self.fingerprints[story_id] = fingerprint
        self._changed = True

    def remove(self, story_id: str) -> None:
        """Take a story and its statements out."""
        if self.fingerprints.pop(story_id, None) is not None:
            self._known.discard(story_id)
            self._gone.add(story_id)
            self._changed = True

    def publish(self) -> IndexStatus:
        """Make the new state the one that answers; a build without a change leaves the old one."""
        before = self._before
        if before and not self._changed and before.enrichment == self._enrichment:
            return generation.status(self._directory, before)
        self._finish_parts()
        merged, linked = self._divided(self._bases())
        digests: dict[str, str] = {}
        entries = [base.entry for base in linked]
        for base in linked:
            assert before
            names = generation.link_segment(self._directory / before.generation, self._folder, base.entry.name)
            digests.update((name, before.files[name]) for name in names)
        synced = set(digests)
        segments: list[tuple[ColumnFile, Live]] = [(base.segment.file, base.live) for base in linked]
        notes = [(_note(base.entry), base.deleted) for base in linked]
        sources = [Input(base.segment.file, {**base.live}) for base in merged if base.kept]
        sources += [Input(part, {**_ALL}) for part in self._parts]
        if sources or not linked:
            sources = sources or [Input(self._part_of([]), {**_ALL})]
            entry, file, note = self._write_segment(sources, digests)
            entries.append(entry)
            sizes = {"story": entry.stories, "statement": entry.statements}
            segments.append((file, {kind: np.ones(sizes[kind], dtype=np.bool_) for kind in KINDS}))
            notes.append((note, []))
        with ColumnWriter(self._folder / ARCHIVE) as out:
            write_columns(out, segments)
            digests[ARCHIVE] = out.finish()
        with ColumnWriter(self._folder / RESOLVED) as out:
            write_resolved(out, load_columns(ColumnFile(self._folder / ARCHIVE, digests[ARCHIVE])))
            digests[RESOLVED] = out.finish()
        write_contents(self._folder, notes)
        (self._folder / generation.STORIES).write_text(json.dumps(self.fingerprints), encoding="utf-8")
        manifest = Manifest(
            engine=generation.ENGINE,
            schema=SCHEMA_VERSION,
            records=RECORDS_VERSION,
            analysis=analysis_versions(),
            facets=FACET_KEYS,
            enrichment=self._enrichment,
            generation=self._name,
            built=datetime.now(UTC).isoformat(timespec="seconds"),
            stories=sum(int(np.count_nonzero(live["story"])) for _, live in segments),
            statements=sum(int(np.count_nonzero(live["statement"])) for _, live in segments),
            segments=tuple(entries),
            files=digests,
        )
        manifest = generation.publish(self._directory, self._folder, manifest, synced=synced)
        return generation.status(self._directory, manifest)

    # --- parts

    def _hand_out(self) -> None:
        """Have what is waiting made a part by another process."""
        if self._pool is None:
            self._pool = Processes(self._processes)
        while len(self._under_way) > self._processes * _UNDER_WAY:
            self._take_in()
        path = self._folder / f"part-{len(self._parts) + len(self._under_way)}"
        self._under_way.append((path, self._pool.give(_make_part, self._waiting, path)))
        self._waiting, self._chars = [], 0

    def _take_in(self) -> None:
        assert self._pool
        path, made = self._under_way.popleft()
        self._parts.append(ColumnFile(path, self._pool.take(made)))
        path.unlink()

    def _finish_parts(self) -> None:
        """Have all parts, in the order of their stories."""
        while self._under_way:
            self._take_in()
        if self._waiting:
            self._gather()
        self._end_pool()

    def _gather(self) -> None:
        """Make a part of what is waiting here and now."""
        self._parts.append(self._part_of(self._waiting))
        self._waiting, self._chars = [], 0

    def _part_of(self, stories: list[list[Record]]) -> ColumnFile:
        path = self._folder / f"part-{len(self._parts)}"
        part = ColumnFile(path, _make_part(stories, path))
        path.unlink()
        return part

    def _end_pool(self) -> None:
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    # --- segments

    def _bases(self) -> list[_Base]:
        """The segments of the generation before, without the stories that go."""
        if self._before is None:
            return []
        folder = self._directory / self._before.generation
        archive = ColumnFile(folder / ARCHIVE, self._before.files[ARCHIVE])
        alive = {kind: archive.array(f"{kind}/live").astype(np.bool_) for kind in KINDS}
        at = dict.fromkeys(KINDS, 0)
        gone = [story_id.encode("utf-8", "surrogatepass") for story_id in self._gone]
        bases = []
        for entry in self._before.segments:
            name = f"{COLUMNS}/{entry.name}.bin"
            segment = Segment(folder / name, self._before.files[name])
            live = {kind: alive[kind][at[kind] : at[kind] + segment.sizes[kind]].copy() for kind in KINDS}
            first = segment.file.array("story/first")
            for number in [n for n in map(segment.number, gone) if n is not None]:
                live["story"][number] = False
                live["statement"][first[number] : first[number + 1]] = False
            for kind in KINDS:
                at[kind] += segment.sizes[kind]
            bases.append(_Base(entry, segment, live))
        return bases

    def _divided(self, bases: Sequence[_Base]) -> tuple[list[_Base], list[_Base]]:
        """The segments to merge into the new one, and those to leave as they are, both in order."""
        new = sum(len(part.array(f"{kind}/day")) for part in self._parts for kind in KINDS)
        merged = [b for b in bases if not b.kept or b.kept < b.size * (1 - _DELETED_SHARE)]
        new += sum(base.kept for base in merged)
        if new:
            for base in reversed([b for b in bases if b not in merged]):
                if base.kept >= 2 * new:
                    break
                merged.append(base)
                new += base.kept
        return [b for b in bases if b in merged], [b for b in bases if b not in merged]

    def _write_segment(
        self, sources: Sequence[Input], digests: dict[str, str]
    ) -> tuple[SegmentEntry, ColumnFile, SegmentNote]:
        """Write the new segment, columns first."""
        path = self._folder / COLUMNS / "new.bin"
        with ColumnWriter(path) as out:
            merge(sources, out)
            digest = out.finish()
        file = ColumnFile(path, digest)
        note = write_segment(self._folder, file)
        name = f"{COLUMNS}/{note.segment}.bin"
        path.rename(self._folder / name)
        digests[name] = digest
        sizes = {kind: len(file.array(f"{kind}/day")) for kind in KINDS}
        return SegmentEntry(note.segment, sizes["story"], sizes["statement"], note.field_lengths), file, note

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Without publish nothing stays of the build; the lock is let go in any case."""
        with self._exit:
            self._end_pool()
            shutil.rmtree(self._folder, ignore_errors=True)


def _make_part(stories: list[list[Record]], path: Path) -> str:
    """Gather a part and write it; returns its digest."""
    part = gather(stories)
    with ColumnWriter(path) as out:
        for name, values in (part.arrays | part.columns).items():
            out.add(name, values)
        return out.finish()


def _note(entry: SegmentEntry) -> SegmentNote:
    return SegmentNote(entry.name, entry.stories + entry.statements, entry.field_lengths)
