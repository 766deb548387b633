"""What may change on the disk at any moment, looked at once while one question is answered.

So one answer is made of one state of each file, and each file is asked for once. Whoever changes files must not
look at once: what it wrote would not be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any, TypeVar, cast

T = TypeVar("T")
_SEEN: ContextVar[dict[Hashable, Any] | None] = ContextVar("seen", default=None)


def look_once(now: bool) -> None:
    """Look at each thing once from now on, in this thread; or, again, whenever it is asked for."""
    _SEEN.set({} if now else None)


def seen(what: Hashable, look: Callable[[], T]) -> T:
    """What `look` gives, or gave when this was looked at before; an error is not kept."""
    held = _SEEN.get()
    if held is None:
        return look()
    if what not in held:
        held[what] = look()
    return cast(T, held[what])
