"""How a query may go on: words, and who and what stories name, each as the whole query that it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from searchapp.engines import Index
from searchapp.facets import BY_KEY
from searchapp.query.request import Beginning
from searchapp.query.tree import Field, Phrase, Word
from searchapp.query.unfinished import Unfinished, unfinished

MOST = 3
"""Of one kind."""
MOST_OF_FIELD = 8
"""Values of a facet that a query names."""


class Completion(NamedTuple):
    """What a query may go on with, and the query that it then is."""

    label: str
    q: str


class Group(NamedTuple):
    """What is of one kind, and what that is called."""

    label: str
    completions: tuple[Completion, ...]


def _as_words(key: str, name: str) -> str:
    return " ".join(str(Word(word)) for word in name.split())


def _as_field(key: str, name: str) -> str:
    return str(Field(key, Phrase(name) if " " in name else Word(name)))


WRITTEN: Mapping[str, Callable[[str, str], str]] = {
    "": _as_words,
    "speaker": _as_field,
    "person": _as_words,
    "organization": _as_words,
    "place": _as_words,
    "outlet": _as_field,
}
"""What words may go on as, in the order in which it is offered, and how it is then written in the query.

Whoever is named and speaks too is offered both ways.
"""


def completions(index: Index, q: str) -> tuple[Group, ...]:
    """How a query may go on at its end, the kinds in order; empty where it may not. One call to the engine."""
    ends = unfinished(q)
    if not ends:
        return ()
    if key := ends[-1].key:
        (found,) = index.beginnings([Beginning(key, ends[-1].text)], most=MOST_OF_FIELD)
        return _grouped(q, {key: (ends[-1], [name for name, _ in found])}, _as_field)
    asked = [(key, end) for key in WRITTEN for end in (ends if key else ends[-1:])]
    answers = index.beginnings([Beginning(key, end.text) for key, end in asked], most=MOST)
    best: dict[str, tuple[Unfinished, list[str]]] = {}
    for (key, end), found in zip(asked, answers, strict=True):
        if found:
            best.setdefault(key, (end, [name for name, _ in found]))
    return _grouped(q, best)


def _grouped(
    q: str, found: dict[str, tuple[Unfinished, list[str]]], written: Callable[[str, str], str] | None = None
) -> tuple[Group, ...]:
    """What was found of each kind, each query once, rather a name than a word; none is what is typed."""
    groups: list[Group] = []
    known = {q.casefold()}
    for key, (end, names) in reversed(found.items()):
        all_own = [Completion(name, end.before + (written or WRITTEN[key])(key, name)) for name in names]
        own = tuple(one for one in all_own if one.q.casefold() not in known)
        known.update(one.q.casefold() for one in own)
        if own:
            groups.append(Group(BY_KEY[key].plural.capitalize() if key else "Words", own))
    return tuple(reversed(groups))
