"""What people gather: collections of stories, passages and searches, and notes on stories and passages. Pure.

Each is a value with an id. A change to what is kept is a new value in place of the one with its id, or its `Drop`;
the functions here work changes out, and change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, get_args

from searchapp.collections.passages import passage_key
from searchapp.errors import BadRequest, NotFound
from searchapp.model import Offsets, Statement, Story
from searchapp.text.letters import one_line
from searchapp.text.slugs import hyphenated, not_taken
from searchapp.text.wording import count, long_day, speakers_of

Kind = Literal["collection", "item", "note"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MAX_NAME = 200
MAX_NOTE = 10_000
MAX_ITEMS = 1_000
"""Items of a collection."""
_FULL = "Take out what is not needed, or begin another collection."


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage as it was when it was kept: its key and its sentence, and what is said in it, by whom and how.

    `said`, `speaker` and `mode` are "" and `confidence` is 0 where nobody is said to speak in it.
    """

    key: str
    sentence: str
    said: str = ""
    speaker: str = ""
    mode: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Collection:
    """A name and a note; its items know it by its id, which is its address too. `made` is in ISO 8601."""

    id: str
    name: str
    note: str = ""
    made: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a collection: a story, with `quoted` a passage of it, or else a search.

    `search` is its canonical query string. `title` and `source` are what the story was called and who published it
    when, at the time it was added. Items that came in together have ids that begin alike, up to a hyphen.
    """

    id: str
    collection: str
    place: int
    story: str = ""
    title: str = ""
    source: str = ""
    quoted: Quoted | None = None
    search: str = ""
    note: str = ""
    added: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote on a story, or with `quoted` on a passage of it."""

    id: str
    story: str
    text: str
    quoted: Quoted | None = None
    written: str = ""


@dataclass(frozen=True, slots=True)
class Drop:
    """What takes a value away; the value can be brought back."""

    kind: Kind
    id: str


Value = Collection | Item | Note
Change = Value | Drop


def kind_of(value: Value) -> Kind:
    """What kind of value it is."""
    match value:
        case Collection():
            return "collection"
        case Item():
            return "item"
        case Note():
            return "note"


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is kept, by id; `gone` is what was dropped, as it was then."""

    collections: Mapping[str, Collection] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    notes: Mapping[str, Note] = field(default_factory=dict)
    gone: Mapping[tuple[Kind, str], Value] = field(default_factory=dict)

    def collection(self, id: str) -> Collection:
        """A collection; NotFound where there is none."""
        if id not in self.collections:
            hint = "It may have been deleted; see the list of collections."
            raise NotFound(f"There is no collection “{id[:80]}”.", hint=hint)
        return self.collections[id]

    def item(self, id: str) -> Item:
        """An item; NotFound where there is none."""
        if id not in self.items:
            raise NotFound("This item is no longer in the collection.", hint="Look at the collection again.")
        return self.items[id]

    def by_name(self) -> tuple[Collection, ...]:
        """The collections, by name."""
        return tuple(sorted(self.collections.values(), key=lambda c: (c.name.casefold(), c.id)))

    def items_of(self, collection: str) -> tuple[Item, ...]:
        """The items of a collection in their order."""
        return tuple(sorted((i for i in self.items.values() if i.collection == collection), key=_order))

    def notes_on(self, story: str) -> tuple[Note, ...]:
        """The notes on a story and on its passages, the oldest first."""
        return tuple(sorted((n for n in self.notes.values() if n.story == story), key=lambda n: n.written))

    def come_together(self, token: str) -> tuple[Value, ...]:
        """What has this id, or one that begins with it up to a hyphen, there or gone."""
        here = (*self.collections.values(), *self.items.values(), *self.notes.values(), *self.gone.values())
        return tuple(v for v in here if token in (v.id, isinstance(v, Item) and v.id.rpartition("-")[0]))


def quoted(story: Story, sentence: Offsets, statement: Statement | None = None) -> Quoted:
    """A passage as it is now."""
    words = story.text[slice(*sentence)]
    if statement is None:
        return Quoted(passage_key(story, sentence), words)
    said, who = story.words_of(statement), speakers_of(statement)
    return Quoted(passage_key(story, sentence), words, said, who, statement.mode, statement.confidence)


def said_now(story: Story, quoted: Quoted) -> Statement | None:
    """The statement that a passage was kept for, as it is now; None where nobody is said to say that any more."""
    for statement in story.statements:
        same = passage_key(story, statement.sentence) == quoted.key
        if quoted.said and same and story.words_of(statement) == quoted.said:
            return statement
    return None


def source_of(story: Story) -> str:
    """Who published a story when, in a line; what is not known is said."""
    day = long_day(story.published) if story.published else "no date"
    return f"{story.outlet or 'unknown outlet'}, {day}"


# -- changes ------------------------------------------------------------------------------------------


def new_collection(kept: Kept, name: str, *, now: datetime, note: str = "") -> Collection:
    """A collection of this name; its address is one that none ever had. BadRequest for no name."""
    name = name_of(name)
    taken = {*kept.collections, *(id for kind, id in kept.gone if kind == "collection")}
    id = not_taken(hyphenated(name)[:60].strip("-") or "collection", taken)
    return Collection(id, name, note_of(note), moment(now))


def name_of(typed: str) -> str:
    """A name as it is kept; BadRequest for none."""
    name = one_line(typed)[:MAX_NAME].strip()
    if not name:
        raise BadRequest("The collection has no name.", hint="Go back and give it one.")
    return name


def note_of(typed: str) -> str:
    """A note as it is kept, without white space around it; BadRequest for one that is too long."""
    text = "\n".join(typed.split("\r\n")).strip()
    if len(text) > MAX_NOTE:
        raise BadRequest(f"The note is longer than {MAX_NOTE:,} characters.", hint="Go back and shorten it.")
    return text


def moment(now: datetime) -> str:
    """A time as it is kept."""
    return now.isoformat(timespec="seconds")


def added(kept: Kept, collection: str, items: Iterable[Item], *, token: str, now: datetime) -> tuple[Item, ...]:
    """These items at the end of a collection, but for those that are in it; BadRequest where there is no room."""
    there = kept.items_of(collection)
    known = {_about(item) for item in there}
    new = [item for item in items if _about(item) not in known]
    if len(there) + len(new) > MAX_ITEMS:
        raise BadRequest(f"A collection has {count(MAX_ITEMS, 'item', 'items')} at most.", hint=_FULL)
    last = max((item.place for item in there), default=0)
    return tuple(
        replace(item, id=f"{token}-{n}", collection=collection, place=last + n, added=moment(now))
        for n, item in enumerate(new, 1)
    )


def moved(kept: Kept, item: Item, to: int) -> tuple[Item, ...]:
    """The items that have another place when one is moved to a position, counted from 1."""
    before = kept.items_of(item.collection)
    after = [other for other in before if other.id != item.id]
    after.insert(min(max(to, 1), len(before)) - 1, item)
    places: Sequence[int] = [other.place for other in before]
    if len(set(places)) < len(places):
        places = range(1, len(before) + 1)
    return tuple(
        replace(other, place=place) for other, place in zip(after, places, strict=True) if other.place != place
    )


def toggled(kept: Kept, token: str) -> tuple[Change, ...]:
    """Take away what is there of this id, or bring back what is gone; see `Kept.come_together`."""
    values = kept.come_together(token)
    back: list[Change] = [v for v in values if (kind_of(v), v.id) in kept.gone]
    return tuple(back or [Drop(kind_of(v), v.id) for v in values])


def _order(item: Item) -> tuple[int, str, str]:
    return item.place, item.added, item.id


def _about(item: Item) -> tuple[str, str, str, str]:
    """What makes an item the same as another."""
    passage = (item.quoted.key, item.quoted.said) if item.quoted else ("", "")
    return item.story, item.search, *passage
