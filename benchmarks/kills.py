"""Kills `searchapp index` at random moments, and looks at what is left: an index that answers, and nothing else.

    python -m benchmarks.kills [--kills 50] [--seed 1] [--work DIR]

In turn a build of all, an update of a tenth, and a build that finds names and statements in two processes. After
each kill -9 the last good index has to answer with the counts of before or after, `verify` to find nothing, no
process to be left; then the next run has to complete, and to leave no folder of a build.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from searchapp.engines import in_folder, open_index, verify
from searchapp.errors import SearchAppError
from searchapp.query.parse import parse
from searchapp.query.request import SearchRequest

KINDS = ("update", "enriched", "update", "build", "enriched", "update")
_SIZES = {"build": (1000, 900), "update": (400, 120), "enriched": (48, 40)}
"""Stories of a kind's archive, and words of each; a build of so many characters has processes too."""
_MARK = "SEARCHAPP_KILLED_BY"
"""A variable in the environment of all that a run starts, by which what is left of it is found."""
_GRACE = 10.0
"""Seconds in which a process has to notice that its parent is gone; mostly it takes hundredths."""
_WORDS = "convoy buses siege council talks river bridge market harvest oil price tariff vote court strike".split()


@dataclass(slots=True)
class Tally:
    """What came of the kills; a line for each thing that should not have been."""

    kills: int = 0
    survived: int = 0
    published: int = 0
    orphans: int = 0
    slowest_end: float = 0.0
    troubles: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Archive:
    """One kind's stories and index; a story's text bears the round in which it was last changed."""

    folder: Path
    kind: str
    rounds: list[int]
    took: float = 0.0

    @property
    def index(self) -> Path:
        """Where its index lies."""
        return self.folder / "index"

    def write(self) -> None:
        """Write the stories as they are now."""
        rng = random.Random(7)
        size = _SIZES[self.kind][1]
        with (self.folder / "stories.jsonl").open("w", encoding="utf-8") as f:
            for n, last in enumerate(self.rounds):
                words = " ".join(rng.choices(_WORDS, k=size))
                said = f"The {words}. It was round{last}, Mayor Jane Dillon said on Friday in Rome."
                f.write(json.dumps({"id": f"s{n}", "title": f"Story {n}", "text": said}) + "\n")

    def start(self, mark: str, *, anew: bool) -> subprocess.Popen[bytes]:
        """Begin a run."""
        options = ["--jobs", "2"] if self.kind == "enriched" else ["--no-enrich"]
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "searchapp", "index", str(self.folder / "stories.jsonl"),
             "--index", str(self.index), "--data", str(self.folder / "data"), *options,
             *(["--rebuild"] if anew else [])],
            env={**os.environ, _MARK: mark}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip

    def counts(self, number: int) -> tuple[int, int]:
        """How many stories the index has, and how many of them were changed in this round."""
        index = open_index(in_folder(self.index))
        return index.count(SearchRequest()), index.count(SearchRequest(parse(f"round{number}")))

    def complete(self, mark: str) -> str:
        """Run to the end; what went wrong, or ""."""
        began = time.monotonic()
        child = self.start(mark, anew=False)
        _, said = child.communicate()
        self.took = self.took or time.monotonic() - began
        return said.decode() if child.returncode else ""


def left_over(mark: str) -> list[int]:
    """The processes that bear a mark."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                if f"{_MARK}={mark}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def run(folder: Path, *, kills: int, seed: int, kinds: Sequence[str] = KINDS) -> Tally:
    """Kill so many runs, one after the other, and look at what is left of each."""
    rng = random.Random(seed)
    tally = Tally()
    archives: dict[str, Archive] = {}
    for n in count(1):
        if tally.kills == kills:
            break
        kind = kinds[n % len(kinds)]
        archive = archives.get(kind)
        if archive is None:
            (folder / kind).mkdir(parents=True)
            archive = archives[kind] = Archive(folder / kind, kind, [0] * _SIZES[kind][0])
            archive.write()
            if said := archive.complete(f"{os.getpid()}-{kind}"):
                raise RuntimeError(said)
        troubles = _kill(archive, n, rng, tally)
        if troubles is None:
            archive.took *= 0.8
            continue
        tally.kills += 1
        tally.survived += not troubles
        tally.troubles += [f"{n} ({kind}): {trouble}" for trouble in troubles]
        print(f"{n} ({kind}): {'; '.join(troubles) or 'survived'}", file=sys.stderr)
    return tally


def _kill(archive: Archive, number: int, rng: random.Random, tally: Tally) -> list[str] | None:
    """Kill one run; what was wrong after it, or None where it had ended before."""
    before = archive.counts(number)
    if archive.kind == "update":
        for n in rng.sample(range(len(archive.rounds)), len(archive.rounds) // 10):
            archive.rounds[n] = number
        archive.rounds += [number] * 3
    else:
        archive.rounds = [number] * len(archive.rounds)
    archive.write()
    after = len(archive.rounds), archive.rounds.count(number)
    mark = f"{os.getpid()}-{number}"
    child = archive.start(mark, anew=archive.kind == "build" and number % 2 == 0)
    time.sleep(rng.uniform(0.05, 1.0) * archive.took)
    if child.poll() is not None:
        return None
    child.send_signal(signal.SIGKILL)
    child.wait()  # not for the end of what it says: processes that it left would hold that open
    troubles = _still_there(mark, tally)
    try:
        found = archive.counts(number)
        if found not in (before, after):
            troubles.append(f"counts {found}, before {before}, after {after}")
        tally.published += found == after
        troubles += verify(in_folder(archive.index))
        if said := archive.complete(mark):
            troubles.append(f"the next run ended with: {said}")
        if (found := archive.counts(number)) != after:
            troubles.append(f"counts {found} after the next run, not {after}")
        troubles += verify(in_folder(archive.index))
    except SearchAppError as error:
        troubles.append(str(error))
    troubles += [f"{path.name} is left" for path in archive.index.glob("building-*")]
    return troubles


def _still_there(mark: str, tally: Tally) -> list[str]:
    """Wait until the processes of a killed run are gone; those that are not are ended, and are a trouble."""
    killed = time.monotonic()
    while (left := left_over(mark)) and time.monotonic() < killed + _GRACE:
        time.sleep(0.02)
    if not left:
        tally.slowest_end = max(tally.slowest_end, time.monotonic() - killed)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    tally.orphans += len(left)
    return [f"{len(left)} processes are left"] if left else []


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill and report; 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, help="An empty folder for the indexes; a temporary one without it.")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as made:
        tally = run(options.work or Path(made), kills=options.kills, seed=options.seed)
    print(
        f"{tally.kills} kill -9, survived {tally.survived}, {tally.published} of them after they had published; "
        f"orphans {tally.orphans}, the last process gone after at most {tally.slowest_end:.2f} s."
    )
    for line in tally.troubles[:40]:
        print(f"  {line}")
    return 0 if tally.survived == tally.kills else 1


if __name__ == "__main__":
    sys.exit(main())
