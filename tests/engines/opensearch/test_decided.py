"""Decisions on a cluster: merges at once, corrections seen by other processes, large changes while it answers."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from searchapp.collections.tags import Tags
from searchapp.curation.authority import Authority, Entry
from searchapp.curation.corrections import Corrections, digest
from searchapp.curation.decisions import Decisions
from searchapp.curation.story_fields import StoryCorrection
from searchapp.engines import Place, open_index
from searchapp.engines.opensearch.cluster import Cluster, cluster_at
from searchapp.engines.opensearch.decided import deciding
from searchapp.query.parse import parse
from searchapp.query.request import Filter, SearchRequest
from tests.conftest import publish
from tests.engines.on_engine import facet, ids
from tests.servers.cluster import forget
from tests.stories import story

pytestmark = [pytest.mark.ci, pytest.mark.opensearch("2"), pytest.mark.xdist_group("opensearch decided")]
NAMED = (("Raqqa",), ("Raqqah",), ("Raqqa", "Raqqah"), ("Rome",))
ONE = Authority((Entry("r", "place", "Raqqa", ("Raqqah",)),))


@pytest.fixture
def place(opensearch: Callable[[str], str]) -> Iterator[Place]:
    """A place in which there is no index yet."""
    url, own = opensearch("2"), f"t-{secrets.token_hex(4)}"
    yield Place("opensearch", f"{url}/{own}")
    forget(url, own)


def built(place: Place, count: int) -> None:
    publish(place, [story(f"s{n:04d}", "The bus left.", entities={"place": NAMED[n % 4]}) for n in range(count)])


def retitled(title: str) -> Decisions:
    return Decisions(
        corrections=Corrections((StoryCorrection("s0001", digest("The bus left."), "title", "", title),))
    )


def written(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is written in bulk from now on."""
    seen: list[object] = []
    write = Cluster.write

    def noted(self: Cluster, actions: Iterable[dict[str, Any]]) -> Iterator[tuple[bool, dict[str, Any]]]:
        told = list(actions)
        seen.extend(told)
        return write(self, told)

    monkeypatch.setattr(Cluster, "write", noted)
    return seen


def test_a_merge_of_two_names_in_many_stories_is_exact_at_once_and_writes_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(place, 5000)
    index, seen = open_index(place), written(monkeypatch)
    assert facet(index.with_decisions(Decisions(ONE)), "place") == {"Raqqa": 3750, "Rome": 1250}
    assert index.with_decisions(Decisions(ONE)).count(SearchRequest(filters=(Filter("place", "Raqqah"),))) == 3750
    assert (facet(index, "place")["Raqqah"], seen) == (2500, [])


def test_a_correction_is_seen_by_another_process_which_writes_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(place, 8)
    open_index(place).with_decisions(retitled("Convoy"))
    cluster_at.cache_clear()
    other, seen = open_index(place), written(monkeypatch)
    under = other.with_decisions(retitled("Convoy"))
    assert (ids(under, "convoy"), under.stories(["s0001"])["s0001"].title, seen) == (["s0001"], "Convoy", [])
    assert ids(under.with_decisions(Decisions()), "convoy") == []


def test_a_published_generation_comes_under_the_decisions_where_it_changed(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(place, 8)
    tags = Decisions(tags=Tags({"s0001": ("check",), "s0002": ("check",)}))
    open_index(place).with_decisions(tags)
    changed = story("s0002", "The bus came back.")
    publish(place, [changed])
    seen = written(monkeypatch)
    assert set(ids(open_index(place).with_decisions(tags), "tag:check")) == {"s0001", "s0002"}
    assert len(seen) == 1


def test_a_trial_writes_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    built(place, 4)
    seen = written(monkeypatch)
    open_index(place).with_decisions(retitled("Convoy"), trial=True)
    assert seen == []


def test_a_large_change_is_applied_while_the_index_answers(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    built(place, 60)
    monkeypatch.setattr(deciding, "FEW", 10)
    under = open_index(place).with_decisions(Decisions(tags=Tags({f"s{n:04d}": ("check",) for n in range(60)})))
    assert under.pending
    assert under.count(SearchRequest(parse("bus"))) == 60
    until = time.monotonic() + 60
    while under.pending and time.monotonic() < until:
        time.sleep(0.05)
    assert (under.pending, facet(under, "tag")) == ("", {"check": 60})
