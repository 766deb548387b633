"""Sentences of two stories against each other: which are the same, edited or not.

What is compared are the words that carry meaning, in their order. Two sentences are the same copy where enough of
the words of both, or of the shorter one, follow each other in both; next to such ones less is enough. A formula
that an outlet repeats counts for nothing, nor does a quotation that two reporters may both have heard.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from searchapp.compare.compared import Pair, Passage
from searchapp.compare.shared_passages.words import Marks, Numbers, Words

Rows = NDArray[np.int64]

MOST_REPEATS = 400
"""Of one word in two stories, the times it stands in one by those in the other; above, it tells nothing."""

LEAST_WORDS = 5
"""Words outside quotation marks; what is less is no copy."""
ALONE = 0.6
BESIDE = 0.34
LEAST_OF_SHORTER = 0.35
LEAST_IN_SENTENCE = 4


@dataclass(frozen=True, slots=True)
class _Match:
    """One sentence of a and one of b with the words that follow each other in both."""

    a: int
    b: int
    first: tuple[int, int]
    last: tuple[int, int]
    same: int
    length_a: int
    length_b: int
    spoken: int

    @property
    def of_both(self) -> float:
        return 2 * self.same / (self.length_a + self.length_b)

    @property
    def of_shorter(self) -> float:
        return self.same / min(self.length_a, self.length_b)


def shared(a: Words, b: Words, ids: tuple[str, str], common: Numbers) -> Pair | None:
    """What two stories share; `common` are the shingles of formulas, in order."""
    return _pair(a, b, ids, _chosen(list(_matches(a, b, common))))


def repeated(words: Words, story: str) -> Pair | None:
    """What a story repeats of itself."""
    shingles = words.shingles[words.shingles > 0]
    if len(shingles) - len(np.unique(shingles)) < LEAST_WORDS - 2:
        return None
    matches = _matches(words, words, np.zeros(0, dtype=np.uint32), within=True)
    return _pair(words, words, (story, story), _chosen(list(matches)))


def _pair(a: Words, b: Words, ids: tuple[str, str], found: list[_Match]) -> Pair | None:
    if sum(match.same - match.spoken for match in found) < LEAST_WORDS:
        return None
    passages = sorted(
        Passage(_span(a, m.a, m.first[0], m.last[0]), _span(b, m.b, m.first[1], m.last[1])) for m in found
    )
    share_a = _share(a, [passage.a for passage in passages])
    share_b = _share(b, [passage.b for passage in passages])
    return Pair(*ids, share_a, share_b, tuple(passages))


def _matches(a: Words, b: Words, common: Numbers, *, within: bool = False) -> Iterator[_Match]:
    """Sentences that have much in common."""
    i, j = _same_words(a, b)
    if within:
        apart = a.sentence[i] < b.sentence[j]
        i, j = i[apart], j[apart]
    if not len(i):
        return
    formula_a, formula_b = _formulas(a, common), _formulas(b, common)
    lengths_a, lengths_b = _lengths(a), _lengths(b)
    sentences = a.sentence[i].astype(np.int64) * len(b.within) + b.sentence[j]
    order = np.argsort(sentences, kind="stable")
    i, j, sentences = i[order], j[order], sentences[order]
    bounds = np.append(np.flatnonzero(np.diff(sentences, prepend=-1)), len(sentences))
    for start, stop in pairwise(bounds.tolist()):
        s, t = divmod(int(sentences[start]), len(b.within))
        least = max(2, LEAST_OF_SHORTER * min(lengths_a[s], lengths_b[t]))
        if stop - start < least:
            continue
        chain = _longest_chain(i[start:stop].tolist(), j[start:stop].tolist())
        counted = [(x, y) for x, y in chain if not (formula_a[x] and formula_b[y])]
        if len(counted) < least:
            continue
        spoken = sum(bool(a.quoted[x] or b.quoted[y]) for x, y in counted)
        yield _Match(s, t, chain[0], chain[-1], len(chain), int(lengths_a[s]), int(lengths_b[t]), spoken)


def _same_words(a: Words, b: Words) -> tuple[Rows, Rows]:
    """The places of each telling word that both have, in each."""
    in_a, in_b = np.flatnonzero(a.telling), np.flatnonzero(b.telling)
    in_b = in_b[np.argsort(b.stems[in_b], kind="stable")]
    sorted_b = b.stems[in_b]
    left = np.searchsorted(sorted_b, a.stems[in_a], side="left")
    count = np.searchsorted(sorted_b, a.stems[in_a], side="right") - left
    count[count > MOST_REPEATS] = 0
    i = np.repeat(in_a, count)
    offset = np.arange(len(i)) - np.repeat(np.cumsum(count) - count, count)
    return i, in_b[np.repeat(left, count) + offset]


def _formulas(words: Words, common: Numbers) -> Marks:
    """The words that stand in a shingle that is common, and in none that is not."""
    is_common = np.isin(words.shingles, common) & (words.shingles > 0)
    rare = ~is_common & (words.shingles > 0)
    return _spread(is_common) & ~_spread(rare)


def _spread(begun: Marks) -> Marks:
    """The words of the shingles that begin at these."""
    covered = begun.copy()
    covered[1:] |= begun[:-1]
    covered[2:] |= begun[:-2]
    return covered


def _lengths(words: Words) -> Rows:
    """The telling words of each sentence."""
    return np.bincount(words.sentence[words.telling], minlength=len(words.within)).astype(np.int64)


def _longest_chain(i: list[int], j: list[int]) -> list[tuple[int, int]]:
    """The longest row of same words that stand in both in the same order (Hunt and Szymanski)."""
    steps = sorted(zip(i, (-y for y in j), strict=True))
    ends: list[int] = []
    links: list[tuple[int, int, int]] = []
    heads: list[int] = []
    for x, y in steps:
        y = -y
        at = bisect_left(ends, y)
        links.append((x, y, heads[at - 1] if at else -1))
        if at == len(ends):
            ends.append(y)
            heads.append(len(links) - 1)
        else:
            ends[at] = y
            heads[at] = len(links) - 1
    chain: list[tuple[int, int]] = []
    at = heads[-1] if heads else -1
    while at >= 0:
        x, y, at = links[at]
        chain.append((x, y))
    return chain[::-1]


def _chosen(matches: list[_Match]) -> list[_Match]:
    """Those that are the same copy: the surest first, then what stands beside one."""
    sure = [m for m in matches if m.same >= LEAST_IN_SENTENCE and max(m.of_both, 0.8 * m.of_shorter) >= ALONE]
    chosen = {(m.a, m.b): m for m in sure}
    taken_a, taken_b = {m.a for m in sure}, {m.b for m in sure}
    for match in sorted(matches, key=lambda m: -m.of_both):
        beside = any((match.a + x, match.b + y) in chosen for x in (-1, 1) for y in (-1, 1))
        if match.a not in taken_a and match.b not in taken_b and beside and match.of_both >= BESIDE:
            chosen[match.a, match.b] = match
            taken_a.add(match.a)
            taken_b.add(match.b)
    return list(chosen.values())


def _span(words: Words, sentence: int, first: int, last: int) -> tuple[int, int]:
    """From the first of the same words to the last, or the whole sentence where that is most of it."""
    start, end = words.within[sentence]
    begun, ended = int(words.starts[first]), int(words.ends[last])
    return (start, end) if 2 * (ended - begun) >= end - start else (begun, ended)


def _share(words: Words, spans: list[tuple[int, int]]) -> float:
    """The part of a story's words that these spans cover."""
    covered = np.zeros(len(words), dtype=np.bool_)
    for start, end in spans:
        first, last = np.searchsorted(words.starts, (start, end))
        covered[first:last] = True
    return round(float(covered.mean()), 4) if len(words) else 0.0
