"""What is read out of the sentences of stories: in what these may differ, and what each of them counts. Pure.

It is dear, and the same as long as the stories say the same; so whoever keeps it can tell by `made_of` whether it
still holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from searchapp.compare.compared import Pair
from searchapp.compare.cues.cue import Cue
from searchapp.compare.cues.find import cues
from searchapp.compare.figures import Counts, counts
from searchapp.model import Story


class Details(NamedTuple):
    """The cues of some stories, and by story what it counts."""

    cues: tuple[Cue, ...]
    counts: Mapping[str, Counts]


def details(stories: Sequence[Story], pairs: Iterable[Pair]) -> Details:
    """The details of these stories, in their order; `pairs` are what they share."""
    counted = {story.id: counts(story) for story in stories}
    anchors = {figure.anchor for one in counted.values() for figure in one.figures}
    asked = {story: Counts(one.figures, one.stems & anchors) for story, one in counted.items()}
    return Details(cues(stories, pairs), asked)


def made_of(stories: Sequence[Story], pairs: Iterable[Pair]) -> str:
    """A digest of all of these stories that details are read out of: where it is the same, they are."""
    content = [list(map(_read, stories)), sorted(_shared(pairs, {story.id for story in stories}))]
    return sha256(json.dumps(content).encode()).hexdigest()


def _read(story: Story) -> list[Any]:
    day = story.published and story.published.isoformat()
    spoken = [(statement.sentence, statement.everyone) for statement in story.statements]
    frame = [(part.start, part.end) for part in story.frame]
    return [story.id, day, story.text, frame, spoken]


def _shared(pairs: Iterable[Pair], among: set[str]) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """What these stories share with each other, whichever of two it is seen from."""
    for pair in {(min(p.a, p.b), max(p.a, p.b)): p for p in pairs if p.a in among and p.b in among}.values():
        turned = pair.seen_from(min(pair.a, pair.b))
        yield turned.a, turned.b, tuple(sorted(turned.passages))
