"""What comparing would find, written by hand beside an index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from searchapp.archive.comparing import FILE_NAME
from searchapp.archive.comparing.store import storing
from searchapp.compare.compared import Event, Pair, Passage, Reporting
from searchapp.model import Story


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
    with storing(index / FILE_NAME) as store:
        for story in stories:
            store.add(story.id, "1")
        store.put_pairs(pairs)
        store.put_reporting(reporting or {}, {})
        store.put_events(events, {}, {})
        store.publish("1")
