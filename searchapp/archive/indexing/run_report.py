"""What a run of `index` did, and how it is told: numbers, and every input that was not taken as it stood.

Values and text only; must not print, or know how a run goes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from searchapp.engines import IndexStatus
from searchapp.ingest import FORMATS, Failure, LeftOut, Remark
from searchapp.ingest.source import WhyLeftOut
from searchapp.provenance import DoubtKind, doubt_lines
from searchapp.text import wording
from searchapp.text.wording import count, count_of

MOST_FAILURES = 50
MOST_NAMED = 3
MOST_KEPT = 200
"""Names of what was passed over for one reason; all are counted."""
_READ = wording.together([row.name for row in FORMATS])
READ_HINT = f"{_READ} are read: convert the others, then run the same command again."
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


@dataclass(frozen=True, slots=True)
class LeftOutKind:
    """What was passed over for one reason: how many, by suffix, and the first names."""

    why: WhyLeftOut
    number: int
    suffixes: Mapping[str, int]
    names: tuple[str, ...]


@dataclass(slots=True)
class Untaken:
    """What of a path was not taken: what can't be read, and what was passed over."""

    failures: list[Failure] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


@dataclass(slots=True)
class Report:
    """What a run did: numbers of stories, and every input that was not taken as it stood.

    `refused` are paths that were named and can't be taken at all, `untaken` is by path what was not taken of the
    others: `failures` is all of it that can't be read, `left_out` all that was passed over. `kept` counts the
    stories of what can't be read, which stay; `notes` tell how files were read; `copies` has by the name of a file
    those that are the same; `doubts` names the sources of stories that may not be all there.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    kept: int = 0
    interrupted: bool = False
    refused: list[Failure] = field(default_factory=list)
    untaken: dict[str, Untaken] = field(default_factory=dict)
    notes: list[Remark] = field(default_factory=list)
    copies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    same_ids: list[SameId] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    doubts: dict[DoubtKind, list[str]] = field(default_factory=dict)
    status: IndexStatus | None = None

    @property
    def failures(self) -> list[Failure]:
        """What can't be read under any of the paths."""
        return [failure for untaken in self.untaken.values() for failure in untaken.failures]

    @property
    def left_out(self) -> list[LeftOut]:
        """What was passed over under any of the paths."""
        return [left for untaken in self.untaken.values() for left in untaken.left_out]

    def of(self, path: str) -> Untaken:
        """What was not taken of a path, to be added to."""
        return self.untaken.setdefault(path, Untaken())

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
    yield from failure_lines(report.refused, len(report.refused), "could not be taken")
    yield from failure_lines(report.failures, len(report.failures), "could not be read")
    if report.kept:
        yield f"{count_of('story', report.kept)} of what can't be read stayed in the index."
    yield from left_out_lines(grouped(report.left_out))
    yield from note_lines(report.notes)
    yield from doubt_lines(report.doubts)
    yield from _copies(report.copies)
    yield from _same_ids(report.same_ids)
    yield from _held(report.held)
    if report.interrupted:
        yield "Stopped early; run the same command again to go on."


def failure_lines(failures: Sequence[Failure], number: int, what: str) -> Iterator[str]:
    """What can't be read, of which `failures` are the first, each with its place and reason."""
    if not failures:
        return
    yield f"{number:,} {what}:"
    yield from _first([f"{f.name}{', ' + f.place if f.place else ''}: {f.reason}" for f in failures], number)


def _first(lines: Sequence[str], number: int) -> Iterator[str]:
    """The first of many lines below a heading, and how many more there are of the `number`."""
    for line in lines[:MOST_FAILURES]:
        yield f"  {line}"
    if (more := number - min(len(lines), MOST_FAILURES)) > 0:
        yield f"  and {more:,} more"


_PASSED: dict[WhyLeftOut, tuple[str, str]] = {
    "sidecar": ("sidecar without its story was left out", "sidecars without their stories were left out"),
    "page part": ("part of web pages was passed over", "parts of web pages were passed over"),
    "no story": ("file that is no story was passed over", "files that are no stories were passed over"),
    "hidden": ("hidden file or folder was passed over", "hidden files and folders were passed over"),
    "own": ("folder of the program itself was not searched", "folders of the program itself were not searched"),
    "draft": ("draft that was not published was left out", "drafts that were not published were left out"),
    "deleted": ("mail that was deleted was left out", "mails that were deleted were left out"),
    "no page": ("capture of what is no page was passed over", "captures of what is no page were passed over"),
    "redirect": ("captured redirection was passed over", "captured redirections were passed over"),
}


def grouped(left_out: Sequence[LeftOut]) -> tuple[LeftOutKind, ...]:
    """What was passed over, by reason."""
    kinds = []
    for why in get_args(WhyLeftOut):
        if left := [one for one in left_out if one.why == why]:
            suffixes: Counter[str] = Counter()
            for one in left:
                suffixes[one.suffix] += one.number
            names = tuple(one.name for one in left[:MOST_KEPT])
            kinds.append(LeftOutKind(why, suffixes.total(), dict(suffixes), names))
    return tuple(kinds)


def left_out_lines(kinds: Sequence[LeftOutKind]) -> Iterator[str]:
    """What was passed over in folders, by kind and reason, counted."""
    for kind in kinds:
        if kind.why != "kind":
            yield _named(count(kind.number, *_PASSED[kind.why]), kind)
            continue
        ranked = sorted(kind.suffixes.items(), key=lambda item: (-item[1], item[0] or "without"))
        shown = ", ".join(f"{suffix or 'without a known suffix'} {number:,}" for suffix, number in ranked)
        were = count(kind.number, "file of another kind was left out", "files of other kinds were left out")
        yield f"{were}: {shown}"
        yield f"  {_named('among them', kind)}"
        yield f"  {READ_HINT}"


def _named(heading: str, kind: LeftOutKind) -> str:
    """A heading and the first few names under it: "2 hidden ones: .git, .cache"."""
    more = kind.number - len(kind.names)
    return f"{heading}: {wording.names(kind.names, most=MOST_NAMED, more=more)}"


def _copies(copies: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    if not copies:
        return
    number = sum(map(len, copies.values()))
    yield f"{count(number, 'file is a copy', 'files are copies')} of another and no story of its own:"
    yield from _first([f"{', '.join(others)} of {name}" for name, others in copies.items()], len(copies))


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
    yield from _first(
        [f"{one.second}: {one.own}, since {one.claimed} is the id of {one.first}" for one in same], len(same)
    )


def _held(held: Sequence[Held]) -> Iterator[str]:
    for one in held:
        gone = f"{one.gone:,} of its {one.of:,} stories are gone"
        yield f"{one.path}: {gone}, and stay in the index all the same; all else was done."
    if held:
        yield "If a disk is missing, bring it back and run the same command again. If they are to go, add --prune."
