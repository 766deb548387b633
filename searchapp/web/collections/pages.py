"""What the pages of collections show: documented dataclasses, ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from searchapp.web.pages import Page
from searchapp.web.ui.kept.pages import Form, KeptNote, QuotedWords
from searchapp.web.ui.parts import Link


@dataclass(frozen=True, slots=True)
class CollectionRow:
    """A collection in the list: how many items it has, and when it was made."""

    name: str
    url: str
    note: str
    items: str
    made: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionsPage(Page):
    """All collections."""

    template = "collections/collections.html"
    rows: tuple[CollectionRow, ...]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of a collection: what it is, where it stands, the words of a passage, and what is to be said of it.

    `state` says that it has changed or is gone since then; `first` and `last` tell where it can't be moved.
    """

    id: str
    number: int
    kind: str
    heading: str
    url: str
    source: str
    quoted: QuotedWords | None
    state: str
    note: str
    first: bool
    last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionPage(Page):
    """One collection with its items in their order.

    `dossier` opens its dossier, `file` is what that is called when it is saved, `bundle` has it with all that it
    rests on; `edit` is where its name and note, and its deletion, are posted to, `change` what becomes of an item.
    """

    template = "collections/collection.html"
    back: Link
    name: str
    note: str
    status: str
    rows: tuple[ItemRow, ...]
    dossier: str
    file: str
    bundle: str
    edit: str
    change: str


@dataclass(frozen=True, slots=True)
class Into:
    """A collection to add to; `chosen` is the one that was added to last."""

    slug: str
    name: str
    items: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPage(Page):
    """What is to be added, the collections it can be added to, and the notes on it.

    `fields` name it; `choices` are there for a search, which is added itself or with what it finds, and of which
    `dossiers` can be made at once. `noting` is None where there is nothing to write a note on.
    """

    template = "collections/add.html"
    back: Link
    heading: Link
    source: str
    quoted: QuotedWords | None
    fields: tuple[tuple[str, str], ...]
    dossiers: tuple[Link, ...]
    choices: tuple[tuple[str, str], ...]
    collections: tuple[Into, ...]
    notes: tuple[KeptNote, ...]
    noting: Form | None


@dataclass(frozen=True, slots=True)
class DossierRun:
    """A run of a passage's paragraphs: `sentence` within the sentence quoted, `said` what is said in it."""

    text: str
    sentence: bool = False
    said: bool = False


@dataclass(frozen=True, slots=True)
class DossierEntry:
    """An entry of a dossier as it is printed: what it is of, its passage in its paragraphs, how that was found.

    `who` leads the passage, `found` says by what it was found, `lapsed` that the words no longer stand there.
    """

    number: int
    title: str
    about: str
    source: int
    link: str
    original: str
    paragraphs: tuple[tuple[DossierRun, ...], ...]
    who: str
    mode: str
    how: str
    found: str
    lapsed: str
    citation: str
    note: str


@dataclass(frozen=True, slots=True)
class DossierSource:
    """A story that a dossier quotes: its addresses, the digest of its text, and why that may not be all there."""

    citation: str
    link: str
    original: str
    characters: str
    sha256: str
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DossierPage:
    """A dossier as a page that needs nothing beside it; `manifest` is JSON, and "" while that is being made."""

    template: ClassVar[str] = "collections/dossier.html"
    title: str
    note: str
    lines: tuple[str, ...]
    entries: tuple[DossierEntry, ...]
    sources: tuple[DossierSource, ...]
    made_by: str
    manifest: str = ""
