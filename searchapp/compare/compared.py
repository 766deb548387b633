"""What comparing stories found, as values: shared passages, reprints, events. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple, get_args

from searchapp.facets import Called
from searchapp.model import Offsets
from searchapp.text.wording import stretch

Reporting = Literal["own", "shared", "reprint"]
"""How much of a story is its outlet's own: "own" has no passage that others may have had first, "shared" some, and
a "reprint" is another story, nearly word for word."""
REPORTINGS: tuple[Reporting, ...] = get_args(Reporting)
CALLED: Mapping[str, str] = {"own": "own reporting", "shared": "shares copy", "reprint": "reprint"}


class Passage(NamedTuple):
    """A stretch of text that two stories share, edited or not: where it stands in each."""

    a: Offsets
    b: Offsets


@dataclass(frozen=True, slots=True)
class Pair:
    """Two stories that share passages, or one with itself, which repeats its own.

    `share_a` and `share_b` say how much of each story's own words these are, 0 to 1. Passages are in the order of
    `a`. Which is called `a` says nothing; see `first` of who had it first.
    """

    a: str
    b: str
    share_a: float
    share_b: float
    passages: tuple[Passage, ...]

    def seen_from(self, story_id: str) -> Pair:
        """The same with this story as `a`."""
        if story_id == self.a:
            return self
        turned = sorted(Passage(b, a) for a, b in self.passages)
        return Pair(self.b, self.a, self.share_b, self.share_a, tuple(turned))


class Reason(NamedTuple):
    """Why a story is taken to tell of an event: what it has in common with the event's other stories.

    `kind` is "name", "word", "day", "copy" (it shares passages with the story `what`) or "reader" (who said so).
    """

    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class Event:
    """Stories that tell of one event, the first published first.

    `slug` is its address, which it keeps; `label` names it by its most telling names, without the day. `since` and
    `until` are the days of its stories; None where none is dated.
    """

    slug: str
    label: str
    since: date | None
    until: date | None
    stories: tuple[str, ...]

    @property
    def called(self) -> str:
        """What it is called in a list: its label, and its days."""
        return f"{self.label}, {stretch(self.since, self.until)}" if self.since and self.until else self.label


@dataclass(frozen=True)
class Compared:
    """All that was found of one archive; nothing by default.

    `events` are by slug, `event_of` by story: a story is in one event at most, an event has two stories or more.
    `moved` leads from a slug that is no event's own any more to the one that it became part of. `groups` has for
    each story that is printed nearly word for word elsewhere too the story by which all of these are known, the
    first of them. `reporting` has every story that was compared.
    """

    events: Mapping[str, Event] = field(default_factory=dict)
    event_of: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    reporting: Mapping[str, Reporting] = field(default_factory=dict)

    def event(self, slug: str) -> Event | None:
        """The event of an address, also of an earlier one of it."""
        seen = set()
        while slug in self.moved and slug not in self.events and slug not in seen:
            seen.add(slug)
            slug = self.moved[slug]
        return self.events.get(slug)

    @cached_property
    def given(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """The values of its facets, by facet and story."""
        return {
            "event": {story: (slug,) for story, slug in self.event_of.items()},
            "reporting": {story: (kind,) for story, kind in self.reporting.items()},
        }

    @cached_property
    def called(self) -> Called:
        """What the values of its facets are called."""
        return {"event": {slug: event.called for slug, event in self.events.items()}, "reporting": CALLED}
