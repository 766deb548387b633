"""Where the sentences of a text are, for reading and linking; what is mined has rules of its own. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from searchapp.model import Offsets
from searchapp.text.languages import SENTENCE_CLOSERS, SENTENCE_ENDS
from searchapp.text.paragraphs import paragraphs

_E = SENTENCE_ENDS
_END = re.compile(rf"[{_E}](?<![{_E}]{{2}})[{_E}]*+[{SENTENCE_CLOSERS}»]*+(?=(\s*)(\S?))")
"""The first of several marks is told when it is found: so a search looks for the mark, and at nothing else."""
_SHORTENED = re.compile(r"(?:^|[\s(“\"])(?:\w|\w\w?\w?\.(?:\w\.)*|[A-Z][a-z]{1,3})\.\Z")
_LONGEST_SHORTENED = 12


def sentences(text: str) -> Iterator[Offsets]:
    """The sentences of a text, in order; none reaches over the end of its paragraph.

    A full stop ends none after one letter, after a short word with a capital ("Gen.", "Oct."), or before a small
    letter.
    """
    for start, end in paragraphs(text):
        at = start
        for found in _END.finditer(text, start, end):
            stop, (gap, following) = found.end(), found.groups()
            if following and (not gap or following.islower() or _is_shortened(text, at, stop)):
                continue
            yield at, stop
            at = found.end(1)
        if at < end:
            yield at, end


def _is_shortened(text: str, start: int, stop: int) -> bool:
    return _SHORTENED.search(text, max(start, stop - _LONGEST_SHORTENED), stop) is not None
