"""Which stories tell of an event, as readers decide: what they may choose, what they just did, the way back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from searchapp.compare.compared import Event
from searchapp.compare.events.decided import Membership as Decided
from searchapp.compare.events.decided import Where
from searchapp.compare.same_words import Pairs
from searchapp.model import Story
from searchapp.web.events.pages import Membership
from searchapp.web.ui.citing import UNTITLED
from searchapp.web.ui.parts import Link, Notice, Undo
from searchapp.web.urls import STORY, event_stories_url, meant, story_url

DECIDED = "decided"
"""The parameter that names a story which a reader just decided on."""
MOST_ALSO = 6
"""Stories that are offered, those that share most first."""
_SAID: Mapping[Where, str] = {
    "in": "“{}” is in this event now.",
    "out": "“{}” is no longer in this event.",
}


def others(event: Event, pairs: Pairs, decided: Iterable[Decided]) -> tuple[str, ...]:
    """Stories that are not in an event but share passages with its stories, and those that were taken out."""
    within = set(event.stories)
    shares: dict[str, float] = {}
    for story in event.stories:
        for pair in pairs.get(story, ()):
            if pair.b not in within:
                shares[pair.b] = max(shares.get(pair.b, 0.0), pair.share_b)
    most = sorted(shares, key=lambda story: (-shares[story], story))[:MOST_ALSO]
    return tuple(dict.fromkeys((*most, *(d.story for d in decided if d.story not in within))))


def membership(event: Event, known: Mapping[str, Story], decided: Iterable[Decided]) -> Membership:
    """What a reader may decide; `known` are the stories that are not in the event."""
    out = {d.story for d in decided if d.where == "out"}
    return Membership(
        event_stories_url(event.slug),
        tuple((story.id, _link(story)) for story in known.values() if story.id not in out),
        tuple((_link(story), undo(event.slug, story.id, "out")) for story in known.values() if story.id in out),
    )


def just_decided(
    slug: str, story_id: str, known: Mapping[str, Story], decided: Iterable[Decided]
) -> Iterator[Notice]:
    """The line on what a reader just decided, where that is in force, with the way back."""
    if story_id in known:
        title = known[story_id].title or UNTITLED
        last = [d for d in decided if d.story == story_id][-1:]
        for d in last:
            yield Notice(_SAID[d.where].format(title), tone="done", undo=undo(slug, story_id, d.where))
        if not last:
            yield Notice(f"What was decided on “{title}” is taken back.", tone="done")


def undo(slug: str, story_id: str, where: Where) -> Undo:
    """The button that takes a decision back."""
    return Undo(event_stories_url(slug), (("story", story_id), ("where", where), ("drop", "1")))


def story_of(given: str) -> str:
    """The id of a story that is given by its id, or by its address here."""
    path = urlsplit(given.strip()).path
    if not path.startswith(f"{STORY}/"):
        return given.strip()
    return meant(unquote(path.removeprefix(f"{STORY}/").partition("/s/")[0]))


def _link(story: Story) -> Link:
    return Link(story.title or UNTITLED, story_url(story.id), note=story.outlet or "")
