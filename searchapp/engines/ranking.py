"""How much a match is worth: the constants of ranking, each with its reason and what it was chosen on.

A word scores BM25 as if a story's title stood a few times before its text: one count of the word, one length, one
idf for both (BM25F; Robertson and Zaragoza 2009, Lucene's CombinedFieldQuery). The idf is Lucene's,
ln(1 + (N - n + .5) / (n + .5)). N, n and the average length count the records of the asked kind only.

No constant is the best of one set: each is where several agree, and where a step to either side costs little. The
sets are Cranfield (225 questions) and, since an archive's stories are no abstracts, titles of stories of MEANTIME
and of Reuters-21578 as queries over texts without titles, and six words of a sentence for the story it stands in.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Ranking:
    """The constants of one way to rank."""

    k1: float = 1.5
    """How much more a word is worth that comes again. Cranfield gains up to 1.8, titles and sentences lose from
    there on; to them 1.2 and 1.5 are alike."""
    b: float = 0.6
    """How far a long story is held to be long-winded (1) or to say more (0). The usual .75 makes too much of
    briefs: titles and sentences lose, Cranfield does not care between .5 and .75."""
    fields: Mapping[str, float] = field(default_factory=lambda: {"title": 2.0, "text": 1.0})
    """How often a field counts, its words and its length. Cranfield gains .004 over counting a title once and no
    more above; sentences, which are not in titles, lose with each step."""
    exact: float = 0.2
    """What the word as it was typed adds to all its inflections. All sets gain .003 to .03, Cranfield until .2."""
    prefix: float = 1.0
    """What a word that begins so is worth, however rare: so a star only widens."""


RANKING = Ranking()


def idf(count: int, df: int) -> float:
    """How much it says that a record has a word that `df` of `count` records have."""
    return math.log(1 + (count - df + 0.5) / (df + 0.5))


def weights(words: Sequence[Hashable]) -> list[float]:
    """What each of these counts in a query: one that stands there n times 1 + ln n in all.

    Who repeats a word means it more, but not n times as much (.003 of nDCG@10 on Cranfield, .001 on titles).
    """
    times: dict[Hashable, int] = {}
    for word in words:
        times[word] = times.get(word, 0) + 1
    return [(1 + math.log(n)) / n for n in map(times.__getitem__, words)]
