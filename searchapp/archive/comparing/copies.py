"""The passages that stories share: those that are new against all, and whose each one is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from searchapp.archive.comparing.store import Store
from searchapp.compare.shared_passages.alignment import repeated, shared
from searchapp.compare.shared_passages.candidates import candidates, shingles_of
from searchapp.compare.shared_passages.whose import told, whose
from searchapp.compare.shared_passages.words import Words, words_of
from searchapp.engines import Index
from searchapp.model import Story

PAIRS_AT_ONCE = 200
WORDS_AT_HAND = 2_000_000
"""Words of stories that are kept at hand while these are compared."""


def keep(store: Store, story: Story) -> None:
    """Keep what a story is compared by, and what it repeats of itself."""
    words = words_of(story)
    store.put_sharing(story.id, shingles_of(words), told(story))
    if own := repeated(words, story.id):
        store.put_pairs([own])


def find(
    store: Store,
    index: Index,
    fresh: Sequence[str],
    *,
    progress: Callable[[str, int, int], None],
    stop: Callable[[], bool],
) -> bool:
    """Find what the fresh stories share with any, and whose each story is; False once `stop` says so."""
    kept = store.shingles()
    ids = [story for story, _, _ in kept]
    row_of = {story: row for row, story in enumerate(ids)}
    rows = [row_of[story] for story in fresh if story in row_of]
    found, common = candidates([shingles for *_, shingles in kept], [outlet for _, outlet, _ in kept], rows)
    at_hand = _AtHand(index)
    for start in range(0, len(found), PAIRS_AT_ONCE):
        if stop():
            return False
        progress("comparing passages", start, len(found))
        some = [(ids[a], ids[b]) for a, b in found[start : start + PAIRS_AT_ONCE]]
        words = at_hand.words(story for pair in some for story in pair)
        pairs = (shared(words[a], words[b], (a, b), common) for a, b in some if a in words and b in words)
        store.put_pairs(filter(None, pairs))
    store.put_reporting(*whose(store.told(), store.shares()))
    return True


class _AtHand:
    """The words of the stories that were asked for last, read from the index where they are not at hand."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._words: dict[str, Words] = {}
        self._size = 0

    def words(self, stories: Iterable[str]) -> dict[str, Words]:
        """By story its words; without those that the index has no more."""
        wanted = dict.fromkeys(stories)
        missing = [story for story in wanted if story not in self._words]
        read = {story.id: words_of(story) for story in self._index.stories(missing).values()} if missing else {}
        self._words |= read
        self._size += sum(map(len, read.values()))
        given = {story: self._words[story] for story in wanted if story in self._words}
        while self._size > WORDS_AT_HAND and len(self._words) > len(given):
            oldest = next(iter(self._words))
            self._size -= len(self._words.pop(oldest))
        return given
