"""The few things with arrays that numpy lacks, or has at a price: what they give is what plain lists would."""

from __future__ import annotations

import subprocess
import sys
from itertools import chain
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engines.arrays import Strings, are_among, distinct, starts_of, stretches
from tests.conftest import ROOT, fill
from tests.stories import story

NUMBERS = st.lists(st.integers(-(2**31), 2**31 - 1), max_size=30)
FEW = st.lists(st.integers(0, 9), max_size=30)


@given(NUMBERS | FEW, st.sampled_from([np.int32, np.int64]))
def test_each_once_in_order(numbers: list[int], kind: type[np.int32 | np.int64]) -> None:
    found = distinct(np.array(numbers, dtype=kind))
    assert found.tolist() == sorted(set(numbers))
    assert found.dtype == kind


@given(FEW, FEW)
def test_which_are_among_others(numbers: list[int], others: list[int]) -> None:
    found = are_among(np.array(numbers, dtype=np.int32), np.array(sorted(set(others)), dtype=np.int64))
    assert found.tolist() == [n in others for n in numbers]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5)), max_size=12))
def test_stretches_one_after_the_other(given: list[tuple[int, int]]) -> None:
    first, counts = (np.array([pair[i] for pair in given], dtype=np.int64) for i in (0, 1))
    assert stretches(first, counts).tolist() == list(chain.from_iterable(range(a, a + n) for a, n in given))
    assert starts_of(counts).tolist() == [sum(n for _, n in given[:i]) for i in range(len(given) + 1)]


@given(st.lists(st.binary(max_size=4), max_size=8), st.data())
def test_some_of_a_column_of_strings(values: list[bytes], data: st.DataObject) -> None:
    keep = sorted(data.draw(st.sets(st.integers(0, len(values) - 1)) if values else st.just(set())))
    taken = Strings.of(values).taken(np.array(keep, dtype=np.int64))
    assert taken.tolist() == [values[i] for i in keep]


FIRST_QUESTIONS = """
import sys
from pathlib import Path
from searchapp.engines import in_folder, open_index
from searchapp.query.parse import parse
from searchapp.query.request import SearchRequest

index = open_index(in_folder(Path(sys.argv[1])))
for query in ('"foreign fighters"', "fight*", "foreign NEAR/2 fight*"):
    assert index.search(SearchRequest(parse(query))).total == 1, query
assert "numpy.ma" not in sys.modules
"""


def test_the_first_phrase_of_a_process_waits_for_no_library(tmp_path: Path) -> None:
    fill(
        tmp_path / "index", [story("one", "The foreign fighters left, and another fighter."), story("two", "No.")]
    )
    command = [sys.executable, "-c", FIRST_QUESTIONS, str(tmp_path / "index")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
