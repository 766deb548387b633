"""What the end of a query that is being typed may go on as."""

from __future__ import annotations

import pytest

from searchapp.query.unfinished import unfinished


@pytest.mark.parametrize(
    ("q", "ends"),
    [
        ("he", [("", "", "he")]),
        ("convoy -he", [("convoy -", "", "he")]),
        ("a OR (he", [("a OR (", "", "he")]),
        ("title:he", [("title:", "", "he")]),
        ("mira mca", [("", "", "mira mca"), ("mira ", "", "mca")]),
        ('"a b" mira mca', [('"a b" ', "", "mira mca"), ('"a b" mira ', "", "mca")]),
        ("one two the harbor po", [("one two ", "", "the harbor po"), ("one two the ", "", "harbor po"),
                                   ("one two the harbor ", "", "po")]),
        ("convoy OR mca", [("convoy OR ", "", "mca")]),
        ("speaker:al", [("", "speaker", "al")]),
        ("-outlet:", [("-", "outlet", "")]),
        ('x speaker:"mira mc', [("x ", "speaker", "mira mc")]),
        ("الرق", [("", "", "الرق")]),
    ],
)  # fmt: skip
def test_the_last_words_may_go_on(q: str, ends: list[tuple[str, str, str]]) -> None:
    assert [tuple(end) for end in unfinished(q)] == ends


@pytest.mark.parametrize(
    "q",
    ["", " ", "h", "he ", "he)", '"foreign fi', '"foreign fighters"', "he*", "after:20", "http://x", "a OR",
     "NEAR/5", "half\\ wo", "x" * 9000, 'word:"some', "speaker:mira*"],
)  # fmt: skip
def test_what_is_finished_or_literal_goes_on_as_it_is_typed(q: str) -> None:
    assert unfinished(q) == ()
