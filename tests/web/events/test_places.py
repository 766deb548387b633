"""Edits as they are marked: words that did not change keep the space that only one side has."""

from __future__ import annotations

from searchapp.web.events.places import edits


def test_words_at_the_end_of_one_text_do_not_run_into_the_next() -> None:
    other = "the mayor said the boats would be searched."
    shown = "".join(edit.text for edit in edits("the mayor said they would", other) if edit.kind != "gone")
    assert shown.split() == other.split()
