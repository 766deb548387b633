"""What every engine promises of stories that came: a request they don't touch finds what it found before."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st

from searchapp.curation.decisions import Decisions
from searchapp.engines import Changed, Index, Place, open_builder, open_index
from searchapp.model import Record, Story
from searchapp.query.loosening import loosened
from searchapp.query.parse import parse
from searchapp.query.request import SearchRequest
from searchapp.records import records
from tests import brute
from tests.conftest import publish
from tests.engines.brute_contract import STORIES, requests, thorough
from tests.engines.on_engine import Make, OnEngine, tried
from tests.stories import random_story, story


def found_by(given: list[Story], request: SearchRequest) -> set[str]:
    """What a request finds in these stories, with as many of its words as can be had where it may be widened."""
    everything: list[Record] = [r for s in given for r in records(s)]
    found, _ = brute.search(everything, replace(request, facets=()))
    count = len(loosened(request.node).words)
    if found or not request.widen or request.match == "any" or request.least or loosened(request.node).size < 2:
        return found
    bare = SearchRequest(request.node, kind=request.kind, within=request.within, facets=())
    of_kind = [r for r in everything if r.kind == request.kind]
    for least in range(count, max(1, (count + 1) // 2) - 1, -1):
        if any(brute.wanted(r, replace(bare, least=least)) for r in of_kind):
            return brute.search(everything, replace(request, least=least, facets=()))[0]
    return set()


class TouchedContract(OnEngine):
    """Stories come and go, and requests tell which of them do something to what they find."""

    @thorough(request=requests, widen=st.booleans(), new=st.sets(st.sampled_from(STORIES).map(lambda s: s.id)))
    def test_what_is_not_touched_finds_what_it_found_and_nothing_new(
        self, archive: Index, request: SearchRequest, widen: bool, new: set[str]
    ) -> None:
        asked = replace(request, widen=widen)
        before, now = found_by([s for s in STORIES if s.id not in new], asked), found_by(STORIES, asked)
        (touched,) = archive.touched([asked], new)
        came = any(record.partition("/")[0] in new for record in now)
        assert touched or (before == now and not came)

    @thorough(asked=st.lists(requests, min_size=2, max_size=5))
    def test_many_requests_are_told_as_each_is(self, archive: Index, asked: list[SearchRequest]) -> None:
        new = [s.id for s in STORIES[:3]]
        assert archive.touched(asked, new) == [archive.touched([one], new)[0] for one in asked]

    @tried(6, seed=st.integers(0, 10_000))
    def test_an_update_is_told_or_not_known(self, new_place: Callable[[], Place], seed: int) -> None:
        rng = random.Random(seed)
        place = new_place()
        publish(place, STORIES[:6])
        seen = [open_index(place).generation]
        there = [{s.id for s in STORIES[:6]}]
        written: list[set[str]] = []
        for n in range(3):
            with open_builder(place, enrichment="test") as builder:
                new = {f"n{n}", *rng.sample(sorted(there[-1]), 1)}
                gone = set(rng.sample(sorted(there[-1] - new), 1))
                for name in new:
                    builder.add(records(random_story(name, rng)), fingerprint="new")
                for name in gone:
                    builder.remove(name)
                builder.publish()
            there.append((there[-1] | new) - gone)
            written.append(new | gone)
            seen.append(open_index(place).generation)
        index = open_index(place)
        for at, generation in enumerate(seen):
            changed = index.changed(generation)
            if changed is not None:
                every = set().union(*written[at:])
                assert changed.stories == every
                assert changed.altered == every & there[at]
        own = index.changed(index.generation)
        assert own is None or own == Changed()
        assert index.changed("elsewhere") is None
        index.close()

    def test_a_story_that_is_taken_out_may_be_named(self, make_index: Make) -> None:
        index = make_index(story("one", "The harbour is closed."))
        assert len(index.touched([SearchRequest(parse("harbour"))], ["gone"])) == 1
        assert index.touched([], ["one"]) == []

    def test_it_tells_under_decisions_too(self, make_index: Make) -> None:
        index = make_index(story("one", "The harbour is closed."), story("two", "The bridge."))
        decided = index.with_decisions(Decisions(resolving=True))
        assert decided.touched([SearchRequest(parse("harbour")), SearchRequest()], ["one"]) == [True, True]
