"""What a DOCX's styles and lists say of a paragraph or a run: heading, size, hidden, an item of a list.

Knows `styles.xml` and `numbering.xml` alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from searchapp.ingest.readers.documents.package import attribute, child, children, local, number

_DEFAULT_SIZE = 10.0
_DEEPEST = 20
"""Styles that are based on each other."""
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Look:
    """`level` is a heading's, from 1, and 0 for text; `numbering` is the list and the depth of an item."""

    level: int = 0
    size: float = 0.0
    hidden: bool = False
    numbering: tuple[str, int] | None = None


def is_on(element: Any) -> bool:
    """Whether a switch such as `<w:vanish/>` is on."""
    return attribute(element, "val") not in _OFF


class Styles:
    """The styles and lists of a document, by their ids."""

    def __init__(self, styles: Any, numbering: Any) -> None:
        self._elements = {attribute(s, "styleId"): s for s in children(styles, "style")}
        self._looks: dict[str, Look] = {}
        defaults = child(styles, "docDefaults", "rPrDefault", "rPr")
        size = _size(defaults) or _DEFAULT_SIZE
        self._plain = Look(size=size)
        usual = next((i for i, s in self._elements.items() if _is_default(s)), "")
        if usual:
            self._plain = self._look(usual)
        self._starts = _starts(numbering)

    def of_paragraph(self, properties: Any) -> Look:
        """How a paragraph looks by its style and its own properties."""
        if properties is None:
            return self._plain
        style = child(properties, "pStyle")
        look = self._look(attribute(style, "val")) if style is not None else self._plain
        return _with_own(look, properties)

    def of_run(self, properties: Any, *, hidden: bool) -> Look:
        """A run's own size, 0 where that is its paragraph's, and whether it is hidden."""
        if properties is None:
            return Look(hidden=hidden)
        style = child(properties, "rStyle")
        based = self._elements.get(attribute(style, "val")) if style is not None else None
        look = _with_letters(Look(hidden=hidden), child(based, "rPr"))
        return _with_letters(look, properties)

    def numbered_from(self, items: str, depth: int) -> int | None:
        """With which number a list begins at a depth; None where its items have bullets, or other signs."""
        return self._starts.get((items, depth))

    def _look(self, style: str) -> Look:
        if style in self._looks:
            return self._looks[style]
        chain: list[Any] = []
        at = style
        while (element := self._elements.get(at)) is not None and len(chain) < _DEEPEST and element not in chain:
            chain.append(element)
            based = child(element, "basedOn")
            at = attribute(based, "val") if based is not None else ""
        look = Look(size=self._plain.size)
        for element in reversed(chain):
            properties = child(element, "pPr")
            look = _with_own(look, properties) if properties is not None else look
            look = _with_letters(look, child(element, "rPr"))
            look = _with_name(look, element)
        self._looks[style] = look
        return look


def _with_name(look: Look, style: Any) -> Look:
    name = child(style, "name")
    called = attribute(name, "val") if name is not None else ""
    if found := _HEADING.fullmatch(called):
        return replace(look, level=int(found[1]))
    return replace(look, level=1) if called.casefold() == "title" else look


def _with_own(look: Look, properties: Any) -> Look:
    level, items = child(properties, "outlineLvl"), child(properties, "numPr")
    if level is not None and (above := number(attribute(level, "val"))) is not None:
        look = replace(look, level=above + 1 if above < 9 else 0)
    if items is not None:
        named, at = child(items, "numId"), child(items, "ilvl")
        key = attribute(named, "val") if named is not None else (look.numbering or ("",))[0]
        depth = number(attribute(at, "val")) if at is not None else 0
        look = replace(look, numbering=(key, depth) if key not in ("", "0") and depth is not None else None)
    return look


def _with_letters(look: Look, properties: Any) -> Look:
    if properties is None:
        return look
    hides = child(properties, "vanish")
    if hides is not None:
        look = replace(look, hidden=is_on(hides))
    return replace(look, size=size) if (size := _size(properties)) else look


def _size(properties: Any) -> float:
    """The size of letters in points; Word gives it in halves."""
    size = child(properties, "sz")
    return (number(attribute(size, "val")) or 0) / 2 if size is not None else 0.0


def _is_default(style: Any) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on")


def _starts(numbering: Any) -> dict[tuple[str, int], int]:
    """The first number of each list of numbers, by list and depth."""
    kinds: dict[str, dict[int, int]] = {}
    for abstract in children(numbering, "abstractNum"):
        depths = kinds.setdefault(attribute(abstract, "abstractNumId"), {})
        for level in children(abstract, "lvl"):
            said = {local(inner): attribute(inner, "val") for inner in level}
            at, first = number(attribute(level, "ilvl")), number(said.get("start", "1"))
            if said.get("numFmt") == "decimal" and at is not None and first is not None:
                depths[at] = first
    found: dict[tuple[str, int], int] = {}
    for named in children(numbering, "num"):
        kind = child(named, "abstractNumId")
        depths = kinds.get(attribute(kind, "val"), {}) if kind is not None else {}
        found |= {(attribute(named, "numId"), depth): start for depth, start in depths.items()}
    return found
