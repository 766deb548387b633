"""Stories that are like each other, taken together: as a whole, so that no chain of them makes an event. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush

from searchapp.compare.events.likeness import Alike

TOGETHER = 0.11
"""How like each other the stories of two groups are on average, at least, for these to be one."""


def groups(alike: Iterable[Alike]) -> list[tuple[str, ...]]:
    """Groups of two stories or more, each in the order of its ids.

    The two groups that are most like each other are joined first, as long as their stories are alike on average;
    two stories of which nothing is given are not. The order in which pairs are given says nothing.
    """
    links: dict[str, dict[str, float]] = {}
    for a, b, score in alike:
        links.setdefault(a, {})[b] = score
        links.setdefault(b, {})[a] = score
    members: dict[str, tuple[str, ...]] = {story: (story,) for story in links}
    waiting = [(-s, a, b) for a, others in links.items() for b, s in others.items() if a < b and s >= TOGETHER]
    heapify(waiting)
    while waiting:
        score, a, b = heappop(waiting)
        if a not in members or b not in members or -score != _between(links, members, a, b):
            continue
        members[a] += members.pop(b)
        for other, likeness in links.pop(b).items():
            del links[other][b]
            if other != a:
                links[a][other] = links[other][a] = links[a].get(other, 0.0) + likeness
        for other in links[a]:
            score = _between(links, members, a, other)
            if score >= TOGETHER:
                heappush(waiting, (-score, min(a, other), max(a, other)))
    return sorted(tuple(sorted(stories)) for stories in members.values() if len(stories) > 1)


def _between(links: dict[str, dict[str, float]], members: dict[str, tuple[str, ...]], a: str, b: str) -> float:
    """How like each other the stories of two groups are on average."""
    return links[a].get(b, 0.0) / (len(members[a]) * len(members[b]))
