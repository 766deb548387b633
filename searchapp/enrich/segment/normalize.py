"""The text that is mined: the story's own, mended where it is damaged, character for character as long.

Every mend swaps characters one for one ("Lisbon s Council" -> "Lisbon's Council", a curly quotation mark -> a
straight one), so the offset map is the identity: a place in the view is the same place in `story.text`.
Knows nothing of sentences, names or statements.
"""

from __future__ import annotations

import re

from searchapp.enrich.lexicon.lexicon import Lexicon

MINED_CHARS = 300_000
"""Text beyond this many code points of a story is not mined: sixty ordinary stories, some six seconds."""
LONGEST_WORD = 200
"""A run without a space longer than this is no word (a data URI, a row of quotation marks): it is blanked."""

_SWAPS = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‛": "'", "ʼ": "'",
        "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\u200a": " ", "\t": " ", "\u200b": " ",
        "\u200e": " ", "\u200f": " ", "\ufeff": " ", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n",
        "\x0c": "\n", "\x85": "\n", "\x00": " ", "‐": "-", "‑": "-",
    }
)  # fmt: skip
_DOUBLED = re.compile(r"(?<!\S)(?:''|``)(?=\S)|(?<=\S)''(?!\w)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONG_RUN = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


def _doubled(match: re.Match[str]) -> str:
    """Two single quotation marks stand for a double one; a space keeps the length."""
    opens = match.end() < len(match.string) and not match.string[match.end()].isspace()
    before = match.start() == 0 or match.string[match.start() - 1].isspace()
    return ' "' if opens and before else '" '


def _apostrophe(match: re.Match[str]) -> str:
    word, tail = match.group(0).rsplit(" ", 1)
    return f"{word}'{tail}"


def view_of(text: str, lexicon: Lexicon) -> str:
    """The mended text: as long as `text` up to MINED_CHARS, and each offset the same."""
    view = text[:MINED_CHARS].translate(_SWAPS)
    view = _SURROGATE.sub(" ", view)
    view = _LONG_RUN.sub(lambda m: " " * len(m.group(0)), view)
    view = _DOUBLED.sub(_doubled, view)
    view = lexicon.prose.lost_possessive.sub(_apostrophe, view)
    return lexicon.prose.lost_contraction.sub(_apostrophe, view)
