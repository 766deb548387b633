"""What every engine promises of stories whose fields were put right: it answers as one built of them so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import strategies as st

from searchapp.curation.corrections import Correction, Corrections, digest
from searchapp.curation.decisions import Decisions
from searchapp.curation.story_fields import STORY_FIELDS, OutletCorrection, StoryCorrection, value_of
from searchapp.engines import Index, Place, open_index
from searchapp.model import Story
from searchapp.query.parse import parse
from searchapp.query.request import Filter, SearchRequest
from searchapp.query.result import Hit
from searchapp.records import records
from tests.conftest import publish
from tests.engines.brute_contract import STORIES, check, requests, thorough
from tests.engines.on_engine import Make, OnEngine, facet, ids, needs, tried
from tests.stories import OUTLETS, random_archive, said, story

TEXT = "The bus left, Omar said."
FEW = random_archive(20)
VALUES = {
    "title": ["Raqqa deal", "IS fighters LEFT", "400 buses", None],
    "outlet": ["Euphrates Wire", "Harbour Post", None],
    "published": ["2017-10-05", "2017-10-31", "1999-12-31", None],
    "byline": ["Ada Lund", None],
    "url": ["https://harbour.example/1", None],
}
outlets = st.builds(
    OutletCorrection,
    st.sampled_from([o for o in OUTLETS if o]),
    st.sampled_from(["The Gulf Ledger", "Harbour Post", None]),
)


def put(given: Story, field: str, to: str | None) -> StoryCorrection:
    """What a reader notes who puts a field of a story right."""
    return StoryCorrection(given.id, digest(given.text), field, value_of(given, field), to)  # type: ignore[arg-type]


def of_fields(stories: list[Story]) -> st.SearchStrategy[Corrections]:
    """Some fields of some stories put right, and some outlets."""
    one = st.tuples(st.sampled_from(stories), st.sampled_from(STORY_FIELDS)).flatmap(
        lambda it: st.sampled_from(VALUES[it[1]]).map(lambda to: put(*it, to))
    )
    made: st.SearchStrategy[Correction] = one | one | one | outlets
    return st.lists(made, min_size=1, max_size=8).map(lambda made: Corrections(tuple(made)))


def under(index: Index, *made: Correction) -> Index:
    return index.with_decisions(Decisions(corrections=Corrections(made)))


def bus(id: str, **more: object) -> Story:
    return story(id, TEXT, statements=(said(TEXT, "The bus left", "Omar"),), **more)


def _id(hit: Hit) -> str:
    return hit.id


class FieldsContract(OnEngine):
    """Fields of stories put right upon an open index, and taken back."""

    @pytest.fixture(scope="class")
    @classmethod
    def in_two_parts(cls, new_place: Callable[[], Place]) -> Place:
        """Where a few stories were published, and then the others."""
        place = new_place()
        publish(place, FEW[:9])
        publish(place, FEW[9:])
        return place

    @needs("decisions")
    @thorough(request=requests, made=of_fields(STORIES))
    def test_any_request_is_answered_as_the_reference_does_of_the_corrected_stories(
        self, archive: Index, request: SearchRequest, made: Corrections
    ) -> None:
        right = [r for s in STORIES for r in records(made.corrected(s)[0])]
        check(under(archive, *made.entries), right, request)

    @needs("decisions")
    @tried(25, made=of_fields(FEW))
    def test_hits_and_their_order_are_those_of_an_index_built_of_the_corrected_stories(
        self, in_two_parts: Place, make_index: Make, made: Corrections
    ) -> None:
        with_them = under(open_index(in_two_parts), *made.entries)
        rebuilt = make_index(*(made.corrected(s)[0] for s in FEW))
        for kind in ("story", "statement"):
            for sort in ("relevance", "newest", "oldest"):
                for query in ("", "raqqa", "title:deal", "-buses", "lef*"):
                    request = SearchRequest(parse(query), kind=kind, sort=sort, limit=100)  # type: ignore[arg-type]
                    one, other = with_them.search(request), rebuilt.search(request)
                    near = self.weighs_what_is_gone and sort == "relevance"
                    found, expected = (
                        [replace(h, score=0.0 if near else round(h.score, 9)) for h in hits]
                        for hits in (one.hits, other.hits)
                    )
                    assert sorted(found, key=_id) == sorted(expected, key=_id) if near else found == expected
        assert all(with_them.story(s.id) == rebuilt.story(s.id) for s in FEW)

    @needs("decisions")
    def test_an_outlet_a_day_and_a_title_show_at_once_and_go_at_once(self, make_index: Make) -> None:
        a = bus("a", outlet="Gulf Ldger", title="Old words", published="1970-01-01")
        index = make_index(a, bus("b", outlet="Gulf Ledger", published="2017-10-14"))
        right = under(
            index,
            put(a, "outlet", "Gulf Ledger"),
            put(a, "published", None),
            put(a, "title", "Convoy leaves"),
        )
        for kind in ("story", "statement"):
            assert facet(right, "outlet", kind) == {"Gulf Ledger": 2}
            assert facet(right, "lacks", kind)["date"] == 1
            assert right.count(SearchRequest(kind=kind, undated=True)) == 1  # type: ignore[arg-type]
        assert (ids(right, "convoy"), ids(right, "old")) == (["a"], [])
        (hit,) = right.search(SearchRequest(parse("convoy"))).hits
        assert [(s.text, s.hit) for s in hit.title] == [("Convoy", True), (" leaves", False)]
        assert (hit.outlet, hit.published) == ("Gulf Ledger", None)
        put_back = right.with_decisions(Decisions())
        assert (ids(put_back, "convoy"), ids(put_back, "old"), facet(put_back, "outlet")) == (
            [], ["a"], {"Gulf Ldger": 1, "Gulf Ledger": 1},
        )  # fmt: skip

    @needs("decisions")
    def test_all_stories_of_an_outlet_are_of_another_but_those_put_right_since(self, make_index: Make) -> None:
        a, b = bus("a", outlet="Ledger"), bus("b", outlet="Ledger")
        index = make_index(a, b, bus("c", outlet="Gulf Ledger"))
        merged = OutletCorrection("ledger", "Gulf Ledger")
        assert facet(under(index, merged), "outlet") == {"Gulf Ledger": 3}
        assert {h.outlet for h in under(index, merged).search(SearchRequest()).hits} == {"Gulf Ledger"}
        assert facet(under(index, put(a, "outlet", "Ledger"), merged), "outlet") == {"Gulf Ledger": 3}
        after = under(index, merged, put(a, "outlet", "Old Ledger"))
        assert facet(after, "outlet") == {"Gulf Ledger": 2, "Old Ledger": 1}
        assert ids(after, "", filters=(Filter("outlet", "Old Ledger"),)) == ["a"]
        none = under(index, OutletCorrection("Ledger", None))
        assert (facet(none, "outlet"), facet(none, "lacks")["outlet"]) == ({"Gulf Ledger": 1}, 2)

    @needs("decisions")
    def test_it_lapses_when_the_file_says_something_else(self, make_index: Make) -> None:
        before = bus("a", outlet="Ldger", published="1970-01-01")
        made = put(before, "outlet", "Ledger"), put(before, "published", "2017-10-14")
        right = under(make_index(bus("a", outlet="Wire", published="1970-01-01", title="New")), *made)
        found = right.story("a")
        assert found
        assert (found.outlet, str(found.published)) == ("Wire", "2017-10-14")
        assert [(c.field, c.found) for c in Corrections(made).fields.lapsed(found)] == [("outlet", "Ldger")]

    @needs("decisions")
    def test_a_story_whose_file_was_moved_is_known_by_its_text(self, make_index: Make) -> None:
        made = put(bus("old-place", outlet="Ldger"), "outlet", "Ledger")
        moved = under(make_index(bus("new-place", outlet="Ldger"), story("other", "Other words.")), made)
        assert facet(moved, "outlet") == {"Ledger": 1}
        assert moved.story("new-place").outlet == "Ledger"  # type: ignore[union-attr]
        twice = under(make_index(bus("one", outlet="Ldger"), bus("two", outlet="Ldger")), made)
        assert facet(twice, "outlet") == {"Ldger": 2}  # which of both it is can't be told
