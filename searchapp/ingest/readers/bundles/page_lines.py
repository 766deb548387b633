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


def lines_of_page(page: Any) -> str:
    """The text of a page's tree with a line for each block of it; blank lines are left out."""
    pieces: list[str] = []
    steps: list[tuple[Any, bool]] = [(page, True)]
    while steps:
        element, entering = steps.pop()
        name = element.tag if isinstance(element.tag, str) else ""
        if name in _BREAKS:
            pieces.append("\n")
        if entering and name and name not in _UNSEEN:
            pieces.append(" ".join(_spaced(element.text)))
            steps.append((element, False))
            steps.extend((child, True) for child in reversed(element))
        elif element is not page:
            pieces.append(" ".join(_spaced(element.tail)))
    lines = (line.strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _spaced(text: str | None) -> list[str]:
    """The words of a text node; a blank at either end stays one."""
    return (text or "").replace("\xa0", " ").replace("\n", " ").replace("\r", " ").split(" ")
