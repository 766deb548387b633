"""What every engine promises of an index under tags: it answers as one that was built with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import strategies as st

from searchapp.collections.tags import Tags
from searchapp.curation.authority import Authority, Entry
from searchapp.curation.decisions import Decisions
from searchapp.engines import Index
from searchapp.model import Record
from searchapp.query.request import Filter, SearchRequest
from tests.engines.brute_contract import BY_ID, EVERYTHING, check, requests, thorough
from tests.engines.on_engine import Make, OnEngine, facet, ids, needs
from tests.stories import said, story

TEXT = "The bus left, Omar said."
tags_of_archive = st.dictionaries(
    st.sampled_from([*BY_ID, "gone"]),
    st.lists(st.sampled_from(["to check", "convoy", "Raqqa deal", "wire"]), min_size=1, unique=True).map(tuple),
    max_size=30,
)
chosen_tags = st.lists(
    st.builds(Filter, st.just("tag"), st.sampled_from(["to check", "convoy", "none", ""]), st.booleans()),
    max_size=3,
    unique_by=lambda f: f.value,
).map(tuple)


def with_values(record: Record, key: str, by_story: Mapping[str, tuple[str, ...]]) -> Record:
    """A record as if its story had come with these values of a facet."""
    return replace(record, facets={**record.facets, key: by_story.get(record.story.id, ())})


class TagsContract(OnEngine):
    """Tags laid upon an open index and taken back."""

    @needs("decisions")
    @thorough(request=requests, given=tags_of_archive, chosen=chosen_tags)
    def test_any_request_is_answered_as_if_stories_had_come_with_their_tags(
        self, archive: Index, request: SearchRequest, given: dict[str, tuple[str, ...]], chosen: tuple[Filter, ...]
    ) -> None:
        others = (f for f in request.filters if f.key != "tag")
        asked = replace(request, filters=(*others, *chosen))
        check(
            archive.with_decisions(Decisions(tags=Tags(given))),
            [with_values(r, "tag", given) for r in EVERYTHING],
            asked,
        )

    @needs("decisions")
    def test_tags_show_at_once_on_stories_and_their_statements_and_go_at_once(self, make_index: Make) -> None:
        index = make_index(
            *(story(n, TEXT, statements=(said(TEXT, "The bus left", "Omar"),)) for n in ("a", "b", "c"))
        )
        given = Tags({"a": ("to check", "bus"), "c": ("To check",), "gone": ("bus",)})
        under = index.with_decisions(Decisions(tags=given))
        for kind in ("story", "statement"):
            assert facet(under, "tag", kind) == {"To check": 2, "bus": 1}
        assert set(ids(under, "", filters=(Filter("tag", "to check"),))) == {"a", "c"}
        assert ids(under, "", filters=(Filter("tag", "to check", exclude=True),)) == ["b"]
        assert ids(under, "", filters=(Filter("tag", ""),)) == ["b"]
        assert ids(under, "tag:bus", kind="statement") == ["a/0"]
        assert facet(under.with_decisions(Decisions()), "tag") == facet(index, "tag") == {}

    @needs("decisions")
    def test_tags_work_beside_names_and_are_not_called_by_them(self, make_index: Make) -> None:
        names = Authority((Entry("r", "place", "Raqqa", ("Raqqah",)),))
        index = make_index(story("a", "x", entities={"place": ("Raqqah",)}))
        under = index.with_decisions(Decisions(names, tags=Tags({"a": ("Raqqah",)})))
        assert (facet(under, "place"), facet(under, "tag")) == ({"Raqqa": 1}, {"Raqqah": 1})
        named = under.with_decisions(Decisions(tags=Tags({"a": ("Raqqah",)})))
        assert (facet(named, "place"), facet(named, "tag")) == ({"Raqqah": 1}, {"Raqqah": 1})
