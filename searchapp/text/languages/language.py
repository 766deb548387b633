"""What a language is to a search engine: one value that says how its words are read. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Analysis:
    """How the words of one language are read.

    `letters`, `ends` and `closers` are characters as they stand within a regular expression's brackets: those by
    which its words are told from others', the marks that end a sentence, and the quotation marks and brackets
    that may follow these. `fold` gives a word's exact form, `stem` what the inflections of an exact form have in
    common, `starts` the exact forms with which a word may begin whose beginning is given, folded and as written.
    `acronyms` are the exact forms that mean something else in capitals, `lost_endings` the words that may be
    endings parted from the word before, `function_words` the exact forms that most texts have whatever they are
    about, `saying` those of the verbs by which texts of all kinds tell what somebody said, `spelled` those that
    also two lower-case letters with a space between them mean, `contracted` the endings that an apostrophe parts
    from a word. `compounding` words are joined to others by a hyphen that ends a line; any other is broken in
    two by it. `probe` is a text in which each rule is at work: where it is read otherwise, an index is another
    version's.
    """

    code: str
    name: str
    letters: str
    fold: Callable[[str], str]
    stem: Callable[[str], str]
    starts: Callable[[str, str], set[str]]
    ends: str
    closers: str
    probe: str
    acronyms: frozenset[str] = frozenset()
    lost_endings: frozenset[str] = frozenset()
    function_words: frozenset[str] = frozenset()
    saying: frozenset[str] = frozenset()
    spelled: frozenset[str] = frozenset()
    contracted: frozenset[str] = frozenset()
    compounding: frozenset[str] = frozenset()
