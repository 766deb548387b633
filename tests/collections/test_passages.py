"""Sentences known by what they say: found again, and what became of them."""

from __future__ import annotations

from dataclasses import replace

from searchapp.collections.passages import find_passage, nearest_passage, passage_key
from tests.stories import said, story

FIRST = "The ferry to Orm is late. It left at nine, Ada Lund said. Nobody\nwaited for it."


def test_a_sentence_is_found_again_wherever_it_stands() -> None:
    old = story("a", FIRST)
    start = FIRST.index("Nobody")
    key = passage_key(old, (start, len(FIRST)))
    new = "Corrected. Nobody waited for it. The ferry was late."
    assert find_passage(old, key) == (start, len(FIRST))
    assert find_passage(story("a", new), key) == (11, 32)
    assert find_passage(story("a", "Nobody waited."), key) is None


def test_a_statement_that_stood_in_two_sentences_is_found_when_nobody_mines_it() -> None:
    both = (0, FIRST.index(" Nobody"))
    one = replace(said(FIRST, "It left at nine", "Ada Lund"), sentence=both)
    key = passage_key(story("a", FIRST, statements=(one,)), both)
    assert find_passage(story("a", FIRST), key) == both


def test_what_became_of_a_sentence_is_the_one_most_like_it() -> None:
    now = story("a", "The ferry to Orm is very late today. It left at ten, Ada Lund said. Nobody waited for it.")
    start = now.text.index("It left")
    assert nearest_passage(now, "It left at nine, Ada Lund said.") == (start, now.text.index(" Nobody"))
    assert nearest_passage(now, "Prices of corn rose by a third.") is None
    assert nearest_passage(now, "") is None
    assert nearest_passage(story("a", ""), "It left.") is None
