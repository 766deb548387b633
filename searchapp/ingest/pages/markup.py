"""A page's markup made fit to be parsed, and parsed by bs4, and lxml's tree of it walked.

Nothing is fetched, no entity of a DTD is expanded.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from itertools import islice
from typing import Any

from bs4 import BeautifulSoup
from bs4.exceptions import ParserRejectedMarkup

from searchapp.errors import IngestError

ATTRIBUTES_CAP = 300
TEXT_STEPS, TEXT_CAP = 400, 4_000
"""What is read of an element's text where a name or a heading is looked for."""
_MAY_BE_LONG = re.compile(rf"<[a-zA-Z][^<>]{{{2 * ATTRIBUTES_CAP}}}")
_LONG_TAG = re.compile(
    r"""<!--(?:.*?-->|.*)|<(script|style)\b(?:.*?</\1|.*)|(?P<tag><[a-z](?:[^<>"']++|"[^"]*+"|'[^']*+')*+>?)""",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""[^\s=/>"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?""")


def with_few_attributes(markup: str) -> str:
    """The page without the attributes of a tag beyond its first few hundred.

    The parser compares each attribute of a tag with all before it, so that its time grows with their square.
    """
    return _LONG_TAG.sub(_shortened, markup) if _MAY_BE_LONG.search(markup) else markup


def _shortened(tag: re.Match[str]) -> str:
    if not tag["tag"] or len(tag[0]) < 2 * ATTRIBUTES_CAP:
        return tag[0]
    ends = [found.end() for found in islice(_ATTRIBUTE.finditer(tag[0]), ATTRIBUTES_CAP + 2)]  # the name is one
    return tag[0] if len(ends) <= ATTRIBUTES_CAP + 1 else tag[0][: ends[-2]] + ">"


def soup(markup: str) -> BeautifulSoup:
    """The page; raises IngestError for what can't be parsed."""
    with warnings.catch_warnings():  # that it looks like XML, or like a file name: it may, it is a page
        warnings.simplefilter("ignore")
        try:
            return BeautifulSoup(markup, "lxml")
        except (ParserRejectedMarkup, RecursionError, AssertionError, ValueError) as error:
            raise IngestError(f"the page can't be parsed: {error}") from error


def walk(tree: Any, most: int) -> Iterator[tuple[str, Any]]:
    """Elements as they "start" and "end", at most so many steps of it, without recursion: a page may be deep."""
    steps: list[tuple[str, Any]] = [("start", tree)]
    for _ in range(most):
        if not steps:
            return
        event, element = steps.pop()
        yield event, element
        if event == "start":
            steps.append(("end", element))
            steps.extend(reversed([("start", child) for child in islice(element, most)]))


def text_of(element: Any) -> str:
    """The beginning of an element's text on one line."""
    pieces: list[str] = []
    for event, one in walk(element, TEXT_STEPS):
        read = isinstance(one.tag, str) and one.tag not in {"script", "style"}
        if event == "start":
            pieces.append(one.text or "" if read else "")
            pieces.append(" " if one.tag == "br" else "")
        elif one is not element:
            pieces.append(one.tail or "")
    return " ".join("".join(pieces)[:TEXT_CAP].split())
