"""Stories looked through by other machines: what they find goes into the memory, from which `index` takes it.

A story that the memory knows is not sent: a run that was interrupted, or comes again, goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from searchapp.archive.indexing import Progress, refuse_places, set_apart
from searchapp.archive.indexing.finding import memory_path
from searchapp.archive.indexing.given_stories import choices_of, limits_of, sources_of, stories_in
from searchapp.archive.indexing.run_report import Report, failure_lines, remarks
from searchapp.config import Settings
from searchapp.enrich.cluster import Cluster, Found, open_cluster
from searchapp.enrich.models.choice import notice_of
from searchapp.enrich.run.cache import LOOKED_UP_AT_ONCE
from searchapp.enrich.run.memory import Memory
from searchapp.enrich.run.workers import finder_version
from searchapp.errors import DiskError
from searchapp.ingest import Failure, refusal, story_lines
from searchapp.ingest.language import with_language
from searchapp.model import Story
from searchapp.text.wording import count_of


@dataclass(slots=True)
class Enriched:
    """What a run did: how many stories were `known`, and were `found` something in; what else is to be told.

    `put_aside` are those on which the workers failed: they are remembered as stories in which nothing was found,
    with a doubt that says so. `reading` has what was not read, and whether the run was interrupted.
    """

    memory: Path
    known: int = 0
    found: int = 0
    put_aside: list[Failure] = field(default_factory=list)
    reading: Report = field(default_factory=Report)


def enrich(
    paths: Sequence[Path],
    settings: Settings,
    *,
    scheduler: str,
    progress: Progress = lambda what, done, total: None,
    stop: Callable[[], bool] = lambda: False,
    say: Callable[[str], object] = lambda line: None,
) -> Enriched:
    """Have the workers of a cluster look through the stories of these paths that the memory does not know.

    Once `stop` says so, what was found so far is kept. Raises what `refuse_places` and `open_cluster` do, and
    DiskError where it can't be remembered.
    """
    refuse_places(paths, settings.place, data=settings.data)
    if notice := notice_of(settings.model):
        say(notice)
    with (
        open_cluster(scheduler, settings.model, say=say) as cluster,
        closing(Memory(memory_path(settings), finder_version(settings.model))) as memory,
    ):
        run = _Run(settings, memory, progress)
        run.go(paths, cluster, stop)
    return run.report


class _Run:
    """One run's bookkeeping: what is known, what is under way, and how far it is."""

    def __init__(self, settings: Settings, memory: Memory, progress: Progress) -> None:
        self.report = Enriched(memory_path(settings))
        self._settings = settings
        self._memory = memory
        self._progress = progress
        self._under_way: set[bytes] = set()
        self._total = 0

    def go(self, paths: Sequence[Path], cluster: Cluster, stop: Callable[[], bool]) -> None:
        """Look through all that is not known, and remember what is found."""
        self._refuse_forgetting()
        self._step()
        with closing(cluster.find(self._unknown(self._stories(paths)), stop=stop)) as shards:
            for shard in shards:
                self._remember(shard)
        self.report.reading.interrupted = stop()

    def _remember(self, shard: Sequence[Found]) -> None:
        keys = [self._memory.key(found.story) for found in shard]
        self._memory.keep({key: found.body for key, found in zip(keys, shard, strict=True)})
        self._refuse_forgetting()
        self._under_way.difference_update(keys)
        aside = [Failure(one.story.source, "", one.put_aside) for one in shard if one.put_aside]
        self.report.put_aside.extend(aside)
        self.report.found += len(shard) - len(aside)
        self._step()

    def _stories(self, paths: Sequence[Path]) -> Iterator[Story]:
        """The stories of all paths, as `index` reads them."""
        reading, settings = self.report.reading, self._settings
        apart = set_apart(settings.place, settings.data)
        reading.refused.extend(refused for path in paths if (refused := refusal(path)))
        found = {path: sources_of(path, reading, apart=apart) for path in paths if not refusal(path)}
        self._total = sum(story_lines(source) for sources in found.values() for source in sources)
        for path, sources in found.items():
            untaken = reading.of(str(path))
            yield from stories_in(sources, untaken, reading, limits_of(settings), choices_of(settings))

    def _unknown(self, stories: Iterator[Story]) -> Iterator[Story]:
        """Those that the memory does not know, each text once."""
        told = map(with_language, stories)
        while some := list(islice(told, LOOKED_UP_AT_ONCE)):
            keys = [self._memory.key(story) for story in some]
            known = self._memory.known(keys)
            for key, story in zip(keys, some, strict=True):
                if key in known or key in self._under_way:
                    self.report.known += 1
                else:
                    self._under_way.add(key)
                    yield story
            self._step()

    def _step(self) -> None:
        done = self.report.known + self.report.found + len(self.report.put_aside)
        self._progress("finding names and statements", min(done, self._total), self._total)

    def _refuse_forgetting(self) -> None:
        if not self._memory.works:
            raise DiskError(
                f"What is found can't be remembered: {self.report.memory} can't be written.",
                hint="Free some space there, or end the program that holds it. What was found so far is kept: "
                "run the same command again to go on.",
            )


def summary(report: Enriched) -> str:
    """The one line on what is found, and when."""
    done = report.known + report.found + len(report.put_aside)
    return (
        f"{report.memory}: {count_of('story', done)} "
        f"({report.known:,} known before, {report.found:,} looked through, {len(report.put_aside):,} put aside)."
    )


def lines(report: Enriched) -> Iterator[str]:
    """All that a user has to know beside the summary, line by line; nothing where all went as it should."""
    yield from remarks(report.reading)
    what = "could not be looked through, and will be searched by their words alone"
    yield from failure_lines(report.put_aside, len(report.put_aside), what)
