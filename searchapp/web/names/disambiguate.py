"""Presenter of two forms about one name: the stories in which it means someone else, and what it is instead."""

from __future__ import annotations

from collections.abc import Sequence

from searchapp.curation.authority import Authority
from searchapp.engines import Index
from searchapp.facets import BY_KEY
from searchapp.model import ENTITY_KINDS, EntityKind, Story
from searchapp.query.tree import Everything
from searchapp.text.analysis import same_name
from searchapp.text.wording import ARTICLE, count_of, number, shorten
from searchapp.web.names.pages import ByStoryPage, NamedAs, StoryChoice, WrongNamePage
from searchapp.web.search_state import SearchState
from searchapp.web.ui.citing import UNTITLED
from searchapp.web.ui.links import day_link, outlet_link
from searchapp.web.ui.parts import Link, Notice
from searchapp.web.urls import name_url, story_url

STORIES_SHOWN = 100
"""Stories to choose from; of more, the newest."""
BESIDE = 4


def by_story_page(
    index: Index, kind: EntityKind, name: str, *, authority: Authority, notices: tuple[Notice, ...] = ()
) -> ByStoryPage:
    """The stories that have a name, newest first, to choose those in which it means someone else."""
    state = SearchState().only(kind, name)
    total = index.count(state.request(Everything(), facets=(), timeline=False))
    found = index.ranking(state.request(Everything(), page_size=STORIES_SHOWN, facets=(), timeline=False))
    stories = list(index.stories([story_id for story_id, _ in found]).values())
    said = f"the newest {number(len(stories))} of {count_of('story', total)}" if len(stories) < total else ""
    others = [
        e.preferred for e in authority.splits((kind,)) if same_name(name) in {same_name(a) for a in e.aliases}
    ]
    return ByStoryPage(
        title="One name, two of them",
        back=Link(f"← {shorten(name, 60)}", name_url(kind, name)),
        kind=kind,
        name=name,
        others=tuple(others),
        said=said,
        stories=tuple(_choice(s, name) for s in stories),
        notices=notices,
    )


def _choice(story: Story, name: str) -> StoryChoice:
    beside = dict.fromkeys(m.name for m in story.mentions if same_name(m.name) != same_name(name))
    return StoryChoice(
        id=story.id,
        story=Link(story.title or UNTITLED, story_url(story.id)),
        outlet=outlet_link(SearchState(), story.outlet),
        day=day_link(SearchState(), story.published),
        beside=", ".join(list(beside)[:BESIDE]),
    )


def wrong_name_page(
    story: Story, kind: EntityKind, name: str, *, total: int, back: str, notices: tuple[Notice, ...] = ()
) -> WrongNamePage:
    """A name as it stands in a story, and what it may be instead, there or in all `total` stories that have it."""
    return WrongNamePage(
        title="Not right?",
        back=Link("← Back", back),
        story=Link(story.title or UNTITLED, story_url(story.id)),
        outlet=outlet_link(SearchState(), story.outlet),
        day=day_link(SearchState(), story.published),
        name=name,
        article=ARTICLE[kind],
        places=_places(story, kind, name),
        choices=tuple((k, ARTICLE[k]) for k in ENTITY_KINDS if k != kind),
        everywhere=f"in all {count_of('story', total)} that have this {BY_KEY[kind].label.lower()}"
        if total > 1
        else "",
        fields=(("story", story.id), ("kind", kind), ("name", name), ("back", back)),
        notices=notices,
    )


def _places(story: Story, kind: EntityKind, name: str, most: int = 3, width: int = 70) -> tuple[NamedAs, ...]:
    """Where a name stands in a story, each place with the words around it."""
    found = [m for m in story.mentions if m.kind == kind and same_name(m.name) == same_name(name)]
    return tuple(
        NamedAs(
            before=_line(story.text[max(0, m.start - width) : m.start], cut_start=m.start > width),
            name=_words(m.text),
            after=_line(story.text[m.end : m.end + width], cut_end=m.end + width < len(story.text)),
        )
        for m in found[:most]
    )


def _words(text: str) -> str:
    return " ".join(text.split())


def _line(text: str, *, cut_start: bool = False, cut_end: bool = False) -> str:
    """A piece of text in one line, cut at words, with an ellipsis where it was cut; spaces at its ends stay."""
    line = " ".join(text.replace("\n", " ").split(" "))
    if cut_start:
        line = "… " + line.partition(" ")[2]
    if cut_end:
        line = line.rpartition(" ")[0] + " …"
    return line


def names_of(story: Story, kind: EntityKind) -> Sequence[str]:
    """The names of a kind that a story has, found or given."""
    found = [m.name for m in story.mentions if m.kind == kind]
    return list(dict.fromkeys([*found, *story.entities.get(kind, ())]))
