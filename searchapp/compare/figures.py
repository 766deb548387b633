"""Numbers and days in accounts set side by side: what is counted, and what each outlet says of it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from searchapp.compare.accounts import Column
from searchapp.compare.cues.amounts import amounts
from searchapp.compare.cues.days import dates
from searchapp.compare.cues.find import read_story
from searchapp.compare.cues.finding import Finding
from searchapp.compare.cues.read import Sentence
from searchapp.compare.cues.rules import RULES
from searchapp.model import Offsets, Story

DAYS = "days"
"""By what the row of days is known; the others are known by what is counted."""
_LONGEST_GAP = 4
"""Words between a number and what it counts."""


class Place(NamedTuple):
    """Where a story has a figure: under which `anchor` it is compared, the noun that it counts, and its words."""

    anchor: str
    noun: str
    span: Offsets


class Counts(NamedTuple):
    """What a story counts, and the stems of its words, of those at least that any story beside it counts."""

    figures: tuple[Place, ...]
    stems: frozenset[str]


class Figure(NamedTuple):
    """A number with what it counts, or a day, in a story."""

    story: Story
    span: Offsets

    @property
    def words(self) -> str:
        """What stands there, in one line."""
        return " ".join(self.story.text[slice(*self.span)].split())


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted, as the first to count it call it, with what each column has of it.

    `mentioned` says for each column whether the thing itself stands there, counted or not.
    """

    what: str
    cells: tuple[tuple[Figure, ...], ...]
    mentioned: tuple[bool, ...]


def figures(columns: Sequence[Column], counted: Mapping[str, Counts]) -> tuple[Counted, ...]:
    """The things that are counted, those told by most columns first, and the days last.

    `counted` is what each story counts.
    """
    found: dict[str, list[dict[str, Figure]]] = {}
    called: dict[str, Counter[str]] = {}
    stems: list[set[str]] = [set() for _ in columns]
    for i, column in enumerate(columns):
        for story in column.stories:
            stems[i].update(counted[story.id].stems)
            for anchor, noun, span in counted[story.id].figures:
                cells = found.setdefault(anchor, [{} for _ in columns])
                figure = Figure(story, span)
                cells[i].setdefault(figure.words, figure)
                called.setdefault(anchor, Counter())[noun] += 1
    order = sorted(found, key=lambda anchor: (anchor == DAYS, -sum(map(bool, found[anchor]))))
    return tuple(
        Counted(
            called[anchor].most_common(1)[0][0],
            tuple(tuple(cell.values()) for cell in found[anchor]),
            tuple(anchor in have for have in stems),
        )
        for anchor in order
    )


def counts(story: Story) -> Counts:
    """What a story counts."""
    sentences, findings = read_story(story)
    by_rule = {rule.find: found for rule, (_, found) in zip(RULES, findings, strict=True)}
    found = [*_numbers(by_rule[amounts], story.own_text), *_days(by_rule[dates])]
    return Counts(tuple(found), frozenset(word.stem for sentence in sentences for word in sentence.words))


def _numbers(found: Iterable[Finding], text: str) -> Iterator[Place]:
    """The numbers with what they count."""
    for finding in found:
        if span := _with_noun(finding.sentence, finding):
            yield Place(finding.anchor, text[span[1][0] : span[1][1]], (span[0], span[1][1]))


def _days(found: Iterable[Finding]) -> Iterator[Place]:
    for day in dict.fromkeys(finding.spans[0] for finding in found):
        yield Place(DAYS, DAYS, day)


def _with_noun(sentence: Sentence, finding: Finding) -> tuple[int, Offsets] | None:
    """Where a number begins, and the noun that it counts; None where that does not stand right behind it."""
    start, end = finding.spans[0]
    behind = [word for word in sentence.words if word.start >= end][: _LONGEST_GAP + 1]
    noun = next((word for word in behind if word.stem == finding.anchor), None)
    return (start, (noun.start, noun.end)) if noun else None
