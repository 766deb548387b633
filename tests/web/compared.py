"""What comparing stories found, put by hand beside an index that a test made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from searchapp.archive.comparing import FILE_NAME
from searchapp.archive.comparing.store import storing
from searchapp.compare.compared import Event, Pair, Reporting


def put_compared(
    index: Path,
    stories: Iterable[str],
    *,
    pairs: Iterable[Pair] = (),
    groups: Mapping[str, str] | None = None,
    reporting: Mapping[str, Reporting] | None = None,
    events: Iterable[Event] = (),
) -> None:
    """Keep what was found of these stories beside the index in a folder."""
    groups = groups or {}
    reprints: dict[str, Reporting] = {story: "reprint" for story, first in groups.items() if story != first}
    with storing(index / FILE_NAME) as store:
        kinds: dict[str, Reporting] = {}
        for story in stories:
            store.add(story, "1")
            kinds[story] = (reporting or reprints).get(story, "own")
        store.put_pairs(pairs)
        store.put_reporting(kinds, groups)
        store.put_events(events, {}, {})
        store.publish("any")
