"""Flips bytes of an index, one at a time, and asks it: each answer is the right one, or a refusal.

    python -m benchmarks.flips [--flips 200] [--seed 1] [--stories 4000] [--work DIR]

Half of the flips are aimed, in turn, at terms that a binary search looks at first and at what tells of the rest
(manifest, CURRENT); the others hit any byte of any file. A third is made after the index was opened, before
anything was asked (not in archive.bin, which opening reads whole), the others before. After each, words, prefixes,
phrases, facets, labels, stories and what a builder remembers are asked for, and `verify` has to notice.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from searchapp.engines import Index, current_generation, in_folder, open_builder, open_index, verify
from searchapp.engines.whoosh.disk.array_file import ColumnFile
from searchapp.errors import IndexRefused
from searchapp.facets import FACET_KEYS
from searchapp.model import Statement, Story
from searchapp.query.parse import parse
from searchapp.query.request import Filter, SearchRequest
from searchapp.records import records

VOCABULARY = 60_000
"""Words, so that a list of terms spans several of the blocks that are checked at once."""
_BEGINNINGS = "ba co da el fi go hu in jo ku la mo ni oil po qa ra sy tu vo".split()
_NAMES = "Alloush Dillon Silo Haddad Mansour Okafor Petrov Quist Ramires Sato".split()
Question = Callable[[Index, Path], object]
REFUSED = object()


@dataclass(slots=True)
class Tally:
    """What came of the flips: numbers of answers, and a line for each that should not have been."""

    flips: int = 0
    right: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    unnoticed: list[str] = field(default_factory=list)
    aimed: Counter[str] = field(default_factory=Counter)

    @property
    def sound(self) -> bool:
        """Whether nothing was answered wrongly, nothing else went wrong, and `verify` saw every flip."""
        return not (self.wrong or self.unexpected or self.unnoticed)


@dataclass(frozen=True, slots=True)
class Target:
    """A byte of a file, and what was aimed at."""

    path: Path
    at: int
    aim: str


# --- an index to flip


def made_stories(count: int, rng: random.Random) -> Iterator[Story]:
    """Stories of frequent and rare words, with outlets, days, people and statements."""
    words = [rng.choice(_BEGINNINGS) + "".join(rng.choices("aeioulmnrst", k=7)) for _ in range(VOCABULARY)]
    people = [f"{a}. {b}" for a in "ABCDEFGH" for b in _NAMES]
    for n in range(count):
        text = " ".join(words[int(rng.paretovariate(0.4)) % VOCABULARY] for _ in range(80)) + " oil prices rose."
        end = text.index(" ", 40)
        speaker = rng.choice(people)
        yield Story(
            id=f"wire/{n:05d}",
            text=text,
            title=" ".join(rng.choices(words[:400], k=5)),
            outlet=f"Outlet {n % 7}",
            published=date(2016, 1, 1) + timedelta(days=n % 600),
            entities={"person": tuple(rng.sample(people, 2)), "place": (rng.choice(["Raqqa", "Mosul", "Rome"]),)},
            statements=(
                Statement(speaker, "person", "indirect", ((0, end),), (0, len(text)), cue="said", verb="says"),
            ),
        )


def fill(folder: Path, count: int, seed: int) -> None:
    """Publish an index of so many stories in several segments, some of them deleted since."""
    stories = list(made_stories(count, random.Random(seed)))
    cuts = [0, count * 3 // 4, count * 15 // 16, count]
    for first, last in pairwise(cuts):
        with open_builder(in_folder(folder), enrichment="made") as builder:
            for story in stories[first:last]:
                builder.add(records(story), fingerprint=story.id)
            if first:
                builder.remove(stories[first // 2].id)
            builder.publish()


# --- what is asked


def questions(index: Index) -> dict[str, Question]:
    """What is asked after each flip, by name."""
    texts = ["oil prices", "oil*", '"prices rose"', "oil NEAR/3 rose", "title:ba*", "oil -rose", "person:sato"]
    texts += ["person:al*", "speaker:(dillon OR silo)", "after:2016-05-01 prices", "zeppelin", *_BEGINNINGS]
    texts += [f"{b}{v}*" for b in _BEGINNINGS for v in "aeln"]
    ids = index.story_ids()
    for story_id in ids[:: max(1, len(ids) // 6)]:
        story = index.story(story_id)
        assert story
        texts += story.text.split()[:4]
    out: dict[str, Question] = {f"search {t}": _search(SearchRequest(parse(t), facet_size=0)) for t in texts}
    out["statements"] = _search(SearchRequest(parse("ba*"), kind="statement"))
    out["only and not"] = _search(
        SearchRequest(filters=(Filter("outlet", "Outlet 3"), Filter("person", "A. Sato", exclude=True)))
    )
    for key in FACET_KEYS:
        out[f"values of {key}"] = _values(key)
    for story_id in [*ids[:: max(1, len(ids) // 12)], "wire/none"]:
        out[f"story {story_id}"] = _story(story_id)
    out["all ids"] = lambda index, folder: index.story_ids()
    out["status"] = lambda index, folder: index.status()
    out["generation"] = lambda index, folder: current_generation(in_folder(folder))
    out["fingerprints"] = _fingerprints
    return out


def _search(request: SearchRequest) -> Question:
    def ask(index: Index, folder: Path) -> object:
        found = index.search(request)
        return found.total, found.totals, found.hits, found.facets, found.timeline, index.count(request)

    return ask


def _values(key: str) -> Question:
    return lambda index, folder: index.facet_values(SearchRequest(parse("oil")), key, contains="a")


def _story(story_id: str) -> Question:
    return lambda index, folder: index.story(story_id)


def _fingerprints(index: Index, folder: Path) -> object:
    with open_builder(in_folder(folder), enrichment="made") as builder:
        return dict(builder.fingerprints)


# --- flips


def targets(folder: Path, count: int, rng: random.Random) -> Iterator[Target]:
    """So many bytes, every second of them aimed."""
    generation = current_generation(in_folder(folder))
    assert generation
    files = [p for p in sorted((folder / generation).rglob("*")) if p.is_file() and p.stat().st_size]
    files.append(folder / "CURRENT")
    tells = [folder / generation / "manifest.json", folder / "CURRENT"]
    segments = [p for p in files if p.suffix == ".bin" and p.name != "archive.bin"]
    probed = [Target(*place, "terms") for path in segments for place in _probed(path, rng)]
    for n in range(count):
        if n % 4 == 0:
            yield rng.choice(probed)
        elif n % 4 == 2:
            path = tells[0] if rng.random() < 0.8 else tells[1]
            yield Target(path, rng.randrange(path.stat().st_size), "manifest")
        else:
            path = rng.choice(files) if n % 8 == 1 else rng.choices(files, [p.stat().st_size for p in files])[0]
            yield Target(path, rng.randrange(path.stat().st_size), "anywhere")


def _probed(path: Path, rng: random.Random) -> Iterator[tuple[Path, int]]:
    """A byte of each term of a segment that a binary search looks at in its first steps."""
    file = ColumnFile(path, None)
    for name, place in file._places.items():
        if name.endswith("/terms.blob"):
            starts = file.load(name.removesuffix(".blob")).starts.tolist()
            for step in range(1, 64):
                term = (len(starts) - 1) * step // 64
                first, last = starts[term : term + 2]
                if first < last:
                    yield path, place.start + rng.randrange(first, min(last, first + 4))


@contextmanager
def flipped(target: Target, rng: random.Random) -> Iterator[None]:
    """One byte of a file is another one, and then what it was."""
    with target.path.open("r+b", buffering=0) as f:
        f.seek(target.at)
        was = f.read(1)
        f.seek(target.at)
        f.write(bytes([was[0] ^ rng.choice([1, 2, 4, 32, 128, 255])]))
        try:
            yield
        finally:
            f.seek(target.at)
            f.write(was)


def run(folder: Path, *, flips: int, seed: int) -> Tally:
    """Flip so many bytes of an index, one at a time, and ask after each."""
    tally = Tally()
    rng = random.Random(seed)
    good = open_index(in_folder(folder))
    asked = questions(good)
    right = {name: ask(good, folder) for name, ask in asked.items()}
    for n, target in enumerate(targets(folder, flips, rng)):
        tally.flips += 1
        tally.aimed[target.aim] += 1
        where = f"{target.path.name} byte {target.at} ({target.aim})"
        late = n % 3 == 0 and target.path.name != "archive.bin"
        opened = open_index(in_folder(folder), answers_kept=0) if late else None
        with flipped(target, rng):
            for name, answer in _answers(opened, folder, asked):
                if answer is REFUSED:
                    tally.refused += 1
                elif isinstance(answer, Exception):
                    tally.unexpected.append(f"{where}: {name}: {answer!r}")
                elif answer == right[name]:
                    tally.right += 1
                else:
                    tally.wrong.append(f"{where}: {name}")
            try:
                if not verify(in_folder(folder)):
                    tally.unnoticed.append(where)
            except IndexRefused:
                pass
        assert not verify(in_folder(folder))
    return tally


def _answers(opened: Index | None, folder: Path, asked: dict[str, Question]) -> Iterator[tuple[str, object]]:
    """The answer to each question: REFUSED, or the error where it is no refusal."""
    index = opened
    for name, ask in asked.items():
        try:
            index = index or open_index(in_folder(folder), answers_kept=0)
            yield name, ask(index, folder)
        except IndexRefused:
            yield name, REFUSED
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
            yield name, error


def main(arguments: Sequence[str] | None = None) -> int:
    """Flip and report; 1 where an answer was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--flips", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stories", type=int, default=4000)
    parser.add_argument("--work", type=Path, help="Folder for the index, kept; a temporary one without it.")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as made:
        folder = (options.work or Path(made)) / "index"
        if current_generation(in_folder(folder)) is None:
            fill(folder, options.stories, options.seed)
        tally = run(folder, flips=options.flips, seed=options.seed)
    aimed = ", ".join(f"{n} at {aim}" if aim != "anywhere" else f"{n} anywhere" for aim, n in tally.aimed.items())
    print(f"{tally.flips} flips ({aimed}): {tally.right} right answers, {tally.refused} refusals.")
    for name in ("wrong", "unexpected", "unnoticed"):
        lines: list[str] = getattr(tally, name)
        print(f"{name}: {len(lines)}")
        for line in lines[:20]:
            print(f"  {line}")
    return 0 if tally.sound else 1


if __name__ == "__main__":
    sys.exit(main())
