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
WORDS_AT_HAND = 4_000_000
"""Words of stories that are kept at hand while these are compared."""


class Copies:
    """Finds what stories share, those that it was given in this run and those that are there already."""

    def __init__(self, store: Store, index: Index) -> None:
        self._store = store
        self._at_hand = _AtHand(index)

    def keep(self, story: Story) -> None:
        """Keep what a story is compared by, and what it repeats of itself."""
        words = words_of(story)
        self._at_hand.put(story.id, words)
        self._store.put_sharing(story.id, shingles_of(words), told(story))
        if own := repeated(words, story.id):
            self._store.put_pairs([own])

    def find(
        self, fresh: Sequence[str], *, progress: Callable[[str, int, int], None], stop: Callable[[], bool]
    ) -> bool:
        """Find what the fresh stories share with any, and whose each story is; False once `stop` says so."""
        kept = self._store.kept()
        ids, rows = list(kept), list(kept.values())
        is_fresh = set(fresh)
        found, common = candidates(rows, [row for row, story in enumerate(ids) if story in is_fresh])
        for start in range(0, len(found), PAIRS_AT_ONCE):
            if stop():
                return False
            progress("comparing passages", start, len(found))
            some = found[start : start + PAIRS_AT_ONCE]
            words = self._at_hand.words(ids[row] for pair in some for row in pair)
            pairs = (
                shared(
                    words[ids[a]],
                    words[ids[b]],
                    (ids[a], ids[b]),
                    common,
                    one_outlet=bool(rows[a].outlet) and rows[a].outlet == rows[b].outlet,
                )
                for a, b in some
                if ids[a] in words and ids[b] in words
            )
            self._store.put_pairs(filter(None, pairs))
        self._store.put_reporting(*whose(self._store.told(), self._store.shares()))
        return True


class _AtHand:
    """The words of the stories that came last, read from the index where they are not at hand."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._words: dict[str, Words] = {}
        self._size = 0

    def put(self, story: str, words: Words) -> None:
        """Have a story's words at hand, until there are too many."""
        self._words[story] = words
        self._size += len(words)
        while self._size > WORDS_AT_HAND and len(self._words) > 1:
            self._size -= len(self._words.pop(next(iter(self._words))))

    def words(self, stories: Iterable[str]) -> dict[str, Words]:
        """By story its words; without those that the index has no more."""
        wanted = dict.fromkeys(stories)
        given = {story: self._words[story] for story in wanted if story in self._words}
        missing = [story for story in wanted if story not in given]
        for story in self._index.stories(missing).values() if missing else ():
            given[story.id] = words_of(story)
            self.put(story.id, given[story.id])
        return given
