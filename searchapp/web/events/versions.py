"""What the stories of an event share, which came when, and why each is taken to tell of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from searchapp.compare.compared import Reason
from searchapp.compare.same_words import Stretch
from searchapp.model import Story
from searchapp.text.wording import count, day_of, together
from searchapp.web.events.pages import SharedText, Version
from searchapp.web.events.places import Places, edits
from searchapp.web.search_state import SearchState
from searchapp.web.ui.citing import UNTITLED
from searchapp.web.ui.links import day_link, outlet_link
from searchapp.web.ui.parts import Link
from searchapp.web.urls import story_url


def shared_text(same: Sequence[Stretch], places: Places) -> SharedText:
    """Words that stand in several places, the first of which is known where the days tell."""
    first, *again = same
    return SharedText(
        words=first.words,
        is_first=all(_before(first.story, place.story) for place in again),
        first=places.of(first),
        again=tuple((places.of(place), edits(first.words, place.words)) for place in again),
    )


def _before(story: Story, other: Story) -> bool:
    """Whether a story was published on an earlier day than another, as far as the days are known."""
    return bool(story.published and other.published and story.published < other.published)


def versions(
    stories: Sequence[Story],
    shared: Sequence[Sequence[Stretch]],
    reasons: Mapping[str, Sequence[Reason]],
    places: Places,
) -> Iterator[Version]:
    """The stories in their order, each with the passages that it shares with earlier ones."""
    by_id = {story.id: story for story in stories}
    taken: dict[str, Counter[str]] = {story.id: Counter() for story in stories}
    for first, *again in shared:
        for other in dict.fromkeys(place.story.id for place in again if place.story.id != first.story.id):
            taken[other][first.story.id] += 1
    everything = SearchState()
    for story in stories:
        said = [_taken(story, by_id[other], n, places) for other, n in taken[story.id].most_common()]
        yield Version(
            id=story.id,
            story=Link(story.title or UNTITLED, story_url(story.id)),
            outlet=outlet_link(everything, story.outlet),
            day=day_link(everything, story.published),
            shares="; ".join(said),
            why=_why(reasons.get(story.id, ()), by_id, places),
        )


def _taken(story: Story, other: Story, n: int, places: Places) -> str:
    where = (
        f"stood in {places.outlet(other)} first"
        if _before(other, story)
        else f"stand in {places.outlet(other)} too"
    )
    if n == 1:
        where = where.replace("stand ", "stands ", 1)
    return f"{count(n, 'passage', 'passages')} {where}"


_REASONS: Mapping[str, Callable[[list[str]], str]] = {
    "name": lambda whats: f"names {together(whats)}",
    "word": lambda whats: f"has the {'word' if len(whats) == 1 else 'words'} {together(whats)}",
    "day": lambda whats: f"was published on {together([day_of(day) for day in whats])}",
    "copy": lambda whats: f"shares passages with {together(whats)}",
}
"""What is said of a reason, by its kind."""


def _why(reasons: Iterable[Reason], by_id: Mapping[str, Story], places: Places) -> str:
    """Why a story is taken to tell of the event, as one sentence."""
    by_kind: dict[str, list[str]] = {}
    for kind, what in reasons:
        called = places.outlet(by_id[what]) if kind == "copy" and what in by_id else what
        by_kind.setdefault(kind, []).append(called)
    if "reader" in by_kind:
        return "Here because a reader put it here."
    told = [_REASONS[kind](list(dict.fromkeys(whats))) for kind, whats in by_kind.items() if kind in _REASONS]
    return f"Here because it {together(told)}." if told else ""
