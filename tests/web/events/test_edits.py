"""How one wording of a passage became another: marked word by word only where that can be read."""

from __future__ import annotations

from searchapp.web.events.pages import Edit
from searchapp.web.events.places import edits


def test_what_changed_in_a_sentence_is_marked() -> None:
    found = edits("The old bridge will open on Friday.", "The old bridge will open on Monday.")
    assert Edit("Friday", "gone") in found
    assert Edit("Monday", "new") in found


def test_another_order_of_words_stands_plainly() -> None:
    other = "On Friday, so the council told us, traffic over that bridge shall be free."
    assert edits("The council will open the bridge to traffic on Friday.", other) == (Edit(other, ""),)


def test_nothing_is_marked_where_only_quotation_marks_differ() -> None:
    assert edits('The "old" bridge.', "The “old” bridge.") == ()
