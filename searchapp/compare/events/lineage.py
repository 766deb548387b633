"""Which address an event has: the one it had, also when stories come and go, it splits or others join it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from searchapp.text.slugs import hyphenated, not_taken
from searchapp.text.wording import long_day

MAX_SLUG = 60
"""Letters of an address before its day."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """Events of before, found again: `slugs` has the address of each group, None for one that is new, and `moved`
    leads from an address whose stories are mostly in another's event now to that one's.
    """

    slugs: tuple[str | None, ...]
    moved: Mapping[str, str] = field(default_factory=dict)


def lineage(groups: Sequence[Sequence[str]], before: Mapping[str, Collection[str]]) -> Lineage:
    """The addresses of groups of stories; `before` has those of each event there was, the oldest event first.

    Where an event has split, the group with most of its stories keeps its address; where several have become one,
    it has that of the oldest.
    """
    group_of = {story: at for at, stories in enumerate(groups) for story in stories}
    slugs: list[str | None] = [None] * len(groups)
    moved: dict[str, str] = {}
    for slug, stories in before.items():
        parts = Counter(group_of[story] for story in stories if story in group_of)
        if not parts:
            continue
        at = min(parts, key=lambda at: (-parts[at], at))
        kept = slugs[at]
        if kept is None:
            slugs[at] = slug
        else:
            moved[slug] = kept
    return Lineage(tuple(slugs), moved)


def new_slug(label: str, day: date | None, taken: Collection[str]) -> str:
    """A new event's address, from its label and its first day."""
    told = hyphenated(label).strip("-")
    if len(told) > MAX_SLUG:
        told = told[: MAX_SLUG + 1].rpartition("-")[0] or told[:MAX_SLUG]
    wanted = f"{told or 'event'}-{hyphenated(long_day(day))}" if day else told or "event"
    return not_taken(wanted, taken)
