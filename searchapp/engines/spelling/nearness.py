"""Which of many words are spelled nearly like another, whichever letter is wrong, by arrays alone.

Nearness is the number of edits: a letter more, less or another, or two neighbours exchanged. Each word has the set
of its letters, as bits: two words so many edits apart have no more letters on either side that the other lacks.
That leaves few, whose edits are counted side by side.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from searchapp.engines.arrays import Ints, Longs, Strings, stretches

LONGEST = 32
"""Letters of a word that others are sought for; what is longer is hardly misspelt, but something else."""


def edits_allowed(word: str) -> int:
    """How many edits another word may be away: a short word is another one sooner."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2 if len(word) <= LONGEST else 0


class Letters:
    """Many words, ready to be compared; safe to share between threads."""

    def __init__(self, words: Strings) -> None:
        blob: npt.NDArray[np.uint8] = words.blob
        begins = np.cumsum((blob & 0xC0) != 0x80)  # Of a letter's bytes in UTF-8 all but the first look so.
        at = np.concatenate(([0], begins))[words.starts]
        self._codes = np.frombuffer(blob.tobytes().decode("utf-8").encode("utf-32-le"), dtype="<u4")
        self._starts: Longs = at[:-1].astype(np.int64)
        self._lengths: Longs = np.diff(at).astype(np.int64)
        self._sets = np.zeros(len(self._lengths), dtype=np.uint64)
        filled = np.flatnonzero(self._lengths)
        if len(filled):
            self._sets[filled] = np.bitwise_or.reduceat(_bits(self._codes), self._starts[filled])

    def near(self, word: str) -> list[tuple[int, int]]:
        """The numbers of the words that are near to one, and how many edits each is away; itself is none."""
        most = edits_allowed(word)
        if not most:
            return []
        wanted = np.frombuffer(word.encode("utf-32-le"), dtype="<u4")
        own = np.bitwise_or.reduce(_bits(wanted))
        likely = np.abs(self._lengths - len(word)) <= most
        likely &= np.bitwise_count(self._sets & ~own) <= most
        likely &= np.bitwise_count(own & ~self._sets) <= most
        numbers = np.flatnonzero(likely)
        if not len(numbers):
            return []
        away = edits(wanted, self._padded(numbers, len(word) + most), self._lengths[numbers])
        return [(n, d) for n, d in zip(numbers.tolist(), away.tolist(), strict=True) if 0 < d <= most]

    def _padded(self, numbers: Longs, width: int) -> npt.NDArray[np.uint32]:
        """Some of the words, one a row, with 0 behind them."""
        lengths = self._lengths[numbers]
        rows = np.zeros((len(numbers), width), dtype=np.uint32)
        rows[np.arange(width) < lengths[:, None]] = self._codes[stretches(self._starts[numbers], lengths)]
        return rows


def edits(word: npt.NDArray[np.uint32], others: npt.NDArray[np.uint32], lengths: Longs) -> Ints:
    """How many edits each of some words, one a row, is away from a word."""
    width = others.shape[1]
    ahead = np.arange(width + 1, dtype=np.int32)
    before = row = np.broadcast_to(ahead, (len(others), width + 1))
    for i, letter in enumerate(word):
        older, before = before, row
        row = np.empty_like(ahead, shape=(len(others), width + 1))
        row[:, 0] = i + 1
        np.minimum(before[:, 1:] + 1, before[:, :-1] + (others != letter), out=row[:, 1:])
        if i:
            exchanged = (others[:, 1:] == word[i - 1]) & (others[:, :-1] == letter)
            row[:, 2:] = np.where(exchanged, np.minimum(row[:, 2:], older[:, :-2] + 1), row[:, 2:])
        row = np.minimum.accumulate(row - ahead, axis=1) + ahead  # a letter more costs one a step to the right
    away: Ints = row[np.arange(len(others)), lengths]
    return away


def _bits(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """Each letter as one bit of a set; letters that share one make two words look nearer than they are."""
    return np.uint64(1) << (codes % 64).astype(np.uint64)
