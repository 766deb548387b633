"""Accounts set side by side: a row a speaker, a column an outlet, in each cell what is said there. Pure.

Whose names are one is told by whoever asks; how shared passages are found is not known here, nor how a page looks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from searchapp.compare.same_words import Pairs
from searchapp.compare.spellings import Named, Naming, Speaker, words_of
from searchapp.curation.bearers import parts_of
from searchapp.model import Offsets, SpeakerKind, Statement, Story

LIKE_FROM = 0.6
"""The share of their words that two statements of one shared passage must have in common to be one, edited."""


class Saying(NamedTuple):
    """A statement in its story."""

    story: Story
    statement: Statement


@dataclass(frozen=True, slots=True)
class Told:
    """A statement in a cell; `called` is what the speaker is called there, where that is not the row's name.

    Where the same words stand in several stories, `first` is the one that had them first, None in itself, which
    has the others as `again`.
    """

    saying: Saying
    called: str = ""
    first: Saying | None = None
    again: tuple[Saying, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What an outlet has of a speaker: statements in the order of its stories; else where it `named` them, if so.

    With neither, no spelling of the speaker is anywhere in its stories.
    """

    told: tuple[Told, ...] = ()
    named: Named | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """An outlet with its stories; None where it is not known, and then of one story."""

    outlet: str | None
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A speaker with a cell for each column."""

    speaker: Speaker
    cells: tuple[Cell, ...]

    @property
    def heard_in(self) -> int:
        """How many columns have a statement of the speaker."""
        return sum(bool(cell.told) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Accounts:
    """The table: rows in the order of how many columns they are heard in, those without a name behind the rest."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def by_outlet(story: Story) -> str:
    """The column of a story: its outlet's; where that is not known, its own."""
    return story.outlet or f"\n{story.id}"


def by_story(story: Story) -> str:
    """The column of a story: its own."""
    return story.id


def accounts(
    stories: Sequence[Story],
    pairs: Pairs,
    *,
    called: Callable[[Saying], Sequence[str]] = lambda saying: saying.statement.everyone,
    known_as: Callable[[str], Iterable[str]] = lambda name: (),
    column: Callable[[Story], str] = by_outlet,
) -> Accounts:
    """What these stories, the first published first, let everyone say.

    `called` gives the names under which a statement's speakers are known, one for each; `known_as` all other
    spellings of a name. Uncertain statements are left out.
    """
    columns: dict[str, list[Story]] = {}
    for story in stories:
        columns.setdefault(column(story), []).append(story)
    speakers = _speakers(stories, called, known_as)
    naming = Naming(stories)
    alike = naming.alike(speaker for speaker, _ in speakers)
    rows = []
    for speaker, theirs in speakers:
        told = _folded(speaker, theirs, pairs)
        cells = []
        for key, own in columns.items():
            here = tuple(t for t in told if column(t.saying.story) == key)
            cells.append(Cell(here, None if here else naming.find(speaker, own, alike=alike)))
        rows.append(Row(speaker, tuple(cells)))
    rows.sort(key=lambda row: (-row.heard_in, row.speaker.kind == "unnamed", -sum(len(c.told) for c in row.cells)))
    return Accounts(tuple(Column(own[0].outlet, tuple(own)) for own in columns.values()), tuple(rows))


# -- who speaks ---------------------------------------------------------------------------------------

_Heard = list[tuple[Saying, str]]
"""Statements, each with what its speaker is called there."""


def _speakers(
    stories: Sequence[Story],
    called: Callable[[Saying], Sequence[str]],
    known_as: Callable[[str], Iterable[str]],
) -> list[tuple[Speaker, _Heard]]:
    """Everyone who speaks, with their statements in the order of the stories and of their text."""
    heard: dict[tuple[object, ...], _Heard] = {}
    names: dict[tuple[object, ...], list[tuple[str, SpeakerKind]]] = {}
    full = _full_names(stories)
    for story in stories:
        for s in sorted((s for s in story.statements if not s.uncertain), key=lambda s: s.spans[0]):
            saying = Saying(story, s)
            for name, own in zip(called(saying), s.everyone, strict=True):
                name = full.get(name, name)
                key: tuple[object, ...] = (s.speaker_kind == "unnamed", words_of(name) or name)
                heard.setdefault(key, []).append((saying, own))
                names.setdefault(key, []).append((name, s.speaker_kind))
    out = []
    for key, theirs in heard.items():
        (name, kind), _ = Counter(names[key]).most_common(1)[0]
        every = dict.fromkeys((name, *(n for n, _ in names[key]), *(own for _, own in theirs), *known_as(name)))
        out.append((Speaker(name, kind, tuple(every)), theirs))
    return out


def _full_names(stories: Sequence[Story]) -> dict[str, str]:
    """By each bare surname that the stories have the one full name that they have with it."""
    bare: dict[str, str] = {}
    full: dict[str, set[str]] = {}
    everyone = {m.name for story in stories for m in story.mentions if m.kind == "person"}
    everyone |= {
        n for story in stories for s in story.statements if s.speaker_kind == "person" for n in s.everyone
    }
    for name in everyone:
        if parts := parts_of(name):
            if parts.given:
                full.setdefault(parts.surname, set()).add(name)
            else:
                bare[name] = parts.surname
    return {name: next(iter(full[s])) for name, s in bare.items() if len(full.get(s, ())) == 1}


# -- the same words -----------------------------------------------------------------------------------


def _folded(speaker: Speaker, theirs: _Heard, pairs: Pairs) -> list[Told]:
    """A speaker's statements; of those that are one, copied, the first with the others."""
    sayings = [saying for saying, _ in theirs]
    first = _first_of(sayings, pairs)
    out = []
    for i, (saying, own) in enumerate(theirs):
        again = tuple(sayings[j] for j in range(i + 1, len(sayings)) if first[j] == i)
        is_other = words_of(own) != words_of(speaker.name)
        out.append(Told(saying, own if is_other else "", None if first[i] == i else sayings[first[i]], again))
    return out


def _first_of(sayings: Sequence[Saying], pairs: Pairs) -> list[int]:
    """For each statement the place of the first one with the same words, mostly itself."""
    first = list(range(len(sayings)))

    def root(i: int) -> int:
        while first[i] != i:
            i = first[i]
        return i

    by_story: dict[str, list[int]] = {}
    for i, saying in enumerate(sayings):
        by_story.setdefault(saying.story.id, []).append(i)
    for i, saying in enumerate(sayings):
        for pair in pairs.get(saying.story.id, ()):
            for a, b in pair.passages if pair.b in by_story else ():
                if not _covers(a, saying.statement.sentence):
                    continue
                there = [j for j in by_story[pair.b] if j != i and _covers(b, sayings[j].statement.sentence)]
                alike, j = max(((likeness(saying, sayings[j]), j) for j in there), default=(0.0, i))
                if alike >= LIKE_FROM:
                    low, high = sorted((root(i), root(j)))
                    first[high] = low
    return [root(i) for i in range(len(sayings))]


def _covers(passage: Offsets, sentence: Offsets) -> bool:
    """Whether a passage has at least half of a sentence."""
    return 2 * (min(passage[1], sentence[1]) - max(passage[0], sentence[0])) >= sentence[1] - sentence[0]


def likeness(saying: Saying, other: Saying) -> float:
    """The share of their words that two statements have in common, 0 to 1."""
    a, b = (Counter(words_of(s.story.words_of(s.statement))) for s in (saying, other))
    return 2 * (a & b).total() / ((a.total() + b.total()) or 1)
