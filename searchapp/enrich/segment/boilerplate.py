"""What stands around a story and is not the story: dateline, caption, credit, links, contributors, newsletter.

Gives the parts that are shown but neither mined nor searched as the story's own words. Knows the view's text
only; no names, no model.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from searchapp.model import FrameKind, FramePart, Offsets

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
    r"listen|click here|continue reading|recommended|most read)\b[^\n]{0,15}?(?::|$)",
    re.I,
)
_NEWSLETTER = re.compile(
    r"\s*(?:advertisement|sign up|subscribe|newsletter|share this|share on|follow us|get our|"
    r"join the conversation|sign in|log in|print this|email this)\b[^\n]{0,15}?(?::|$)"
    r"|\s*(?:sign up for|subscribe to|get the latest|follow us on|follow [@\w .]{1,40} on (?:twitter|facebook)|"
    r"share (?:this (?:story|article|page)|on (?:twitter|facebook|whatsapp)))\b",
    re.I,
)
_CONTRIBUTOR = re.compile(
    r"\b(?:contributed|contributing) (?:to (?:this|the) (?:report|story|article)|reporting|research)\b"
    r"|^\s*\(?(?:additional )?(?:reporting|writing|editing) by\b|\bEditing by\b",
    re.I,
)
_DATELINE_LINES = 4
"""A dateline opens one of the first lines."""
_FRAME_CHARS = 600
"""A longer line is a paragraph of the story, whatever it begins with."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a story that are not its own words, in order, and the outlet its dateline names, if any."""

    parts: tuple[FramePart, ...]
    dateline_outlet: Offsets | None = None

    @property
    def unmined(self) -> tuple[Offsets, ...]:
        """The spans of the parts."""
        return tuple((part.start, part.end) for part in self.parts)


def frame_of(view: str) -> Frame:
    """Find the frame of a story; the parts come in order and do not overlap."""
    parts: list[FramePart] = []
    outlet: Offsets | None = None
    for number, line in enumerate(_LINE.finditer(view)):
        start, end = line.span()
        caption = _CAPTION.match(line.group(0).lstrip())
        heads = number < _DATELINE_LINES and not caption
        if heads and (dateline := _DATELINE.match(view, start, min(end, start + 160))):
            parts.append(FramePart("dateline", start, dateline.end()))
            if outlet is None and dateline.group("outlet"):
                outlet = dateline.span("outlet")
        elif end - start <= _FRAME_CHARS:
            parts += _line_parts(line.group(0), start)
    return Frame(tuple(parts), outlet)


def _line_parts(line: str, start: int) -> list[FramePart]:
    """The one line as frame: a caption and its credit are two parts; none where it is the story's own."""
    kind: FrameKind
    credit = _CREDIT.search(line)
    if _CAPTION.match(line.strip()):
        kind = "caption"
    elif credit:
        kind = "caption" if line[: credit.start()].strip() else "credit"
    elif _NEWSLETTER.match(line):
        kind = "newsletter"
    elif _LINK.match(line):
        kind = "link"
    elif _CONTRIBUTOR.search(line):
        kind = "contributors"
    else:
        return []
    if kind == "caption" and credit and credit.start():
        cut = start + credit.start()
        return [FramePart("caption", start, cut), FramePart("credit", cut, start + len(line))]
    return [FramePart(kind, start, start + len(line))]
