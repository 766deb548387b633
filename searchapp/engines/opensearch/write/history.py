"""What was written since the generations before, as a manifest notes it: in steps, the last one first."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from searchapp.engines import Changed
from searchapp.engines.opensearch.documents import wire

MOST_NOTED = 5_000
"""Stories that are noted in all; of steps that reach back further nothing is."""


class Step(NamedTuple):
    """The stories that were written or taken out since a generation; `added` had not been there."""

    since: str
    added: tuple[str, ...]
    altered: tuple[str, ...]

    @property
    def stories(self) -> int:
        """How many there are."""
        return len(self.added) + len(self.altered)


def with_step(history: str, last: Step) -> str:
    """A history that goes on by a step, without what lies too far back; "" where it is too large by itself."""
    steps = [last, *_unpacked(history)]
    sums = accumulate(1 + step.stories for step in steps)
    kept = steps[: sum(size <= MOST_NOTED for size in sums)]
    return _packed(kept) if kept else ""


def changed_since(history: str, generation: str) -> Changed | None:
    """What came and went since a generation; None where the history does not reach back to it.

    Stories are there by their own ids, and by those that the index knows them by.
    """
    altered: dict[str, bool] = {}
    for step in _unpacked(history):
        altered |= dict.fromkeys(step.added, False) | dict.fromkeys(step.altered, True)
        if step.since == generation:
            added = {id for id in altered if not altered[id]}
            return Changed(_ids(added), _ids(altered.keys() - added))
    return None


def _ids(stories: Iterable[str]) -> frozenset[str]:
    return frozenset(name for story in stories for name in (story, wire(story)))


def _packed(steps: Iterable[Step]) -> str:
    text = json.dumps([*steps], separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode())).decode()


def _unpacked(history: str) -> Iterator[Step]:
    for since, added, altered in json.loads(zlib.decompress(base64.b64decode(history))) if history else ():
        yield Step(since, tuple(added), tuple(altered))
