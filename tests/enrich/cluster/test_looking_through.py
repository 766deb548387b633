"""What a worker runs, and what is said before one is asked: without a cluster."""

from __future__ import annotations

import pytest

from searchapp.enrich import DEFAULT_MODEL, Enricher
from searchapp.enrich.cluster import looking_through, open_cluster
from searchapp.enrich.cluster.looking_through import look_through, program_of, shard_of
from searchapp.enrich.run.memory import packed, unpacked
from searchapp.errors import ConfigError, SearchAppError
from tests.enrich.cluster.ferries import ferries


def test_a_worker_finds_what_is_found_here(enricher: Enricher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking_through, "_enricher", lambda model: enricher)  # which is loaded already
    stories = ferries(12)
    found = look_through(shard_of(stories), DEFAULT_MODEL, program_of(DEFAULT_MODEL))
    here = list(enricher.pipe(stories))
    assert found == [packed(story) for story in here]
    assert [unpacked(story, body) for story, body in zip(stories, found, strict=True)] == here
    assert sum(len(story.statements) for story in here) > 12


def test_a_worker_of_another_version_finds_nothing() -> None:
    assert str(look_through(shard_of(ferries(1)), DEFAULT_MODEL, "0+rules")).endswith("and not by 0+rules")


def test_an_error_is_told_in_words(enricher: Enricher, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(model: str) -> Enricher:
        return endless(model)

    monkeypatch.setattr(looking_through, "_enricher", endless)
    found = look_through(shard_of(ferries(1)), DEFAULT_MODEL, program_of(DEFAULT_MODEL))
    assert str(found).startswith("the program fails on it (RecursionError: maximum recursion depth")


def test_a_program_is_told_by_version_model_and_library() -> None:
    told = program_of(DEFAULT_MODEL)
    assert told != program_of("another-model")
    assert "spaCy 3." in told


def test_without_dask_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchapp.enrich.cluster.find_spec", lambda name: None)
    with pytest.raises(ConfigError) as caught:
        open_cluster("tcp://127.0.0.1:8786", DEFAULT_MODEL)
    assert "pip install 'searchapp[dask]'" in caught.value.hint


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "is no address"),
        ("scheduler", "is no address"),
        ("inproc://1.2.3.4/5/6", "is no address"),
        ("http://127.0.0.1:8786", "is no address"),
        ("tcp://127.0.0.1:8786/../x", "is no address"),
        ("tls://127.0.0.1:8786", "needs certificates"),
    ],
)
def test_an_address_that_is_none_is_said_at_once(address: str, said: str) -> None:
    pytest.importorskip("distributed", reason="needs Dask, an extra")
    with pytest.raises(SearchAppError, match=said) as caught:
        open_cluster(address, DEFAULT_MODEL)
    assert caught.value.hint
