"""What every engine promises of words: what may be meant by one that hardly any story has, and what begins so."""

from __future__ import annotations

import pytest

from searchapp.curation.authority import Authority, Entry
from searchapp.curation.decisions import Decisions
from searchapp.engines import Index
from searchapp.model import Mention
from searchapp.query.parse import parse
from searchapp.query.request import Beginning, SearchRequest
from searchapp.query.respelling import spelled_words
from searchapp.text.analysis import stem_term
from tests import brute
from tests.engines.on_engine import Make, OnEngine, needs
from tests.stories import said, story


def meant(index: Index, query: str, **more: object) -> dict[str, list[tuple[str, int]]]:
    """The other words for each word of a query, with the stories that have them."""
    found = index.search(SearchRequest(parse(query), spell=True, **more)).spellings  # type: ignore[arg-type]
    return {exact: [tuple(one) for one in instead] for exact, instead in found}


@needs("spelling")
class WordsContract(OnEngine):
    """Words that are spelled nearly like another."""

    @pytest.fixture
    def ward(self, make_index: Make) -> Index:
        text = "Iva McBrandt said health comes first in Ağrı. The minister nodded."
        return make_index(
            story(
                "a", text, title="Health", outlet="Harbor Post",
                statements=(said(text, "health comes first", "Iva McBrandt"),),
                mentions=(Mention("person", "Iva McBrandt", "Iva McBrandt", 0, 12),),
            ),
            story("b", "Health, the Minister said. His wealth is no secret; the committee met."),
            story("c", "A convoy of buses; the health of drivers. IS men left."),
            story("d", "Healthy drivers of the convoy met McBrandt."),
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("typed", "instead"),
        [
            ("helth", [("health", 3)]),
            ("bealth", [("health", 3), ("wealth", 1)]),
            ("zonvoy", [("convoy", 2)]),
            ("ocnvoy", [("convoy", 2)]),
            ("comitee", [("committee", 1)]),
            ("mcbrant", [("McBrandt", 2)]),
            ("MCBRANT", [("McBrandt", 2)]),
            ("agrri", [("Ağrı", 1)]),
            ("title:helth", [("health", 3)]),
            ('"the ministr nodded"', [("minister", 2)]),
            ("ministr NEAR/3 nodded", [("minister", 2)]),
        ],
    )
    def test_a_word_is_meant_as_stories_write_it(
        self, ward: Index, typed: str, instead: list[tuple[str, int]]
    ) -> None:
        assert list(meant(ward, typed).values()) == [instead]

    def test_it_may_be_any_word_of_a_query_but_none_that_stories_have(self, ward: Index) -> None:
        assert meant(ward, "helth convoy") == {"helth": [("health", 3)]}
        assert meant(ward, "helth convoy", widen=True) == meant(ward, "helth convoy")
        assert list(meant(ward, "helth zonvoy -drivrs driv*")) == ["helth", "zonvoy"]
        assert meant(ward, "zeppelin") == meant(ward, "it") == meant(ward, "IS 400") == {}

    def test_the_names_of_a_facet_are_words_too(self, ward: Index) -> None:
        assert meant(ward, "speaker:mcbrand") == {"mcbrand": [("McBrandt", 1)]}
        assert meant(ward, "outlet:harber") == {"harber": [("Harbor", 1)]}
        assert meant(ward, "outlet:convoi") == {}

    @needs("decisions")
    def test_a_name_is_spelled_as_people_decided(self, ward: Index) -> None:
        entry = Entry("iva", "person", "Iva Brandt", ("Iva McBrandt",))
        decided = ward.with_decisions(Decisions(Authority((entry,))))
        assert meant(decided, "person:brant") == {"brant": [("Brandt", 1)]}

    def test_it_is_told_where_it_is_asked_for_and_few_are_found(self, ward: Index) -> None:
        assert not ward.search(SearchRequest(parse("helth"))).spellings
        assert not meant(ward, "helth OR health")
        assert meant(ward, "helth OR nodded") == {"helth": [("health", 3)]}

    def test_what_is_near_is_found_and_what_is_meant_is_there(self, archive: Index) -> None:
        stories = archive.stories(archive.story_ids()).values()
        known = brute.exact_forms(stories)
        for typed in sorted(known)[::3]:
            for wrong in (f"x{typed}", f"{typed[:-1]}z", typed[1:], f"{typed[:2]}q{typed[2:]}"):
                words = [word for _, word in spelled_words(parse(wrong))]
                found = meant(archive, wrong)
                assert all(n == brute.having(stories, word) > 0 for i in found.values() for word, n in i)
                others = {w for w in known if any(0 < brute.edits(wrong, w) <= 1 for wrong in words)}
                if any(stem_term(w) != stem_term(wrong) for w in others) and not {wrong, *words} & known:
                    assert list(found) == words, wrong

    def test_a_long_query_costs_little(self, ward: Index) -> None:
        assert len(meant(ward, " ".join(f"helth{'ab'[n % 2] * (n // 2)}" for n in range(100)))) <= 4
        assert meant(ward, "h" * 8000) == {}


def begun(index: Index, *asked: tuple[str, str], most: int = 3) -> list[list[tuple[str, int]]]:
    """What begins so, of each that is asked for."""
    answers = index.beginnings([Beginning(*one) for one in asked], most=most)
    return [[tuple(one) for one in found] for found in answers]


@needs("beginnings")
class BeginningsContract(OnEngine):
    """Words and names that begin so."""

    @pytest.fixture
    def port(self, make_index: Make) -> Index:
        text = "Mira McAdder and Élan Pell said the harbour is open."
        names = {"person": ("Mira McAdder", "Élan Pell"), "place": ("Port Pell",)}
        return make_index(
            story("a", text, outlet="Harbor Post", entities=names),
            story("b", "The harbours of Port Pell; a harvest. Harriers!", outlet="Pell Echo", entities=names),
            story("c", "Harvests and harbour dues.", entities={"person": ("Mira McAdder",)}),
        )

    def test_words_that_begin_so_as_stories_write_them_one_of_a_stem(self, port: Index) -> None:
        assert begun(port, ("", "har")) == [[("harbour", 2), ("Harriers", 1), ("harvest", 1)]]
        assert begun(port, ("", "HARB"), ("", "the"), ("", "zz")) == [[("harbour", 2)], [], []]
        assert begun(port, ("", "har"), most=1) == [[("harbour", 2)]]

    def test_names_in_which_a_word_begins_so_those_of_most_stories_first(self, port: Index) -> None:
        assert begun(port, ("person", "mc")) == [[("Mira McAdder", 3)]]
        assert begun(port, ("person", ""), ("person", "el"), ("person", "elan p"), ("person", "adder")) == [
            [("Mira McAdder", 3), ("Élan Pell", 2)], [("Élan Pell", 2)], [("Élan Pell", 2)], [],
        ]  # fmt: skip
        assert begun(port, ("outlet", "p"), ("place", "pell"), ("place", "*")) == [
            [("Harbor Post", 1), ("Pell Echo", 1)], [("Port Pell", 2)], [],
        ]  # fmt: skip

    @needs("decisions")
    def test_they_are_the_names_that_people_decided_on(self, port: Index) -> None:
        entry = Entry("mira", "person", "Mira Adder", ("Mira McAdder",))
        decided = port.with_decisions(Decisions(Authority((entry,))))
        assert begun(decided, ("person", "mi"), ("person", "mc")) == [[("Mira Adder", 3)], []]

    def test_each_count_is_true(self, archive: Index) -> None:
        stories = archive.stories(archive.story_ids()).values()
        for start in "f m r co bu الر".split():
            ((*found,),) = begun(archive, ("", start), most=50)
            assert found
            assert all(n == brute.having(stories, word) for word, n in found)
        request = SearchRequest(facet_size=0)
        for key in ("person", "place", "outlet"):
            values = {v.label: v.count for v in archive.facet_values(request, key).values}
            assert dict(begun(archive, (key, ""), most=99)[0]) == values
