"""Saved queries as one JSON file, for another archive or for a safe place; and such a file read. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from searchapp.archive.saved_queries.rows import Entry, SavedQuery, folder_of, note_of
from searchapp.errors import BadRequest

WHAT = "saved queries"
MAX_QUERY = 20_000
FILE = "saved-queries.json"
"""What such a file is called where a browser keeps it."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds: queries, and for each entry that is none its number, from 1, with what is wrong."""

    entries: tuple[Entry, ...]
    unread: tuple[tuple[int, str], ...]


def to_json(queries: Iterable[SavedQuery]) -> str:
    """All that users gave their saved queries; what was seen and found of each belongs to its archive."""
    rows = [
        {
            "slug": saved.slug,
            "name": saved.name,
            "query": saved.query,
            "note": saved.note,
            "folder": saved.folder,
            "position": saved.position,
            "created": saved.created.isoformat(timespec="seconds"),
        }
        for saved in queries
    ]
    return json.dumps({"searchapp": WHAT, "version": 1, "queries": rows}, ensure_ascii=False, indent=1) + "\n"


def read_json(content: bytes) -> Read:
    """What `to_json` wrote, by whichever archive; BadRequest where it is nothing of the kind."""
    try:
        whole = json.loads(content)
        rows = whole["queries"]
        if whole["searchapp"] != WHAT or not isinstance(rows, list):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadRequest(
            "This is no file of saved queries.", hint="Give a file that was exported by the list of saved queries."
        ) from error
    entries: list[Entry] = []
    unread: list[tuple[int, str]] = []
    for number, row in enumerate(rows, 1):
        try:
            entries.append(_entry(row))
        except (ValueError, BadRequest) as error:
            unread.append((number, error.message if isinstance(error, BadRequest) else str(error)))
    return Read(tuple(entries), tuple(unread))


def _entry(row: Any) -> Entry:
    """An entry of the file; ValueError or BadRequest says what is wrong with it."""
    if not isinstance(row, dict) or not isinstance(row.get("query"), str):
        raise ValueError("It has no query.")
    texts = {key: row.get(key, "") for key in ("name", "query", "note", "folder", "slug", "created")}
    if wrong := next((key for key, text in texts.items() if not _is_text(text)), ""):
        raise ValueError(f"Its {wrong} is no text.")
    if len(texts["query"]) > MAX_QUERY:
        raise ValueError(f"Its query has more than {MAX_QUERY:,} characters.")
    position = row.get("position", 0)
    if not isinstance(position, int) or not 0 <= position < 2**31:
        raise ValueError("Its position is no number of a place.")
    return Entry(
        texts["name"],
        texts["query"],
        note=note_of(texts["note"]),
        folder=folder_of(texts["folder"]),
        position=position,
        slug=texts["slug"],
        created=_moment(texts["created"]),
    )


def _is_text(value: object) -> bool:
    """Whether a value is a text that a file can keep."""
    try:
        return isinstance(value, str) and value.encode() is not None
    except UnicodeEncodeError:
        return False


def _moment(text: str) -> datetime | None:
    """A time with its zone; None where nothing is said. ValueError where it is none."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError("Its day of creation is no day.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
