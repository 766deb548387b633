"""The ways within a story: how it is being read, as its address says it, and from one marked place to the next.

A long story is shown in parts; a place in another part has an address, one in the part that is shown an anchor.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from searchapp.model import Offsets
from searchapp.text.wording import number
from searchapp.web.arguments import ArgumentReader, Arguments
from searchapp.web.search_state import SearchState
from searchapp.web.story.pages import Step
from searchapp.web.urls import story_url

PART = 300_000
"""Characters after which a part ends with its sentence; names and statements are not mined behind the first."""
Stop = tuple[int, str]
"""Where one may be led: an offset in the text, and the anchor there."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A story as it is being read: the search it was found by, which part is shown, and whether with links."""

    story_id: str
    state: SearchState
    part: int = 1
    links: bool = False

    @classmethod
    def from_args(cls, story_id: str, state: SearchState, args: Arguments) -> Reading:
        """What an address asks for; a part that is no number is the first."""
        reader = ArgumentReader(args)
        part = reader.last("part")
        at = int(part) if part.isascii() and part.isdigit() and len(part) < 6 else 1
        return cls(story_id, state, max(at, 1), reader.last("links") == "1")

    def url(self, anchor: str = "") -> str:
        """The address of a story read so."""
        extra = {"part": str(self.part)} if self.part > 1 else {}
        if self.links:
            extra["links"] = "1"
        return self.state.url(story_url(self.story_id), **extra) + (f"#{anchor}" if anchor else "")


@dataclass(frozen=True, slots=True)
class Ways:
    """Where anchors lead from the part that is shown: the `starts` of parts, and the `end` of the text."""

    reading: Reading
    starts: tuple[int, ...]
    end: int

    @classmethod
    def of(cls, reading: Reading, starts: tuple[int, ...], end: int, lit: Offsets | None) -> Ways:
        """The ways from the part that is asked for, or from that with a passage; where there is none, the last."""
        part = bisect_right(starts, lit[0]) if lit else min(reading.part, len(starts))
        return cls(replace(reading, part=part), starts, end)

    @property
    def shown(self) -> Offsets:
        """The stretch of the text that is shown."""
        low, high = (*self.starts, self.end)[self.reading.part - 1 : self.reading.part + 1]
        return low, high

    def shows(self, stop: Stop) -> bool:
        """Whether a place is in the part that is shown."""
        return bisect_right(self.starts, stop[0]) == self.reading.part

    def to(self, stop: Stop) -> str:
        """The link to a place."""
        offset, anchor = stop
        if self.shows(stop):
            return f"#{anchor}"
        return replace(self.reading, part=bisect_right(self.starts, offset)).url(anchor)

    def step(self, stops: Sequence[Stop], i: int, said: str, noun: str) -> Step:
        """What stands beside the i-th of these places; `said` follows its number, `noun` is what each is."""
        return Step(
            label=f"{number(i + 1)} of {number(len(stops))} {said}",
            noun=noun,
            previous=self.to(stops[i - 1]) if i else "",
            next=self.to(stops[i + 1]) if i + 1 < len(stops) else "",
        )


def part_starts(sentences: Sequence[Offsets]) -> tuple[int, ...]:
    """Where the parts of a text begin, by its sentences."""
    starts = [0]
    for start, _ in sentences:
        if start >= starts[-1] + PART:
            starts.append(start)
    return tuple(starts)
