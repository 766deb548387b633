"""A cluster of three real nodes on this machine, in one process or one each, so that one can be killed."""

from __future__ import annotations

import json
import os
import random
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.servers.releases import Release, jars, java

NODES = 3
PATIENCE = 180
"""Seconds for three nodes to find each other; eight to forty on two idle cores."""
HEAP = ("-Xms512m", "-Xmx1g")
HEAP_OF_ONE = ("-Xms256m", "-Xmx512m")


class ServerFailed(Exception):
    """The servers did not start; the message has the end of what they wrote."""


class Cluster:
    """Three nodes of a release in a folder that is new; they end with the process `owner`, or by `close`.

    `apart` gives each node a process of its own.
    """

    def __init__(self, release: Release, folder: Path, *, owner: int, apart: bool = False) -> None:
        self._release, self._folder, self._owner = release, folder, owner
        folder.mkdir(parents=True)
        ports = free_ports(2 * NODES)
        self._ports = list(zip(ports[:NODES], ports[NODES:], strict=True))
        self._heap = HEAP_OF_ONE if apart else HEAP
        groups = [(n,) for n in range(NODES)] if apart else [tuple(range(NODES))]
        self._processes = {nodes: self._run(nodes) for nodes in groups}

    @property
    def urls(self) -> list[str]:
        """The address of each node."""
        return [f"http://127.0.0.1:{http}" for http, _ in self._ports]

    def kill_the_manager(self) -> None:
        """Kill the node that the others go by, with no time for it to say so; each has a process of its own."""
        running = next(url for n, url in enumerate(self.urls) if self._processes[(n,)].poll() is None)
        with urllib.request.urlopen(f"{running}/_cat/cluster_manager?h=node", timeout=30) as told:
            node = int(told.read().decode().strip().removeprefix("node-"))
        self._processes[(node,)].kill()
        self._processes[(node,)].wait()

    def start_again(self) -> None:
        """Run the nodes that were killed, with what they had on disk."""
        for nodes in [nodes for nodes, process in self._processes.items() if process.poll() is not None]:
            self._processes[nodes] = self._run(nodes)

    def wait_until_green(self) -> None:
        """Return once every node and every copy of a shard is there; ServerFailed where that takes long."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if ended := [process for process in self._processes.values() if process.poll() is not None]:
                raise ServerFailed(f"A server ended with {ended[0].returncode}. {self._told()}")
            if any(is_green(url) for url in self.urls):
                return
            time.sleep(0.3)
        raise ServerFailed(f"No three servers that are ready after {PATIENCE} seconds. {self._told()}")

    def close(self) -> None:
        """End the nodes that still run."""
        for process in self._processes.values():
            process.kill()
            process.wait()

    def _run(self, nodes: tuple[int, ...]) -> subprocess.Popen[bytes]:
        """A process with these nodes; what it writes is added to a file of the folder."""
        program = java(self._release)
        assert program, "asked for before it was seen that there is one"
        own = self._folder / "-".join(("nodes", *map(str, nodes)))
        here = ",".join(map(str, nodes))
        ports = ",".join(f"{http}:{transport}" for http, transport in self._ports)
        options = (*self._heap, "-Dlog4j2.disable.jmx=true", "--enable-native-access=ALL-UNNAMED")
        source = Path(__file__).with_name("Node.java")
        given = (source, str(self._owner), own, self._folder.name, here, ports)
        with own.with_suffix(".log").open("ab") as log:
            return subprocess.Popen(
                [program, *options, "-cp", jars(self._release) / "*", *given],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Control+C is for the owner, which the nodes follow
                cwd=self._folder,
            )

    def _told(self) -> str:
        """The end of what each process wrote."""
        logs = sorted(self._folder.glob("*.log"))
        return "\n".join(f"{log}:\n{log.read_text(errors='replace')[-3000:]}" for log in logs)


def is_green(url: str) -> bool:
    """Whether a node that answers sees three nodes and every copy of every shard."""
    wanted = f"wait_for_nodes={NODES}&wait_for_status=green&timeout=1s"
    try:
        with urllib.request.urlopen(f"{url}/_cluster/health?{wanted}", timeout=5) as answer:
            return json.load(answer)["status"] == "green"
    except (OSError, ValueError):
        return False


def version(url: str) -> str:
    """The release of the server at an address; OSError or ValueError where there is none."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)["version"]["number"]


def forget(url: str, beginning: str) -> None:
    """Delete every index whose name begins so, by its name: some servers take no pattern for that."""
    with urllib.request.urlopen(
        f"{url}/_cat/indices/{beginning}*?h=index&expand_wildcards=all", timeout=30
    ) as told:
        names = told.read().decode().split()
    for some in (names[at : at + 50] for at in range(0, len(names), 50)):
        asked = urllib.request.Request(f"{url}/{','.join(some)}?ignore_unavailable=true", method="DELETE")
        urllib.request.urlopen(asked, timeout=60).close()


def free_ports(count: int) -> list[int]:
    """Ports of loopback that nobody listens on, none of those that systems give to connections that go out."""
    found: list[int] = []
    for port in random.SystemRandom().sample(range(20000, 32000), 2000):
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
        found.append(port)
        if len(found) == count:
            return found
    raise ServerFailed(f"No {count} free ports between 20000 and 32000.")


def owner() -> int:
    """The process that a session of pytest ends with: this one, or the one whose worker this is."""
    return os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
