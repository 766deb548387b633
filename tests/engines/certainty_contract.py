"""What every engine promises of statements that are uncertain, refused, or shared by several."""

from __future__ import annotations

from dataclasses import replace

import pytest

from searchapp.engines import Index
from searchapp.model import Story
from searchapp.query.parse import parse
from searchapp.query.request import UNCERTAIN_TOO, Axis, Filter, SearchRequest
from tests.engines.on_engine import Make, OnEngine, facet, ids, needs
from tests.stories import said, story

LOCK = (
    "Edda Rask said the lock was rusty. The lock was old, Pim Oort hinted. Edda Rask declined to say whether the"
    " lock would be mended. Edda Rask and Jory Sand denied that the lock was sold."
)
BOAT = "The boat was late, Pim Oort hinted."


def canal() -> tuple[Story, ...]:
    """Six statements, two of them uncertain, one refused, one of two people who deny."""
    hinted = {"speaker": "Pim Oort", "confidence": 0.4, "verb": "claims"}
    return (
        story(
            "lock", LOCK, title="Rust",
            statements=(
                said(LOCK, "the lock was rusty", "Edda Rask"),
                said(LOCK, "The lock was old", mode="direct", **hinted),
                said(LOCK, "whether the lock would be mended", "Edda Rask", polarity="refused"),
                said(
                    LOCK, "the lock was sold", "Edda Rask", speakers=("Edda Rask", "Jory Sand"), polarity="denied",
                    verb="denies",
                ),
            ),
        ),
        story("boat", BOAT, title="Late", statements=(said(BOAT, "The boat was late", **hinted),)),
        story("quiet", BOAT, statements=(said(BOAT, "The boat was late", "Ana Holm", polarity="refused"),)),
    )  # fmt: skip


class CertaintyContract(OnEngine):
    """Statements that are left out unless they are asked for."""

    @pytest.fixture
    def canal(self, make_index: Make) -> Index:
        return make_index(*canal())

    def test_uncertain_statements_are_left_out_until_they_are_asked_for(self, canal: Index) -> None:
        assert set(ids(canal, "lock", kind="statement")) == {"lock/0", "lock/2", "lock/3"}
        everything = {"lock/0", "lock/1", "lock/2", "lock/3"}
        assert set(ids(canal, "lock", kind="statement", filters=(UNCERTAIN_TOO,))) == everything
        only = (Filter("certainty", "uncertain"),)
        assert ids(canal, "lock", kind="statement", filters=only) == ["lock/1"]
        assert set(ids(canal, "", kind="statement", filters=only)) == {"lock/1", "boat/0"}
        both = (*only, Filter("certainty", "certain"))
        assert set(ids(canal, "lock", kind="statement", filters=both)) == everything
        assert canal.count(SearchRequest(parse("late"), kind="statement")) == 1
        assert canal.stories_found([SearchRequest(parse("boat"), kind="statement")]) == [["quiet"]]

    def test_each_facet_counts_what_is_shown_and_certainty_what_a_choice_would_show(self, canal: Index) -> None:
        counted = {f.key: f for f in canal.search(SearchRequest(kind="statement")).facets}
        assert {v.value: v.count for v in counted["speaker"].values} == {
            "Edda Rask": 3,
            "Jory Sand": 1,
            "Ana Holm": 1,
        }
        assert {v.value: v.count for v in counted["certainty"].values} == {"any": 6, "certain": 4, "uncertain": 2}
        assert {v.state for v in counted["certainty"].values} == {"any"}
        assert {v.value: v.count for v in counted["polarity"].values} == {"affirmed": 1, "refused": 2, "denied": 1}
        shown = canal.search(SearchRequest(kind="statement", filters=(UNCERTAIN_TOO,)))
        counted = {f.key: f for f in shown.facets}
        assert {v.value: v.count for v in counted["speaker"].values}["Pim Oort"] == 2
        assert {v.value: v.state for v in counted["certainty"].values} == {
            "any": "only", "certain": "any", "uncertain": "any"
        }  # fmt: skip

    def test_a_story_has_neither_uncertain_speakers_nor_those_who_refuse(self, canal: Index) -> None:
        assert facet(canal, "speaker") == {"Edda Rask": 1, "Jory Sand": 1}
        assert facet(canal, "verb") == {"says": 1, "denies": 1}
        assert facet(canal, "mode") == {"indirect": 1}
        assert facet(canal, "polarity") == {"affirmed": 1, "refused": 2, "denied": 1}
        assert ids(canal, "", filters=(UNCERTAIN_TOO,)) == ids(canal, "")
        assert set(ids(canal, "", filters=(Filter("certainty", "uncertain"),))) == {"lock", "boat"}

    def test_a_shared_statement_is_found_under_each_name_and_counted_once(self, canal: Index) -> None:
        for name in ("Edda Rask", "Jory Sand"):
            assert ids(canal, "sold", kind="statement", filters=(Filter("speaker", name),)) == ["lock/3"]
        both = (Filter("speaker", "Edda Rask"), Filter("speaker", "Jory Sand"))
        assert ids(canal, "sold", kind="statement", filters=both) == ["lock/3"]
        refused = (Filter("speaker", "Jory Sand", exclude=True),)
        assert ids(canal, "sold", kind="statement", filters=refused) == []

    def test_what_a_story_quotes_is_certain(self, canal: Index) -> None:
        (hit,) = canal.search(SearchRequest(parse("old OR rusty"))).hits
        assert [s.speaker for s, _ in hit.quotes] == ["Edda Rask"]
        (hit,) = canal.search(SearchRequest(parse("title:late"))).hits
        assert hit.quotes == ()

    def test_the_other_kinds_total_is_of_what_is_shown_there(self, canal: Index) -> None:
        assert canal.search(SearchRequest(parse("lock"))).totals == {"story": 1, "statement": 3}
        shown = SearchRequest(parse("lock"), kind="statement", filters=(UNCERTAIN_TOO,))
        assert canal.search(shown).totals == canal.search(replace(shown, kind="story")).totals
        assert canal.search(shown).totals == {"statement": 4, "story": 1}

    @needs("crosstab")
    def test_a_crosstab_counts_what_is_shown(self, canal: Index) -> None:
        asked = SearchRequest(kind="statement", limit=0, crosstab=(Axis("speaker"), Axis("verb", ("claims",))))
        (row,) = canal.search(replace(asked, filters=(Filter("speaker", "Pim Oort"),))).crosstab.cells[-1:]  # type: ignore[union-attr]
        assert row == (0,)
        table = canal.search(replace(asked, filters=(UNCERTAIN_TOO,))).crosstab
        assert table is not None
        assert [c for r, c in zip(table.rows, table.cells, strict=True) if r.value == "Pim Oort"] == [(2,)]
