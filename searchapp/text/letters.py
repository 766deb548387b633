"""Letters: the ranges of Unicode that make words, and what is folded in the words of any language. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

ACCENTS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
)
"""Marks that a reader may leave out: Latin, Greek and Cyrillic accents, Hebrew and Arabic vowel points."""
SIGNS = "\u0900-\u0963\u0981-\u0df3\u0e31-\u0e3a\u0e47-\u0e4e\u0f71-\u0f84\u102b-\u103e\u17b4-\u17d3"
"""Vowel signs that belong to a word of South and South-East Asian scripts, though `\\w` leaves them out."""
EAST = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Scripts written without spaces, in which one character is one token."""
LATIN = (
    "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a"
)
UNSEEN = "\u00ad\u2060\ufeff"
"""Characters that no reader sees within a word: soft hyphens and joiners."""
BREAKABLE = "\u200b"
"""Where a long Latin word may be broken; in Thai, Khmer and Burmese it parts words."""
APOSTROPHES = "'’ʼ‘"
WITHIN_WORDS = "\u200c\u200d"
"""What parts or joins letters, as Persian and emoji need it: unseen, but a word is another without it."""
MAX_TERM = 80
"""Longer tokens are cut: a term dictionary is no place for a 10 MB word."""
POINT, THOUSANDS = "٫", "٬"
"""What stands in a number written in Arabic for its point and its comma."""

_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_NOT_KEPT = re.compile(rf"[{ACCENTS}]|(?![{SIGNS}])[\W_]")
_DIGITS = {ord(digit): str(n % 10) for n, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_EXTRA_FOLDS = _DIGITS | str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ـ": ""}
)
_NUMBER_FOLDS = _DIGITS | str.maketrans({",": "", THOUSANDS: "", POINT: "."})
_LETTER = re.compile(r"[^\W\d_]")
_LATIN_LETTER = re.compile(f"[{LATIN}]")
_SAMPLE = 2_000
"""Characters of a text by which its script is told."""


def plain(word: str) -> str:
    """A word in lower case without accents, apostrophes and signs, its digits those of ASCII."""
    word = _APOSTROPHE.sub("", word).casefold()
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word).translate(_EXTRA_FOLDS)
        word = _NOT_KEPT.sub("", word.casefold())
    return word[:MAX_TERM]


def without_accents(name: str) -> str:
    """A name in lower case without accents; its apostrophes and hyphens stay."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))


def plain_number(written: str) -> str:
    """A number in the digits of ASCII without the marks between its thousands."""
    if written.isascii():
        return written.replace(",", "")[:MAX_TERM]
    number = written.translate(_NUMBER_FOLDS)
    return number[:MAX_TERM] if number.isascii() else plain(number)


def is_latin(text: str) -> bool:
    """Whether half of a text's letters or more are Latin, as far as its beginning tells; so is one without any."""
    sample = text[:_SAMPLE]
    return 2 * len(_LATIN_LETTER.findall(sample)) >= len(_LETTER.findall(sample))


def direction(text: str) -> Literal["ltr", "rtl"]:
    """In which direction a text is written, as its first letter tells."""
    first = _LETTER.search(text)
    return "rtl" if first and unicodedata.bidirectional(first[0]) in ("R", "AL") else "ltr"


def one_line(typed: str) -> str:
    """What was typed, as one line: white space is a space, and what turns or hides letters is left out."""
    seen = (c for c in " ".join(typed.split()) if c in WITHIN_WORDS or unicodedata.category(c)[0] != "C")
    line = "".join(seen)
    return line if line.strip(WITHIN_WORDS + " ") else ""
