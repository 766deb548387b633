"""Presenter of collections: the list, one of them, and the page on which something is added."""

from __future__ import annotations

from collections.abc import Iterable

from searchapp.collections.kept import Collection, Item, Kept, Quoted, source_of
from searchapp.engines import Index
from searchapp.model import Story
from searchapp.text.wording import count, count_of, day_of
from searchapp.web.collections.pages import (
    AddPage,
    CollectionPage,
    CollectionRow,
    CollectionsPage,
    Into,
    ItemRow,
)
from searchapp.web.question import Question
from searchapp.web.search_state import SearchState
from searchapp.web.services import services
from searchapp.web.ui.citing import UNTITLED
from searchapp.web.ui.kept import GONE, notes_on, noting, quoted_words, since_then
from searchapp.web.ui.parts import Link, Notice
from searchapp.web.ui.search_box import title
from searchapp.web.urls import (
    AT,
    collection_dossier_url,
    collection_edit_url,
    collection_items_url,
    collection_url,
    passage_url,
    story_url,
)

MOST_AT_ONCE = 200
"""Results of a search that are added in one go."""


def items_said(kept: Kept, collection: Collection) -> str:
    """How many items a collection has."""
    return count(len(kept.items_of(collection.id)), "item", "items")


def collections_page(kept: Kept, *, notices: tuple[Notice, ...]) -> CollectionsPage:
    """All collections."""
    rows = tuple(
        CollectionRow(c.name, collection_url(c.id), c.note, items_said(kept, c), day_of(c.made))
        for c in kept.by_name()
    )
    return CollectionsPage(title="Collections", rows=rows, notices=notices)


def collection_page(
    index: Index, kept: Kept, collection: Collection, *, notices: tuple[Notice, ...]
) -> CollectionPage:
    """One collection; its stories are read together, and its searches counted together."""
    items = kept.items_of(collection.id)
    stories = index.stories({item.story for item in items if item.story})
    searches = _searches(index, items)
    return CollectionPage(
        title=collection.name,
        back=Link("← All collections", AT.collections),
        name=collection.name,
        note=collection.note,
        status=items_said(kept, collection),
        rows=tuple(
            _row(item, searches[item.search] if item.search else stories.get(item.story), n, len(items))
            for n, item in enumerate(items, 1)
        ),
        dossier=collection_dossier_url(collection.id, "html"),
        file=f"{collection.id}.html",
        bundle=collection_dossier_url(collection.id, "zip"),
        edit=collection_edit_url(collection.id),
        change=collection_items_url(collection.id),
        notices=notices,
    )


def _searches(index: Index, items: Iterable[Item]) -> dict[str, Link]:
    """The searches among the items, each with its address and what it finds now."""
    asked = {i.search: services().ask(SearchState.from_query(i.search))[0] for i in items if i.search}
    totals = index.counts([question.request(widen=True) for question in asked.values()]) if asked else []
    return {
        query: Link(title(q.state, index.decisions.called), q.state.url(), count_of(q.state.kind, total))
        for (query, q), total in zip(asked.items(), totals, strict=True)
    }


def _row(item: Item, now: Story | Link | None, number: int, many: int) -> ItemRow:
    """An item beside what is there of it now: its story, or its search."""
    match now:
        case Link():
            kind, heading, url, source, state = "search", now.label, now.url, f"finds {now.count} now", ""
        case Story():
            kind, heading, url, source, state = (
                "story",
                now.title or UNTITLED,
                story_url(now.id),
                source_of(now),
                "",
            )
            if item.quoted:
                url, state = passage_url(now.id, item.quoted.key), since_then(now, item.quoted)
        case None:
            kind, heading, url, source, state = "story", item.title, "", item.source, GONE
    return ItemRow(
        id=item.id,
        number=number,
        kind="passage" if item.quoted else kind,
        heading=heading,
        url=url,
        source=source,
        quoted=quoted_words(item.quoted) if item.quoted else None,
        state=state,
        note=item.note,
        first=number == 1,
        last=number == many,
    )


# -- adding -------------------------------------------------------------------------------------------


def add_to_story_page(
    story: Story, quoted: Quoted | None, kept: Kept, *, fields: tuple[tuple[str, str], ...], back: str, here: str,
    notices: tuple[Notice, ...],
) -> AddPage:  # fmt: skip
    """A story, or a passage of it, is added or noted on."""
    key = quoted.key if quoted else ""
    url = passage_url(story.id, key) if key else story_url(story.id)
    return AddPage(
        title="Keep this passage" if quoted else "Keep this story",
        back=Link("← Back", back),
        heading=Link(story.title or UNTITLED, url),
        source=source_of(story),
        quoted=quoted_words(quoted) if quoted else None,
        fields=fields,
        choices=(),
        dossiers=(),
        collections=into(kept),
        notes=notes_on(story, kept, here, key=key),
        noting=noting(back, **dict(fields[:-1])),
        notices=notices,
    )


def add_search_page(
    question: Question, total: int, kept: Kept, *, fields: tuple[tuple[str, str], ...], back: str,
    notices: tuple[Notice, ...],
) -> AddPage:  # fmt: skip
    """A search is added, or what it finds."""
    state = question.state
    first = f"the first {MOST_AT_ONCE} of " if total > MOST_AT_ONCE else ""
    found = f"What it finds now: {first}{count_of(state.kind, total)}"
    of_what = f"of {first or 'the '}{count_of(state.kind, total)}"
    return AddPage(
        title="Keep this search",
        back=Link("← Back", back),
        heading=Link(title(state, services().called), state.url()),
        source="",
        quoted=None,
        fields=fields,
        dossiers=(
            Link(f"Open a dossier {of_what}", state.url(AT.dossier)),
            Link("Save it with texts and citations (ZIP)", state.url(AT.dossier_zip)),
        ),
        choices=(("search", "The search itself, to be asked again"), *([("found", found)] if total else [])),
        collections=into(kept),
        notes=(),
        noting=None,
        notices=notices,
    )


def into(kept: Kept) -> tuple[Into, ...]:
    """The collections to choose from; the one that was added to last is chosen."""
    latest = max(kept.items.values(), key=lambda i: (i.added, i.id), default=None)
    last = latest.collection if latest else ""
    return tuple(Into(c.id, c.name, items_said(kept, c), c.id == last) for c in kept.by_name())
