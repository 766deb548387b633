"""What two wordings of one sentence have in common, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from searchapp.text.analysis import fold_word
from searchapp.text.letters import APOSTROPHES

_WORD = re.compile(rf"\s*(?:\w+(?:[{APOSTROPHES}]\w+)*|[^\w\s])\s*")
_QUOTES = dict.fromkeys(map(ord, "“”„‟«»‹›‘’‚‛`"), '"') | {ord("'"): '"', ord("–"): "-", ord("—"): "-"}
_LONGEST = 3_000
"""Words; of longer texts only what both begin and end with is sought."""
_ISLAND = 4
"""Letters; fewer between two changes are a part of the change."""


class Change(NamedTuple):
    """A run of words: in both wordings, or in one of them only.

    `text` is what stands there, in `a` where it stands in both; `in_b` is then how `b` writes it, which may differ
    in case, accents, quotation marks and white space.
    """

    kind: Literal["same", "only a", "only b"]
    text: str
    in_b: str = ""


def word_changes(a: str, b: str) -> tuple[Change, ...]:
    """How one wording becomes the other, in reading order: all but "only b" joined is `a`.

    All but "only a", each as `b` writes it, is `b`. What differs in case, accents and the form of quotation marks
    is the same.
    """
    words_a, words_b = _WORD.findall(a), _WORD.findall(b)
    if not words_a or not words_b:
        return _told([(a, b, False)])
    told: list[tuple[str, str, bool]] = []
    for same, i, i_end, j, j_end in _runs([*map(_key, words_a)], [*map(_key, words_b)]):
        in_a, in_b = "".join(words_a[i:i_end]), "".join(words_b[j:j_end])
        told.append((in_a, in_b, same))
    return _told(_without_islands(told))


def _runs(a: list[str], b: list[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Stretches of both that are the same, or not, in order."""
    if max(len(a), len(b)) > _LONGEST:
        start = _in_common(a, b)
        end = _in_common(a[start:][::-1], b[start:][::-1])
        yield True, 0, start, 0, start
        yield False, start, len(a) - end, start, len(b) - end
        yield True, len(a) - end, len(a), len(b) - end, len(b)
        return
    for tag, i, i_end, j, j_end in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        yield tag == "equal", i, i_end, j, j_end


def _in_common(a: list[str], b: list[str]) -> int:
    """How many words both begin with."""
    for at, (x, y) in enumerate(zip(a, b, strict=False)):
        if x != y:
            return at
    return min(len(a), len(b))


def _without_islands(runs: list[tuple[str, str, bool]]) -> list[tuple[str, str, bool]]:
    """Runs joined where hardly a word between two changes is the same."""
    joined: list[tuple[str, str, bool]] = []
    for at, (in_a, in_b, same) in enumerate(runs):
        island = same and 0 < at < len(runs) - 1 and sum(map(str.isalnum, in_a)) < _ISLAND
        same = same and not island
        if joined and joined[-1][2] == same:
            before = joined.pop()
            in_a, in_b = before[0] + in_a, before[1] + in_b
        joined.append((in_a, in_b, same))
    return joined


def _told(runs: list[tuple[str, str, bool]]) -> tuple[Change, ...]:
    found: list[Change] = []
    for in_a, in_b, same in runs:
        if same and in_a:
            found.append(Change("same", in_a, in_b))
        elif not same:
            found += [Change("only a", in_a)] if in_a else []
            found += [Change("only b", in_b)] if in_b else []
    return tuple(found)


def _key(word: str) -> str:
    """What is compared of a word or a mark."""
    word = word.strip()
    return (fold_word(word) if word[0].isalnum() or word[0] == "_" else "") or word.translate(_QUOTES)
