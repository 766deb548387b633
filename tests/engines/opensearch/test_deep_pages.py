"""Pages deeper than one question to the cluster reaches, and lists of all that there is."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator

import pytest

from searchapp.engines import Index, Place, open_index
from searchapp.engines.opensearch.layout import MOST_FOUND
from searchapp.query.parse import parse
from searchapp.query.request import SearchRequest
from tests.conftest import publish
from tests.servers.cluster import forget
from tests.stories import said, story

pytestmark = [pytest.mark.ci, pytest.mark.opensearch("2"), pytest.mark.xdist_group("opensearch pages")]
SAID = 3
"""Statements a story."""
STORIES = MOST_FOUND // SAID + 20
TEXT = "The ferry sails, Iva Brandt said."


@pytest.fixture(scope="module")
def archive(opensearch: Callable[[str], str]) -> Iterator[Index]:
    """More statements than one question reaches."""
    url, own = opensearch("2"), f"t-{secrets.token_hex(4)}"
    sails = (said(TEXT, "The ferry sails", "Iva Brandt"),) * SAID
    publish(
        Place("opensearch", f"{url}/{own}"), (story(f"s{n:05}", TEXT, statements=sails) for n in range(STORIES))
    )
    index = open_index(Place("opensearch", f"{url}/{own}"))
    yield index
    index.close()
    forget(url, own)


@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_pages_go_on_beyond_what_one_question_reaches(archive: Index, sort: str) -> None:
    def page(offset: int, limit: int) -> SearchRequest:
        node = parse("ferry")
        return SearchRequest(node, kind="statement", sort=sort, offset=offset, limit=limit, facets=())  # type: ignore[arg-type]

    every = [key for key, _ in archive.ranking(page(0, MOST_FOUND * 2))]
    assert every == [f"s{n:05}/{ordinal}" for n in range(STORIES) for ordinal in range(SAID)]
    for offset in (MOST_FOUND - 5, MOST_FOUND, MOST_FOUND + 5):
        assert [hit.id for hit in archive.search(page(offset, 10)).hits] == every[offset : offset + 10]
    assert archive.search(page(len(every), 10)).hits == ()
    assert archive.search(page(0, 0)).hits == ()


def test_all_stories_of_all_hits_are_told(archive: Index) -> None:
    asked = SearchRequest(parse("ferry"), kind="statement", limit=1)
    assert archive.stories_found([asked]) == [[f"s{n:05}" for n in range(STORIES)]]
