"""What every engine promises of stories that came: what of them is found, and that all else is as it was."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st

from searchapp.collections.tags import Tags
from searchapp.curation.decisions import Decisions
from searchapp.engines import Changed, Index, Place, open_builder, open_index
from searchapp.model import Record
from searchapp.query.loosening import loosened
from searchapp.query.parse import parse
from searchapp.query.request import Filter, SearchRequest
from searchapp.records import records
from tests import brute
from tests.conftest import publish
from tests.engines.brute_contract import EVERYTHING, STORIES, requests, thorough
from tests.engines.on_engine import Make, OnEngine, needs, tried
from tests.engines.tags_contract import chosen_tags, tags_of_archive, with_values
from tests.stories import random_story, story


def found_by(everything: list[Record], request: SearchRequest) -> set[str]:
    """What a request finds in these records, with as many of its words as can be had where it may be widened."""
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


def keeps_promise(index: Index, everything: list[Record], request: SearchRequest, new: set[str]) -> None:
    """What is found is what was found without the new stories, and of these what is told, where that is told."""
    (told,) = index.found_among([request], new)
    if told is not None:
        before = found_by([record for record in everything if record.story.id not in new], request)
        assert found_by(everything, request) == before | set(told)
        assert len(set(told)) == len(told)
        assert {record.id for record in everything if record.story.id in new} >= set(told)


some = st.sets(st.sampled_from(STORIES).map(lambda s: s.id), max_size=8)


class AmongContract(OnEngine):
    """Stories come and go, and requests tell which of them do something to what they find."""

    @thorough(request=requests, widen=st.booleans(), new=some)
    def test_what_is_found_is_what_was_found_and_what_is_told_of_the_new(
        self, archive: Index, request: SearchRequest, widen: bool, new: set[str]
    ) -> None:
        keeps_promise(archive, EVERYTHING, replace(request, widen=widen), new)

    @needs("decisions")
    @thorough(request=requests, given=tags_of_archive, chosen=chosen_tags, new=some)
    def test_so_it_is_under_decisions(
        self,
        archive: Index,
        request: SearchRequest,
        given: dict[str, tuple[str, ...]],
        chosen: tuple[Filter, ...],
        new: set[str],
    ) -> None:
        asked = replace(request, filters=(*(f for f in request.filters if f.key != "tag"), *chosen))
        tagged = [with_values(record, "tag", given) for record in EVERYTHING]
        keeps_promise(archive.with_decisions(Decisions(tags=Tags(given))), tagged, asked, new)

    @thorough(asked=st.lists(requests, min_size=2, max_size=5))
    def test_many_requests_are_told_as_each_is(self, archive: Index, asked: list[SearchRequest]) -> None:
        new = [s.id for s in STORIES[:3]]
        told = archive.found_among(asked, new)
        assert told == [archive.found_among([one], new)[0] for one in asked]

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
        assert index.found_among([SearchRequest(parse("harbour"))], ["gone"]) in ([None], [()])
        assert index.found_among([], ["one"]) == []
