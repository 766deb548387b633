"""Keeps what readers said of cues in the data folder: one JSON object a line, appended, good for git.

A line says of a cue whether it is a difference: {"when", "cue", "kind", "stories", "verdict", "note"}; the verdict
"" takes back what was said. What can't be read is left out and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from searchapp.compare.cues.cue import CUE_KINDS, CueKind
from searchapp.compare.cues.verdicts import ANSWERS, Answer, Verdict, Verdicts
from searchapp.errors import BadRequest
from searchapp.system.disk import writing
from searchapp.system.json_lines import NO_ROW, append_lines, left_out, lines_of, row_of, written

FILE_NAME = "cues.jsonl"
LONGEST_NOTE = 2000
MOST_AT_ONCE = 200
_KEY = re.compile(r"[0-9a-f]{12}\Z")


@dataclass(frozen=True, slots=True)
class VerdictFile:
    """The verdicts in force, and what is to be said of lines that were left out; "" where there are none."""

    verdicts: Verdicts = Verdicts()
    notice: str = ""


def read_verdicts(path: Path) -> VerdictFile:
    """What the file holds; nothing where there is none. ConfigError where it can't be read at all."""
    found: dict[str, Verdict] = {}
    damaged: list[str] = []
    for number, raw in lines_of(path):
        try:
            key, verdict = _verdict(row_of(raw))
        except NO_ROW:
            damaged.append(f"line {number}")
            continue
        found.pop(key, None)
        if verdict:
            found[key] = verdict
    return VerdictFile(Verdicts(found), left_out("what was said of cues", damaged))


def put_verdicts(
    path: Path, keys: Iterable[str], answer: str, *, kind: str, stories: Iterable[str], note: str = ""
) -> None:
    """Say of cues that they are a difference or none, or with "" take back what was said; all or nothing.

    BadRequest says what can't be kept; DiskError leaves the file as it was.
    """
    wanted = tuple(dict.fromkeys(keys))
    told = tuple(dict.fromkeys(story for story in stories if story))
    if not wanted or len(wanted) > MOST_AT_ONCE or not all(_KEY.match(key) for key in wanted):
        raise BadRequest("It is not said of which cues this is.", hint="Go back, and use the buttons there.")
    if answer not in (*ANSWERS, "") or kind not in CUE_KINDS or not told:
        raise BadRequest("A cue is a difference or none.", hint="Go back, and choose Yes or No.")
    if len(note := note.strip()) > LONGEST_NOTE:
        raise BadRequest("The note is too long.", hint=f"At most {LONGEST_NOTE:,} characters are kept.")
    rest = {"kind": kind, "stories": list(told), "verdict": answer, "note": note}
    when = datetime.now(UTC).isoformat(timespec="seconds")
    with writing(path) as target:
        before = read_verdicts(target).verdicts
        fresh = [key for key in wanted if _is_new(before.of(key), answer, note)]
        if fresh:
            append_lines(target, [written({"when": when, "cue": key, **rest}) for key in fresh])


def _is_new(before: Verdict | None, answer: str, note: str) -> bool:
    return (before.answer, before.note) != (answer, note) if before else bool(answer)


def _verdict(row: dict[str, Any]) -> tuple[str, Verdict | None]:
    """The cue of a line and what it says of it, None where that takes back; ValueError for what says nothing."""
    key, kind, answer, stories = row["cue"], row["kind"], row["verdict"], row["stories"]
    note, when = row.get("note", ""), row["when"]
    texts = all(isinstance(value, str) for value in (key, kind, answer, note, when, *stories))
    if not texts or not _KEY.match(key) or kind not in CUE_KINDS or answer not in (*ANSWERS, ""):
        raise ValueError
    if not answer:
        return key, None
    return key, Verdict(cast(Answer, answer), cast(CueKind, kind), tuple(stories), when, note)
