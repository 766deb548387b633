"""What a story tells of, as numbers to compare: its words and how much each weighs in it. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import log
from zlib import crc32

from searchapp.model import EntityKind, Story
from searchapp.text.analysis import stem_term, tokenize
from searchapp.text.languages import language_of

MOST_WORDS = 256
"""Of a story, those that weigh most in it; of two that weigh the same the one that stands first."""
MOST_NAMES = 24
IN_TITLE = 2
"""How often a word of the title counts as if it stood in the text."""
IN_NAME = 1.5
"""How much more a word weighs that is part of a name."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a story, with its inflections: `key` tells it, `spelled` is how the story writes it most."""

    key: int
    weight: float
    spelled: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a story, in its fullest form there, and how often it stands there."""

    kind: EntityKind
    name: str
    times: int


@dataclass(frozen=True, slots=True)
class Telling:
    """What a story tells of: its words, those that weigh most first, its names, and its day where it has one."""

    story: str
    day: date | None
    words: tuple[Word, ...]
    names: tuple[Name, ...]


def telling(story: Story) -> Telling:
    """What a story tells of."""
    times: Counter[str] = Counter()
    spelled: dict[str, Counter[str]] = {}
    named: set[str] = set()
    text = story.own_text
    in_name = bytearray(len(text) + 1)
    for mention in story.mentions:
        in_name[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    for words, counted in ((text, 1), (story.title or "", IN_TITLE)):
        for token in tokenize(words):
            if stem := _stem(token.exact):
                times[stem] += counted
                if counted == 1 or stem not in spelled:
                    spelled.setdefault(stem, Counter())[words[token.start : token.end]] += 1
                if counted == 1 and in_name[token.start]:
                    named.add(stem)
    weights = {stem: (1 + log(n)) * (IN_NAME if stem in named else 1) for stem, n in times.items()}
    kept = sorted(weights, key=lambda stem: -weights[stem])[:MOST_WORDS]
    return Telling(
        story.id,
        story.published,
        tuple(Word(_key(stem), weights[stem], spelled[stem].most_common(1)[0][0]) for stem in kept),
        _names(story),
    )


def _names(story: Story) -> tuple[Name, ...]:
    found = Counter((mention.kind, " ".join(mention.name.split())) for mention in story.mentions)
    return tuple(Name(kind, name, n) for (kind, name), n in found.most_common(MOST_NAMES))


@lru_cache(maxsize=4096)
def word_keys(text: str) -> tuple[int, ...]:
    """The keys of the words of a name or another short text; of one that has no telling word, its own."""
    stems = filter(None, (_stem(token.exact) for token in tokenize(text)))
    return tuple(map(_key, stems)) or (_key(text),)


@lru_cache(maxsize=200_000)
def _key(stem: str) -> int:
    return crc32(stem.encode("utf-8", "replace"))


@lru_cache(maxsize=200_000)
def _stem(exact: str) -> str:
    """What a word's inflections have in common; "" for one that tells nothing: a number, a letter, "the"."""
    if exact[0].isdigit() or (len(exact) == 1 and exact.isascii()) or exact in language_of(exact).function_words:
        return ""
    return stem_term(exact)
