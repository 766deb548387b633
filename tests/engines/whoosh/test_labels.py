"""A facet's labels: their order, which are lacking elsewhere, and a facet of very many."""

from __future__ import annotations

import numpy as np
import pytest

from searchapp.engines.label_keys import fold
from searchapp.engines.whoosh.read.facet_column import (
    Labels,
    assembled,
    fold_number,
    fold_numbers,
    in_label_order,
    label_order,
)

NAMES = [
    "Zora Fenn",
    "ada Quist",
    "Ada Quist-Bo",
    "Émil Falk",
    "emil falk",
    "École",
    "STRASSE",
    "Straße",
    "Ada",
    "",
]


def labels(*names: str) -> Labels:
    ordered = in_label_order(names)
    numbers = fold_numbers(fold(name) for name in ordered)
    order = np.argsort(numbers, kind="stable")
    return Labels(ordered, numbers[order], order.astype(np.int32))


def test_many_names_are_in_the_order_of_one_beside_another() -> None:
    assert in_label_order(NAMES) == sorted(NAMES, key=label_order)
    assert fold_numbers(map(fold, NAMES)).tolist() == [fold_number(fold(name)) for name in NAMES]


@pytest.mark.parametrize("renamed", [False, True])
def test_which_values_other_labels_lack(renamed: bool) -> None:
    here, there = labels("Ada Quist", "Bo Lind", "Émil Falk"), labels("Emil Falk", "Quist", "ada quist", "Cy")
    if renamed:
        here, _ = here.with_names(["Quist"])
    some = range(len(there.names))
    lacking = [n for n in some if there.names[n] in (("Cy",) if renamed else ("Cy", "Quist"))]
    assert here.lacking(there, some) == lacking
    assert labels().lacking(there, some) == list(some)
    assert here.lacking(there, []) == []


@pytest.mark.parametrize("more", [["Aa"], ["zz", "Bo", "bo Lind"], ["Émile", "Ada Quist", "Cy"]])
def test_further_names_are_put_in_their_place(more: list[str]) -> None:
    before = labels("Ada Quist", "Bo Lind", "Émil Falk")
    after, moved = before.with_names(more)
    assert after.names == sorted(after.names, key=label_order)
    assert [after.names[n] for n in moved] == before.names
    assert all(after.number(name) is not None for name in [*before.names, *more])
    again, _ = after.with_names(["Dag"])
    assert again.names == sorted([*after.names, "Dag"], key=label_order)


def test_a_facet_of_more_values_than_a_short_number_holds() -> None:
    names = [f"v{n:06}" for n in range(70_000)]
    column = assembled(Labels(names, np.empty(0, np.uint64), np.empty(0, np.int32)), *_pairs(), size=3)
    assert column.matrix.rows_of(69_999).tolist() == [0, 2]
    assert column.matrix.rows_of(69_999 - (1 << 16)).tolist() == [1]


def _pairs() -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], np.ndarray[tuple[int], np.dtype[np.int64]]]:
    return np.array([2, 1, 0, 0]), np.array([69_999, 69_999 - (1 << 16), 69_999, 5])
