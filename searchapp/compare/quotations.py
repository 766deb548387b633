"""The same words wherever they stand: which of many quotations are one, whole, in part or edited. Pure.

Each is compared with the fullest form of a group alone, so that no chain of likenesses makes one of two that have
little in common.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import fsum, log
from typing import NamedTuple

from searchapp.text.analysis import folded, is_function_word

ALIKE = 0.6
"""How much of a quotation's words, and of its pairs of words, by rarity, has to stand in the fullest form."""
LEAST = 2
"""Words that tell something; with fewer a quotation is like no other."""


class Carried(NamedTuple):
    """Quotations of the same words by their places in what was given: the one that has most of them, and all."""

    fullest: int
    all: tuple[int, ...]


def same_words(said: Sequence[str]) -> tuple[Carried, ...]:
    """Quotations grouped by their words, whatever their case and marks; each is in one group.

    Groups and their members are in the order given. Of two equally full forms the first one counts.
    """
    words = [folded(text).split() for text in said]
    telling = _telling(words)
    found = [_features(own, telling) for own in words]
    weights = _weights(found)
    groups: dict[int, list[int]] = {}
    having: defaultdict[str, list[int]] = defaultdict(list)
    for at in sorted(range(len(said)), key=lambda i: (-len(words[i]), i)):
        head = _head_of(at, found, weights, having)
        if head is None:
            groups[at] = [at]
            for feature in found[at]:
                having[feature].append(at)
        else:
            groups[head].append(at)
    carried = (Carried(head, tuple(sorted(members))) for head, members in groups.items())
    return tuple(sorted(carried, key=lambda group: group.all[0]))


def _telling(words: Sequence[Sequence[str]]) -> frozenset[str]:
    """The words that tell something."""
    return frozenset(word for word in {w for own in words for w in own} if not is_function_word(word))


def _features(words: Sequence[str], telling: frozenset[str]) -> frozenset[str]:
    """The telling words of a quotation, and every two words in a row; nothing of one that has too few."""
    own = {word for word in words if word in telling}
    if len(own) < LEAST:
        return frozenset()
    return frozenset(own | {f"{a} {b}" for a, b in pairwise(words)})


def _weights(found: Sequence[frozenset[str]]) -> dict[str, float]:
    """How much a feature tells: the more, the fewer have it."""
    counts = Counter(feature for features in found for feature in features)
    return {feature: log(1 + len(found) / n) for feature, n in counts.items()}


def _head_of(
    at: int, found: Sequence[frozenset[str]], weights: dict[str, float], having: dict[str, list[int]]
) -> int | None:
    """The fullest form that has most of a quotation; None where none has enough of it.

    One that has enough has at least one of the rarest features, as far as these are more than may be missing.
    """
    whole = fsum(weights[feature] for feature in found[at])
    heads: set[int] = set()
    rest = whole * (1 - ALIKE) + 1e-9
    for feature in sorted(found[at], key=lambda f: (-weights[f], f)):
        heads.update(having.get(feature, ()))
        rest -= weights[feature]
        if rest < 0:
            break
    shares = {head: fsum(weights[f] for f in found[at] & found[head]) / whole for head in sorted(heads)}
    best = max(shares, key=lambda head: shares[head], default=None)
    return best if best is not None and shares[best] >= ALIKE else None
