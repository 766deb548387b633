"""What every engine promises to count: facets, dates, and two facets against each other."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from searchapp.engines import Index
from searchapp.query.parse import parse
from searchapp.query.request import DATE, Axis, Filter, SearchRequest
from searchapp.query.result import FacetCount
from searchapp.query.tree import Everything
from tests.engines.on_engine import Make, OnEngine, ids, needs, parse_day
from tests.stories import story


class CountingContract(OnEngine):
    """Counts beside the hits."""

    def test_facets_are_counted_without_their_own_filter_and_keep_what_is_chosen(self, index: Index) -> None:
        result = index.search(
            SearchRequest(Everything(), filters=(Filter("outlet", "Ledger"), Filter("outlet", "Gone")))
        )
        by_key = {f.key: f for f in result.facets}
        assert result.total == 1
        assert by_key["outlet"].values == (
            FacetCount("Wire", "Wire", 2, "any"),
            FacetCount("Ledger", "Ledger", 1, "only"),
            FacetCount("Gone", "Gone", 0, "only"),
        )
        assert [v.value for v in by_key["speaker"].values] == ["The Council"]
        assert by_key["place"].unknown == 1

    def test_excluded_values_never_show(self, index: Index) -> None:
        result = index.search(SearchRequest(Everything(), filters=(Filter("outlet", "Wire", exclude=True),)))
        assert [h.id for h in result.hits] == ["council"]
        assert {v.value: (v.count, v.state) for v in result.facets[0].values} == {
            "Wire": (2, "not"),
            "Ledger": (1, "any"),
        }

    @needs("spellings")
    def test_spellings_of_the_same_name_are_one_value_and_near_ones_are_not(self, make_index: Make) -> None:
        names = ["US-led coalition", "U.S.-led Coalition", "US-led coalition", "Iran", "Iraq", "IS", "Is"]
        index = make_index(*(story(f"s{i}", "x", entities={"organization": (n,)}) for i, n in enumerate(names)))
        request = SearchRequest(filters=(Filter("organization", "U.S.-led coalition"),))
        result = index.search(request)
        assert {h.id for h in result.hits} == {"s0", "s1", "s2"}
        counts = next(f for f in result.facets if f.key == "organization")
        assert [(v.label, v.count, v.state) for v in counts.values] == [
            ("US-led coalition", 3, "only"),
            ("Iran", 1, "any"),
            ("Iraq", 1, "any"),
            ("IS", 1, "any"),
            ("Is", 1, "any"),
        ]

    def test_unnamed_sources_are_no_speaker_and_one_side_of_a_switch(self, index: Index) -> None:
        result = index.search(SearchRequest(kind="statement", filters=(Filter("source", "unnamed"),)))
        assert [h.id for h in result.hits] == ["militia/1"]
        assert index.count(SearchRequest(kind="statement", filters=(Filter("speaker", ""),))) == 1
        speakers = index.facet_values(SearchRequest(kind="statement"), "speaker")
        assert ([v.label for v in speakers.values], speakers.unknown) == (["Silo", "The Council"], 1)
        assert index.facet_values(SearchRequest(), "speaker").unknown == 1

    def test_what_stands_beside_a_chosen_value_is_counted_on_request(self, make_index: Make) -> None:
        places = [("Raqqa", "Syria"), ("Raqqa", "Mosul"), ("Rome",)]
        index = make_index(*(story(f"s{i}", "x", entities={"place": p}) for i, p in enumerate(places)))
        request = SearchRequest(filters=(Filter("place", "Raqqa"),), facets=("place",))
        sideways = index.search(request).facets[0].values
        beside = index.search(replace(request, sideways=False)).facets[0].values
        assert {v.label: v.count for v in sideways} == {"Raqqa": 2, "Syria": 1, "Mosul": 1, "Rome": 1}
        assert {v.label: v.count for v in beside} == {"Raqqa": 2, "Syria": 1, "Mosul": 1}

    @needs("left out")
    def test_a_count_beside_an_excluded_value_is_what_choosing_it_gives(self, make_index: Make) -> None:
        places = [("Iraq", "Syria"), ("Syria",), ("Iraq", "Rome"), ("Iraq",), ("Rome", "Syria"), ()]
        index = make_index(*(story(f"s{i}", "x", entities={"place": p}) for i, p in enumerate(places)))

        def counts(*filters: Filter) -> tuple[dict[str, int], int]:
            found = index.search(SearchRequest(filters=filters, facets=("place",))).facets[0]
            assert found == index.facet_values(SearchRequest(filters=filters), "place")
            return {v.label: v.count for v in found.values}, found.unknown

        no_iraq, no_syria = Filter("place", "Iraq", exclude=True), Filter("place", "Syria", exclude=True)
        assert counts(no_iraq) == ({"Iraq": 3, "Syria": 2, "Rome": 1}, 1)
        assert counts(no_iraq, Filter("place", "Syria")) == counts(no_iraq)
        assert counts(no_iraq, no_syria) == ({"Iraq": 2, "Syria": 2}, 1)
        assert counts(no_iraq, Filter("place", "", exclude=True)) == counts(no_iraq)
        assert ids(index, "", filters=(no_iraq, Filter("place", "Syria"))) == ["s1", "s4"]

    @needs("contains")
    def test_all_values_of_a_facet_can_be_searched(self, index: Index) -> None:
        found = index.facet_values(SearchRequest(), "speaker", contains="COUNC")
        assert [(v.value, v.count) for v in found.values] == [("The Council", 1)]

    def test_timeline_counts_days_and_the_undated(self, index: Index) -> None:
        line = index.search(SearchRequest(since=parse_day("2017-10-15"))).timeline
        assert [(str(b.first), str(b.last), b.count) for b in line.buckets] == [
            ("2017-10-14", "2017-10-14", 1),
            ("2017-10-15", "2017-10-15", 1),
        ]
        assert line.undated == 1
        assert ids(index, "", undated=True) == ["coalition"]

    @pytest.mark.parametrize(
        ("days", "count", "first", "last"),
        [
            (["2017-01-01", "2017-09-30"], 40, "2016-12-26", "2017-10-01"),
            (["2015-02-10", "2017-09-30"], 32, "2015-02-01", "2017-09-30"),
            (["1990-05-05", "2017-09-30"], 28, "1990-01-01", "2017-12-31"),
            (["1900-05-05", "2017-09-30"], 12, "1900-01-01", "2019-12-31"),
            (["0001-01-01", "9999-12-31"], 10, "0001-01-01", "9999-12-31"),
        ],
    )
    @needs("timeline")
    def test_timeline_chooses_a_unit_that_fits(
        self, make_index: Make, days: list[str], count: int, first: str, last: str
    ) -> None:
        index = make_index(*(story(d, "x", published=d) for d in days))
        buckets = index.search(SearchRequest()).timeline.buckets
        assert (len(buckets), str(buckets[0].first), str(buckets[-1].last)) == (count, first, last)
        assert sum(b.count for b in buckets) == len(days)
        assert all((b.first - a.last).days == 1 for a, b in itertools.pairwise(buckets))

    @pytest.mark.parametrize(
        ("since", "until", "shown"),
        [
            ("2016-01-01", "2016-12-31", (12, "2016-01-01", "2016-12-31")),
            ("2016-03-01", "2016-03-31", (31, "2016-03-01", "2016-03-31")),
            ("2016-03-10", "2016-03-10", (31, "2016-03-01", "2016-03-31")),
            ("2016-03-28", "2016-04-03", (61, "2016-03-01", "2016-04-30")),
            ("2016-11-01", "2017-02-28", (21, "2016-01-01", "2017-09-30")),
            ("2017-06-01", None, (9, "2017-01-01", "2017-09-30")),
            (None, "1990-05-31", (27, "1990-05-05", "1990-05-31")),
            ("2001-01-01", "2010-12-31", (28, "1990-01-01", "2017-12-31")),
            ("2018-01-01", None, (28, "1990-01-01", "2017-12-31")),
        ],
    )
    @needs("timeline")
    def test_timeline_shows_what_is_around_the_days_asked_for(
        self, make_index: Make, since: str, until: str, shown: tuple[int, str, str]
    ) -> None:
        days = ["1990-05-05", "2016-03-10", "2016-03-28", "2017-02-01", "2017-09-30"]
        index = make_index(*(story(d, "x", published=d) for d in days))
        request = SearchRequest(since=since and parse_day(since), until=until and parse_day(until))
        line = index.search(request).timeline
        assert (len(line.buckets), str(line.buckets[0].first), str(line.buckets[-1].last)) == shown
        assert line.extent == (parse_day("1990-05-05"), parse_day("2017-09-30"))
        assert all((b.first - a.last).days == 1 for a, b in itertools.pairwise(line.buckets))
        for b in line.buckets:
            assert b.count == index.count(SearchRequest(since=b.first, until=b.last))

    def test_facets_are_counted_for_those_who_ask(self, index: Index) -> None:
        for kind in ("story", "statement"):
            result = index.search(SearchRequest(kind=kind, facets=()))  # type: ignore[arg-type]
            assert result.facets == ()
            assert result.total > 0
            one = index.search(SearchRequest(kind=kind, facets=("place",), timeline=False))  # type: ignore[arg-type]
            assert [f.key for f in one.facets] == ["place"]

    @needs("widening")
    def test_what_was_widened_counts_both_kinds_by_as_many_words(self, index: Index) -> None:
        wide = index.search(SearchRequest(parse("foreign fighters zeppelin"), widen=True))
        assert (wide.had, wide.totals) == (2, {"story": 3, "statement": 2})
        officer = index.search(SearchRequest(parse("foreign fighters officer zeppelin"), widen=True))
        assert (officer.had, officer.totals) == (3, {"story": 1, "statement": 0})
        assert index.stories_found([SearchRequest(parse("foreign fighters zeppelin"), widen=True)])[0] == [
            h.id for h in wide.hits
        ]

    @needs("crosstab")
    def test_a_crosstab_counts_records_that_have_both(self, make_index: Make) -> None:
        rows = [("Raqqa", "Wire"), ("Raqqa", "Wire"), ("Mosul", "Wire"), ("Raqqa", "Ledger"), ("Rome", None)]
        index = make_index(
            *(story(f"s{i}", "x", outlet=o, entities={"place": (p,)}) for i, (p, o) in enumerate(rows)),
            story("none", "x", outlet="Ledger"),
        )

        def table(rows: Axis, columns: Axis, **more: object) -> tuple[list, list, tuple]:
            found = index.search(SearchRequest(crosstab=(rows, columns), **more)).crosstab  # type: ignore[arg-type]
            assert found is not None
            counts = [[(v.value, v.count) for v in side] for side in (found.rows, found.columns)]
            return counts[0], counts[1], found.cells

        every = [("Raqqa", 3), ("Mosul", 1), ("Rome", 1), ("", 1)], [("Wire", 3), ("Ledger", 2), ("", 1)]
        cells = ((2, 1, 0), (1, 0, 0), (0, 0, 1), (0, 1, 0))
        assert table(Axis("place"), Axis("outlet")) == (*every, cells)
        assert table(Axis("place", most=1), Axis("outlet", ("Ledger", "Gone", ""))) == (
            [("Raqqa", 3), ("", 1)], [("Ledger", 2), ("Gone", 0), ("", 1)], ((1, 0, 0), (1, 0, 0))
        )  # fmt: skip
        chosen = (Filter("outlet", "Ledger"), Filter("place", "Mosul"))
        assert table(Axis("place"), Axis("outlet"), filters=chosen)[2][0] == (2, 1)
        beside = table(Axis("place"), Axis("outlet"), filters=chosen[:1], sideways=False)
        assert beside == ([("Raqqa", 1), ("", 1)], [("Ledger", 2)], ((1,), (1,)))
        assert index.search(SearchRequest()).crosstab is None

    @needs("crosstab", "timeline")
    def test_columns_by_date_are_the_buckets_of_the_timeline(self, make_index: Make) -> None:
        days = [("Wire", "2017-10-14"), ("Wire", "2017-10-16"), ("Ledger", "2017-10-16"), ("Ledger", None)]
        index = make_index(
            *(story(f"s{i}", "x", outlet=o, published=d) for i, (o, d) in enumerate(days)),
            story("none", "x", published="2017-10-15"),
        )
        request = SearchRequest(crosstab=(Axis("outlet"), Axis(DATE)))
        for asked in (request, replace(request, since=parse_day("2017-10-16"))):
            found = index.search(asked)
            assert found.crosstab is not None
            assert [b.count for b in found.timeline.buckets] == [1, 1, 2]
            cells = dict(zip([v.value for v in found.crosstab.rows], found.crosstab.cells, strict=True))
            assert cells["Wire"] == (1, 0, 1)
            assert cells["Ledger"] == (0, 0, 1)
            assert cells.get("", (0, 1, 0)) == (0, 1, 0)
        alone = index.search(replace(request, timeline=False)).crosstab
        assert alone is not None
        assert {len(row) for row in alone.cells} == {0}
