"""The lines of a whole page, as a browser breaks them: what a database put there, with nothing left out.

Knows lxml's trees; without recursion, since a page may be deep.
"""

from __future__ import annotations

from typing import Any

_UNSEEN = frozenset(
    "head script style noscript template title meta svg math iframe object textarea select".split()
)
_BREAKS = frozenset(
    "address article aside blockquote body br center dd details div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td text"
    " th thead tr ul".split()
)


_KEPT = "\0"
"""Stands for a line break that is kept as it is; no page has one."""


def lines_of_page(page: Any) -> str:
    """The text of a page's tree with a line for each block; blank lines stay only in what is set as it is."""
    pieces: list[str] = []
    steps: list[tuple[Any, bool]] = [(page, True)]
    as_is = 0
    while steps:
        element, entering = steps.pop()
        name = element.tag if isinstance(element.tag, str) else ""
        if name in _BREAKS:
            pieces.append("\n")
        if entering and name and name not in _UNSEEN:
            as_is += name == "pre"
            pieces.append(_text(element.text, as_is=as_is > 0))
            steps.append((element, False))
            steps.extend((child, True) for child in reversed(element))
            continue
        as_is -= name == "pre"
        if element is not page:
            pieces.append(_text(element.tail, as_is=as_is > 0))
    lines = (line.strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line.strip(_KEPT) for line in lines if line).replace(_KEPT, "\n")


def _text(text: str | None, *, as_is: bool) -> str:
    """A text node as it is seen: line breaks in it are blanks, but where they are set as they are."""
    seen = (text or "").replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n")
    return seen.replace("\n", _KEPT if as_is else " ")
