"""What of a story others tell too: the words that they share, how much that is, and who they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from searchapp.compare.compared import Compared, Event, Pair
from searchapp.model import Offsets, Story
from searchapp.text.wording import count, long_day, together
from searchapp.web.search_state import SearchState
from searchapp.web.story.pages import AlsoTold
from searchapp.web.ui.also import other, shares_of
from searchapp.web.ui.citing import UNTITLED
from searchapp.web.ui.parts import Link
from searchapp.web.urls import compare_url

BESIDE = 3
"""Stories that stand beside this one where it is compared."""
NAMED = 2
"""Outlets that are named where words are shared; more of them are counted."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Copied:
    """The stretches of a text that others have too, in order and apart, and who has them.

    `also` leads, from the last of several sentences that the same others have, to these side by side; it goes by
    where that sentence begins.
    """

    spans: tuple[Offsets, ...] = ()
    also: Mapping[int, Link] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Others:
    """The other stories that tell of the same, and what was found of them and this one."""

    event: Event | None = None
    stories: tuple[Story, ...] = ()
    pairs: tuple[Pair, ...] = ()

    @classmethod
    def of(cls, story_id: str, found: Mapping[str, Story], compared: Compared, pairs: Iterable[Pair]) -> Others:
        """Those of a story that were `found`; a pair with any other, or with itself, counts for nothing."""
        there = tuple(story for story in found.values() if story.id != story_id)
        event = compared.events.get(compared.event_of.get(story_id, ""))
        return cls(event, there, tuple(p for p in pairs if p.b != story_id and p.b in found))


def copied(story: Story, sentences: Sequence[Offsets], others: Others) -> Copied:
    """What is marked in a story's text."""
    spans = _joined(passage.a for pair in others.pairs for passage in pair.passages)
    called = {one.id: one.outlet or f"“{one.title or UNTITLED}”" for one in others.stories}
    starts = [start for start, _ in sentences]
    by_sentence: dict[int, dict[str, None]] = {}
    for pair in others.pairs:
        for (start, end), _ in pair.passages:
            for n in range(max(bisect_right(starts, start) - 1, 0), bisect_right(starts, end - 1)):
                low, high = max(start, sentences[n][0]), min(end, sentences[n][1])
                if 2 * (high - low) >= sentences[n][1] - sentences[n][0]:
                    by_sentence.setdefault(n, {})[pair.b] = None
    having = [(n, tuple(by_sentence.get(n, ()))) for n in range(len(sentences))]
    also: dict[int, Link] = {}
    for ids, run in groupby(having, key=lambda one: one[1]):
        numbers = [n for n, _ in run]
        if ids:
            url = compare_url(story.id, *ids[:BESIDE], anchor=f"s1-{starts[numbers[0]]}")
            also[starts[numbers[-1]]] = Link(f"also in {_outlets(called[one] for one in ids)}", url)
    return Copied(spans, also)


def also_told(story: Story, others: Others) -> AlsoTold | None:
    """What stands beside a story of those that tell of the same; None where there are none."""
    if not others.stories:
        return None
    shares = shares_of({story.id: others.pairs}, story.id)
    event = others.event
    ranked = [pair.b for pair in sorted(others.pairs, key=lambda pair: -pair.share_a)]
    return AlsoTold(
        event=Link(event.called, SearchState().only("event", event.slug).url()) if event else None,
        others=tuple(other(one, shares.get(one.id, 0.0), beside=(story.id,)) for one in others.stories),
        copied=_shared_said(story, others),
        compare=compare_url(story.id, *ranked[:BESIDE]) if ranked else "",
    )


def _shared_said(story: Story, others: Others) -> str:
    """How much of a story others have too, and where it is dated first; "" where they have nothing of it."""
    if not others.pairs:
        return ""
    share = _share(story, others.pairs)
    much = "Nearly all" if share >= 0.8 else f"About {max(5, 5 * round(share * 20))}\N{NO-BREAK SPACE}%"
    having = {pair.b for pair in others.pairs}
    line = f"{much} of this is shared with {count(len(having), 'other story', 'other stories')}"
    dated = [(one.published, one) for one in (story, *others.stories) if one.id in having or one is story]
    days = sorted(day for day, _ in dated if day)
    if len(days) < len(dated) or days[0] == days[1]:
        return f"{line}."
    first = next(one for day, one in dated if day == days[0])
    where = "here" if first is story else f"in {first.outlet or f'“{first.title or UNTITLED}”'}"
    return f"{line}; earliest {where}, {long_day(days[0])}."


def _share(story: Story, pairs: Sequence[Pair]) -> float:
    """How much of a story's own words any of these have."""
    spans = _joined(passage.a for pair in pairs for passage in pair.passages)
    starts = [start for start, _ in spans]
    words = [word.start() for word in _WORD.finditer(story.own_text)]
    inside = sum(1 for at in words if (n := bisect_right(starts, at)) and at < spans[n - 1][1])
    return max([inside / (len(words) or 1) if len(pairs) > 1 else 0.0, *(pair.share_a for pair in pairs)])


def _joined(spans: Iterable[Offsets]) -> tuple[Offsets, ...]:
    """Stretches in order, those that touch or overlap as one."""
    out: list[Offsets] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif start < end:
            out.append((start, end))
    return tuple(out)


def _outlets(called: Iterable[str]) -> str:
    """The outlets of several stories, by name where they are few."""
    names = tuple(dict.fromkeys(called))
    return together(names) if len(names) <= NAMED else count(len(names), "outlet", "outlets")
