"""What is kept beside the generations, a document each: the note, the writer's lock, the decisions laid over."""

from __future__ import annotations

import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from opensearchpy.exceptions import ConflictError

from searchapp.engines.opensearch import layout
from searchapp.engines.opensearch.address import Address
from searchapp.engines.opensearch.cluster import Cluster
from searchapp.errors import EngineUnavailable, IndexLocked

NOTE, WRITING, DECIDED, DECIDING = "note", "writing", "decided", "deciding"
_ABANDONED = 120
"""Seconds after which a lock that nobody renews is one that its writer left behind."""


def make(cluster: Cluster, address: Address) -> None:
    """Make the index, where it is not there."""
    body = {
        "settings": {"number_of_shards": 1, "auto_expand_replicas": "0-1"},
        "mappings": {
            "dynamic": False,
            "properties": {},
            "_meta": {"mark": layout.MARK, "name": address.name},
        },
    }
    if not cluster.ask(lambda c: c.indices.exists(index=address.kept)):
        cluster.make(lambda c: c.indices.create(index=address.kept, body=body))


def read(cluster: Cluster, address: Address, id: str) -> dict[str, Any] | None:
    """A document, or None."""
    return cluster.document(address.kept, id)


def keep(cluster: Cluster, address: Address, id: str, document: dict[str, Any]) -> None:
    """Put a document in the place of the one before."""
    make(cluster, address)
    cluster.ask(lambda c: c.index(index=address.kept, id=id, body=document))


@contextmanager
def write_lock(cluster: Cluster, address: Address) -> Iterator[None]:
    """The one writer's lock, renewed as long as it is held; IndexLocked while another has it and is heard of."""
    with lock(cluster, address, WRITING, doing="writing"):
        yield


@contextmanager
def lock(cluster: Cluster, address: Address, id: str, *, doing: str) -> Iterator[None]:
    """A lock, renewed as long as it is held; IndexLocked while another has it and is heard of."""
    make(cluster, address)
    own = {"holder": f"{socket.gethostname()}:{os.getpid()}", "token": secrets.token_hex(8)}
    try:
        cluster.ask(lambda c: c.create(index=address.kept, id=id, body={**own, "at": time.time()}))
    except ConflictError as error:
        held = read(cluster, address, id) or {"at": 0, "holder": "", "token": ""}
        own_before = held["token"] == own["token"]  # it was made, and the answer was lost
        if not own_before and time.time() - held["at"] < _ABANDONED:
            raise IndexLocked(
                f"{held['holder']} is {doing} {address}.", hint="Wait until it is done, then try again."
            ) from error
        keep(cluster, address, id, {**own, "at": time.time()})
    done = threading.Event()
    thread = threading.Thread(target=_renew, args=(cluster, address, id, own, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        with suppress(EngineUnavailable):
            if (read(cluster, address, id) or own)["token"] == own["token"]:
                cluster.ask(lambda c: c.delete(index=address.kept, id=id, params={"ignore": "404"}))


def _renew(cluster: Cluster, address: Address, id: str, own: dict[str, str], done: threading.Event) -> None:
    """Say now and then that the lock is held."""
    while not done.wait(_ABANDONED / 6):
        with suppress(EngineUnavailable):
            keep(cluster, address, id, {**own, "at": time.time()})
