"""Two stories against each other: which sentences are the same copy, edited or not.

Two sentences are, where enough of their words follow each other in both, and these are most of one of them, or
many. The more two stories share, the less is enough for a further sentence. A formula that an outlet repeats
counts for nothing, nor does a quotation that two reporters may both have heard.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from searchapp.compare.compared import Pair, Passage
from searchapp.compare.shared_passages.matches import MOST_OF, Agreement, Match, matches
from searchapp.compare.shared_passages.words import Marks, Numbers, Words
from searchapp.model import Offsets

LEAST_PLAIN = 5
"""Telling words of two stories that are neither names nor quoted, in sentences that are copy whatever stands
around them; what is less is no copy."""
TELLING_ALONE, PLAIN_ALONE, RUN_ALONE = 4, 4, 2
"""Likewise, of one sentence that stands alone, and how many plain ones have none between."""
MOST_ALONE, LONG = 0.5, 16
"""The part of one of two sentences that has to be the same where they stand alone, or else how many words."""
ALONE, BESIDE, AMONG = 0.5, 0.34, 0.38
"""The part of the words that have to be the same: in stories that share nothing else, and in stories that share
much, next to a sentence that is shared, and elsewhere."""
SHORT, SHORTER = 14, 0.02
"""Same words, and by how much more has to be the same, alone, for each that is missing."""
NAMES_APART = 0.08
"""By how much less has to be the same of the words that are no names."""
MUCH = 0.3
"""The part of one story from which on two stories share much."""
VERBATIM, VERBATIM_WORDS, VERBATIM_AGREEING = 0.75, 10, 0.75
"""The part of the words that have to be the same, how many, and the part of the numbers and of the names, where it
could also be a formula: in a second counterpart, within one story, and in stories of one outlet."""
OTHERS, OTHERS_LEAST = 0.34, 4
"""The part of the numbers below which stories rather report other things, where there are so many of them."""
OWN_PLAIN, OWN_AGREEING = 25, 0.5
"""Plain words, and the part of the numbers and of the names, by which two stories of one outlet are copies."""
LINES_OF_NOTICE = 2
"""Sentences at the beginning or the end that an outlet may print in many stories."""
_TAKEN = 0.34


def shared(a: Words, b: Words, ids: tuple[str, str], common: Numbers, *, one_outlet: bool = False) -> Pair | None:
    """What two stories share; `common` are the shingles of formulas, in order.

    An outlet reports like things in like words: its own stories have to agree in numbers and names as well. Where
    only what they begin or end with is the same, that is its notice.
    """
    found = _chosen(matches(a, b, common), a, b)
    if _are_formulas(found, a, b, one_outlet=one_outlet):
        found = [match for match in found if _is_verbatim(match)]
    if one_outlet and len(found) <= LINES_OF_NOTICE and all(_is_at_edge(match, a, b) for match in found):
        return None
    return _pair(a, b, ids, found)


def repeated(words: Words, story: str) -> Pair | None:
    """What a story repeats of itself."""
    shingles = words.shingles[words.shingles > 0]
    if len(shingles) - len(np.unique(shingles)) < LEAST_PLAIN - 2:
        return None
    found = matches(words, words, np.zeros(0, dtype=np.uint32), within=True)
    return _pair(words, words, (story, story), [match for match in found if _is_verbatim(match)])


def _pair(a: Words, b: Words, ids: tuple[str, str], found: Sequence[Match]) -> Pair | None:
    if sum(match.plain for match in found) < LEAST_PLAIN:
        return None
    passages = sorted(Passage(_span(a, m.a, m.of_a), _span(b, m.b, m.of_b)) for m in found)
    share_a = _share(a, [passage.a for passage in passages])
    share_b = _share(b, [passage.b for passage in passages])
    return Pair(*ids, share_a, share_b, tuple(passages))


def _is_sure(match: Match) -> bool:
    """Whether two sentences are the same copy whatever stands around them."""
    least = ALONE + SHORTER * max(0, SHORT - match.same)
    return (
        not match.table
        and match.telling >= TELLING_ALONE
        and match.plain >= PLAIN_ALONE
        and match.run >= RUN_ALONE
        and (match.most >= MOST_ALONE or match.same >= LONG)
        and match.alike >= least
        and match.plain_alike >= least - NAMES_APART
    )


def _is_verbatim(match: Match) -> bool:
    """Whether two sentences are the same nearly word for word, numbers and names too."""
    return (
        _is_sure(match)
        and match.alike >= VERBATIM
        and match.same >= VERBATIM_WORDS
        and match.numbers.holds(VERBATIM_AGREEING)
        and match.names.holds(VERBATIM_AGREEING)
    )


def _are_formulas(found: Sequence[Match], a: Words, b: Words, *, one_outlet: bool) -> bool:
    """Whether two stories rather tell of other things in like words than that one is a copy of the other."""
    numbers = Agreement(sum(m.numbers.same for m in found), sum(m.numbers.there for m in found))
    names = Agreement(sum(m.names.same for m in found), sum(m.names.there for m in found))
    if not one_outlet:
        return numbers.there >= OTHERS_LEAST and not numbers.holds(OTHERS)
    share = max(
        sum(m.of_a[1] - m.of_a[0] for m in found) / len(a), sum(m.of_b[1] - m.of_b[0] for m in found) / len(b)
    )
    return (
        share < MUCH
        or sum(m.plain for m in found) < OWN_PLAIN
        or not (numbers.holds(OWN_AGREEING) and names.holds(OWN_AGREEING))
    )


def _is_at_edge(match: Match, a: Words, b: Words) -> bool:
    """Whether both sentences are among the first of their stories, or both among the last."""
    from_end = len(a.within) - match.a, len(b.within) - match.b
    return max(match.a, match.b) < LINES_OF_NOTICE or max(from_end) <= LINES_OF_NOTICE


def _chosen(found: Iterable[Match], a: Words, b: Words) -> list[Match]:
    """Those that are the same copy: the sure ones, then what more there is in stories that share much."""
    ranked = sorted(found, key=lambda match: -match.alike * match.telling)
    chosen: list[Match] = []
    taken_a, taken_b = np.zeros(len(a), dtype=np.bool_), np.zeros(len(b), dtype=np.bool_)

    def choose(match: Match) -> None:
        chosen.append(match)
        taken_a[slice(*match.of_a)] = True
        taken_b[slice(*match.of_b)] = True

    for match in filter(_is_sure, ranked):
        if _is_free(match, taken_a, taken_b) or _is_verbatim(match):
            choose(match)
    if sum(match.plain for match in chosen) < LEAST_PLAIN:
        return []  # what is likely beside copy can't be what makes it copy
    much = min(1.0, max(float(taken_a.mean()), float(taken_b.mean())) / MUCH)
    for match in ranked:
        if not _is_free(match, taken_a, taken_b) or (match.table and not match.numbers.holds(VERBATIM_AGREEING)):
            continue
        beside = any(abs(match.a - one.a) <= 2 and abs(match.b - one.b) <= 2 for one in chosen)
        if match.alike >= ALONE + much * ((BESIDE if beside else AMONG) - ALONE) and (
            much == 1 or match.plain > 1
        ):
            choose(match)
    return chosen


def _is_free(match: Match, taken_a: Marks, taken_b: Marks) -> bool:
    """Whether most of these words have no counterpart yet, in either story."""
    taken = max(taken_a[slice(*match.of_a)].mean(), taken_b[slice(*match.of_b)].mean())
    return bool(taken < _TAKEN)


def _span(words: Words, sentence: int, place: tuple[int, int]) -> Offsets:
    """From the first of the same words to the last, or the whole sentence where that is most of it."""
    start, end = words.within[sentence]
    begun, ended = int(words.starts[place[0]]), int(words.ends[place[1] - 1])
    return (start, end) if ended - begun >= MOST_OF * (end - start) else (begun, ended)


def _share(words: Words, spans: Sequence[Offsets]) -> float:
    """The part of a story's words that these spans cover."""
    covered = np.zeros(len(words), dtype=np.bool_)
    for start, end in spans:
        first, last = np.searchsorted(words.starts, (start, end))
        covered[first:last] = True
    return round(float(covered.mean()), 4) if len(words) else 0.0
