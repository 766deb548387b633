"""How what an archive holds came about: what found its names and statements, and what makes a story doubtful.

Both are told to readers in the words of this module. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

DoubtKind = Literal[
    "part left out",
    "for subscribers",
    "only a summary",
    "cut off",
    "word count",
    "row cut short",
    "pages without text",
    "read by OCR",
    "damaged",
    "withdrawn",
    "embargoed",
    "several documents",
    "encoded twice",
    "statements cut short",
    "not in English",
]
DOUBT_KINDS: tuple[DoubtKind, ...] = get_args(DoubtKind)
_COUNTED: dict[DoubtKind, str] = {
    "part left out": "with more than a third of the page’s running text left out",
    "for subscribers": "whose page says that the text goes on for subscribers",
    "several documents": "with several documents in one file, taken as one story",
    "cut off": "without the end that the other documents of their file have",
    "word count": "with more or fewer words than the database counts",
    "pages without text": "with pages without text, as scans have, left out",
    "read by OCR": "with pages read by OCR, which mistakes letters",
    "damaged": "out of damaged files, of which a part may be missing",
    "only a summary": "of which the file has only a summary or the beginning",
    "row cut short": "in a row with fewer cells than the table has columns",
    "withdrawn": "that the agency withdrew",
    "embargoed": "that the agency sent under an embargo",
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
    "withdrawn": "The agency that sent this story withdrew it.",
    "embargoed": "The agency sent this story under an embargo: it was not to be published before a certain time.",
    "for subscribers": "The page says that its text goes on for subscribers: this may be only the beginning.",
    "several documents": "The file looks like {0:,} documents in one; they are taken as one story here.",
    "cut off": "This document has not the end that the others of its file have: it may be cut off.",
    "word count": "The database counts {0:,} words in this document; the text has more or fewer.",
    "pages without text": "Pages without text, as scans have, were left out: {0:,}. --ocr has them read.",
    "read by OCR": "Pages of which only a picture is there were read by OCR, which mistakes letters: {0:,}.",
    "damaged": "The file is damaged or was cut short: a part of the text may be missing.",
    "only a summary": "The file has only a summary of this story, or its beginning.",
    "row cut short": "The row that this story stands in ends after {0:,} cells, before the table does:"
    " the end of the story may be missing.",
    "encoded twice": "Letters of this text had been encoded twice (“Ã©” for “é”): {0:,} of them were mended.",
    "statements cut short": "Names and statements were looked for up to character {0:,} only: the rest"
    " is too long, or takes too long, to be looked through.",
    "not in English": "Names and statements are looked for in English only;"
    " this story is in another language, and its words are searched.",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason; `number` is the percentage left out, or how many documents, words, pages, characters or cells.

    Of what was cut short it is the character at which that stopped. It is 0 where there is nothing to count.
    """

    kind: DoubtKind
    number: int


def doubt_said(doubt: Doubt) -> str:
    """The doubt in a sentence."""
    return _SAID[doubt.kind].format(doubt.number)


def counted(kind: DoubtKind) -> str:
    """What stands after a number of stories that have a doubt."""
    return _COUNTED[kind]


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
