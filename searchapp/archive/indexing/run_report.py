"""What a run of `index` did, and how it is told: numbers, and every input that was not taken as it stood.

Values and text only; must not print, or know how a run goes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from searchapp.engines import IndexStatus
from searchapp.ingest import FORMATS, Failure, LeftOut, Remark
from searchapp.provenance import DoubtKind, doubt_lines
from searchapp.text import wording
from searchapp.text.wording import count, count_of

MOST_FAILURES = 50
MOST_NAMED = 3
MOST_NOTES = 20
READ_HINT = (
    f"{wording.together([row.name for row in FORMATS])} are read:"
    " convert the others, then run the same command again."
)


@dataclass(frozen=True, slots=True)
class SameId:
    """Two sources claim one id: the second story has `own` instead."""

    claimed: str
    own: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Held:
    """Stories of a path that are gone, of how many there, and were not taken out because they are so many."""

    path: str
    gone: int
    of: int


@dataclass(slots=True)
class Report:
    """What a run did: numbers of stories, and every input that was not taken as it stood.

    `refused` are paths that were named and can't be taken at all, `failures` what can't be read in the others,
    `left_out` what was passed over there, `notes` how files were read. `kept` counts the stories of what can't be
    read, which stay, `doubts` names the sources of stories that may not be all there.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    kept: int = 0
    interrupted: bool = False
    refused: list[Failure] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    same_ids: list[SameId] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    doubts: dict[DoubtKind, list[str]] = field(default_factory=dict)
    status: IndexStatus | None = None

    @property
    def is_done(self) -> bool:
        """Whether all that was asked for could be done."""
        return not self.refused and not self.held

    @property
    def is_complete(self) -> bool:
        """Whether every file that may be a story was read."""
        return self.is_done and not self.failures and not any(left.may_be_a_story for left in self.left_out)


def summary(report: Report, index: object) -> str:
    """The one line on what the index holds now, and what was done."""
    assert report.status is not None
    return (
        f"{index}: {count_of('story', report.status.stories)}, "
        f"{count_of('statement', report.status.statements)} "
        f"({report.added:,} new, {report.changed:,} changed, {report.unchanged:,} unchanged, "
        f"{report.removed:,} removed)."
    )


def remarks(report: Report) -> Iterator[str]:
    """All that a user has to know beside the summary, line by line; nothing where all went as it should."""
    yield from _failures(report.refused, "could not be taken")
    yield from _failures(report.failures, "could not be read")
    if report.kept:
        yield f"{count_of('story', report.kept)} of what can't be read stayed in the index."
    yield from left_out_lines(report.left_out)
    yield from note_lines(report.notes)
    yield from doubt_lines(report.doubts)
    yield from _same_ids(report.same_ids)
    yield from _held(report.held)
    if report.interrupted:
        yield "Stopped early; run the same command again to go on."


def group(heading: str, names: Sequence[str]) -> str:
    """A heading and the first few names under it: "2 hidden ones: .git, .cache"."""
    return f"{heading}: {wording.names(names, most=MOST_NAMED)}"


def _failures(failures: Sequence[Failure], what: str) -> Iterator[str]:
    if not failures:
        return
    yield f"{len(failures):,} {what}:"
    yield from _first([f"{f.name}{', ' + f.place if f.place else ''}: {f.reason}" for f in failures])


def _first(lines: Sequence[str]) -> Iterator[str]:
    """The first of many lines below a heading, and how many more there are."""
    for line in lines[:MOST_FAILURES]:
        yield f"  {line}"
    if len(lines) > MOST_FAILURES:
        yield f"  and {len(lines) - MOST_FAILURES:,} more"


_PASSED: dict[Literal["sidecar", "no story", "page part", "hidden", "own"], tuple[str, str]] = {
    "sidecar": ("sidecar without its story was left out", "sidecars without their stories were left out"),
    "page part": ("part of web pages was passed over", "parts of web pages were passed over"),
    "no story": ("file that is no story was passed over", "files that are no stories were passed over"),
    "hidden": ("hidden file or folder was passed over", "hidden files and folders were passed over"),
    "own": ("folder of the program itself was not searched", "folders of the program itself were not searched"),
}


def left_out_lines(left_out: Sequence[LeftOut]) -> Iterator[str]:
    """What was passed over in folders, by kind and reason, counted."""
    others = [left for left in left_out if left.why == "kind"]
    if others:
        kinds = Counter(left.suffix or "without a known suffix" for left in others)
        ranked = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
        shown = ", ".join(f"{kind} {number:,}" for kind, number in ranked)
        were = "file of another kind was left out" if len(others) == 1 else "files of other kinds were left out"
        yield f"{len(others):,} {were}: {shown}"
        yield f"  {group('among them', [left.name for left in others])}"
        yield f"  {READ_HINT}"
    for why, words in _PASSED.items():
        if names := [left.name for left in left_out if left.why == why]:
            yield group(count(len(names), *words), names)


def note_lines(notes: Sequence[Remark]) -> Iterator[str]:
    """What is to be said of how files were read, once for all files of which it is the same."""
    files: dict[str, list[str]] = {}
    for note in notes:
        files.setdefault(note.text, []).append(note.name)
    lines = [f"{wording.names(names, most=MOST_NAMED)}: {text}" for text, names in files.items()]
    yield from lines[:MOST_NOTES]
    if len(lines) > MOST_NOTES:
        yield f"{len(lines) - MOST_NOTES:,} more such lines on which column or key is which field are not shown."


def _same_ids(same: Sequence[SameId]) -> Iterator[str]:
    if not same:
        return
    yield f"{count(len(same), 'story claims', 'stories claim')} an id that another has; each has its own now:"
    yield from _first([f"{one.second}: {one.own}, since {one.claimed} is the id of {one.first}" for one in same])


def _held(held: Sequence[Held]) -> Iterator[str]:
    for one in held:
        gone = f"{one.gone:,} of its {one.of:,} stories are gone"
        yield f"{one.path}: {gone}, and stay in the index all the same; all else was done."
    if held:
        yield "If a disk is missing, bring it back and run the same command again. If they are to go, add --prune."
