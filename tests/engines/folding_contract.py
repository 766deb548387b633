"""What every engine promises of stories that are listed once: one stands for all of its group, and all count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from searchapp.compare.compared import Compared, Event
from searchapp.curation.decisions import Decisions
from searchapp.engines import Index
from searchapp.query.request import SORTS, Filter, SearchRequest
from searchapp.query.result import Reprint
from tests import brute
from tests.engines.brute_contract import BY_ID, EVERYTHING, check, requests, thorough
from tests.engines.on_engine import Make, OnEngine, facet, ids, needs
from tests.engines.tags_contract import with_values
from tests.stories import said, story

TEXT = "The bus left, Omar said."
groups_of_archive = st.dictionaries(
    st.sampled_from([*BY_ID, "gone"]), st.sampled_from(["s0", "s1", "gone", "elsewhere"]), max_size=40
)


def under(index: Index, groups: Mapping[str, str]) -> Index:
    return index.with_decisions(Decisions(compared=Compared(groups=groups)))


def _together(listed: Mapping[str, Sequence[str]]) -> set[frozenset[str]]:
    """The stories that stand together, whichever is the best."""
    return {frozenset((best, *others)) for best, others in listed.items()}


class FoldingContract(OnEngine):
    """Stories that are printed nearly word for word elsewhere too, folded and not."""

    @needs("decisions")
    @needs("folding")
    @thorough(
        request=requests.map(lambda r: replace(r, kind="story", within="said")),
        groups=groups_of_archive,
        sort=st.sampled_from(SORTS),
        size=st.integers(1, 7),
    )
    def test_any_answer_lists_the_best_of_each_group_with_the_others_at_it(
        self, archive: Index, request: SearchRequest, groups: dict[str, str], sort: str, size: int
    ) -> None:
        index, every = under(archive, groups), replace(request, sort=sort)  # type: ignore[arg-type]
        ranked = [record for record, _ in index.ranking(every)]
        expected = brute.folded(ranked, groups)
        whole, folded = index.search(every), index.search(replace(every, fold=True))
        listed = {hit.id: [one.story_id for one in hit.also] for hit in folded.hits}
        assert folded.groups == len(folded.hits) == len(expected)
        assert (folded.total, folded.totals, folded.facets) == (whole.total, whole.totals, whole.facets)
        assert (folded.timeline, whole.groups) == (whole.timeline, None)
        if self.weighs_what_is_gone and sort == "relevance":
            assert _together(listed) == _together(expected)
            return
        assert listed == expected
        assert [hit.id for hit in folded.hits] == list(expected)
        pages = [
            hit.id
            for offset in range(0, len(expected), size)
            for hit in index.search(replace(every, fold=True, offset=offset, limit=size)).hits
        ]
        assert pages == list(expected)

    @needs("decisions")
    @needs("folding")
    def test_a_story_stands_for_those_of_its_group_that_match(self, make_index: Make) -> None:
        index = make_index(
            story("a", "bus bus", outlet="Wire", published="2017-10-01"),
            story("b", "bus and a few more words", outlet="Ledger", published="2017-10-02"),
            story("c", "bus and some more words", published="2017-10-03"),
            story("d", "a boat", outlet="Courier", published="2017-10-04"),
        )
        grouped = under(index, {"a": "a", "b": "a", "d": "a"})
        found = grouped.search(SearchRequest(sort="newest", fold=True))
        assert [(hit.id, [one.story_id for one in hit.also]) for hit in found.hits] == [
            ("d", ["b", "a"]),
            ("c", []),
        ]
        assert (found.total, found.groups) == (4, 2)
        (hit, _) = found.hits
        assert hit.also[0] == Reprint("b", "Ledger", date(2017, 10, 2))
        oldest = grouped.search(SearchRequest(sort="oldest", fold=True))
        assert [hit.id for hit in oldest.hits] == ["a", "c"]
        only = grouped.search(SearchRequest(sort="newest", fold=True, filters=(Filter("outlet", "Wire"),)))
        assert [(hit.id, hit.also) for hit in only.hits] == [("a", ())]
        assert grouped.stories_found([SearchRequest(sort="newest", fold=True)]) == [["d", "c", "b", "a"]]
        assert index.search(SearchRequest(fold=True)).groups == 4

    @needs("decisions")
    @needs("folding")
    def test_statements_are_never_folded(self, make_index: Make) -> None:
        index = make_index(*(story(n, TEXT, statements=(said(TEXT, "The bus left", "Omar"),)) for n in ("a", "b")))
        found = under(index, {"a": "a", "b": "a"}).search(SearchRequest(kind="statement", fold=True))
        assert (len(found.hits), found.groups) == (2, None)


class ComparedContract(OnEngine):
    """Events and reporting laid upon an open index and taken back."""

    @needs("decisions")
    @thorough(
        request=requests,
        events=st.dictionaries(st.sampled_from([*BY_ID, "gone"]), st.sampled_from(["deal", "siege"]), max_size=30),
        reporting=st.dictionaries(st.sampled_from([*BY_ID]), st.sampled_from(["own", "reprint"]), max_size=60),
    )
    def test_any_request_is_answered_as_if_stories_had_come_with_what_was_found(
        self, archive: Index, request: SearchRequest, events: dict[str, str], reporting: dict[str, str]
    ) -> None:
        compared = Compared(event_of=events, reporting=reporting)  # type: ignore[arg-type]
        expected = [
            with_values(with_values(r, "event", compared.given["event"]), "reporting", compared.given["reporting"])
            for r in EVERYTHING
        ]
        check(archive.with_decisions(Decisions(compared=compared)), expected, request)

    @needs("decisions")
    def test_an_event_is_shown_as_it_is_called_and_asked_for_by_its_address(self, make_index: Make) -> None:
        index = make_index(*(story(n, TEXT, statements=(said(TEXT, "The bus left", "Omar"),)) for n in "abc"))
        event = Event("bus-leaves", "Bus leaves, Omar", None, None, ("a", "c"))
        compared = Compared({"bus-leaves": event}, {"a": "bus-leaves", "c": "bus-leaves"})
        seen = index.with_decisions(Decisions(compared=compared))
        (value,) = seen.facet_values(SearchRequest(), "event").values
        assert (value.value, value.label, value.count) == ("bus-leaves", "Bus leaves, Omar", 2)
        assert seen.facet_values(SearchRequest(), "event", contains="omar").values == (value,)
        assert ids(seen, "", kind="statement", filters=(Filter("event", "bus-leaves"),)) == ["a/0", "c/0"]
        assert facet(seen.with_decisions(Decisions()), "event") == {}

    @needs("decisions")
    def test_an_earlier_address_of_an_event_asks_for_what_it_became(self, make_index: Make) -> None:
        index = make_index(story("a", TEXT), story("b", TEXT), story("c", TEXT))
        event = Event("bus-leaves", "Bus leaves", None, None, ("a", "c"))
        compared = Compared({"bus-leaves": event}, {"a": "bus-leaves", "c": "bus-leaves"})
        before = index.with_decisions(Decisions(compared=compared))
        assert ids(before, "", filters=(Filter("event", "bus"),)) == []
        moved = {"omar-bus": "bus", "bus": "bus-leaves", "lost": "gone"}
        seen = before.with_decisions(Decisions(compared=replace(compared, moved=moved)))
        for earlier in ("bus", "omar-bus"):
            assert set(ids(seen, "", filters=(Filter("event", earlier),))) == {"a", "c"}
            assert seen.decisions.called["event"][earlier] == "Bus leaves"
        assert ids(seen, "", filters=(Filter("event", "lost"),)) == []
        assert facet(seen, "event") == {"Bus leaves": 2}
