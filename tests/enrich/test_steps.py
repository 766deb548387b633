"""The pure steps, without a model: view, frame, quotations, sentences, cues, names."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.enrich.cues import CUES
from searchapp.enrich.frame import frame_of
from searchapp.enrich.names import full_names
from searchapp.enrich.quotes import quotes_in
from searchapp.enrich.sentences import LONGEST_PARAGRAPH, paragraphs_of, sentences_of
from searchapp.enrich.spots import Spot
from searchapp.enrich.view import LONGEST_WORD, MINED_CHARS, view_of


def sentences(text: str) -> list[str]:
    view = view_of(text)
    return [text[s.start : s.end] for s in sentences_of(view, paragraphs_of(view, ()))]


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("Lisbon s council", "Lisbon's council"),
        ("They don t know", "They don't know"),
        ("“Yes,” she said", '"Yes," she said'),
        ("''Yes,'' she said", ' "Yes," she said'),
        ("Class s is s", "Class's is s"),
    ],
)
def test_a_view_mends(text: str, view: str) -> None:
    mended = view_of(text)
    assert len(mended) == len(text)
    assert mended.split() == view.split()


@given(st.text(alphabet="ab s'\"“”’`\n\t\ud800\u00a0.", max_size=60))
def test_a_view_is_as_long_as_its_text(text: str) -> None:
    assert len(view_of(text)) == len(text)


def test_a_run_without_a_space_is_blanked() -> None:
    text = f"Before {'x' * (LONGEST_WORD + 1)} {'y' * LONGEST_WORD} after"
    assert view_of(text).split() == ["Before", "y" * LONGEST_WORD, "after"]


def test_a_view_ends_where_mining_ends() -> None:
    assert len(view_of("word " * MINED_CHARS)) == MINED_CHARS


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It rained on Oct. 12 in Rome. It stopped.", ["It rained on Oct. 12 in Rome.", "It stopped."]),
        ("Col. Ansah spoke. J. R. Moe left.", ["Col. Ansah spoke.", "J. R. Moe left."]),
        ("He is in the U.S. He is well.", ["He is in the U.S.", "He is well."]),
        ('"Stop! Go," he said. He left.', ['"Stop! Go," he said.', "He left."]),
        ('"Is it?" Ada Lund asked. "No."', ['"Is it?" Ada Lund asked.', '"No."']),
        ('He called it "odd." She said no.', ['He called it "odd."', "She said no."]),
        ("One line\nand its end. Next.", ["One line\nand its end.", "Next."]),
        ("First.\n\nSecond.", ["First.", "Second."]),
        ("", []),
    ],
)
def test_sentences(text: str, wanted: list[str]) -> None:
    assert sentences(text) == wanted


@given(st.text(alphabet="Ab .?!\"\n'", max_size=80))
def test_sentences_are_in_order_and_lose_no_word(text: str) -> None:
    view = view_of(text)
    found = sentences_of(view, paragraphs_of(view, ()))
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = {i for s in found for i in range(s.start, s.end)}
    assert all(i in covered for i, c in enumerate(view) if c.isalpha())


def test_a_paragraph_that_is_far_too_long_is_cut() -> None:
    view = " ".join(f"Word{n} went to town{n} and came home" for n in range(2_000))
    pieces = paragraphs_of(view, ())
    assert len(pieces) > 1
    assert max(b - a for a, b in pieces) <= LONGEST_PARAGRAPH


def test_what_is_no_prose_is_not_mined() -> None:
    assert paragraphs_of("said " * 1_000, ()) == []
    assert paragraphs_of('" ' * 2_000, ()) == []


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("It's the dogs' home.", []),
        ("'It is time,' he said. The dogs' home was shut.", ["'It is time,'"]),
        ('He said: "It goes on', ['"It goes on']),
        ('A 6" pipe burst.', []),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotes_in(text, 0, len(text))] == quoted


@pytest.mark.parametrize(
    ("text", "unmined"),
    [
        ("OSLO, Norway (Coastal Press) - It rained.", "OSLO, Norway (Coastal Press) - "),
        ("LONDON, Oct. 3 — It rained.", "LONDON, Oct. 3 — "),
        ("Read more: It rained", "Read more: It rained"),
        ("People run in the rain. (Ada Lund/Coastal)", "People run in the rain. (Ada Lund/Coastal)"),
        ("This photo shows rain.", "This photo shows rain."),
        ("Ada Lund contributed to this report.", "Ada Lund contributed to this report."),
        ("(Reporting by Ada Lund; Editing by Karl Boone)", "(Reporting by Ada Lund; Editing by Karl Boone)"),
        ("It rained in Oslo (Norway) and the photo was wet.", ""),
        ("Watch out for rain, he said.", ""),
    ],
)
def test_the_frame_is_not_mined(text: str, unmined: str) -> None:
    assert "".join(text[a:b] for a, b in frame_of(text).unmined) == unmined


def test_the_dateline_names_its_outlet() -> None:
    text = "OSLO, Norway (Coastal Press) - It rained."
    outlet = frame_of(text).dateline_outlet
    assert outlet is not None
    assert text[slice(*outlet)] == "Coastal Press"


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("said", "say"),
        ("denies", "deny"),
        ("told", "tell"),
        ("arguing", "argue"),
        ("quipped", "quip"),
        ("wrote", "write"),
    ],
)
def test_forms_of_reporting_verbs(form: str, lemma: str) -> None:
    assert CUES[form].lemma == lemma


@pytest.mark.parametrize("form", ["believes", "wants", "plans", "hopes", "fears", "expects", "walked"])
def test_beliefs_and_intentions_are_no_cues(form: str) -> None:
    assert form not in CUES


def test_names_link_within_their_kind_only() -> None:
    view = "Ada Lund Lund Lund"
    spots = [Spot(0, 8, "person"), Spot(9, 13, "person"), Spot(14, 18, "place")]
    names = full_names(view, spots)
    assert names["person", "Lund"] == "Ada Lund"
    assert names["place", "Lund"] == "Lund"
