"""corpus -> stories -> enrich -> records -> builder. Incremental: what has not changed is not done again.

A story is redone when its content, the enrichment or the records' form changed. A story whose file is gone
from a path that is indexed again is taken out; one whose file can't be read this time stays as it was. One
bad file never stops a run; all are reported.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from searchapp.engines import Builder, IndexStatus, open_builder
from searchapp.enrichment import NO_ENRICHMENT
from searchapp.ingest import Failure, find_sources, read_source
from searchapp.model import Story
from searchapp.records import RECORDS_VERSION, records, story_to_json

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how far it is, and of how many."""


class Enricher(Protocol):
    """What finds names and statements; `searchapp.enrich` has the real one."""

    @property
    def version(self) -> str:
        """Changes whenever the same story would be given other findings."""
        ...

    def pipe(self, stories: Iterable[Story]) -> Iterator[Story]:
        """The same stories in the same order, each with what was found in it."""
        ...


@dataclass(slots=True)
class Report:
    """What a run did: numbers of stories, and every input that could not be read."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    interrupted: bool = False
    failures: list[Failure] = field(default_factory=list)
    status: IndexStatus | None = None


@dataclass(frozen=True, slots=True)
class _Origin:
    """What the index remembers of a story: a digest of what was read, what mined it, and its place."""

    digest: str
    enrichment: str
    root: str
    file: str

    def packed(self) -> str:
        return json.dumps([self.digest, self.enrichment, self.root, self.file], ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str) -> _Origin:
        return cls(*json.loads(text))


def build(
    paths: Sequence[Path],
    index: Path,
    *,
    enricher: Enricher | None,
    rebuild: bool = False,
    words_first: bool = False,
    progress: Progress = lambda what, done, total: None,
    stop: Callable[[], bool] = lambda: False,
) -> Report:
    """Bring an index up to date with these files and folders, and publish it.

    Stories that came from other paths in earlier runs stay. Once `stop` says so, what was done so far is
    published, and the next run goes on from there. With `words_first`, and no enricher, stories that were
    enriched before and have not changed are left as they are. Raises IndexLocked while another run writes.
    """
    enrichment = enricher.version if enricher else NO_ENRICHMENT
    with open_builder(index, enrichment=enrichment, rebuild=rebuild) as builder:
        run = _Run(builder, enrichment, words_first=words_first, progress=progress, stop=stop)
        fresh = run.fresh_stories(paths)
        for story in enricher.pipe(fresh) if enricher else fresh:
            builder.add(records(story), fingerprint=run.origins[story.id].packed())
        if not run.report.interrupted:
            run.remove_gone(paths)
        progress("publishing", 0, 0)
        run.report.status = builder.publish()
    return run.report


class _Run:
    """One run's bookkeeping: what was there before, and where each story of this run came from."""

    def __init__(
        self,
        builder: Builder,
        enrichment: str,
        *,
        words_first: bool,
        progress: Progress,
        stop: Callable[[], bool],
    ) -> None:
        self.report = Report()
        self.origins: dict[str, _Origin] = {}
        self._builder = builder
        self._before = {i: _Origin.unpacked(text) for i, text in builder.fingerprints.items()}
        self._enrichment = enrichment
        self._words_first = words_first
        self._progress = progress
        self._stop = stop

    def fresh_stories(self, paths: Sequence[Path]) -> Iterator[Story]:
        """Every story that is new or has changed."""
        found = [(str(path.resolve()), *find_sources([path])) for path in paths]
        total = sum(len(sources) for _, sources, _ in found)
        done = 0
        for root, sources, failures in found:
            self.report.failures.extend(failures)
            for source in sources:
                self._progress("reading", done, total)
                done += 1
                for item in read_source(source):
                    if self._stop():
                        self.report.interrupted = True
                        return
                    if isinstance(item, Failure):
                        self.report.failures.append(item)
                    elif self._is_fresh(item, root, source.name):
                        yield item
        self._progress("reading", total, total)

    def _is_fresh(self, story: Story, root: str, file: str) -> bool:
        """Count a story that was read, and say whether it has to be done."""
        origin = _Origin(_digest(story), self._enrichment, root, file)
        if story.id in self.origins:
            reason = f"has the id {story.id!r}, which {self.origins[story.id].file} has too; only that was taken"
            self.report.failures.append(Failure(story.source, "", reason))
            return False
        before = self._before.get(story.id)
        if before and before.digest == origin.digest and self._words_first:
            origin = replace(origin, enrichment=before.enrichment)
        self.origins[story.id] = origin
        if before is None:
            self.report.added += 1
        elif (before.digest, before.enrichment) != (origin.digest, origin.enrichment):
            self.report.changed += 1
        else:
            self.report.unchanged += 1
            if before != origin:
                self._builder.keep(story.id, fingerprint=origin.packed())
            return False
        return True

    def remove_gone(self, paths: Sequence[Path]) -> None:
        """Take out the stories that earlier runs found under these paths and this run did not."""
        roots = {str(path.resolve()) for path in paths if path.exists()}
        unread = {failure.name for failure in self.report.failures}
        for story_id, origin in self._before.items():
            if story_id not in self.origins and origin.root in roots and origin.file not in unread:
                self._builder.remove(story_id)
                self.report.removed += 1


def _digest(story: Story) -> str:
    content = json.dumps([story_to_json(story), RECORDS_VERSION], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:32]
