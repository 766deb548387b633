"""How good enrichment is on annotated sets, and whether it is still as good as it was: one table, and floors.

    python -m benchmarks.quality [FILE ...] [--strip-quotes] [--raise] [--model NAME]
    python -m benchmarks.quality --cues [--raise]

FILE is CoNLL (.txt) or JSON Lines with "attributions", or with "names" and "said"; without any, our own set. A set
is known by its file's name; with our own come names across stories (`name_bearers`). `--cues` scores the cues that
accounts differ instead, on pairs of sentences (`cue_pairs/`). Floors stand in floors.json
beside this; a figure below its floor is an error.
`--raise` writes the figures there where they are higher, never lower.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import cues, name_bearers
from benchmarks.annotated import AttributedText, read_attributions, read_conll, read_own
from benchmarks.scores import Score, attribution_scores, bins_of, judged, name_scores
from searchapp.enrich import DEFAULT_MODEL, Enricher, open_enricher
from searchapp.model import Story

OWN = Path(__file__).resolve().parent.parent / "tests" / "enrich" / "set.jsonl"
FLOORS = Path(__file__).resolve().parent / "floors.json"
ACROSS = "names across stories"
UNQUOTED = " without quotation marks"
SLACK = 0.005
"""How far a figure may fall below what `--raise` saw: another processor rounds the model otherwise."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: how well one thing is found in one set."""

    set: str
    what: str
    score: Score


@dataclass(frozen=True, slots=True)
class Floors:
    """What each set was used for when the rules were written, and the least each figure may be.

    `least` is by set, then by what and figure ("names F1").
    """

    tuned: Mapping[str, str]
    least: Mapping[str, Mapping[str, float]]

    def below(self, lines: Iterable[Line]) -> list[str]:
        """The figures that are below their floors, each as a sentence."""
        return [
            f"{line.set}: {line.what} {figure} is {value:.3f}, below {least:.3f}"
            for line in lines
            for figure, value in line.score.figures.items()
            if value < (least := self.least.get(line.set, {}).get(f"{line.what} {figure}", 0.0))
        ]

    def raised(self, lines: Iterable[Line]) -> Floors:
        """The floors with the figures of these lines, less the slack, where that is higher."""
        least = {name: dict(figures) for name, figures in self.least.items()}
        for line in lines:
            mine = least.setdefault(line.set, {})
            for figure, value in line.score.figures.items():
                key = f"{line.what} {figure}"
                mine[key] = max(mine.get(key, 0.0), math.floor((value - SLACK) * 1000) / 1000)
        return Floors(self.tuned, least)


def read_floors(path: Path = FLOORS) -> Floors:
    """The floors as they are kept."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Floors(
        {name: one["tuned"] for name, one in kept.items()}, {name: one["floors"] for name, one in kept.items()}
    )


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Keep the floors: sorted, a figure a line."""
    kept = {
        name: {"tuned": floors.tuned.get(name, "not known"), "floors": dict(sorted(figures.items()))}
        for name, figures in sorted(floors.least.items())
    }
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def has_attributions(path: Path) -> bool:
    """Whether a set is one of statements by their offsets."""
    with path.open(encoding="utf-8") as lines:
        return path.suffix == ".jsonl" and '"attributions"' in next(lines, "")


def score_file(path: Path, enricher: Enricher, *, strip_quotes: bool = False) -> list[Line]:
    """The lines of one annotated set."""
    name = path.name.split(".")[0] + (UNQUOTED if strip_quotes else "")
    scores: dict[str, Score]
    if path.suffix == ".txt":
        scores = name_scores(read_conll(path), enricher)
    elif has_attributions(path):
        scores = attribution_scores(read_attributions(path, strip_quotes=strip_quotes), enricher)
    else:
        names, statements = read_own(path)
        scores = {**name_scores(names, enricher), **attribution_scores(statements, enricher)}
    return [Line(name, what, score) for what, score in scores.items()]


def score_cues() -> list[Line]:
    """The lines of the pairs of sentences."""
    return [
        Line(name, what, score)
        for name, path in cues.SETS.items()
        for what, score in cues.cue_scores(cues.read_pairs(path)).items()
    ]


def confidence_table(name: str, documents: Sequence[AttributedText], enricher: Enricher) -> str:
    """How often statements of a confidence are right, in bins of ten."""
    stories = enricher.pipe(Story(id=str(n), text=d.text) for n, d in enumerate(documents))
    found = [pair for d, story in zip(documents, stories, strict=True) for pair in judged(d, story)]
    rows = [f"{name}: how often a confidence is right", f"  {'confidence':>10}{'right':>7}{'number':>8}"]
    bins = bins_of((statement.confidence, right) for statement, right in found)
    return "\n".join([*rows, *(f"  {one.confidence:>10.3f}{one.right:>7.3f}{one.number:>8}" for one in bins)])


def table(lines: Sequence[Line], floors: Floors) -> str:
    """The lines as text, each set headed by what it was used for."""
    rows: list[str] = []
    before = ""
    for line in lines:
        if line.set != before:
            rows.append(f"{line.set}: {floors.tuned.get(line.set, 'not known')}")
            rows.append(f"  {'':<16}{'P':>7}{'R':>7}{'F1':>7}{'number':>8}")
            before = line.set
        figures = line.score.figures
        cells = "".join(f"{figures[f]:>7.3f}" if f in figures else " " * 7 for f in ("P", "R", "F1"))
        rows.append(f"  {line.what:<16}{cells}{line.score.right + line.score.missed:>8}")
    return "\n".join(rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where a figure is below its floor."""
    parser = argparse.ArgumentParser(description="Score enrichment on annotated sets.")
    parser.add_argument("files", type=Path, nargs="*", default=[OWN], help="annotated sets; our own without any")
    parser.add_argument("--strip-quotes", action="store_true", help="statements also without quotation marks")
    parser.add_argument("--raise", dest="higher", action="store_true", help="raise the floors to these figures")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--cues", action="store_true", help="cues that accounts differ, on labelled pairs")
    chosen = parser.parse_args(arguments)
    if chosen.cues:
        return _judge(score_cues(), raise_them=chosen.higher)
    enricher = open_enricher(chosen.model)
    if enricher.notice:
        print(enricher.notice, file=sys.stderr)
    lines: list[Line] = []
    for path in chosen.files:
        lines += score_file(path, enricher)
        if chosen.strip_quotes and has_attributions(path):
            lines += score_file(path, enricher, strip_quotes=True)
    if chosen.files == [OWN]:
        lines += [Line(ACROSS, what, score) for what, score in name_bearers.found_by(enricher).scores.items()]
    ended = _judge(lines, raise_them=chosen.higher)
    for path in filter(has_attributions, chosen.files):
        print(confidence_table(path.name.split(".")[0], read_attributions(path), enricher))
    return ended


def _judge(lines: Sequence[Line], *, raise_them: bool) -> int:
    """Print the lines and what is below its floor; 1 where anything is."""
    floors = read_floors()
    print(table(lines, floors))
    below = floors.below(lines)
    print(*below, sep="\n", file=sys.stderr)
    if raise_them:
        write_floors(floors.raised(lines))
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
