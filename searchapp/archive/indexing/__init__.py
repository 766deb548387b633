"""corpus -> stories -> enrich -> records -> builder. Incremental: what has not changed is not done again.

A story is known by its source: the file it lies in, by whatever path that is reached, and what it claims as its
id there. Only its own source replaces it, and it is redone when its content, the enrichment or the records' form
changed. It is taken out when its file is gone, or no longer has it; what can't be read stays as it was. One bad
file never stops a run; all are reported.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Protocol

from searchapp.archive.indexing.copies import copies_among
from searchapp.archive.indexing.origin import MOMENT, Origin, emptied_folder, ids_beside, state_of
from searchapp.archive.indexing.run_report import Held, Report, SameId, Untaken
from searchapp.engines import Builder, Place, folder_of, is_index, open_builder, refuse_foreign, remembered
from searchapp.errors import IndexRefused, NotFound
from searchapp.formats.interchange import story_to_json
from searchapp.ingest import (
    Choices,
    Failure,
    LeftOut,
    Remark,
    Source,
    find_sources,
    real_path,
    refusal,
    safe_name,
    story_lines,
)
from searchapp.ingest.language import with_language
from searchapp.ingest.limits import LimitedReader, Limits
from searchapp.model import Story
from searchapp.provenance import NO_ENRICHMENT
from searchapp.records import RECORDS_VERSION, records
from searchapp.system.disk import in_words

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how far it is, and of how many."""
FEW = 20
SHARE = 0.1
"""More stories than these few, and than this share of a path's, are taken out only when that is asked for."""


class Enricher(Protocol):
    """What finds names and statements; `searchapp.enrich` has the real one."""

    @property
    def version(self) -> str:
        """Changes whenever the same story would be given other findings."""
        ...

    def pipe(self, stories: Iterable[Story]) -> Iterator[Story]:
        """The same stories in the same order, each with what was found in it."""
        ...


def refuse_places(paths: Sequence[Path], index: Place, *, data: Path | None = None) -> None:
    """Raise before anything is made: where an index can't be made of these paths in that place.

    IndexRefused where the folder is not ours to write, or stories or what users make lie in it; NotFound where
    nothing can be had of any of the paths.
    """
    inside = folder_of(index)
    refuse_foreign(index)
    refused = [failure for path in paths if (failure := refusal(path))]
    if len(refused) == len(paths):
        raise NotFound(
            "\n".join(f"{failure.name}: {failure.reason}" for failure in refused) or "No path was given.",
            hint="Name files or folders of stories: searchapp index PATH…",
        )
    if not inside:
        return
    folder = inside.resolve()
    for path in paths:
        if not refusal(path) and path.resolve().is_relative_to(folder):
            raise IndexRefused(
                f"{path} lies in the index folder {index}, which holds nothing but the index.",
                hint="Name a folder for the index outside of the stories: --index DIR",
            )
    if data and data.resolve().is_relative_to(folder):
        raise IndexRefused(
            f"The data folder {data} lies in the index folder {index}, which may be deleted at any time.",
            hint="Move it out, and name it with --data.",
        )


def set_apart(index: Place, data: Path | None) -> Callable[[Path], bool]:
    """Whether a folder is one of the program's own: this index, that of what users make, any other index."""
    own = {folder.resolve() for folder in (folder_of(index), data) if folder}
    return lambda folder: folder in own or is_index(folder)


def build(
    paths: Sequence[Path],
    index: Place,
    *,
    enricher: Enricher | None,
    data: Path | None = None,
    rebuild: bool = False,
    words_first: bool = False,
    prune: bool = False,
    limits: Limits | None = None,
    choices: Choices | None = None,
    progress: Progress = lambda what, done, total: None,
    stop: Callable[[], bool] = lambda: False,
) -> Report:
    """Bring an index up to date with these files and folders, and publish it.

    Stories that came from other paths in earlier runs stay. The index and the folder of what users make (`data`)
    are not searched. Where too many stories are gone to be believed, none is taken out without `prune`. Once
    `stop` says so, what was done so far is published, and the next run goes on from there. With `words_first`, and
    no enricher, stories that were enriched before and have not changed are left as they are. Raises IndexLocked
    while another run writes, DiskError where the disk takes no more (what answered before answers on), and what
    `refuse_places` does.
    """
    refuse_places(paths, index, data=data)
    enrichment = enricher.version if enricher else NO_ENRICHMENT
    with (
        in_words(f"The index in {index} can't be written"),
        open_builder(index, enrichment=enrichment, rebuild=rebuild) as builder,
        LimitedReader(limits) as reading,
    ):
        run = _Run(
            builder,
            reading,
            enrichment,
            choices=choices or Choices(),
            words_first=words_first,
            progress=progress,
            stop=stop,
        )
        if rebuild:
            run.remember(remembered(index))
        fresh = run.fresh_stories(paths, apart=set_apart(index, data))
        told = map(with_language, fresh)
        for story in enricher.pipe(told) if enricher else told:
            builder.add(records(story), fingerprint=run.origins[story.id].packed())
            run.note(story)
        if not run.report.interrupted:
            run.remove_gone(paths, prune=prune)
        progress("publishing", 0, 0)
        run.report.status = builder.publish()
    return run.report


class _Run:
    """One run's bookkeeping: what was there before, and where each story of this run came from."""

    def __init__(
        self,
        builder: Builder,
        reading: LimitedReader,
        enrichment: str,
        *,
        choices: Choices,
        words_first: bool,
        progress: Progress,
        stop: Callable[[], bool],
    ) -> None:
        self.report = Report()
        self.origins: dict[str, Origin] = {}
        self._builder = builder
        self._reading = reading
        self._before = {i: Origin.unpacked(i, text) for i, text in builder.fingerprints.items()}
        self._ids = {origin.key: story_id for story_id, origin in self._before.items()}
        self._names = {origin.path: origin.name for origin in self._before.values()}
        self._came = {story_id: origin.came for story_id, origin in self._before.items()}
        self._moment = datetime.now(UTC).strftime(MOMENT)
        self._read: set[str] = set()  # files that were read to their end, and those that were not
        self._unread: set[str] = set()
        self._copies: dict[str, tuple[str, ...]] = {}
        self._roots: dict[str, str] = {}  # of each file the path that was named
        self._enrichment = enrichment
        self._choices = choices
        self._words_first = words_first
        self._progress = progress
        self._done = self._total = 0
        self._stop = stop

    def remember(self, fingerprints: Mapping[str, str]) -> None:
        """Give the sources of an index that is built anew the ids and moments of arrival that they have in it."""
        for story_id, text in fingerprints.items():
            with suppress(ValueError, TypeError, AttributeError):  # as another version wrote them
                origin = Origin.unpacked(story_id, text)
                self._ids[origin.key] = story_id
                self._names[origin.path] = origin.name
                self._came[story_id] = origin.came

    def fresh_stories(self, paths: Sequence[Path], *, apart: Callable[[Path], bool]) -> Iterator[Story]:
        """Every story that is new or has changed, those of files that were indexed before first.

        So a story has its id before another one claims it, and the order of `paths` decides nothing.
        """
        sources = self._found(paths, apart)
        order = sorted(sources, key=lambda real: (real not in self._names, real))
        order = self._once_each(order, sources)
        self._total = sum(story_lines(sources[real]) for real in order)
        self._step(0)
        self._reading.expect(self._as_read(sources[real], real) for real in order)
        for real in order:
            untaken = self.report.of(self._roots[real])
            failures = len(untaken.failures)
            for story, origin in self._stories_of(sources[real], real, untaken):
                if self._stop():
                    self.report.interrupted = True
                    return
                story = replace(story, id=self._id_of(origin))
                if self._is_fresh(story.id, origin):
                    yield story
                else:
                    self._step()
            (self._read if len(untaken.failures) == failures else self._unread).add(real)

    def note(self, story: Story) -> None:
        """Count a story that is done, and what is doubtful in it."""
        for doubt in story.doubts:
            self.report.doubts.setdefault(doubt.kind, []).append(story.source)
        self._step()

    def _step(self, more: int = 1) -> None:
        """Tell how many stories are done: where names and statements are looked for, that is the slow part."""
        self._done += more
        what = "reading" if self._enrichment == NO_ENRICHMENT else "finding names and statements"
        self._progress(what, min(self._done, self._total), self._total)

    def _stories_of(self, source: Source, real: str, untaken: Untaken) -> Iterator[tuple[Story, Origin]]:
        """The stories of a file under the ids that they claim, with their origins; what can't be read is noted."""
        source = self._as_read(source, real)
        claims: Counter[str] = Counter()
        for item in self._reading.read(source):
            if isinstance(item, LeftOut):
                untaken.left_out.append(item)
                continue
            if isinstance(item, Remark):
                self.report.notes.append(item)
                continue
            if isinstance(item, Failure):
                untaken.failures.append(item)
                self._step()
                continue
            place = item.source.removeprefix(source.name)
            digest = _digest(item)
            copies = self._copies.get(real, ())
            item = replace(item, copies=tuple(name + place for name in copies))
            yield (
                item,
                Origin(
                    digest, self._enrichment, real, source.name, place, item.id, claims[item.id], copies=copies
                ),
            )
            claims[item.id] += 1

    def _once_each(self, order: Sequence[str], sources: Mapping[str, Source]) -> list[str]:
        """The sources without those that are copies of one before; what they are copies of is noted."""
        first = sorted(order, key=lambda real: (real not in self._names, len(real), real))
        copies = copies_among(first, sources)
        for real, others in copies.items():
            self._copies[real] = tuple(sources[other].name for other in others)
            self._read.update(others)  # whatever they had as stories of their own goes
            self.report.copies[sources[real].name] = self._copies[real]
        left = {other for others in copies.values() for other in others}
        return [real for real in order if real not in left]

    def _found(self, paths: Sequence[Path], apart: Callable[[Path], bool]) -> dict[str, Source]:
        """The sources under the paths by their real paths; what else is there is noted."""
        sources: dict[str, Source] = {}
        searched: set[Path] = set()
        for path in sorted(dict.fromkeys(paths), key=_outer_first):
            if refused := refusal(path):
                self.report.refused.append(refused)
                continue
            untaken = self.report.of(os.path.abspath(path))
            found = find_sources([path], apart=apart)
            new = {real: source for source in found.sources if (real := str(real_path(source))) not in sources}
            real_root = path.resolve()
            if new or searched.isdisjoint((real_root, *real_root.parents)):  # else all was told of a path above
                untaken.failures.extend(found.failures)
                untaken.left_out.extend(found.left_out)
            self._roots.update(dict.fromkeys(new, os.path.abspath(path)))
            sources |= new
            searched.add(real_root)
        return sources

    def _as_read(self, source: Source, real: str) -> Source:
        """The source under the name that it has in the index; a link's says how far it may lead, and stays."""
        known = self._names.get(real)
        name = known if known and not source.path.is_symlink() else source.name
        return replace(source, name=name, choices=self._choices)

    def _id_of(self, origin: Origin) -> str:
        """The id that the story of a source has, or gets: what it claims, if that is free."""
        known = self._ids.get(origin.key)
        if known and known not in self.origins:
            return known
        claim = origin.claim
        holder = self.origins.get(claim) or self._before.get(claim)
        if holder is None or (claim not in self.origins and self._passes_on(holder, origin)):
            return claim
        own = next(i for i in ids_beside(origin) if i not in self.origins and i not in self._before)
        self.report.same_ids.append(SameId(claim, own, holder.shown, origin.shown))
        return own

    def _passes_on(self, holder: Origin, to: Origin) -> bool:
        """Whether an id's holder was read and claims it no more, or is gone and the same story lies elsewhere."""
        if holder.path in self._read:
            return True
        return holder.digest == to.digest and state_of(holder.path) == "gone"

    def _is_fresh(self, story_id: str, origin: Origin) -> bool:
        """Count a story that was read, and say whether it has to be done."""
        before = self._before.get(story_id)
        origin = replace(origin, came=self._came.get(story_id, self._moment))
        same = before is not None and before.says_what(origin)
        if before and same and self._words_first:
            origin = replace(origin, enrichment=before.enrichment)
        self.origins[story_id] = origin
        if before is None:
            self.report.added += 1
        elif not same or before.enrichment != origin.enrichment:
            self.report.changed += 1
        else:
            self.report.unchanged += 1
            if before != origin:
                self._builder.keep(story_id, fingerprint=origin.packed())
            return False
        return True

    def remove_gone(self, paths: Sequence[Path], *, prune: bool) -> None:
        """Take out the stories under these paths whose file is gone, or was read and no longer has them.

        Where they are too many to be believed, all are held back, unless `prune` says that they are to go.
        """
        roots = [os.path.join(path.resolve(), "") for path in paths if not refusal(path)]
        under: Counter[str] = Counter()
        gone: Counter[str] = Counter()
        going: list[str] = []
        state, emptied = cache(state_of), cache(emptied_folder)
        for story_id, origin in self._before.items():
            places = {root for root in roots if f"{origin.path}/".startswith(root)}
            under.update(places)
            if story_id in self.origins or not places:
                continue
            if origin.path in self._read:
                going.append(story_id)
                gone.update(places)
            elif state(origin.path) == "gone":
                going.append(story_id)
                gone.update(places | {emptied(origin.path)})
            elif state(origin.path) == "closed" or origin.path in self._unread:
                self.report.kept += 1
        if not prune:
            self.report.held = [
                Held(safe_name(place.rstrip("/") or "/"), number, under[place] or number)
                for place, number in sorted(gone.items())
                if place and number > FEW and number > SHARE * under[place]
            ]
        for story_id in going if not self.report.held else []:
            self._builder.remove(story_id)
            self.report.removed += 1


def _outer_first(path: Path) -> tuple[int, str]:
    whole = os.path.abspath(path)
    return whole.count("/"), whole


def _digest(story: Story) -> str:
    """Of what a story says, not of where it lies or what it is called."""
    content = json.dumps(
        [story_to_json(replace(story, id="", source="")), RECORDS_VERSION], ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:32]
