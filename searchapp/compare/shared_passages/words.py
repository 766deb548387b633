"""A story as the words by which it is compared, each with its place, and the shingles by which others are found.

A word is the number of its stem, so that case, accents, quotation marks and inflection don't count. The frame of
a story has no words here; lines of figures have no shingles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from searchapp.model import Offsets, Story
from searchapp.text.analysis import is_function_word, stem_term, tokenize
from searchapp.text.en_names import TITLES
from searchapp.text.sentences import sentences

Numbers = NDArray[np.uint32]
Places = NDArray[np.int32]
Marks = NDArray[np.bool_]

IN_SHINGLE = 3
"""Words; fewer are shared by chance, more are seldom left whole by who edits."""
_FIGURES, _FEWEST_FIGURES = 0.3, 2
"""The part of a sentence's words that are numbers, and how many, from which on it is a line of a table."""
_LONGEST = 100
"""Words, after which what goes on without an end (a list, a lost full stop) is taken as another sentence."""
_QUOTED = re.compile(r"[\"“„«](?=\w)[^\"“”„«»\n]{1,1500}[\"”“»]")
_ATTRIBUTING = TITLES | frozenset(
    "say says said saying tell tells told add adds added according statement statements announced announce stated"
    " comment comments commented reported report reports spokesperson speaks spoke official officials".split()
)
"""The words by which it is told who said something, and the titles of who did: any reporter writes them."""
_NUMBER = np.uint32(crc32(b"0"))
_MIX = (np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one story in order: numbers, offsets, the sentence of each, and what it is.

    `telling` are those that carry meaning, `attributing` those that tell who said it, `number` figures, `name`
    those with a capital within a sentence, `quoted` what stands in quotation marks. `within` are
    the offsets of the sentences; `figures` marks those that are lines of a table. `shingles` has the number of the
    shingle that begins at a word; 0 where the sentence ends before it does, and in lines of a table.
    """

    stems: Numbers
    starts: Places
    ends: Places
    sentence: Places
    telling: Marks
    attributing: Marks
    number: Marks
    name: Marks
    quoted: Marks
    within: tuple[Offsets, ...]
    figures: tuple[bool, ...]
    shingles: Numbers

    def __len__(self) -> int:
        return len(self.stems)


def words_of(story: Story) -> Words:
    """The words of a story that are its own."""
    text = story.own_text
    tokens = tokenize(text, shouted=True)
    kinds = [_known(token.exact) for token in tokens]
    stems = np.array([stem for stem, _, _ in kinds], dtype=np.uint32)
    number = np.array([number for _, number, _ in kinds], dtype=np.bool_)
    starts = np.array([token.start for token in tokens], dtype=np.int32)
    ends = np.array([token.end for token in tokens], dtype=np.int32)
    sentence, within = _in_sentences(text, starts, ends)
    length = np.bincount(sentence, minlength=len(within))
    numbers = np.bincount(sentence[number], minlength=len(within))
    table = (numbers >= _FEWEST_FIGURES) & (numbers >= _FIGURES * length)
    capital = np.array([text[start].isupper() for start in starts.tolist()], dtype=np.bool_)
    return Words(
        stems,
        starts,
        ends,
        sentence,
        np.array([telling for _, _, telling in kinds], dtype=np.bool_),
        np.array([token.exact in _ATTRIBUTING for token in tokens], dtype=np.bool_),
        number,
        _names(capital, stems, sentence),
        _in_quotation_marks(text, starts),
        within,
        tuple(table.tolist()),
        np.where(table[sentence], np.uint32(0), _shingled(np.where(number, _NUMBER, stems), sentence)),
    )


def _in_sentences(text: str, starts: Places, ends: Places) -> tuple[Places, tuple[Offsets, ...]]:
    """Of each word the sentence that it stands in, and where the sentences with words are.

    What goes on without an end is cut.
    """
    if not len(starts):
        return np.zeros(0, dtype=np.int32), ()
    bounds = np.array(list(sentences(text)), dtype=np.int32)
    raw = np.maximum(np.searchsorted(bounds[:, 0], starts, side="right") - 1, 0)
    begins = np.flatnonzero(np.diff(raw, prepend=-1))
    place = np.arange(len(starts)) - np.repeat(begins, np.diff(np.append(begins, len(starts))))
    begins = np.flatnonzero(np.diff(raw, prepend=-1).astype(np.bool_) | (place % _LONGEST == 0))
    number = np.repeat(np.arange(len(begins)), np.diff(np.append(begins, len(starts)))).astype(np.int32)
    stops = np.append(begins[1:], len(starts)) - 1
    first = np.where(place[begins] == 0, bounds[raw[begins], 0], starts[begins])
    last = np.where(raw[stops] != np.append(raw[begins[1:]], -1), bounds[raw[stops], 1], ends[stops])
    return number, tuple(zip(first.tolist(), last.tolist(), strict=True))


@lru_cache(maxsize=400_000)
def _known(exact: str) -> tuple[int, bool, bool]:
    """A word's number, whether it is a figure, and whether it carries meaning."""
    return crc32(stem_term(exact).encode()), exact[0].isdigit(), not is_function_word(exact)


def _names(capital: Marks, stems: Numbers, sentence: Places) -> Marks:
    """The words with a capital within a sentence, and at its beginning those that have one elsewhere."""
    names: Marks = capital & (sentence == np.concatenate(([-1], sentence[:-1])))
    names |= capital & np.isin(stems, stems[names])
    return names


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
