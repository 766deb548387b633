"""What a rule finds in a sentence, to be compared with what it finds in others. Pure."""

from __future__ import annotations

from typing import Any, NamedTuple

from searchapp.compare.cues.read import Sentence
from searchapp.model import Offsets


class Finding(NamedTuple):
    """A number, a date, a deed in a sentence.

    Those of one `anchor` are of one sort of thing and are compared. `value` is in what they may differ, `about`
    the stems of what it is said of, `theme` those of the thing itself, where a rule knows it, and `head` that of
    its noun. `spans` are the words to be marked.
    """

    sentence: Sentence
    anchor: str
    value: Any
    spans: tuple[Offsets, ...]
    about: frozenset[str]
    theme: frozenset[str] = frozenset()
    head: str = ""
