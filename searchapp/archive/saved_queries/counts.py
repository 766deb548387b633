"""What saved queries find, counted once an index: opening the list again counts nothing.

An open index is one generation under the names and corrections in force; when any of these changes there is
another index, and counts of the old one go with it. A query saved anew or marked as seen counts as another. What
they find may be carried over (`carried`); what is new of it is told anew.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from searchapp.archive.saved_queries import SavedQuery
from searchapp.archive.saved_queries.looks import News
from searchapp.engines import Index


class Counts(NamedTuple):
    """Stories or statements found, and what is new of that since the last look."""

    found: int
    news: News


Counting = Callable[[Sequence[SavedQuery]], list[Counts]]


class SavedCounts:
    """Counts by index and saved query; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: WeakKeyDictionary[Index, dict[SavedQuery, Counts]] = WeakKeyDictionary()

    def of(self, index: Index, queries: Sequence[SavedQuery], count: Counting) -> list[Counts]:
        """The counts of saved queries; those that are not known yet are made by `count`, all at once."""
        with self._lock:
            known = dict(self._known.setdefault(index, {}))
        if new := [saved for saved in queries if saved not in known]:
            counted = dict(zip(new, count(new), strict=True))
            known |= counted
            with self._lock:
                self._known.setdefault(index, {}).update(counted)
        return [known[saved] for saved in queries]

    def forget(self, slug: str) -> None:
        """Count a saved query anew: it was looked at, perhaps within the same second as before."""
        with self._lock:
            for known in self._known.values():
                for saved in [s for s in known if s.slug == slug]:
                    del known[saved]
