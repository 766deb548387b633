"""A story as the words by which it is compared, each with its place, and the shingles by which others are found.

A word is the number of its stem, so that case, accents, quotation marks and inflection don't count. The frame of
a story has no words here, nor have lines of figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from searchapp.model import Offsets, Story
from searchapp.text.analysis import Token, is_function_word, stem_term, tokenize
from searchapp.text.sentences import sentences

Numbers = NDArray[np.uint32]
Places = NDArray[np.int32]
Marks = NDArray[np.bool_]

IN_SHINGLE = 3
"""Words; fewer are shared by chance, more are seldom left whole by who edits."""
_FIGURES = 0.3
"""The part of a sentence's words that are numbers from which on it is a line of a table."""
_FEWEST_FIGURES = 2
_LONGEST = 60
"""Words, after which what goes on without an end (a list, a lost full stop) is taken as another sentence."""
_QUOTED = re.compile(r"[\"“„«](?=\w)[^\"“”„«»\n]{1,1500}[\"”“»]")
_NUMBER = crc32(b"0")
_MIX = (np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one story in order: numbers, offsets, the sentence of each, and what it is.

    `telling` are those that carry meaning, `number` figures, `quoted` what stands in quotation marks. `within` are
    the offsets of the sentences. `shingles` has the number of the shingle that begins at a word; 0 where the
    sentence ends before it does.
    """

    stems: Numbers
    starts: Places
    ends: Places
    sentence: Places
    telling: Marks
    number: Marks
    quoted: Marks
    within: tuple[Offsets, ...]
    shingles: Numbers

    def __len__(self) -> int:
        return len(self.stems)


def words_of(story: Story) -> Words:
    """The words of a story that are its own."""
    text = story.own_text
    tokens: list[Token] = []
    sentence: list[int] = []
    within: list[Offsets] = []
    for start, end in sentences(text):
        found = tokenize(text[start:end], shouted=True)
        if not found or _is_figures(found):
            continue
        for at in range(0, len(found), _LONGEST):
            part = found[at : at + _LONGEST]
            first = start if at == 0 else start + part[0].start
            within.append((first, end if at + _LONGEST >= len(found) else start + part[-1].end))
            tokens += [t._replace(start=t.start + start, end=t.end + start) for t in part]
            sentence += [len(within) - 1] * len(part)
    kinds = [_known(token.exact) for token in tokens]
    stems = np.array([stem for stem, _, _ in kinds], dtype=np.uint32)
    number = np.array([number for _, number, _ in kinds], dtype=np.bool_)
    starts = np.array([token.start for token in tokens], dtype=np.int32)
    places = np.array(sentence, dtype=np.int32)
    return Words(
        stems,
        starts,
        np.array([token.end for token in tokens], dtype=np.int32),
        places,
        np.array([telling for _, _, telling in kinds], dtype=np.bool_),
        number,
        _in_quotation_marks(text, starts),
        tuple(within),
        _shingled(np.where(number, np.uint32(_NUMBER), stems), places),
    )


@lru_cache(maxsize=400_000)
def _known(exact: str) -> tuple[int, bool, bool]:
    """A word's number, whether it is a figure, and whether it carries meaning."""
    return crc32(stem_term(exact).encode()), exact[0].isdigit(), not is_function_word(exact)


def _is_figures(tokens: list[Token]) -> bool:
    figures = sum(token.exact[0].isdigit() for token in tokens)
    return figures >= _FEWEST_FIGURES and figures >= _FIGURES * len(tokens)


def _in_quotation_marks(text: str, starts: Places) -> Marks:
    quoted = np.zeros(len(starts), dtype=np.bool_)
    for found in _QUOTED.finditer(text):
        first, last = np.searchsorted(starts, found.span())
        quoted[first:last] = True
    return quoted


def _shingled(stems: Numbers, sentence: Places) -> Numbers:
    """The number of the words that follow each other from each place on, in one sentence."""
    shingles = np.zeros(len(stems), dtype=np.uint32)
    if len(stems) < IN_SHINGLE:
        return shingles
    count = len(stems) - IN_SHINGLE + 1
    mixed = np.zeros(count, dtype=np.uint32)
    for at, factor in enumerate(_MIX):
        mixed = (mixed ^ stems[at : at + count]) * factor
        mixed ^= mixed >> np.uint32(15)
    whole = sentence[:count] == sentence[IN_SHINGLE - 1 :]
    shingles[:count] = np.where(whole, mixed | np.uint32(1), 0)
    return shingles
