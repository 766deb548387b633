"""How lists are cut off in words."""

from __future__ import annotations

import pytest

from searchapp.text.wording import names


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((), ""),
        (("a",), "a"),
        (("a", "b"), "a, b"),
        (("a", "b", "c"), "a, b and 1 more"),
        (("a",) * 1236, "a, a and 1,234 more"),
    ],
)
def test_a_long_list_says_how_many_more_there_are(values: tuple[str, ...], said: str) -> None:
    assert names(values, most=2) == names(list(values), most=2) == said
