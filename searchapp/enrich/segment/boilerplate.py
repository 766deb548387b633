"""What stands around a story and is not the story: dateline, caption, credit, links, contributors, newsletter.

Gives the parts that are shown but neither mined nor searched as the story's own words. Knows the view's text
only; no names, no model.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.enrich.lexicon.patterns import Prose
from searchapp.model import FrameKind, FramePart, Offsets

_LINE = re.compile(r"[^\n]+")
_PLACE = re.compile(r"[^\s,/\d](?:[^,/\d]*[^\s,/\d])?(?![^,/]*\d)")
_DATELINE_LINES = 4
"""A dateline opens one of the first lines."""
_FRAME_CHARS = 600
"""A longer line is a paragraph of the story, whatever it begins with."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a story that are not its own words, in order, and the outlet and places its dateline names."""

    parts: tuple[FramePart, ...]
    dateline_outlet: Offsets | None = None
    dateline_places: tuple[Offsets, ...] = ()

    @property
    def unmined(self) -> tuple[Offsets, ...]:
        """The spans of the parts."""
        return tuple((part.start, part.end) for part in self.parts)


def frame_of(view: str, lexicon: Lexicon) -> Frame:
    """Find the frame of a story; the parts come in order and do not overlap."""
    prose = lexicon.prose
    parts: list[FramePart] = []
    outlet: Offsets | None = None
    places: tuple[Offsets, ...] = ()
    for number, line in enumerate(_LINE.finditer(view)):
        start, end = line.span()
        caption = prose.caption.match(line.group(0).lstrip())
        heads = number < _DATELINE_LINES and not caption
        if heads and (dateline := prose.dateline.match(view, start, min(end, start + 160))):
            parts.append(FramePart("dateline", start, dateline.end()))
            if outlet is None and dateline.group("outlet"):
                outlet = dateline.span("outlet")
            places = places or _places(view, *dateline.span("place"))
        elif end - start <= _FRAME_CHARS:
            parts += _line_parts(line.group(0), start, prose)
    return Frame(tuple(parts), outlet, places)


def _places(view: str, start: int, end: int) -> tuple[Offsets, ...]:
    """The place of a dateline, and the country or state after it."""
    return tuple((start + m.start(), start + m.end()) for m in _PLACE.finditer(view[start:end]))


def _line_parts(line: str, start: int, prose: Prose) -> list[FramePart]:
    """The one line as frame: a caption and its credit are two parts; none where it is the story's own."""
    kind: FrameKind
    credit = prose.credit.search(line)
    if prose.caption.match(line.strip()):
        kind = "caption"
    elif credit:
        kind = "caption" if line[: credit.start()].strip() else "credit"
    elif prose.newsletter.match(line):
        kind = "newsletter"
    elif prose.link.match(line):
        kind = "link"
    elif prose.contributor.search(line):
        kind = "contributors"
    else:
        lead = prose.caption_lead.match(line)
        return [FramePart("credit", start, start + lead.end())] if lead and lead.group().strip() else []
    if kind == "caption" and credit and credit.start():
        cut = start + credit.start()
        return [FramePart("caption", start, cut), FramePart("credit", cut, start + len(line))]
    return [FramePart(kind, start, start + len(line))]
