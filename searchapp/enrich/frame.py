"""What stands around a story and is not the story: dateline, caption, credit, links, contributor line.

Gives the spans that are not mined. Knows the view's text only; no names, no model.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from searchapp.model import Offsets

_LINE = re.compile(r"[^\n]+")
_MONTH = r"(?:Jan|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|Aug|Sept|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATELINE = re.compile(
    r"\s*(?P<place>[A-Z][A-Z.'\-]+(?:[ /][A-Z][A-Z.'\-]+){0,4}(?:, [A-Z][\w. ]{1,25})?(?:/[A-Z][A-Z .'\-]{2,30})?)"
    r"(?:,? " + _MONTH + r" \d{1,2}(?:,? \d{4})?)?"
    r"(?: ?\((?P<outlet>[A-Z][\w .&'\-]{1,30})\))? ?(?:--|[-–—])\s"
)
_CAPTION = re.compile(
    r"(?:This|In this)\b.{0,40}?\b(?:frame grab|file photo|photo|photograph|picture|image|video grab|handout)\b"
    r"|(?:FILE|File photo|FILE PHOTO|Photo|PHOTO|Image|Caption|Picture)\b ?(?:--|[-–—:])",
)
_CREDIT = re.compile(
    r"\((?:Uncredited|Photo|Photograph|Image|Credit|Picture)?[^()\n]{0,60}/ ?[A-Z][\w ]{1,30}\)\s*$"
    r"|\((?:Photo|Photograph|Image|Credit|Picture)s?\b[^()\n]{0,80}\)\s*$"
    r"|^\s*(?:Photo(?:graph)?|Image|Picture)s? (?:by|credit|courtesy)\b"
)
_LINK = re.compile(
    r"\s*(?:read more|read also|also read|related|related stories|see also|more on this|more from|watch|video|"
    r"listen|click here|advertisement|sign up|subscribe|newsletter|share this|follow us|continue reading|"
    r"recommended|most read|get our|join the conversation)\b[^\n]{0,15}?(?::|$)"
    r"|\s*(?:sign up for|subscribe to|get the latest|follow us on|follow [@\w .]{1,40} on (?:twitter|facebook))\b",
    re.I,
)
_CONTRIBUTOR = re.compile(
    r"\b(?:contributed|contributing) (?:to (?:this|the) (?:report|story|article)|reporting|research)\b"
    r"|^\s*\(?(?:additional )?(?:reporting|writing|editing) by\b|\bEditing by\b",
    re.I,
)
_FRAME_CHARS = 600
"""A longer line is a paragraph of the story, whatever it begins with."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The spans of a story that are not mined, and the outlet its dateline names (a span), if any."""

    unmined: tuple[Offsets, ...]
    dateline_outlet: Offsets | None = None


def frame_of(view: str) -> Frame:
    """Find the frame of a story; the spans come in order and do not overlap."""
    spans: list[Offsets] = []
    outlet: Offsets | None = None
    for number, line in enumerate(_LINE.finditer(view)):
        start, end = line.span()
        if number < 4 and (dateline := _DATELINE.match(view, start, min(end, start + 160))):
            spans.append((start, dateline.end()))
            if outlet is None and dateline.group("outlet"):
                outlet = dateline.span("outlet")
        elif end - start <= _FRAME_CHARS and _is_frame(line.group(0)):
            spans.append((start, end))
    return Frame(tuple(spans), outlet)


def _is_frame(line: str) -> bool:
    return bool(
        _CAPTION.match(line.strip()) or _CREDIT.search(line) or _LINK.match(line) or _CONTRIBUTOR.search(line)
    )
