"""What is kept between questions: those used last, within their bound, whoever asks at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from searchapp.engines.kept import Kept


def test_what_was_used_longest_ago_goes_first() -> None:
    kept: Kept[str, str] = Kept(4, len)
    kept.keep("a", "aa")
    kept.keep("b", "b")
    assert kept.get("a") == "aa"
    kept.keep("c", "cc")
    assert [kept.get(key) for key in "abc"] == ["aa", None, "cc"]


def test_one_that_is_larger_than_all_may_be_is_kept_alone() -> None:
    kept: Kept[str, str] = Kept(4, len)
    kept.keep("a", "aa")
    kept.keep("b", "b" * 9)
    assert [kept.get(key) for key in "ab"] == [None, "b" * 9]
    kept.keep("c", "c")
    assert [kept.get(key) for key in "bc"] == [None, "c"]


def test_one_that_is_kept_twice_counts_once() -> None:
    kept: Kept[str, str] = Kept(4, len)
    kept.keep("a", "aa")
    kept.keep("b", "bb")
    kept.keep("b", "bb")
    assert [kept.get(key) for key in "ab"] == ["aa", "bb"]


def test_threads_share_it() -> None:
    kept: Kept[int, int] = Kept(8, lambda value: 1)

    def use(start: int) -> int:
        for n in range(start, start + 3000):
            found = kept.get(n % 13)
            assert found in (None, n % 13)
            kept.keep(n % 13, n % 13)
        return sum(kept.get(n) is not None for n in range(13))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(use, range(4)))
    assert use(0) == 8
