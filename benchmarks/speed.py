"""Measuring side by side: rounds over engines and queries, and the figures that come of them.

In a round each query goes to every engine before the next one, each time another engine first, so that other work
on the machine hits all alike. A query's time is the median over the rounds; a percentile is over the queries.

Queries that come again find what an engine kept of them, so each is also asked with nothing kept (the engine
opened anew and warmed by a query that shares no word), and a few cold: from opening to the answer, in a fresh
process and with the index out of the page cache.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks.worker import Built, Took, Worker
from benchmarks.workload import FACETS, HITS, Answer, Query, sample

Say = Callable[[str], None]
PERCENTILES = (50, 95, 99)
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Measured:
    """All that was seen of one engine; times by query id. `new` is each query's first time in its process."""

    name: str
    version: str = ""
    built: Built | None = None
    opened: list[Took] = field(default_factory=list)
    cold: dict[str, Took] = field(default_factory=dict)
    new: dict[str, Took] = field(default_factory=dict)
    nothing_kept: dict[str, Took] = field(default_factory=dict)
    warm: dict[str, Took] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    rss: float = 0.0

    def figures(self, queries: Sequence[Query]) -> dict[str, Any]:
        """p50, p95, p99 and cpu (the mean) in ms, rss and size in MB (10^6), index_s in s; by class too."""
        out = _spread([self.warm[q.id] for q in queries if q.id in self.warm])
        for name in ("new", "nothing_kept", "cold"):
            out[name] = _spread(getattr(self, name).values())
        out["first_answer_ms"] = median(took.wall for took in self.opened) if self.opened else None
        out["first_answer_cpu_ms"] = median(took.cpu for took in self.opened) if self.opened else None
        out["rss"] = self.rss
        if self.built:
            out |= {
                "index_s": self.built.wall,
                "index_cpu_s": self.built.cpu,
                "index_rss": self.built.rss,
                "size": self.built.size,
            }
        out["queries"] = len(self.warm)
        snippets = [len(snippet) for answer in self.answers.values() for snippet in answer.snippets]
        out["snippet_chars"] = sum(snippets) / max(1, len(snippets))
        out["classes"] = {
            kind: _spread([self.warm[q.id] for q in queries if q.kind == kind and q.id in self.warm])
            for kind in dict.fromkeys(q.kind for q in queries)
        }
        out["version"] = self.version
        return out


def _spread(times: Iterable[Took]) -> dict[str, Any]:
    """Percentiles of wall time, the mean and percentiles of CPU time, in ms; empty for no times."""
    kept = list(times)
    if not kept:
        return {}
    wall, cpu = np.array([t.wall for t in kept]), np.array([t.cpu for t in kept])
    out: dict[str, Any] = {f"p{p}": float(np.percentile(wall, p)) for p in PERCENTILES}
    out["cpu"] = float(cpu.mean())
    return out | {f"cpu_p{p}": float(np.percentile(cpu, p)) for p in PERCENTILES}


def serve(
    folders: Mapping[str, Path],
    queries: Mapping[str, Sequence[Query]],
    *,
    rounds: int,
    a_class: int,
    starts: int = 3,
    say: Say = lambda line: None,
) -> dict[str, Measured]:
    """Ask every engine its queries: `a_class` of each class cold, `starts` fresh processes to the first answer, a
    pass of new queries, then the rounds, warm and with nothing kept."""
    measured = {name: Measured(name) for name in folders}
    say("cold")
    for name, query in _order({name: sample(queries[name], a_class) for name in folders}, seed=0):
        drop_from_page_cache(folders[name])
        with Worker(name) as worker:
            measured[name].cold[query.id] = worker.open(folders[name], [query])
    for _ in range(starts - 1):
        for name, folder in folders.items():
            with Worker(name) as worker:
                measured[name].opened.append(worker.open(folder, queries[name]))
    with ExitStack() as stack:
        workers = {name: stack.enter_context(Worker(name)) for name in folders}
        for name, worker in workers.items():
            measured[name].version = worker.version()
            measured[name].opened.append(worker.open(folders[name], queries[name]))
        say("new")
        for name, query in _order(queries, seed=0):
            if took := workers[name].ask(query):
                measured[name].new[query.id] = took
                measured[name].answers[query.id] = _checked(name, query, workers[name].last())
        for name, times in _rounds(queries, rounds, lambda name, query: workers[name].ask(query), say).items():
            measured[name].warm = times
            measured[name].rss = workers[name].rss()
        others = {name: {q.id: unlike(q, of_engine) for q in of_engine} for name, of_engine in queries.items()}

        def ask_anew(name: str, query: Query) -> Took | None:
            return workers[name].ask_anew(query, others[name][query.id])

        for name, times in _rounds(queries, rounds, ask_anew, lambda line: say(f"{line}, nothing kept")).items():
            measured[name].nothing_kept = times
    return measured


def _rounds(
    queries: Mapping[str, Sequence[Query]], rounds: int, ask: Callable[[str, Query], Took | None], say: Say
) -> dict[str, dict[str, Took]]:
    """The median times of each query, by engine."""
    seen: dict[str, dict[str, list[Took]]] = {name: {} for name in queries}
    for number in range(1, rounds + 1):
        say(f"round {number} of {rounds}")
        for name, query in _order(queries, seed=number):
            if took := ask(name, query):
                seen[name].setdefault(query.id, []).append(took)
    return {
        name: {
            query: Took(median(t.wall for t in times), median(t.cpu for t in times))
            for query, times in by_query.items()
        }
        for name, by_query in seen.items()
    }


def unlike(query: Query, others: Sequence[Query]) -> Query:
    """The first query that shares no word with this one; the last where all do."""
    own = set(_WORD.findall(query.text.lower()))
    return next((q for q in others if not own & set(_WORD.findall(q.text.lower()))), others[-1])


def drop_from_page_cache(folder: Path) -> None:
    """Ask the system to forget the files of a folder; it may keep those that a process has mapped."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _checked(name: str, query: Query, answer: Answer) -> Answer:
    """The answer, unless it does not hold what every engine has to give."""
    if len(answer.ids) != min(answer.total, HITS) or len(answer.snippets) != len(answer.ids):
        raise SystemExit(f"{name}: {query.text} has {len(answer.ids)} hits, {len(answer.snippets)} snippets.")
    if not set(answer.facets) >= set(FACETS):
        raise SystemExit(f"{name}: {query.text} has the facets {', '.join(answer.facets)}.")
    return answer


def _order(queries: Mapping[str, Sequence[Query]], *, seed: int) -> list[tuple[str, Query]]:
    """Every engine's queries, query by query in an order of the round's own, the engines in turn."""
    names = list(queries)
    asked = {query.id: query for of_engine in queries.values() for query in of_engine}
    wanted = {name: {query.id for query in of_engine} for name, of_engine in queries.items()}
    ids = list(asked)
    random.Random(seed).shuffle(ids)
    out: list[tuple[str, Query]] = []
    for n, query in enumerate(ids):
        turned = names[(n + seed) % len(names) :] + names[: (n + seed) % len(names)]
        out += [(name, asked[query]) for name in turned if query in wanted[name]]
    return out
