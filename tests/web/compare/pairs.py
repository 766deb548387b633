"""What comparing would find, written by hand beside an index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from searchapp.compare.compared import Event, Pair, Passage, Reporting
from searchapp.model import Story
from tests.web.compared import put_compared


def pair(a: Story, b: Story, *words: tuple[str, str], share_a: float = 0.4, share_b: float = 0.5) -> Pair:
    """Two stories that share passages, each given by its words in both."""
    passages = (
        Passage(*((s.text.index(w), s.text.index(w) + len(w)) for s, w in ((a, in_a), (b, in_b))))
        for in_a, in_b in words
    )
    return Pair(a.id, b.id, share_a, share_b, tuple(sorted(passages)))


def compared(
    index: Path,
    stories: Sequence[Story],
    pairs: Iterable[Pair] = (),
    *,
    events: Iterable[Event] = (),
    reporting: dict[str, Reporting] | None = None,
) -> None:
    """Have this found of the stories of the index in a folder."""
    put_compared(index, [story.id for story in stories], pairs=pairs, events=events, reporting=reporting)
