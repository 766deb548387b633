"""What a story says of itself, put right: its title, outlet, day, byline, address; and outlets that are one. Pure.

A correction holds while its story's file says what it said then, and lapses when it says something else. A later
one counts over an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any, Literal, get_args

from searchapp.model import Story
from searchapp.text.analysis import same_name

StoryField = Literal["title", "outlet", "published", "byline", "url"]
STORY_FIELDS: tuple[StoryField, ...] = get_args(StoryField)
BY_READER = "corrected"
"""The origin of a field that a reader put right, or took away."""


@dataclass(frozen=True, slots=True)
class StoryCorrection:
    """A field of a story is `to`, or not known (None), where its file says `found` ("": nothing).

    A day is written as in ISO 8601. `text` is the digest of the story's text, by which the story is known again
    when its file was moved and it has another id.
    """

    story: str
    text: str
    field: StoryField
    found: str
    to: str | None


@dataclass(frozen=True, slots=True)
class OutletCorrection:
    """All stories of an outlet are another's, `to`, or it is none (None)."""

    outlet: str
    to: str | None

    @property
    def story(self) -> str:
        """The story that it is about: none of its own."""
        return ""


FieldCorrection = StoryCorrection | OutletCorrection


def value_of(story: Story, field: StoryField) -> str:
    """What a story says of itself, as a text; "" where it says nothing."""
    value = getattr(story, field)
    return value.isoformat() if isinstance(value, date) else value or ""


class FieldCorrections:
    """The corrections in force, in the order they were made in; `texts` has digests of the stories' texts."""

    def __init__(self) -> None:
        self._of: dict[str, list[tuple[int, FieldCorrection]]] = {}
        self._outlets: list[tuple[int, FieldCorrection]] = []
        self._made = count()
        self.texts: dict[str, str] = {}

    def add(self, correction: FieldCorrection) -> None:
        """One that was made after those that are here."""
        entry = next(self._made), correction
        if isinstance(correction, OutletCorrection):
            self._outlets.append(entry)
        else:
            self._of.setdefault(correction.story, []).append(entry)
            self.texts[correction.story] = correction.text

    @property
    def outlets_change(self) -> bool:
        """Whether stories that no correction names may be of another outlet."""
        return bool(self._outlets)

    def outlet(self, outlet: str | None) -> str | None:
        """The outlet of a story that no correction names."""
        return _outlet(outlet or "", (c for _, c in self._outlets)) or None

    def put_right(self, story: Story, formerly: Iterable[str] = ()) -> Story:
        """The story with its fields as corrected; `formerly` are other ids that it was corrected under."""
        own = [entry for known_as in (story.id, *formerly) for entry in self._of.get(known_as, ())]
        if not own and not self._outlets:
            return story
        made = [c for _, c in sorted([*own, *self._outlets], key=lambda entry: entry[0])]
        changes = dict(_changes(story, made))
        if not changes:
            return story
        values: dict[str, Any] = {field: typed(field, to) for field, to in changes.items()}
        return replace(story, **values, origins={**story.origins, **dict.fromkeys(changes, BY_READER)})

    def lapsed(self, story: Story) -> tuple[StoryCorrection, ...]:
        """The corrections of a story, given as corrected, that hold no longer: its file says something else."""
        last = {c.field: c for _, c in self._of.get(story.id, ()) if isinstance(c, StoryCorrection)}
        return tuple(
            c for field, c in last.items()
            if story.origins.get(field) != BY_READER and value_of(story, field) not in (c.to or "", c.found)
        )  # fmt: skip


def typed(field: StoryField, value: str) -> str | date | None:
    """A value as a story has it."""
    if not value:
        return None
    return date.fromisoformat(value) if field == "published" else value


def _changes(story: Story, made: list[FieldCorrection]) -> Iterator[tuple[StoryField, str]]:
    """The fields that are not what the file says, and what they are."""
    for field in STORY_FIELDS:
        found = now = value_of(story, field)
        for c in made:
            if isinstance(c, StoryCorrection):
                now = (c.to or "") if (c.field, c.found) == (field, found) else now
            elif field == "outlet":
                now = _outlet(now, (c,))
        if now != found:
            yield field, now


def _outlet(outlet: str, made: Iterable[FieldCorrection]) -> str:
    """An outlet under corrections of outlets."""
    for c in made:
        if outlet and isinstance(c, OutletCorrection) and same_name(outlet) == same_name(c.outlet):
            outlet = c.to or ""
    return outlet
