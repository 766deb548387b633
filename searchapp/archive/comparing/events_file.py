"""Keeps in the data folder which events there were and what readers decided on them: one JSON object a line.

A line has an event begin: {"when", "event", "label", "stories"}; or leads from its address to another's: {"when",
"event", "leads to"}; or has a reader's decision on a story: {"when", "event", "story", "where"}, taken back with
"drop". What can't be read is left out and reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from searchapp.compare.compared import Event
from searchapp.compare.events.decided import WHERE, Membership, Where
from searchapp.errors import BadRequest
from searchapp.system.disk import writing
from searchapp.system.json_lines import NO_ROW, append_lines, left_out, lines_of, row_of, written

FILE_NAME = "events.jsonl"


@dataclass(frozen=True, slots=True)
class EventLog:
    """What the file holds: the events that began, the oldest first, with their first stories and what they were
    called; where addresses lead; the decisions in force, the latest last; what is to be said of lines left out.
    """

    stories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    memberships: tuple[Membership, ...] = ()
    notice: str = ""

    def decisions_on(self, slugs: Iterable[str]) -> tuple[Membership, ...]:
        """What readers decided on an event, by its address and earlier ones."""
        asked = set(slugs)
        return tuple(m for m in self.memberships if m.event in asked)


def read_events(path: Path) -> EventLog:
    """What the file holds; nothing where there is none. ConfigError where it can't be read at all."""
    stories: dict[str, tuple[str, ...]] = {}
    labels: dict[str, str] = {}
    moved: dict[str, str] = {}
    memberships: dict[tuple[str, str], Membership] = {}
    damaged: list[str] = []
    for number, raw in lines_of(path):
        try:
            row = row_of(raw)
            event = _text(row["event"])
            if "leads to" in row:
                moved[event] = _text(row["leads to"])
            elif "stories" in row:
                stories[event] = tuple(_text(story) for story in row["stories"])
                labels[event] = _text(row["label"])
                moved.pop(event, None)
            else:
                story = _text(row["story"])
                where = WHERE[WHERE.index(row["where"])]
                memberships.pop((event, story), None)
                if not row.get("drop", False):
                    memberships[event, story] = Membership(event, story, where)
        except NO_ROW:
            damaged.append(f"line {number}")
    return EventLog(stories, labels, moved, tuple(memberships.values()), left_out("the events", damaged))


def put_membership(path: Path, slug: str, story_id: str, *, where: Where, drop: bool = False) -> None:
    """Decide that a story tells of an event ("in"), or does not ("out"), or take that back.

    What is decided already stays. DiskError leaves the file as it was.
    """
    if where not in WHERE or not slug or not story_id:
        raise BadRequest("A story is “in” an event or “out” of it.", hint="Choose one of the two.")
    membership = Membership(slug, story_id, where)
    with writing(path) as target:
        memberships = [m for m in read_events(target).memberships if m.story == story_id]
        if membership not in memberships if drop else memberships[-1:] == [membership]:
            return
        row = {"event": slug, "story": story_id, "where": where}
        _append(target, [row | ({"drop": True} if drop else {})])


def begin_event(path: Path, event: Event) -> None:
    """A reader's own event: it begins, and each of its stories is decided to be in it."""
    decided = [{"event": event.slug, "story": story, "where": "in"} for story in event.stories]
    with writing(path) as target:
        _append(target, [_birth(event), *decided])


def put_lineage(path: Path, born: Sequence[Event], moved: Mapping[str, str]) -> None:
    """Note events that begin, and addresses that lead to others from now on."""
    rows = [*map(_birth, born), *({"event": old, "leads to": new} for old, new in moved.items())]
    if rows:
        with writing(path) as target:
            _append(target, rows)


def _birth(event: Event) -> dict[str, Any]:
    return {"event": event.slug, "label": event.label, "stories": list(event.stories)}


def _append(target: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    when = datetime.now(UTC).isoformat(timespec="seconds")
    append_lines(target, [written({"when": when, **row}, halves="replace") for row in rows])


def _text(value: object) -> str:
    """A text that is not empty; ValueError for anything else."""
    if not isinstance(value, str) or not value:
        raise ValueError("it is no text")
    return value
