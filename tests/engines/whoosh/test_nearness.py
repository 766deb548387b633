"""Which words are near to one, against edits that are counted one pair after the other."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engines.arrays import Strings
from searchapp.engines.spelling.nearness import LONGEST, Letters, edits_allowed
from tests import brute

WORDS = st.text(alphabet="abcdeéق5\U00010348", max_size=9)


@given(WORDS, st.lists(WORDS, max_size=40))
@settings(max_examples=200, deadline=None)
def test_all_words_that_are_near_are_found_with_their_edits(word: str, words: list[str]) -> None:
    found = Letters(Strings.of([w.encode() for w in words])).near(word)
    away = [(n, brute.edits(word, other)) for n, other in enumerate(words)]
    assert found == [(n, edits) for n, edits in away if 0 < edits <= edits_allowed(word)]


def test_a_short_word_is_another_one_sooner_and_a_very_long_one_no_word() -> None:
    assert [edits_allowed("x" * n) for n in (0, 2, 3, 5, 6, LONGEST, LONGEST + 1)] == [0, 0, 1, 1, 2, 2, 0]
