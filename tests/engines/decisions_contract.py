"""What every engine promises of an index under a names file and corrections."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import strategies as st

from searchapp.curation.authority import Authority, Entry
from searchapp.curation.corrections import (
    Correction,
    Corrections,
    NameCorrection,
    StatementCorrection,
    statement_key,
)
from searchapp.curation.decisions import Decisions
from searchapp.engines import Index
from searchapp.model import Mention, Story
from searchapp.query.parse import parse
from searchapp.query.request import Filter, SearchRequest
from tests.engines.on_engine import Make, OnEngine, facet, ids, needs, tried
from tests.stories import PEOPLE, PLACES, random_archive, said, story

TEXT = "Omar said the buses came. Dillon denied the buses came. Daesh held Raqqah."
OTHER = "In Raqqah Omar said nothing would change."
ARCHIVE = random_archive(20)


def first() -> Story:
    return story(
        "first",
        TEXT,
        statements=(
            said(TEXT, "the buses came", "Omar"),
            replace(said(TEXT, "buses came. Daesh", "Dillon"), sentence=(26, 55), spans=((40, 54),)),
        ),
        mentions=(Mention("place", "Daesh", "Daesh", 56, 61), Mention("person", "Raqqah", "Raqqah", 67, 73)),
        entities={"person": ("Raqqah", "Somebody")},
    )


def second() -> Story:
    return story(
        "second",
        OTHER,
        statements=(said(OTHER, "nothing would change", "Omar"),),
        mentions=(Mention("person", "Raqqah", "Raqqah", 3, 9),),
    )


def of(given: Story, position: int, **more: str) -> StatementCorrection:
    sentence, words = statement_key(given, given.statements[position])
    return StatementCorrection(given.id, sentence, words, **more)  # type: ignore[arg-type]


def corrected_by(index: Index, corrections: Corrections) -> Index:
    """The same index under these corrections."""
    return index.with_decisions(Decisions(corrections=corrections))


names = st.sampled_from([("person", n) for n in PEOPLE] + [("place", p) for p in PLACES] + [("place", "No Such")])
kinds = st.sampled_from(["person", "organization", "place"])
story_ids = st.sampled_from(["", "", "s001", "s004", "s009"])


@st.composite
def corrections_of_archive(draw: st.DrawFn) -> list[Correction]:
    """Some names and statements of the random archive, rejected or put right."""
    found: list[Correction] = []
    for _ in range(draw(st.integers(1, 6))):
        if draw(st.booleans()):
            kind, name = draw(names)
            to = draw(st.none() | kinds)
            found.append(NameCorrection(draw(story_ids), kind, name, "kind" if to else "reject", to))  # type: ignore[arg-type]
        else:
            given_story = draw(st.sampled_from([s for s in ARCHIVE if s.statements]))
            position = draw(st.integers(0, len(given_story.statements) - 1))
            speaker = draw(st.sampled_from(["", "Omar Alloush", "Somebody New"]))
            action = "speaker" if speaker else "reject"
            found.append(of(given_story, position, action=action, speaker=speaker))
    return found


class DecisionsContract(OnEngine):
    """Names and corrections, alone and together, laid upon an open index and taken back."""

    @pytest.fixture
    def index(self, make_index: Make) -> Index:
        return make_index(first(), second())

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

    @needs("decisions")
    def test_a_rejected_statement_is_gone_everywhere(self, index: Index) -> None:
        corrected = corrected_by(index, Corrections((of(first(), 1, action="reject"),)))
        assert facet(index, "speaker", "statement") == {"Omar": 2, "Dillon": 1}
        assert facet(corrected, "speaker", "statement") == {"Omar": 2}
        assert facet(corrected, "speaker") == {"Omar": 2}
        assert corrected.count(SearchRequest(parse("buses"), kind="statement")) == 1
        assert corrected.count(SearchRequest(parse("-buses"), kind="statement")) == 1
        assert [s.speaker for s in corrected.story("first").statements] == ["Omar"]  # type: ignore[union-attr]
        assert [s.speaker for s in index.story("first").statements] == ["Omar", "Dillon"]  # type: ignore[union-attr]

    @needs("decisions")
    def test_another_speaker_is_followed_by_facets_and_hits(self, index: Index) -> None:
        put_right = of(first(), 0, action="speaker", speaker="Talal Silo", speaker_kind="person")
        corrected = corrected_by(index, Corrections((put_right, of(first(), 1, action="reject"))))
        assert facet(corrected, "speaker") == {"Omar": 1, "Talal Silo": 1}
        request = SearchRequest(parse("buses"), kind="statement", filters=(Filter("speaker", "Talal Silo"),))
        hit = corrected.search(request).hits[0]
        assert hit.statement is not None
        assert (hit.id, hit.statement.speaker, hit.statement.rule) == ("first/0", "Talal Silo", "corrected")
        unnamed = replace(put_right, speaker="a driver", speaker_kind="unnamed")
        assert facet(corrected_by(index, Corrections((put_right, unnamed))), "speaker") == {
            "Dillon": 1,
            "Omar": 1,
        }

    @needs("decisions")
    def test_a_shared_statement_is_each_ones_until_a_reader_gives_it_to_one(self, make_index: Make) -> None:
        text = "Mara Venn and Tom Oake said the bridge was shut."
        shared = said(text, "the bridge was shut", "Mara Venn", speakers=("Mara Venn", "Tom Oake"), confidence=0.6)
        joint = story("joint", text, statements=(shared,))
        index = make_index(joint)
        for kind in ("story", "statement"):
            assert facet(index, "speaker", kind) == {"Mara Venn": 1, "Tom Oake": 1}
        put_right = of(joint, 0, action="speaker", speaker="Tom Oake", speaker_kind="person")
        corrected = corrected_by(index, Corrections((put_right,)))
        for kind in ("story", "statement"):
            assert facet(corrected, "speaker", kind) == {"Tom Oake": 1}
        (hit,) = corrected.search(SearchRequest(parse("bridge"), kind="statement")).hits
        assert hit.statement is not None
        assert (hit.statement.everyone, hit.statement.confidence) == (("Tom Oake",), 1.0)

    @needs("decisions")
    def test_positions_hold_after_a_rejection(self, index: Index) -> None:
        corrected = corrected_by(index, Corrections((of(first(), 0, action="reject"),)))
        hits = corrected.search(SearchRequest(parse("buses"), kind="statement")).hits
        assert [(h.id, h.statement.speaker) for h in hits if h.statement] == [("first/1", "Dillon")]

    @needs("decisions")
    def test_a_name_changes_its_kind_in_every_story_or_in_one(self, index: Index) -> None:
        everywhere = NameCorrection("", "person", "Raqqah", "kind", "place")
        corrected = corrected_by(index, Corrections((everywhere,)))
        assert (facet(corrected, "person"), facet(corrected, "place")) == (
            {"Somebody": 1},
            {"Raqqah": 2, "Daesh": 1},
        )
        here = corrected_by(index, Corrections((replace(everywhere, story="second"),)))
        assert (facet(here, "person"), facet(here, "place")) == (
            {"Raqqah": 1, "Somebody": 1},
            {"Daesh": 1, "Raqqah": 1},
        )

    @needs("decisions")
    def test_a_rejected_name_is_gone(self, index: Index) -> None:
        corrected = corrected_by(index, Corrections((NameCorrection("", "place", "DAESH", "reject"),)))
        assert facet(corrected, "place") == {}
        assert corrected.count(SearchRequest(filters=(Filter("place", "Daesh"),))) == 0

    @needs("decisions")
    @tried(25, made=corrections_of_archive())
    def test_a_corrected_index_counts_as_one_built_of_the_corrected_stories(
        self, make_index: Make, made: list[Correction]
    ) -> None:
        corrections = Corrections(tuple(made))
        with_them = corrected_by(make_index(*ARCHIVE), corrections)
        rebuilt = make_index(*(corrections.corrected(s)[0] for s in ARCHIVE))
        for kind in ("story", "statement"):
            for node in (parse(""), parse("fighters"), parse("-convoy")):
                request = SearchRequest(node, kind=kind, limit=1000, facet_size=0)  # type: ignore[arg-type]
                one, other = with_them.search(request), rebuilt.search(request)
                assert (one.total, one.totals) == (other.total, other.totals)
                assert one.facets == other.facets
        for story_id in with_them.story_ids():
            assert with_them.story(story_id) == rebuilt.story(story_id)

    @needs("decisions")
    def test_names_and_corrections_work_together(self, index: Index) -> None:
        corrections = Corrections((NameCorrection("", "person", "Raqqah", "kind", "place"),))
        both = index.with_decisions(
            Decisions(Authority((Entry("r", "place", "Raqqa", ("Raqqah",)),)), corrections)
        )
        assert facet(both, "place") == {"Raqqa": 2, "Daesh": 1}

    @needs("decisions")
    def test_decisions_take_the_place_of_those_before(self, index: Index) -> None:
        rejected = Decisions(
            corrections=Corrections((of(first(), 0, action="reject"), of(first(), 1, action="reject")))
        )
        named = rejected.under(Authority((Entry("o", "person", "Omar A.", ("Omar",)),)))
        under = index.with_decisions(rejected).with_decisions(named)
        assert (under.decisions, facet(under, "speaker")) == (named, {"Omar A.": 1})
        other = under.with_decisions(Decisions(corrections=Corrections((of(first(), 1, action="reject"),))))
        assert facet(other, "speaker", "statement") == {"Omar": 2}
        assert other.count(SearchRequest(parse("buses"), kind="statement")) == 1
        again = other.with_decisions(Decisions())
        assert (
            facet(again, "speaker", "statement")
            == facet(index, "speaker", "statement")
            == {"Omar": 2, "Dillon": 1}
        )
        assert again.count(SearchRequest(parse("buses"), kind="statement")) == 2

    @needs("decisions")
    def test_names_alone_do_not_have_the_stories_put_right_again(
        self, index: Index, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rejected = Decisions(corrections=Corrections((of(first(), 0, action="reject"),)))
        under = index.with_decisions(rejected)
        monkeypatch.setattr(Corrections, "corrected", lambda *_: pytest.fail("worked out again"))
        named = under.with_decisions(rejected.under(Authority((Entry("o", "person", "Omar A.", ("Omar",)),))))
        assert facet(named, "speaker", "statement") == {"Omar A.": 1, "Dillon": 1}

    @needs("decisions")
    def test_a_correction_lapses_when_its_sentence_changes_and_not_before(self, make_index: Make) -> None:
        corrections = Corrections((of(first(), 0, action="reject"),))
        moved = "An earlier line. " + TEXT
        again = story("first", moved, statements=(said(moved, "the buses came", "Omar"),))
        assert facet(corrected_by(make_index(again), corrections), "speaker") == {}
        other = TEXT.replace("buses came", "buses were coming", 1)
        changed = story("first", other, statements=(said(other, "the buses were coming", "Omar"),))
        assert facet(corrected_by(make_index(changed), corrections), "speaker") == {"Omar": 1}

    @needs("decisions")
    def test_no_corrections_change_nothing(self, index: Index) -> None:
        same = corrected_by(index, Corrections())
        assert facet(same, "speaker") == facet(index, "speaker")
        gone = Corrections((StatementCorrection("no such story", "x", "y", "reject"),))
        assert corrected_by(index, gone).count(SearchRequest()) == 2
