"""Whose words a statement's are, as lists call them: by the facet's names, and by those that stand there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from searchapp.model import Statement

Meant = Collection[tuple[str, str]]
"""(a name, case aside; the person whom it was taken for) of all names that the program resolved."""


def called(
    statement: Statement, labels: Sequence[str], filed: Callable[[str], str]
) -> tuple[tuple[str, str], ...]:
    """Each speaker of a statement, as the facet calls them and as they are called there.

    `labels` are the statement's own values of the facet; `filed` tells under which of all values a name is.
    """
    own = statement.everyone
    if len(labels) == len(own) == 1:
        return ((labels[0], own[0]),)
    named = [(filed(name), name) for name in own]
    return tuple((label if label in labels else name, name) for label, name in named)


def by_person(statement: Statement, labels: Sequence[str], meant: Meant) -> Statement:
    """A statement by whom its speakers were taken for."""
    names = tuple(dict.fromkeys(_person(name, labels, meant) for name in statement.everyone))
    if names == statement.everyone:
        return statement
    return replace(statement, speaker=names[0], speakers=names if len(names) > 1 else ())


def _person(name: str, labels: Sequence[str], meant: Meant) -> str:
    """Whom of a statement's speakers, as the facet calls them, a name of it was taken for; or itself."""
    persons = [] if name in labels else [p for p in labels if (name.casefold(), p) in meant]
    return persons[0] if len(persons) == 1 else name
