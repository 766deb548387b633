"""What every engine promises, on stories one can read: words, ranking, kinds, widening, hits, whole stories."""

from __future__ import annotations

from dataclasses import replace

import pytest

from searchapp.curation.authority import Authority, Entry
from searchapp.curation.decisions import Decisions
from searchapp.engines import GAPS, Index, load
from searchapp.model import Mention
from searchapp.query.matching import marks
from searchapp.query.parse import parse
from searchapp.query.request import Filter, SearchRequest
from searchapp.query.result import Span
from tests.engines.on_engine import COUNCIL, MILITIA, Make, OnEngine, ids, needs
from tests.stories import said, story


class EngineContract(OnEngine):
    """Questions and their hits."""

    def test_its_gaps_are_known_and_have_reasons(self) -> None:
        gaps = load(self.engine).gaps
        assert not gaps.keys() - GAPS.keys()
        assert all(gaps.values())

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

    @pytest.mark.parametrize(
        ("query", "marked"),
        [
            ("Ormeau", ["d'Ormeau"]),
            ("ormeau dormeau", ["d'Ormeau"]),
            ('"jean ormeau"', ["Jean d'Ormeau"]),
            ("orm*", ["d'Ormeau"]),
            ("lighthouse", ["light-\nhouse"]),
            ("lighthouses", ["light-\nhouse"]),
            ('"the lighthouse fell"', ["the light-\nhouse fell"]),
            ("house", ["light-\nhouse"]),
            ('"well known"', ["well-\nknown"]),
            ("harbour", ["har\u00adbour"]),
            ("T-72", ["T72"]),
            ("T72", ["T72"]),
            ('"T 72 tanks"', ["T72 tanks"]),
            ("U S", ["U. S."]),
            ("meau", []),
        ],
    )
    def test_parts_of_words_are_found_and_marked(self, make_index: Make, query: str, marked: list[str]) -> None:
        text = (
            "Jean d'Ormeau saw that the light-\nhouse fell. "
            "The well-\nknown har\u00adbour had T72 tanks of the U. S. Navy."
        )
        hits = make_index(story("a", text), story("b", "Nothing.")).search(SearchRequest(parse(query))).hits
        assert [text[a:b] for a, b in marks(parse(query), text)] == marked
        assert [h.id for h in hits] == ["a"] * bool(marked)
        assert [s.text for h in hits for s in h.snippet if s.hit] == [" ".join(m.split()) for m in marked]

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
