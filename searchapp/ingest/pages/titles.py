"""A story's title, of all that a page gives: what its heading says, without the site's name and the section's.

Pure. Also what the title tag has beside the title, which is the site's name more often than not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from searchapp.ingest.metadata.address import SECTIONS
from searchapp.ingest.metadata.fields import one_line
from searchapp.ingest.pages.bylines.names import squeezed, without_formatting
from searchapp.ingest.pages.outlets import PARTED, is_site

ON_PAGE = "page"
_LABELS = frozenset(
    "opinion analysis exclusive editorial comment perspective review video watch column letter letters interview"
    " explainer live breaking podcast gallery photos pictures".split()
)
_JOINT = re.compile(r"\s+(?:[|–—·•»«~-]|::|:|//?)\s+|\s*[|»«｜]\s*")
_AFTER_SITE = re.compile(r"\s*[|»:]\s+|\s+[-–—]\s+")
_MOST_BEFORE = 4
_MARKS = " -–—|:·•»«~/_｜：－"
_TOUCHING = "_｜－"
"""Marks that part a title from the site's name without spaces, and stand in no title."""
_SHORT_TAIL = 3
_ENOUGH = 3
_ALIKE = 0.3


class Told(NamedTuple):
    """A title with the place that gives it."""

    origin: str
    title: str


class Heading(NamedTuple):
    """A heading that is shown; `marked` where the page's own markup calls it the story's."""

    text: str
    marked: bool = False


def title(
    told: Sequence[Told], headings: Sequence[Heading], outlets: Sequence[str], host: str = ""
) -> Told | None:
    """The story's title: the heading that is one of those told or within one, else the first told, best first."""
    sites = {squeezed(name) for name in outlets} - {""}
    lines = [Told(one.origin, one_line(without_formatting(one.title))) for one in told]
    told = [Told(one.origin, without_site(one.title, outlets, host)) for one in lines if one.title]
    shown = [heading for heading in headings if squeezed(heading.text) and squeezed(heading.text) not in sites]
    for heading in shown:
        if same := next((one for one in told if squeezed(one.title) == squeezed(heading.text)), None):
            return same
    for heading in shown:
        if within := next((one for one in told if _is_with_label(heading, one.title)), None):
            return within
    for heading in sorted(shown, key=lambda heading: not heading.marked):
        if _is_within(heading, told) or _is_alike(heading, told, alone=len(shown) == 1):
            return Told(ON_PAGE, heading.text)
    if told:
        return told[0]
    return Told(ON_PAGE, shown[0].text) if shown else None


def site_in(title_tag: str, titles: Sequence[str], *, host: str, marks: Sequence[str]) -> str:
    """The name of the site at an end of the title tag.

    It is what that has beside one of the titles; else what is the host's, or one of the marks of the site.
    """
    line = one_line(title_tag)
    for known in sorted({one_line(t) for t in titles}, key=len, reverse=True):
        if rest := _beside(line, known):
            pieces = [piece.strip(_MARKS) for piece in PARTED.split(rest) if piece and piece.strip(_MARKS)]
            named = [piece for piece in pieces if piece.casefold() not in SECTIONS] or [""]
            return next((piece for piece in named if is_site(piece, host)), named[-1])
    pieces = [piece.strip() for piece in _JOINT.split(line)]
    known_marks = {squeezed(mark) for mark in marks}
    ends = (pieces[-1], pieces[0]) if len(pieces) > 1 else ()
    return next((piece for piece in ends if is_site(piece, host) or squeezed(piece) in known_marks), "")


def first_parts(title_tag: str) -> list[str]:
    """What the title in the title tag may be, the longest first: all of it but one piece at an end, or two, ….

    Shown on the page by itself, it is the title.
    """
    line = one_line(title_tag)
    ends = [found.start() for found in _JOINT.finditer(line)]
    return [line[:end].strip() for end in reversed(ends)]


def last_parts(title_tag: str) -> list[str]:
    """What it may be where the site's name and a section's stand before it, the longest first."""
    line = one_line(title_tag)
    parts = [line[found.end() :].strip() for found in (*_JOINT.finditer(line), *_AFTER_SITE.finditer(line))]
    return sorted((part for part in parts if len(part.split()) > _ENOUGH), key=len, reverse=True)


def beside_part(title_tag: str, part: str) -> str:
    """What the title tag has before or after a part of it."""
    return one_line(title_tag).replace(part, "", 1).strip(_MARKS)


def without_site(written: str, outlets: Sequence[str], host: str) -> str:
    """A title without the site's name at its end or beginning, and then without a section's before that name."""
    line = written
    joints = list(_JOINT.finditer(line))
    for at, joint in enumerate(joints):
        if _names_site(line[joint.end() :], outlets, host) and line[: joint.start()].strip():
            return _without_section(line[: joint.start()].strip(), joints[:at], joint[0])
    for joint in reversed(list(_AFTER_SITE.finditer(line))[:_MOST_BEFORE]):
        head, rest = line[: joint.start()].strip(), line[joint.end() :].strip()
        if rest and (_names_site(head, outlets, host) or ("|" in joint[0] and head.casefold() in _LABELS)):
            return rest
    return _without_ending(line, outlets)


def _without_ending(line: str, outlets: Sequence[str]) -> str:
    """The title without the site's name where a mark joins the two without spaces."""
    for name in filter(None, outlets):
        rest = line[: -len(name)]
        if line.casefold().endswith(name.casefold()) and rest[-1:].strip() and rest[-1:] in _MARKS:
            bare = rest.rstrip(_MARKS)
            if len(bare.split()) >= _ENOUGH or (bare and not bare.isascii()):
                return bare
    return line


def _names_site(tail: str, outlets: Sequence[str], host: str) -> bool:
    key = squeezed(tail)
    names = {squeezed(name) for name in (*outlets, host) if name}
    bare = {re.sub(r"^the", "", name) for name in names}
    return key in names or re.sub(r"^(?:the|www)", "", key) in bare


def _without_section(line: str, joints: Sequence[re.Match[str]], mark: str) -> str:
    """The title without short pieces that the same mark parts from it as parts the site's name."""
    for joint in reversed(joints):
        tail, rest = line[joint.end() :], line[: joint.start()]
        short = len(tail.split()) <= (_SHORT_TAIL if "|" in mark or "»" in mark else 1)
        if joint[0].strip() != mark.strip() or not short or len(rest.split()) < _ENOUGH:
            break
        line = rest.strip()
    return line


def _beside(line: str, known: str) -> str:
    """What a line has before or after a title that it holds."""
    if len(known) < len(line) and known:
        if line.casefold().startswith(known.casefold()) and (
            _JOINT.match(line[len(known) :]) or line[len(known)] in _TOUCHING
        ):
            return line[len(known) :]
        if line.casefold().endswith(known.casefold()):
            before = line[: -len(known)]
            return before if re.search(r"(?:[|–—·•»~-]|:)\s*$", before) else ""
    return ""


def _is_with_label(heading: Heading, told: str) -> bool:
    """Whether a heading is a told title with a label before it."""
    label = len(heading.text.split()) - len(told.split())
    if len(told.split()) < _ENOUGH or not 0 <= label <= _SHORT_TAIL:
        return False
    return squeezed(heading.text).endswith(squeezed(told))


def _is_within(heading: Heading, told: Sequence[Told]) -> bool:
    """Whether a told title is the heading with more at an end of it."""
    key = squeezed(heading.text)
    if len(heading.text.split()) < _ENOUGH and len(key) < 4 * _ENOUGH:
        return False
    keys = [squeezed(one.title) for one in told]
    return any((k.startswith(key) or k.endswith(key)) and 2 * len(key) >= len(k) for k in keys) or any(
        _beside(one.title, heading.text) for one in told
    )


def _is_alike(heading: Heading, told: Sequence[Told], *, alone: bool) -> bool:
    """Whether a heading that is worded in another way is the story's all the same."""
    if not told:
        return heading.marked or alone
    if heading.marked and len(heading.text.split()) >= _ENOUGH:
        return True
    words = _content(heading.text)
    shared = max(
        len(words & _content(one.title)) / max(1, min(len(words), len(_content(one.title)))) for one in told
    )
    return (heading.marked or alone) and len(words) >= _ENOUGH and shared >= _ALIKE


def _content(line: str) -> set[str]:
    return {word for word in re.findall(r"\w+", line.casefold()) if len(word) > 3}
