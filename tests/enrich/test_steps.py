"""The pure steps, without a model: view, frame, quotations, sentences, cues, names."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.enrich.entities.boundaries import cleaned
from searchapp.enrich.entities.full_names import full_names
from searchapp.enrich.entities.span import Spot
from searchapp.enrich.lexicon import lexicon_of
from searchapp.enrich.segment.boilerplate import frame_of
from searchapp.enrich.segment.lost_quotes import quotes_lost
from searchapp.enrich.segment.normalize import LONGEST_WORD, MINED_CHARS, view_of
from searchapp.enrich.segment.quotation_marks import quotes_in
from searchapp.enrich.segment.sentences import LONGEST_PARAGRAPH, paragraphs_of, sentences_of
from searchapp.model import VerbKind

ENGLISH = lexicon_of("en")
SAYING = ENGLISH.saying


def sentences(text: str) -> list[str]:
    view = view_of(text, ENGLISH)
    return [text[s.start : s.end] for s in sentences_of(view, paragraphs_of(view, ()), ENGLISH)]


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
    mended = view_of(text, ENGLISH)
    assert len(mended) == len(text)
    assert mended.split() == view.split()


@given(st.text(alphabet="ab s'\"“”’`\n\t\ud800\u00a0.", max_size=60))
def test_a_view_is_as_long_as_its_text(text: str) -> None:
    assert len(view_of(text, ENGLISH)) == len(text)


def test_a_run_without_a_space_is_blanked() -> None:
    text = f"Before {'x' * (LONGEST_WORD + 1)} {'y' * LONGEST_WORD} after"
    assert view_of(text, ENGLISH).split() == ["Before", "y" * LONGEST_WORD, "after"]


def test_a_view_ends_where_mining_ends() -> None:
    assert len(view_of("word " * MINED_CHARS, ENGLISH)) == MINED_CHARS


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
    view = view_of(text, ENGLISH)
    found = sentences_of(view, paragraphs_of(view, ()), ENGLISH)
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
    assert "".join(text[a:b] for a, b in frame_of(text, ENGLISH).unmined) == unmined


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("OSLO, Norway (Coastal Press) - It rained.", ["dateline"]),
        ("People run in the rain. (Ada Lund/Coastal)", ["caption", "credit"]),
        ("(Photo: Ada Lund)", ["credit"]),
        ("FILE - The mayor waves in May.", ["caption"]),
        ("Read more: It rained\n\nIt rained.\n\nSign up for our newsletter", ["link", "newsletter"]),
        ("Share this:", ["newsletter"]),
        ("Reporting by Ada Lund; Editing by Karl Boone", ["contributors"]),
        ("It rained. He would share this house, he said.", []),
    ],
)
def test_the_kinds_of_frame(text: str, kinds: list[str]) -> None:
    parts = frame_of(text, ENGLISH).parts
    assert [p.kind for p in parts] == kinds
    assert all(a.end <= b.start for a, b in pairwise(parts))


WHOLE = (
    "The river rose in the night and the lower town was under water by dawn. “We had an hour,” said Ada "
    "Lund, who keeps the mill. “Nobody’s house is dry.” The council’s pumps didn’t help. Karl Boone, the mayor, "
    "said help was “on its way”, but the road to the coast was cut, and the mill’s bridge had gone."
)


def test_a_text_that_lost_its_quotation_marks() -> None:
    assert not quotes_lost(WHOLE, ENGLISH)
    assert quotes_lost(re.sub("[“”’]", " ", WHOLE), ENGLISH)
    assert quotes_lost(re.sub(" +", " ", re.sub("[“”’]", " ", WHOLE)), ENGLISH)


def test_a_text_that_quotes_nobody_has_lost_nothing() -> None:
    plain = "The river rose in the night. Ada Lund said that the mill was dry, and that the pumps had helped. " * 5
    assert not quotes_lost(plain, ENGLISH)
    assert not quotes_lost(plain.replace("Lund", "Lund's father").replace("had helped", "hadn't helped"), ENGLISH)
    assert not quotes_lost("It is the s that I don t like .", ENGLISH)
    tokenised = " ".join(re.findall(r"\w+|[^\w\s]", plain))
    assert not quotes_lost(tokenised, ENGLISH)


@pytest.mark.parametrize(
    ("cue", "kind"),
    [
        ("said", "says"),
        ("According to", "says"),
        ("claimed", "claims"),
        ("insisting", "insists"),
        ("denied", "denies"),
        ("confirmed", "confirms"),
        ("warns", "warns"),
        ("urged", "asks"),
        ("vowed", "promises"),
        ("condemned", "accuses"),
        ("announced", "reports"),
    ],
)
def test_what_a_cue_does(cue: str, kind: str) -> None:
    assert SAYING.kind_of(cue) == kind


def test_every_cue_has_a_kind_and_only_one() -> None:
    listed = [word for words in SAYING.kinds.values() for word in words.split()]
    assert len(listed) == len(set(listed))
    assert {cue.lemma for cue in SAYING.cues.values()} <= set(listed)
    assert {word for word in SAYING.nouns if word not in SAYING.cues} <= set(listed)
    assert set(SAYING.kinds) == set(get_args(VerbKind))


def test_to_call_for_is_to_ask_and_to_call_names() -> None:
    assert SAYING.kind_of("called") == "asks"
    assert SAYING.kind_of("called", names=True) == "says"


def test_the_dateline_names_its_outlet() -> None:
    text = "OSLO, Norway (Coastal Press) - It rained."
    outlet = frame_of(text, ENGLISH).dateline_outlet
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
    assert SAYING.cues[form].lemma == lemma


@pytest.mark.parametrize("form", ["believes", "wants", "plans", "hopes", "fears", "expects", "walked"])
def test_beliefs_and_intentions_are_no_cues(form: str) -> None:
    assert form not in SAYING.cues


def test_names_link_within_their_kind_only() -> None:
    view = "Ada Lund Lund Lund"
    spots = [Spot(0, 8, "person"), Spot(9, 13, "person"), Spot(14, 18, "place")]
    names = full_names(view, spots, ENGLISH)
    assert names["person", "Lund"] == "Ada Lund"
    assert names["place", "Lund"] == "Lund"


@pytest.mark.parametrize(
    ("texts", "short", "name"),
    [
        (("Hugo Falk Jr.", "Falk"), "Falk", "Hugo Falk Jr."),
        (("Hugo Falk III", "Falk"), "Falk", "Hugo Falk III"),
        (("Hugo Falk", "Hugo Falk Jr.", "Falk Jr."), "Falk Jr.", "Hugo Falk Jr."),
        (("Hugo Falk", "Hugo Falk Jr."), "Hugo Falk", "Hugo Falk"),
        (("Hugo Falk", "Hugo Falk Jr.", "Falk"), "Falk", "Falk"),
        (("Hugo Falk Sr.", "Hugo Falk Jr.", "Falk"), "Falk", "Falk"),
        (("Mrs Hugo Falk", "Hugo Falk"), "Hugo Falk", "Hugo Falk"),
        (("Mrs. Hugo Falk", "Falk"), "Falk", "Mrs. Hugo Falk"),
        (("Mrs Hugo Falk", "Hugo Falk", "Falk"), "Falk", "Falk"),
        (("Hugo R. Falk", "Hugo Falk", "Falk"), "Hugo Falk", "Hugo R. Falk"),
        (("Hugo R. Falk", "Hugo T. Falk", "Hugo Falk"), "Hugo Falk", "Hugo Falk"),
        (("Hugo R. Falk", "Hugo T. Falk", "Falk"), "Falk", "Falk"),
    ],
)
def test_a_father_a_son_and_a_wife_are_three(texts: tuple[str, ...], short: str, name: str) -> None:
    view, spots = "", []
    for text in texts:
        spots.append(Spot(len(view), len(view) + len(text), "person"))
        view += text + " "
    assert full_names(view, spots, ENGLISH)["person", short] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("On Monday Mrs Peter Falk opened the fair.", "Mrs Peter Falk"),
        ("On Monday Mrs. Peter Falk opened the fair.", "Mrs. Peter Falk"),
        ("On Monday Mrs Mary Falk opened the fair.", "Mary Falk"),
        ("On Monday Mr. Peter Falk opened the fair.", "Peter Falk"),
    ],
)
def test_a_wife_by_her_husbands_name_is_not_he(text: str, name: str) -> None:
    start = text.index("Falk") - 1
    start = text.rindex(" ", 0, start) + 1
    found = cleaned(text, start, text.index("Falk") + 4, "person", ENGLISH)
    assert found is not None
    assert text[found.start : found.end] == name
