"""The one table of facets. Schema, URL, panel, JSON, command line and tests follow from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from searchapp.model import RECORD_KINDS, EntityKind, Offsets, RecordKind, Statement, Story

Values = Callable[[Story, Statement | None], tuple[str, ...]]
Called = Mapping[str, Mapping[str, str]]
"""By facet what its values are called, where that is not what they are."""
AS_THEY_ARE: Called = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a search.

    `values(story, statement)` gives a record's values; statement is None for the story's own record.
    Several chosen values of a facet widen each other (any of them); different facets narrow.
    `size` is how many values a panel shows before "All …". `unknown` is what a record without any
    value is called on the page, or "" where that goes without saying. `names` says which kinds of entries of
    the authority file rename its values, `shown_for` on which kinds of results a panel shows it. Of these kinds a
    search leaves out what has the value `left_out`, unless it chooses from the facet. A panel in which nothing but
    the `usual` value stands is not shown, nor one with a single value where a facet is not worth showing `alone`.
    One of the `desk` has values that its people give, not the stories: a public archive is without it.
    Where a record may have several values, these can be asked for `together`: in the "record" itself, or in its
    "story", since who else speaks there is told by the story of a statement and not by the statement.
    """

    key: str
    label: str
    plural: str
    values: Values
    size: int = 8
    unknown: str = ""
    names: tuple[EntityKind, ...] = ()
    shown_for: tuple[RecordKind, ...] = RECORD_KINDS
    left_out: str = ""
    usual: str = ""
    alone: bool = True
    desk: bool = False
    together: Literal["", "record", "story"] = ""


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for v in values if v))


def _inside(start: int, end: int, spans: tuple[Offsets, ...]) -> bool:
    return any(a <= start and end <= b for a, b in spans)


def _outlet(story: Story, statement: Statement | None) -> tuple[str, ...]:
    return (story.outlet,) if story.outlet else ()


def _entities(kind: EntityKind) -> Values:
    def values(story: Story, statement: Statement | None) -> tuple[str, ...]:
        found = [m for m in story.mentions if m.kind == kind]
        if statement is not None:
            return _distinct(m.name for m in found if _inside(m.start, m.end, statement.spans))
        return _distinct([*story.entities.get(kind, ()), *(m.name for m in found)])

    return values


def _certain(story: Story, statement: Statement | None) -> Iterable[Statement]:
    """A statement itself; of a story those that are not uncertain."""
    return (statement,) if statement else (s for s in story.statements if not s.uncertain)


def _told(story: Story, statement: Statement | None) -> Iterable[Statement]:
    """A statement itself; of a story those in which somebody does say something, and not refuse to."""
    return (statement,) if statement else (s for s in _certain(story, None) if s.polarity != "refused")


def _speaker(story: Story, statement: Statement | None) -> tuple[str, ...]:
    told = _told(story, statement)
    return _distinct(name for s in told if s.speaker_kind != "unnamed" for name in s.everyone)


def _spoken(value: Callable[[Statement], str]) -> Values:
    """A property of statements; a story has those of what is said in it."""

    def values(story: Story, statement: Statement | None) -> tuple[str, ...]:
        return _distinct(map(value, _told(story, statement)))

    return values


def _polarity(story: Story, statement: Statement | None) -> tuple[str, ...]:
    return _distinct(s.polarity for s in _certain(story, statement))


def _certainty(story: Story, statement: Statement | None) -> tuple[str, ...]:
    """Whether it is certain; and the value that all records have, which asks for all."""
    statements = (statement,) if statement else story.statements
    return _distinct((ANY_CERTAINTY, *("uncertain" if s.uncertain else "certain" for s in statements)))


def _doubt(story: Story, statement: Statement | None) -> tuple[str, ...]:
    return _distinct(doubt.kind for doubt in story.doubts)


def _given(story: Story, statement: Statement | None) -> tuple[str, ...]:
    """Nothing: what people give, and what comparing stories found, is laid over an index when it is opened."""
    return ()


def _lacks(story: Story, statement: Statement | None) -> tuple[str, ...]:
    return tuple(name for name, is_there in TOLD.items() if not is_there(story))


NEARLY_EMPTY = 100
"""A text of fewer characters is hardly a story: a title with a link, the words of a player that did not load."""
TOLD: Mapping[str, Callable[[Story], object]] = {
    "title": lambda story: story.title,
    "outlet": lambda story: story.outlet,
    "date": lambda story: story.published,
    "byline": lambda story: story.byline,
    "address": lambda story: story.url,
    "language": lambda story: story.language,
    "text": lambda story: len(story.text.strip()) >= NEARLY_EMPTY,
}
"""What a source tells of a story, or leaves out, by the words for it."""
_STORIES: tuple[RecordKind, ...] = ("story",)
_STATEMENTS: tuple[RecordKind, ...] = ("statement",)
ANY_CERTAINTY = "any"
"""The value of the facet of certainty by which statements are shown whether they are certain or not."""

FACETS: tuple[Facet, ...] = (
    Facet("outlet", "Outlet", "outlets", _outlet, size=8, unknown="unknown outlet"),
    Facet("speaker", "Speaker", "speakers", _speaker, size=8, names=("person", "organization"), together="story"),
    Facet("person", "Person", "people", _entities("person"), size=6, names=("person",), together="record"),
    Facet(
        "organization",
        "Organization",
        "organizations",
        _entities("organization"),
        size=6,
        names=("organization",),
        together="record",
    ),
    Facet("place", "Place", "places", _entities("place"), size=6, names=("place",), together="record"),
    Facet("tag", "Tag", "tags", _given, unknown="untagged", alone=False, together="record", desk=True),
    Facet("event", "Event", "events", _given, size=6, alone=False),
    Facet("reporting", "Reporting", "kinds of reporting", _given, alone=False),
    Facet("mode", "How it is told", "ways of telling", _spoken(lambda s: s.mode), shown_for=_STATEMENTS),
    Facet("verb", "Verb", "verbs", _spoken(lambda s: s.verb), size=10, shown_for=_STATEMENTS),
    Facet("polarity", "Said or denied", "ways of saying", _polarity, shown_for=_STATEMENTS, usual="affirmed"),
    Facet(
        "source",
        "Source",
        "kinds of source",
        _spoken(lambda s: "unnamed" if s.speaker_kind == "unnamed" else "named"),
        shown_for=_STATEMENTS,
    ),
    Facet("certainty", "Certainty", "certainties", _certainty, shown_for=_STATEMENTS, left_out="uncertain"),
    Facet(
        "section", "Section", "sections", lambda story, _: _distinct((story.section or "",)), shown_for=_STORIES
    ),
    Facet(
        "filetype",
        "File type",
        "file types",
        lambda story, _: _distinct((story.format,)),
        shown_for=_STORIES,
        alone=False,
    ),
    Facet("lacks", "Not known", "fields not known", _lacks, shown_for=()),
    Facet("doubt", "Doubt", "doubts", _doubt, shown_for=_STORIES),
)

FACET_KEYS: tuple[str, ...] = tuple(f.key for f in FACETS)
TOGETHER_KEYS: tuple[str, ...] = tuple(f.key for f in FACETS if f.together)
BY_KEY: dict[str, Facet] = {f.key: f for f in FACETS}
OPEN_KEYS: tuple[str, ...] = tuple(f.key for f in FACETS if not f.desk)
"""The facets that a public archive has."""
_SPEAKER_FIRST = ("speaker", "source", "mode", "verb", "polarity")


def facet_order(kind: RecordKind, keys: tuple[str, ...] = FACET_KEYS) -> tuple[str, ...]:
    """Of these facets those that are shown: statements are asked by speaker first, stories as the table has it."""
    shown = [key for key in keys if kind in BY_KEY[key].shown_for]
    first = [k for k in _SPEAKER_FIRST if k in shown] if kind == "statement" else []
    return (*first, *(k for k in shown if k not in first))
