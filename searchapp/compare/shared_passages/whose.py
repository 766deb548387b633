"""Whose a story's words are: its outlet's own, shared with others, or another's, printed again. Pure.

Who had a passage first is told by the dates where they differ, and by the agency that a story credits. Where
neither tells, nobody is said to be first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from searchapp.compare.compared import Pair, Reporting
from searchapp.model import Story
from searchapp.text.agencies import is_agency

NEARLY_ALL = 0.8
"""The part of a story's words from which on it is another one, printed again."""
LITTLE = 0.1
"""The part of a story's words below which what it has in common with another leaves it its own reporting."""
_EDGE = 300
"""Characters at a text's beginning and end in which an agency is credited in brackets."""
_BRACKETED = re.compile(r"\(([^()\n]{2,40})\)")
_TOLD = re.compile(r"\b(?:told|comments to|interview with)\s+(?:the\s+)?((?:[A-Z][\w-]*\s?){1,3})")
_NAMES = re.compile(r"\s*(?:[,/;|&]|\band\b|\bwith\b|\bvia\b)\s*")


class Told(NamedTuple):
    """What a story tells of whence it comes: `credit` is the agency that it names, "" for none."""

    outlet: str
    published: date | None
    credit: str

    @property
    def of_agency(self) -> bool:
        """Whether it is an agency's own."""
        return is_agency(self.outlet)


def told(story: Story) -> Told:
    """Whence a story says that it comes."""
    return Told(story.outlet or "", story.published, next(_credits(story), ""))


def _credits(story: Story) -> Iterator[str]:
    """The agencies that a story credits: in its byline, its dateline, in brackets, or as those who were told."""
    yield from filter(is_agency, _NAMES.split(story.byline or ""))
    for part in story.frame:
        if part.kind == "dateline":
            yield from _BRACKETED.findall(story.text[part.start : part.end])
    for edge in (story.text[:_EDGE], story.text[-_EDGE:]):
        yield from filter(is_agency, _BRACKETED.findall(edge))
    for found in _TOLD.finditer(story.text):
        words = found[1].split()
        yield from filter(is_agency, (" ".join(words[:n]) for n in range(len(words), 0, -1)))


def whose(stories: Mapping[str, Told], pairs: Iterable[Pair]) -> tuple[dict[str, Reporting], dict[str, str]]:
    """For each story whose reporting it is, and for those printed elsewhere too the first of all these."""
    reporting: dict[str, Reporting] = dict.fromkeys(stories, "own")
    origin: dict[str, tuple[float, str]] = {}
    for pair in pairs:
        if pair.a == pair.b:
            continue
        for seen in (pair, pair.seen_from(pair.b)):
            kind = _of_pair(seen, stories[seen.a], stories[seen.b])
            if kind == "reprint" or reporting[seen.a] == "own":
                reporting[seen.a] = kind
            if seen.share_a >= NEARLY_ALL and _comes_after(seen, stories):
                origin[seen.a] = max(origin.get(seen.a, (0.0, "")), (seen.share_a, seen.b))
    return reporting, _groups({story: first for story, (_, first) in origin.items()})


def _of_pair(pair: Pair, a: Told, b: Told) -> Reporting:
    """What `a` is by what it shares with `b`."""
    if (a.outlet and a.outlet == b.outlet) or pair.share_a < LITTLE or _is_first(a, b):
        return "own"
    return "reprint" if pair.share_a >= NEARLY_ALL and (_is_first(b, a) or _credits_other(a)) else "shared"


def _credits_other(story: Told) -> bool:
    return bool(story.credit) and not story.of_agency and story.credit.casefold() != story.outlet.casefold()


def _is_first(a: Told, b: Told) -> bool:
    """Whether `a` surely had first what both have."""
    if _credits_other(a):
        return False
    if a.of_agency != b.of_agency:
        return a.of_agency
    if a.outlet and a.outlet.casefold() == b.credit.casefold():
        return True
    return bool(a.published and b.published and a.published < b.published)


def _comes_after(pair: Pair, stories: Mapping[str, Told]) -> bool:
    """Whether `a` is known by `b` where it is nearly all of it."""
    a, b = stories[pair.a], stories[pair.b]
    if _is_first(a, b) or _is_first(b, a):
        return _is_first(b, a)
    return pair.share_b < NEARLY_ALL or pair.b < pair.a


def _groups(origin: Mapping[str, str]) -> dict[str, str]:
    """By each story of a group the first one, which is in it too."""
    groups: dict[str, str] = {}
    for story in origin:
        first, seen = story, {story}
        while first in origin and origin[first] not in seen:
            first = origin[first]
            seen.add(first)
        groups[story] = groups[first] = first
    return groups
