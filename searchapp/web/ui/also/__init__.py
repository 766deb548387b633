"""Who else tells of it: the other stories of an event, and those that share copy, wherever a story is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from searchapp.compare.compared import Compared, Pair
from searchapp.model import Story
from searchapp.web.search_state import SearchState
from searchapp.web.ui.also.pages import Other
from searchapp.web.ui.citing import UNTITLED
from searchapp.web.ui.links import day_link, outlet_link
from searchapp.web.ui.parts import Link
from searchapp.web.urls import compare_url, story_url

MOST = 24
"""Other stories that are named beside one."""


def others_of(stories: Sequence[str], compared: Compared, pairs: Iterable[Pair]) -> tuple[str, ...]:
    """The other stories of these ones' events, and those that share words with them, which come first.

    `pairs` are as seen from these stories.
    """
    sharing = sorted(pairs, key=lambda pair: (-pair.share_a, pair.b))
    events = [compared.events[compared.event_of[story]] for story in stories if story in compared.event_of]
    found = dict.fromkeys([*(pair.b for pair in sharing), *(s for event in events for s in event.stories)])
    return tuple(story for story in found if story not in stories)[:MOST]


def other(story: Story, share: float, *, beside: Sequence[str]) -> Other:
    """One of them: `share` is how much it has of the story it stands beside, which are `beside`."""
    return Other(
        outlet=outlet_link(SearchState(), story.outlet),
        day=day_link(SearchState(), story.published),
        story=Link(story.title or UNTITLED, story_url(story.id)),
        shares=f"shares {percent(share)}" if share else "",
        compare=compare_url(*beside, story.id),
    )


def percent(share: float) -> str:
    """A share of a story's words: 38 %; what is less than all of them is never 100 %."""
    return f"{max(1, min(round(share * 100), 100 if share == 1 else 99))}\N{NO-BREAK SPACE}%"


def shares_of(pairs: Mapping[str, Iterable[Pair]], story: str) -> dict[str, float]:
    """By story how much of one story's words it has."""
    return {pair.b: pair.share_a for pair in pairs.get(story, ()) if pair.b != story}
