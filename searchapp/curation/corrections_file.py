"""Keeps corrections in the data folder: one JSON object a line, appended, good for git.

A line is a correction with an id and a time, or takes an earlier one back: {"id", "when", "undo": id}. Its last
member is its sum: how many bytes of the line stand before it, and a digest of these. A line that does not fit its
sum is left out and reported; the next write sets it aside. One without a sum (of an earlier version, or written by
hand) counts.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from searchapp.curation.corrections import (
    Correction,
    Corrections,
    NameAction,
    NameCorrection,
    StatementAction,
    StatementCorrection,
)
from searchapp.curation.story_fields import STORY_FIELDS, OutletCorrection, StoryCorrection, typed
from searchapp.errors import BadRequest, NotFound
from searchapp.model import ENTITY_KINDS, SPEAKER_KINDS
from searchapp.system.disk import aside_of, write_whole, writing
from searchapp.system.line_file import append_lines, left_out, lines_of

FILE_NAME = "corrections.jsonl"
ASIDE = "corrections.damaged-*.jsonl"
_SUM = re.compile(rb', "sum": "(\d{1,9}):([0-9a-f]{16})"\}\Z')
_DIGEST = re.compile(r"[0-9a-f]{12}")
_BEGINS = re.compile(rb'\{"id": ')
"""How each line begins that was written here; within a JSON string its quotation mark would be escaped."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A correction with its id, when it was made (ISO, UTC), and whether it was taken back."""

    id: str
    when: str
    correction: Correction
    undone: bool = False


@dataclass(frozen=True, slots=True)
class CorrectionFile:
    """What the file holds: every correction ever made, oldest first, and what is wrong with the lines left out."""

    noted: tuple[Noted, ...] = ()
    damaged: tuple[str, ...] = ()

    @property
    def notice(self) -> str:
        """What is to be said of the lines that were left out; "" where there are none."""
        return left_out("corrections", self.damaged)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it stands in the file, without its end; where it can't be used, why."""

    number: int
    raw: bytes
    row: dict[str, Any] | None
    correction: Correction | None
    wrong: str = ""


def load_corrections(path: Path) -> Corrections:
    """The corrections in force; none where there is no file. ConfigError where it can't be read at all."""
    return corrections_in_force(read_corrections(path).noted)


def corrections_in_force(noted: Iterable[Noted]) -> Corrections:
    """Those that were not taken back."""
    return Corrections(tuple(n.correction for n in noted if not n.undone))


def history(path: Path) -> list[Noted]:
    """Every correction ever made, oldest first."""
    return list(read_corrections(path).noted)


def read_corrections(path: Path) -> CorrectionFile:
    """All that can be used of the file, and a line on each line that can't; ConfigError where it can't be read."""
    notes: dict[str, Noted] = {}
    damaged: list[str] = []
    for line in _lines(path):
        if line.row is None:
            damaged.append(f"line {line.number}: {line.wrong}")
        elif line.correction is not None:
            notes[line.row["id"]] = Noted(line.row["id"], line.row["when"], line.correction)
        elif line.row["undo"] in notes:
            notes[line.row["undo"]] = replace(notes[line.row["undo"]], undone=True)
    return CorrectionFile(tuple(notes.values()), tuple(damaged))


def note(path: Path, *corrections: Correction) -> str:
    """Keep corrections that are made together; returns their ids, a comma between two of them.

    DiskError where they can't be kept: the file is then as it was.
    """
    with writing(path) as target:
        return ",".join(_append(path, target, [asdict(c) for c in corrections]))


def undo(path: Path, noted_ids: str) -> None:
    """Take back what was noted together; NotFound where one of these ids is not in force."""
    ids = noted_ids.split(",")
    _check_in_force(path, ids)
    with writing(path) as target:
        _check_in_force(target, ids)
        _append(path, target, [{"undo": noted_id} for noted_id in ids])


def _check_in_force(path: Path, ids: list[str]) -> None:
    if not {n.id for n in history(path) if not n.undone}.issuperset(ids):
        raise NotFound("There is no such correction.", hint="It may have been taken back already.")


def corrections_set_aside(path: Path) -> tuple[str, ...]:
    """A line on each file into which damaged lines were set aside, for as long as it lies there."""
    return tuple(
        f"Lines of the corrections that could not be read were set aside in {aside.name}."
        " Look at them there, then move that file out of the data folder."
        for aside in sorted(path.parent.glob(ASIDE))
    )


def _append(path: Path, target: Path, rows: Iterable[dict[str, Any]]) -> list[str]:
    """Add rows to `target`, the file itself where `path` is a link; damaged lines are set aside."""
    when = datetime.now(UTC).isoformat(timespec="seconds")
    full = [{"id": secrets.token_hex(6), "when": when, **row} for row in rows]
    try:
        fresh = [_summed(json.dumps(row, ensure_ascii=False).encode("utf-8")) for row in full]
    except UnicodeEncodeError as error:
        raise BadRequest("It has a character that can't be kept.", hint="Type it anew, without it.") from error
    lines = _lines(target)
    damaged = [line.raw for line in lines if line.row is None]
    if damaged:
        write_whole(aside_of(path), b"\n".join([*damaged, b""]))
        write_whole(target, b"\n".join([*(line.raw for line in lines if line.row is not None), *fresh, b""]))
    else:
        append_lines(target, fresh)
    return [row["id"] for row in full]


def _summed(line: bytes) -> bytes:
    """A JSON object with its sum as its last member."""
    before = line[:-1]
    return before + f', "sum": "{len(before)}:{_digest(before)}"}}'.encode()


def _digest(before: bytes) -> str:
    return hashlib.sha256(before).hexdigest()[:16]


def _lines(path: Path) -> list[_Line]:
    """The file line by line; where a line was glued to half of another, both."""
    return [line for number, raw in lines_of(path) for line in _read(number, raw.rstrip(b"\r"))]


def _read(number: int, raw: bytes) -> Iterator[_Line]:
    """A line; or the half that nothing can be made of, and the whole line that follows it."""
    whole = _parsed(number, raw)
    if whole.row is None:
        for begin in _BEGINS.finditer(raw, 1):
            rest = _parsed(number, raw[begin.start() :])
            if rest.row is not None:
                yield replace(whole, raw=raw[: begin.start()])
                yield rest
                return
    yield whole


def _parsed(number: int, raw: bytes) -> _Line:
    try:
        row = json.loads(raw.decode("utf-8"))
        found = _SUM.search(raw)
        if found and (int(found[1]), found[2].decode()) == (found.start(), _digest(raw[: found.start()])):
            del row["sum"]
        row, correction = _understood(row)
    except (ValueError, RecursionError) as error:
        return _Line(number, raw, None, None, str(error)[:200])
    return _Line(number, raw, row, correction)


def _understood(row: Any) -> tuple[dict[str, Any], Correction | None]:
    """A line's object with its correction; with None where it takes one back. ValueError says what is wrong."""
    if not isinstance(row, dict):
        raise ValueError("it is no object")
    if "sum" in row:
        raise ValueError("it was changed after it was written; if that was you, take its “sum” out")
    for key, value in row.items():
        if not isinstance(value, str) and not (key == "to" and value is None):
            raise ValueError(f"its {key!r} is no text")
        if any("\ud800" <= c <= "\udfff" for c in key + (value or "")):
            raise ValueError("it has half a character")
    if not row.get("id") or "when" not in row:
        raise ValueError("it has no id, or no time")
    if "undo" in row:
        return row, None
    try:
        return row, _correction(row)
    except TypeError as error:
        raise ValueError(f"it is no correction: {error}") from error


def _correction(row: dict[str, Any]) -> Correction:
    row = {k: v for k, v in row.items() if k not in ("id", "when")}
    member = next((member for member in _KINDS if member in row), "kind")
    return _KINDS[member](row)


def _of_statement(row: dict[str, Any]) -> Correction:
    found = StatementCorrection(**row)
    if found.action not in get_args(StatementAction) or (found.action == "speaker" and not found.speaker.strip()):
        raise ValueError(f"its action is {found.action!r}")
    if found.speaker_kind not in SPEAKER_KINDS:
        raise ValueError(f"its speaker_kind is {found.speaker_kind!r}")
    return found


def _of_story(row: dict[str, Any]) -> Correction:
    found = StoryCorrection(**row)
    if found.field not in STORY_FIELDS or not _DIGEST.fullmatch(found.text) or not found.story:
        raise ValueError(f"its field is {found.field!r}, its text {found.text!r}, its story {found.story!r}")
    if found.to is not None and not found.to.strip():
        raise ValueError("its to is empty; null stands for what is not known")
    typed(found.field, found.to or "")
    return found


def _of_outlet(row: dict[str, Any]) -> Correction:
    found = OutletCorrection(**row)
    if not found.outlet.strip() or (found.to is not None and not found.to.strip()):
        raise ValueError(f"its outlet is {found.outlet!r}, its to {found.to!r}")
    return found


def _of_name(row: dict[str, Any]) -> Correction:
    name = NameCorrection(**row)
    if name.kind not in ENTITY_KINDS or name.action not in get_args(NameAction) or not name.name.strip():
        raise ValueError(f"its kind is {name.kind!r}, its action {name.action!r}, its name {name.name!r}")
    if name.action == "kind" and name.to not in ENTITY_KINDS:
        raise ValueError(f"its to is {name.to!r}")
    return name


_KINDS: Mapping[str, Callable[[dict[str, Any]], Correction]] = {
    "sentence": _of_statement,
    "field": _of_story,
    "outlet": _of_outlet,
    "kind": _of_name,
}
"""Which kind of correction a line has, by a member that no other kind has."""
