"""Where the sentences of a text are, for reading and linking; what is mined has rules of its own. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from searchapp.model import Offsets
from searchapp.text.languages import SENTENCE_CLOSERS, SENTENCE_ENDS
from searchapp.text.paragraphs import paragraphs

_SENTENCE = re.compile(rf"\S.*?(?:[{SENTENCE_ENDS}]+[{SENTENCE_CLOSERS}»]*(?=\s|\Z)|\Z)", re.DOTALL)
_SHORTENED = re.compile(r"(?:^|[\s(“\"])(?:\w|\w\w?\w?\.(?:\w\.)*|[A-Z][a-z]{1,3})\.\Z")
_LONGEST_SHORTENED = 12
_NEXT = re.compile(r"\s*(\S?)")


def sentences(text: str) -> Iterator[Offsets]:
    """The sentences of a text, in order; none reaches over the end of its paragraph.

    A full stop ends none after one letter, after a short word with a capital ("Gen.", "Oct."), or before a small
    letter.
    """
    for start, end in paragraphs(text):
        at = start
        for found in _SENTENCE.finditer(text, start, end):
            stop = found.end()
            after = _NEXT.match(text, stop, end)
            if after and after[1] and (after[1].islower() or _is_shortened(text, at, stop)):
                continue
            if at < stop:
                yield at, stop
            at = after.start(1) if after else stop


def _is_shortened(text: str, start: int, stop: int) -> bool:
    return _SHORTENED.search(text, max(start, stop - _LONGEST_SHORTENED), stop) is not None
