"""What every engine promises, on stories one can read: words, ranking, kinds, facets, dates, widening, hits.

An engine has its classes inherit `EngineContract` and `BruteForceContract`, with its name and the place of a new
index. What it declares as a gap is skipped by its word, for its reason.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

import pytest

from searchapp.curation.authority import Authority, Entry
from searchapp.curation.decisions import Decisions
from searchapp.engines import GAPS, Index, Place, load, open_index
from searchapp.model import UNNAMED, Mention, Story
from searchapp.query.parse import parse
from searchapp.query.request import DATE, Axis, Filter, SearchRequest
from searchapp.query.result import FacetCount, Span
from searchapp.query.tree import Everything
from tests.conftest import publish
from tests.stories import random_archive, said, story

COUNCIL = "Foreign fighters are included in the deal, the council said. IS men may leave."
MILITIA = "The militia said the foreign fighters would stay. It is not for us to say who leaves."
COALITION = "Fighters who are foreign to the U.S. Army left, an officer said. Raqqa s council had no comment."

Make = Callable[..., Index]


def ids(index: Index, query: str, **more: object) -> list[str]:
    return [h.id for h in index.search(SearchRequest(parse(query), **more)).hits]  # type: ignore[arg-type]


def parse_day(text: str):  # type: ignore[no-untyped-def]
    from datetime import date

    return date.fromisoformat(text)


def needs(*words: str) -> pytest.MarkDecorator:
    """Skip a test, or one of its cases, where the engine has one of these gaps."""
    assert not set(words) - GAPS.keys()
    return pytest.mark.needs(*words)


def skip_by(gaps: Mapping[str, str], marks: Iterable[pytest.Mark]) -> None:
    """Skip where one of the marks names a gap, and say why the engine has it."""
    for word in (word for mark in marks for word in mark.args if word in gaps):
        pytest.skip(f"can't {GAPS[word]}: {gaps[word]}")


class OnEngine:
    """What the classes of an engine share: where its indexes are made, and what it can't do."""

    engine: str

    @pytest.fixture(scope="class")
    @classmethod
    def new_place(cls, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Place]:
        """Gives a place in which there is no index yet."""
        raise NotImplementedError

    @pytest.fixture(autouse=True)
    def skip_gaps(self, request: pytest.FixtureRequest) -> None:
        skip_by(load(self.engine).gaps, request.node.iter_markers("needs"))

    @pytest.fixture
    def make_index(self, new_place: Callable[[], Place]) -> Iterator[Make]:
        """Build and open an index of these stories; closed after the test."""
        opened: list[Index] = []

        def make(*given: Story) -> Index:
            place = new_place()
            publish(place, given)
            opened.append(open_index(place))
            return opened[-1]

        yield make
        for index in opened:
            index.close()

    @pytest.fixture(scope="class")
    @classmethod
    def archive(cls, new_place: Callable[[], Place]) -> Iterator[Index]:
        """An index of `stories.random_archive()`."""
        place = new_place()
        publish(place, random_archive())
        index = open_index(place)
        yield index
        index.close()


class EngineContract(OnEngine):
    """The contract."""

    def test_its_gaps_are_known_and_have_reasons(self) -> None:
        gaps = load(self.engine).gaps
        assert not gaps.keys() - GAPS.keys()
        assert all(gaps.values())

    @pytest.fixture
    def index(self, make_index: Make) -> Index:
        return make_index(
            story(
                "council", COUNCIL, title="Council: foreigners included", outlet="Ledger", published="2017-10-14",
                statements=(said(COUNCIL, "Foreign fighters are included in the deal", "The Council"),),
            ),
            story(
                "militia", MILITIA, title="US SAYS IS FIGHTERS LEAVE", outlet="Wire", published="2017-10-15",
                statements=(
                    said(MILITIA, "the foreign fighters would stay", "Silo"),
                    said(MILITIA, "It is not for us to say", "a source", speaker_kind="unnamed"),
                ),
                mentions=(Mention("organization", "militia", "militia", 4, 11),),
            ),
            story("coalition", COALITION, outlet="Wire", entities={"place": ("Raqqa",)}),
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ('"foreign fighters"', {"council", "militia"}),
            ("foreign fighters", {"council", "militia", "coalition"}),
            ("foreigner fighter", {"council", "militia", "coalition"}),
            ("IS", {"council"}),
            ("is", {"council", "militia"}),
            ("US", {"coalition"}),
            ("U.S.", {"coalition"}),
            ("us", {"coalition", "militia"}),
            ('"Raqqa\'s council"', {"coalition"}),
            ('"raqqa council"', {"coalition"}),
            ("title:fighters", {"militia"}),
            ("text:fighters -stay", {"council", "coalition"}),
            ("outlet:wire", {"militia", "coalition"}),
            ("speaker:silo", {"militia"}),
            ("speaker:council stay", set()),
            ("after:2017-10-15", {"militia"}),
            ("before:2017-10-14", {"council"}),
            ("-after:2017", {"coalition"}),
            pytest.param("foreign NEAR/2 army", set(), marks=needs("near")),
            pytest.param("foreign NEAR/4 army", {"coalition"}, marks=needs("near")),
            pytest.param("army NEAR/4 foreign", {"coalition"}, marks=needs("near")),
            pytest.param("for*", {"council", "militia", "coalition"}, marks=needs("prefix")),
            ("stay OR included", {"council", "militia"}),
            ("*", {"council", "militia", "coalition"}),
            ("nobody", set()),
            ("-nobody", {"council", "militia", "coalition"}),
        ],
    )
    def test_words(self, index: Index, query: str, expected: set[str]) -> None:
        assert set(ids(index, query)) == expected

    def test_a_statement_is_searched_for_its_own_words_only(self, index: Index) -> None:
        assert ids(index, "foreign fighters", kind="statement") == ["militia/0", "council/0"]
        assert ids(index, "militia", kind="statement") == []
        assert ids(index, "foreign", kind="statement", filters=(Filter("speaker", "Silo"),)) == ["militia/0"]
        assert ids(index, "stay", kind="statement", filters=(Filter("speaker", "The Council"),)) == []

    @needs("ranking")
    def test_statements_do_not_change_how_stories_rank(self, make_index: Make) -> None:
        bare = [story("a", COUNCIL), story("b", MILITIA)]
        rich = [
            story("a", COUNCIL, statements=(said(COUNCIL, "included in the deal", "X"),)),
            story(
                "b",
                MILITIA,
                statements=tuple(said(MILITIA, "the foreign fighters would stay", f"P{i}") for i in range(9)),
            ),
        ]
        for query in ("foreign", "stay", '"foreign fighters"', "deal OR stay"):
            request = SearchRequest(parse(query))
            assert make_index(*bare).ranking(request) == make_index(*rich).ranking(request)

    @needs("ranking")
    def test_ranking_is_bm25_over_title_and_text_with_ties_newest_first(self, make_index: Make) -> None:
        index = make_index(
            story("twice", "deal and deal again here"),
            story("once", "deal and nothing again here"),
            story("titled", "deal and nothing again here", title="deal"),
            story("old", "convoy", published="2017-01-01"),
            story("new", "convoy", published="2017-02-01"),
            story("undated", "convoy"),
        )
        assert ids(index, "deal") == ["titled", "twice", "once"]  # words count more in a title, then more often
        assert ids(index, "convoy") == ["new", "old", "undated"]
        assert ids(index, "convoy", sort="oldest") == ["old", "new", "undated"]
        assert ids(index, "", sort="newest")[:2] == ["new", "old"]

    def test_pages_are_stretches_of_one_order(self, archive: Index) -> None:
        whole = [h.id for h in archive.search(SearchRequest(parse("fighters OR deal"), limit=1000)).hits]
        pages = [
            h.id
            for offset in range(0, len(whole) + 7, 7)
            for h in archive.search(SearchRequest(parse("fighters OR deal"), offset=offset, limit=7)).hits
        ]
        assert pages == whole
        assert [key for key, _ in archive.ranking(SearchRequest(parse("fighters OR deal"), limit=1000))] == whole
        assert len(whole) > 30

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

    @needs("decisions")
    def test_an_authority_merges_facet_values_at_once_and_can_be_taken_back(self, make_index: Make) -> None:
        places = [("Raqqa",), ("Raqqah",), ("Raqqa", "Raqqah"), ("Rome",)]
        index = make_index(
            *(story(f"s{i}", "x", entities={"place": p, "person": ("Raqqah",)}) for i, p in enumerate(places))
        )
        absent = Entry("p", "place", "Paris", ("Lutetia",))
        both = Authority((Entry("r", "place", "Raqqa", ("Raqqah", "Ar-Raqqah")), absent))

        def shown(index: Index, key: str) -> list[tuple[str, int]]:
            facet = next(f for f in index.search(SearchRequest()).facets if f.key == key)
            return [(v.label, v.count) for v in facet.values]

        assert shown(index, "place") == [("Raqqa", 2), ("Raqqah", 2), ("Rome", 1)]
        plain, index = index, index.with_decisions(Decisions(both))
        assert shown(plain, "place") == [("Raqqa", 2), ("Raqqah", 2), ("Rome", 1)]
        assert shown(index, "place") == [("Raqqa", 3), ("Rome", 1)]
        assert shown(index, "person") == [("Raqqah", 4)]
        for value in ("Raqqa", "Raqqah", "ar-raqqah"):
            assert index.count(SearchRequest(filters=(Filter("place", value),))) == 3
        assert set(ids(index, "place:raqqa")) == {"s0", "s1", "s2"}
        index = index.with_decisions(Decisions(Authority()))
        assert shown(index, "place") == [("Raqqa", 2), ("Raqqah", 2), ("Rome", 1)]

    @needs("decisions")
    def test_one_name_of_two_people_is_split_by_story(self, make_index: Make) -> None:
        index = make_index(
            *(
                story(n, "He said he left.", statements=(said("He said he left.", "he left", "John Smith"),))
                for n in ("a", "b", "c")
            )
        )
        mayor = Entry("m", "person", "John Smith (mayor)", ("John Smith",), stories=("b", "gone"))
        split = index.with_decisions(Decisions(Authority((mayor,))))
        for kind in ("story", "statement"):
            values = split.facet_values(SearchRequest(kind=kind), "speaker").values  # type: ignore[arg-type]
            assert [(v.label, v.count) for v in values] == [("John Smith", 2), ("John Smith (mayor)", 1)]
        assert set(ids(split, "", filters=(Filter("speaker", "John Smith"),))) == {"a", "c"}
        assert ids(split, "", filters=(Filter("speaker", "John Smith (mayor)"),)) == ["b"]

    def test_unnamed_sources_are_one_value_apart(self, index: Index) -> None:
        result = index.search(SearchRequest(kind="statement", filters=(Filter("speaker", UNNAMED),)))
        assert [h.id for h in result.hits] == ["militia/1"]

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

    @needs("widening")
    def test_widening_takes_as_many_words_as_can_be_had_and_says_how_many(self, index: Index) -> None:
        strict = index.search(SearchRequest(parse("foreign fighters zeppelin")))
        assert (strict.total, strict.wanted, strict.had) == (0, 3, 3)
        wide = index.search(SearchRequest(parse("foreign fighters zeppelin"), widen=True))
        assert (wide.total, wide.wanted, wide.had) == (3, 3, 2)
        bound = index.search(SearchRequest(parse("included zeppelin -stay outlet:ledger"), widen=True))
        assert ([h.id for h in bound.hits], bound.wanted, bound.had) == (["council"], 2, 1)
        none = index.search(SearchRequest(parse("zeppelin airship"), widen=True))
        assert (none.total, none.had) == (0, 2)

    def test_match_any_needs_one_word_and_keeps_exclusions(self, index: Index) -> None:
        assert set(ids(index, "stay comment", match="any")) == {"militia", "coalition"}
        assert set(ids(index, "stay comment -army", match="any")) == {"militia"}

    def test_a_hit_shows_title_passage_and_who_says_the_words(self, index: Index) -> None:
        hit = index.search(SearchRequest(parse('"foreign fighters"'), filters=(Filter("outlet", "Wire"),))).hits[0]
        assert (hit.story_id, hit.outlet, str(hit.published)) == ("militia", "Wire", "2017-10-15")
        assert [s.text for s in hit.snippet if s.hit] == ["foreign fighters"]
        assert hit.title == (Span("US SAYS IS FIGHTERS LEAVE"),)
        assert [(s.speaker, words) for s, words in hit.quotes] == [
            ("Silo", (Span("the "), Span("foreign fighters", hit=True), Span(" would stay")))
        ]

    def test_a_statement_hit_shows_all_its_words(self, index: Index) -> None:
        hit = index.search(SearchRequest(parse("included"), kind="statement")).hits[0]
        assert hit.statement is not None
        assert (hit.statement.speaker, hit.snippet) == (
            "The Council",
            (Span("Foreign fighters are "), Span("included", hit=True), Span(" in the deal")),
        )

    def test_stories_come_back_whole(self, index: Index) -> None:
        found = index.story("militia")
        assert found is not None
        assert found.text == MILITIA
        assert found.mentions == (Mention("organization", "militia", "militia", 4, 11),)
        assert [s.speaker for s in found.statements] == ["Silo", "a source"]
        assert index.story("militia/0") is None
        assert index.story("nope\x00/../") is None
        assert index.story_ids() == ["coalition", "council", "militia"]

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
            (["1900-05-05", "2017-09-30"], 12, "1900-01-01", "2017-12-31"),
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

    def test_an_empty_index_answers(self, make_index: Make) -> None:
        result = make_index().search(SearchRequest(parse("any thing"), widen=True))
        assert (result.total, result.hits, result.timeline.buckets) == (0, (), ())

    @pytest.mark.parametrize(
        "text", ["", "\x00", "x" * 200_000, "said said said " * 20_000, '"' * 100_000, "שלום עולם", "a\n" * 50_000]
    )
    def test_odd_texts_are_stored_and_found(self, make_index: Make, text: str) -> None:
        index = make_index(story("odd", text), story("plain", "plain words"))
        found = index.story("odd")
        assert found is not None
        assert found.text == text
        assert ids(index, "plain") == ["plain"]
        assert index.count(SearchRequest()) == 2

    @needs("decisions")
    def test_a_chosen_speaker_s_words_are_shown_under_any_name_of_theirs(self, make_index: Make) -> None:
        text = "The bus left. Daesh fighters stayed, IS said. The road is open, Omar said."
        given = story(
            "a", text,
            statements=(said(text, "fighters stayed", "Daesh"), said(text, "The road is open", "Omar")),
        )  # fmt: skip
        index = make_index(given).with_decisions(
            Decisions(Authority((Entry("is", "organization", "Islamic State", ("Daesh",)),)))
        )
        for query, speaker, words in (
            ("stayed", "Islamic State", ["fighters stayed"]),
            ("bus", "Islamic State", ["fighters stayed"]),
            ("road OR stayed", "Omar", ["The road is open"]),
        ):
            (hit,) = index.search(SearchRequest(parse(query), filters=(Filter("speaker", speaker),))).hits
            assert ["".join(run.text for run in runs) for _, runs in hit.quotes] == words
        refused = SearchRequest(parse("stayed OR road"), filters=(Filter("speaker", "Nobody", exclude=True),))
        assert [s.speaker for s, _ in index.search(refused).hits[0].quotes] == ["Daesh", "Omar"]

    def test_facets_are_counted_for_those_who_ask(self, index: Index) -> None:
        for kind in ("story", "statement"):
            result = index.search(SearchRequest(kind=kind, facets=()))  # type: ignore[arg-type]
            assert result.facets == ()
            assert result.total > 0
            one = index.search(SearchRequest(kind=kind, facets=("place",), timeline=False))  # type: ignore[arg-type]
            assert [f.key for f in one.facets] == ["place"]

    def test_a_closed_index_answers_nothing_nor_does_one_that_shares_its_files(self, make_index: Make) -> None:
        index = make_index(story("a", COUNCIL))
        named = index.with_decisions(
            Decisions(Authority((Entry("c", "organization", "Council", ("The Council",)),)))
        )
        request = SearchRequest(parse("foreign"))
        assert index.search(request).total == named.count(request) == 1
        named.close()
        for closed in (index, named):
            for ask in (
                lambda of: of.search(request),
                lambda of: of.search_many([request]),
                lambda of: of.count(request),
                lambda of: of.counts([request]),
                lambda of: of.ranking(request),
                lambda of: of.stories_found([request]),
                lambda of: of.hits(request, ["a"]),
                lambda of: of.facet_values(request, "outlet"),
                lambda of: of.story("a"),
                lambda of: of.stories(["a"]),
                lambda of: of.story_ids(),
                lambda of: of.status(),
                lambda of: of.with_decisions(Decisions()),
            ):
                with pytest.raises(ValueError, match="closed"):
                    ask(closed)
            closed.close()

    def test_many_questions_are_answered_as_each_alone(self, index: Index) -> None:
        asked = [SearchRequest(parse(q), limit=n) for q in ("foreign", "", "nobody", "stay") for n in (1, 9)]
        together = index.search_many(asked)
        assert [(r.total, r.hits, r.facets) for r in together] == [
            (r.total, r.hits, r.facets) for r in map(index.search, asked)
        ]
        assert index.counts(asked) == [r.total for r in together] == [3, 3, 3, 3, 0, 0, 1, 1]
        assert index.stories_found(asked[:1] + asked[4:]) == [
            [h.id for h in together[1].hits], [], [], ["militia"], ["militia"]
        ]  # fmt: skip
        assert (index.search_many([]), index.counts([]), index.stories_found([])) == ([], [], [])

    def test_stories_are_had_together_and_unknown_ones_left_out(self, index: Index) -> None:
        found = index.stories(["militia", "nope", "council", "militia/0"])
        assert list(found) == ["militia", "council"]
        assert found["militia"] == index.story("militia")
        assert index.stories([]) == {}

    def test_a_statement_comes_with_its_story_where_that_is_asked_for(self, index: Index) -> None:
        request = SearchRequest(parse("stay OR included"), kind="statement")
        assert [h.story for h in index.search(request).hits] == [None, None]
        whole = index.search(replace(request, whole=True))
        assert {h.id: h.story for h in whole.hits} == {
            "council/0": index.story("council"), "militia/0": index.story("militia")
        }  # fmt: skip
        assert [h.story for h in index.search(request).hits] == [None, None]
        assert [h.story for h in index.search(SearchRequest(parse("stay"), whole=True)).hits] == [None]

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
