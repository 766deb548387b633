"""What makes it doubtful that a story is all that was written, or all that was said: the closed set of reasons.

Pure. A doubt travels with its story into the index, the reader, answers and exports, and can be searched for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

DoubtKind = Literal["part left out", "several documents", "statements cut short"]
DOUBT_KINDS: tuple[DoubtKind, ...] = get_args(DoubtKind)
_COUNTED: dict[DoubtKind, str] = {
    "part left out": "with more than a third of the page’s running text left out",
    "several documents": "with several documents in one file, taken as one story",
    "statements cut short": "too long, or too slow, to be looked through whole for names and statements",
}
_FIRST = 5
STOPPED: DoubtKind = "statements cut short"
"""The one that is found with the statements; the others are with the text."""
_SAID: dict[DoubtKind, str] = {
    "part left out": "{0:,}% of the page’s running text was left out: this may not be the whole story.",
    "several documents": "The file looks like {0:,} documents in one; they are taken as one story here.",
    "statements cut short": "Names and statements were looked for up to character {0:,} only: the rest"
    " is too long, or takes too long, to be looked through.",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason; `number` is the percentage left out, the number of documents, or the character it stopped at."""

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


def doubt_to_json(doubt: Doubt) -> dict[str, Any]:
    """A doubt as plain JSON values."""
    return {"kind": doubt.kind, "number": doubt.number, "text": doubt_said(doubt)}


def doubt_from_json(row: dict[str, Any]) -> Doubt:
    """The doubt that `doubt_to_json` wrote."""
    return Doubt(row["kind"], row["number"])
