"""What every engine promises of statements that are found by the stories they stand in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from searchapp.curation.corrections import Corrections, StatementCorrection, statement_key
from searchapp.curation.decisions import Decisions
from searchapp.engines import Index
from searchapp.model import Story
from searchapp.query.parse import parse
from searchapp.query.request import Filter, SearchRequest
from tests.engines.on_engine import Make, OnEngine, ids, needs
from tests.stories import said, story

WARD = (
    "The clinic tax was put off. Iva Brandt said the clinic could wait for years. Nobody had read the bill, Iva"
    " Brandt said. Olle Fink said the tax was dead."
)
FARM = "The farm tax passed. Iva Brandt said farmers had read it."


def house() -> tuple[Story, ...]:
    """Three statements in a story about a clinic, of which one has the word; one in a story about farms."""
    return (
        story(
            "ward", WARD, title="Health bill", outlet="Post", published="2019-03-01",
            statements=(
                said(WARD, "the clinic could wait for years", "Iva Brandt"),
                said(WARD, "Nobody had read the bill", "Iva Brandt", mode="direct"),
                said(WARD, "the tax was dead", "Olle Fink"),
            ),
        ),
        story("farm", FARM, published="2019-04-01", statements=(said(FARM, "farmers had read it", "Iva Brandt"),)),
    )  # fmt: skip


class WithinContract(OnEngine):
    """Statements by topic."""

    @pytest.fixture
    def house(self, make_index: Make) -> Index:
        return make_index(*house())

    def of(self, index: Index, query: str, **more: object) -> list[str]:
        return ids(index, query, kind="statement", within="story", **more)

    def test_the_words_are_looked_for_in_the_story(self, house: Index) -> None:
        assert ids(house, "clinic", kind="statement") == ["ward/0"]
        assert set(self.of(house, "clinic")) == {"ward/0", "ward/1", "ward/2"}
        assert set(self.of(house, '"clinic tax"')) == {"ward/0", "ward/1", "ward/2"}
        assert set(self.of(house, "health")) == {"ward/0", "ward/1", "ward/2"}
        assert set(self.of(house, "title:health OR farm")) == {"ward/0", "ward/1", "ward/2", "farm/0"}
        assert self.of(house, "tax -clinic") == ["farm/0"]
        assert self.of(house, "nowhere") == []
        assert set(self.of(house, "")) == set(ids(house, "", kind="statement"))
        assert ids(house, "clinic", within="story") == ids(house, "clinic")

    def test_filters_and_facets_fields_are_the_statements_own(self, house: Index) -> None:
        assert self.of(house, "clinic", filters=(Filter("speaker", "Olle Fink"),)) == ["ward/2"]
        assert self.of(house, "clinic speaker:fink") == ["ward/2"]
        assert set(self.of(house, "clinic -speaker:fink")) == {"ward/0", "ward/1"}
        assert set(self.of(house, "speaker:fink OR farm")) == {"ward/2", "farm/0"}
        assert set(self.of(house, "(clinic mode:direct) OR farm")) == {"ward/1", "farm/0"}
        assert self.of(house, "tax after:2019-03-15") == ["farm/0"]
        counted = {f.key: f for f in house.search(self.asked("clinic")).facets}
        assert {v.value: v.count for v in counted["speaker"].values} == {"Iva Brandt": 2, "Olle Fink": 1}

    def asked(self, query: str, **more: object) -> SearchRequest:
        return SearchRequest(parse(query), kind="statement", within="story", **more)  # type: ignore[arg-type]

    @needs("ranking")
    def test_statements_whose_own_words_match_come_first(self, house: Index) -> None:
        ranked = house.ranking(self.asked("tax"))
        assert ranked[0][0] == "ward/2"
        assert ranked[0][1] >= 1 > max(score for _, score in ranked[1:])
        assert {key for key, _ in ranked} == {"ward/0", "ward/1", "ward/2", "farm/0"}
        assert self.of(house, "read bill")[0] == "ward/1"
        assert self.of(house, "clinic tax", match="any")[:2] in (["ward/0", "ward/2"], ["ward/2", "ward/0"])
        assert self.of(house, "tax", sort="newest")[0] == "farm/0"
        pages = [self.of(house, "tax", offset=n, limit=1) for n in range(4)]
        assert [key for page in pages for key in page] == [key for key, _ in ranked]

    def test_both_totals_are_those_of_the_searches(self, house: Index) -> None:
        assert house.search(self.asked("clinic")).totals == {"statement": 3, "story": 1}
        assert house.count(self.asked("clinic")) == 3
        assert house.search(replace(self.asked("clinic"), within="said")).totals == {"statement": 1, "story": 1}
        assert house.stories_found([self.asked("tax")])[0][0] == "ward"

    @needs("widening")
    def test_fewer_words_are_asked_for_where_no_story_has_them_all(self, house: Index) -> None:
        found = house.search(self.asked("clinic bill zeppelin", widen=True))
        assert (found.total, found.had, found.wanted) == (3, 2, 3)
        assert found.totals["statement"] == 3

    def test_a_hit_has_its_words_and_the_marks_of_its_storys_title(self, house: Index) -> None:
        hits = {h.id: h for h in house.search(self.asked("health tax")).hits}
        assert [s.text for s in hits["ward/1"].snippet] == ["Nobody had read the bill"]
        assert [s.text for s in hits["ward/2"].snippet if s.hit] == ["tax"]
        assert [s.text for s in hits["ward/1"].title if s.hit] == ["Health"]

    @needs("decisions")
    def test_a_rejected_statement_is_in_no_story(self, house: Index, make_index: Make) -> None:
        ward = next(s for s in (house.story("ward"),) if s)
        sentence, words = statement_key(ward, ward.statements[1])
        rejected = Corrections((StatementCorrection("ward", sentence, words, "reject"),))
        index = house.with_decisions(Decisions(corrections=rejected))
        assert set(self.of(index, "clinic")) == {"ward/0", "ward/2"}
        assert set(self.of(index, "-farm")) == {"ward/0", "ward/2"}
