"""What speaks to the cluster: one connection, errors as the user's, retries that end, never a partial answer."""

from __future__ import annotations

import json
import logging
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from hashlib import blake2b
from itertools import islice
from socket import gaierror
from typing import Any, TypeVar

from opensearchpy import OpenSearch, helpers
from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    ConnectionError,
    NotFoundError,
    RequestError,
    SerializationError,
    SSLError,
    TransportError,
)

from searchapp.engines import Access, Place
from searchapp.engines.opensearch.address import Address
from searchapp.errors import EngineUnavailable

logging.getLogger("opensearch").setLevel(logging.ERROR)  # it warns with a traceback of each node that is lost
T = TypeVar("T")
Body = dict[str, Any]
TIMEOUT = 10
"""Seconds that one request may take."""
PATIENCE = 25.0
"""Seconds after which no request is tried again."""
_PATIENCE_WITH_NOBODY = 5.0
"""The same where no connection is taken: the address is wrong, or no node runs."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 4.0
_NOBODY = (ConnectionRefusedError, gaierror)
"""Why a connection is not taken."""
_NOT_THERE = 408
"""What the cluster answers when it is asked how an index does that is not there."""
_PASSING = (429, 502, 503, 504)
"""Statuses that pass: too busy, a node lost, no primary yet."""
_LOST = frozenset(
    f"{what}_exception"
    for what in (
        "transport", "connect_transport", "send_request_transport", "receive_timeout_transport", "no_such_node",
        "node_disconnected", "node_not_connected", "node_closed", "failed_node", "not_cluster_manager",
        "no_shard_available_action", "unavailable_shards", "shard_not_found", "search_context_missing",
        "index_shard_closed", "illegal_index_shard_state", "already_closed", "illegal_state",
    )
)  # fmt: skip
"""What an answer failed for in whose midst a node was lost, or a shard went to another, whatever its status.

The last is said of a node that held a moment and is no longer known.
"""
_MOMENT = "5m"
"""How long a moment is held for the next question about it."""
SCANNED = 2000
"""Documents a page where all of something are read."""
_READ = 500
"""Documents that are read together by their ids."""
_NO_INDEX = "index_not_found_exception"
"""What a document failed for whose index is not there, and so is not there itself."""
SENT = 500
"""Actions that are sent together."""
RECORDS: Sequence[Body] = ({"story": "asc"}, {"ordinal": "asc"})
"""The order of records by their stories."""
UNSENT = "unsent"
"""The name, in an aggregation around it, of one whose buckets are not sent."""
_SENT = {"filter_path": f"-responses.aggregations.*.{UNSENT}.buckets"}
WEIGHED = "dfs_query_then_fetch"
"""How is searched where words weigh by all shards together."""


class Cluster:
    """A connection to a cluster; safe to share between threads.

    EngineUnavailable where it does not answer in time, is red, refuses us or is too busy.
    """

    def __init__(self, nodes: Sequence[str], access: Access) -> None:
        self.url, self.first = ", ".join(nodes), nodes[0]
        more: Body = {}
        if access.user:
            more["http_auth"] = (access.user, access.password)
        if access.token:
            more["headers"] = {"Authorization": f"Bearer {access.token}"}
        if access.ca_file:
            more["ca_certs"] = access.ca_file
        self.client = OpenSearch(
            list(nodes), timeout=TIMEOUT, max_retries=0, retry_on_timeout=False, pool_maxsize=16, **more
        )

    def ask(self, question: Callable[[OpenSearch], T]) -> T:
        """The answer to one request, which may be sent again; NotFoundError is the caller's."""
        started, pause = time.monotonic(), _FIRST_PAUSE
        while True:
            try:
                return question(self.client)
            except (SSLError, AuthenticationException, AuthorizationException) as error:
                raise self._refused(error) from error
            except TransportError as error:
                if not _passes(error):
                    raise
                nobody = isinstance(getattr(error.info, "__cause__", None), _NOBODY)
                if time.monotonic() - started + pause > (_PATIENCE_WITH_NOBODY if nobody else PATIENCE):
                    raise (self._away() if nobody else self._silent(error)) from error
            time.sleep(pause * random.uniform(0.5, 1.0))
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _refused(self, error: TransportError) -> EngineUnavailable:
        return EngineUnavailable(
            f"The cluster at {self.url} refuses this program: {_said(error)}.",
            hint="Check SEARCHAPP_OPENSEARCH_USER, _PASSWORD or _TOKEN, and _CA.",
        )

    def _away(self) -> EngineUnavailable:
        return EngineUnavailable(
            f"Nothing takes a connection at {self.url}.",
            hint="Look whether the address is right (--opensearch-url), and whether the cluster runs.",
        )

    def _another(self, told: str) -> EngineUnavailable:
        return EngineUnavailable(
            f"What answers at {self.url} is no OpenSearch: {' '.join(told.split())[:200]}.",
            hint="Look whether the address is right (--opensearch-url), its port too.",
        )

    def _silent(self, error: TransportError) -> EngineUnavailable:
        return EngineUnavailable(
            f"The cluster at {self.url} can't answer now: {_said(error)}.",
            hint=f"Look at {self.first}/_cluster/health?pretty; it answers again once it is yellow or green.",
        )

    def health(self, name: str) -> Body:
        """How the index or alias of a name does, by index; EngineUnavailable too where no cluster answers."""
        path = f"/_cluster/health/{name}?level=indices&timeout=0s"  # the client takes a parameter for its own
        try:
            told = self.ask(lambda c: c.transport.perform_request("GET", path, params={"ignore": _NOT_THERE}))
        except (SerializationError, TransportError) as error:
            raise self._another(str(error)) from error
        if not isinstance(told, dict) or "cluster_name" not in told:
            raise self._another("it does not know what a cluster is")
        return dict(told.get("indices", {}))

    def search(self, index: str, body: Body, **more: Any) -> Body:
        """The whole answer to a search."""
        return self.searches(index, [body], **more)[0]

    def searches(self, index: str, bodies: Sequence[Body], *, scored: bool = True) -> list[Body]:
        """The whole answers to several searches, in one request.

        `scored` weighs words by all shards together, so that where a story lies does not change its score; a body
        that asks for no hits is not weighed, and what the shards answer to it is kept there. The pages of a query
        are asked of the same copies: each clears away what was written anew in its time, and weighs it until then.
        """
        if not bodies:
            return []
        head = {"index": index, "allow_partial_search_results": False}
        weighed = {**head, "search_type": WEIGHED}
        heads = [
            {**weighed, "preference": digest_of(body["query"])} if scored and body.get("size") != 0 else head
            for body in bodies
        ]
        lines = "".join(f"{json.dumps(part)}\n" for pair in zip(heads, bodies, strict=True) for part in pair)

        def question(client: OpenSearch) -> list[Body]:
            answers: list[Body] = client.msearch(body=lines, params=_SENT)["responses"]
            for answer in answers:
                if "error" in answer:
                    raise _error_of(answer)
            return answers

        return self.ask(question)

    def scan(
        self, index: str, query: Body, *, sort: Sequence[Body] = RECORDS, scored: bool = False, **more: Any
    ) -> Iterator[Body]:
        """Every hit of a query in an order that tells any two apart.

        All of one moment, but where a node is lost that holds it: what is left is then of a later one.
        """
        body = {"query": query, "size": SCANNED, "sort": list(sort), "track_total_hits": False, **more}
        params = {"allow_partial_search_results": "false"}
        if scored:
            params["search_type"] = WEIGHED

        def following(client: OpenSearch) -> list[Body]:
            if "pit" not in body:
                whole = {"keep_alive": _MOMENT, "allow_partial_pit_creation": "false"}
                body["pit"] = {"id": client.create_pit(index=index, params=whole)["pit_id"], "keep_alive": _MOMENT}
            try:
                hits: list[Body] = client.search(body=body, params=params)["hits"]["hits"]
            except TransportError:
                del body["pit"]
                raise
            return hits

        try:
            while True:
                hits = self.ask(following)
                yield from hits
                if len(hits) < SCANNED:
                    return
                body["search_after"] = hits[-1]["sort"]
        finally:
            if "pit" in body:
                with suppress(TransportError):  # it lapses by itself as well
                    self.client.delete_pit(body={"pit_id": [body["pit"]["id"]]})

    def make(self, making: Callable[[OpenSearch], object]) -> None:
        """Make an index, where nobody made it meanwhile: another, or we ourselves, and the answer was lost."""
        try:
            self.ask(making)
        except RequestError as error:
            if error.error != "resource_already_exists_exception":
                raise

    def document(self, index: str, id: str) -> Body | None:
        """A document, or None where it or its index is not there."""
        try:
            return self.ask(lambda c: c.get(index=index, id=id))["_source"]  # type: ignore[no-any-return]
        except NotFoundError:
            return None

    def documents(self, index: str, wanted: Sequence[Body]) -> Iterator[Body]:
        """What there is of each document wanted, told by its `_id` and `routing`: it is `found`, or not there."""

        def read(client: OpenSearch, some: Sequence[Body]) -> list[Body]:
            told: list[Body] = client.mget(index=index, body={"docs": some})["docs"]
            for document in told:
                if "error" in document and _NO_INDEX not in _kinds(document):
                    raise _error_of(document)
            return told

        for start in range(0, len(wanted), _READ):
            yield from self.ask(partial(read, some=wanted[start : start + _READ]))

    def write(self, actions: Iterable[Body]) -> Iterator[tuple[bool, Body]]:
        """Send actions in bulk, again where it is too busy or a node is lost; what came of each one not taken.

        Each names its document, so that sending it again changes nothing.
        """

        def sent(client: OpenSearch, some: Sequence[Body]) -> list[tuple[bool, Body]]:
            told: Iterator[tuple[bool, Body]] = helpers.streaming_bulk(
                client, some, max_chunk_bytes=8 * 1024 * 1024, raise_on_error=False, raise_on_exception=True,
                max_retries=8, initial_backoff=1, max_backoff=4, yield_ok=False, request_timeout=60,
            )  # fmt: skip
            outcomes = list(told)
            for _, outcome in outcomes:
                (of_one,) = outcome.values()
                if "error" in of_one and _passes(error := _error_of(of_one)):
                    raise error
            return outcomes

        waiting = iter(actions)
        while some := list(islice(waiting, SENT)):
            yield from self.ask(partial(sent, some=some))


def digest_of(told: object) -> str:
    """A digest of what JSON can say."""
    return blake2b(json.dumps(told, sort_keys=True).encode(), digest_size=16).hexdigest()


def _error_of(answer: Mapping[str, Any]) -> TransportError:
    """What one of several answers failed for, as the client would say it of a single one."""
    error = answer["error"]
    causes = error.get("root_cause") or [{}]
    return TransportError(answer.get("status", 500), causes[0].get("type", error.get("type", "")), answer)


def _passes(error: TransportError) -> bool:
    """Whether the same may be answered when it is asked again."""
    if isinstance(error, ConnectionError) or error.status_code in _PASSING:
        return True
    return not _LOST.isdisjoint(_kinds(error.info))


def _kinds(told: object) -> Iterator[str]:
    """Every type of error that an answer names: its own, those of shards, and what caused them."""
    if isinstance(told, Mapping):
        if isinstance(told.get("type"), str):
            yield told["type"]
        for part in told.values():
            yield from _kinds(part)
    elif isinstance(told, list):
        for part in told:
            yield from _kinds(part)


def _said(error: TransportError) -> str:
    """What went wrong, in a few words and on one line."""
    said = str(error.error) if error.status_code != "N/A" else str(error.info or error.error)
    return " ".join(f"{error.status_code} {said}".split())[:300]


@lru_cache(maxsize=8)
def cluster_at(nodes: tuple[str, ...], access: Access) -> Cluster:
    """The one connection of this process to a cluster."""
    return Cluster(nodes, access)


def open_cluster(place: Place) -> tuple[Cluster, Address]:
    """The connection, and the archive's name in it, of a place."""
    read = Address.read(place.address)
    return cluster_at(read.nodes, place.access), read
