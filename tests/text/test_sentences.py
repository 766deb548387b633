"""Sentences for reading and linking."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from searchapp.text.sentences import sentences


def said(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


def test_a_full_stop_after_a_short_word_ends_no_sentence() -> None:
    text = (
        'Col. Rhea Marsh said on Oct. 14 that the U.S. would not go. "No!" she said. Then J. F. Weller left.'
        "\n\nNo stop"
    )
    assert said(text) == [
        "Col. Rhea Marsh said on Oct. 14 that the U.S. would not go.",
        '"No!" she said.',
        "Then J. F. Weller left.",
        "No stop",
    ]


def test_a_long_row_of_marks_is_read_at_once() -> None:
    row = "!" * 200_000
    assert said(f"No{row}x. Yes.") == [f"No{row}x.", "Yes."]
    assert said(f"No{row} Yes.") == [f"No{row}", "Yes."]


@given(st.text(alphabet='ab Z.!?"”\n', max_size=60))
def test_sentences_are_in_order_and_hold_all_that_is_no_white_space(text: str) -> None:
    spans = list(sentences(text))
    assert all(a < b for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert "".join("".join(said(text)).split()) == "".join(text.split())


def test_several_marks_in_a_row_are_one_end() -> None:
    assert said("Who?!.. Nobody… ...Then it rained!!” She left. … Gone…? “Yes.”") == [
        "Who?!..",
        "Nobody…",
        "...Then it rained!!”",
        "She left.",
        "…",
        "Gone…?",
        "“Yes.”",
    ]
