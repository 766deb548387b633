"""What comparing stories found as plain JSON values: the one form of a pair and of an event."""

from __future__ import annotations

from typing import Any

from searchapp.compare.compared import Event, Pair


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
    """An event with its stories, the first published first."""
    return {
        "slug": event.slug,
        "label": event.label,
        "since": event.since and event.since.isoformat(),
        "until": event.until and event.until.isoformat(),
        "stories": list(event.stories),
    }
