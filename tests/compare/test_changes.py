"""Word by word: what two wordings have in common, and what is in one of them only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.compare.changes import Change, word_changes

WORDS = st.lists(st.sampled_from(["Harbour", "harbour", "the", "ferry", "“", '"', ",", " ", "\n", "é", "12"])).map(
    " ".join
)


def shown(a: str, b: str) -> str:
    """The changes as one line: [-only a-] {+only b+}."""
    form = {"same": "{}", "only a": "[-{}-]", "only b": "{{+{}+}}"}
    return "".join(form[c.kind].format(c.text) for c in word_changes(a, b))


@given(WORDS | st.text(max_size=40), WORDS | st.text(max_size=40))
def test_both_wordings_can_be_read_from_it(a: str, b: str) -> None:
    changes = word_changes(a, b)
    assert "".join(c.text for c in changes if c.kind != "only b") == a
    assert "".join(c.in_b if c.kind == "same" else c.text for c in changes if c.kind != "only a") == b


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("The ferry sails on Monday.", "The ferry sails on Friday.", "The ferry sails on [-Monday-]{+Friday+}."),
        ("The ferry sails.", "The old ferry sails.", "The {+old +}ferry sails."),
        ("“The Harbour” is open", '"the harbor" is open', "“The Harbour” is open"),
        ("one two", "", "[-one two-]"),
        ("", "", ""),
    ],
)
def test_a_sentence_with_its_edits(a: str, b: str, said: str) -> None:
    assert shown(a, b) == said


def test_a_short_word_between_two_changes_is_a_part_of_them() -> None:
    assert shown("It left Aru at noon again", "It left Belmar at dusk again") == (
        "It left [-Aru at noon -]{+Belmar at dusk +}again"
    )


def test_of_long_texts_what_they_begin_and_end_with_is_found() -> None:
    long = "word " * 4_000
    changes = word_changes(f"Begin {long} end", f"Begin {long} and {long} end")
    assert [c.kind for c in changes] == ["same", "only b", "same"]
    assert changes[0] == Change("same", changes[0].text, changes[0].in_b)
