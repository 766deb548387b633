"""How what an archive holds came about: what found its names and statements, and what makes a story doubtful.

Both are told to readers in the words of this module. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

DoubtKind = Literal[
    "part left out", "several documents", "encoded twice", "statements cut short", "not in English"
]
DOUBT_KINDS: tuple[DoubtKind, ...] = get_args(DoubtKind)
_COUNTED: dict[DoubtKind, str] = {
    "part left out": "with more than a third of the page’s running text left out",
    "several documents": "with several documents in one file, taken as one story",
    "encoded twice": "with letters that had been encoded twice (Ã© for é), and were mended",
    "statements cut short": "too long, or too slow, to be looked through whole for names and statements",
    "not in English": "not in English, the one language in which names and statements are looked for",
}
_FIRST = 5
STOPPED: DoubtKind = "statements cut short"
NOT_ENGLISH: DoubtKind = "not in English"
FOUND_WITH_STATEMENTS = (STOPPED, NOT_ENGLISH)
"""The others are found with the text."""
_SAID: dict[DoubtKind, str] = {
    "part left out": "{0:,}% of the page’s running text was left out: this may not be the whole story.",
    "several documents": "The file looks like {0:,} documents in one; they are taken as one story here.",
    "encoded twice": "Letters of this text had been encoded twice (“Ã©” for “é”): {0:,} of them were mended.",
    "statements cut short": "Names and statements were looked for up to character {0:,} only: the rest"
    " is too long, or takes too long, to be looked through.",
    "not in English": "Names and statements are looked for in English only;"
    " this story is in another language, and its words are searched.",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason; `number` is the percentage left out, how many documents or letters, or where it stopped.

    It is 0 where there is nothing to count.
    """

    kind: DoubtKind
    number: int


def doubt_said(doubt: Doubt) -> str:
    """The doubt in a sentence."""
    return _SAID[doubt.kind].format(doubt.number)


def doubt_lines(found: Mapping[DoubtKind, Sequence[str]]) -> list[str]:
    """For each kind how many stories have the doubt, and the sources of the first of them."""
    lines = []
    for kind in (k for k in DOUBT_KINDS if k in found):
        sources = found[kind]
        more = f" and {len(sources) - _FIRST:,} more" if len(sources) > _FIRST else ""
        lines.append(f"{len(sources):,} {_COUNTED[kind]}: {', '.join(sources[:_FIRST])}{more}")
    return lines


NO_ENRICHMENT = "none"
RULES = "rules"
"""The version of what is found where the packaged model can't be used."""


def enrichment_notice(enrichment: str) -> str:
    """What a reader of an index has to be told of how its names and statements were found; "" normally."""
    if enrichment == NO_ENRICHMENT:
        return "Names and statements were not looked for when this archive was indexed."
    if enrichment.rpartition("+")[2] == RULES:
        return (
            "Names and statements were found by plain rules, without the language model, and fewer of them. "
            "Indexing again with the model finds the rest."
        )
    return ""
