"""The longest row of words that follow each other in two sentences, and the densest part of it. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

Chain = list[tuple[int, int]]
"""Places of the same words, in each of the two, rising in both."""
SKIPPED = 0.3
"""What a word that is in one of the two only takes away from a part; a word that is in both gives 1."""
_LEAST_CLAUSE = 4
"""Words."""


def longest_chain(a: Sequence[int], b: Sequence[int]) -> Chain:
    """The most words of both that stand in the same order (the algorithm of Hunt and Szymanski)."""
    places: dict[int, list[int]] = {}
    for y in range(len(b) - 1, -1, -1):
        places.setdefault(b[y], []).append(y)
    ends: list[int] = []  # where in b the shortest row of each length ends
    heads: list[int] = []
    links: list[tuple[int, int, int]] = []
    for x, word in enumerate(a):
        for y in places.get(word, ()):
            at = bisect_left(ends, y)
            links.append((x, y, heads[at - 1] if at else -1))
            if at == len(ends):
                ends.append(y)
                heads.append(len(links) - 1)
            else:
                ends[at] = y
                heads[at] = len(links) - 1
    chain: Chain = []
    head = heads[-1] if heads else -1
    while head >= 0:
        x, y, head = links[head]
        chain.append((x, y))
    return chain[::-1]


def dense_parts(a: Sequence[int], b: Sequence[int]) -> Chain:
    """The words of both that follow each other closely; where a clause has changed places, in two parts."""
    part = _best_part(longest_chain(a, b))
    if not part:
        return part
    in_a, in_b = {x for x, _ in part}, {y for _, y in part}
    if min(len(a) - len(in_a), len(b) - len(in_b)) < _LEAST_CLAUSE:
        return part
    left_a = [-1 - x if x in in_a else word for x, word in enumerate(a)]  # no word has a negative number
    left_b = [-1 - len(a) - y if y in in_b else word for y, word in enumerate(b)]
    clause = _best_part(longest_chain(left_a, left_b))
    return [*part, *clause] if len(clause) >= _LEAST_CLAUSE else part


def _best_part(chain: Chain) -> Chain:
    """The part of a chain that has many words and skips few."""
    best, best_from, best_to = 0.0, 0, 0
    worth, start = 0.0, 0
    for at, (x, y) in enumerate(chain):
        if at:
            before_x, before_y = chain[at - 1]
            worth -= SKIPPED * max(x - before_x - 1, y - before_y - 1)
        if worth <= 0:
            worth, start = 0.0, at
        worth += 1
        if worth > best:
            best, best_from, best_to = worth, start, at + 1
    return chain[best_from:best_to]
