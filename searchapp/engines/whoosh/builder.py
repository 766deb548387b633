"""Writes a generation: Whoosh's own writer in a folder beside the live one, the columns, then publish."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from whoosh import index as whoosh_index

from searchapp.engines import IndexStatus
from searchapp.engines.whoosh import generation
from searchapp.engines.whoosh.columns import NO_DAY, Row, write_columns
from searchapp.engines.whoosh.generation import Manifest, write_lock
from searchapp.engines.whoosh.schema import (
    KIND_FIELDS,
    SCHEMA_VERSION,
    SCORED_FIELDS,
    TokenizedText,
    facet_field,
    make_schema,
)
from searchapp.facets import FACET_KEYS
from searchapp.model import Record
from searchapp.records import RECORDS_VERSION, story_to_json

_MEMORY_MB = 128
"""Postings that Whoosh holds before it sorts them to disk."""
_DELETED_SHARE = 0.2
"""Above this share of deleted records all segments are merged, which gives their space back."""


class WhooshBuilder:
    """One write; see `searchapp.engines.Builder`."""

    def __init__(self, directory: Path, *, enrichment: str, rebuild: bool) -> None:
        self._directory = directory
        self._enrichment = enrichment
        self._exit = ExitStack()
        self._exit.enter_context(write_lock(directory))
        self.fingerprints: dict[str, str] = {}
        base = None if rebuild else self._usable_base()
        self._name, self._folder = generation.begin(directory, after=generation.current(directory))
        self._fresh = base is None
        if base is None:
            self._index = whoosh_index.create_in(str(self._folder), make_schema())
        else:
            generation.link_files(directory / base, self._folder)
            stories = (directory / base / generation.STORIES).read_text(encoding="utf-8")
            self.fingerprints = json.loads(stories)
            self._index = whoosh_index.open_dir(str(self._folder))
        self._writer = self._index.writer(limitmb=_MEMORY_MB)
        self._known = set(self.fingerprints)
        self._gone: set[str] = set()
        self._changed = False

    @classmethod
    def begin(cls, directory: Path, *, enrichment: str, rebuild: bool = False) -> Self:
        """A write to the index in a directory; IndexLocked while another one writes."""
        return cls(directory, enrichment=enrichment, rebuild=rebuild)

    def _usable_base(self) -> str | None:
        """The generation to go on from; None where there is none that this program could go on from."""
        name = generation.current(self._directory)
        if name is None:
            return None
        return generation.checked_manifest(self._directory).generation

    def add(self, story_records: Iterable[Record], *, fingerprint: str) -> None:
        """A story's records, in place of any that the story had."""
        for record in story_records:
            if record.kind == "story":
                if record.id in self.fingerprints and record.id not in self._known:
                    raise ValueError(f"story {record.id} was added twice in one build")
                self.remove(record.id)
                self.fingerprints[record.id] = fingerprint
            self._writer.add_document(**_document(record))
        self._changed = True

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
        old = generation.current(self._directory)
        if not self._changed and not self._fresh and old is not None:
            manifest = generation.load_manifest(self._directory, old)
            if manifest.enrichment == self._enrichment:
                return generation.status(self._directory, manifest)
        self._delete_gone()
        stories = self._commit()
        manifest = Manifest(
            engine=generation.ENGINE,
            schema=SCHEMA_VERSION,
            records=RECORDS_VERSION,
            analysis=generation.analysis_version(),
            facets=FACET_KEYS,
            enrichment=self._enrichment,
            generation=self._name,
            built=datetime.now(UTC).isoformat(timespec="seconds"),
            stories=stories[0],
            statements=stories[1],
            files={},
        )
        manifest = generation.publish(self._directory, self._folder, manifest)
        return generation.status(self._directory, manifest)

    def _delete_gone(self) -> None:
        """Delete the records that stories had before this build, found by number and so in one pass."""
        if not self._gone:
            return
        with self._index.reader() as reader:
            numbers = [n for n, stored in reader.iter_docs() if json.loads(stored["row"])["story"] in self._gone]
        for number in numbers:
            self._writer.delete_document(number)

    def _commit(self) -> tuple[int, int]:
        """Close Whoosh's writer and write the columns; returns the numbers of stories and statements."""
        with self._index.reader() as reader:
            share = 1 - reader.doc_count() / max(1, reader.doc_count_all())
        self._writer.commit(optimize=self._fresh or share > _DELETED_SHARE)
        self._writer = None
        with self._index.reader() as reader:
            rows: list[Row | None] = [None] * reader.doc_count_all()
            for number, stored in reader.iter_docs():
                rows[number] = _row(stored["row"], _lengths(reader, number))
        self._index.close()
        for lock in self._folder.glob("*WRITELOCK"):
            lock.unlink()
        write_columns(self._folder / generation.COLUMNS, rows)
        (self._folder / generation.STORIES).write_text(json.dumps(self.fingerprints), encoding="utf-8")
        kinds = [row.kind for row in rows if row]
        return kinds.count("story"), kinds.count("statement")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Without publish nothing stays of the build; the lock is let go in any case."""
        with self._exit:
            if self._writer is not None:
                self._writer.cancel()
            shutil.rmtree(self._folder, ignore_errors=True)


def _document(record: Record) -> dict[str, Any]:
    """A record as Whoosh's fields; only a story's record carries the story itself."""
    day = record.story.published.toordinal() if record.story.published else NO_DAY
    row = {
        "key": record.id,
        "kind": record.kind,
        "story": record.story.id,
        "ordinal": -1 if record.statement is None else record.statement,
        "day": day,
        "facets": {k: list(v) for k, v in record.facets.items() if v},
    }
    names = KIND_FIELDS[record.kind]
    text = TokenizedText(record.text)
    out: dict[str, Any] = {
        "key": record.id,
        "kind": record.kind,
        "story": record.story.id,
        "row": json.dumps(row, ensure_ascii=False),
        names["text"]: text,
        **{facet_field(k): list(v) for k, v in record.facets.items() if v},
    }
    if record.title:
        out[names["title"]] = record.title
    if record.story.published:
        out["published"] = record.story.published.isoformat()
    if record.kind == "story":
        out["offsets"] = text.packed_offsets()
        out["payload"] = json.dumps(story_to_json(record.story), ensure_ascii=False)
    return out


def _lengths(reader: Any, number: int) -> tuple[float, ...]:
    return tuple(float(reader.doc_field_length(number, name, 0) or 0) for name in SCORED_FIELDS)


def _row(stored: str, lengths: tuple[float, ...]) -> Row:
    return Row(**json.loads(stored), lengths=lengths)
