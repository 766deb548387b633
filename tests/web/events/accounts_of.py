"""An event of three outlets for the tests of its page: shared copy, one speaker by two names, one unheard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from searchapp.archive.comparing import path_of
from searchapp.archive.comparing.store import storing
from searchapp.compare.compared import Event, Pair, Passage, Reason
from searchapp.engines import Place, current_generation, in_folder
from searchapp.model import Offsets, Story
from tests.conftest import fill
from tests.stories import said, story
from tests.web.conftest import mention

LEDGER = (
    "“Foreign fighters are included in the deal,” Omar Alloush said. "
    "The harbour monitor said forty buses had reached the bridge on Friday night. "
    "The harbour monitor also warned of mines."
)
WIRE = (
    "Mr Alloush said the evacuation would also take in foreign fighters. "
    "The harbour monitor said some forty buses had reached the bridge on Friday night. "
    "Talal Silo said the foreign fighters would stay behind."
)
COURIER = (
    "Local men were part of the deal, Omar Alloush said. The militia of Silo gave no hour. Nobody else spoke."
)
BUSES = {
    "ledger": "The harbour monitor said forty buses had reached the bridge on Friday night.",
    "wire": "The harbour monitor said some forty buses had reached the bridge on Friday night.",
}
SLUG, EARLIER = "bridge-buses-2017-10-14", "bridge-2017-10-14"


def stories() -> list[Story]:
    """The three stories, in the order of their days."""
    return [
        story(
            "ledger", LEDGER, title="Deal for the bridge", outlet="Gulf Ledger", published="2017-10-14",
            statements=(
                said(LEDGER, "Foreign fighters are included in the deal", "Omar Alloush", mode="direct",
                     cue="said"),
                said(LEDGER, "forty buses had reached the bridge on Friday night", "harbour monitor",
                     speaker_kind="organization", cue="said"),
            ),
            mentions=(mention(LEDGER, "Omar Alloush", "person"),),
        ),
        story(
            "wire", WIRE, title="Foreigners to leave", outlet="Euphrates Wire", published="2017-10-15",
            statements=(
                said(WIRE, "the evacuation would also take in foreign fighters", "Alloush", cue="said"),
                said(WIRE, "some forty buses had reached the bridge on Friday night", "harbour monitor",
                     speaker_kind="organization", cue="said"),
                said(WIRE, "the foreign fighters would stay behind", "Talal Silo", cue="said"),
            ),
            mentions=(mention(WIRE, "Alloush", "person"), mention(WIRE, "Talal Silo", "person")),
        ),
        story(
            "courier", COURIER, title="Local men to leave", outlet="Capital Courier", published="2017-10-16",
            statements=(said(COURIER, "Local men were part of the deal", "Omar Alloush", cue="said"),),
            mentions=(mention(COURIER, "Omar Alloush", "person"),),
        ),
    ]  # fmt: skip


def spot(text: str, words: str) -> Offsets:
    """Where words stand in a text."""
    start = text.index(words)
    return start, start + len(words)


def pairs() -> list[Pair]:
    """What the first two share."""
    return [
        Pair("ledger", "wire", 0.4, 0.4, (Passage(spot(LEDGER, BUSES["ledger"]), spot(WIRE, BUSES["wire"])),)),
    ]


REASONS = {
    "ledger": (Reason("name", "Omar Alloush"), Reason("day", "2017-10-14"), Reason("copy", "wire")),
    "wire": (Reason("name", "Omar Alloush"), Reason("word", "buses"), Reason("copy", "ledger")),
    "courier": (Reason("reader", "a reader"),),
}


def tell(folder: Path, told: Sequence[Story], found: Sequence[Pair] = ()) -> None:
    """Index stories as one event, with what was found between them."""
    fill(folder, told)
    tell_of(in_folder(folder), folder, told, found)


def tell_of(place: Place, data: Path, told: Sequence[Story], found: Sequence[Pair] = ()) -> None:
    """Let stories of an index be one event, with what was found between them."""
    days = sorted(story.published for story in told if story.published)
    event = Event(SLUG, "Bridge, buses", days[0], days[-1], tuple(story.id for story in told))
    with storing(path_of(place, data)) as store:
        for one in told:
            store.add(one.id, "1")
        store.put_pairs(found)
        store.put_events([event], REASONS, {EARLIER: SLUG})
        store.publish(current_generation(place) or "")
