"""What readers decided on events, laid over what was found: a story is in an event, or is not. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from searchapp.compare.compared import Compared, Event

Where = Literal["in", "out"]
WHERE: tuple[Where, ...] = get_args(Where)


@dataclass(frozen=True, slots=True)
class Membership:
    """What a reader decided: a story tells of an event ("in"), or does not ("out")."""

    event: str
    story: str
    where: Where


def decided(
    found: Compared, memberships: Iterable[Membership], labels: Mapping[str, str], days: Mapping[str, date]
) -> Compared:
    """What was found, as readers decided, a later decision over an earlier one.

    `labels` are what events were called when they were made, for one that only readers know of, `days` those of
    the stories of all events that are decided on. An event that is left with one story stays, as long as there is
    a decision on it; with none it is gone.
    """
    event_of = dict(found.event_of)
    touched: dict[str, None] = {}
    named: set[str] = set()
    for membership in memberships:
        slug = found.leads(membership.event)
        named.add(slug)
        story = membership.story
        if story not in found.reporting:
            continue  # it is in the archive no more
        if membership.where == "in":
            touched |= dict.fromkeys(filter(None, (slug, event_of.get(story))))
            event_of[story] = slug
        elif event_of.get(story) == slug:
            touched[slug] = None
            del event_of[story]
    members: dict[str, list[str]] = {slug: [] for slug in touched}
    for story, slug in event_of.items():
        if slug in members:
            members[slug].append(story)
    events = dict(found.events)
    for slug, stories in members.items():
        events.pop(slug, None)
        if len(stories) > 1 or (stories and slug in named):
            known = found.events.get(slug) or Event(slug, labels.get(slug, slug), None, None, ())
            events[slug] = _of_stories(known, stories, days)
    kept = {story: slug for story, slug in event_of.items() if slug in events}
    return replace(found, events=events, event_of=kept)


def _of_stories(event: Event, stories: Collection[str], days: Mapping[str, date]) -> Event:
    """The event with these stories instead of its own."""
    dated = sorted(days[story] for story in stories if story in days)
    since, until = (dated[0], dated[-1]) if dated else (None, None)
    ordered = sorted(stories, key=lambda story: (days.get(story, date.max), story))
    return replace(event, since=since, until=until, stories=tuple(ordered))
