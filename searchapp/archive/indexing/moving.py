"""Moves an archive to another place, of whatever engine, and looks whether both answer alike.

What goes along is what the index has: every story, what was found in it, when it came, what was not taken, and
what comparing found. What users made lies in the data folder, goes by stories' ids and texts, and holds in both.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from searchapp.archive.comparing import path_of
from searchapp.archive.comparing.run import bring_up_to_date
from searchapp.engines import (
    Builder,
    Index,
    Place,
    keep_note,
    note_of,
    open_builder,
    open_index,
    refuse_foreign,
    remembered,
)
from searchapp.errors import BadRequest, EngineRefused
from searchapp.facets import FACET_KEYS
from searchapp.model import RECORD_KINDS
from searchapp.query.request import UNCERTAIN_TOO, SearchRequest
from searchapp.records import records

Progress = Callable[[str, int, int], None]
STORIES_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Moved:
    """How many stories there are in the new place, and how many had to be written for that; None: interrupted."""

    stories: int
    written: int


def move(
    source: Place,
    target: Place,
    data: Path,
    *,
    replace: bool = False,
    progress: Progress = lambda what, done, total: None,
    stop: Callable[[], bool] = lambda: False,
) -> Moved | None:
    """Bring the archive of one place to another, and compare what both answer; the first stays as it is.

    Stories that are there already, alike, are not written again. BadRequest where another archive lies there (most
    of its stories are none of this one), unless it is to be replaced; EngineRefused where the two do not answer
    alike. None, and nothing shows, where `stop` said so.
    """
    if (source.engine, source.address) == (target.engine, target.address):
        raise BadRequest(f"{target} is where the archive is.", hint="Name another place with --to.")
    refuse_foreign(target)
    given = open_index(source)
    try:
        origins = remembered(source)
        with open_builder(target, enrichment=given.status().enrichment) as builder:
            others = builder.fingerprints.keys() - origins.keys()
            if 2 * len(others) > len(builder.fingerprints) and not replace:
                raise BadRequest(
                    f"{target} has {len(others):,} stories that this archive does not have, as {min(others)}.",
                    hint="Name another place with --to, or have them replaced: --replace",
                )
            written = _copy(given, origins, builder, progress=progress, stop=stop)
            if written is None:
                return None
            builder.publish()
        keep_note(target, note_of(source))
        _compared(source, target, data)
        copied = open_index(target)
        try:
            bring_up_to_date(copied, target, data, progress=progress, stop=stop)
            _refuse_unlike(given, copied, progress=progress)
        finally:
            copied.close()
        return Moved(len(origins), written)
    finally:
        given.close()


def _copy(
    given: Index,
    origins: Mapping[str, str],
    builder: Builder,
    *,
    progress: Progress,
    stop: Callable[[], bool],
) -> int | None:
    """Write what is not there yet, and take out what is too many; how many were written, None once stopped."""
    for story_id in builder.fingerprints.keys() - origins.keys():
        builder.remove(story_id)
    lacking = [story for story, origin in origins.items() if builder.fingerprints.get(story) != origin]
    for done, batch in enumerate(_batches(lacking)):
        if stop():
            return None
        progress("copying stories", done * STORIES_AT_ONCE, len(lacking))
        for story in given.stories(batch).values():
            builder.add(records(story), fingerprint=origins[story.id])
    return len(lacking)


def _compared(source: Place, target: Place, data: Path) -> None:
    """What comparing found, which is brought up to date with the new index next."""
    there, here = path_of(source, data), path_of(target, data)
    if there != here and there.exists():
        here.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(there, here)


def _refuse_unlike(given: Index, copied: Index, *, progress: Progress) -> None:
    """EngineRefused where two indexes do not have the same stories, or not the same numbers of their facets."""
    wrong = next(_differences(given, copied, progress=progress), "")
    if wrong:
        raise EngineRefused(
            f"What was copied does not answer as the archive does: {wrong}.",
            hint="The archive is as it was; build the other place anew: searchapp index PATH… --rebuild",
        )


def _differences(given: Index, copied: Index, *, progress: Progress) -> Iterator[str]:
    """In what two indexes are not alike, in words."""
    ids = given.story_ids()
    if ids != copied.story_ids():
        yield "it has other stories"
        return
    for done, batch in enumerate(_batches(ids)):
        progress("comparing both", done * STORIES_AT_ONCE, len(ids))
        ours, theirs = given.stories(batch), copied.stories(batch)
        yield from (f"story {story} is another" for story in batch if ours[story] != theirs[story])
    for kind in RECORD_KINDS:
        everything = SearchRequest(kind=kind, filters=(UNCERTAIN_TOO,) if kind == "statement" else ())
        if given.count(everything) != copied.count(everything):
            yield f"it has another number of {kind} records"
        for key in FACET_KEYS:
            if given.facet_values(everything, key) != copied.facet_values(everything, key):
                yield f"the numbers of the facet {key} of {kind} records are others"


def _batches(ids: list[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while batch := list(islice(rest, STORIES_AT_ONCE)):
        yield batch
