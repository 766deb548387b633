"""What comparing stories found as JSON, for the API and the command line: pairs, events, related stories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from searchapp.compare.compared import Event, Pair, Reason, Related
from searchapp.model import Story


def pair_to_json(pair: Pair) -> dict[str, Any]:
    """Two stories that share passages; offsets are in code points of each one's text."""
    return {
        "a": pair.a,
        "b": pair.b,
        "share_a": pair.share_a,
        "share_b": pair.share_b,
        "passages": [{"a": list(passage.a), "b": list(passage.b)} for passage in pair.passages],
    }


def event_to_json(event: Event) -> dict[str, Any]:
    """An event with its days and the ids of its stories."""
    return {
        "event": event.slug,
        "label": event.label,
        "since": event.since.isoformat() if event.since else None,
        "until": event.until.isoformat() if event.until else None,
        "stories": list(event.stories),
    }


def event_with_reasons(
    event: Event, stories: Iterable[Story], reasons: Mapping[str, Sequence[Reason]]
) -> dict[str, Any]:
    """The same with the outlets of its stories, and with the reasons of each by its id."""
    return {
        **event_to_json(event),
        "outlets": sorted({story.outlet for story in stories if story.outlet}),
        "reasons": {story: reasons_to_json(why) for story, why in reasons.items()},
    }


def related_to_json(other: Related, story: Story) -> dict[str, Any]:
    """A story that is like another."""
    return {
        "id": story.id,
        "title": story.title,
        "outlet": story.outlet,
        "published": story.published.isoformat() if story.published else None,
        "score": other.score,
        "reasons": reasons_to_json(other.reasons),
    }


def reasons_to_json(reasons: Sequence[Reason]) -> list[dict[str, str]]:
    """What stories have in common, the most telling first."""
    return [reason._asdict() for reason in reasons]
