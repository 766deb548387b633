"""Other ways to edit a copy than those by which the finding of shared passages was tuned: held out, as a check.

A word is exchanged for one that is about as frequent in the archive, so that small words give way to small words;
neighbours change places; some words of another story are put in between; numbers are written in words; the
spelling is the other shore's; a clause goes to the front; quotations are cut in half; sentences are parted at
commas, and joined by "and". Nothing here is to be used to choose a constant.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from searchapp.model import Offsets

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_QUOTED = re.compile(r"([“\"])([^“”\"]{20,})([”\"])")
_COMMA = re.compile(r",\s+")
LEAST_PART = 5
"""Words of a part of a sentence that stands alone."""
_DIGITS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_TENS = {
    20: "twenty",
    30: "thirty",
    40: "forty",
    50: "fifty",
    60: "sixty",
    70: "seventy",
    80: "eighty",
    90: "ninety",
}
_SHORES = (
    *(("our", "or"), ("isation", "ization"), ("ise", "ize"), ("ised", "ized"), ("ising", "izing"), ("yse", "yze")),
    *(("tre", "ter"), ("ence", "ense"), ("ogue", "og"), ("amme", "am")),
)

Parts = list[tuple[Offsets, str]]
"""Stretches of a story, each with what was made of it."""


class OtherEditor:
    """Edits sentences at a rate, with words of the archive."""

    def __init__(self, rng: random.Random, texts: Sequence[str], rate: float) -> None:
        self.rng, self.rate = rng, rate
        counts = Counter(word.lower() for text in texts for word in _WORD.findall(text) if word.isalpha())
        self._counts = counts
        self._bands: dict[int, list[str]] = defaultdict(list)
        for word in sorted(counts):
            self._bands[_band(counts[word])].append(word)
        self._phrases = [words for text in texts for words in _runs(text)]

    def edited(self, sentence: str) -> str:
        """The sentence with about `rate` of its words changed."""
        if self.rng.random() < self.rate:
            sentence = _QUOTED.sub(self._halved, sentence)
        if self.rng.random() < self.rate:
            sentence = self._turned(sentence)
        pieces = re.split(r"(\w+(?:['’]\w+)*)", sentence)
        for at in range(1, len(pieces), 2):
            if self.rng.random() < self.rate:
                pieces[at] = self._edit(pieces[at], pieces, at)
        return " ".join("".join(pieces).split())

    def _edit(self, word: str, pieces: list[str], at: int) -> str:
        if spelled := in_words(word):
            return spelled
        if (other := respelled(word)) != word:
            return other
        kind = self.rng.random()
        if kind < 0.1 and at + 2 < len(pieces):
            pieces[at + 2], word = word, pieces[at + 2]
            return word
        if kind < 0.2:
            return f"{word} {self.rng.choice(self._phrases)}"
        if kind < 0.3:
            return ""
        band = self._bands.get(_band(self._counts[word.lower()])) or [word]
        found = self.rng.choice(band)
        return found.capitalize() if word[:1].isupper() else found

    def _halved(self, found: re.Match[str]) -> str:
        """One half of a quotation."""
        words = found[2].split()
        half = len(words) // 2
        return found[1] + " ".join(words[:half] if self.rng.random() < 0.5 else words[half:]) + found[3]

    def _turned(self, sentence: str) -> str:
        """A sentence with its last clause in front."""
        before, comma, last = sentence.rstrip(".").rpartition(", ")
        if not comma or len(last.split()) < 3:
            return sentence
        return f"{last[:1].upper()}{last[1:]}, {before[:1].lower()}{before[1:]}."


def respelled(word: str) -> str:
    """A word as the other shore spells it, where that is told by its ending."""
    for pair in _SHORES:
        for here, there in (pair, pair[::-1]):
            if len(word) > len(here) + 3 and word.endswith(here):
                return word.removesuffix(here) + there
    return word


def in_words(number: str) -> str:
    """A whole number below a hundred in words; "" for any other."""
    if not number.isdigit() or int(number) >= 100:
        return ""
    value = int(number)
    if value < len(_DIGITS):
        return _DIGITS[value]
    tens = value // 10 * 10
    if tens < 20:
        return ""
    return _TENS[tens] + (f"-{_DIGITS[value % 10]}" if value % 10 else "")


def _band(count: int) -> int:
    return int(math.log2(count)) if count else -1


def _runs(text: str) -> Iterator[str]:
    """Some words in a row out of a text, here and there."""
    words = _WORD.findall(text)
    for at in range(0, len(words) - 3, 17):
        yield " ".join(words[at : at + 3])


def edited(
    rng: random.Random, given: Sequence[tuple[Offsets, str]], text: str, way: str, editor: OtherEditor
) -> Parts:
    """The sentences of a story, edited, and put one after the other as its copy has them."""
    match way:
        case "parted":
            return [part for one in given for part in _parted(one, text, editor)]
        case "and":
            return [part for at in range(0, len(given), 2) for part in _by_and(given[at : at + 2], editor)]
        case "moved":
            half = rng.randrange(1, len(given))
            return [(span, editor.edited(words)) for span, words in (*given[half:], *given[:half])]
    return [(span, editor.edited(words)) for span, words in given]


OTHER_WAYS = ("rewritten", "parted", "and", "moved")


def _parted(one: tuple[Offsets, str], text: str, editor: OtherEditor) -> Parts:
    """A sentence as two, where it has a comma with enough on both sides."""
    (start, end), words = one
    for comma in _COMMA.finditer(text, start, end):
        first, second = text[start : comma.start()], text[comma.end() : end]
        if min(len(_WORD.findall(first)), len(_WORD.findall(second))) >= LEAST_PART:
            second = second[:1].upper() + second[1:]
            return [
                ((start, comma.start()), editor.edited(" ".join(first.split())).rstrip(".,") + "."),
                ((comma.end(), end), editor.edited(" ".join(second.split()))),
            ]
    return [((start, end), editor.edited(words))]


def _by_and(two: Sequence[tuple[Offsets, str]], editor: OtherEditor) -> Parts:
    """Two sentences as one."""
    made = [(span, editor.edited(words)) for span, words in two]
    if len(made) == 2:
        (one, first), (other, second) = made
        made = [(one, f"{first.rstrip('.!?')}, and"), (other, second[:1].lower() + second[1:])]
    return made
