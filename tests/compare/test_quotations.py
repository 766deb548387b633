"""The same words in many mouths: whole, in part, edited; and never by a chain."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from math import fsum, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.compare.quotations import ALIKE, Carried, same_words
from searchapp.text.analysis import folded, is_function_word

WHOLE = "The ferry will sail at dawn, and every passenger of the old harbour has a seat on it."


@pytest.mark.parametrize(
    "other",
    [
        WHOLE.upper(),
        "“The ferry will sail at dawn, and every passenger of the old harbour has a seat on it”",
        "every passenger of the old harbour has a seat",
        "passenger of the old harbour",
        "the ferry would sail at dawn and every passenger of the harbour had a seat on it",
        "The ferry will sail at noon, and every passenger of the old harbour has a seat on it.",
    ],
)
def test_the_same_words_are_one_in_whole_in_part_and_edited(other: str) -> None:
    assert same_words([other, "The mill burned down on Friday.", WHOLE])[0].all == (0, 2)


@pytest.mark.parametrize(
    "other",
    [
        "",
        "It will not be so.",
        "on it",
        "The harbour has a new crane, and the mayor is happy with it.",
        "No passenger was hurt when the old mill burned down on Friday night.",
    ],
)
def test_other_words_are_not(other: str) -> None:
    assert [c.all for c in same_words([WHOLE, other, "Nobody saw the fire."])] == [(0,), (1,), (2,)]


def test_the_fullest_form_is_the_longest_and_of_two_the_first() -> None:
    assert same_words(["sail at dawn", WHOLE, WHOLE.lower()]) == (Carried(1, (0, 1, 2)),)


def test_what_is_like_a_part_alone_does_not_join_the_whole() -> None:
    """A is like B and B like C, but C is not like A."""
    a = "red green blue white black amber"
    b = "white black amber ochre umber"
    c = "ochre umber coral ivory"
    found = same_words([a, b, c])
    assert (0, 2) not in [g.all for g in found]
    assert len(found) >= 2


def test_words_that_all_have_tell_little() -> None:
    said = [f"The company expects a profit of {n} million this year." for n in range(11, 31)]
    assert len(same_words(said)) == 20
    assert same_words([*said, said[3]])[3].all == (3, 20)


texts = st.lists(
    st.lists(st.sampled_from("the of was ferry dawn harbour mill seat crane 400 convoy Ünder".split()), max_size=9)
    .map(" ".join), max_size=14,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(said=texts)
def test_groups_are_those_of_comparing_each_with_every_fullest_form(said: list[str]) -> None:
    assert same_words(said) == by_hand(said)


def by_hand(said: list[str]) -> tuple[Carried, ...]:
    """The same without an index: longest first, each joins the fullest form that has most of it."""
    words = [folded(text).split() for text in said]
    features = []
    for own in words:
        telling = {w for w in own if not is_function_word(w)}
        pairs = {f"{a} {b}" for a, b in pairwise(own)}
        features.append(telling | pairs if len(telling) > 1 else set())
    counts = Counter(f for own in features for f in own)

    def weight(some: set[str]) -> float:
        return fsum(log(1 + len(said) / counts[f]) for f in some)

    groups: dict[int, list[int]] = {}
    for i in sorted(range(len(said)), key=lambda i: (-len(words[i]), i)):
        shares = {
            h: weight(features[i] & features[h]) / weight(features[i]) for h in sorted(groups) if features[i]
        }
        best = max(shares, key=lambda h: shares[h], default=None)
        groups.setdefault(best if best is not None and shares[best] >= ALIKE else i, []).append(i)
    found = [Carried(head, tuple(sorted(all_of))) for head, all_of in groups.items()]
    return tuple(sorted(found, key=lambda group: group.all[0]))
