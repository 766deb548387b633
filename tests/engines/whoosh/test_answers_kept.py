"""The answers asked last are kept, but none that has all values of a facet: memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchapp.engines import Index
from searchapp.engines.whoosh.read.answering import Answering
from searchapp.query.parse import parse
from searchapp.query.request import DATE, Axis, SearchRequest
from searchapp.query.result import SearchResult
from tests.stories import story

OUTLETS = Axis("outlet", most=3)


@pytest.mark.parametrize(
    ("request_", "worked_out"),
    [
        (SearchRequest(parse("one")), 1),
        (SearchRequest(parse("one"), crosstab=(OUTLETS, Axis("place", ("Raqqa",)))), 1),
        (SearchRequest(parse("one"), crosstab=(OUTLETS, Axis(DATE))), 1),
        (SearchRequest(parse("one"), facet_size=0), 2),
        (SearchRequest(parse("one"), crosstab=(Axis("speaker"), OUTLETS)), 2),
        (SearchRequest(parse("one"), crosstab=(OUTLETS, Axis("speaker"))), 2),
    ],
)
def test_an_answer_is_kept_where_it_is_small_whatever_the_archive_holds(
    make_index: Callable[..., Index],
    monkeypatch: pytest.MonkeyPatch,
    request_: SearchRequest,
    worked_out: int,
) -> None:
    index = make_index(story("a", "one two", outlet="Wire"))
    asked: list[SearchRequest] = []
    answer = Answering.answer

    def counted(self: Answering, request: SearchRequest) -> SearchResult:
        asked.append(request)
        return answer(self, request)

    monkeypatch.setattr(Answering, "answer", counted)
    assert [index.search(request_).total, index.search(request_).total] == [1, 1]
    assert len(asked) == worked_out
