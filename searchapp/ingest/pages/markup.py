"""A page's markup made fit to be parsed, and parsed by bs4. Nothing is fetched, no entity of a DTD is expanded."""

from __future__ import annotations

import re
import warnings
from itertools import islice

from bs4 import BeautifulSoup
from bs4.exceptions import ParserRejectedMarkup
from bs4.filter import SoupStrainer

from searchapp.errors import IngestError

ATTRIBUTES_CAP = 300
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


def soup(markup: str, only: SoupStrainer | None = None) -> BeautifulSoup:
    """The page, or the tags of it that are asked for; raises IngestError for what can't be parsed."""
    with warnings.catch_warnings():  # that it looks like XML, or like a file name: it may, it is a page
        warnings.simplefilter("ignore")
        try:
            return BeautifulSoup(markup, "lxml", parse_only=only)
        except (ParserRejectedMarkup, RecursionError, AssertionError, ValueError) as error:
            raise IngestError(f"the page can't be parsed: {error}") from error
