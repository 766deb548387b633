"""An invented archive of 300 stories in which it is known who is meant: fathers and sons, two of one surname, one
who bears it nearly alone, initials, titles, wives. How well the program tells who bears a name across stories.

    python -m benchmarks.name_bearers [--model NAME]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from benchmarks.scores import Score
from searchapp.curation.decisions import Decisions
from searchapp.engines import Index, in_folder, open_builder, open_index
from searchapp.enrich import DEFAULT_MODEL, Enricher, open_enricher
from searchapp.model import Mention, Statement, Story
from searchapp.query.request import Filter, SearchRequest
from searchapp.records import records

BEGIN = date(2031, 1, 6)
DAYS = 728
_PLACES = ("Leeds", "Oslo", "Boston", "Dublin", "Lisbon", "Chicago")
_THINGS = ("the mill would close", "the bridge was safe", "taxes would rise", "the school needed teachers")
_REST = (
    "{0} said on Monday that {1}. The town of {2} has waited for years.",
    "{0} told reporters in {2} that {1}. Nobody else spoke.",
    "In {2}, {0} said that {1}. The vote is on Friday.",
)


@dataclass(frozen=True, slots=True)
class Told:
    """A story, and who is meant in it: the name that this one goes by, or the bare surname where that is open."""

    story: Story
    form: str
    goes_by: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class _Group:
    """So many stories that call someone by a form, evenly over a stretch of the two years (shares of it)."""

    form: str
    goes_by: str
    stories: int
    since: float = 0.0
    until: float = 1.0
    open: bool = False
    undated: bool = False


def _open(surname: str, stories: int) -> _Group:
    return _Group(surname, surname, stories, open=True)


GROUPS = (
    # One who bears the surname nearly alone, by all his forms; and another of that name, twice.
    _Group("Martin Varnell", "Martin Varnell", 46),
    _Group("Martin T. Varnell", "Martin Varnell", 8),
    _Group("President Martin Varnell", "Martin Varnell", 6),
    _Group("Sarah Varnell", "Sarah Varnell", 1, 0.1, 0.2),
    _Group("Sarah Varnell", "Sarah Varnell", 1, 0.8, 0.9),
    _Group("Varnell", "Martin Varnell", 24),
    _Group("Varnell", "Martin Varnell", 2, undated=True),
    # One who bears it alone.
    _Group("Susan Quillan", "Susan Quillan", 26),
    _Group("Senator Susan Quillan", "Susan Quillan", 4),
    _Group("Quillan", "Susan Quillan", 14),
    # The one in the first half year, the other in the last.
    _Group("Peter Marsden", "Peter Marsden", 18, 0.0, 0.2),
    _Group("Laura Marsden", "Laura Marsden", 18, 0.8, 1.0),
    _Group("Marsden", "Peter Marsden", 5, 0.0, 0.2),
    _Group("Marsden", "Laura Marsden", 5, 0.8, 1.0),
    # Father and son, numbers, two of one surname, a wife, two initials, too few stories.
    _Group("Robert Kessel Sr.", "Robert Kessel Sr.", 10),
    _Group("Robert Kessel Jr.", "Robert Kessel Jr.", 10),
    _Group("Robert Kessel", "Robert Kessel", 4),
    _open("Kessel", 8),
    _Group("Henry Lundgren III", "Henry Lundgren III", 8),
    _Group("Henry Lundgren", "Henry Lundgren", 8),
    _open("Lundgren", 6),
    _Group("John Portman", "John Portman", 12),
    _Group("Mrs John Portman", "Mrs John Portman", 4),
    _Group("Mary Portman", "Mary Portman", 8),
    _open("Portman", 8),
    _Group("John A. Webley", "John A. Webley", 6),
    _Group("John B. Webley", "John B. Webley", 6),
    _Group("John Webley", "John Webley", 6),
    _open("Webley", 6),
    _Group("Emma Raskin", "Emma Raskin", 6),
    _open("Raskin", 6),
)
SURNAMES = frozenset(group.form for group in GROUPS if " " not in group.form)


def bearer_stories() -> list[Told]:
    """The archive, as text with days and nothing found in it yet."""
    out: list[Told] = []
    for group in GROUPS:
        for n in range(group.stories):
            share = group.since + (group.until - group.since) * (n + 0.5) / group.stories
            day = None if group.undated else BEGIN + timedelta(days=int(share * DAYS))
            number = len(out)
            text = _REST[number % len(_REST)].format(
                group.form, _THINGS[number % len(_THINGS)], _PLACES[number % len(_PLACES)]
            )
            story = Story(f"b{number:03d}", text, "A story", published=day, language="en")
            out.append(Told(story, group.form, group.goes_by, group.open))
    return out


def with_names(told: Told) -> Story:
    """A story as a reader without fault would mark it: the form once, and its statement."""
    story, called = told.story, told.form
    start = story.text.index(called)
    mention = Mention("person", called, called, start, start + len(called))
    words = story.text.index(" that ") + 1, story.text.index(". ", story.text.index(" that "))
    said = Statement(called, "person", "indirect", (words,), (0, words[1]), cue="said")
    return replace(story, mentions=(mention,), statements=(said,))


@dataclass(frozen=True, slots=True)
class Bearers:
    """What became of the stories, a line each where it went wrong: under another's name (`wrong`), a form that is
    not taken for its person (`missed`), no name found at all (`unnamed`); and how many surnames were resolved, and
    how many open ones were left bare."""

    wrong: tuple[str, ...]
    missed: tuple[str, ...]
    unnamed: tuple[str, ...]
    resolved: int
    bare: int

    @property
    def scores(self) -> dict[str, Score]:
        """The same as shares: resolved surnames against wrong merges, and open surnames left as they are."""
        taken = sum(line.startswith(OPEN) for line in self.wrong)
        return {
            "surnames": Score(self.resolved, len(self.wrong), len(self.missed)),
            "left bare": Score(self.bare, None, taken),
        }


OPEN = "open: "


def scored(index: Index, told: Iterable[Told], *, key: str = "person") -> Bearers:
    """How the values of a facet stand against who is meant, under the program's own decisions."""
    decided = index.with_decisions(Decisions(resolving=True))
    values = decided.facet_values(SearchRequest(), key).values
    found = decided.stories_found([SearchRequest(filters=(Filter(key, v.value),)) for v in values])
    of: dict[str, set[str]] = {}
    for value, stories in zip(values, found, strict=True):
        for story in stories if SURNAMES.intersection(value.label.split()) else ():
            of.setdefault(story, set()).add(value.label)
    wrong, missed, unnamed, resolved, bare = [], [], [], 0, 0
    for one in told:
        called = of.get(one.story.id, set())
        line = f"{one.form} on {one.story.published} is {', '.join(sorted(called))}: {one.story.text}"
        if not called:
            unnamed.append(line)
        elif called - {one.goes_by, one.form}:
            wrong.append(OPEN * one.open + line)
        elif one.open:
            bare += 1
        elif one.goes_by not in called:
            missed.append(line)
        else:
            resolved += one.form in SURNAMES
    return Bearers(tuple(wrong), tuple(missed), tuple(unnamed), resolved, bare)


def fill(folder: Path, stories: Iterable[Story]) -> Index:
    """An index of these stories in a folder, open."""
    with open_builder(in_folder(folder), enrichment="") as builder:
        for story in stories:
            builder.add(records(story), fingerprint=story.id)
        builder.publish()
    return open_index(in_folder(folder))


def found_by(enricher: Enricher) -> Bearers:
    """How well surnames are resolved where the names are found by the program too."""
    told = bearer_stories()
    with tempfile.TemporaryDirectory() as folder:
        index = fill(Path(folder), enricher.pipe(one.story for one in told))
        bearers = scored(index, told)
        index.close()
    return bearers


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores and each story that went wrong; 1 where a name was merged wrongly."""
    parser = argparse.ArgumentParser(description="Who bears a name across stories.")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    bearers = found_by(open_enricher(parser.parse_args(arguments).model))
    for what, score in bearers.scores.items():
        print(what, *(f"{figure} {value:.3f}" for figure, value in score.figures.items()))
    for heading, lines in (("wrong", bearers.wrong), ("missed", bearers.missed), ("no name", bearers.unnamed)):
        print(f"{heading}: {len(lines)}", *lines, sep="\n  ")
    return 1 if bearers.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
