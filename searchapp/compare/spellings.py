"""Where stories name somebody, under any spelling that may be theirs. Pure.

Careful by rule: it would rather say "perhaps" of another's name than that somebody is not named at all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple

from searchapp.curation.bearers import parts_of
from searchapp.curation.similarity import Use, candidates
from searchapp.model import Offsets, SpeakerKind, Story
from searchapp.text.analysis import fold_word, stem_term

TEXTS_KEPT = 500
"""Of which the words are remembered, so that the next page on these stories need not read them again."""
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
_ENDS_NAME = frozenset("of for in on at by from with de du des von van zu".split())
"""What stands behind the word by which a name of several is shortened: the *Ministry* of Health."""
_STANDS_ASIDE = frozenset("a an the some one many several two three his her their its".split())


class Named(NamedTuple):
    """A place in a story that names somebody; `perhaps`, where the words may as well be another's."""

    story: Story
    span: Offsets
    perhaps: bool

    @property
    def words(self) -> str:
        """What stands there."""
        return self.story.text[slice(*self.span)]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks: what they are called, of which kind they are, and every other name that is theirs."""

    name: str
    kind: SpeakerKind
    names: tuple[str, ...]


class Naming:
    """Stories, asked where they name somebody; each is read once."""

    def __init__(self, stories: Iterable[Story]) -> None:
        self._read = {story.id: _Read(story) for story in stories}

    def alike(self, speakers: Iterable[Speaker]) -> dict[str, frozenset[str]]:
        """By each name of these speakers names in the stories that are spelled nearly so, or its initials."""
        own = {name for speaker in speakers if speaker.kind != "unnamed" for name in speaker.names}
        others = {m.name for read in self._read.values() for m in read.story.mentions if m.kind != "place"}
        out: dict[str, set[str]] = {name: set() for name in own}
        for a, b in _alike(frozenset(own | others)):
            if a in own:
                out[a].add(b)
            if b in own:
                out[b].add(a)
        return {name: frozenset(found) for name, found in out.items()}

    def find(
        self, speaker: Speaker, stories: Sequence[Story], *, alike: Mapping[str, frozenset[str]]
    ) -> Named | None:
        """The first place in these stories that names a speaker, a certain one before any other; None of none."""
        names = frozenset(speaker.names)
        also = frozenset(other for name in names for other in alike.get(name, ())) - names
        perhaps: Named | None = None
        for read in (self._read[story.id] for story in stories):
            if speaker.kind != "unnamed" and (span := read.names(names) or read.spells(names)):
                return Named(read.story, span, perhaps=False)
            span = None if perhaps else read.names(also) or read.shortens(names) or read.has(names, speaker.kind)
            perhaps = Named(read.story, span, perhaps=True) if span else perhaps
        return perhaps


@dataclass(frozen=True)
class _Text:
    """A text by its words, folded; which of them there are, and which by their stem."""

    text: str
    words: tuple[str, ...]

    @cached_property
    def there(self) -> frozenset[str]:
        """The words, each once."""
        return frozenset(self.words)

    @cached_property
    def stems(self) -> Mapping[str, Sequence[str]]:
        """The words by their stems; few texts are asked for them."""
        stems: dict[str, list[str]] = {}
        for word in self.there:
            stems.setdefault(stem_term(word), []).append(word)
        return stems

    def span(self, first: int, last: int) -> Offsets:
        """Where a run of words stands."""
        run = list(islice(_WORD.finditer(self.text), first, last + 1))
        return run[0].start(), run[-1].end()


@lru_cache(maxsize=TEXTS_KEPT)
def _text(text: str) -> _Text:
    return _Text(text, tuple(map(_folded, _WORD.findall(text))))


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return fold_word(word.replace(".", ""))


@lru_cache(maxsize=TEXTS_KEPT)
def _alike(names: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple(candidates([Use(name, 1) for name in sorted(names)]))


class _Read:
    """A story with its words."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.text = _text(story.text)

    def names(self, names: Collection[str]) -> Offsets | None:
        """Where a mention is of one of these names."""
        return next(((m.start, m.end) for m in self.story.mentions if m.name in names), None)

    def spells(self, names: Collection[str]) -> Offsets | None:
        """Where one of these names stands word for word."""
        found = (self._run(words_of(name)) for name in names)
        return min(filter(None, found), default=None)

    def shortens(self, names: Collection[str]) -> Offsets | None:
        """Where a mention is of one of these names with words left out, or with more words."""
        theirs = [words_of(name) for name in names]
        for m in self.story.mentions:
            words = words_of(m.name)
            if m.kind != "place" and any(_within(words, name) or _within(name, words) for name in theirs):
                return m.start, m.end
        return None

    def has(self, names: Collection[str], kind: SpeakerKind) -> Offsets | None:
        """Where the word stands by which one of these names is shortened, in any inflection."""
        found = (word for name in names for word in self.text.stems.get(stem_term(head(name, kind)), ()))
        first = min(map(self.text.words.index, found), default=None)
        return None if first is None else self.text.span(first, first)

    def _run(self, words: tuple[str, ...]) -> Offsets | None:
        if not words or not self.text.there.issuperset(words):
            return None
        for i, word in enumerate(self.text.words):
            if word == words[0] and self.text.words[i : i + len(words)] == words:
                return self.text.span(i, i + len(words) - 1)
        return None


@lru_cache(maxsize=10_000)
def words_of(name: str) -> tuple[str, ...]:
    """A name's words, folded; an article before it is none."""
    words = tuple(fold_word(m[0].replace(".", "")) for m in _WORD.finditer(name))
    while len(words) > 1 and words[0] in _STANDS_ASIDE:
        words = words[1:]
    return words


def head(name: str, kind: SpeakerKind) -> str:
    """The word that is left of a name where it is shortened: a surname, or what somebody is."""
    words = words_of(name)
    if kind == "person":
        parts = parts_of(name)
        return parts.surname if parts else (words or ("",))[-1]
    before = next((i for i, word in enumerate(words) if i and word in _ENDS_NAME), len(words))
    return words[before - 1] if words else ""


def _within(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether words are these others with some left out."""
    rest = iter(others)
    return bool(words) and all(word in rest for word in words)
