"""Parts of an answer ask together: one call a round, and each is given its own results."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from searchapp.archive.rounds import Part, Rounds, alone
from searchapp.engines import Index
from searchapp.query.parse import parse
from searchapp.query.request import SearchRequest
from searchapp.query.result import SearchResult
from tests.stories import story


class Watched:
    """An index that notes how much it is asked at a time."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.calls: list[int] = []

    def search_many(self, requests: Sequence[SearchRequest]) -> list[SearchResult]:
        self.calls.append(len(requests))
        return self.index.search_many(requests)


def totals(*rounds: str) -> Part[list[int]]:
    """The totals of some queries, a round for each text, its words each a query."""
    out: list[int] = []
    for words in rounds:
        results = yield [SearchRequest(parse(word)) for word in words.split()]
        out += [result.total for result in results]
    return out


@pytest.fixture
def index(make_index: Callable[..., Index]) -> Watched:
    return Watched(make_index(story("a", "one two"), story("b", "two three"), story("c", "two")))


def test_a_round_is_one_call_and_each_part_has_its_own_results(index: Watched) -> None:
    rounds = Rounds(index)  # type: ignore[arg-type]
    once, twice, never = (
        rounds.add(totals("one two")),
        rounds.add(totals("three", "two one")),
        rounds.add(totals()),
    )
    rounds.run()
    assert (once.value, twice.value, never.value) == ([1, 3], [1, 3, 1], [])
    assert index.calls == [3, 2]
    rounds.run()
    assert index.calls == [3, 2]


def test_a_part_is_asked_for_alone_and_who_asks_nothing_costs_nothing(index: Watched) -> None:
    assert alone(index, totals("two", "", "one")) == [3, 1]  # type: ignore[arg-type]
    assert alone(index, totals()) == []  # type: ignore[arg-type]
    assert index.calls == [1, 1]
