"""Keeps collections and notes in the data folder: one JSON object a line, appended, good for git.

A line has a value in place of the one with its id ({"when", "item": {…}}), or takes one away ({"when", "drop":
"item", "id"}). What can't be read is left out and reported.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from searchapp.collections.kept import KINDS, Change, Collection, Drop, Item, Kept, Kind, Note, Value, kind_of
from searchapp.formats.codec import Form, Layout, form_of, is_typed
from searchapp.system.disk import writing
from searchapp.system.line_file import append_lines, left_out, lines_of

FILE_NAME = "collections.jsonl"
_FORMS: Mapping[Kind, Form[Any]] = {
    "collection": form_of(Collection, Layout()),
    "item": form_of(Item, Layout()),
    "note": form_of(Note, Layout()),
}
_BLANK: Mapping[Kind, Value] = {
    "collection": Collection("", ""),
    "item": Item("", "", 0),
    "note": Note("", "", ""),
}
"""What a line says that leaves a field out, as those of earlier versions do."""
_NOT_OURS = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What is kept, and what is to be said of lines that were left out; "" where there are none."""

    kept: Kept = Kept()
    notice: str = ""


def read_kept(path: Path) -> KeptFile:
    """What the file holds; nothing where there is none. ConfigError where it can't be read at all."""
    values: dict[Kind, dict[str, Any]] = {kind: {} for kind in KINDS}
    gone: dict[tuple[Kind, str], Value] = {}
    damaged: list[str] = []
    for number, raw in lines_of(path):
        try:
            change = _change_of(json.loads(raw))
        except _NOT_OURS:
            damaged.append(f"line {number}")
            continue
        match change:
            case Drop(kind, id):
                if id in values[kind]:
                    gone[kind, id] = values[kind].pop(id)
            case Collection() | Item() | Note():
                values[kind_of(change)][change.id] = change
                gone.pop((kind_of(change), change.id), None)
    notice = left_out("collections", damaged)
    return KeptFile(Kept(values["collection"], values["item"], values["note"], gone), notice)


def change_kept(path: Path, work_out: Callable[[Kept], Iterable[Change]]) -> tuple[Change, ...]:
    """Make the changes that follow from what is kept, all or none, and give them; nobody else writes meanwhile.

    DiskError leaves the file as it was.
    """
    with writing(path) as target:
        changes = tuple(work_out(read_kept(target).kept))
        if changes:
            when = datetime.now(UTC).isoformat(timespec="seconds")
            lines = [json.dumps({"when": when, **_row(change)}, ensure_ascii=False) for change in changes]
            append_lines(target, [line.encode("utf-8", "replace") for line in lines])
    return changes


def _row(change: Change) -> dict[str, Any]:
    if isinstance(change, Drop):
        return {"drop": change.kind, "id": change.id}
    kind = kind_of(change)
    return {kind: _FORMS[kind].to_json(change)}


def _change_of(row: dict[str, Any]) -> Change:
    """The change that a line makes; one of _NOT_OURS where it makes none."""
    if "drop" in row:
        return Drop(KINDS[KINDS.index(row["drop"])], str(row["id"]))
    kind = next(kind for kind in KINDS if kind in row or kind == KINDS[-1])
    form = _FORMS[kind]
    value: Value = form.from_json({**form.to_json(_BLANK[kind]), **row[kind]})
    if not is_typed(value) or not value.id:
        raise ValueError(f"this is no {kind}")
    return value
