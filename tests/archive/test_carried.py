"""What queries found is carried over to the next generation where it is still all that they find."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.archive.saved_queries import carried as module
from searchapp.archive.saved_queries.carried import Carried, Difference
from searchapp.archive.saved_queries.looks import found_now
from searchapp.archive.saved_queries.snapshots import Found
from searchapp.collections.tags import Tags
from searchapp.compare.compared import Compared
from searchapp.curation.decisions import Decisions
from searchapp.engines import Changed, Index
from searchapp.model import Story
from searchapp.query.loosening import loosened
from searchapp.query.parse import parse
from searchapp.query.request import UNCERTAIN_TOO, Filter, SearchRequest
from tests.engines.brute_contract import requests
from tests.stories import random_archive, random_story, story

Make = Callable[..., Index]
CAME, OTHER = Changed(added=frozenset({"new"})), Changed(altered=frozenset({"elsewhere"}))


def asked(query: str = "convoy", **more: Any) -> SearchRequest:
    return SearchRequest(parse(query), **more)


BY = {key: (Filter(key, "x"),) for key in ("person", "speaker", "event", "reporting", "outlet", "tag")}


@pytest.mark.parametrize(
    ("difference", "request_", "tells"),
    [
        (Difference(Changed()), asked(), False),
        (Difference(CAME), asked(), False),
        (Difference(OTHER), asked(), False),
        (Difference(CAME), asked("convoy road", widen=True), False),
        (Difference(OTHER), asked("convoy road", widen=True), True),
        (Difference(OTHER), asked("convoy", widen=True), False),
        (Difference(OTHER), asked("convoy road"), False),
        (Difference(CAME, compared=True), asked(), False),
        (Difference(CAME, compared=True), asked(filters=BY["event"]), True),
        (Difference(CAME, compared=True), asked(filters=BY["reporting"]), True),
        (Difference(CAME, compared=True), asked("-event:deal"), True),
        (Difference(CAME, compared=True), asked(filters=BY["person"]), False),
        (Difference(CAME, resolved=True), asked(filters=BY["person"]), True),
        (Difference(CAME, resolved=True), asked(together=BY["speaker"]), True),
        (Difference(CAME, resolved=True), asked("convoy OR (road speaker:silo)"), True),
        (Difference(CAME, resolved=True), asked(filters=(*BY["event"], *BY["outlet"], *BY["tag"])), False),
    ],
)
def test_what_may_tell(difference: Difference, request_: SearchRequest, tells: bool) -> None:
    assert difference.may_tell(request_) is tells


UNFILTERED = (UNCERTAIN_TOO,)


class Telling:
    """An index of the embedded engine that tells what came since generations, as one on a cluster does."""

    def __init__(self, index: Index, generation: str, since: dict[str, Changed], new: Index | None = None) -> None:
        self._index, self.generation = index, generation
        self._since, self._new = {**since, generation: Changed()}, new
        self.asked: list[SearchRequest] = []
        self.pending = ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._index, name)

    def changed(self, since: str) -> Changed | None:
        return self._since.get(since)

    def found_among(
        self, asked: Sequence[SearchRequest], stories: Collection[str]
    ) -> list[tuple[str, ...] | None]:
        """What is found in an index of what came; of a widened one that is any record with any of its words."""
        assert self._new
        told: list[tuple[str, ...] | None] = []
        for request in asked:
            loose = request.widen and loosened(request.node).size > 1
            wide = replace(request, filters=UNFILTERED, together=(), match="any", since=None, until=None)
            wanted = replace(wide, undated=False, widen=False) if loose else replace(request, widen=False)
            found = [record for record, _ in self._new.ranking(replace(wanted, offset=0, limit=1000))]
            told.append(None if loose and found else tuple(found))
        return told

    def stories_found(self, requests: Sequence[SearchRequest]) -> list[list[str]]:
        self.asked += requests
        return self._index.stories_found(requests)

    def with_decisions(self, decisions: Decisions) -> Telling:
        other = Telling(self._index.with_decisions(decisions), self.generation, self._since, self._new)
        other._new = self._new and self._new.with_decisions(decisions)
        return other


OLD = [story("a", "A convoy left."), story("b", "The road is open."), story("c", "Nothing.", outlet="Wire")]
NEW = story("new", "A second convoy came.")
QUERIES = [asked("convoy"), asked("road"), asked("zeppelin"), asked("", filters=(Filter("outlet", "Wire"),))]


@pytest.fixture
def first(make_index: Make) -> Telling:
    return Telling(make_index(*OLD), "one", {})


@pytest.fixture
def second(make_index: Make) -> Telling:
    return Telling(make_index(*OLD, NEW), "two", {"one": CAME}, make_index(NEW))


def carried_to(index: Telling, carried: Carried, requests: Sequence[SearchRequest]) -> list[list[Found]]:
    """What is found, carried over or not, in the order of ids."""
    return list(map(sorted, carried.found(index, requests)))  # type: ignore[arg-type]


def as_asked(index: Telling, requests: Sequence[SearchRequest]) -> list[list[Found]]:
    """What the index itself tells."""
    return list(map(sorted, found_now(index._index, requests)))


def test_what_came_is_put_in_and_nothing_is_asked_again(first: Telling, second: Telling) -> None:
    carried = Carried()
    assert carried_to(first, carried, QUERIES) == as_asked(first, QUERIES)
    assert first.asked == QUERIES
    assert carried_to(second, carried, QUERIES) == as_asked(second, QUERIES)
    assert second.asked == []


def test_what_may_be_otherwise_is_asked_again(first: Telling, second: Telling) -> None:
    carried, wide = Carried(), [*QUERIES, asked("second zeppelin", widen=True), asked("road zeppelin", widen=True)]
    carried_to(first, carried, wide)
    assert carried_to(second, carried, wide) == as_asked(second, wide)
    assert second.asked == wide[-2:-1]


def test_all_are_carried_over_though_few_are_asked_for_at_first(first: Telling, second: Telling) -> None:
    carried = Carried()
    carried_to(first, carried, QUERIES)
    carried_to(second, carried, QUERIES[1:2])
    assert second.asked == []
    assert carried_to(second, carried, QUERIES) == as_asked(second, QUERIES)
    assert second.asked == []


def test_of_an_index_that_does_not_know_all_are_asked(first: Telling, make_index: Make) -> None:
    carried = Carried()
    carried_to(first, carried, QUERIES)
    unknown = Telling(make_index(*OLD, NEW), "three", {})
    assert carried_to(unknown, carried, QUERIES) == as_asked(unknown, QUERIES)
    assert unknown.asked == QUERIES


def test_other_decisions_are_asked_anew_and_what_was_compared_is_not(first: Telling) -> None:
    carried = Carried()
    tagged = first.with_decisions(Decisions(tags=Tags({"b": ("bus",)})))
    carried_to(first, carried, QUERIES)
    carried_to(tagged, carried, QUERIES)
    assert tagged.asked == QUERIES
    compared = first.with_decisions(replace(tagged.decisions, compared=Compared(reporting={"a": "own"})))
    more = [*QUERIES, asked("", filters=(Filter("reporting", "own"),))]
    found = carried_to(compared, carried, more)
    assert compared.asked == more[-1:]
    assert found == as_asked(compared, more)
    alone = first.with_decisions(tagged.decisions)
    assert carried_to(alone, carried, more)[-1] == []
    assert alone.asked == more[-1:]


def test_nothing_is_carried_while_decisions_are_being_applied(first: Telling, second: Telling) -> None:
    carried = Carried()
    first.pending = "Names are being applied."
    carried_to(first, carried, QUERIES)
    carried_to(second, carried, QUERIES)
    assert second.asked == QUERIES
    second.pending = "Names are being applied."
    carried_to(second, carried, QUERIES)
    assert second.asked == 2 * QUERIES


def test_what_finds_too_much_is_asked_again(
    first: Telling, second: Telling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_CARRIED", 2)
    carried, every = Carried(), asked("")
    carried_to(first, carried, [*QUERIES, every])
    carried_to(second, carried, [*QUERIES[1:], every])
    assert second.asked == [every]


def test_of_many_those_asked_last_are_kept(first: Telling, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 210)
    carried = Carried()
    carried_to(first, carried, QUERIES)
    carried_to(first, carried, QUERIES[2:])
    first.asked.clear()
    carried_to(first, carried, QUERIES[3:])
    assert first.asked == []
    carried_to(first, carried, QUERIES[:1])
    assert first.asked == QUERIES[:1]


ARCHIVE = random_archive(12)


@pytest.mark.ci
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.lists(requests, min_size=1, max_size=6), widen=st.booleans(), seed=st.integers(0, 1000))
def test_what_is_carried_is_what_is_found(
    make_index: Make, wanted: list[SearchRequest], widen: bool, seed: int
) -> None:
    rng = random.Random(seed)
    wanted = [replace(request, widen=widen) for request in wanted]
    altered = {s.id: random_story(s.id, rng) for s in rng.sample(ARCHIVE, 2)}
    gone = rng.choice([s.id for s in ARCHIVE if s.id not in altered])
    came: list[Story] = [*altered.values(), random_story("new", rng)]
    now = [*(altered.get(s.id, s) for s in ARCHIVE if s.id != gone), came[-1]]
    since = {"one": Changed(frozenset({"new"}), frozenset({*altered, gone}))}
    before = Telling(make_index(*ARCHIVE), "one", {})
    after = Telling(make_index(*now), "two", since, make_index(*came))
    carried = Carried()
    carried_to(before, carried, wanted)
    found = carried_to(after, carried, wanted)
    assert found == as_asked(after, wanted)
