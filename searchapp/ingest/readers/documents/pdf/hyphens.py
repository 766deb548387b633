"""A hyphen at a line's end: whether it is the word's own ("twenty-one") or a printer's ("govern-ment"). Pure.

A word that stands elsewhere in the document decides; else what kind of word it is, and whether the document breaks
words at line ends at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_HEAD = re.compile(r"(?:.*[\s(\[“\"‘'—–/])?(?P<head>\S*[^\W_])[-\u00ad]+", re.DOTALL)
_TAIL = re.compile(r"[“\"‘'(]?(?P<tail>[^\W_]+(?:[’'][^\W\d_]+)*)")
_SOFT = "\u00ad"
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_UNITS = frozenset(
    """one two three four five six seven eight nine first second third fourth fifth sixth seventh eighth
    ninth""".split()
)
_OWN = frozenset(
    """all cease cross deputy double ex far fast first front full grand great hard head high ill large life like
    long longer low mid multi near new non old one open part post pre pro quarter record right second semi
    short single single so soft state third three top two wide would year""".split()
)
"""What stands before a hyphen of its own more often than it is a word's first part."""
_ALWAYS = frozenset("half quasi self vice well".split())
_ENDINGS = frozenset("al ed en er ers es est fully ful ing ings ish ly ment ments ness sion tion tions".split())
_WHOLE = frozenset(
    """alongside already also although another anyone anything become before behind believe below beside between
    beyond cannot everyone everything forward himself however indeed inside into itself meanwhile moreover myself
    nobody nothing otherwise ourselves outside overall somebody someone something sometimes somewhere themselves
    therefore today together tomorrow tonight toward towards underneath understand upon whatever whenever whereas
    wherever whether within without yourself""".split()
)
"""Words that two words make, which no one writes with a hyphen."""


class Hyphens:
    """What a document tells of its hyphens: the words it has, and whether it breaks words at line ends."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._words: set[str] = set()
        before = ""
        ends: list[tuple[str, str]] = []
        for line in lines:
            broken, breaks = parts(before, line), line.rstrip().endswith(("-", _SOFT))
            words = _WORD.findall(line.casefold())
            self._words.update(words[1 if broken else 0 : -1 if breaks else None])
            if broken:
                ends.append(broken)
            before = line
        self._breaks = any(not self._has(head, tail) for head, tail in ends if head.islower() and tail.islower())

    def _has(self, *words: str) -> bool:
        return all(word.casefold() in self._words for word in words)

    def joined(self, before: str, after: str) -> str:
        """Two lines of one paragraph as one, the word between them whole again."""
        broken = parts(before, after)
        if _open_address(before):
            return before + after
        if broken is None:
            return f"{before} {after}"
        head, tail = broken
        if before.endswith(_SOFT):
            return before.rstrip(_SOFT) + after
        return (before if self._is_own(head, tail) else before.rstrip("-")) + after

    def _is_own(self, head: str, tail: str) -> bool:
        """Whether a hyphen between two parts belongs to the word."""
        if not (tail[0].islower() and head[-1].isalpha()) or "-" in head:
            return True
        first, last, whole = head.casefold(), tail.casefold(), (head + tail).casefold()
        if f"{first}-{last}" in self._words:
            return True
        if whole in self._words or whole in _WHOLE:
            return False
        if head[0].isupper() and not head[1:].islower() and len(head) > 1:
            return True  # "NATO-led"
        if last in _ENDINGS:
            return False
        if (first in _TENS and last in _UNITS) or first in _ALWAYS:
            return True
        if first in _OWN and (self._has(last) or not self._breaks):
            return True
        return self._has(first, last) and not self._breaks


def parts(before: str, after: str) -> tuple[str, str] | None:
    """The two parts of a word that a hyphen at the end of a line parts; None where no word is parted."""
    if not before.endswith(("-", _SOFT)) or before.endswith("--"):
        return None
    head, tail = _HEAD.fullmatch(before[-60:]), _TAIL.match(after)
    return (head["head"], tail["tail"]) if head and tail else None


def _open_address(text: str) -> bool:
    """Whether a text ends within an address that goes on on the next line."""
    last = text[-300:].rpartition(" ")[2]
    return ("://" in last or last.startswith("www.")) and last.endswith(("/", "-", "_", "?", "&", "="))


def without_soft(lines: Iterable[str]) -> list[str]:
    """The lines without soft hyphens within words."""
    return [line[:-1].replace(_SOFT, "") + line[-1:] for line in lines]
