"""How many search pages a server gives a second, and how long they take, by clients and while publishing.

    python -m benchmarks.web --corpus F --queries F [--clients 1,8,32] [--pages 600] [--index DIR] [--json F]

Starts `searchapp serve` over a copy of an index (built of the corpus, or the one named), and asks `/search` over
connections that stay open. No address comes twice and nothing is asked conditionally, so that no page is given
from a cache. Clients share the processors with the server. Two lines are of one client that asks for the pages of
the most frequent names, and for all names. The last line has 8 clients while another process changes stories and
publishes, over and over. `--json` writes {clients: {pages_s, p50, p95, p99 (ms), cpu (of the
server, ms a page), rss (MB), pages, errors, published, besides}}.

"Besides" is what a page costs the server besides the engine: its processor time, less the time within the methods
of the index, which are timed as the application answers the same addresses once more, in this process, with an
index just opened. So it holds sockets, HTTP, reading the question, links, templates and packing; that the server's
threads get in each other's way is held in it too.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from http.client import HTTPConnection
from itertools import count, islice
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from unittest.mock import patch
from urllib.parse import urlencode

import numpy as np

from benchmarks.machine import provenance
from benchmarks.search import OURS, build_all, progress
from benchmarks.worker import MB
from benchmarks.workload import Query, read_queries, read_stories
from searchapp.archive import newest_index
from searchapp.archive.indexing import build
from searchapp.config import Settings
from searchapp.curation.decisions import Decisions
from searchapp.engines import Index, Place, in_folder, open_index
from searchapp.model import ENTITY_KINDS
from searchapp.query.request import SearchRequest
from searchapp.web import create_app
from searchapp.web.urls import name_url, names_url

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

PUBLISHING_CLIENTS = 8
CHANGED_STORIES = 20
_WARM_PAGES = 60
_VARIANTS: tuple[Mapping[str, str], ...] = ({}, {"sort": "newest"}, {"sort": "oldest"}, {"match": "any"})
_LAST_DAY = date(2100, 1, 1)
_NAMED, _NAMES = (*ENTITY_KINDS, "speaker"), 25
_ALL_NAMES = tuple(map(names_url, (None, *ENTITY_KINDS)))
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Load:
    """What one number of clients got: pages a second, ms a page, the server's processor ms a page and its MB."""

    pages_s: float
    p50: float
    p95: float
    p99: float
    cpu: float
    rss: float
    pages: int
    errors: int
    published: int = 0
    besides: float | None = None


def addresses(queries: Sequence[Query]) -> Iterator[str]:
    """Addresses of search pages, never one twice: the queries, the same otherwise sorted, then with a last day."""
    for n in count():
        for variant in _VARIANTS:
            last = {"until": (_LAST_DAY + timedelta(days=n)).isoformat()} if n else {}
            for query in queries:
                chosen = [(key, value) for key, values in query.filters.items() for value in values]
                yield "/search?" + urlencode([("q", query.text), *chosen, *{**variant, **last}.items()])


def name_pages(index: Path) -> list[str]:
    """Addresses of the pages of the names that most stories have, of each kind and as speakers."""
    opened = open_index(in_folder(index))
    try:
        found = opened.search(SearchRequest(facets=_NAMED, facet_size=_NAMES, timeline=False, limit=0)).facets
    finally:
        opened.close()
    return [name_url(facet.key, value.value) for facet in found for value in facet.values]


class Timed:
    """An index that adds up the processor time of its methods, in seconds, in `spent[0]`."""

    def __init__(self, index: Index, spent: list[float]) -> None:
        self._index = index
        self._spent = spent

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._index, name)
        return self._timed(found) if callable(found) else found

    def with_decisions(self, decisions: Decisions, *, trial: bool = False) -> Timed:
        """The same, timed as well."""
        return Timed(self._index.with_decisions(decisions, trial=trial), self._spent)

    def _timed(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **named: Any) -> Any:
            begun = time.process_time()
            try:
                return method(*args, **named)
            finally:
                self._spent[0] += time.process_time() - begun

        return timed


def engine_time(index: Path, data: Path, *, warm: Sequence[str], pages: Sequence[str]) -> float:
    """Milliseconds of processor time that a page takes within the engine, asked in this process."""
    spent = [0.0]

    def opened(place: Place) -> Index:
        return cast(Index, Timed(open_index(place), spent))

    with patch.object(newest_index, "open_index", opened):
        client = create_app(Settings(index=index, data=data)).test_client()
        for page in warm:
            client.get(page)
        before = spent[0]
        for page in pages:
            client.get(page)
    return (spent[0] - before) * 1000 / len(pages)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; its processes are all those below the first."""

    pid: int
    host: str
    port: int

    def cpu_seconds(self) -> float:
        """Processor time used so far by its processes."""
        return sum(map(_cpu_seconds, _tree(self.pid)))

    def memory(self) -> float:
        """Megabytes its processes hold now; what several share is counted once."""
        return sum(map(_memory, _tree(self.pid)))


def _tree(pid: int) -> list[int]:
    """A process and those it started."""
    out = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            out += _tree(int(child))
    return out


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _memory(pid: int) -> float:
    """Megabytes a process holds now; what it shares with others is counted in parts."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / MB
    return 0.0


@contextmanager
def served(index: Path, data: Path) -> Iterator[Server]:
    """A server over an index, stopped at the end of the block."""
    options = ["--index", str(index), "--data", str(data)]
    command = [sys.executable, "-W", "ignore", "-m", "searchapp", "serve", *options]
    unbuffered = os.environ | {"PYTHONUNBUFFERED": "1"}
    log = data.with_suffix(".log")
    with log.open("w") as errors:
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=unbuffered)
    try:
        assert server.stdout is not None
        for line in server.stdout:
            if "http://" in line:
                host, _, port = line.split("http://")[1].split()[0].rpartition(":")
                yield Server(server.pid, host, int(port))
                break
        else:
            raise SystemExit(f"The server did not start: {log.read_text()}")
    finally:
        server.terminate()
        server.wait(30)


class Meter:
    """Drives one server and sums up what it saw."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._times: list[float] = []
        self._errors = 0
        self._seconds = 0.0
        self._cpu = -server.cpu_seconds()
        self._lock = threading.Lock()

    def drive(self, pages: Sequence[str], *, clients: int) -> None:
        """Ask all pages by so many clients at once."""
        left = iter(pages)
        threads = [threading.Thread(target=self._client, args=(left,)) for _ in range(clients)]
        started = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self._seconds += time.perf_counter() - started

    def _client(self, left: Iterator[str]) -> None:
        connection = HTTPConnection(self._server.host, self._server.port, timeout=60)
        while True:
            with self._lock:
                page = next(left, None)
            if page is None:
                return connection.close()
            started = time.perf_counter()
            connection.request("GET", page)
            response = connection.getresponse()
            body = response.read()
            took = (time.perf_counter() - started) * 1000
            with self._lock:
                self._times.append(took)
                self._errors += response.status != 200 or b"</html>" not in body

    def load(self, *, published: int = 0) -> Load:
        """What was seen so far."""
        p50, p95, p99 = (float(p) for p in np.percentile(self._times, (50, 95, 99)))
        pages = len(self._times)
        return Load(
            pages_s=pages / self._seconds,
            p50=p50,
            p95=p95,
            p99=p99,
            cpu=(self._cpu + self._server.cpu_seconds()) * 1000 / pages,
            rss=self._server.memory(),
            pages=pages,
            errors=self._errors,
            published=published,
        )


def _publish(corpus: Path, index: Path, stop: Event, published: Synchronized[int]) -> None:
    """Change some stories and publish, until told to stop."""
    stories = list(islice(read_stories(corpus), CHANGED_STORIES))
    with tempfile.TemporaryDirectory() as folder:
        changed = Path(folder) / "changed.jsonl"
        for n in count(1):
            if stop.is_set():
                return
            rows = (
                {"id": f"changed-{s.id}", "title": s.title, "text": f"{s.text} Change {n}.", "outlet": s.outlet}
                for s in stories
            )
            changed.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
            build([changed], in_folder(index), enricher=None)
            published.value += 1


def measure_names(server: Server, index: Path) -> dict[str, Load]:
    """The load of one client that asks for the pages of names, and then for all names."""
    loads = {}
    for name, pages in (("a name", name_pages(index)), ("all names", [*_ALL_NAMES] * 5)):
        progress(name)
        Meter(server).drive(_ALL_NAMES, clients=1)
        meter = Meter(server)
        meter.drive(pages, clients=1)
        loads[name] = meter.load()
    return loads


def measure_publishing(server: Server, pages: Iterator[str], size: int, corpus: Path, index: Path) -> Load:
    """The load while another process publishes: `size` pages at a time, until it has published twice."""
    context = get_context("spawn")
    stop, published = context.Event(), context.Value("i", 0)
    writer = context.Process(target=_publish, args=(corpus, index, stop, published))
    writer.start()
    meter = Meter(server)
    while published.value < 2 and writer.is_alive():
        meter.drive(list(islice(pages, size)), clients=PUBLISHING_CLIENTS)
    stop.set()
    writer.join()
    return meter.load(published=published.value)


def print_load(loads: Mapping[str, Load]) -> None:
    """One line a number of clients."""
    print(provenance())
    print(
        f"{'clients':14} {'pages/s':>8} {'p50 ms':>8} {'p95':>8} {'p99':>8} {'CPU ms/page':>12} {'MB':>6} "
        f"{'pages':>6} {'besides':>8}"
    )
    for name, load in loads.items():
        print(
            f"{name:14} {load.pages_s:8.1f} {load.p50:8.1f} {load.p95:8.1f} {load.p99:8.1f} {load.cpu:12.2f} "
            f"{load.rss:6.0f} {load.pages:6} {'' if load.besides is None else f'{load.besides:.2f}':>8}"
            + (f"  {load.errors} failed" if load.errors else "")
            + (f"  published {load.published} times" if load.published else "")
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one table."""
    parser = argparse.ArgumentParser(description="Measure the served search page.")
    parser.add_argument("--corpus", type=Path, required=True, help="stories, JSON Lines, gzip or not")
    parser.add_argument("--queries", type=Path, required=True, help="queries, JSON")
    parser.add_argument("--clients", default="1,8,32", help="numbers of clients, by comma")
    parser.add_argument("--pages", type=int, default=600, help="pages asked by each number of clients")
    parser.add_argument("--index", type=Path, help="an index of the corpus that is there already; it is copied")
    parser.add_argument("--json", type=Path, help="where to write every figure")
    chosen = parser.parse_args(arguments)
    pages = addresses(read_queries(chosen.queries))
    loads: dict[str, Load] = {}
    asked: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / OURS
        if chosen.index:
            shutil.copytree(chosen.index, index)
        else:
            build_all([OURS], chosen.corpus, Path(folder), say=progress)
        with served(index, Path(folder) / "data") as server:
            warm = list(islice(pages, _WARM_PAGES))
            Meter(server).drive(warm, clients=1)
            for clients in map(int, chosen.clients.split(",")):
                progress(f"{clients} clients")
                meter = Meter(server)
                asked[str(clients)] = list(islice(pages, chosen.pages))
                meter.drive(asked[str(clients)], clients=clients)
                loads[str(clients)] = meter.load()
            for clients_said, those in asked.items():
                progress(f"the engine's part, {clients_said} clients")
                engine = engine_time(index, Path(folder) / "data", warm=warm, pages=those)
                loads[clients_said] = replace(loads[clients_said], besides=loads[clients_said].cpu - engine)
            loads |= measure_names(server, index)
            progress("publishing")
            loads[f"{PUBLISHING_CLIENTS} publishing"] = measure_publishing(
                server, pages, chosen.pages, chosen.corpus, index
            )
    print_load(loads)
    if chosen.json:
        figures = {name: asdict(load) for name, load in loads.items()}
        chosen.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
