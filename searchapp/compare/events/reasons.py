"""What stories of one event have in common: why each is taken to tell of it, and what the event is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from searchapp.compare.compared import Reason
from searchapp.compare.events.likeness import RARE
from searchapp.compare.events.telling import Telling, word_keys

Rarity = Callable[[Sequence[int]], Sequence[float]]
NAMES_TOLD = 3
WORDS_TOLD = 4
NAMES_IN_LABEL = 2
PARTS_OF_LABEL = 3
"""Names and words; where there are fewer names, more words."""


class Common(NamedTuple):
    """A name or word that stories have in common: as it is spelled, how telling it is, and of what kind it is."""

    spelled: str
    score: float
    kind: str


class InCommon:
    """Stories set against each other, by what they tell of; words of the keys `untold` are not worth a mention."""

    def __init__(
        self, stories: Sequence[Telling], rarity: Rarity, *, untold: Collection[int] = frozenset()
    ) -> None:
        self.stories = stories
        self._rarity = rarity
        self._untold = untold
        self._have = Counter(word.key for story in stories for word in story.words)
        self._days = Counter(story.day for story in stories)
        self._spelled: dict[frozenset[int], str] = {}
        self._bearers: dict[frozenset[int], set[str]] = {}
        for story in stories:
            for name in story.names:
                keys = frozenset(word_keys(name.name))
                self._bearers.setdefault(keys, set()).add(story.story)
                self._spelled.setdefault(keys, name.name)

    def reasons(self, story: Telling) -> tuple[Reason, ...]:
        """What a story has in common with the others, the most telling first: names, words, the day."""
        names = [name.spelled for name in self._names(story)][:NAMES_TOLD]
        words = [word.spelled for word in self._words(story)][:WORDS_TOLD]
        day = [story.day.isoformat()] if story.day and self._days[story.day] > 1 else []
        found = (("name", names), ("word", words), ("day", day))
        return tuple(Reason(kind, what) for kind, all_of in found for what in all_of)

    def label(self) -> str:
        """What they are called: the two names that tell them best, of two kinds where there are, and words."""
        ranked = _ranked(name for story in self.stories for name in self._names(story))
        names: list[str] = []
        for name in (*_first_of_each_kind(ranked), *ranked):
            if len(names) < NAMES_IN_LABEL and not _told_already(name.spelled, names):
                names.append(name.spelled)
        words = _ranked(word for story in self.stories for word in self._words(story))
        return ", ".join([*names, *(word.spelled for word in words[: PARTS_OF_LABEL - len(names)])])

    def _names(self, story: Telling) -> list[Common]:
        """The names of a story that others have too, so or in a shorter form, as the first of all spells it."""
        found = []
        for name in story.names:
            keys = self._shared_form(story.story, frozenset(word_keys(name.name)))
            if keys:
                found.append(
                    Common(self._spelled[keys], max(self._rarity(list(keys))) * (1 + name.times) ** 0.5, name.kind)
                )
        return _ranked(found)

    def _shared_form(self, story: str, keys: frozenset[int]) -> frozenset[int]:
        """Of a name's words those that others call it by too: all, else the most; none where no other has it."""
        shorter: frozenset[int] = frozenset()
        for other, bearers in self._bearers.items():
            if bearers == {story}:
                continue
            if keys <= other:
                return keys
            if other <= keys and len(other) > len(shorter):
                shorter = other
        return shorter

    def _words(self, story: Telling) -> list[Common]:
        """The words of a story that others have too and that no name in it has."""
        told = {*self._untold, *(key for name in story.names for key in word_keys(name.name))}
        shared = [word for word in story.words if self._have[word.key] > 1 and word.key not in told]
        rarities = self._rarity([word.key for word in shared])
        return _ranked(
            Common(word.spelled, word.weight * rare**RARE * self._have[word.key], "word")
            for word, rare in zip(shared, rarities, strict=True)
        )


def _ranked(found: Iterable[Common]) -> list[Common]:
    """The most telling first, each spelling once with all that it scores."""
    scores: dict[str, float] = {}
    kinds: dict[str, str] = {}
    for spelled, score, kind in found:
        scores[spelled] = scores.get(spelled, 0.0) + score
        kinds.setdefault(spelled, kind)
    return [Common(s, scores[s], kinds[s]) for s in sorted(scores, key=lambda s: (-scores[s], s))]


def _first_of_each_kind(ranked: Sequence[Common]) -> list[Common]:
    firsts: dict[str, Common] = {}
    for name in ranked:
        firsts.setdefault(name.kind, name)
    return list(firsts.values())


def _told_already(name: str, names: Sequence[str]) -> bool:
    """Whether a name is a part of one of these, or one of them of it."""
    keys = set(word_keys(name))
    return any(keys <= other or other <= keys for other in (set(word_keys(n)) for n in names))
