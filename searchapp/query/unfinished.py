"""The end of a query that is still being typed: the words that may go on, and the field they stand in. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from searchapp.facets import FACET_KEYS
from searchapp.query.tree import TEXT_FIELDS

LEAST = 2
"""Letters of a word before it is worth telling how it may go on."""
MOST_TOGETHER = 3
"""Words that may together be the beginning of a name."""
LONGEST = 60
"""Characters of what may go on; nobody waits for the end of a longer word."""
_QUOTED = re.compile(r'(?P<field>[a-z]+):["“](?P<text>[^"“”\\]*)\Z')
_APART = re.compile(r"(?:\A|(?<!\\)[\s(])\Z")
_WORD = re.compile(r'(?P<sign>-?)(?:(?P<field>[a-z]+):)?(?P<text>[^\s()"“”„«»:*\\]*)\Z')
_TOGETHER = re.compile(rf"(?<![^\s(])(?:[^\W\d_][\w'’.-]*\s+){{0,{MOST_TOGETHER - 1}}}[^\W\d_][\w'’.-]*\Z")
_OPERATOR = re.compile(r"(?:AND|OR|NOT|NEAR(?:/\d*)?)\Z")


class Unfinished(NamedTuple):
    """The end of a query: all before it, the facet that it names ("" for none), and the words that may go on."""

    before: str
    key: str
    text: str


def unfinished(q: str) -> tuple[Unfinished, ...]:
    """The ends of a query that may go on, that of most words first; none where nothing may be added to it."""
    if len(re.findall(r'(?<!\\)["“”„«»]', q)) % 2:
        found = _QUOTED.search(q)
        inside = found and found["field"] in FACET_KEYS and len(found["text"]) <= LONGEST
        return (Unfinished(q[: found.start()], found["field"], found["text"]),) if found and inside else ()
    found = _WORD.search(q, max(0, len(q) - LONGEST))
    if found is None or not _APART.search(q[: found.start()]):
        return ()
    field, text = found["field"], found["text"]
    before = q[: found.start()] + found["sign"]
    if field in FACET_KEYS:
        return (Unfinished(before, field, text),)
    if (field and field not in TEXT_FIELDS) or len(text) < LEAST or _OPERATOR.match(text):
        return ()
    if field:
        return (Unfinished(f"{before}{field}:", "", text),)
    ends = [Unfinished(before, "", text)]
    if not found["sign"] and (together := _TOGETHER.search(q, max(0, len(q) - MOST_TOGETHER * LONGEST))):
        for start in [m.start() for m in re.finditer(r"\S+", together[0])][:-1]:
            words = together[0][start:]
            if not any(map(_OPERATOR.match, words.split())):
                ends.insert(-1, Unfinished(q[: together.start() + start], "", words))
    return tuple(ends)
