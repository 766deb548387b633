"""A cluster that loses a node in the midst of an answer is asked again; one that can't answer at all is not."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from opensearchpy.exceptions import TransportError

from searchapp.engines import Access
from searchapp.engines.opensearch.cluster import Cluster

Answer = tuple[int, dict[str, Any]]
FOUND: Answer = (200, {"responses": [{"hits": {"total": 3}}, {"hits": {"total": 4}}]})
BODIES = [{"query": {"match_all": {}}}] * 2


@pytest.fixture
def answering() -> Iterator[Callable[..., tuple[Cluster, list[Answer]]]]:
    """Gives a cluster that answers so, one after the other, and what of it is left."""
    left: list[Answer] = []

    class Node(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            status, body = left.pop(0)
            said = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_PUT = do_POST

        def log_message(self, *_: object) -> None:
            """Nothing is written."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Node) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

        def so(*told: Answer) -> tuple[Cluster, list[Answer]]:
            left[:] = told
            return Cluster([f"http://127.0.0.1:{server.server_port}"], Access()), left

        yield so
        server.shutdown()


def failed(kind: str, status: int, *, cause: str | None = None) -> dict[str, Any]:
    """What is said of one question that failed."""
    error: dict[str, Any] = {"type": kind, "reason": "…", "root_cause": [{"type": kind, "reason": "…"}]}
    if cause:
        error["failed_shards"] = [{"shard": 0, "reason": {"type": cause, "reason": "…"}}]
    return {"error": error, "status": status}


PASSING = [
    failed("node_disconnected_exception", 500),
    failed("search_phase_execution_exception", 500, cause="node_not_connected_exception"),
    failed("search_context_missing_exception", 404),
    failed("search_phase_execution_exception", 503),
    failed("circuit_breaking_exception", 429),
]


@pytest.mark.parametrize("failure", PASSING)
def test_questions_in_whose_midst_a_node_is_lost_are_asked_again(
    answering: Callable[..., tuple[Cluster, list[Answer]]], failure: dict[str, Any]
) -> None:
    whole = (failure["status"], failure)
    one_of_two = (200, {"responses": [{"hits": {"total": 3}}, failure]})
    cluster, left = answering(whole, one_of_two, FOUND)
    assert cluster.searches("news", BODIES) == FOUND[1]["responses"]
    assert left == []


@pytest.mark.parametrize(("kind", "status"), [("script_exception", 400), ("null_pointer_exception", 500)])
def test_what_fails_whenever_it_is_asked_is_asked_once(
    answering: Callable[..., tuple[Cluster, list[Answer]]], kind: str, status: int
) -> None:
    cluster, left = answering((200, {"responses": [{"hits": {"total": 3}}, failed(kind, status)]}), FOUND)
    with pytest.raises(TransportError) as said:
        cluster.searches("news", BODIES)
    assert (said.value.status_code, said.value.error, left) == (status, kind, [FOUND])


def test_documents_of_a_shard_that_is_lost_are_not_taken_for_gone(
    answering: Callable[..., tuple[Cluster, list[Answer]]],
) -> None:
    there = {"_id": "a", "found": True}
    lost = {"_id": "b", "error": failed("no_shard_available_action_exception", 503)["error"]}
    known = (200, {"docs": [there, {"_id": "b", "found": False}]})
    cluster, left = answering((200, {"docs": [there, lost]}), known)
    assert [d["found"] for d in cluster.documents("news", [{"_id": "a"}, {"_id": "b"}])] == [True, False]
    assert left == []


def test_an_index_that_was_made_before_the_answer_was_lost_is_made(
    answering: Callable[..., tuple[Cluster, list[Answer]]],
) -> None:
    lost = (503, failed("process_cluster_event_timeout_exception", 503))
    cluster, left = answering(lost, (400, failed("resource_already_exists_exception", 400)))
    cluster.make(lambda c: c.indices.create(index="news", body={}))
    assert left == []


def outcomes(*statuses: int, kind: str = "") -> Answer:
    """What came of documents that were sent."""
    items: Sequence[dict[str, Any]] = [
        {"_id": str(n), "status": status, **({"error": {"type": kind}} if status >= 300 else {})}
        for n, status in enumerate(statuses)
    ]
    return 200, {"errors": max(statuses) >= 300, "items": [{"index": item} for item in items]}


def test_documents_that_a_lost_node_did_not_take_are_sent_again(
    answering: Callable[..., tuple[Cluster, list[Answer]]],
) -> None:
    lost = outcomes(201, 503, kind="unavailable_shards_exception")
    closed = outcomes(200, 500, kind="node_closed_exception")
    cluster, left = answering(lost, closed, outcomes(200, 201))
    assert list(cluster.write({"_index": "news", "_id": str(n), "text": "sails"} for n in range(2))) == []
    assert left == []


def test_documents_that_are_refused_are_told_of(answering: Callable[..., tuple[Cluster, list[Answer]]]) -> None:
    cluster, _ = answering(outcomes(201, 400, kind="mapper_parsing_exception"))
    ((taken, told),) = cluster.write({"_index": "news", "_id": str(n), "text": "sails"} for n in range(2))
    assert (taken, told["index"]["_id"], told["index"]["error"]["type"]) == (
        False,
        "1",
        "mapper_parsing_exception",
    )
