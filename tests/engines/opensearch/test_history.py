"""What a manifest notes of the generations before: it reaches back as far as it can be trusted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchapp.engines import Changed
from searchapp.engines.opensearch.write import history
from searchapp.engines.opensearch.write.history import Step, changed_since, with_step

names = st.sampled_from(["a", "b", "c", "broken-\udcff", "d/e"])


def test_nothing_is_known_of_nothing() -> None:
    assert changed_since("", "") is None
    assert changed_since("", "one") is None
    assert changed_since(with_step("", Step("one", ("a",), ())), "two") is None


def test_a_story_counts_by_whether_it_was_there_then() -> None:
    told = with_step("", Step("one", ("a", "b"), ("c",)))
    told = with_step(told, Step("two", ("c",), ("a", "d")))
    assert changed_since(told, "two") == Changed(frozenset({"c"}), frozenset({"a", "d"}))
    assert changed_since(told, "one") == Changed(frozenset({"a", "b"}), frozenset({"c", "d"}))


def test_a_broken_id_is_there_as_it_is_and_as_the_index_has_it() -> None:
    changed = changed_since(with_step("", Step("one", ("broken-\udcff",), ())), "one")
    assert changed == Changed(frozenset({"broken-\udcff", "broken-\\udcff"}))


def test_a_step_without_a_story_is_one() -> None:
    assert changed_since(with_step("", Step("one", (), ())), "one") == Changed()


@given(there=st.sets(names), steps=st.lists(st.tuples(st.sets(names), st.sets(names)), min_size=1, max_size=6))
def test_any_history_is_told_as_it_was(there: set[str], steps: list[tuple[set[str], set[str]]]) -> None:
    states, told, written = [set(there)], "", []
    for number, (put, out) in enumerate(steps):
        touched = put | (out & states[-1])
        told = with_step(told, Step(str(number), tuple(touched - states[-1]), tuple(touched & states[-1])))
        written.append(touched)
        states.append((states[-1] - out) | put)
    for number, state in enumerate(states[:-1]):
        changed = changed_since(told, str(number))
        every = set().union(*written[number:])
        assert changed is not None
        assert {n for n in changed.added if "\\" not in n} == every - state
        assert {n for n in changed.altered if "\\" not in n} == every & state


def test_it_is_bounded() -> None:
    many = tuple(map(str, range(history.MOST_NOTED)))
    assert with_step("", Step("one", many, ())) == ""
    told = with_step("", Step("one", many[:-10], ()))
    assert changed_since(with_step(told, Step("two", many[:8], ())), "one") is not None
    told = with_step(told, Step("two", many[:9], ()))
    assert changed_since(told, "one") is None
    assert changed_since(told, "two") is not None
