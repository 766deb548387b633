"""What pages show of notes, tags and collections: documented dataclasses, ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.ui.parts import Link, Run


@dataclass(frozen=True, slots=True)
class Form:
    """A form: where it posts to, and what it posts beside what is filled in."""

    action: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KeptNote:
    """A note: when it was written, and, where it is on a passage, the words as they were then and the way to them.

    `lapsed` says that these words no longer stand in the story; `changed` is where a new text is posted to, `drop`
    what takes the note away.
    """

    id: str
    text: str
    day: str
    words: str
    url: str
    lapsed: str
    changed: Form
    drop: Form


@dataclass(frozen=True, slots=True)
class TagHere:
    """A tag of a story, leading to all that have it; `drop` takes it away."""

    label: str
    url: str
    drop: Form


@dataclass(frozen=True, slots=True)
class KeptHere:
    """What the archive's own people keep of a story: its tags, notes on it, and the collections that it is in.

    `known` are tags that there are already; `tagging` and `noting` are where a new tag and a new note are posted
    to, `add` is the page on which the story is added to a collection, `add_lit` the sentence that is marked.
    """

    tags: tuple[TagHere, ...]
    known: tuple[str, ...]
    tagging: Form
    notes: tuple[KeptNote, ...]
    noting: Form
    collections: tuple[Link, ...]
    add: str
    add_lit: str


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """A passage as it was when it was kept: who speaks in it, how, and how sure that is ("" where nobody does)."""

    words: tuple[Run, ...]
    speaker: str
    mode: str
    sure: str
