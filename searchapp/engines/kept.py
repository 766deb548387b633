"""What was made last and may be asked for again, up to a size."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from cachetools import LRUCache

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """The values used last, as many as their sizes together allow; safe to share between threads.

    `most` is the sum of what `size` says of each. A value that is larger than that is kept alone.
    """

    def __init__(self, most: int, size: Callable[[V], int]) -> None:
        self._lock = threading.Lock()
        self._values: LRUCache[K, V] = LRUCache(most, lambda value: min(most, size(value)))

    def get(self, key: K) -> V | None:
        """The value, or None where it is not kept."""
        with self._lock:
            try:
                return self._values[key]  # get() looks twice
            except KeyError:
                return None

    def keep(self, key: K, value: V) -> None:
        """Keep a value, and let go of those that were used longest ago where it has no room beside them."""
        with self._lock:
            self._values[key] = value
