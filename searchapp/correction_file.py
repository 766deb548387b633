"""Keeps corrections in the data folder: one JSON object a line, appended, never rewritten, good for git.

A line is a correction with an id and a time, or takes an earlier one back: {"id", "when", "undo": id}.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from searchapp.corrections import Correction, Corrections, NameCorrection, StatementCorrection
from searchapp.errors import ConfigError, NotFound
from searchapp.model import ENTITY_KINDS

FILE_NAME = "corrections.jsonl"


@dataclass(frozen=True, slots=True)
class Noted:
    """A correction with its id, when it was made (ISO, UTC), and whether it was taken back."""

    id: str
    when: str
    correction: Correction
    undone: bool = False


def load_corrections(path: Path) -> Corrections:
    """The corrections in force; none where there is no file. ConfigError names a line that can't be used."""
    return Corrections(tuple(n.correction for n in history(path) if not n.undone))


def history(path: Path) -> list[Noted]:
    """Every correction ever made, oldest first."""
    if not path.is_file():
        return []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: can't be read: {error}.", hint="Mend the file or restore a backup.") from error
    notes: dict[str, Noted] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if "undo" in row:
                if row["undo"] in notes:
                    n = notes[row["undo"]]
                    notes[n.id] = Noted(n.id, n.when, n.correction, undone=True)
                continue
            notes[row["id"]] = Noted(row["id"], row["when"], _correction(row))
        except (ValueError, TypeError, KeyError) as error:
            raise ConfigError(
                f"{path}, line {number}: is no correction ({error}).", hint="Mend or remove the line."
            ) from error
    return list(notes.values())


def note(path: Path, correction: Correction) -> str:
    """Keep a correction; returns its id."""
    return _append(path, asdict(correction))


def undo(path: Path, noted_id: str) -> None:
    """Take a correction back; NotFound where there is none of that id in force."""
    if not any(n.id == noted_id and not n.undone for n in history(path)):
        raise NotFound("There is no such correction.", hint="It may have been taken back already.")
    _append(path, {"undo": noted_id})


def _append(path: Path, row: dict[str, Any]) -> str:
    noted_id = secrets.token_hex(6)
    full = {"id": noted_id, "when": datetime.now(UTC).isoformat(timespec="seconds"), **row}
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as f:
        f.write(json.dumps(full, ensure_ascii=False) + "\n")
        f.flush()
        os.fsync(f.fileno())
    return noted_id


def _correction(row: dict[str, Any]) -> Correction:
    row = {k: v for k, v in row.items() if k not in ("id", "when")}
    if "sentence" in row:
        found = StatementCorrection(**row)
        if found.action not in ("reject", "speaker") or (found.action == "speaker" and not found.speaker):
            raise ValueError(f"action {found.action!r}")
        return found
    name = NameCorrection(**row)
    if name.kind not in ENTITY_KINDS or name.action not in ("reject", "kind"):
        raise ValueError(f"kind {name.kind!r}, action {name.action!r}")
    if name.action == "kind" and name.to not in ENTITY_KINDS:
        raise ValueError(f"to {name.to!r}")
    return name
